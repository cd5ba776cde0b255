"""Being in a class: what the teacher sees is shown first, and can be changed or ended at any time."""

from bot.app.context import LearnerContext
from bot.app.learning.ask import begin, begin_topic, go_on
from bot.app.learning.class_due import ClassDue, class_day, due_in_classes
from bot.app.ports.classes import ClassRecord, ClassState, Membership, Shares
from bot.app.replies import (
    ClassLeft,
    ClassLinkOver,
    DueLine,
    JoinAsked,
    JoinDeclined,
    Joined,
    JoinPaused,
    MemberTold,
    OldButton,
    Reply,
    SharesAsked,
)

Replies = tuple[Reply, ...]
SHARES = {"days": Shares.DAYS, "nothing": Shares.NOTHING}


def opened(context: LearnerContext, token: str) -> Replies:
    """They opened the link of a class: what the teacher would see, and whether they may. Who is in already
    reads how it stands."""
    record = _admitting(context, token)
    if record is None:
        return (ClassLinkOver(),)
    if member := _member(context, record.id):
        return (member_told(context, member),)
    if record.state is ClassState.PAUSED:
        return (JoinPaused(title=record.title),)
    return (JoinAsked(title=record.title, token=token),)


def joined(context: LearnerContext, token: str, shares: Shares) -> Replies:
    """They are in, and the first question follows: of what is due, else of the class's course."""
    record = _admitting(context, token)
    if record is None:
        return (ClassLinkOver(),)
    if record.state is ClassState.PAUSED:
        return (JoinPaused(title=record.title),)
    first = not context.repo.known(context.learner.id).count
    context = context.change(in_class=True, deck=record.deck if first else context.learner.deck)
    context.repo.join(record.id, context.learner.id, shares, context.at)
    due = next((due for due in due_in_classes(context) if due.klass.id == record.id and due.left), None)
    news = Joined(title=record.title, due=_line(due) if due else None, today=class_day(context, record))
    return (news, *_begun(context, record, due))


def declined(context: LearnerContext, token: str) -> Replies:
    """Not now."""
    record = _admitting(context, token)
    if record is None or record.link_until is None:
        return (ClassLinkOver(),)
    return (JoinDeclined(until=record.link_until),)


def tapped(context: LearnerContext, name: str) -> Replies | OldButton:
    """`<shares>-<token>` of somebody who joins; `no-<token>` of who does not."""
    what, _, token = name.partition("-")
    if what == "no":
        return declined(context, token)
    return joined(context, token, SHARES[what]) if what in SHARES else OldButton()


def told_of_all(context: LearnerContext) -> Replies:
    """How it stands in each of their classes."""
    return tuple(member_told(context, one) for one in _memberships(context))


def member_told(context: LearnerContext, member: Membership) -> MemberTold:
    """How it stands in a class of theirs."""
    record = member.klass
    return MemberTold(
        id=record.id,
        title=record.title,
        shares=member.shares,
        today=class_day(context, record),
        due=tuple(_line(due) for due in due_in_classes(context) if due.klass.id == record.id),
        exam=record.exam,
        paused=record.state is ClassState.PAUSED,
        closed=not record.lives,
    )


def member_tapped(context: LearnerContext, name: str) -> Replies | OldButton:
    """`<class>-<what>`: what a member does with their class."""
    number, _, what = name.partition("-")
    member = _member(context, int(number)) if number.isdecimal() and len(number) <= 9 else None
    if member is None:
        return OldButton()
    record = member.klass
    match what:
        case "due":
            left = (due for due in due_in_classes(context) if due.klass.id == record.id and due.left)
            return _begun(context, record, next(left, None))
        case "see":
            return (_shares_asked(member),)
        case "leave":
            return leave(context, member)
        case "days" | "nothing":
            context.repo.join(record.id, context.learner.id, SHARES[what], context.at)
            return tuple(
                member_told(context, one) for one in _memberships(context) if one.klass.id == record.id
            )
        case "lecture" | "nolecture":
            context.repo.allow_lecture(record.id, context.learner.id, on=what == "lecture")
            return tuple(_shares_asked(one) for one in _memberships(context) if one.klass.id == record.id)
        case _:
            return OldButton()


def _shares_asked(member: Membership) -> SharesAsked:
    record = member.klass
    return SharesAsked(id=record.id, title=record.title, shares=member.shares, lecture=member.lecture)


def leave(context: LearnerContext, member: Membership) -> Replies:
    """One tap, and told to nobody. What they learned stays theirs."""
    context.repo.leave(member.klass.id, context.learner.id)
    if not context.repo.memberships(context.learner.id):
        context.change(in_class=False)
    return (ClassLeft(title=member.klass.title),)


def leave_typed(context: LearnerContext, title: str) -> Replies:
    """`/class leave`: the one that is named, or the only one; else they see all of them, to tap."""
    joined_ones = _memberships(context)
    named = [one for one in joined_ones if not title or one.klass.title.casefold() == title.casefold()]
    return leave(context, named[0]) if len(named) == 1 else told_of_all(context)


def _admitting(context: LearnerContext, token: str) -> ClassRecord | None:
    """The class of a link that lets people in today, or would if the class were not paused."""
    record = context.repo.class_by_link(token)
    if record is None or not record.lives or record.link_until is None:
        return None
    return record if class_day(context, record) <= record.link_until else None


def _memberships(context: LearnerContext) -> tuple[Membership, ...]:
    return tuple(context.repo.memberships(context.learner.id)) if context.learner.in_class else ()


def _member(context: LearnerContext, id: int) -> Membership | None:
    return next((one for one in _memberships(context) if one.klass.id == id), None)


def _line(due: ClassDue) -> DueLine:
    of = len(due.topic.questions)
    return DueLine(title=due.topic.title, on=due.on, of=of, done=of - len(due.left))


def _begun(context: LearnerContext, record: ClassRecord, due: ClassDue | None) -> Replies:
    if due is not None:
        return begin_topic(context, due.topic, due.deck.id)
    if record.deck and context.deck_library.current.deck(record.deck):
        return begin(context, record.deck, None)
    return go_on(context)
