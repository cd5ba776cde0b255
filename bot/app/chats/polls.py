"""What fits into a native quiz poll (Bot API, sendPoll)."""

from bot.domain.question import Choice, Question

POLL_OPTIONS = 12
POLL_OPTION = 100
"""Characters of an option."""


def fits_poll(question: Question, *, room: int = 300) -> bool:
    """Whether a question can go out as a native poll; `room` is how many characters its wording may have."""
    return (
        isinstance(question, Choice)
        and len(question.options) <= POLL_OPTIONS
        and all(len(option.text) <= POLL_OPTION for option in question.options)
        and len(question.ask) <= room
    )
