"""The files that go with a message: of the question that is put, else of the answer that is told."""

import json
from collections.abc import Sequence

from msgspec import Struct

from bot.app import replies as f
from bot.domain.marking.verdict import Mark
from bot.domain.question import DeckId, Medium, Question
from bot.words.markup import folding, plain
from bot.words.spoken import Attached, SentAs
from bot.words.translator import Html, Translator

_PUTTING = (f.Put, f.RoundPut, f.SeatAsked, f.PostPut, f.TryPut, f.LectureAsked)
_TELLING = (
    f.WasClosed,
    f.WasShown,
    f.WasRight,
    f.ToCompare,
    f.PlaceClosed,
    f.PostTold,
    f.TryShown,
    f.TryMarked,
)
_ASKED = ("audio", "formula", "picture")
_ANSWERED = ("answer_audio", "answer_formula", "answer_picture")
_SENT_AS: dict[str, SentAs] = {"picture": "photo", "formula": "photo", "audio": "audio", "voice": "voice"}


class Beside(Struct, frozen=True):
    """What goes with a message."""

    place: int = 0
    """Of the reply that it belongs to."""
    media: tuple[Medium, ...] = ()
    """Sound, formulas and picture; the words stand beside the last."""
    sent: tuple[Attached, ...] = ()
    """The same, as whoever sends them needs them."""


def media_with(replies: Sequence[f.Reply]) -> Beside:
    """The files of the question that is put, else of the answer that is told."""
    for kinds, keys in ((_PUTTING, _ASKED), (_TELLING, _ANSWERED)):
        for place, reply in enumerate(replies):
            question: Question | None = getattr(reply, "question", None) if isinstance(reply, kinds) else None
            if question is None or not _tells(reply):
                continue
            found: list[Medium | None] = [getattr(question, key, None) for key in keys]
            if media := tuple(medium for medium in found if medium is not None):
                upload: int = getattr(reply, "upload", 0)
                return Beside(place, media, tuple(_attached(question.deck, each, upload) for each in media))
    return Beside()


def _tells(reply: f.Reply) -> bool:
    """Whether the answer is told; where a question is tried, it is unless that is half right."""
    if not isinstance(reply, f.TryMarked):
        return True
    return reply.intent is None and reply.verdict.mark not in (Mark.PARTIAL, Mark.UNREADABLE)


def _attached(deck: DeckId, medium: Medium, upload: int) -> Attached:
    """The file as whoever sends it needs it: of a deck, or of what an author has sent."""
    of_file = {"deck": deck, "file": medium.file, "digest": medium.digest}
    if upload:
        of_file["upload"] = str(upload)
    what = json.dumps({"formulas": medium.file.split("\n")} if medium.kind == "formula" else of_file)
    return Attached(picture=what, of_deck=medium.digest, sent_as=_SENT_AS[medium.kind])


def alt(t: Translator, medium: Medium) -> Html:
    """What is to be seen on it, in words; what is to be heard, which opens at a tap."""
    if medium.kind == "formula":
        return t("Formula: {alt}", alt=medium.alt)
    if medium.kind == "picture":
        return t("Picture: {alt}", alt=medium.alt)
    return folding(t("In words: {alt}", alt=plain(medium.alt))) if medium.alt else Html("")
