"""What is amiss in a form, in words that an author understands: what is wrong, and what to do."""

import difflib
from collections.abc import Sequence

from bot.decks.forms import Slip, SlipKind
from bot.decks.lines import KeyPath
from bot.decks.model import QuestionForm

_FIELDS = frozenset(QuestionForm.__struct_encode_fields__)
_LIST = '["one", "other"]'
_EACH = {"gaps": '["English Channel", "Channel"]', "pairs": '["Paris", "Seine"]'}
"""An entry of a list of lists, as it is written."""
_SHOWN = "write it as docs/authoring.md shows"


def said_of(slip: Slip, keys: Sequence[str] = ()) -> tuple[str, str]:
    """What is wrong, and what to do. `keys` are those that may have been meant by an unknown one."""
    key = next((part for part in reversed(slip.path) if isinstance(part, str)), "file")
    if slip.kind == "unknown":
        return _unknown(key, slip.path, keys)
    if slip.path and isinstance(slip.path[-1], int) and slip.kind in ("list", "text", "table"):
        return _entry(slip, key, slip.path[-1] + 1)
    if slip.kind == "pattern" and key == "lang":
        return "`lang` is not a language's code", "write the two small letters of ISO 639-1, such as en"
    if slip.kind == "word" and key == "kind":
        return "`kind` is no kind of question", f"write one of {_either(slip.words)}"
    wrong, mend = _WORDS[slip.kind]
    told = {"key": key, "limit": slip.limit, "size": slip.size, "over": slip.size - slip.limit}
    told["words"] = _either(slip.words)
    return wrong.format(**told), mend.format(**told)


def sentence_of(slip: Slip) -> str:
    """The same in one line, with the entry it is in: for where no line of a file can be told."""
    wrong, mend = said_of(slip)
    match slip.path:
        case [str() as table, int() as index, str(), *_]:
            return f"{wrong} (entry {index + 1} of `{table}`); {mend}"
        case _:
            return f"{wrong}; {mend}"


def _unknown(key: str, path: KeyPath, keys: Sequence[str]) -> tuple[str, str]:
    if table := _strayed(key, path):
        return f"`{key}` stands under `{table}`", f"put it above the first `[[question.{table}]]`"
    near = difflib.get_close_matches(key, keys, n=1)
    return f"unknown key `{key}`", f"write `{near[0]}`" if near else "take it out"


def _strayed(key: str, path: KeyPath) -> str:
    """The table in which a key of the question stands; nothing if it is none, or stands where it should."""
    inside = len(path) == 5 and path[0] == "question" and isinstance(path[2], str)
    return str(path[2]) if inside and key in _FIELDS else ""


def _entry(slip: Slip, key: str, number: int) -> tuple[str, str]:
    nth = f"entry {number} of `{key}`"
    if slip.kind == "text":
        return f"{nth} is not a text", "put it in quotation marks"
    if slip.kind == "table":
        return f"{nth} is not a table", _SHOWN
    return f"{nth} is not a list", f"write each entry as a list of texts, such as {_EACH.get(key, _LIST)}"


def _either(words: Sequence[str]) -> str:
    """`'one', 'two' or 'three'`."""
    quoted = [f"'{word}'" for word in words]
    return " or ".join([", ".join(quoted[:-1]), *quoted[-1:]] if len(quoted) > 1 else quoted)


_WORDS: dict[SlipKind, tuple[str, str]] = {
    "missing": ("`{key}` is missing", "add `{key}`"),
    "table": ("`{key}` is not a table", _SHOWN),
    "list": ("`{key}` is not a list", "put it in square brackets"),
    "few": ("`{key}` has too few entries", "write at least {limit}, or take the key out"),
    "many": ("`{key}` has too many entries", "keep to {limit} at most"),
    "text": ("`{key}` is not a text", "put it in quotation marks"),
    "empty": ("`{key}`: the text is empty", "write something or take the key out"),
    "long": ("`{key}`: the text is {size} long and {limit} is the limit", "shorten it by {over}"),
    "unseen": ("`{key}`: the text has a control character in it", "type the text anew, without it"),
    "pattern": (
        "`{key}` is not written as a name",
        "use small letters, digits and single hyphens, such as fundamentals-04",
    ),
    "word": ("`{key}` is not one of the words it may be", "write one of {words}"),
    "truth": ("`{key}` is neither true nor false", "write true or false, without quotation marks"),
    "whole": ("`{key}` is not a whole number", "write it without quotation marks, such as 3"),
    "number": ("`{key}` is not a number", "write it without quotation marks, such as 0.5"),
    "endless": ("`{key}` is not a finite number", "write one in digits, such as 0.5"),
    "small": ("`{key}` is less than {limit}", "write {limit} or more"),
}
