"""What the clock brings a series: the question of the day, and how the last one did.

Each runs in a transaction of its own that holds the circle's row. It reckons anew whether it is due; a unique
key decides that a local day has one. Slots: `p17` is the question of post 17, `p17.n` what stands above it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.app.circle import Carried
from bot.app.facts import Fact, PostPut, PostTold, Reply
from bot.app.groupdesk import GroupDesk
from bot.app.letters import Lane
from bot.app.playing import POLL_OPTION, POLL_OPTIONS
from bot.app.serial import Going, Post, PostAnswer, Series
from bot.domain.day import learner_day
from bot.domain.line import lined_up
from bot.domain.question import Choice, Question, QuestionId
from bot.domain.schedule import LATE, Plan, next_prompt, prompt_at
from bot.domain.snapshot import freeze, thaw
from bot.domain.tally import Said, tally

Replies = tuple[Reply, ...]
POLL_QUESTION = 300
"""Telegram's limit for the question of a poll (Bot API, sendPoll)."""
OPEN = timedelta(hours=24)
"""How long a group's question is open, if no other follows it."""
SOON = timedelta(hours=26)
"""A post that comes within this time tells the result of the one before; a day of 25 hours is one too."""
NEVER_QUIET = time(0)


def plan_of(series: Series) -> Plan:
    """The series as the rules of time need it: no quiet hours, no nudge."""
    return Plan(
        at=series.at,
        zone=series.zone,
        weekdays=series.weekdays,
        quiet_from=NEVER_QUIET,
        quiet_to=NEVER_QUIET,
        nudge=None,
    )


def scheduled(series: Series, now: datetime) -> Series:
    """The series with the instant of its next post; without any if it is not going on."""
    due = next_prompt(plan_of(series), series.last_date, now) if series.going is Going.ON else None
    return replace(series, next_at=due[0] if due else None)


def from_now_on(series: Series, now: datetime) -> Series:
    """As `scheduled`, for a series that was just changed: where today's hour is over, it begins tomorrow."""
    today = learner_day(now, series.zone)
    instant = prompt_at(today, series.at, series.zone)
    if instant is None or instant <= now:
        series = replace(series, last_date=max(series.last_date or today, today))
    return scheduled(series, now)


def next_dates(series: Series, now: datetime, count: int) -> Sequence[date]:
    """The local dates of the next posts."""
    dates: list[date] = []
    after = series.last_date
    while len(dates) < count and (due := next_prompt(plan_of(series), after, now)):
        after = due[1]
        dates.append(after)
    return dates


def line_of(desk: GroupDesk, series: Series) -> tuple[QuestionId, ...]:
    """All questions of the series in the order in which they will be asked."""
    deck = desk.deck_of(series.deck) if series.deck else desk.deck()
    topics = [topic for topic in deck.topics if series.topic in (None, topic.id)] or deck.topics
    pool = [q.id for topic in topics for q in topic.questions if q.kind != "opinion"]
    asked = desk.pages.asked_in_posts(series.chat, series.thread)
    return lined_up(pool, series.line, asked, set(series.passed), str(series.id))


def as_poll(desk: GroupDesk, question: Question) -> bool:
    """Whether the question goes out as a native poll."""
    return (
        isinstance(question, Choice)
        and not desk.circle.plain
        and len(question.options) <= POLL_OPTIONS
        and all(len(option.text) <= POLL_OPTION for option in question.options)
        and len(question.ask) <= POLL_QUESTION
    )


def post_due(desk: GroupDesk, series: Series) -> Replies:
    """The question of the day, if it is due now; sets when the next one is."""
    if series.next_at is None or series.next_at > desk.now:
        return ()
    due = next_prompt(plan_of(series), series.last_date, desk.now)
    if due is None or due[0] > desk.now or not desk.circle.here:
        desk.pages.keep_series(scheduled(series, desk.now))
        return ()
    sent = scheduled(replace(series, last_date=due[1]), desk.now)
    line = line_of(desk, series)
    question = desk.shelf.library.question(line[0]) if line else None
    post = _claim(desk, sent, question, due[1]) if question else None
    if question is None or post is None:
        desk.pages.keep_series(sent)
        return ()
    rest = tuple(id for id in series.line if id != question.id)
    passed = tuple(id for id in series.passed if id != question.id)
    desk.pages.keep_series(replace(sent, line=rest, passed=passed))
    before = [one for one in desk.pages.open_posts(series.chat, series.thread) if one.id != post.id]
    return tuple(replace(reply, lane=Lane.PROMPT) for reply in _said(desk, post, question, before))


