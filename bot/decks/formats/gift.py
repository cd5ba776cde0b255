"""GIFT, Moodle's plain text: `::title::Question {=right ~wrong#why}`."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, left
from bot.decks.formats.bounds import CELL, ENTRIES, text_of
from bot.decks.formats.cloze import read_cloze
from bot.decks.formats.markup import bare_html, from_html, looks_html
from bot.decks.formats.weights import Found, Weighted, chosen, measured, number, typed
from bot.decks.formats.wording import clean

ESCAPED = "~=#{}:"
"""Signs that stand for themselves after a backslash."""
_HIDDEN = {sign: chr(0xE010 + index) for index, sign in enumerate(ESCAPED)}
_SHOWN = {ord(hidden): sign for sign, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\([~=#{}:n\\])")
_TITLE = re.compile(r"^\s*::(.{0,500}?)::", re.DOTALL)
_FORMAT = re.compile(r"^\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_ID = re.compile(r"\[id:([^\]\n]{1,100})\]")
_TAG = re.compile(r"\[tag:([^\]\n]{1,100})\]")
_TRUE = re.compile(r"^(t|true|f|false)\s*(?=#|$)", re.IGNORECASE)
_GROUP = re.compile(r"\{([^{}]*)\}")
_CLOZE = re.compile(r"^\d*:[A-Z_]{1,30}:")
_WEIGHT = re.compile(r"^\s*%\s*(-?\d{1,3}(?:\.\d{1,6})?)\s*%")


def read(data: bytes) -> Bank:
    """The questions of a GIFT file. Raises CannotRead."""
    entries: list[Entry] = []
    losses: list[Loss] = []
    for head, text in _blocks(text_of(data)):
        found, lost = _question(head, text)
        losses += lost
        if found is not None:
            entries.append(found)
        if len(entries) > ENTRIES:
            raise CannotRead(f"This bank has more than {ENTRIES:,} questions. Export it in parts.")
    if not entries and not losses:
        raise CannotRead("There are no questions in this file. In GIFT the answers stand in { braces }.")
    return Bank(entries=tuple(entries), losses=tuple(losses))


def _blocks(text: str) -> Iterator[tuple[Entry, str]]:
    """Each question's line, topic, id, tags and text: they are parted by empty lines outside braces."""
    topic = key = ""
    tags: list[str] = []
    kept: list[str] = []
    start, depth = 1, 0
    for number_, line in enumerate([*text.split("\n"), ""], 1):
        hidden = _ESCAPE.sub(_hide, line[: 4 * CELL])
        bare = hidden.strip()
        if depth == 0 and not kept and bare.startswith("$CATEGORY:"):
            topic = (
                [part for part in bare[10:].strip().split("/") if part][-1:][0]
                if bare[10:].strip(" /")
                else ""
            )
        elif bare.startswith("//"):
            found = _ID.search(line)
            key = found[1] if found else key
            tags += (clean(tag) for tag in _TAG.findall(line))
        elif bare or depth > 0:
            start = start if kept else number_
            kept.append(hidden)
            depth = max(0, depth + hidden.count("{") - hidden.count("}"))
            if depth > 0 and len(kept) > 2000:
                depth = 0
        elif kept:
            yield Entry(row=start, ask="", topic=topic, key=key, tags=tuple(tags)), "\n".join(kept)
            kept, key, tags, depth = [], "", [], 0
    if kept:
        yield Entry(row=start, ask="", topic=topic, key=key, tags=tuple(tags)), "\n".join(kept)


def _hide(found: re.Match[str]) -> str:
    sign = found[1]
    return {"n": "\ue01f", "\\": "\ue01e"}.get(sign) or _HIDDEN[sign]


def shown(text: str) -> str:
    """The text with its escaped signs as they are meant."""
    return text.translate(_SHOWN).replace("\ue01f", "\n").replace("\ue01e", "\\")


def _question(entry: Entry, text: str) -> Found:
    if title := _TITLE.match(text):
        entry = replace(entry, title=clean(shown(title[1])))
        text = text[title.end() :]
    form = ""
    if found := _FORMAT.match(text):
        form, text = found[1].casefold(), text[found.end() :]
    groups = _GROUP.findall(text)
    if len(groups) > 1 or (groups and _CLOZE.match(groups[0])):
        return _cloze(entry, text)
    before, brace, rest = text.partition("{")
    inside, closing, after = rest.rpartition("}")
    html = form == "html" or (form in ("", "moodle") and looks_html(text))
    entry = _asked(entry, before, after, html=html)
    if not brace or not closing:
        kind = "description" if not brace else "gift"
        reason = "it is a text and asks nothing" if not brace else "a brace is not closed"
        return None, [left(entry, kind, reason)]
    answers, _, general = inside.partition("####")
    entry = replace(entry, why=_said(general, html=html))
    return _answered(entry, answers.strip(), html=html)


def _cloze(entry: Entry, text: str) -> Found:
    """A text with several gaps, each as Moodle's cloze texts have it or as an answer of GIFT."""

    def gap(found: re.Match[str]) -> str:
        inside = found[1].strip()
        if _CLOZE.match(inside):
            return f"{{{inside}}}"
        kind = "MC" if "~" in inside else "SA"
        return f"{{1:{kind}:{re.sub(r'(?<!~)=', '~=', inside)}}}"

    found, losses = read_cloze(entry, _GROUP.sub(gap, text))
    if found is None:
        return None, losses
    gaps = tuple(tuple(shown(word) for word in words) for words in found.gaps)
    return replace(found, ask=shown(found.ask), gaps=gaps, answer=shown(found.answer)), losses


