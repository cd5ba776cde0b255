"""What the clock asks for: words are blanked when their time is over, traces are removed."""

from datetime import datetime, timedelta

from bot.app.desk import Rules
from bot.app.pages import ChorePages

EVERY = timedelta(hours=1)
UPDATES = timedelta(hours=48)
"""How long numbers of handled updates are kept; Telegram repeats none after 24 hours."""
LETTERS = timedelta(hours=48)
"""How long settled letters are kept."""
DEAD = timedelta(days=14)
"""How long updates that could not be handled are kept for whoever mends the fault."""


def retain(pages: ChorePages, rules: Rules, now: datetime) -> bool:
    """Once an hour, blank and remove what is over its time; True if it was done now."""
    if not pages.chore_due("retention", now):
        return False
    pages.blank_texts(now - timedelta(days=rules.text_days))
    pages.forget_traces(now - UPDATES, now - LETTERS, now - DEAD)
    pages.set_chore("retention", now + EVERY)
    return True
