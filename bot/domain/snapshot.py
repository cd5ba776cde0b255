"""A question as text, so that one in flight survives an edit of its deck."""

from functools import lru_cache

from msgspec.json import Decoder, encode

from bot.domain.question import Question

_QUESTION: Decoder[Question] = Decoder(Question)


def freeze(question: Question) -> str:
    """The question as JSON."""
    return encode(question).decode()


@lru_cache(maxsize=2048)
def thaw(snapshot: str) -> Question:
    """The question that `freeze` wrote; equal to the original. The same text is read once: it costs half a
    millisecond, and a round reads all of its questions with each answer.

    Raises msgspec's DecodeError on anything else.
    """
    return _QUESTION.decode(snapshot)
