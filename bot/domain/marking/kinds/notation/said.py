"""An answer as notation reads it: each reading made once, and only if it is asked for."""

import re
from functools import cached_property

from bot.domain.marking.kinds.notation.amounts import Amount, amounts_in, read
from bot.domain.marking.kinds.notation.code import code_tokens
from bot.domain.marking.kinds.notation.deciding import Deciding, deciding
from bot.domain.marking.kinds.notation.phrases import stripped
from bot.domain.marking.kinds.notation.signs import dashes, letters_of
from bot.domain.marking.kinds.notation.times import When, when
from bot.domain.marking.language.language import Language

LONGEST = 400
"""Characters of an answer that are read."""
_WORD = re.compile(r"[^\W\d_]+")


class Said:
    """An answer, with its readings."""

    def __init__(self, text: str, lang: Language) -> None:
        self.text, self.lang = text[:LONGEST].strip(), lang

    @cached_property
    def words(self) -> list[str]:
        """Its words as they were typed, without numbers."""
        return _WORD.findall(self.text)

    @cached_property
    def folded(self) -> list[str]:
        """Its words in small letters without accents."""
        return [self.lang.fold(word) for word in self.words]

    @cached_property
    def known(self) -> frozenset[str]:
        """Its words in small letters, each once."""
        return frozenset(self.folded)

    @cached_property
    def figures(self) -> str:
        """The text as amounts are looked for in it."""
        return read(self.text)

    @cached_property
    def amounts(self) -> list[Amount]:
        """The amounts in it."""
        return amounts_in(self.figures, self.lang)

    @cached_property
    def stripped(self) -> str:
        """Without what leads to the answer."""
        return stripped(self.text, self.lang)

    @cached_property
    def letters(self) -> str:
        """Its letters and figures alone, in small letters."""
        return letters_of(self.stripped)

    @cached_property
    def code(self) -> list[tuple[str, ...]]:
        """Its tokens as code, in all ways its dashes and outer quotation marks may be meant."""
        forms = (
            form
            for text in dashes(self.stripped)
            for form in (text, text.strip("'\"`"), text.removeprefix("$ "))
        )
        return [code_tokens(form) for form in dict.fromkeys(forms)]

    @cached_property
    def time(self) -> When | None:
        """The date or time of day that it is."""
        return when(self.stripped, self.lang) if len(self.stripped) < 60 else None

    @cached_property
    def deciding(self) -> Deciding:
        """What decides in it, read as words."""
        return deciding(self.text, self.lang)
