"""Questions that somebody has written for themselves: a deck that is theirs alone."""

import re
from collections.abc import Iterable

from bot.domain.deck import Deck, Topic
from bot.domain.question import DeckId, Question, QuestionId, TopicId

OWN = DeckId("own_questions")
"""The deck of everybody's own questions, each sees theirs. No file of a deck can have that name."""
_TOPIC = TopicId(OWN)
_ID = re.compile(r"own_(\d{1,18})_(\d{1,5})")
_TITLES = {"de": "Meine Fragen"}
"""What the deck is called, by language: a title is a part of a deck, not a sentence of the tutor's."""
_TITLE = "My questions"


def own_id(list_id: int, place: int) -> QuestionId:
    """The id of the question at that place of somebody's list; no place is used twice."""
    return QuestionId(f"own_{list_id}_{place}")


def place_of(id: QuestionId) -> int | None:
    """The place that an id names; None for a question of a course."""
    found = _ID.fullmatch(id)
    return int(found[2]) if found else None


def own_title(tag: str | None) -> str:
    """What the deck is called by somebody whose language has that IETF tag."""
    return _TITLES.get((tag or "").partition("-")[0].casefold(), _TITLE)


def own_deck(questions: Iterable[Question], tag: str | None) -> Deck | None:
    """Somebody's own questions as a deck; None if there is none."""
    every = tuple(questions)
    if not every:
        return None
    title = own_title(tag)
    topic = Topic(id=_TOPIC, title=title, questions=every)
    return Deck(id=OWN, title=title, lang=every[0].lang, licence="", topics=(topic,))
