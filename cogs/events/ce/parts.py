"""The parts of attendance, put together."""

from bot.feature import House
from cogs.events.access import Access
from cogs.events.ce.certifying import Certifying
from cogs.events.ce.deciding import Deciding
from cogs.events.ce.desk import AttendanceDesk
from cogs.events.ce.doors import Doors
from cogs.events.ce.gate import Gate
from cogs.events.ce.sittings import Sittings
from cogs.events.ce.store import AttendanceStore
from cogs.events.parts import Part
from cogs.events.store import EventStore


def parts_of_attendance(
    house: House, events: EventStore, access: Access, store: AttendanceStore
) -> tuple[Part, ...]:
    """Checking in and out, the hosts' desk, certificates and transcripts."""
    sittings = Sittings(events, store)
    gate = Gate(access, sittings, store)
    doors = Doors(house, sittings, store)
    desk = AttendanceDesk(house, access, gate, sittings, store, doors)
    deciding = Deciding(house, gate, store)
    certifying = Certifying(house, sittings, store)
    return (doors.part, desk.part, deciding.part, certifying.part)
