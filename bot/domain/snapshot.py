"""A question as text, so that one in flight survives an edit of its deck."""

from pydantic import TypeAdapter

from bot.domain.question import Question

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def freeze(question: Question) -> str:
    """The question as JSON."""
    return _QUESTION.dump_json(question).decode()


def thaw(snapshot: str) -> Question:
    """The question that `freeze` wrote; equal to the original.

    Raises pydantic's ValidationError on anything else.
    """
    return _QUESTION.validate_json(snapshot)
