"""What the clock brings a chat subscription: the question of the day, and how the last one did.

Each runs in a transaction of its own that holds the chat's row. It reckons anew whether it is due; a unique
key decides that a local day has one. Slots: `p17` is the question of post 17, `p17.n` what stands above it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from bot.app.chats.polls import fits_poll
from bot.app.context import ChatContext
from bot.app.ports.outbox import Lane
from bot.app.ports.posts import ChatSubscription, ChatSubscriptionState, Post, PostAnswer
from bot.app.ports.rounds import GroupAnswer
from bot.app.replies import Message, PostPut, PostTold, Reply
from bot.domain.day import learner_day
from bot.domain.marking.verdict import Mark
from bot.domain.names import told_apart
from bot.domain.question import Question, QuestionId
from bot.domain.schedule import LATE, Plan, next_prompt, prompt_at
from bot.domain.snapshot import freeze, thaw
from bot.domain.tally import Said, tally
from bot.domain.upcoming import lined_up

Messages = tuple[Message, ...]
OPEN = timedelta(hours=24)
"""How long a group's question is open, if no other follows it."""
SOON = timedelta(hours=26)
"""A post that comes within this time tells the result of the one before; a day of 25 hours is one too."""
NEVER_QUIET = time(0)


def plan_of(chat_subscription: ChatSubscription) -> Plan:
    """The chat subscription as the rules of time need it: no quiet hours, no nudge."""
    return Plan(
        at=chat_subscription.at,
        zone=chat_subscription.zone,
        weekdays=chat_subscription.weekdays,
        quiet_from=NEVER_QUIET,
        quiet_to=NEVER_QUIET,
        nudge=None,
    )


def scheduled(chat_subscription: ChatSubscription, now: datetime) -> ChatSubscription:
    """The chat subscription with the instant of its next post; without any if it is not going on."""
    due = (
        next_prompt(plan_of(chat_subscription), chat_subscription.last_date, now)
        if chat_subscription.state is ChatSubscriptionState.ON
        else None
    )
    return replace(chat_subscription, next_at=due[0] if due else None)


def from_now_on(chat_subscription: ChatSubscription, now: datetime) -> ChatSubscription:
    """As `scheduled`, for one that was just changed: where today's hour is over, it begins tomorrow."""
    today = learner_day(now, chat_subscription.zone)
    instant = prompt_at(today, chat_subscription.at, chat_subscription.zone)
    if instant is None or instant <= now:
        chat_subscription = replace(
            chat_subscription, last_date=max(chat_subscription.last_date or today, today)
        )
    return scheduled(chat_subscription, now)


def next_dates(chat_subscription: ChatSubscription, now: datetime, count: int) -> Sequence[date]:
    """The local dates of the next posts."""
    dates: list[date] = []
    after = chat_subscription.last_date
    while len(dates) < count and (due := next_prompt(plan_of(chat_subscription), after, now)):
        after = due[1]
        dates.append(after)
    return dates


def line_of(context: ChatContext, chat_subscription: ChatSubscription) -> tuple[QuestionId, ...]:
    """All questions of the chat subscription in the order in which they will be asked."""
    deck = context.deck_of(chat_subscription.deck) if chat_subscription.deck else context.deck()
    topics = [topic for topic in deck.topics if chat_subscription.topic in (None, topic.id)] or deck.topics
    pool = [q.id for topic in topics for q in topic.questions if q.kind != "opinion"]
    asked = context.repo.asked_in_posts(chat_subscription.chat, chat_subscription.thread)
    return lined_up(
        pool, chat_subscription.line, asked, set(chat_subscription.passed), str(chat_subscription.id)
    )


def as_poll(context: ChatContext, question: Question) -> bool:
    """Whether the question goes out as a native poll. Of several right options an anonymous poll doesn't tell
    who had all of them: in a channel they are a text."""
    told = not (context.chat_record.channel and question.kind == "select")
    return told and fits_poll(question) and not context.chat_record.plain


def post_due(context: ChatContext, chat_subscription: ChatSubscription) -> Messages:
    """The question of the day, if it is due now; sets when the next one is."""
    if chat_subscription.next_at is None or chat_subscription.next_at > context.now:
        return ()
    due = next_prompt(plan_of(chat_subscription), chat_subscription.last_date, context.now)
    if due is None or due[0] > context.now or not context.chat_record.here:
        context.repo.save_chat_subscription(scheduled(chat_subscription, context.now))
        return ()
    sent = scheduled(replace(chat_subscription, last_date=due[1]), context.now)
    line = line_of(context, chat_subscription)
    question = context.deck_library.current.question(line[0]) if line else None
    post = _claim(context, sent, question, due[1]) if question else None
    if question is None or post is None:
        context.repo.save_chat_subscription(sent)
        return ()
    rest = tuple(id for id in chat_subscription.line if id != question.id)
    passed = tuple(id for id in chat_subscription.passed if id != question.id)
    context.repo.save_chat_subscription(replace(sent, line=rest, passed=passed))
    before = [
        one
        for one in context.repo.open_posts(chat_subscription.chat, chat_subscription.thread)
        if one.id != post.id
    ]
    return tuple(replace(message, lane=Lane.PROMPT) for message in _said(context, post, question, before))


