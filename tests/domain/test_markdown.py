"""Light Markdown: what is marked, what is not, and that it is safe HTML."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markdown import Look, bare, parse, written
from bot.playground.markup import parse_html
from bot.words.markup import folding, plain, soft, strong

MARKED = [
    ("**bold** words", "bold words", "<b>bold</b> words"),
    ("an *italic* word", "an italic word", "an <i>italic</i> word"),
    ("`List<String>`", "List<String>", "<code>List&lt;String&gt;</code>"),
    ("it is ||hidden||", "it is hidden", "it is <tg-spoiler>hidden</tg-spoiler>"),
    (
        "see [the page](https://x.org/b?c=1&d=2)",
        "see the page",
        'see <a href="https://x.org/b?c=1&amp;d=2">the page</a>',
    ),
    ("**a *b* c**", "a b c", "<b>a <i>b</i> c</b>"),
    ("**a** and **b**", "a and b", "<b>a</b> and <b>b</b>"),
    (
        "What?\n```python\nprint(1 < 2)\n```",
        "What?\nprint(1 < 2)",
        'What?\n<pre><code class="language-python">print(1 &lt; 2)</code></pre>',
    ),
    ("```\na\n\nb\n```", "a\n\nb", "<pre>a\n\nb</pre>"),
]


@pytest.mark.parametrize(("source", "text", "html"), MARKED)
def test_what_is_marked_is_bare_for_the_marker_and_looks_for_people(
    source: str, text: str, html: str
) -> None:
    assert bare(source) == text
    assert plain(text, ((text, source),)) == html


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2*3*4",
            "**kwargs",
            "*args, **kwargs",
            "a || b || c",
            "x ** y ** z",
            "__init__",
            "snake_case_name",
        ),
        *(
            "*",
            "**",
            "`",
            "a`b`c",
            "[a](javascript:alert)",
            "[a](b)",
            "```",
            "5 * 3 = 15",
            "a*b",
            "{1,2} | {3}",
        ),
    ],
)
def test_what_is_not_marked_stays_as_it_is(text: str) -> None:
    assert bare(text) == text
    assert [span.look for span in parse(text)] == [Look.PLAIN]


def test_a_text_that_is_not_marked_looks_as_before() -> None:
    """Also beside one that is."""
    for text in ("2*3*4 < 5 & **a**", "plain"):
        assert (plain(text), strong(text), soft(text)) == (
            escape(text, quote=False),
            f"<b>{escape(text, quote=False)}</b>",
            f"<i>{escape(text, quote=False)}</i>",
        )
        assert folding(plain(text)) == f"<blockquote expandable>{escape(text, quote=False)}</blockquote>"
        assert plain(text, (("other", "*other*"),)) == escape(text, quote=False)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("the code", "the `code`"),
        ("the code.", "the `code`."),
        ("The code.", "The `code`."),
        ("else", "else"),
    ],
)
def test_a_full_stop_and_a_capital_may_be_added(said: str, source: str) -> None:
    assert written(said, (("the code", "the `code`"),)) == source


def test_code_is_in_no_other_mark() -> None:
    """Telegram takes none around it or in it."""
    assert strong("a b c", (("a b c", "a `b` c"),)) == "<b>a </b><code>b</code><b> c</b>"
    assert plain("a b", (("a b", "**a `b`**"),)) == "a <code>b</code>"


_SIGNS = st.lists(
    st.sampled_from([*"*`|[]()<>&\"'\n a", "**", "||", "```", "](https://x.org)", "wörd", "שלום"]),
    max_size=30,
)


@given(source=st.one_of(st.text(max_size=80), _SIGNS.map("".join)))
def test_any_text_becomes_html_that_telegram_takes(source: str) -> None:
    """Its words are the bare text's, whatever it is wrapped in."""
    text = bare(source)
    for look in (plain, strong, soft):
        found, _ = parse_html(look(text, ((text, source),))) if text else ("", [])
        assert re.sub(r"\s", "", found) == re.sub(r"\s", "", text)
