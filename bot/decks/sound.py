"""What can be taught with of decks that are not all in order."""

from msgspec.structs import replace

from bot.decks.load import Reading
from bot.domain.deck import Deck, Library
from bot.domain.question import DeckId, QuestionId

_NOTHING = Library(())


def sound(reading: Reading, before: Library = _NOTHING) -> Library:
    """A question that is wrong is left out. Of a deck that is wrong as a whole the one `before` serves on.
    Of two decks with one name, or two questions with one id, the first stays."""
    decks: list[Deck] = []
    ids: set[QuestionId] = set()
    for source in reading.sources:
        name = DeckId(source.card.file.parent.resolve().name)
        deck = source.sound or before.deck(name)
        if deck is not None and all(other.id != name for other in decks):
            decks.append(_without(deck, ids))
            ids.update(question.id for question in deck.questions())
    return Library(tuple(decks))


def _without(deck: Deck, ids: set[QuestionId]) -> Deck:
    """The deck without the questions of these ids, and without topics that have none."""
    topics = (
        replace(topic, questions=tuple(q for q in topic.questions if q.id not in ids))
        for topic in deck.topics
    )
    sisters = tuple(_without(sister, ids) for sister in deck.sisters)
    return deck.of_topics(tuple(topic for topic in topics if topic.questions), sisters)
