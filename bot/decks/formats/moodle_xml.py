"""Moodle XML, read: question by question, so that no file needs much memory."""

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from msgspec.structs import replace

from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, begin, left
from bot.decks.formats.bounds import CELL, ENTRIES
from bot.decks.formats.cloze import read_cloze
from bot.decks.formats.markup import Text, bare_html, from_html
from bot.decks.formats.moodle_files import MoodleFiles, sound_in
from bot.decks.formats.weights import Found, Weighted, chosen, measured, number, typed
from bot.domain.question import Option, Step

_ELEMENTS, _DEEPEST = 2_000_000, 60
_UNCARRIED = {
    "essay": "an essay is marked by people",
    "description": "it is a text and asks nothing",
    "random": "it stands for a question drawn by Moodle",
    "ddimageortext": "things dragged onto a picture have no place here",
    "ddmarker": "marks dragged onto a picture have no place here",
    "ddmatch": "things dragged onto others have no place here",
}


def read(data: bytes) -> Bank:
    """The questions of a Moodle XML file. Raises CannotRead."""
    reader = _Reader()
    for element in _questions(data):
        reader.take(element)
    if not reader.row or not reader.known:
        raise CannotRead("There are no questions in this XML. Export from Moodle as “Moodle XML format”.")
    return Bank(
        entries=tuple(reader.entries), losses=tuple(reader.losses), title=reader.title, files=reader.files
    )


def _questions(data: bytes) -> Iterator[Element]:
    """Each `question` in turn. Raises CannotRead."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = count = 0
    try:
        for event, element in iterparse(BytesIO(data), events=("start", "end")):
            if event == "start":
                depth, count = depth + 1, count + 1
                if depth > _DEEPEST or count > _ELEMENTS:
                    raise CannotRead("This XML nests far too deeply, or has far too many parts.")
                continue
            depth -= 1
            if element.tag == "question" and depth <= 1:
                yield element
            if depth <= 1:
                element.clear()
    except ParseError as error:
        line, column = error.position
        raise CannotRead(f"Line {line}, column {column}: this is no XML. Export the bank again.") from error
    except DefusedXmlException as error:
        raise CannotRead("This XML defines entities, which are not read. Export the bank again.") from error
    except (ValueError, LookupError) as error:
        raise CannotRead("This XML cannot be read. Export the bank again, in UTF-8.") from error


class _Reader:
    """Takes one question after another."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.losses: list[Loss] = []
        self._files = MoodleFiles()
        self.row = 0
        self.known = False
        """Whether any question said of what kind it is."""
        self.title = ""
        self._topic = ""

    @property
    def files(self) -> Mapping[str, bytes]:
        """Pictures and sounds by name."""
        return self._files.found

    def take(self, element: Element) -> None:
        kind = element.get("type", "").strip().casefold()
        if kind == "category":
            parts = [part for part in _text(element, "category").split("/") if part and part != "top"]
            named = [part for part in parts if not re.fullmatch(r"\$\w+\$", part)]
            self._topic = re.sub(r"^Default for ", "", named[-1]) if named else ""
            self.title = self.title or (named[0] if named else "")
            return
        self.row += 1
        self.known = self.known or bool(kind)
        if self.row > ENTRIES:
            raise CannotRead(f"This bank has more than {ENTRIES:,} questions. Export it in parts.")
        html, format = self._files.asked(element.find("questiontext"))
        shown = _as_text(html, format)
        audio, audio_alt = sound_in(html)
        entry = Entry(
            row=self.row,
            key=_key(element),
            topic=self._topic,
            title=bare_html(_text(element, "name")),
            ask=shown.text,
            audio=audio,
            audio_alt=audio_alt,
            why=from_html(_text(element, "generalfeedback")).text,
            hints=tuple(text for hint in element.findall("hint") if (text := from_html(_text(hint)).text)),
            tags=tuple(text for tag in element.findall("tags/tag") if (text := bare_html(_text(tag)))),
        )
        found, losses = self._of_kind(kind, element, self._pictured(entry, shown))
        self.losses += losses
        if found is not None:
            self.entries.append(found)

    def _of_kind(self, kind: str, element: Element, entry: Entry) -> Found:
        if entry.picture and entry.picture not in self._files.found:
            return None, [left(entry, "web", "its picture is not in the file, and nothing is fetched")]
        if reason := _UNCARRIED.get(kind):
            return None, [left(entry, kind, reason)]
        if kind.startswith("calculated"):
            return None, [left(entry, kind, "numbers drawn anew each time have no place here")]
        read = _KINDS.get(kind)
        if read is None:
            return None, [left(entry, kind or "question", "this kind is not known here")]
        found, losses = read(entry, element)
        return found, [*losses, *self._unseen(entry, element)]

    def _unseen(self, entry: Entry, element: Element) -> Iterator[Loss]:
        """Pictures elsewhere than in the question."""
        for part in element:
            text = part.findtext("text") or ""
            if part.tag != "questiontext" and "<img" in text:
                reason = "a picture in an answer or a feedback is not carried"
                yield Loss(
                    row=entry.row, kind="picture", reason=reason, about=begin(entry.ask), keys=("why",)
                )
                return

    def _pictured(self, entry: Entry, shown: Text) -> Entry:
        if not shown.pictures:
            return entry
        if len(shown.pictures) > 1:
            reason = "of several pictures the first is kept"
            self.losses.append(
                Loss(row=entry.row, kind="picture", reason=reason, about=begin(entry.ask), keys=("picture",))
            )
        address, alt = shown.pictures[0]
        return replace(entry, picture=address or "none", picture_alt=alt)


