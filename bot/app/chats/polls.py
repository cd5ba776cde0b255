"""What fits into a native quiz poll (Bot API, sendPoll), and what a vote in one says."""

from collections.abc import Callable, Iterator, Sequence

from bot.domain.markdown import needs_text
from bot.domain.marking import Verdict
from bot.domain.marking.kinds.selecting import mark_selected
from bot.domain.question import Choice, Question, Select

POLL_OPTIONS = 12
POLL_OPTION = 100
"""Characters of an option."""


def fits_poll(question: Question, *, room: int = 300) -> bool:
    """Whether a question can go out as a native poll; `room` is how many characters its wording may have."""
    return (
        isinstance(question, Choice | Select)
        and len(question.options) <= POLL_OPTIONS
        and all(len(option.text) <= POLL_OPTION for option in question.options)
        and len(question.ask) <= room
        and question.picture is None
        and question.audio is None
        and question.formula is None
        and not any(needs_text(text, question.marked) for text in (question.ask, *_options(question)))
    )


def _options(question: Choice | Select) -> Iterator[str]:
    return (option.text for option in question.options)


def voted_for(
    question: Question, places: Sequence[int], judge: Callable[[str], Verdict]
) -> tuple[str, Verdict] | None:
    """What a vote for these options says, and its verdict; None if there are no such options."""
    if not isinstance(question, Choice | Select) or not places:
        return None
    if any(not 0 <= place < len(question.options) for place in places):
        return None
    if isinstance(question, Select):
        said = "; ".join(question.options[place].text for place in sorted(set(places)))
        return said, mark_selected(question, frozenset(places))
    said = question.options[places[0]].text
    return said, judge(said)
