"""Rules, starts and zones as hypothesis draws them, for the tests of what repeats."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

FIRST_DAY = date(2010, 1, 1)
# The zones whose rules every edition of the zone data agrees on for these years.
ZONES = (
    *("America/New_York", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe"),
    *("America/Phoenix", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Kolkata"),
    *("Pacific/Apia", "Europe/Istanbul", "America/St_Johns", "Pacific/Chatham"),
)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

some_days = st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True).map(",".join)
nth_days = st.sampled_from([f"{nth}{code}" for nth in (1, 2, 3, 4, -1, -2) for code in CODES])
month_days = st.lists(
    st.sampled_from([str(day) for day in (*range(1, 32), *range(-5, 0))]),
    min_size=1,
    max_size=4,
    unique=True,
).map(",".join)


@st.composite
def yearly_dates(draw: st.DrawFn) -> str:
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, LONGEST[month - 1]))
    return f"BYMONTH={month};BYMONTHDAY={day}"


@st.composite
def by(draw: st.DrawFn, frequency: str, longest: int, *rest: st.SearchStrategy[str]) -> str:
    return f"FREQ={frequency};INTERVAL={draw(st.integers(1, longest))}{draw(st.one_of(*rest))}"


rules = st.one_of(
    by("DAILY", 40, st.just("")),
    by("DAILY", 1, some_days.map(";BYDAY={}".format)),
    by("WEEKLY", 9, some_days.map(";BYDAY={}".format), some_days.map(";WKST=SU;BYDAY={}".format)),
    by(
        "MONTHLY",
        7,
        nth_days.map(";BYDAY={}".format),
        month_days.map(";BYMONTHDAY={}".format),
        st.sampled_from([f";BYDAY=MO,TU,WE,TH,FR;BYSETPOS={nth}" for nth in (1, 2, -1)]),
    ),
    by("YEARLY", 1, yearly_dates().map(";{}".format)),
)
# Half of the times of day are those at which clocks change somewhere.
times_of_day = st.sampled_from([0, 30, 60, 90, 119, 120, 150, 165, 179, 180, 225]) | st.integers(
    0, 24 * 60 - 1
)


@st.composite
def some_starts(draw: st.DrawFn) -> datetime:
    day = draw(st.dates(FIRST_DAY, date(2025, 12, 31)))
    return datetime.combine(day, time()) + timedelta(minutes=draw(times_of_day))


starts = some_starts()
