"""What many were told is not quite right, in the same words, without the question's author having said why.
Most people object to nothing, so it waits for a ruling too."""

from collections import Counter
from collections.abc import Callable, Sequence

from bot.app.authoring.groups import K_WORDS
from bot.app.authoring.trial import marker_of
from bot.app.context import LearnerContext
from bot.app.events import PersonId
from bot.app.ports.authoring import KeptAnswer, WaitingAnswer
from bot.domain.deck import Deck
from bot.domain.marking import Mark
from bot.domain.marking.comparing.keys import key_of
from bot.domain.marking.verdict import Reason
from bot.domain.question import Question, QuestionId

MOST_LOOKED_AT = 40
"""Questions that are looked at, those with most misses at first."""
MOST_NEAR = 20
"""Wordings that wait, the commonest."""
_SAID_WHY = (
    Reason.REJECTED,
    Reason.OTHER_OPTION,
    Reason.CONTRARY,
    Reason.EMPTY,
    Reason.DONT_KNOW,
    Reason.ASKED_BACK,
    Reason.CHATTER,
)
"""The author has foreseen it, or it is no answer: nothing is to be ruled on."""
_OF_WORDS = ("short", "number", "command", "explain")
"""Kinds that a ruling on words is heard by."""
Missed = Callable[[QuestionId], Sequence[KeptAnswer]]


def near_misses(context: LearnerContext, decks: Sequence[Deck], missed: Missed) -> Sequence[WaitingAnswer]:
    """An answer for each who wrote one of these wordings; `missed` gives the newest answers to a question
    that were not right."""
    found: list[tuple[Question, str, dict[PersonId, str]]] = []
    for question in _most_missed(context, decks):
        by_key: dict[str, dict[PersonId, str]] = {}
        for one in missed(question.id):
            if one.mark is Mark.WRONG and one.reason not in _SAID_WHY:
                by_key.setdefault(key_of(one.said, question.lang), {})[one.learner] = one.said
        found += [(question, key, said) for key, said in by_key.items() if key and len(said) >= K_WORDS]
    found.sort(key=lambda each: (-len(each[2]), each[0].id, each[1]))
    return [
        WaitingAnswer(
            learner=learner,
            deck=question.deck,
            question=question.id,
            said=said,
            claimed=False,
            asked_for=False,
            silent=True,
        )
        for question, _, people in found[:MOST_NEAR]
        if _is_still_missed(context, question, people)
        for learner, said in people.items()
    ]


def _most_missed(context: LearnerContext, decks: Sequence[Deck]) -> Sequence[Question]:
    counted: list[tuple[int, Question]] = []
    for deck in {deck.id: deck for deck in decks}.values():
        tallies = context.repo.tallies(deck.id)
        for question in deck.questions():
            tally = tallies.get(question.id)
            if tally is not None and question.kind in _OF_WORDS and tally.people - tally.right >= K_WORDS:
                counted.append((tally.people - tally.right, question))
    counted.sort(key=lambda one: (-one[0], one[1].id))
    return [question for _, question in counted[:MOST_LOOKED_AT]]


def _is_still_missed(context: LearnerContext, question: Question, people: dict[PersonId, str]) -> bool:
    """The question may have been changed since."""
    mark = marker_of(question, context.deck_library.lexicon(question.deck, question.lang))
    verdict = mark(Counter(people.values()).most_common(1)[0][0], ())
    return verdict.mark is Mark.WRONG and verdict.reason not in _SAID_WHY
