"""What every part of moderation stands on, put together once."""

from bot.delivery.asking import Discord
from bot.feature import House, Keeps, Need
from cogs.moderation.actions import cog as act_commands
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.deeds import Deeds
from cogs.moderation.actions.desk import ActDesk
from cogs.moderation.actions.endings import Endings
from cogs.moderation.actions.hearing import Hearing
from cogs.moderation.actions.many import ManyDesk
from cogs.moderation.actions.notices import Notices
from cogs.moderation.actions.rejoining import Rejoining
from cogs.moderation.actions.settling import Settling
from cogs.moderation.cases import cog as case_commands
from cogs.moderation.cases.cards import Cards
from cogs.moderation.cases.desk import CaseDesk, Lift
from cogs.moderation.cases.own import OwnRecord
from cogs.moderation.cases.records import Kind
from cogs.moderation.cases.remembered import Remembered
from cogs.moderation.cases.store import Cases
from cogs.moderation.choosing.cog import Choosing
from cogs.moderation.parts import Part
from cogs.moderation.settings import ModerationSettings

APPEAL = "mod.appeal"
"""The button that takes an appeal, with the server's id and the case's number."""


class Core:
    """Stores and rules of moderation, for its own parts and those beside it.

    `discord` asks over REST, each request once. `lifts` is how what is in force is lifted, by kind
    of case; each part adds its own. `can_appeal` is whether some part takes appeals: only then
    notices and records have that button.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.cases = Cases(house.storage)
        self.remembered = Remembered(house.storage)
        self.discord = Discord(house.client, house.clock)
        self.cards = Cards(house, self.cases.look, self.remembered)
        deeds = Deeds(self.discord, house.clock)
        notices = Notices(self.discord, self.appeal)
        self.acting = Acting(house, self.cases, self.cards, deeds, notices)
        self.lifts: dict[Kind, Lift] = dict.fromkeys((Kind.BAN, Kind.TIMEOUT), self.acting.lift)
        self.can_appeal = False

    def chosen(self, guild_id: int) -> ModerationSettings:
        """What a server chose."""
        return self.acting.chosen(guild_id)

    def appeal(self) -> str | None:
        """The action that takes an appeal; None where nobody does."""
        return APPEAL if self.can_appeal else None

    def parts(self) -> tuple[Part, ...]:
        """Cases, acts and what follows from them."""
        return (self._cases(), self._acts(), self._choosing())

    def _cases(self) -> Part:
        desk = CaseDesk(self.acting, self.lifts)
        commands = case_commands.CaseCommands(self.house, desk)
        own = OwnRecord(self.acting, self.appeal)
        kept = Keeps(
            "Moderation cases about you, and those that you made as a moderator",
            "as long as the server keeps cases (a year where it chose nothing), then a count; "
            "once you delete them, a random number stands for you and your words are gone",
            self.cases.export_member,
            self.cases.forget_member,
        )
        return Part(
            actions=(*desk.actions, *own.actions),
            jobs=self.cards.jobs,
            keeps=(kept,),
            help=(*own.help, *case_commands.help_lines()),
            case=commands,
            alone=own,
            menus=commands.menus,
        )

    def _acts(self) -> Part:
        desk = ActDesk(self.acting)
        many = ManyDesk(self.acting, self.discord)
        commands = act_commands.ModCommands(desk, many)
        hearing = Hearing(self.acting, self.remembered)
        settling, endings = Settling(self.acting), Endings(self.acting, hearing)
        needs = (
            Need("moderate_members", "to time members out"),
            Need("kick_members", "to kick members"),
            Need("ban_members", "to ban members, and to lift bans on time"),
            Need("manage_guild", "to ban many at once: Discord wants it for that alone"),
            Need("view_audit_log", "to see what was done by hand, and what a crash left undone"),
        )
        return Part(
            actions=(*desk.actions, *many.actions),
            jobs=(*settling.jobs, *endings.jobs),
            help=act_commands.help_lines(),
            needs=needs,
            mod=commands,
            menus=commands.menus,
            listeners=(*hearing.listeners, *Rejoining(self.acting).listeners),
        )

    def _choosing(self) -> Part:
        choosing = Choosing(self.house)
        return Part(help=choosing.help, mod=choosing)