def close_due(context: ChatContext, post: Post) -> Messages:
    """The result of a group's question, if its time is over and nothing has told it."""
    if post.closed_at is not None or post.closes_at is None or post.closes_at > context.now:
        return ()
    return closed(context, post)


def closed(context: ChatContext, post: Post) -> Messages:
    """The result alone, under its question."""
    stop, told = _close(context, post, learner_day(context.now, _zone(context, post)))
    at = context.repo.message_of(post.chat, f"p{post.id}")
    said = context.say(told, slot=f"p{post.id}.c", answering=at, silent=True)
    return tuple(replace(message, lane=Lane.PROMPT) for message in (*stop, said))


def as_text(context: ChatContext, post: Post) -> Messages:
    """The same question without its poll, which the chat does not take."""
    without = replace(post, poll=False)
    context.repo.save_post(without)
    put = _put(context, without, thaw(post.snapshot), news=False)
    return (replace(context.say(put, slot=f"p{post.id}"), lane=Lane.PROMPT),)


def group_answer(post: Post, answer: PostAnswer) -> GroupAnswer:
    """An answer to a post, on its way to that person's own memory."""
    return GroupAnswer(
        person=answer.person,
        chat=post.chat,
        deck=post.deck,
        question=post.question,
        snapshot=post.snapshot,
        at=answer.at,
        mark=answer.mark,
        credit=answer.credit,
    )


def _claim(
    context: ChatContext, chat_subscription: ChatSubscription, question: Question, on: date
) -> Post | None:
    """Take the local date. In a group the next post tells the result, or it comes alone if none is near."""
    soon = (
        chat_subscription.next_at
        if chat_subscription.next_at and chat_subscription.next_at <= context.now + SOON
        else None
    )
    return context.repo.claim_post(
        Post(
            id=0,
            chat=chat_subscription.chat,
            thread=chat_subscription.thread,
            local_date=on,
            deck=question.deck,
            question=question.id,
            snapshot=freeze(question),
            poll=as_poll(context, question),
            at=context.now,
            closes_at=None if context.chat_record.channel else soon + LATE if soon else context.now + OPEN,
        )
    )


def _said(context: ChatContext, post: Post, question: Question, before: Sequence[Post]) -> Messages:
    """One message where possible. A poll holds no other text, so there the news goes ahead of it, quietly."""
    stops: Messages = ()
    news: tuple[Reply, ...] = ()
    for number, one in enumerate(before):
        stop, told = _close(context, one, post.local_date)
        stops = (*stops, *stop)
        news = (told,) if number == 0 else news
    put = _put(context, post, question, news=bool(news))
    slot = f"p{post.id}"
    if not post.poll:
        return (*stops, context.say(*news, put, slot=slot))
    ahead = (context.say(*news, slot=f"{slot}.n", silent=True),) if news else ()
    return (*stops, *ahead, context.say(put, slot=slot))


def _put(context: ChatContext, post: Post, question: Question, *, news: bool) -> PostPut:
    return PostPut(
        post=post.id,
        question=question,
        poll=post.poll,
        group=not context.chat_record.channel,
        discussed=context.chat_record.channel and context.repo.is_discussed(post.chat),
        news=news,
    )


def _close(context: ChatContext, post: Post, today: date) -> tuple[Messages, PostTold]:
    """No answer counts from here on; gives the end of the poll, and the result. Of a channel the counts are
    told and the rest is forgotten; in a group the answers go on to memory."""
    question = thaw(post.snapshot)
    answers = context.repo.answers_to(post.id)
    context.repo.save_post(replace(post, closed_at=context.now, closes_at=None))
    hidden = context.repo.hidden(post.chat)
    told = PostTold(
        question=question,
        on=post.local_date,
        days=(today - post.local_date).days,
        tally=tally(question, post.votes, [_as_said(one) for one in answers]),
        group=not context.chat_record.channel,
        right=tuple(told_apart(one.name for one in answers if _is_named(one) and one.person not in hidden)),
    )
    if context.chat_record.channel:
        context.repo.forget_answers(post.id)
        return (), told
    context.repo.queue_group_answers([group_answer(post, one) for one in answers])
    stop = replace(context.say(slot=f"p{post.id}"), stops=True)
    return (stop,) if post.poll else (), told


def _is_named(answer: PostAnswer) -> bool:
    """Those who were right are; whoever commented under a channel's post has no name here."""
    return answer.right and bool(answer.name)


def _as_said(answer: PostAnswer) -> Said:
    return Said(text=answer.said or "", right=answer.right, doubtful=answer.mark is Mark.DOUBTFUL)


def _zone(context: ChatContext, post: Post) -> str:
    chat_subscription = context.repo.chat_subscription(post.chat, post.thread)
    return chat_subscription.zone if chat_subscription else context.policy.default_zone
