"""What else can be done with answers that wait: all their wordings are shown, a page at a time."""

from collections.abc import Callable

from bot.app.authoring.groups import MOST_TEXTS
from bot.app.authoring.roles import decks_ruled, role_in
from bot.app.authoring.trial import MOST_ANSWERS
from bot.app.context import LearnerContext
from bot.app.ports.authoring import Draft, Role
from bot.app.replies import InboxMore, Reply, WordingsTold
from bot.domain.items import told
from bot.domain.marking.comparing.keys import key_of
from bot.domain.question import Question

A_PAGE = 6
"""Wordings in one message."""
PAGES = MOST_TEXTS // A_PAGE

Replies = tuple[Reply, ...]


def more(context: LearnerContext, draft: Draft, _: Question) -> Replies:
    """What is rarely wanted."""
    return (
        InboxMore(
            draft=draft.id,
            place=draft.place,
            may_propose=context.policy.second_opinion is not None and not draft.klass,
            may_ask=may_ask_author(context, draft),
        ),
    )


def may_ask_author(context: LearnerContext, draft: Draft) -> bool:
    """Whether they teach the class, and somebody else rules on its course for everybody."""
    return (
        role_in(context, draft.klass, draft.deck) is Role.TEACHER
        and bool(draft.klass)
        and all(deck.id != draft.deck for deck in decks_ruled(context))
    )


def wordings_of(page: int) -> Callable[[LearnerContext, Draft, Question], Replies]:
    """All wordings of the group from that page on, which is 0 at first, with how many people wrote each."""

    def show(context: LearnerContext, draft: Draft, question: Question) -> Replies:
        texts = draft.texts[page * A_PAGE : (page + 1) * A_PAGE]
        people = _people(context, draft, question)
        counts = [people.get(key_of(text, question.lang), 0) for text in texts]
        further = (page + 1) * A_PAGE < len(draft.texts)
        return (
            WordingsTold(
                draft=draft.id,
                place=draft.place,
                lines=tuple(zip(texts, (_told(draft, count) for count in counts), strict=True)),
                first=page * A_PAGE + 1,
                of=len(draft.texts),
                more=page + 1 if further else None,
            ),
        )

    return show


def _people(context: LearnerContext, draft: Draft, question: Question) -> dict[str, int]:
    """By its key, how many people wrote a wording; in a class, how many of its members."""
    kept = context.repo.kept_answers(draft.question, MOST_ANSWERS)
    members = context.repo.members_of(draft.klass) if draft.klass else None
    wanted = {key_of(text, question.lang) for text in draft.texts}
    keys = {said: key_of(said, question.lang) for said in {one.said for one in kept}}
    wrote: dict[str, set[int]] = {}
    for one in kept:
        if keys[one.said] in wanted and (members is None or one.learner in members):
            wrote.setdefault(keys[one.said], set()).add(one.learner)
    return {key: len(people) for key, people in wrote.items()}


def _told(draft: Draft, count: int) -> int | None:
    return told(count) if draft.klass else count or None
