"""A language to speak in. English texts stand in the code; translations are gettext catalogues."""

import gettext
from functools import cache
from html import escape
from pathlib import Path

LOCALE = Path(__file__).with_name("locale")
"""Catalogues: `<language>/LC_MESSAGES/recall.mo`."""


class Html(str):
    """Text that is markup already; anything else is escaped when it is put into a sentence."""

    __slots__ = ()


class Translator:
    """Says sentences in one language. People's and authors' words are escaped here, once."""

    def __init__(self, catalogue: gettext.NullTranslations, locale: str = "en_GB") -> None:
        self._catalogue = catalogue
        self.locale = locale
        """For dates and times, by CLDR."""

    def __call__(self, text: str, /, **values: object) -> Html:
        """The sentence, translated, with `{name}` replaced by the escaped value of that name."""
        return _filled(self._catalogue.gettext(text), values)

    def label(self, text: str, /, **values: object) -> str:
        """The words on a button: translated, and no markup."""
        return self._catalogue.gettext(text).format_map(values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> Html:
        """The sentence in the form that fits `n`, which is `{n}` in it."""
        return _filled(self._catalogue.ngettext(one, many, n), {"n": n, **values})


def _filled(text: str, values: dict[str, object]) -> Html:
    return Html(text.format_map({key: _safe(value) for key, value in values.items()}))


def _safe(value: object) -> str:
    return value if isinstance(value, Html) else escape(str(value), quote=False)


@cache
def translator(language: str | None) -> Translator:
    """The tongue for an IETF tag; English where no catalogue fits."""
    wanted = [language.replace("-", "_"), language.partition("-")[0]] if language else []
    return Translator(gettext.translation("recall", LOCALE, wanted, fallback=True))
