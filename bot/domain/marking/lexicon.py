"""What the marker knows of words: the language, and what a deck says about its own words."""

from dataclasses import dataclass

from bot.domain.deck import Deck, Library


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Lexicon:
    """The words a deck is marked by. Made once when a deck is loaded; hashable by identity."""

    lang: str = "en"


def lexicon_of(deck: Deck | None, library: Library | None = None, *, lang: str = "en") -> Lexicon:
    """The lexicon of a deck: its language, its vocabulary, and every other answer of the library."""
    return Lexicon(lang=deck.lang if deck is not None else lang)
