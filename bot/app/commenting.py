"""Answers to posts: votes, replies in a group, comments under a channel's post, and what came by its link.

The first answer of each person counts. What is no answer is met with silence.
"""

from dataclasses import replace
from datetime import datetime

from bot.app.circle import Carried
from bot.app.facts import CommentMarked, Outcome, Reaction
from bot.app.groupdesk import GroupDesk
from bot.app.heard import Forwarded, GroupHeard, Person, Voted
from bot.app.posting import carried
from bot.app.serial import Forward, Post, PostAnswer
from bot.domain.marking import Mark, Reason, Verdict, mark
from bot.domain.question import Choice
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
        Reason.SWAPPED,
        Reason.ORDER_OFF,
        Reason.VAGUE,
    }
)
"""Misses that were meant as answers; anything else that is not right is talk."""
LONGEST = 300
"""Characters of an answer; what is longer is talk."""


def posted_in(slot: str) -> int | None:
    """The post whose question stands in a slot such as `p17`."""
    number = slot.removeprefix("p")
    return int(number) if slot.startswith("p") and number.isdecimal() and len(number) <= 18 else None


def forwarded(desk: GroupDesk, event: Forwarded) -> None:
    """Remember where a channel's post is talked about. Our own sending of it may not be settled yet."""
    if not any(desk.pages.series_in(event.channel)):
        return
    desk.pages.keep_forward(
        Forward(
            chat=desk.circle.id,
            message=event.message,
            channel=event.channel,
            post=event.post,
            at=desk.now,
        )
    )


def commented(desk: GroupDesk, heard: GroupHeard) -> Outcome | None:
    """A comment under a channel's post; None if it is none."""
    forward = desk.pages.forward_of(desk.circle.id, heard.root) if heard.root else None
    if forward is None:
        return None
    slot = desk.pages.slot_of(forward.channel, forward.post)
    number = posted_in(slot) if slot else None
    post = desk.pages.post(number) if number else None
    direct = heard.reply_to in (None, heard.root)
    if post is None or post.chat != forward.channel or post.poll or not direct or heard.edited:
        return Outcome()
    if heard.person is None or len(heard.text) > LONGEST:
        return Outcome()
    return _marked_comment(desk, post, heard, heard.person)


def replied(desk: GroupDesk, number: int, heard: GroupHeard) -> Outcome:
    """A reply to a group's question of the day. Whether it is right is told at the close."""
    post = desk.pages.post(number)
    if post is None or post.chat != desk.circle.id or post.closed_at or heard.person is None or heard.edited:
        return Outcome()
    verdict = _judge(desk, post, heard.text)
    if verdict.mark is Mark.UNREADABLE:
        return Outcome()
    answer = _answer(post, heard.person, heard.at, heard.text, verdict)
    return Outcome(reaction=Reaction.RECEIVED if desk.pages.take_for_post(answer) else None)


def voted(desk: GroupDesk, number: int, vote: Voted) -> None:
    """A vote in a group's poll of the day; an empty one takes it back. One that reaches us after the result
    was told still goes into memory."""
    post = desk.pages.post(number)
    question = thaw(post.snapshot) if post else None
    if post is None or not isinstance(question, Choice):
        return
    if not vote.options:
        if post.closed_at is None:
            desk.pages.take_back(post.id, vote.person.id)
        return
    if vote.options[0] >= len(question.options):
        return
    said = question.options[vote.options[0]].text
    answer = _answer(post, vote.person, vote.at, said, _judge(desk, post, said))
    if desk.pages.take_for_post(answer) and post.closed_at:
        desk.pages.carry([carried(post, answer)])


def counted(desk: GroupDesk, number: int, counts: tuple[int, ...]) -> None:
    """How an anonymous poll stands; what comes after its result was told changes nothing."""
    post = desk.pages.post(number)
    if post is not None and desk.circle.channel and post.closed_at is None and post.votes != counts:
        desk.pages.keep_post(replace(post, votes=counts))


def _marked_comment(desk: GroupDesk, post: Post, heard: GroupHeard, person: Person) -> Outcome:
    verdict = _judge(desk, post, heard.text)
    if not verdict.passed and verdict.mark is not Mark.PARTIAL and verdict.reason not in MEANT:
        return Outcome()
    answer = replace(_answer(post, person, heard.at, heard.text, verdict), name="")
    if post.closed_at is None and desk.pages.take_for_post(answer):
        desk.pages.carry([_here(desk, carried(post, answer))])
        marked = CommentMarked(question=thaw(post.snapshot), verdict=verdict)
        return Outcome(replies=(desk.say(marked, answering=heard.message, silent=True),))
    return Outcome(reaction=Reaction.RIGHT if verdict.passed else None)


def _here(desk: GroupDesk, answer: Carried) -> Carried:
    return replace(answer, chat=desk.circle.id)


def _judge(desk: GroupDesk, post: Post, said: str) -> Verdict:
    question = thaw(post.snapshot)
    return mark(question, said, desk.shelf.lexicon(post.deck, question.lang))


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
