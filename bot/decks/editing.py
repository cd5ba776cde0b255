"""Changes of a topic's file that keep its comments and its order: by tomlkit."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from bot.decks.formats.tables import value_text

Edit = Callable[[Any], None]
"""Changes the table of one question."""


def edited(text: str, edits: Mapping[str, Edit]) -> str:
    """The text of a topic with these questions changed, by id. Ids that are not there are passed over."""
    import tomlkit

    document = tomlkit.parse(text)
    for table in document.get("question", ()):
        if (edit := edits.get(str(table.get("id", "")))) is not None:
            edit(table)
    written = tomlkit.dumps(document)
    tomllib.loads(written)  # what cannot be read is never written
    return written


def put(table: Any, key: str, value: Any) -> None:
    """Set a key, keeping the comment on its line."""
    import tomlkit

    item: Any = tomlkit.parse(f"{key} = {value_text(value)}\n").item(key)
    if key in table:
        old: Any = table.item(key)
        before = old.trivia
        item.trivia.comment, item.trivia.comment_ws = before.comment, before.comment_ws
        table[key] = item
        return
    follows = [each for each in table if each in _ENDS]
    if not follows:
        table.add(key, item)
        return
    _before(table, follows[0], key, item)


_ENDS = ("examples", "ideas")
"""Keys that stand at the end of a question: what is added comes before them."""


def _before(table: Any, other: str, key: str, item: Any) -> None:
    later = [(name, table.item(name)) for name in table if name in _ENDS]
    for name, _ in later:
        table.remove(name)
    table.add(key, item)
    for name, value in later:
        table.add(name, value)


def add_text(table: Any, key: str, text: str, *, said: tuple[str, str] | None = None) -> bool:
    """Add a text to `accept`, `exactly`, `reject` or `prompt` (there with what is said to it, by its key);
    False if it stands there already."""
    given = table.get(key, [])
    known = [given] if isinstance(given, str) else list(given)
    texts = [each for entry in known for each in _texts(entry)]
    if text in texts:
        return False
    new: Any = text if key in ("accept", "exactly") else {"texts": [text]}
    if said is not None and said[1]:
        new = {"texts": [text], said[0]: said[1]}
    if key in table and not isinstance(given, str):
        import tomlkit

        table[key].append(tomlkit.parse(f"x = {value_text(new)}\n").item("x"))
    else:
        put(table, key, [*known, new])
    return True


def _texts(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    texts = entry.get("texts", [])
    return [texts] if isinstance(texts, str) else list(texts)
