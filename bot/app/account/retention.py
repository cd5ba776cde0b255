"""What the clock asks for: words are blanked when their time is over, traces are removed."""

from datetime import datetime, timedelta

from bot.app.context import Policy
from bot.app.ports.account import RetentionRepository

EVERY = timedelta(hours=1)
UPDATES = timedelta(hours=48)
"""How long numbers of handled updates are kept; Telegram repeats none after 24 hours."""
SETTLED_MESSAGES = timedelta(hours=48)
"""How long settled messages are kept."""
DEAD = timedelta(days=14)
"""How long updates that could not be handled are kept for whoever mends the fault."""

UPLOADS = timedelta(days=14)
"""How long what an author has sent is kept; what they published of it stays."""
ANNOUNCEMENTS = timedelta(days=30)
"""How long what was announced is kept."""


def retain(repo: RetentionRepository, policy: Policy, now: datetime) -> bool:
    """Once an hour, blank and remove what is over its time; True if it was done now."""
    if not repo.retention_due("retention", now):
        return False
    repo.blank_texts(now - timedelta(days=policy.text_days), now - timedelta(days=policy.waiting_days))
    repo.forget_opinions(now - timedelta(days=policy.text_days))
    repo.forget_classes(now)
    repo.forget_traces(now - UPDATES, now - SETTLED_MESSAGES, now - DEAD)
    repo.forget_uploads(now - UPLOADS)
    repo.forget_announcements(now - ANNOUNCEMENTS)
    repo.set_retention_due("retention", now + EVERY)
    return True
