"""A question as text, so that one in flight survives an edit of its deck."""

from functools import lru_cache

from pydantic import TypeAdapter

from bot.domain.question import Question

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def freeze(question: Question) -> str:
    """The question as JSON."""
    return _QUESTION.dump_json(question).decode()


@lru_cache(maxsize=2048)
def thaw(snapshot: str) -> Question:
    """The question that `freeze` wrote; equal to the original. The same text is read once: it costs half a
    millisecond, and a round reads all of its questions with each answer.

    Raises pydantic's ValidationError on anything else.
    """
    return _QUESTION.validate_json(snapshot)