def _asked(entry: Entry, before: str, after: str, *, html: bool) -> Entry:
    gap = "___" if after.strip() and after.strip() not in ".?!" else ""
    text = shown(f"{before.rstrip()} {gap}{after.rstrip()}" if gap else before.rstrip())
    if not html:
        return replace(entry, ask=clean(re.sub(r"[ ]*\n[ ]*", "\n", text)))
    read = from_html(text if "<br" in text or "<p" in text else text.replace("\n", " "))
    picture = read.pictures[0] if read.pictures else ("", "")
    return replace(
        entry, ask=read.text, picture=picture[0] or ("none" if read.pictures else ""), picture_alt=picture[1]
    )


def _answered(entry: Entry, answers: str, *, html: bool) -> Found:
    if entry.picture:
        return None, [left(entry, "web", "its picture is not in the file, and nothing is fetched")]
    if not answers:
        return None, [left(entry, "essay", "an essay is marked by people")]
    if answers.startswith("#"):
        return _numerical(entry, answers[1:], html=html)
    if found := _TRUE.match(answers):
        return _true_false(entry, found[1][0] in "tT", answers[found.end() :].split("#")[1:], html=html)
    parts = list(_parts(answers))
    if not parts:
        return None, [left(entry, "gift", "no answer begins with = or ~")]
    if all("->" in text for sign, text in parts if sign == "=") and parts[0][0] == "=" and "->" in answers:
        return _matching(entry, [text for _, text in parts])
    weighted = [_weighted(sign, text, html=html) for sign, text in parts]
    if all(sign == "=" for sign, _ in parts):
        return typed(entry, weighted)
    weighted = [each for each in weighted if each.text]
    return chosen(entry, weighted, several=not any(each.percent >= 100 for each in weighted))


def _parts(answers: str) -> Iterator[tuple[str, str]]:
    """Each answer with its sign. Where blanks part answers, an equals sign in a word is part of it."""
    loose = re.search(r"\s[=~]", answers) is not None
    cut = re.compile(r"~=|~|(?:(?<=\s)|^)=" if loose else r"~=|~|=")
    signs = [(found.start(), found.end(), found[0]) for found in cut.finditer(answers)]
    for index, (_, end, sign) in enumerate(signs):
        until = signs[index + 1][0] if index + 1 < len(signs) else len(answers)
        yield ("=" if "=" in sign else "~"), answers[end:until].strip()


def _weighted(sign: str, text: str, *, html: bool) -> Weighted:
    percent = 100.0 if sign == "=" else 0.0
    if found := _WEIGHT.match(text):
        percent, text = float(found[1]), text[found.end() :]
    said, _, feedback = text.partition("#")
    said = _FORMAT.sub("", said)
    return Weighted(text=_typed(said, html=html), percent=percent, feedback=_said(feedback, html=html))


def _true_false(entry: Entry, right: bool, said: list[str], *, html: bool) -> Found:
    """The first feedback is for whoever is wrong, the second for whoever is right."""
    wrong, good = (_said(part, html=html) for part in [*said, "", ""][:2])
    answers = [
        Weighted(text=text, percent=100.0 if hit else 0.0, feedback=good if hit else wrong)
        for text, hit in (("true", right), ("false", not right))
    ]
    return chosen(entry, answers, several=False)


def _numerical(entry: Entry, answers: str, *, html: bool) -> Found:
    parts = list(_parts(answers)) or [("=", answers.strip())]
    found = []
    for sign, text in parts:
        weighted = _weighted(sign, text, html=html)
        value, tolerance = _range(weighted.text)
        if value:
            found.append((replace(weighted, text=value), tolerance))
    return measured(entry, found, "")


def _range(text: str) -> tuple[str, float]:
    """`3:2`, `1..5` or `3` as the middle and the tolerance."""
    if ".." in text:
        low, high = (number(part) for part in text.split("..", 1))
        if low is None or high is None:
            return "", 0.0
        middle = round((low + high) / 2, 12)
        return f"{middle:.12g}", round(abs(high - low) / 2, 12)
    value, _, tolerance = text.partition(":")
    return (value.strip(), number(tolerance) or 0.0) if number(value) is not None else ("", 0.0)


def _matching(entry: Entry, parts: list[str]) -> Found:
    pairs = []
    for part in parts:
        one, _, other = part.partition("->")
        if one.strip() and other.strip():
            one = _FORMAT.sub("", one)
            pairs.append((bare_html(shown(one)), bare_html(shown(other))))
    if len(pairs) < 2:
        return None, [left(entry, "matching", "there are no two pairs with a text on both sides")]
    return replace(entry, kind="match", pairs=tuple(pairs)), []


def _typed(text: str, *, html: bool) -> str:
    return bare_html(shown(text)) if html else clean(" ".join(shown(text).split()))


def _said(text: str, *, html: bool) -> str:
    return from_html(shown(text)).text if html else clean(shown(text).strip())