def _choice(entry: Entry, element: Element) -> Found:
    several = _text(element, "single").strip().casefold() in ("false", "0")
    return chosen(entry, _answers(element), several=several)


def _set(entry: Entry, element: Element) -> Found:
    return chosen(entry, _answers(element), several=True)


def _true_false(entry: Entry, element: Element) -> Found:
    answers = sorted(_answers(element), key=lambda each: each.text.casefold() != "true")
    return chosen(entry, [replace(each, text=each.text.casefold()) for each in answers], several=False)


def _short(entry: Entry, element: Element) -> Found:
    return typed(entry, _answers(element, stars=True))


def _numerical(entry: Entry, element: Element) -> Found:
    answers = []
    for part in element.findall("answer"):
        tolerance = number(_text(part, "tolerance") or "0")
        answers.append((_weighted(part), tolerance or 0.0))
    unit = bare_html(element.findtext("units/unit/unit_name") or "")
    return measured(entry, answers, unit)


def _matching(entry: Entry, element: Element) -> Found:
    pairs = []
    losses = []
    for part in element.findall("subquestion"):
        left_side, right_side = bare_html(_text(part)), bare_html(part.findtext("answer/text") or "")
        if left_side and right_side:
            pairs.append((left_side, right_side))
        elif right_side:
            reason = f"“{right_side[:40]}” fits nothing, and is not shown"
            losses.append(
                Loss(row=entry.row, kind="match", reason=reason, about=begin(entry.ask), keys=("pairs",))
            )
    if len(pairs) < 2:
        return None, [left(entry, "matching", "there are no two pairs with a text on both sides")]
    return replace(entry, kind="match", pairs=tuple(pairs)), losses


def _cloze(entry: Entry, element: Element) -> Found:
    return read_cloze(entry, element.findtext("questiontext/text") or "")


def _ordering(entry: Entry, element: Element) -> Found:
    steps = tuple(Step(text=text) for part in element.findall("answer") if (text := bare_html(_text(part))))
    if len(steps) < 2:
        return None, [left(entry, "ordering", "there are no two things to order")]
    return replace(entry, kind="order", steps=steps, answer=", ".join(step.text for step in steps)), []


def _missing_words(entry: Entry, element: Element) -> Found:
    """Words to be put into `[[1]]`, by dragging or from a list."""
    words = [bare_html(_text(part)) for part in element if part.tag in ("selectoption", "dragbox")]
    gaps = [int(found) for found in re.findall(r"\[\[(\d{1,2})\]\]", entry.ask)]
    if not gaps or any(not 1 <= gap <= len(words) for gap in gaps):
        return None, [left(entry, "gapselect", "its gaps and its words do not fit together")]
    ask = re.sub(r"\[\[\d{1,2}\]\]", "___", entry.ask)
    if len(gaps) > 1:
        return replace(entry, ask=ask, kind="gaps", gaps=tuple((words[gap - 1],) for gap in gaps)), []
    options = tuple(Option(text=word) for word in dict.fromkeys(words))
    return replace(entry, ask=ask, kind="choice", answer=words[gaps[0] - 1], options=options), []


_KINDS: dict[str, Callable[[Entry, Element], Found]] = {
    "multichoice": _choice,
    "multichoiceset": _set,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ordering": _ordering,
    "gapselect": _missing_words,
    "ddwtos": _missing_words,
}


def _answers(element: Element, *, stars: bool = False) -> list[Weighted]:
    return [_weighted(part, stars=stars) for part in element.findall("answer")]


def _weighted(part: Element, *, stars: bool = False) -> Weighted:
    text = part.findtext("text") or part.text or ""
    html = part.get("format", "") not in ("plain_text", "2") and not stars
    feedback = part.find("feedback")
    return Weighted(
        text=bare_html(text[:CELL]) if html else text[:CELL].strip(),
        percent=number(part.get("fraction", "0")) or 0.0,
        feedback="" if feedback is None else from_html(_text(feedback)).text,
    )


def _text(element: Element, tag: str = "") -> str:
    """The text in that part, which may stand in a `text` of its own."""
    part = element.find(tag) if tag else element
    if part is None:
        return ""
    return (part.findtext("text") or part.text or "")[: 4 * CELL]


def _as_text(html: str, format: str) -> Text:
    if format in ("plain_text", "markdown"):
        return Text(text=html.strip())
    return from_html(html if "<" in html else html.replace("\n", "<br>"))


def _key(element: Element) -> str:
    return (element.findtext("idnumber") or "").strip()[:100]
