"""The picture that goes with a message: of the question that is put, else of the answer that is told."""

import json
from collections.abc import Sequence

from bot.app import replies as f
from bot.domain.question import DeckId, Medium, Question
from bot.words.translator import Html, Translator

_PUTTING = (f.Put, f.RoundPut, f.SeatAsked, f.PostPut)
_TELLING = (f.WasClosed, f.WasShown, f.WasRight, f.ToCompare, f.PlaceClosed, f.PostTold)


def medium_with(replies: Sequence[f.Reply]) -> tuple[DeckId, Medium] | None:
    """The deck and the picture; None if there is none."""
    for kinds, key in ((_PUTTING, "picture"), (_TELLING, "answer_picture")):
        for reply in replies:
            question: Question | None = getattr(reply, "question", None) if isinstance(reply, kinds) else None
            medium: Medium | None = getattr(question, key, None)
            if question is not None and medium is not None:
                return question.deck, medium
    return None


def described(deck: DeckId, medium: Medium) -> str:
    """The picture as small JSON, for whoever sends it."""
    return json.dumps({"deck": deck, "file": medium.file, "digest": medium.digest})


def alt(t: Translator, medium: Medium) -> Html:
    """What is to be seen on it, in words."""
    return t("Picture: {alt}", alt=medium.alt)
