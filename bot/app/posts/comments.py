"""Answers to posts: votes, replies in a group, comments under a channel's post, and what came by its link.

The first answer of each person counts. What is no answer is met with silence; an answer that is in doubt is
counted apart and met with a sign that it was received: to show the right one would spoil it for others.
"""

from datetime import datetime

from msgspec.structs import replace

from bot.app.chats.polls import voted_for
from bot.app.context import ChatContext
from bot.app.events import GroupMessageReceived, Person, PollVoted, PostForwarded
from bot.app.ports.posts import Forward, Post, PostAnswer
from bot.app.ports.rounds import GroupAnswer
from bot.app.posts.post import group_answer
from bot.app.replies import CommentMarked, Reaction, Response
from bot.domain.intent import listen
from bot.domain.marking import Mark, Reason, Verdict
from bot.domain.snapshot import thaw

MEANT = frozenset(
    {
        Reason.REJECTED,
        Reason.OTHER_OPTION,
        Reason.CONTRARY,
        Reason.NEGATED,
        Reason.CONFUSED,
        Reason.BOTH,
        Reason.NUMBER_OFF,
        Reason.UNIT_OFF,
        Reason.SYMBOL_OFF,
        Reason.CASE_OFF,
        Reason.SWAPPED,
        Reason.ORDER_OFF,
        Reason.VAGUE,
        Reason.UNSURE,
    }
)
"""Answers that are not right and were meant as answers; anything else that is not right is talk."""
LONGEST = 300
"""Characters of an answer; what is longer is talk."""


def posted_in(slot: str) -> int | None:
    """The post whose question stands in a slot such as `p17`."""
    number = slot.removeprefix("p")
    return int(number) if slot.startswith("p") and number.isdecimal() and len(number) <= 18 else None


def forwarded(context: ChatContext, event: PostForwarded) -> None:
    """Remember where a channel's post is talked about. Our own sending of it may not be settled yet."""
    if not any(context.repo.chat_subscriptions_in(event.channel)):
        return
    context.repo.save_forward(
        Forward(
            chat=context.chat_record.id,
            message=event.message,
            channel=event.channel,
            post=event.post,
            at=context.now,
        )
    )


def commented(context: ChatContext, received: GroupMessageReceived) -> Response | None:
    """A comment under a channel's post; None if it is none."""
    forward = context.repo.forward_of(context.chat_record.id, received.root) if received.root else None
    if forward is None:
        return None
    slot = context.repo.slot_of(forward.channel, forward.post)
    number = posted_in(slot) if slot else None
    post = context.repo.post(number) if number else None
    direct = received.reply_to in (None, received.root)
    if post is None or post.chat != forward.channel or post.poll or not direct or received.edited:
        return Response()
    if received.person is None or len(received.text) > LONGEST:
        return Response()
    return _marked_comment(context, post, received, received.person)


def replied(context: ChatContext, number: int, received: GroupMessageReceived) -> Response:
    """A reply to a group's question of the day. Whether it is right is told at the close."""
    post = context.repo.post(number)
    if (
        post is None
        or post.chat != context.chat_record.id
        or post.closed_at
        or received.person is None
        or received.edited
    ):
        return Response()
    verdict = _judge(context, post, received.text)
    if verdict.mark is Mark.UNREADABLE:
        return Response()
    answer = _answer(post, received.person, received.at, received.text, verdict)
    return Response(reaction=Reaction.RECEIVED if context.repo.take_for_post(answer) else None)


def voted(context: ChatContext, number: int, vote: PollVoted) -> None:
    """A vote in a group's poll of the day; an empty one takes it back. One that reaches us after the result
    was told still goes into memory."""
    post = context.repo.post(number)
    question = thaw(post.snapshot) if post else None
    if post is None or question is None:
        return
    if not vote.options:
        if post.closed_at is None:
            context.repo.take_back(post.id, vote.person.id)
        return
    told = voted_for(question, vote.options, lambda text: _judge(context, post, text))
    if told is None:
        return
    answer = _answer(post, vote.person, vote.at, *told)
    if context.repo.take_for_post(answer) and post.closed_at:
        context.repo.queue_group_answers([group_answer(post, answer)])


def counted(context: ChatContext, number: int, counts: tuple[int, ...]) -> None:
    """How an anonymous poll stands; what comes after its result was told changes nothing."""
    post = context.repo.post(number)
    if post is not None and context.chat_record.channel and post.closed_at is None and post.votes != counts:
        context.repo.save_post(replace(post, votes=counts))


def _marked_comment(
    context: ChatContext, post: Post, received: GroupMessageReceived, person: Person
) -> Response:
    verdict = _judge(context, post, received.text)
    if not verdict.passed and verdict.mark is not Mark.PARTIAL and verdict.reason not in MEANT:
        return Response()
    answer = replace(_answer(post, person, received.at, received.text, verdict), name="")
    if verdict.mark is Mark.DOUBTFUL:
        taken = post.closed_at is None and context.repo.take_for_post(answer)
        return Response(reaction=Reaction.RECEIVED if taken else None)
    if post.closed_at is None and context.repo.take_for_post(answer):
        context.repo.queue_group_answers([_here(context, group_answer(post, answer))])
        marked = CommentMarked(question=thaw(post.snapshot), verdict=verdict)
        return Response(messages=(context.say(marked, answering=received.message, silent=True),))
    return Response(reaction=Reaction.RIGHT if verdict.passed else None)


def _here(context: ChatContext, answer: GroupAnswer) -> GroupAnswer:
    return replace(answer, chat=context.chat_record.id)


def _judge(context: ChatContext, post: Post, said: str) -> Verdict:
    question = thaw(post.snapshot)
    return listen(question, said, context.deck_library.lexicon(post.deck, question.lang))


def _answer(post: Post, person: Person, at: datetime, said: str, verdict: Verdict) -> PostAnswer:
    return PostAnswer(
        post=post.id,
        person=person.id,
        name=person.name,
        at=at,
        said=said,
        mark=verdict.mark,
        credit=verdict.credit,
    )
