"""Hard questions: how they went when people met them first, and which words are behind the misses."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.app.authoring.groups import STRONG
from bot.app.authoring.roles import decks_seen, may_rule
from bot.app.authoring.trial import MOST_ANSWERS
from bot.app.context import LearnerContext
from bot.app.events import PersonId
from bot.app.learning.topics import find_deck
from bot.app.ports.authoring import KeptAnswer
from bot.app.ports.repository import Repository
from bot.app.replies import HardListed, ItemTold, OldButton, Reply
from bot.domain.deck import Deck
from bot.domain.items import K_WORDS, ONE_ANSWER, Flag, Item, discrimination, item_of, told
from bot.domain.marking import Mark
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import Question, QuestionId

LISTED = 5
MOST_WORDS = 3
Replies = tuple[Reply, ...]


class Miss(Struct, frozen=True, kw_only=True):
    """A wording of first tries that were not right. The number is None where it is too small to be told."""

    text: str
    people: int | None
    strong: bool
    """Somebody who knows the subject is among them."""


def hard(context: LearnerContext, rest: str) -> Replies:
    """The questions of a deck of theirs that are most worth a look."""
    decks = decks_seen(context)
    named = find_deck(context, rest) if rest else None
    deck = named if named in decks else decks[0]
    ranked = ranked_items(context.repo, deck)
    return (
        HardListed(
            deck=deck.title,
            items=tuple((question.id, question.title, item) for question, item in ranked[:LISTED]),
        ),
    )


def looked_at(context: LearnerContext, id: str) -> Replies | OldButton:
    """One question: its numbers, and the words behind the misses."""
    question = context.deck_library.current.question(QuestionId(id))
    if question is None or question.deck not in [deck.id for deck in decks_seen(context)]:
        return OldButton()
    rules = may_rule(context, question.deck)
    return (replace(item_told(context.repo, question), rules=rules, deck=question.deck),)


def hard_of(context: LearnerContext, deck: str) -> Replies | OldButton:
    """The same by a button, of one deck or (no name) of the first of theirs."""
    decks = [one.id for one in decks_seen(context)]
    return hard(context, deck) if decks and (not deck or deck in decks) else OldButton()


def item_told(repo: Repository, question: Question) -> ItemTold:
    """What may be told of one question."""
    tally = repo.tallies(question.deck).get(question.id)
    item = item_of(tally, repo.times(question.deck).get(question.id)) if tally else None
    item = item and with_discrimination(repo, question, item)
    misses, rarer = misses_of(repo, question)
    if item is not None and tally is not None and _suspicious(misses, tally.people - tally.right):
        item = replace(item, flags=(*item.flags, Flag.ONE_ANSWER))
    return ItemTold(
        ask=question.ask,
        answer=question.answer,
        accept=question.accept,
        item=item,
        misses=tuple((miss.text, miss.people) for miss in misses),
        rarer=told(rarer),
    )


def with_discrimination(repo: Repository, question: Question, item: Item) -> Item:
    """The same with how it tells those apart who know more and less of the rest, by the kept answers."""
    firsts = first_tries(repo.kept_answers(question.id, MOST_ANSWERS))
    strengths = repo.strengths({one.learner for one in firsts}, without=question.id)
    known = [one for one in firsts if one.learner in strengths]
    found = discrimination(
        [one.mark in (Mark.RIGHT, Mark.ALMOST) for one in known], [strengths[one.learner] for one in known]
    )
    flags = (*item.flags, Flag.BACKWARDS) if found is not None and found < 0 else item.flags
    return replace(item, discrimination=found, flags=flags)


def ranked_items(repo: Repository, deck: Deck) -> Sequence[tuple[Question, Item]]:
    """What may be told of the questions of a deck: first those that are worth a look, then by how hard they
    are."""
    tallies, times = repo.tallies(deck.id), repo.times(deck.id)
    known = [
        (question, item_of(tallies[question.id], times.get(question.id)))
        for question in deck.questions()
        if question.id in tallies
    ]
    items = [(question, item) for question, item in known if item is not None]
    return sorted(items, key=lambda one: (not one[1].flags, one[1].share, one[0].id))


def misses_of(repo: Repository, question: Question) -> tuple[Sequence[Miss], int]:
    """The commonest words of first tries that were not right, and how many people said other ones."""
    firsts = first_tries(repo.kept_answers(question.id, MOST_ANSWERS))
    people: dict[str, set[PersonId]] = {}
    spellings: dict[str, Counter[str]] = {}
    for one in firsts:
        if one.mark in (Mark.WRONG, Mark.DOUBTFUL):
            key = key_of(one.said, question.lang)
            people.setdefault(key, set()).add(one.learner)
            spellings.setdefault(key, Counter())[one.said.strip()] += 1
    common = sorted(
        (key for key in people if len(people[key]) >= K_WORDS), key=lambda k: (-len(people[k]), k)
    )
    strengths = repo.strengths({person for key in common[:MOST_WORDS] for person in people[key]})
    misses = [
        Miss(
            text=spellings[key].most_common(1)[0][0],
            people=told(len(people[key])),
            strong=any(strengths.get(person, 0.0) >= STRONG for person in people[key]),
        )
        for key in common[:MOST_WORDS]
    ]
    return misses, len({who for key in people if key not in common[:MOST_WORDS] for who in people[key]})


def first_tries(kept: Sequence[KeptAnswer]) -> Sequence[KeptAnswer]:
    """Of each person the first answer to the question when they met it first."""
    found: dict[PersonId, KeptAnswer] = {}
    for one in kept:
        first = found.get(one.learner)
        if first is None or one.asked < first.asked:
            found[one.learner] = one
    return list(found.values())


def _suspicious(misses: Sequence[Miss], missed: int) -> bool:
    return any(miss.strong and miss.people and miss.people > ONE_ANSWER * missed for miss in misses)
