"""The entry: what happened comes in, replies go out. No I/O, no clock, no sentences."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import Enum, auto
from functools import partial
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from bot.app.account.data import erase, erase_confirmed
from bot.app.account.retention import retain
from bot.app.authoring import publishing
from bot.app.authoring.inbox import waiting
from bot.app.authoring.mending import correct
from bot.app.authoring.own import own_questions
from bot.app.authoring.remark import AT_ONCE as REMARKED_AT_ONCE
from bot.app.authoring.remark import go_through, news_of
from bot.app.authoring.roles import role_in
from bot.app.buttons import data, tapped
from bot.app.calendar.plan import pause, resume
from bot.app.calendar.streak import excuse_today
from bot.app.classes.lecture import arrived, lecture_due
from bot.app.classes.lecture_seat import read_due
from bot.app.classes.report import report_due
from bot.app.context import DeckLibrary, DecksIn, LearnerContext, Policy
from bot.app.daily.command import offer_due
from bot.app.daily.prompt import nudge_due, prompt_due, summary_due
from bot.app.events import BlockChanged, ButtonTapped, ChatId, Event, Flooded, MessageReceived, PersonId
from bot.app.groups import Groups
from bot.app.heard import heard, say_tapped
from bot.app.learning.group_answers import review_group_answers
from bot.app.learning.rebuild import Rebuilt, rebuild
from bot.app.operating.announce import announce_some
from bot.app.operating.notices import notices_due, operators_due
from bot.app.ports.account import Learner, RetentionRepository
from bot.app.ports.classes import ClassId, ClassRecord
from bot.app.ports.outbox import AWAY, Undelivered
from bot.app.ports.progress import RebuildRepository
from bot.app.ports.repository import DueRepository, Repository
from bot.app.ports.rounds import RoundRepository
from bot.app.ports.uploads import Made, Readout, Unreadable, Upload
from bot.app.posts.channel import Channels
from bot.app.posts.jobs import PostJobs
from bot.app.replies import IN_PLACE, Message, PublishUndone, Response, RulingGiven, RulingUndone, TooMuch
from bot.app.rounds.answers import unknown_tapper, unknown_voter

AT_ONCE = 50
"""Most learners called on in one tick: what leaves in two seconds at 25 a second."""
READ_AT_ONCE = 50
"""People of a lecture who are told how their answer was in one tick."""
REPORTS_AT_ONCE = 10
"""Most classes whose report is made in one tick."""
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
    REMARK = auto()
    CORRECT = auto()
    CLASS_REPORT = auto()
    LECTURE = auto()
    READING = auto()
    NOTICES = auto()
    ANNOUNCE = auto()


PERSONAL = frozenset(
    {
        *(JobKind.PROMPT, JobKind.NUDGE, JobKind.SUMMARY),
        *(JobKind.GROUP_ANSWERS, JobKind.NOTICES, JobKind.READING),
    }
)
"""What concerns one learner, by whose number it is."""
Job = tuple[JobKind, int]
"""What, and the number of the learner, round, chat subscription, post, group, ruling, class, announcement."""


class TickRepository(RetentionRepository, DueRepository, Protocol):
    """What a tick reads and writes before it turns to anybody."""


class Tutor(Struct, frozen=True):
    """Told what happened, it answers with replies. One call, one transaction, given as `repository`."""

    deck_library: DeckLibrary
    policy: Policy

    def handle(self, repo: Repository, event: Event, now: datetime) -> Response:
        """Somebody wrote, tapped, voted, left or came back. `now` is when it reached us."""
        if not isinstance(event, MessageReceived | ButtonTapped | BlockChanged | Flooded):
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
                return _with_news(context, heard(context, event))
            case ButtonTapped():
                return _with_news(context, _tapped(context, event))
            case BlockChanged():
                return Response()
            case Flooded():
                return Response(messages=context.message((TooMuch(),)))

    def tick(self, repo: TickRepository, now: datetime, *, tidy: bool = True) -> Sequence[Job]:
        """A second has passed. Gives who has something due; each is then called on by `run_job`.

        `tidy`: what is over its time is removed as well.
        """
        repo.record_heartbeat(now, self.policy.outage)
        if tidy:
            retain(repo, self.policy, now)
        return [
            *(self._of_operators(repo, now) if tidy else ()),
            *((JobKind.ROUND, id) for _, id in repo.due_rounds(now, ROUNDS_AT_ONCE)),
            *((JobKind.POST, id) for id in repo.due_posts(now, AT_ONCE)),
            *((JobKind.CLOSE, id) for id in repo.due_closings(now, AT_ONCE)),
            *((JobKind.GAPS, id) for id in repo.due_gaps(now, AT_ONCE)),
            *((JobKind.GROUP_ANSWERS, id) for id in repo.due_group_answers(AT_ONCE)),
            *((JobKind.LECTURE, id) for id in repo.due_lectures(now)),
            *((JobKind.READING, id) for id in repo.due_readings(READ_AT_ONCE)),
            *((JobKind.PROMPT, id) for id in repo.due_prompts(now, AT_ONCE)),
            *((JobKind.NUDGE, id) for id in repo.due_nudges(now, AT_ONCE)),
            *((JobKind.SUMMARY, id) for id in repo.due_summaries(now, AT_ONCE)),
            *((JobKind.CORRECT, id) for id in repo.due_corrections(REMARKED_AT_ONCE)),
            *((JobKind.REMARK, id) for id in repo.due_remarkings(now, 1)),
            *((JobKind.CLASS_REPORT, id) for id in repo.due_reports(now, REPORTS_AT_ONCE)),
        ]

    def _of_operators(self, repo: TickRepository, now: datetime) -> Sequence[Job]:
        return [
            *((JobKind.NOTICES, id) for id in operators_due(repo, self.policy, now)),
            *((JobKind.ANNOUNCE, id) for id in repo.due_announcements(now)),
        ]

    def run_job(self, repo: Repository, due: Job, now: datetime) -> Response:
        """What the clock brings one learner or one round, if it still does."""
        call, id = due
        if call in (JobKind.ROUND, JobKind.POST, JobKind.CLOSE, JobKind.GAPS):
            return self._run_group_job(repo, due, now)
        if call is JobKind.REMARK:
            go_through(repo, self.deck_library, id, now)
            return Response()
        if call is JobKind.CLASS_REPORT:
            return report_due(repo, self.deck_library, partial(self._waits, repo, now), ClassId(id), now)
        if call is JobKind.LECTURE:
            return lecture_due(repo, id, now)
        if call is JobKind.ANNOUNCE:
            return Response(messages=announce_some(repo, id, self.policy.default_zone, now))
        learner = repo.lock_learner(PersonId(id))
        if learner is None:
            repo.take_group_answers(PersonId(id))
            return Response()
        context = self._context(repo, learner, ChatId(id), now)
        if call is JobKind.GROUP_ANSWERS:
            review_group_answers(context)
            return Response()
        if call is JobKind.CORRECT:
            correct(context)
            return Response()
        messages = {
            JobKind.PROMPT: prompt_due,
            JobKind.NUDGE: nudge_due,
            JobKind.SUMMARY: summary_due,
            JobKind.NOTICES: notices_due,
            JobKind.READING: read_due,
        }[call](context)
        return Response(messages=messages, to=learner.id, language=learner.language)

    def upload_read(
        self, repo: Repository, upload: Upload, content: bytes, outcome: Readout | Unreadable, now: datetime
    ) -> Response:
        """What somebody sent was read; see `bot.app.authoring.publishing.read`."""
        return self.for_learner(
            repo, upload.by, now, lambda context: publishing.read(context, upload, content, outcome)
        )

    def upload_made(
        self, repo: Repository, upload: Upload, outcome: Made | Unreadable, now: datetime
    ) -> Response:
        """The files of a course are made; see `bot.app.authoring.publishing.made`."""
        return self.for_learner(
            repo, upload.by, now, lambda context: publishing.made(context, upload, outcome)
        )

    def for_learner(
        self,
        repo: Repository,
        who: PersonId,
        now: datetime,
        work: Callable[[LearnerContext], tuple[Message, ...]],
    ) -> Response:
        """Something has come of what was begun for a learner, whose row is held while `work` says what to
        tell them. Nothing if they are gone."""
        learner = repo.lock_learner(who)
        if learner is None:
            return Response()
        messages = work(self._context(repo, learner, ChatId(learner.id), now))
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

    def arrived(self, repo: Repository, slot: str, person: PersonId, now: datetime) -> None:
        """A message has arrived in private; see `bot.app.classes.lecture.arrived`."""
        arrived(repo, slot, person, now)

    def unknown_voter(self, repo: RoundRepository, poll: str, person: PersonId) -> ChatId | None:
        """Where to ask whether a voter is a member; see `bot.app.rounds.answers.unknown_voter`."""
        return unknown_voter(repo, poll, person)

    def unknown_tapper(self, repo: RoundRepository, data: str, person: PersonId) -> bool:
        """Whether to ask if somebody who taps is a member; see `bot.app.rounds.answers.unknown_tapper`."""
        return unknown_tapper(repo, data, person)

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
        elif why in AWAY and found.here:
            _left(context)

    def undelivered_in_group(
        self, repo: Repository, chat: ChatId, slot: str | None, why: Undelivered, now: datetime
    ) -> Response:
        """A message will not arrive in a group; see `Groups.lost` and `bot.app.posts.jobs.PostJobs.lost`."""
        told = self._groups.lost(repo, chat, slot, why, now)
        of_posts = self._post_jobs.lost(repo, chat, slot, why, now)
        language = told.language or of_posts.language
        return replace(of_posts, messages=(*told.messages, *of_posts.messages), language=language)

    @property
    def _channels(self) -> Channels:
        return Channels(deck_library=self.deck_library, policy=self.policy)

    @property
    def _post_jobs(self) -> PostJobs:
        return PostJobs(deck_library=self.deck_library, policy=self.policy)

    @property
    def _groups(self) -> Groups:
        return Groups(deck_library=self.deck_library, policy=self.policy)

    def _waits(self, repo: Repository, now: datetime, person: PersonId, record: ClassRecord) -> int | None:
        """See `bot.app.classes.report.Waiting`."""
        learner = repo.learner(person)
        if learner is None:
            return None
        context = self._context(repo, learner, ChatId(person), now)
        if record.deck is None or not any(role_in(context, klass, record.deck) for klass in (0, record.id)):
            return None
        mine = [group for group in waiting(context) if group.deck == record.deck]
        return sum(1 for group in mine if group.klass in (0, record.id))

    def _context(self, repo: Repository, learner: Learner, chat: ChatId, at: datetime) -> LearnerContext:
        classes = partial(classes_of, repo, learner.id) if learner.in_class else None
        own = partial(own_questions, repo, learner) if learner.own_questions else None
        return LearnerContext(
            repo=repo,
            deck_library=DecksIn(self.deck_library, learner.language, own, classes),
            policy=self.policy,
            learner=learner,
            chat=chat,
            at=at,
            offer=offer_due,
        )


def classes_of(repo: Repository, learner: PersonId) -> Collection[int]:
    """The classes somebody is in."""
    return [one.klass.id for one in repo.memberships(learner)]


def _left(context: LearnerContext) -> LearnerContext:
    """They blocked us: paused at once."""
    return pause(context.change(here=False), None)


def _came(context: LearnerContext) -> LearnerContext:
    """They are back: the pause ends, if the block began it."""
    context = context.change(here=True)
    return resume(context) if context.learner.paused_until is None else context


def _tapped(context: LearnerContext, tap: ButtonTapped) -> Response:
    if erase_confirmed(context, tap.data.removeprefix(data(0, ""))):
        return Response(messages=erase(context, None))
    told = say_tapped(context, tapped(context, tap.data), tap.message)
    return replace(told, messages=tuple(_in_place(context, message, tap) for message in told.messages))


def _with_news(context: LearnerContext, response: Response) -> Response:
    """What a ruling has mended for them is told first, in the message they get anyway. And if they ruled, it
    is to be known to all."""
    replies = [reply for message in response.messages for reply in message.replies]
    if any(isinstance(reply, RulingGiven | RulingUndone | PublishUndone) for reply in replies):
        response = replace(response, ruled=True)
    place = next((n for n, message in enumerate(response.messages) if not message.edits), None)
    if place is None or (news := news_of(context.repo, context.learner.id)) is None:
        return response
    message = response.messages[place]
    told = replace(message, replies=(news, *message.replies))
    return replace(response, messages=(*response.messages[:place], told, *response.messages[place + 1 :]))


def _in_place(context: LearnerContext, message: Message, tap: ButtonTapped) -> Message:
    """A menu becomes the menu that its button leads to. The message of a question stays as it is, but for
    what can be done about one."""
    if tap.message is None or not all(isinstance(reply, IN_PLACE) for reply in message.replies):
        return message
    slot, about = context.repo.slot_of(context.chat, tap.message), tap.data.endswith(":wrong")
    if slot is None or not (slot.startswith("menu.") or about or slot == message.slot):
        return message
    return replace(message, slot=slot, edits=True)
