"""The entry: what happened comes in, replies go out. No I/O, no clock, no sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from bot.app.account.data import erase, erase_confirmed
from bot.app.account.retention import retain
from bot.app.buttons import data, tapped
from bot.app.calendar.plan import pause, resume
from bot.app.calendar.streak import excuse_today
from bot.app.calendar.zone import typed
from bot.app.calendar.zones import read_time
from bot.app.commands import COMMANDS, never_asked, welcome
from bot.app.context import DeckLibrary, LearnerContext, Policy
from bot.app.daily.command import offer_due
from bot.app.daily.prompt import nudge_due, prompt_due, summary_due
from bot.app.events import BlockChanged, ButtonTapped, ChatId, ContentKind, Event, MessageReceived, PersonId
from bot.app.groups import Groups
from bot.app.learning.answer import answer
from bot.app.learning.ask import put_again
from bot.app.learning.group_answers import review_group_answers
from bot.app.learning.hearing import too_soon
from bot.app.learning.rebuild import Rebuilt, rebuild
from bot.app.ports.account import Learner, RetentionRepository
from bot.app.ports.learning import Asked, State
from bot.app.ports.outbox import Undelivered
from bot.app.ports.progress import RebuildRepository
from bot.app.ports.repository import DueRepository, Repository
from bot.app.posts.channel import Channels
from bot.app.posts.jobs import PostJobs
from bot.app.replies import (
    ClosedAlready,
    MarkedAlready,
    NotACommand,
    NotText,
    OldButton,
    OpenAlready,
    Reply,
    Response,
)
from bot.app.texts import beside, command, is_answer, menu, unasked
from bot.domain.intent import slashed

AT_ONCE = 50
"""Most learners called on in one tick: what leaves in two seconds at 25 a second."""
ROUNDS_AT_ONCE = 200
"""Most rounds called on in one tick."""


class JobKind(Enum):
    """What the clock can bring."""

    PROMPT = auto()
    NUDGE = auto()
    SUMMARY = auto()
    GROUP_ANSWERS = auto()
    ROUND = auto()
    POST = auto()
    CLOSE = auto()
    GAPS = auto()


Job = tuple[JobKind, int]
"""What, and the number of the learner, round, chat subscription, post or group."""


class TickRepository(RetentionRepository, DueRepository, Protocol):
    """What a tick reads and writes before it turns to anybody."""


@dataclass(frozen=True, slots=True)
class Tutor:
    """Told what happened, it answers with replies. One call, one transaction, given as `repository`."""

    deck_library: DeckLibrary
    policy: Policy

    def handle(self, repo: Repository, event: Event, now: datetime) -> Response:
        """Somebody wrote, tapped, voted, left or came back. `now` is when it reached us."""
        if not isinstance(event, MessageReceived | ButtonTapped | BlockChanged):
            return self._groups.handle(repo, event, now)
        if isinstance(event, MessageReceived) and (expected := self._groups.expected(repo, event)):
            return self._groups.answer(repo, expected, event, now)
        if isinstance(event, MessageReceived | ButtonTapped) and (
            told := self._channels.handle(repo, event, now)
        ):
            return told
        context = self._context(repo, repo.lock_person(event.person, now), event.chat, event.at)
        here = not isinstance(event, BlockChanged) or event.here
        if context.learner.here != here:
            context = _came(context) if here else _left(context)
        match event:
            case MessageReceived():
                return _heard(context, event)
            case ButtonTapped():
                return _tapped(context, event)
            case BlockChanged():
                return Response()

    def tick(self, repo: TickRepository, now: datetime) -> Sequence[Job]:
        """A second has passed. Gives who has something due; each is then called on by `run_job`."""
        repo.record_heartbeat(now, self.policy.outage)
        retain(repo, self.policy, now)
        return [
            *((JobKind.ROUND, id) for _, id in repo.due_rounds(now, ROUNDS_AT_ONCE)),
            *((JobKind.POST, id) for id in repo.due_posts(now, AT_ONCE)),
            *((JobKind.CLOSE, id) for id in repo.due_closings(now, AT_ONCE)),
            *((JobKind.GAPS, id) for id in repo.due_gaps(now, AT_ONCE)),
            *((JobKind.GROUP_ANSWERS, id) for id in repo.due_group_answers(AT_ONCE)),
            *((JobKind.PROMPT, id) for id in repo.due_prompts(now, AT_ONCE)),
            *((JobKind.NUDGE, id) for id in repo.due_nudges(now, AT_ONCE)),
            *((JobKind.SUMMARY, id) for id in repo.due_summaries(now, AT_ONCE)),
        ]

    def run_job(self, repo: Repository, due: Job, now: datetime) -> Response:
        """What the clock brings one learner or one round, if it still does."""
        call, id = due
        if call in (JobKind.ROUND, JobKind.POST, JobKind.CLOSE, JobKind.GAPS):
            return self._run_group_job(repo, due, now)
        learner = repo.lock_learner(PersonId(id))
        if learner is None:
            repo.take_group_answers(PersonId(id))
            return Response()
        context = self._context(repo, learner, ChatId(id), now)
        if call is JobKind.GROUP_ANSWERS:
            review_group_answers(context)
            return Response()
        messages = {
            JobKind.PROMPT: prompt_due,
            JobKind.NUDGE: nudge_due,
            JobKind.SUMMARY: summary_due,
        }[call](context)
        return Response(messages=messages, to=learner.id, language=learner.language)

    def _run_group_job(self, repo: Repository, due: Job, now: datetime) -> Response:
        call, id = due
        match call:
            case JobKind.POST:
                return self._post_jobs.post_due(repo, id, now)
            case JobKind.CLOSE:
                return self._post_jobs.close_due(repo, id, now)
            case JobKind.GAPS:
                return self._post_jobs.gaps_due(repo, ChatId(id), now)
            case _:
                return self._groups.due(repo, id, now)

    def shown(self, repo: Repository, slot: str, now: datetime) -> None:
        """A message has arrived in a group; see `bot.app.groups.Groups.shown`."""
        self._groups.shown(repo, slot, now)

    def rebuild(self, repo: RebuildRepository, *, check: bool) -> Rebuilt:
        """Make anew what is derived from the logs; see `bot.app.learning.rebuild.rebuild`."""
        decks = self.deck_library.current.decks
        opinions = {q.id for deck in decks for q in deck.questions() if q.kind == "opinion"}
        return rebuild(repo, check=check, opinions=opinions)

    def lost(self, repo: Repository, learner: PersonId | None, why: Undelivered, now: datetime) -> None:
        """A message will not arrive. Who has blocked us, or whose chat is gone, is not here any more: nothing
        more is sent, and their streak waits. A day whose prompt may not have arrived is excused."""
        found = repo.lock_learner(learner) if learner is not None else None
        if found is None:
            return
        context = self._context(repo, found, ChatId(found.id), now)
        if why is Undelivered.UNCERTAIN:
            excuse_today(context)
        elif why in (Undelivered.BLOCKED, Undelivered.CHAT_GONE) and found.here:
            _left(context)

    def undelivered_in_group(
        self, repo: Repository, chat: ChatId, slot: str | None, why: Undelivered, now: datetime
    ) -> Response:
        """A message will not arrive in a group; see `Groups.lost` and `bot.app.posts.jobs.PostJobs.lost`."""
        self._groups.lost(repo, chat, slot, why, now)
        return self._post_jobs.lost(repo, chat, slot, why, now)

    @property
    def _channels(self) -> Channels:
        return Channels(deck_library=self.deck_library, policy=self.policy)

    @property
    def _post_jobs(self) -> PostJobs:
        return PostJobs(deck_library=self.deck_library, policy=self.policy)

    @property
    def _groups(self) -> Groups:
        return Groups(deck_library=self.deck_library, policy=self.policy)

    def _context(self, repo: Repository, learner: Learner, chat: ChatId, at: datetime) -> LearnerContext:
        return LearnerContext(
            repo=repo,
            deck_library=self.deck_library,
            policy=self.policy,
            learner=learner,
            chat=chat,
            at=at,
            offer=offer_due,
        )


def _left(context: LearnerContext) -> LearnerContext:
    """They blocked us: paused at once."""
    return pause(context.change(here=False), None)


def _came(context: LearnerContext) -> LearnerContext:
    """They are back: the pause ends, if the block began it."""
    context = context.change(here=True)
    return resume(context) if context.learner.paused_until is None else context


def _heard(context: LearnerContext, received: MessageReceived) -> Response:
    if slashed(received.text).startswith("/") and not is_answer(
        context, _meant(context, received), received.text
    ):
        return _command(context, received)
    if received.what is not ContentKind.TEXT and not received.text:
        waiting = context.repo.asked_open(context.learner.id, context.chat) is not None
        if never_asked(context):
            return _say(context, *welcome(context))
        return _say(context, NotText(what=received.what, open=waiting))
    marked = context.repo.answer_to(context.chat, received.message) if received.edited else None
    return _edited(context, received, marked) if marked else _text(context, received)


def _edited(context: LearnerContext, received: MessageReceived, marked: int) -> Response:
    """What was marked is changed: it counts if it is right now and its question is open; else it stays."""
    asked = context.repo.asked(marked)
    if asked is not None and is_answer(context, asked, received.text):
        return _say(context, *answer(context, asked, received.text, None))
    if asked is not None and asked.state is State.COMPARING:
        return _say(context, put_again(asked))
    passed = asked is not None and asked.state is State.RIGHT
    return _say(context, MarkedAlready(asked=marked, passed=passed))


def _text(context: LearnerContext, received: MessageReceived) -> Response:
    meant = _meant(context, received)
    if meant and received.sent and received.sent < meant.at:
        return _say(context, put_again(meant))  # an edit of what was said before it was put is no answer
    if meant and not meant.state.closed:
        if _beside(context, received, meant):
            return _say(context, *beside(context, meant, received.text))
        if too_soon(context, meant) and not is_answer(context, meant, received.text):
            return Response()
        if named := menu(context, meant, received.text):
            return _say(context, *named)
        return _say(context, *answer(context, meant, received.text, received.message))
    if (
        context.learner.zone is None
        and ":" in received.text
        and read_time(received.text)
        and (found := typed(context, received.text))
    ):
        return _say(context, *found)
    closed = meant or context.repo.asked_last_closed(context.learner.id, context.chat)
    return _from_tap(context, unasked(context, closed, received.text, replied=meant is not None))


def _meant(context: LearnerContext, received: MessageReceived) -> Asked | None:
    """The question a text is about: the one it replies to, else the one that is open."""
    return _replied_to(context, received) or context.repo.asked_open(context.learner.id, context.chat)


def _beside(context: LearnerContext, received: MessageReceived, meant: Asked) -> bool:
    """A reply to something that is no question is no answer, unless it is right or to words of their own."""
    if received.reply_to is None or _replied_to(context, received) is not None:
        return False
    own = context.repo.answer_to(context.chat, received.reply_to) is not None
    return not own and not is_answer(context, meant, received.text)


def _replied_to(context: LearnerContext, received: MessageReceived) -> Asked | None:
    """The question whose message was replied to, if it was put to this person. One that was skipped can be
    answered so after all."""
    slot = context.repo.slot_of(context.chat, received.reply_to) if received.reply_to else None
    number = slot.partition(".")[0] if slot else ""
    asked = context.repo.asked(int(number)) if number.isdecimal() else None
    if asked is None or asked.learner != context.learner.id:
        return None
    return replace(asked, state=State.ASIDE, closed_at=None) if asked.state is State.SKIPPED else asked


def _command(context: LearnerContext, received: MessageReceived) -> Response:
    word, _, rest = slashed(received.text)[1:].partition(" ")
    name = word.partition("@")[0].casefold()
    if name == "erase" and rest.strip().casefold() == "yes":
        return Response(messages=erase(context, None))
    if known := COMMANDS.get(name):
        return _say(context, *known.run(context, rest.strip()))
    if near := command(context, name, rest.strip()):
        return _say(context, *near)
    return _say(context, *(welcome(context) if never_asked(context) else (NotACommand(name=name[:32]),)))


def _tapped(context: LearnerContext, tap: ButtonTapped) -> Response:
    if erase_confirmed(context, tap.data.removeprefix(data(0, ""))):
        return Response(messages=erase(context, None))
    return _from_tap(context, tapped(context, tap.data))


def _from_tap(
    context: LearnerContext, answer: tuple[Reply, ...] | ClosedAlready | OpenAlready | OldButton
) -> Response:
    if isinstance(answer, tuple):
        return _say(context, *answer)
    return Response(toast=answer)


def _say(context: LearnerContext, *replies: Reply) -> Response:
    if not replies:
        return Response()
    return Response(messages=context.message(replies))
