"""The files that go with a message: of the question that is put, else of the answer that is told."""

import json
from collections.abc import Sequence

from bot.app import replies as f
from bot.domain.question import DeckId, Medium, Question
from bot.words.markup import folding, plain
from bot.words.spoken import Attached, SentAs
from bot.words.translator import Html, Translator

_PUTTING = (f.Put, f.RoundPut, f.SeatAsked, f.PostPut)
_TELLING = (f.WasClosed, f.WasShown, f.WasRight, f.ToCompare, f.PlaceClosed, f.PostTold)
_ASKED = ("audio", "formula", "picture")
_ANSWERED = ("answer_audio", "answer_formula", "answer_picture")
_SENT_AS: dict[str, SentAs] = {"picture": "photo", "formula": "photo", "audio": "audio", "voice": "voice"}


def media_with(replies: Sequence[f.Reply]) -> tuple[tuple[DeckId, Medium], ...]:
    """Sound, formulas and picture, each with its deck; the words stand beside the last."""
    for kinds, keys in ((_PUTTING, _ASKED), (_TELLING, _ANSWERED)):
        for reply in replies:
            question: Question | None = getattr(reply, "question", None) if isinstance(reply, kinds) else None
            media: list[Medium | None] = [getattr(question, key, None) for key in keys]
            if question is not None and any(media):
                return tuple((question.deck, medium) for medium in media if medium is not None)
    return ()


def attached(deck: DeckId, medium: Medium) -> Attached:
    """The file as whoever sends it needs it."""
    of_file = {"deck": deck, "file": medium.file, "digest": medium.digest}
    what = json.dumps({"formulas": medium.file.split("\n")} if medium.kind == "formula" else of_file)
    return Attached(picture=what, of_deck=medium.digest, sent_as=_SENT_AS[medium.kind])


def alt(t: Translator, medium: Medium) -> Html:
    """What is to be seen on it, in words; what is to be heard, which opens at a tap."""
    if medium.kind == "formula":
        return t("Formula: {alt}", alt=medium.alt)
    if medium.kind == "picture":
        return t("Picture: {alt}", alt=medium.alt)
    return folding(t("In words: {alt}", alt=plain(medium.alt))) if medium.alt else Html("")
