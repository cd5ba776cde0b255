"""Years to draw."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.app.ports.calendar import DayReason
from bot.pictures.calendar import Calendar, Labels, TopicBar

TODAY = date(2026, 11, 23)
LABELS = Labels(
    date="23 November 2026",
    streak="Days in a row",
    longest="Longest",
    answered="answered",
    nothing_due="nothing due",
    freeze="freeze",
    excused="excused",
    pause="pause",
    rest="rest day",
    memory="Remembered now",
    out_of_ten="{n} in 10",
    met="{met} of {of} met",
    more="and {n} more",
    due="Due by day",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def topic(title: str, recall: float = 0.8, met: int = 9, of: int = 12) -> TopicBar:
    return TopicBar(title=title, recall=recall, met=met, of=of)


def ledger(*reasons: DayReason | None, until: date = TODAY) -> tuple[tuple[date, DayReason], ...]:
    """Those reasons on days in a row, the last on `until`."""
    first = until - timedelta(days=len(reasons) - 1)
    return tuple((first + timedelta(days=n), reason) for n, reason in enumerate(reasons) if reason)


YEAR = Calendar(
    today=TODAY,
    days=ledger(*DayReason, None, *[DayReason.ANSWERED] * 200, None, DayReason.FREEZE, DayReason.ANSWERED),
    topics=(topic("Fundamentals", 0.93, 18, 18), topic("Data"), topic("Models", 0.55), topic("Tools", 0.3)),
    due=(7, 3, 0, 5, 2, 1, 0, 4, 6, 1, 0, 0, 2, 3),
    streak=23,
    longest=41,
    labels=LABELS,
)

_days = st.dictionaries(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.sampled_from(DayReason), max_size=400
)
_words = st.text(max_size=40)
_counts = st.integers(0, 1000)
_met = st.tuples(_counts, _counts).map(sorted)
_topics = st.builds(
    lambda title, recall, met: TopicBar(title=title, recall=recall, met=met[0], of=met[1]),
    _words,
    st.floats(0, 1),
    _met,
)
_plain = _words.filter(lambda text: not set(text) & set("{}"))
_names = {
    **dict.fromkeys(LABELS.__struct_fields__, _plain),
    "weekdays": st.tuples(*[_plain] * 7),
    "months": st.tuples(*[_plain] * 12),
}
calendars = st.builds(
    Calendar,
    today=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    days=_days.map(lambda days: tuple(sorted(days.items()))),
    topics=st.lists(_topics, max_size=12).map(tuple),
    due=st.tuples(*[_counts] * 14),
    streak=_counts,
    longest=_counts,
    labels=st.builds(Labels, **_names),
)
"""Any figures and any words: of every script, empty, too long."""
