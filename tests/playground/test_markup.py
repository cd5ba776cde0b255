"""HTML becomes entities as with Telegram: offsets in UTF-16 units, errors with the byte."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.formatted import formatted, tidy
from bot.playground.markup import TAGS, parse_html, units
from bot.playground.refusal import Refused
from bot.playground.table import validate

FAMILY = "👨‍👩‍👧"


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length} | more


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<I>a</i> <em>b</em>", "a b", [entity("italic", 0, 1), entity("italic", 2, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [entity("strikethrough", n, 1) for n in range(3)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<code>a &lt; b</code>", "a < b", [entity("code", 0, 5)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        (
            '<pre><code class="language-python">x = 1</code></pre>',
            "x = 1",
            [entity("pre", 0, 5, language="python")],
        ),
        ('<code class="language-c">x</code>', "x", [entity("code", 0, 1)]),
        ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        (
            "<a href='https://x.org/?a=1&amp;b=2'>l</a>",
            "l",
            [entity("text_link", 0, 1, url="https://x.org/?a=1&b=2")],
        ),
        ('<a href="https://x.org">l</a>', "l", [entity("text_link", 0, 1, url="https://x.org/")]),
        ("<a>x.org</a>", "x.org", [entity("text_link", 0, 5, url="http://x.org/")]),
        ('<a href="nowhere">l</a>', "l", []),
        ("👍<b>👍</b>", "👍👍", [entity("bold", 2, 2)]),
        (f"<i>{FAMILY}</i>é<b>x</b>", f"{FAMILY}éx", [entity("italic", 0, 8), entity("bold", 9, 1)]),
        ("<b>a<i>b</i>c</b>", "abc", [entity("bold", 0, 3), entity("italic", 1, 1)]),
        ("<b>a<b>b</b></b>", "ab", [entity("bold", 0, 2)]),
        ("<code>a<b>b</b></code>", "ab", [entity("code", 0, 2)]),
        ("a<b></b>b", "ab", []),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
        ("&amp;lt; &quot;&#65;&#x42;&quot; &nbsp; & &#0;", '&lt; "AB" &nbsp; & &#0;', []),
        ("&ltx;", "&ltx;", []),
        ("&lt b", "< b", []),
    ],
)
def test_tags_become_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    """Text and entities are as Telegram shows them, and fit the table."""
    found_text, found = parse_html(source)
    assert (found_text, found) == (text, entities)
    validate("Array of MessageEntity", found)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("é<x y>", 'Unsupported start tag "x" at byte offset 2'),
        ("👍<b", "Unclosed start tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>l</a>", "Unexpected end of name token at byte offset 8"),
        (
            "<a href>l</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a =x>l</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
def test_bad_markup_is_refused_with_its_byte(source: str, words: str) -> None:
    """The sentence is Telegram's."""
    with pytest.raises(Refused) as raised:
        parse_html(source)
    assert raised.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("é", 1), ("👍", 2), (FAMILY, 8), ("\uffff", 1)]
)
def test_length_is_counted_in_utf_16(text: str, length: int) -> None:
    """As `len(text.encode("utf-16-le")) // 2`."""
    assert units(text) == length == len(text.encode("utf-16-le")) // 2


def test_trimming_moves_and_cuts_entities() -> None:
    """Spaces at both ends go; what covered only them goes too."""
    said = formatted("  <b> a</b> <i> </i>", "HTML", None)
    assert said.text == "a"
    assert said.entities == [entity("bold", 0, 1)]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/learn now", [entity("bot_command", 0, 6)]),
        ("👍 /a@some_bot.", [entity("bot_command", 3, 11)]),
        ("1/2 and a/b", []),
        ("see https://x.org/a?b, ok", [entity("url", 4, 17)]),
        ("@someone #topic1 #1", [entity("mention", 0, 8), entity("hashtag", 9, 7)]),
        ("a@b.org", [entity("email", 0, 7)]),
    ],
)
def test_what_telegram_finds_by_itself(text: str, entities: list[dict[str, Any]]) -> None:
    """Commands, links, names, tags, addresses."""
    assert tidy(text, []).entities == entities


def test_nothing_is_looked_for_in_code_and_links() -> None:
    """A command in code is no command."""
    said = formatted('<code>/a</code> <a href="x.org">/b</a> /c', "HTML", None)
    assert [one["type"] for one in said.entities] == ["code", "text_link", "bot_command"]


@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
            st.sampled_from(
                ["<", ">", "&", "&lt;", "&#128077;", "<a href='", '"', "</>", " expandable", "="]
            ),
            st.text(max_size=4),
        ),
        max_size=12,
    )
)
def test_any_text_is_parsed_or_refused(pieces: list[str]) -> None:
    """Never anything else; every entity lies inside the text."""
    try:
        said = formatted("".join(pieces), "HTML", None)
    except Refused:
        return
    length = units(said.text)
    for one in said.entities:
        assert one["length"] > 0
        assert 0 <= one["offset"] <= one["offset"] + one["length"] <= length
