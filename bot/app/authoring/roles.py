"""Who may do what: asked in the transaction that acts, and given by links that work once."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps

from bot.app.context import LearnerContext
from bot.app.events import PersonId
from bot.app.learning.topics import find_deck
from bot.app.ports.authoring import Claim, Role, RoleRepository
from bot.app.ports.classes import ClassId, ClassRecord
from bot.app.replies import ClaimMade, ClaimOver, NotACommand, Reply, RolesTold, RoleTaken
from bot.domain.deck import Deck
from bot.domain.question import DeckId

Replies = tuple[Reply, ...]
HOURS = 24
"""How long a link can be used."""
OPERATOR_LINK = "o_"
AUTHOR_LINK = "a_"
OF_CLASSES = (Role.TEACHER, Role.ASSISTANT)


def is_operator(context: LearnerContext) -> bool:
    """Whether they look after the bot."""
    return context.is_operator()


def decks_ruled(context: LearnerContext) -> tuple[Deck, ...]:
    """The decks whose answers they may rule on: an operator all of them, an author their own."""
    decks = context.deck_library.taught.decks
    if context.learner.id in context.policy.operators:
        return decks
    roles = context.repo.roles_of(context.learner.id)
    if (Role.OPERATOR, "") in roles:
        return decks
    return tuple(deck for deck in decks if (Role.AUTHOR, deck.id) in roles)


def decks_seen(context: LearnerContext) -> tuple[Deck, ...]:
    """The decks of which they may see which questions are hard: those of classes that they teach, then those
    they rule on."""
    ruled = decks_ruled(context)
    taught = {
        record.deck
        for role, scope in context.repo.roles_of(context.learner.id)
        if role in OF_CLASSES and scope and (record := context.repo.class_of(ClassId(int(scope))))
    }
    first = tuple(deck for deck in context.deck_library.taught.decks if deck.id in taught)
    return (*first, *(deck for deck in ruled if deck.id not in taught))


def may_rule(context: LearnerContext, deck: DeckId) -> bool:
    """Whether they may rule on the answers of that deck."""
    return is_operator(context) or (Role.AUTHOR, deck) in context.repo.roles_of(context.learner.id)


def classes_ruled(context: LearnerContext) -> Sequence[tuple[ClassRecord, Role]]:
    """The classes they teach or assist, if not closed, whose answers they rule on for the class alone, for
    they do not rule on its course."""
    decks = {deck.id for deck in decks_ruled(context)}
    roles = sorted(context.repo.roles_of(context.learner.id))
    numbers = {int(scope): role for role, scope in roles if role in OF_CLASSES and scope}
    found = ((context.repo.class_of(ClassId(id)), role) for id, role in sorted(numbers.items()))
    return [
        (record, role)
        for record, role in found
        if record and record.lives and record.deck and record.deck not in decks
    ]


def role_in(context: LearnerContext, klass: int, deck: DeckId) -> Role | None:
    """As what they rule on the answers of that deck: for everybody (`klass` 0) as its author or an operator,
    in a class as who teaches or assists it; None: they may not."""
    if not klass:
        return Role.AUTHOR if may_rule(context, deck) else None
    theirs = ((record, role) for record, role in classes_ruled(context) if record.id == klass)
    return next((role for record, role in theirs if record.deck == deck), None)


def rules_somewhere(context: LearnerContext) -> bool:
    """Whether there is an inbox for them."""
    return bool(decks_ruled(context) or classes_ruled(context))


def for_authors(
    name: str, decks: Callable[[LearnerContext], object] = decks_ruled
) -> Callable[[Callable[[LearnerContext, str], Replies]], Callable[..., Replies]]:
    """A command that is there only for those who may rule on some deck (or for whom `decks` gives anything);
    to all others it is none."""

    def wrapped(run: Callable[[LearnerContext, str], Replies]) -> Callable[[LearnerContext, str], Replies]:
        @wraps(run)
        def checked(context: LearnerContext, rest: str) -> Replies:
            return run(context, rest) if decks(context) else (NotACommand(name=name),)

        return checked

    return wrapped


def offer_operator(repo: RoleRepository, token: str, now: datetime) -> bool:
    """Keep a link for whoever is to look after the bot; False if somebody does."""
    if any(role is Role.OPERATOR for _, role, _ in repo.roles()):
        return False
    repo.save_claim(token, Claim(role=Role.OPERATOR, scope="", until=now + timedelta(hours=HOURS)))
    return True


def claimed(context: LearnerContext, token: str) -> Replies:
    """They opened a link: the role is theirs, once. Of an operator there is one by link: who comes second is
    too late."""
    claim = context.repo.take_claim(token, context.at)
    if claim is None:
        return (ClaimOver(),)
    if claim.role is Role.OPERATOR and any(r is Role.OPERATOR for _, r, _ in context.repo.roles()):
        return (ClaimOver(),)
    title = _title(context, claim)
    if claim.scope and title is None:
        return (ClaimOver(),)
    context.repo.give_role(PersonId(context.learner.id), claim.role, claim.scope, context.at)
    return (RoleTaken(role=claim.role, title=title),)


def _title(context: LearnerContext, claim: Claim) -> str | None:
    """What the role is for: a deck, or a class that is not closed; None if there is none."""
    if claim.role in OF_CLASSES and claim.scope:
        record = context.repo.class_of(ClassId(int(claim.scope)))
        return record.title if record and record.lives else None
    deck = context.deck_library.taught.deck(DeckId(claim.scope))
    return deck.title if deck else claim.scope or None


def roles_told(context: LearnerContext) -> RolesTold:
    """Who has which role, in numbers."""
    given = context.repo.roles()
    operators = {id for id, role, _ in given if role is Role.OPERATOR} | context.policy.operators
    return RolesTold(
        operators=len(operators),
        decks=tuple(
            (
                deck.id,
                deck.title,
                sum(1 for _, role, scope in given if (role, scope) == (Role.AUTHOR, deck.id)),
            )
            for deck in context.deck_library.taught.decks
        ),
    )


def invited(context: LearnerContext, name: str) -> Replies:
    """A link that makes somebody the author of that deck; from an operator alone."""
    if not is_operator(context):
        return (NotACommand(name="inbox"),)
    deck = find_deck(context, name)
    if deck is None or deck not in context.deck_library.taught.decks:
        return (roles_told(context),)
    token = context.policy.token()
    until = context.at + timedelta(hours=HOURS)
    context.repo.save_claim(token, Claim(role=Role.AUTHOR, scope=deck.id, until=until))
    return (ClaimMade(deck=deck.title, token=AUTHOR_LINK + token, hours=HOURS),)
