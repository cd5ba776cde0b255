"""say(replies, language): replies become one message."""

from collections.abc import Sequence

from bot.app import replies as f
from bot.words.account import account as keeping
from bot.words.authoring import uploads
from bot.words.choices import CHOICES
from bot.words.classes import lecture, report
from bot.words.markup import paragraphs
from bot.words.media import Beside, alt, media_with
from bot.words.posts import posts
from bot.words.rounds import rounds
from bot.words.spoken import Document, Spoken
from bot.words.texts import TEXTS
from bot.words.translator import Html, Translator, translator

TOAST = 200
"""Telegram's limit for the notice of a tap, in characters."""


def say(replies: Sequence[f.Reply], language: str | None, *, silent: bool = False) -> Spoken:
    """One message out of the replies, in order; the choices are those of the last reply that has any."""
    t = translator(language)
    choices = [CHOICES[type(reply)](t, reply) for reply in replies if type(reply) in CHOICES]
    asked = next((reply for reply in replies if isinstance(reply, f.RoundPut)), None)
    posted = next((reply for reply in replies if isinstance(reply, f.PostPut)), None)
    files = [file for reply in replies if (file := _file(t, reply))]
    media = media_with(replies)
    beside = media.sent[-1] if media.sent else None
    return Spoken(
        text=paragraphs(*_texts(t, replies, media)),
        picture=beside.picture if beside else _drawn(t, replies),
        own_link=next((reply.token for reply in replies if isinstance(reply, _WITH_LINK)), None),
        of_deck=beside.of_deck if beside else None,
        sent_as=beside.sent_as if beside else "photo",
        ahead=media.sent[:-1],
        choices=choices[-1] if choices else (),
        document=files[-1] if files else None,
        silent=silent,
        poll=rounds.put_poll(t, asked) if asked else posts.put_poll(t, posted) if posted else None,
        placeholder=rounds.placeholder(t, asked) if asked else None,
    )


def _file(t: Translator, reply: f.Reply) -> Document | None:
    """The file that goes with a reply."""
    match reply:
        case f.Exported():
            return keeping.export_file(reply)
        case f.ParticipationTold():
            return report.participation_file(t, reply)
        case f.UploadRead():
            return uploads.remarks_file(reply)
        case _:
            return None


_WITH_LINK = (f.ClassLink, f.ClassPicture, f.HelperMade)


def _drawn(t: Translator, replies: Sequence[f.Reply]) -> str | None:
    """What is drawn beside the words: the link of a class, how a question in the lecture went."""
    for reply in replies:
        match reply:
            case f.ClassPicture():
                return report.link_picture()
            case f.LectureBars():
                return lecture.bars_picture(t, reply)
    return None


def toast(reply: f.Reply, language: str | None) -> str:
    """The short notice that answers a tap: plain text."""
    return str(TEXTS[type(reply)](translator(language), reply))[:TOAST]


def _texts(t: Translator, replies: Sequence[f.Reply], media: Beside) -> list[Html]:
    """The text of each reply, with what its pictures and sounds are in words; the welcome runs on into the
    first question."""
    texts = [TEXTS[type(reply)](t, reply) for reply in replies]
    alts = [alt(t, medium) for medium in media.media]
    texts = [paragraphs(text, *alts) if at == media.place else text for at, text in enumerate(texts)]
    match replies:
        case [f.Welcomed(), f.Put(first=True), *_]:
            return [Html(f"{texts[0]} {texts[1]}"), *texts[2:]]
        case _:
            return texts
