"""HTML becomes the light Markdown that decks have, and that becomes HTML again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decks.formats.markup import bare_html, from_html, to_html
from bot.domain.markdown import bare, parse

READ = [
    ("What is <b>H<sub>2</sub>O</b>?", "What is **H₂O**?"),
    ("an <i>italic</i> word, <code>x = 1</code>", "an *italic* word, `x = 1`"),
    ("H<b>2</b>O and <b>bold</b>", "H2O and **bold**"),
    ("<b>in</b>side", "inside"),
    ("<b><i>both</i></b> here", "*both* here"),
    ("<b>bold with <i>italic</i> in it</b>", "**bold with *italic* in it**"),
    ("2*3*4 and <i>x</i>", "2*3*4 and *x*"),
    ('<a href="https://example.org/a">here</a>', "[here](https://example.org/a)"),
    ('<pre><code class="language-python">x = 1\ny = 2</code></pre>', "```python\nx = 1\ny = 2\n```"),
    ("a < b & c > d", "a < b & c > d"),
    ("one<br>two<p>three</p>", "one\ntwo\nthree"),
    ("<b>a</b><b>b</b>", "ab"),
    ("<code>a*b</code> and <b>c</b>", "`a*b` and **c**"),
]


@pytest.mark.parametrize(("html", "text"), READ)
def test_html_becomes_marks_that_are_ones(html: str, text: str) -> None:
    assert from_html(html).text == text
    assert "*" not in bare_html("<b>in</b>side <i>out</i>")


@pytest.mark.parametrize(
    "text",
    [
        "**bold**, *italic*, `code` and [a link](https://example.org)",
        "**bold with *italic* in it**",
        "```python\nx = 1\n```",
        "2*3*4, **kwargs, a || b, snake_case, 5 < 6",
        "one\ntwo",
        "a ||hidden|| word",
    ],
)
def test_what_is_written_as_html_is_read_back(text: str) -> None:
    assert from_html(to_html(text)).text == text


_PARTS = st.lists(
    st.sampled_from([*"ab *`|<&\n", "<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "<p>", "**", "word "]),
    max_size=25,
)


@given(_PARTS.map("".join))
def test_no_sign_of_a_mark_is_seen_that_was_not_in_the_text(html: str) -> None:
    text = from_html(html).text

    assert not any("\ue000" <= char <= "\uf8ff" for char in text)
    assert bare(text).count("*") <= html.count("*"), parse(text)
