"""Where keys stand in a TOML file."""

import tomllib
from pathlib import Path

import pytest

from bot.decks.lines import KeyPath, lines_of, overlong_key

CONTENT = Path(__file__).parents[2] / "content" / "intro-ml"

TEXT = '''\
# a remark with [brackets] and = signs
title = "Lines"   # another one
"quoted key" = 1
dotted.key.here = """
[[not-a-table]]
a = "in a text"
"""

[[question]]
id = "one"
accept = [
  "a, b",
  # between
  'c = [d]',
]
reject = ["x", { texts = ["y", "z"], why = "not # a remark" },
  { texts = [
      "deep",
    ], why = "below" }]

  [question.examples]
  right = [ "r" ]

[[question.ideas]]
name = "first"

[[question.ideas]]
name = "second"

[[question]]
id = """two"""
examples.right = ["one line"]
value = 3.14
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("dotted",), 4),
        (("dotted", "key", "here"), 4),
        (("question",), 9),
        (("question", 0), 9),
        (("question", 0, "id"), 10),
        (("question", 0, "accept"), 11),
        (("question", 0, "accept", 0), 12),
        (("question", 0, "accept", 1), 14),
        (("question", 0, "reject", 0), 16),
        (("question", 0, "reject", 1, "texts", 1), 16),
        (("question", 0, "reject", 1, "why"), 16),
        (("question", 0, "reject", 2), 17),
        (("question", 0, "reject", 2, "texts", 0), 18),
        (("question", 0, "reject", 2, "why"), 19),
        (("question", 0, "examples", "right"), 22),
        (("question", 0, "ideas", 0, "name"), 25),
        (("question", 0, "ideas", 1, "name"), 28),
        (("question", 1), 30),
        (("question", 1, "id"), 31),
        (("question", 1, "examples", "right", 0), 32),
        (("question", 1, "value"), 33),
        (("question", 1, "missing", 7), 30),
        (("nowhere",), 1),
    ],
)
def test_every_key_has_the_line_it_stands_on(path: KeyPath, line: int) -> None:
    assert tomllib.loads(TEXT)
    assert lines_of(TEXT).of(path) == line


@pytest.mark.parametrize("file", sorted(CONTENT.glob("*.toml")), ids=lambda file: file.stem)
def test_in_the_first_deck_every_text_is_found_on_its_line(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines, rows = lines_of(text), text.split("\n")
    leaves = list(_leaves(tomllib.loads(text), ()))
    assert leaves
    for path, leaf in leaves:
        assert leaf in rows[lines.of(path) - 1], path


def _leaves(value: object, path: KeyPath) -> list[tuple[KeyPath, str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in _leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, inner in enumerate(value) for leaf in _leaves(inner, (*path, index))]
    return []


def test_a_key_of_too_many_parts_is_seen_and_dots_in_texts_are_not() -> None:
    assert overlong_key("a = 1\n" + "b." * 40 + "c = 2") == 2
    assert overlong_key(f'a = "{"b." * 40}"\n[c.d]\ne = [1.5, 2.5]') == 0


@pytest.mark.parametrize("piece", ['"""\\', '\\"', "'''", "'", '"', "[", "{a=", "a.", "\n", ",", "#"])
def test_a_hostile_file_takes_no_longer_than_its_length_asks(piece: str) -> None:
    """Quadratic work on this length would take minutes."""
    text = "x = " + piece * (300_000 // len(piece))

    assert overlong_key(text) in (0, 1)
    assert lines_of(text).of(("x",)) == 1
