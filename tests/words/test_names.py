"""A name in a message links to nothing, calls nobody and turns no line around."""

import pytest

from bot.words.markup import name


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("Bob", "Bob"),
        ("@durov", "@\u2060durov"),
        ("Dr. Who", "Dr. Who"),
        ("evil.com", "evil.\u2060com"),
        ("https://t.me/x", "https://\u2060t.\u2060me/\u2060x"),
        ("/stop", "/\u2060stop"),
        ("#win", "#\u2060win"),
        ("<b>Bob</b> & Co", "&lt;b&gt;Bob&lt;/\u2060b&gt; &amp; Co"),
        ("\u202eBob", "Bob"),
        ("שרה", "\u2068שרה\u2069"),
        ("Bob (2)", "Bob (2)"),
    ],
)
def test_a_name_is_inert_and_isolated(called: str, shown: str) -> None:
    assert name(called) == shown
