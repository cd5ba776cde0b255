"""Where a country has changed its clocks, what comes next was reckoned by the rules of before."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app.ports.repository import NewClocksRepository
from bot.domain.zone_names import zone_or_none


def reckon_anew(repo: NewClocksRepository, default_zone: str, now: datetime) -> int:
    """Make due now each daily question whose next instant does not show the chosen hour by today's rules;
    the tick then finds out whether it is due, and else when it is. Gives how many these are.

    A table of zones is renewed with the program, so a start is when to look. An instant that quiet hours or
    a gap of the clock have moved is looked at too; it comes out as it was.
    """
    return sum(
        repo.look_again(zone, at, due, now)
        for zone, at, due in repo.chosen_times(now)
        if due.astimezone(ZoneInfo((zone and zone_or_none(zone)) or default_zone)).time() != at
    )
