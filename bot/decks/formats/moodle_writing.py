"""Moodle XML, written."""

import base64
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from bot.decks.formats.bank import Bank, Entry, Loss, Written, begin, lacking
from bot.decks.formats.cloze import write_cloze
from bot.decks.formats.markup import to_html
from bot.decks.formats.weights import figure
from bot.domain.question import Option

_SHARED = frozenset(
    (
        *["kind", "topic", "title", "ask", "answer", "why", "hints", "tags"],
        *["picture", "picture_alt", "audio", "audio_alt"],
    )
)
_KEPT: dict[str, frozenset[str]] = {
    "short": _SHARED | {"accept", "reject", "prompt"},
    "choice": _SHARED | {"options"},
    "select": _SHARED | {"options", "answers"},
    "number": _SHARED | {"value", "tolerance", "unit", "accept"},
    "match": _SHARED | {"pairs"},
    "gaps": _SHARED | {"gaps"},
    "order": _SHARED | {"steps"},
}
_AS_SHORT = ("command",)


def write(bank: Bank) -> Written:
    """The bank as Moodle XML. What Moodle cannot mark becomes an essay with the answer for who marks it."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    losses: list[Loss] = []
    topic = ""
    for entry in bank.entries:
        if entry.topic != topic:
            topic = entry.topic
            lines.append(_category(bank.title, topic))
        lines.append(_question(entry, bank))
        losses += _lost(entry)
    lines.append("</quiz>")
    return Written(data="\n".join(lines).encode(), losses=tuple(losses))


def _lost(entry: Entry) -> Iterator[Loss]:
    kept = _KEPT.get(entry.kind)
    if entry.kind in _AS_SHORT:
        reason = "in Moodle it is compared letter by letter"
        yield Loss(row=entry.row, kind=entry.kind, reason=reason, about=begin(entry.ask), keys=("kind",))
        kept = _KEPT["short"]
    if kept is None:
        reason = "Moodle has no such kind; it is an essay there, which is not read back"
        yield Loss(row=entry.row, kind=entry.kind, reason=reason, about=begin(entry.ask))
        return
    yield from lacking(entry, kept, "Moodle")
    if any(option.texts for option in entry.options) or any(step.texts for step in entry.steps):
        key = "options" if entry.options else "steps"
        reason = "other words for an option or a step have no place in Moodle"
        yield Loss(row=entry.row, kind=key, reason=reason, about=begin(entry.ask), keys=(key,))
    if any(len(pair) > 2 for pair in entry.pairs):
        reason = "other words for one side of a pair have no place in Moodle"
        yield Loss(row=entry.row, kind="pairs", reason=reason, about=begin(entry.ask), keys=("pairs",))
    if entry.kind == "number" and entry.answer != _measured(entry):
        reason = "the answer is written as number and unit"
        yield Loss(row=entry.row, kind="answer", reason=reason, about=begin(entry.ask), keys=("answer",))
    if entry.kind in ("match", "gaps", "order", "select") and entry.answer:
        reason = "the answer is made anew from its parts"
        yield Loss(row=entry.row, kind="answer", reason=reason, about=begin(entry.ask), keys=("answer",))


def _measured(entry: Entry) -> str:
    return f"{figure(entry.value or 0.0)} {entry.unit}".strip()


def _category(title: str, topic: str) -> str:
    path = "/".join(part.replace("/", "//") for part in ("$course$/top", title, topic) if part)
    path = path.replace("$course$//top", "$course$/top")
    return f'<question type="category"><category><text>{escape(path)}</text></category></question>'


def _question(entry: Entry, bank: Bank) -> str:
    type, body = _BODIES.get(entry.kind, _essay)(entry)
    asked = write_cloze(entry) if entry.kind == "gaps" else to_html(entry.ask)
    media, file = "", ""
    if entry.picture in bank.files:
        media += f'<img src="@@PLUGINFILE@@/{entry.picture}" alt={quoteattr(entry.picture_alt)}><br>'
        file += _file(entry.picture, bank.files[entry.picture])
    if entry.audio in bank.files:
        title = f" title={quoteattr(entry.audio_alt)}" if entry.audio_alt else ""
        media += f'<audio controls{title}><source src="@@PLUGINFILE@@/{entry.audio}"></audio>'
        file += _file(entry.audio, bank.files[entry.audio])
    return "\n".join(
        (
            f'<question type="{type}">',
            f"<name>{_plain(entry.title or begin(entry.ask))}</name>",
            f'<questiontext format="html">{_html(media + asked)}{file}</questiontext>',
            f'<generalfeedback format="html">{_html(to_html(entry.why))}</generalfeedback>',
            f"<idnumber>{escape(entry.key)}</idnumber>",
            "<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>",
            body,
            *(f'<hint format="html">{_html(to_html(hint))}</hint>' for hint in entry.hints),
            _tags(entry),
            "</question>",
        )
    )


def _file(name: str, data: bytes) -> str:
    head = f'<file name={quoteattr(name)} path="/" encoding="base64">'
    return f"{head}{base64.b64encode(data).decode()}</file>"


def _tags(entry: Entry) -> str:
    tags = "".join(f"<tag>{_plain(tag)}</tag>" for tag in entry.tags)
    return f"<tags>{tags}</tags>" if tags else ""


def _choice(entry: Entry) -> tuple[str, str]:
    texts = tuple(option.text for option in entry.options)
    if texts == ("true", "false"):
        return "truefalse", "\n".join(
            _answer(o.text, 100 if o.text == entry.answer else 0, o.why) for o in entry.options
        )
    answers = (_option(o, 100 if o.text == entry.answer else 0) for o in entry.options)
    return "multichoice", "\n".join(("<single>true</single>", _SHOWN, *answers))


def _select(entry: Entry) -> tuple[str, str]:
    right = len(entry.answers) or 1
    wrong = len(entry.options) - right or 1
    answers = (_option(o, 100 / right if o.text in entry.answers else -100 / wrong) for o in entry.options)
    return "multichoice", "\n".join(("<single>false</single>", _SHOWN, *answers))


_SHOWN = "<shuffleanswers>0</shuffleanswers><answernumbering>ABCD</answernumbering>"


def _short(entry: Entry) -> tuple[str, str]:
    answers = [_answer(text.replace("*", "\\*"), 100) for text in (entry.answer, *entry.accept)]
    for each in entry.prompt:
        answers += [_answer(text.replace("*", "\\*"), 50, each.ask_for) for text in each.texts]
    for other in entry.reject:
        answers += [_answer(text.replace("*", "\\*"), 0, other.why) for text in other.texts]
    return "shortanswer", "\n".join(("<usecase>0</usecase>", *answers))


def _number(entry: Entry) -> tuple[str, str]:
    tolerance = f"<tolerance>{figure(entry.tolerance)}</tolerance>"
    answers = [_answer(figure(entry.value or 0.0), 100, more=tolerance)]
    answers += [_answer(text, 100, more=tolerance) for text in entry.accept]
    unit = ""
    if entry.unit:
        name = f"<unit_name>{escape(entry.unit)}</unit_name>"
        unit = f"<units><unit><multiplier>1</multiplier>{name}</unit></units>"
    return "numerical", "\n".join((*answers, unit))


def _match(entry: Entry) -> tuple[str, str]:
    parts = (
        f'<subquestion format="html">{_html(to_html(one))}<answer>{_plain(other)}</answer></subquestion>'
        for one, other, *_ in entry.pairs
    )
    return "matching", "\n".join(("<shuffleanswers>true</shuffleanswers>", *parts))


def _gaps(_: Entry) -> tuple[str, str]:
    return "cloze", ""


def _order(entry: Entry) -> tuple[str, str]:
    steps = (_answer(step.text, place, html=True) for place, step in enumerate(entry.steps, 1))
    return "ordering", "\n".join(("<selecttype>ALL</selecttype>", *steps))


def _essay(entry: Entry) -> tuple[str, str]:
    return "essay", f'<graderinfo format="html">{_html(to_html(entry.answer))}</graderinfo>'


_BODIES = {
    "short": _short,
    "command": _short,
    "choice": _choice,
    "select": _select,
    "number": _number,
    "match": _match,
    "gaps": _gaps,
    "order": _order,
}


def _option(option: Option, percent: float) -> str:
    return _answer(option.text, percent, option.why, html=True)


def _answer(text: str, percent: float, feedback: str = "", *, html: bool = False, more: str = "") -> str:
    written = _html(escape(text)) if html else _plain(text)
    form = "html" if html else "plain_text"
    said = f'<feedback format="html">{_html(to_html(feedback))}</feedback>'
    return f'<answer fraction="{percent:.5g}" format="{form}">{written}{said}{more}</answer>'


def _plain(text: str) -> str:
    return f"<text>{escape(text)}</text>"


def _html(html: str) -> str:
    return f"<text><![CDATA[{html.replace(']]>', ']]]]><![CDATA[>')}]]></text>"
