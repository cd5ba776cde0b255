"""A word to everybody: shown first, spread, at most once each, never in quiet hours; it can be stopped."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.events import ChatId
from bot.app.ports.account import Learner
from bot.app.ports.operating import Announcement, AnnouncementState
from bot.app.ports.outbox import Lane
from bot.app.ports.repository import Repository
from bot.app.replies import (
    Announced,
    AnnounceDropped,
    AnnounceHow,
    AnnouncementShown,
    AnnouncePreview,
    AnnounceTold,
    Message,
    NotACommand,
    OldButton,
    Reply,
)
from bot.domain.schedule import in_quiet
from bot.domain.zone_names import zone_or_none

Replies = tuple[Reply, ...]
MOST = 3000
"""Signs of an announcement."""
AT_ONCE = 20
"""People in one step; there is a step a second, and prompts keep a part of the 25 that leave in it."""
MOST_WAITING = 40
"""Prompts and announcements that wait in the outbox, from which on no more are added: so that one can be
stopped, and no prompt is late for it."""
AGAIN = timedelta(minutes=15)
"""Between two passes, while somebody has quiet hours."""
LONGEST = timedelta(days=2)
"""After that nobody is in quiet hours who was; it ends."""


def announce(context: LearnerContext, rest: str) -> Replies:
    """/announce and words: what they would look like. Alone: how the last one stands, and how it is done."""
    if not context.is_operator():
        return (NotACommand(name="announce"),)
    last = context.repo.last_announcement()
    if last and (last.state is AnnouncementState.GOING or not rest):
        return (_told(context, last),) if rest else (_told(context, last), AnnounceHow(most=MOST))
    if not rest or len(rest) > MOST:
        return (AnnounceHow(most=MOST, too_long=bool(rest)),)
    draft = context.repo.draft_announcement(context.learner.id, rest, context.at)
    people = context.repo.audience_size()
    minutes = max(1, round(people / AT_ONCE / 60))
    return (AnnouncePreview(id=draft.id, words=rest, people=people, minutes=minutes),)


def tapped(context: LearnerContext, name: str) -> Replies | OldButton:
    """`send-7`, `drop-7`, `stop-7`."""
    word, _, number = name.partition("-")
    if not context.is_operator() or not number.isdecimal() or len(number) > 15:
        return OldButton()
    one, last = context.repo.announcement(int(number)), context.repo.last_announcement()
    if one is None:
        return OldButton()
    mine = one.state is AnnouncementState.ASKED and one.by == context.learner.id
    if word == "drop" and mine:
        _save(context, replace(one, state=AnnouncementState.STOPPED))
        return (AnnounceDropped(),)
    if word == "send" and mine and not (last and last.state is AnnouncementState.GOING):
        return (_told(context, _save(context, replace(one, state=AnnouncementState.GOING, at=context.at))),)
    if word == "stop" and one.state is AnnouncementState.GOING:
        return (_told(context, _save(context, replace(one, state=AnnouncementState.STOPPED))),)
    return OldButton() if one.state is AnnouncementState.ASKED else (_told(context, one),)


def announce_some(repo: Repository, id: int, default_zone: str, now: datetime) -> tuple[Message, ...]:
    """The next people get it, if it is still going out. Their rows are held before the announcement's, as in
    a turn of who stops it."""
    if repo.bulk_waiting() >= MOST_WAITING:
        return ()
    after = next((one.after for one in (repo.last_announcement(),) if one and one.id == id), None)
    people = repo.audience(after, AT_ONCE)
    one = repo.announcement(id)
    if one is None or one.state is not AnnouncementState.GOING or one.after != after:
        return ()
    if not people:
        repo.save_announcement(_passed(one, now))
        return ()
    awake = [learner for learner, last in people if learner.here and last != id]
    quiet = [learner for learner in awake if _is_quiet(learner, default_zone, now)]
    told = [learner for learner in awake if learner not in quiet]
    for learner in told:
        repo.note_announced(learner.id, id)
    last = people[-1][0].id
    waits = one.waits or bool(quiet)
    repo.save_announcement(replace(one, after=last, reached=one.reached + len(told), waits=waits))
    return tuple(_message(learner, one) for learner in told)


def _passed(one: Announcement, now: datetime) -> Announcement:
    """Everybody was come to. Who had quiet hours gets it in another pass."""
    if one.waits and now - one.at < LONGEST:
        return replace(one, after=None, waits=False, again_at=now + AGAIN)
    return replace(one, state=AnnouncementState.DONE)


def _message(learner: Learner, one: Announcement) -> Message:
    return Message(
        chat=ChatId(learner.id),
        replies=(Announced(words=one.words),),
        lane=Lane.ANNOUNCEMENT,
        silent=True,
        aside=True,
        language=learner.language,
    )


def _is_quiet(learner: Learner, default_zone: str, now: datetime) -> bool:
    zone = (learner.zone and zone_or_none(learner.zone)) or default_zone
    return in_quiet(now, learner.quiet_from, learner.quiet_to, zone)


def _save(context: LearnerContext, one: Announcement) -> Announcement:
    context.repo.save_announcement(one)
    return one


def _told(context: LearnerContext, one: Announcement) -> AnnounceTold:
    return AnnounceTold(
        id=one.id,
        state=AnnouncementShown(one.state.value),
        reached=one.reached,
        people=context.repo.audience_size(),
        waits=one.waits or one.again_at is not None,
    )
