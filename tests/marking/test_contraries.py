"""For every shipped deck: no contrary of an accepted answer passes, and the harmless variants do."""

import pytest

from bot.domain.deck import Deck
from bot.domain.marking import mark
from bot.domain.marking.contraries import contraries, harmless
from tests.marking.tables import lexicon, shipped

DECKS = pytest.mark.parametrize("deck", shipped().decks, ids=lambda deck: deck.id)


@DECKS
def test_no_contrary_passes(deck: Deck) -> None:
    """Denied, swapped, another number, another option, another question's answer."""
    words = lexicon(deck.id)
    cases = list(contraries(deck, shipped(), words))
    assert len(cases) > 20
    assert [(c.question.id, c.made, c.said) for c in cases if mark(c.question, c.said, words).passed] == []


@DECKS
def test_harmless_variants_pass(deck: Deck) -> None:
    """At least 99 in 100: case, punctuation, emoji, lead-ins, spelling, one slip in a long word."""
    words = lexicon(deck.id)
    cases = list(harmless(deck, words))
    assert len(cases) > 100
    refused = [(c.question.id, c.made, c.said) for c in cases if not mark(c.question, c.said, words).passed]
    assert len(refused) <= len(cases) / 100, refused
