"""In which form two wordings of an answer are one."""

from bot.domain.marking.comparing.references import operators
from bot.domain.marking.language.language_file import language
from bot.domain.marking.language.lexicon import exact_text
from bot.domain.marking.reading.normal import clean

SYMBOL = 3
"""In so few letters capitals make another symbol: mW and MW."""


def key_of(said: str, lang: str) -> str:
    """The form in which two wordings are one: no capitals, articles, spaces or punctuation; signs that count
    are kept, and so are the capitals of a symbol. Empty for what has neither."""
    text = clean(said)
    form = exact_text(text, language(lang))
    if len(form) <= SYMBOL and (bare := "".join(text.split())).isalnum():
        form = bare
    return form + "".join(operators(text.rstrip(" .!?")))
