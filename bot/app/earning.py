"""Counting a day, and the news of the streak."""

from bot.app.desk import Desk
from bot.app.records import DayReason
from bot.domain.streak import streak


def earn(desk: Desk, reason: DayReason) -> int | None:
    """Make today count; the length of the streak if it did not count before, else None."""
    today = desk.today(desk.counted_days())
    if not desk.pages.earn_day(desk.learner.id, today, reason, desk.at):
        return None
    return streak(desk.counted_days(), today, desk.at).length
