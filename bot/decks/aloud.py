"""A formula in LaTeX as somebody would read it aloud: what stands in for a picture of it."""

import re
from collections.abc import Iterator, Mapping

from bot.decks.latex import NAMES, TOKEN

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "over": "over",
        "root": "root of",
        "nth": "root number {} of",
        "choose": "choose",
        "power": "to the power of",
        "sub": "sub",
        "row": "row",
        "bar": "with a bar",
        "hat": "with a hat",
        "vec": "as a vector",
    },
    "de": {
        "over": "durch",
        "root": "Wurzel aus",
        "nth": "Wurzel Nummer {} aus",
        "choose": "über",
        "power": "hoch",
        "sub": "Index",
        "row": "Zeile",
        "bar": "mit Querstrich",
        "hat": "mit Dach",
        "vec": "als Vektor",
    },
}
_MARKS = {"bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "vec": "vec"}
_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")
_CHOICES = ("binom", "dbinom", "tbinom")
_SILENT = """
left right big Big bigg Bigg displaystyle textstyle limits nolimits quad qquad mathrm mathbf mathcal mathfrak
mathit mathsf text operatorname boldsymbol begin end
"""
_UNSAID = frozenset(_SILENT.split())
_ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}(?:\{[clr|]*\})?(.*?)\\end\{\1\}", re.DOTALL)
_DEEPEST = 12


def aloud(formula: str, lang: str) -> str:
    """The formula in words of that language, else of English. Never fails: what is not known is named."""
    words = _WORDS.get(lang, _WORDS["en"])
    told = _ENVIRONMENT.sub(lambda found: _rows(found[2], words), formula)
    return " ".join(_Reader(TOKEN.findall(told), words).row().split())


def _rows(inside: str, words: Mapping[str, str]) -> str:
    """The rows of a matrix or of cases, one after another."""
    rows = [row.replace("&", ", ") for row in re.split(r"\\\\", inside) if row.strip()]
    return " ".join(f"{words['row']} {number}: {row};" for number, row in enumerate(rows, 1)).rstrip(";")


class _Reader:
    """Reads tokens one after another; each thing becomes words with blanks between."""

    def __init__(self, tokens: list[str], words: Mapping[str, str]) -> None:
        self._rest = tokens[::-1]
        self._words = words
        self._depth = 0

    def row(self) -> str:
        """Everything up to the end, or to the bracket that closes."""
        self._depth += 1
        told = "".join(self._told())
        self._depth -= 1
        return told

    def _told(self) -> Iterator[str]:
        while self._rest:
            token = self._rest.pop()
            if token == "}" and self._depth > 1:
                return
            if token in "^_":
                yield f" {self._words['power' if token == '^' else 'sub']} {self._argument()} "
            elif token.startswith("\\"):
                yield f" {self._command(token[1:])} "
            elif token not in "{}":
                yield token

    def _argument(self) -> str:
        while self._rest and self._rest[-1].isspace():
            self._rest.pop()
        if not self._rest:
            return ""
        token = self._rest.pop()
        if token == "{" and self._depth < _DEEPEST:
            return self.row()
        return self._command(token[1:]) if token.startswith("\\") and self._depth < _DEEPEST else token

    def _command(self, name: str) -> str:
        words = self._words
        if name in _FRACTIONS:
            return f"{self._argument()} {words['over']} {self._argument()}"
        if name in _CHOICES:
            return f"{self._argument()} {words['choose']} {self._argument()}"
        if name == "sqrt":
            return self._root()
        if name in _MARKS:
            return f"{self._argument()} {words[_MARKS[name]]}"
        return "" if name in _UNSAID else NAMES.get(name, name)

    def _root(self) -> str:
        if self._rest[-1:] != ["["]:
            return f"{self._words['root']} {self._argument()}"
        self._rest.pop()
        degree = ""
        while self._rest and (token := self._rest.pop()) != "]":
            degree += token.lstrip("\\")
        return f"{self._words['nth'].format(degree)} {self._argument()}"
