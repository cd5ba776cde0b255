"""From a text and its Bot API entities to elements: a table, looked up in the page's own module."""

from collections.abc import Iterator
from typing import Any

import pytest
from selenium import webdriver

from tests.browser.page_of import PageOf
from tests.browser.stage import running_stage

pytestmark = pytest.mark.browser

RENDER = """
const [text, entities, done] = arguments;
import("/entities.js").then(({ rendered }) => {
  const box = document.createElement("div");
  box.append(rendered(text, entities, { opened: new Set(), say() {}, follow: () => false }));
  const outline = (node) => node.nodeType === 3 ? node.data :
    `<${node.localName}>${[...node.childNodes].map(outline).join("")}</${node.localName}>`;
  done([...box.childNodes].map(outline).join(""));
});
"""


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


TABLE = {
    "nothing": ("plain & <b>", [], "plain & <b>"),
    "bold": ("a deep net", [entity("bold", 2, 4)], "a <strong>deep</strong> net"),
    "UTF-16 units": ("🎉🎉 net", [entity("bold", 5, 3)], "🎉🎉 <strong>net</strong>"),
    "nested": (
        "one two three",
        [entity("italic", 4, 3), entity("bold", 0, 13)],
        "<strong>one <em>two</em> three</strong>",
    ),
    "same place": ("net", [entity("bold", 0, 3), entity("italic", 0, 3)], "<strong><em>net</em></strong>"),
    "side by side": ("ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)], "<u>a</u><s>b</s>"),
    "overlapping": (
        "abcd",
        [entity("bold", 0, 3), entity("italic", 2, 2)],
        "<strong>ab<em>c</em></strong><em>d</em>",
    ),
    "past the end": ("abc", [entity("bold", 1, 99), entity("italic", 50, 2)], "a<strong>bc</strong>"),
    "empty": ("abc", [entity("bold", 1, 0)], "abc"),
    "quotation": (
        "a\nb\nc",
        [entity("blockquote", 2, 1)],
        "a<blockquote>b</blockquote>c",
    ),
    "bold in a quotation of the same length": (
        "b",
        [entity("bold", 0, 1), entity("blockquote", 0, 1)],
        "<blockquote><strong>b</strong></blockquote>",
    ),
    "a command": ("go /next", [entity("bot_command", 3, 5)], "go <button>/next</button>"),
    "an unknown kind": ("abc", [entity("sparkle", 0, 2)], "abc"),
    "a link": ("see it", [entity("text_link", 4, 2, url="https://example.org")], "see <a>it</a>"),
    "an address without a scheme": ("example.org", [entity("url", 0, 11)], "<a>example.org</a>"),
    "an address that runs": ("x", [entity("text_link", 0, 1, url="javascript:alert(1)")], "x"),
    "an address of data": ("x", [entity("text_link", 0, 1, url="data:text/html,x")], "x"),
    "no address at all": ("x", [entity("text_link", 0, 1, url="http://")], "x"),
}


@pytest.fixture(scope="module")
def opened(browser: webdriver.Chrome) -> Iterator[PageOf]:
    """One page for the whole table, for nothing is changed on it."""
    with running_stage() as stage:
        yield PageOf(browser, stage.url).open()
        browser.get("about:blank")


@pytest.mark.parametrize("case", TABLE)
def test_entities_become_elements(opened: PageOf, case: str) -> None:
    text, entities, expected = TABLE[case]
    assert opened.driver.execute_async_script(RENDER, text, entities) == expected
