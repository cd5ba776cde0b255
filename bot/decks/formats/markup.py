"""HTML into light Markdown and back: bold, italic, code, links, line breaks; formulas as `$…$`.

Nothing is fetched: a picture is told by the name it has in the file.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from msgspec import Struct

from bot.domain.markdown import Look, Span, bare, parse

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "tbody",
        "thead",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "hr",
        "section",
        "article",
        "dl",
        "dt",
        "dd",
    ]
)
_MARKS = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "code": "`",
    "tt": "`",
    "kbd": "`",
    "samp": "`",
}
_OPEN = {"**": "\ue020", "*": "\ue021", "`": "\ue022"}
_CLOSE = {"**": "\ue023", "*": "\ue024", "`": "\ue025"}
"""What stands for a mark until it is known what is beside it."""
_HELD = dict(zip("\ue020\ue021\ue022\ue023\ue024\ue025", ("**", "*", "`") * 2, strict=True))
_PAIRS = [
    re.compile(rf"(?<![\w*`|]){_OPEN[sign]}([^\s*`\ue020-\ue025][^\ue020-\ue025]*?){_CLOSE[sign]}(?![\w*`|])")
    for sign in _OPEN
]
_UNSAID = frozenset(("script", "style", "head", "title", "audio", "video", "object", "iframe", "svg"))
_RAISED = str.maketrans("0123456789+-−=()nixaobcdk", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣᵃᵒᵇᶜᵈᵏ")
_LOWERED = str.maketrans("0123456789+-−=()nixaoe", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙᵢₓₐₒₑ")
_LOOSE = frozenset(
    [
        "span",
        "font",
        "u",
        "s",
        "pre",
        "center",
        "small",
        "big",
        "img",
        "a",
        "sup",
        "sub",
        "td",
        "th",
        "em",
        "col",
        "colgroup",
        "tfoot",
    ]
)
_KNOWN = _BLOCKS | _UNSAID | _LOOSE | frozenset(_MARKS)
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_KNOWN))})(?:\s[^<>]*|\s*/)?>", re.IGNORECASE)
_DEEPEST = 40
"""Marks inside marks; deeper ones are left out."""
_LANGUAGE = re.compile(r"\blanguage-([\w+#.-]{1,20})")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\((https?://[^\s()]{1,500})\)")


class Text(Struct, frozen=True, kw_only=True):
    """A text in light Markdown, and the pictures that stood in it."""

    text: str
    pictures: tuple[tuple[str, str], ...] = ()
    """Each picture's address and what it says for those who don't see it."""


def from_html(html: str) -> Text:
    """HTML, or a text without tags, as light Markdown. Never raises."""
    html = _formulas(html)
    if not looks_html(html):
        return Text(text=_tidy(unescape(html)))
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        return Text(text=_tidy(unescape(_TAG.sub(" ", html))))
    return Text(text=_marked(_tidy("".join(reader.parts))), pictures=tuple(reader.pictures))


def looks_html(text: str) -> bool:
    """Whether there is a tag of HTML in it."""
    return _TAG.search(text) is not None


def bare_html(html: str) -> str:
    """HTML as a text without any marks, for what people type."""
    return bare(from_html(html).text)


def _marked(text: str) -> str:
    """The text with those marks that are ones where they stand; the others are left out."""
    parts = re.split(r"(```.*?```)", text, flags=re.DOTALL)
    for index in range(0, len(parts), 2):
        parts[index] = _with_marks(parts[index])
    return "".join(parts)


def _with_marks(text: str) -> str:
    unmarked = text.translate(dict.fromkeys(map(ord, _HELD), ""))
    if unmarked == text:
        return text
    every = text.translate({ord(held): sign for held, sign in _HELD.items()})
    if bare(every) == bare(unmarked):
        return every
    for pattern, sign in zip(_PAIRS, _OPEN, strict=True):
        text = pattern.sub(rf"{sign}\1{sign}", text)
    some = text.translate(dict.fromkeys(map(ord, _HELD), ""))
    return some if bare(some) == bare(unmarked) else unmarked


def to_html(markdown: str) -> str:
    """Light Markdown as HTML; what looks like HTML in it is shown as it is."""
    return "".join(_tagged(span) for span in parse(markdown))


def _tagged(span: Span) -> str:
    inside = "".join(_tagged(one) for one in span.inside) or escape(span.text, quote=False)
    match span.look:
        case Look.BOLD:
            return f"<b>{inside}</b>"
        case Look.ITALIC:
            return f"<i>{inside}</i>"
        case Look.CODE:
            return f"<code>{inside}</code>"
        case Look.BLOCK:
            language = f' class="language-{escape(span.about)}"' if span.about else ""
            return f"<pre><code{language}>{inside}</code></pre>"
        case Look.LINK:
            return f'<a href="{escape(span.about)}">{inside}</a>'
        case Look.SPOILER:
            return f"||{inside}||"
        case _:
            return inside.replace("\n", "<br>")


def _formulas(html: str) -> str:
    html = re.sub(r"\\\((.{1,500}?)\\\)", r"$\1$", html, flags=re.DOTALL)
    return re.sub(r"\\\[(.{1,500}?)\\\]", r"$$\1$$", html, flags=re.DOTALL)


def _tidy(text: str) -> str:
    text = text.replace("\xa0", " ").replace("\u200b", "")
    parts = re.split(r"(```.*?```)", text, flags=re.DOTALL)
    for index in range(0, len(parts), 2):
        loose = re.sub(r"[ \t]+", " ", parts[index])
        parts[index] = re.sub(r" ?\n ?", "\n", re.sub(r"\n(?:[ \t]*\n)+", "\n\n", loose))
    return "".join(parts).strip()


@dataclass
class _Mark:
    tag: str
    start: int


class _Reader(HTMLParser):
    """Collects the text, part by part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self._open: list[_Mark] = []
        self._unsaid = 0
        self._pre = False
        self._href = ""
        self._language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")
        elif tag in _UNSAID:
            self._unsaid += 1
        elif tag == "img":
            self.pictures.append((given.get("src", ""), given.get("alt", "")))
        elif len(self._open) >= _DEEPEST:
            self.parts.append("\n" if tag in _BLOCKS else "")
        elif tag == "pre":
            self._pre = True
            self._open.append(_Mark("pre", len(self.parts)))
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag in _MARKS or tag in ("sup", "sub", "a"):
            if self._pre and (said := _LANGUAGE.search(given.get("class", ""))):
                self._language = said[1]
            self._href = given.get("href", "") if tag == "a" else self._href
            self._open.append(_Mark(tag, len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        elif tag in ("p", "div", "li", "tr", "blockquote"):
            self.parts.append("\n")
        elif any(mark.tag == tag for mark in self._open[-20:]):
            while (mark := self._open.pop()).tag != tag:
                pass
            inside = "".join(self.parts[mark.start :])
            self.parts[mark.start :] = [self._wrapped(tag, inside)]

    def _wrapped(self, tag: str, inside: str) -> str:
        if tag == "pre":
            self._pre, language, self._language = False, self._language, ""
            return f"\n```{language}\n{inside.strip(chr(10))}\n```\n"
        if not inside.strip() or (self._pre and tag != "pre"):
            return inside
        if tag == "sup":
            return _small(inside, _RAISED, "^")
        if tag == "sub":
            return _small(inside, _LOWERED, "_")
        if tag == "a":
            link = f"[{inside.strip()}]({self._href})"
            return link if _LINK.fullmatch(link) else inside
        sign = _MARKS[tag]
        if "\n" in inside.strip() or _OPEN[sign] in inside:
            return inside
        core = inside.strip()
        before, after = inside[: inside.index(core)], inside[inside.index(core) + len(core) :]
        return f"{before}{_OPEN[sign]}{core}{_CLOSE[sign]}{after}"

    def handle_data(self, data: str) -> None:
        if self._unsaid:
            return
        self.parts.append(data if self._pre else re.sub(r"\s+", " ", data))


def _small(text: str, table: dict[int, int], sign: str) -> str:
    core = text.strip()
    if all(ord(char) in table for char in core):
        return core.translate(table)
    return f"{sign}{core}" if len(core) == 1 else f"{sign}({core})"
