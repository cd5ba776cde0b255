"""When the next prompt, nudge and summary are due. All of it pure: a plan and an instant give an instant.

A local date is always the learner's day (it turns at 04:00): the prompt of Monday at 02:00 goes out when
the wall clock shows 02:00 on Tuesday, and whoever answers it then has answered on Monday. Weekdays, pauses
and "once a day" go by that date. A date has one instant or none, and the instant lies in its own day.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.domain.day import DAY, TURN, day_start, learner_day, wall_instant

LATE = timedelta(hours=6)
"""A prompt may be that late, within its own day; after that the day is passed over."""
PUNCTUAL = timedelta(minutes=10)
"""A prompt that late is still the chosen one, also in quiet hours: a crowded minute takes its time. Any
longer delay is an outage (`bot.domain.ledger.OUTAGE`) and excuses the day."""
NUDGE_AFTER = timedelta(hours=1)
"""Nobody is nudged so soon after a prompt."""
SUMMARY_DAY = 6
"""Sunday, as `date.weekday` counts."""
SUMMARY_AT = time(18, 0)
SEARCHED = 40
"""Days looked ahead for the next prompt: more than a week's rhythm, a skipped date and a passed day need."""


class Plan(Struct, frozen=True, kw_only=True):
    """What somebody subscribed to, as far as time goes."""

    at: time
    """By their wall clock."""
    zone: str
    """IANA zone; theirs, or the guess."""
    weekdays: int = 127
    """As bits: Monday 1, Tuesday 2 … Sunday 64."""
    weekly: bool = False
    """Once in seven days."""
    paused_until: date | None = None
    """The first day on which prompts come again."""
    quiet_from: time = time(22, 0)
    quiet_to: time = time(7, 0)
    """Equal: no quiet hours."""
    nudge: time | None = time(20, 0)
    """None: never."""


def prompt_at(local_date: date, at: time, zone: str) -> datetime | None:
    """The instant (UTC) of a wall time in a learner's day, or None if that day has no such time.

    A time that comes twice is its first coming. One the clock jumps over is as much later as the jump is
    long, or as much earlier if later would be past 04:00 and so in the next day. None: the whole date
    was skipped (Apia 2011-12-30).
    """
    on = local_date + DAY if at < TURN else local_date
    for fold in (0, 1):
        instant = wall_instant(on, at, zone, fold)
        if learner_day(instant, zone) == local_date:
            return instant
    return None


def next_prompt(plan: Plan, after: date | None, now: datetime) -> tuple[datetime, date] | None:
    """When the next prompt may go out, and for which local date.

    The first allowed date later than `after` (the last prompted one) that can still be sent: the chosen
    instant, which may have passed if there is time left to send it late, or the end of the quiet hours
    that keep it waiting. To ask nothing more today, pass today. None: no weekday is allowed.
    """
    first = learner_day(now, plan.zone) - DAY
    if after is not None:
        first = max(first, after + DAY * (7 if plan.weekly else 1))
    if plan.paused_until is not None:
        first = max(first, plan.paused_until)
    for local_date in (first + DAY * n for n in range(SEARCHED)):
        for start, end in _windows(plan, local_date):
            if now < end:
                return start, local_date
    return None


def may_send(plan: Plan, local_date: date, now: datetime) -> bool:
    """True if the prompt of that date may go out now: on time, or late but not in quiet hours."""
    return any(start <= now < end for start, end in _windows(plan, local_date))


def in_quiet(now: datetime, quiet_from: time, quiet_to: time, zone: str) -> bool:
    """True within the quiet hours; they may run over midnight. Each begins and ends once, also on a
    night when the clock changes."""
    return _quiet_end(now, quiet_from, quiet_to, zone) is not None


def nudge_instant(plan: Plan, local_date: date, sent: datetime) -> datetime | None:
    """When it is to be looked whether a nudge is needed on that date, whose prompt went out at `sent`.

    None: none is wanted, the prompt came less than an hour before, or it would fall into quiet hours.
    """
    instant = plan.nudge and prompt_at(local_date, plan.nudge, plan.zone)
    if not instant or instant < sent + NUDGE_AFTER or _quiet(plan, instant):
        return None
    return instant


def may_nudge(plan: Plan, local_date: date, now: datetime) -> bool:
    """True if a nudge for that date may be sent at this instant: its day still runs, and it is not quiet."""
    return learner_day(now, plan.zone) == local_date and not _quiet(plan, now)


def next_summary(now: datetime, zone: str) -> datetime:
    """The next Sunday at 18:00 by their clock, UTC, later than `now`."""
    today = _wall(now, zone).date()
    sunday = today + DAY * ((SUMMARY_DAY - today.weekday()) % 7)
    while (instant := prompt_at(sunday, SUMMARY_AT, zone)) is None or instant <= now:
        sunday += DAY * 7
    return instant


def _windows(plan: Plan, local_date: date) -> Iterator[tuple[datetime, datetime]]:
    """When the prompt of a date may go out: on time, then late as far as quiet hours and the day allow."""
    instant = prompt_at(local_date, plan.at, plan.zone)
    paused = plan.paused_until is not None and local_date < plan.paused_until
    if instant is None or paused or not plan.weekdays >> local_date.weekday() & 1:
        return
    yield instant, instant + PUNCTUAL
    start = _quiet_end(instant, plan.quiet_from, plan.quiet_to, plan.zone) or instant
    end = min(instant + LATE, day_start(local_date + DAY, plan.zone), _quiet_start(plan, start))
    if start < end and not _quiet(plan, start):
        yield start, end


def _quiet(plan: Plan, at: datetime) -> bool:
    return in_quiet(at, plan.quiet_from, plan.quiet_to, plan.zone)


def _quiet_start(plan: Plan, after: datetime) -> datetime:
    """The next beginning of quiet hours; far away if there are none."""
    if plan.quiet_from == plan.quiet_to:
        return after + LATE
    on = _wall(after, plan.zone).date()
    starts = (wall_instant(on + DAY * n, plan.quiet_from, plan.zone) for n in (-1, 0, 1, 2))
    return min(start for start in starts if start > after)


def _quiet_end(now: datetime, quiet_from: time, quiet_to: time, zone: str) -> datetime | None:
    """The end of the quiet hours that run now, or None."""
    if quiet_from == quiet_to:
        return None
    on = _wall(now, zone).date()
    over_midnight = DAY if quiet_to < quiet_from else timedelta(0)
    for begins in (on - DAY * n for n in (2, 1, 0)):
        start = wall_instant(begins, quiet_from, zone)
        end = wall_instant(begins + over_midnight, quiet_to, zone)
        if start <= now < end:
            return end
    return None


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
