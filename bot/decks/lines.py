"""On which line each key of a TOML file stands.

`tomllib` gives values without places, so the text is read a second time, for keys and brackets alone.
It is read after `tomllib` has accepted it, so its syntax is known to be right. Nothing here recurses:
how deep a file nests costs memory in proportion, no more.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property

KeyPath = tuple[str | int, ...]
"""Keys and positions from the top: `("question", 3, "reject", 1, "why")`."""

_TOKEN = re.compile(
    r'''
      (?P<blank>  [ \t\r]+ | \#[^\n]* )
    | (?P<newline> \n )
    | (?P<block>  """(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?\'{3,5} )
    | (?P<open>   """ | \'\'\' )
    | (?P<text>   "(?:\\.|[^"\\\n])*" | \'[^\'\n]*\' )
    | (?P<torn>   ["\'] )
    | (?P<mark>   [\[\]{},=.] )
    | (?P<bare>   [^\s\[\]{},=."'#]+ )
    | (?P<other>  . )
    ''',
    re.VERBOSE | re.DOTALL,
)

_DEEPEST = 16
"""Parts of one dotted key; the format itself needs four."""

_NOTED = 8
"""Parts of a path that is noted; deeper things share the line of what is around them."""

Token = tuple[str, str, int]
"""Sort of token, its text, its line."""


class Lines:
    """Looks lines up by path. The text is not read before a line is asked for: most files have no faults."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        scan = _Scan(_tokens(self._text))
        scan.run()
        return scan.lines

    def of(self, path: KeyPath) -> int:
        """The line of that key, or of the nearest thing around it that has a line; 1 if nothing has."""
        for end in range(len(path), 0, -1):
            if (line := self._lines.get(path[:end])) is not None:
                return line
        return 1


def lines_of(text: str) -> Lines:
    """The lines of all keys and list members of a TOML text that `tomllib` accepts."""
    return Lines(text)


def overlong_key(text: str) -> int:
    """The line of the first key with far too many parts (`a.a.a.a…`), or 0. Any text will do.

    `tomllib` takes time that grows with the square of the parts, so such keys are not shown to it.
    """
    if all(line.count(".") <= _DEEPEST for line in text.split("\n")):
        return 0  # so short that nothing need be read closely
    dots = 0
    for _, mark, line in _tokens(text):
        if mark in ("=", ",", "\n", "[", "]", "{", "}"):
            dots = 0
        dots += mark == "."
        if dots > _DEEPEST:
            return line
    return 0


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        sort = found.lastgroup or "other"
        if sort in ("open", "torn"):
            return  # A text without an end is no TOML, and looking for one from each quote is quadratic.
        if sort != "blank":
            yield ("text" if sort == "block" else sort), found.group(), line
        line += found.group().count("\n")


class _Scan:
    """Reads tokens from left to right and notes where each key begins."""

    def __init__(self, tokens: Iterator[Token]) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._tokens = tokens
        self._counts: dict[KeyPath, int] = {}
        """How many members each list of tables has so far."""

    def run(self) -> None:
        table: KeyPath = ()
        keys: list[str] = []
        brackets = 0
        start = 1
        for sort, text, line in self._tokens:
            if text == "[" and sort == "mark" and not keys:
                brackets, start = brackets + 1, line
            elif text == "]" and sort == "mark":
                continue
            elif text == "=" and sort == "mark":
                self._note(table, keys, start)
                self._value(table + tuple(keys))
                keys = []
            elif sort == "newline":
                if brackets and keys:
                    table = self._enter(keys, start, many=brackets > 1)
                keys, brackets = [], 0
            elif sort in ("bare", "text"):
                start = start if keys else line
                keys.append(_plain(sort, text))
        if brackets and keys:
            self._enter(keys, start, many=brackets > 1)

    def _enter(self, keys: list[str], line: int, *, many: bool) -> KeyPath:
        """Begin the table of a `[header]` or a `[[header]]`; a list on the way means its last member."""
        path: KeyPath = ()
        for key in keys[:-1]:
            path = self._member((*path, key))
        path = (*path, keys[-1])
        self.lines.setdefault(path, line)
        if many:
            self._counts[path] = self._counts.get(path, 0) + 1
        path = self._member(path)
        self.lines.setdefault(path, line)
        return path

    def _member(self, path: KeyPath) -> KeyPath:
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _note(self, base: KeyPath, keys: list[str], line: int) -> None:
        for end in range(1, len(keys) + 1):
            self.lines.setdefault(base + tuple(keys[:end]), line)

    def _value(self, path: KeyPath) -> None:
        """Read one value to its end, noting the members of lists and inline tables in it."""
        inside: list[_Open] = []
        for sort, text, line in self._tokens:
            if sort == "newline":
                if not inside:
                    return
            elif sort == "mark" and text in "]}":
                if inside:
                    inside.pop()
            elif not (inside and inside[-1].takes(sort, text)):
                here = inside[-1].here() if inside else path
                self.lines.setdefault(here, line)
                if sort == "mark" and text in "[{":
                    inside.append(_Open(here, table=text == "{"))


class _Open:
    """A list or an inline table that is being read."""

    def __init__(self, path: KeyPath, *, table: bool) -> None:
        self._path = path
        self._table = table
        self._index = 0
        self._names: list[str] = []
        self._named = False

    def here(self) -> KeyPath:
        """The path of the value that stands here, or of the last thing around it that is noted."""
        if len(self._path) >= _NOTED:
            return self._path
        return self._path + (tuple(self._names) if self._table else (self._index,))

    def takes(self, sort: str, text: str) -> bool:
        """Use up a token that is no part of a value: a comma, a key, an equals sign."""
        if sort == "mark" and text == ",":
            self._index += 1
            self._names, self._named = [], False
            return True
        if not self._table or self._named:
            return False
        if sort in ("bare", "text"):
            self._names.append(_plain(sort, text))
        self._named = text == "=" and sort == "mark"
        return True


def _plain(sort: str, text: str) -> str:
    """A key without its quotation marks."""
    return str(tomllib.loads(f"k = {text}")["k"]) if sort == "text" else text