def close_due(desk: GroupDesk, post: Post) -> Replies:
    """The result of a group's question, if its time is over and nothing has told it."""
    if post.closed_at is not None or post.closes_at is None or post.closes_at > desk.now:
        return ()
    return closed(desk, post)


def closed(desk: GroupDesk, post: Post) -> Replies:
    """The result alone, under its question."""
    stop, told = _close(desk, post, learner_day(desk.now, _zone(desk, post)))
    at = desk.pages.message_of(post.chat, f"p{post.id}")
    said = desk.say(told, slot=f"p{post.id}.c", answering=at, silent=True)
    return tuple(replace(reply, lane=Lane.PROMPT) for reply in (*stop, said))


def carried(post: Post, answer: PostAnswer) -> Carried:
    """An answer to a post, on its way to that person's own memory."""
    return Carried(
        person=answer.person,
        chat=post.chat,
        deck=post.deck,
        question=post.question,
        snapshot=post.snapshot,
        at=answer.at,
        mark=answer.mark,
        credit=answer.credit,
    )


def _claim(desk: GroupDesk, series: Series, question: Question, on: date) -> Post | None:
    """Take the local date. In a group the next post tells the result, or it comes alone if none is near."""
    soon = series.next_at if series.next_at and series.next_at <= desk.now + SOON else None
    return desk.pages.claim_post(
        Post(
            id=0,
            chat=series.chat,
            thread=series.thread,
            local_date=on,
            deck=question.deck,
            question=question.id,
            snapshot=freeze(question),
            poll=as_poll(desk, question),
            at=desk.now,
            closes_at=None if desk.circle.channel else soon + LATE if soon else desk.now + OPEN,
        )
    )


def _said(desk: GroupDesk, post: Post, question: Question, before: Sequence[Post]) -> Replies:
    """One message where possible. A poll holds no other text, so there the news goes ahead of it, quietly."""
    stops: Replies = ()
    news: tuple[Fact, ...] = ()
    for number, one in enumerate(before):
        stop, told = _close(desk, one, post.local_date)
        stops = (*stops, *stop)
        news = (told,) if number == 0 else news
    put = PostPut(
        post=post.id,
        question=question,
        poll=post.poll,
        group=not desk.circle.channel,
        discussed=desk.circle.channel and desk.pages.is_discussed(post.chat),
        news=bool(news),
    )
    slot = f"p{post.id}"
    if not post.poll:
        return (*stops, desk.say(*news, put, slot=slot))
    ahead = (desk.say(*news, slot=f"{slot}.n", silent=True),) if news else ()
    return (*stops, *ahead, desk.say(put, slot=slot))


def _close(desk: GroupDesk, post: Post, today: date) -> tuple[Replies, PostTold]:
    """No answer counts from here on; gives the end of the poll, and the result. Of a channel the counts are
    told and the rest is forgotten; in a group the answers go on to memory."""
    question = thaw(post.snapshot)
    answers = desk.pages.answers_to(post.id)
    desk.pages.keep_post(replace(post, closed_at=desk.now, closes_at=None))
    hidden = desk.pages.hidden(post.chat)
    told = PostTold(
        question=question,
        on=post.local_date,
        days=(today - post.local_date).days,
        tally=tally(question, post.votes, [Said(text=one.said or "", right=one.right) for one in answers]),
        group=not desk.circle.channel,
        right=tuple(one.name for one in answers if one.right and one.name and one.person not in hidden),
    )
    if desk.circle.channel:
        desk.pages.forget_answers(post.id)
        return (), told
    desk.pages.carry([carried(post, one) for one in answers])
    stop = replace(desk.say(slot=f"p{post.id}"), stops=True)
    return (stop,) if post.poll else (), told


def _zone(desk: GroupDesk, post: Post) -> str:
    series = desk.pages.series(post.chat, post.thread)
    return series.zone if series else desk.rules.default_zone
