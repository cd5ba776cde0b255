"""An answer is marked, and the turn takes its course.

Two options: any verdict closes the question. Other kinds: the first miss leaves it open, the second
closes it. After a partial answer two completions, each marked against what is still missing. "I don't
know" brings the answer; a question back brings a hint; neither uses a try.
"""

from dataclasses import replace

from bot.app.appealing import appeal
from bot.app.asking import flow_on, go_on, put_again
from bot.app.closing import close
from bot.app.daily import offer_due
from bot.app.desk import Desk
from bot.app.facts import (
    CantMark,
    Fact,
    Hinted,
    NoHintLeft,
    Skipped,
    WasClosed,
    WasMissed,
    WasPartly,
    WasRight,
    WasShown,
    WouldBe,
)
from bot.app.heard import MessageId
from bot.app.planning import heeded
from bot.app.records import Answer, Asked, State
from bot.app.returning import comes_back
from bot.app.serial import PostAnswer
from bot.app.wishes import Wish, wish_in
from bot.domain.marking import Mark, Reason, Verdict, mark
from bot.domain.question import Question
from bot.domain.snapshot import thaw

MISSES = 2
"""The miss that closes a question with more than two options."""
COMPLETIONS = 2
"""Answers allowed after a partial one."""
SECOND_TRY = 0.5
"""Credit of a right answer that came after a miss."""


def answer(desk: Desk, asked: Asked, said: str, message: MessageId | None) -> tuple[Fact, ...]:
    """Mark what was said to an open question and say what follows."""
    question = thaw(asked.snapshot)
    verdict = judge(desk, asked, question, said)
    if not verdict.passed and (wish := wish_in(said)) in _WISHES:
        return _WISHES[wish](desk, asked)
    if verdict.mark is Mark.UNREADABLE:
        return _unreadable(desk, asked, verdict)
    desk.pages.keep_answer(
        Answer(
            learner=desk.learner.id,
            asked=asked.id,
            chat=desk.chat,
            message=message,
            at=desk.at,
            said=said,
            mark=verdict.mark,
            reason=verdict.reason,
            credit=verdict.credit,
            marker=verdict.version,
        )
    )
    heeded(desk)
    if asked.post is not None and not asked.tries:
        _count_for_post(desk, asked.post, said, verdict)
    asked = replace(asked, tries=asked.tries + 1, first=asked.first or verdict.mark)
    if verdict.passed:
        return _right(desk, asked, question, verdict)
    return _not_yet(desk, asked, question, verdict)


def _count_for_post(desk: Desk, post: int, said: str, verdict: Verdict) -> None:
    """They came by the link of a channel's post: their first answer counts there, and they are not named."""
    found = desk.pages.post(post)
    if found is not None and found.closed_at is None:
        desk.pages.take_for_post(
            PostAnswer(
                post=post,
                person=desk.learner.id,
                name="",
                at=desk.at,
                said=said,
                mark=verdict.mark,
                credit=verdict.credit,
            )
        )


def judge(desk: Desk, asked: Asked, question: Question, said: str) -> Verdict:
    """The marker's verdict, with the words of the question's deck and what was right already."""
    lexicon = desk.shelf.lexicon(asked.deck, question.lang)
    return mark(question, said, lexicon, have=asked.have)


def try_on_closed(desk: Desk, asked: Asked, said: str) -> Fact:
    """What a text would have been as an answer to a question that is closed; nothing is kept."""
    question = thaw(asked.snapshot)
    return WouldBe(question=question, verdict=judge(desk, replace(asked, have=()), question, said))


def hint(desk: Desk, asked: Asked) -> tuple[Fact, ...]:
    """The next hint, if one is left."""
    heeded(desk)
    question = thaw(asked.snapshot)
    given, hints = asked.hints, question.hints
    if given >= len(hints):
        return (NoHintLeft(question=question, asked=asked.id),)
    desk.pages.change_asked(replace(asked, hints=given + 1))
    return (Hinted(question=question, text=hints[given], step=given + 1, steps=len(hints), asked=asked.id),)


def show(desk: Desk, asked: Asked, *, kindly: bool = False) -> tuple[Fact, ...]:
    """The answer. It closes the question."""
    question = thaw(asked.snapshot)
    news = close(desk, asked, State.SHOWN)
    back = comes_back(desk, asked, question)
    shown = WasShown(question=question, asked=asked.id, kindly=kindly, back=back, streak=news)
    return (shown, *(_still_open(desk, asked) or offer_due(desk, early=asked.post is not None)))


def dont_know(desk: Desk, asked: Asked) -> tuple[Fact, ...]:
    """They say they do not know yet: the answer, kindly."""
    return show(desk, asked, kindly=True)


def skip(desk: Desk, asked: Asked) -> tuple[Fact, ...]:
    """Put the question off and go on."""
    close(desk, asked, State.SKIPPED)
    return (Skipped(), *go_on(desk))


def _appeal_by_word(desk: Desk, asked: Asked) -> tuple[Fact, ...]:
    result = appeal(desk, asked)
    return result if isinstance(result, tuple) else (result,)


_WISHES = {
    Wish.SKIP: skip,
    Wish.NEXT: skip,
    Wish.HINT: hint,
    Wish.SHOW: show,
    Wish.RIGHT: _appeal_by_word,
}


def _right(desk: Desk, asked: Asked, question: Question, verdict: Verdict) -> tuple[Fact, ...]:
    asked = replace(asked, credit=SECOND_TRY if asked.misses else 1.0)
    news = close(desk, asked, State.RIGHT)
    fact = WasRight(
        question=question,
        verdict=verdict,
        asked=asked.id,
        misses=asked.misses,
        completed=asked.completions > 0,
        back=comes_back(desk, asked, question),
        streak=news,
    )
    if others := _still_open(desk, asked) or offer_due(desk, early=asked.post is not None):
        return (fact, *others)
    flows = desk.learner.flow and verdict.mark is Mark.RIGHT and asked.state is State.OPEN
    return (fact, *flow_on(desk)) if flows else (fact,)


def _not_yet(desk: Desk, asked: Asked, question: Question, verdict: Verdict) -> tuple[Fact, ...]:
    begun = asked.completions > 0
    partly = verdict.mark is Mark.PARTIAL
    asked = replace(
        asked,
        have=tuple(dict.fromkeys((*asked.have, *verdict.matched))),
        credit=max(asked.credit, verdict.credit),
        completions=asked.completions + (begun or partly),
        misses=asked.misses + (not begun and not partly),
    )
    two_options = question.kind == "choice" and len(question.options) <= 2
    if two_options or asked.misses >= MISSES or asked.completions > COMPLETIONS:
        return _missed(desk, asked, question, verdict)
    desk.pages.change_asked(asked)
    if partly:
        return (WasPartly(question=question, verdict=verdict, asked=asked.id),)
    return (WasMissed(question=question, verdict=verdict, asked=asked.id),)


def _missed(desk: Desk, asked: Asked, question: Question, verdict: Verdict) -> tuple[Fact, ...]:
    news = close(desk, asked, State.MISSED)
    fact = WasClosed(
        question=question,
        verdict=verdict,
        asked=asked.id,
        back=comes_back(desk, asked, question),
        streak=news,
    )
    return (fact, *(_still_open(desk, asked) or offer_due(desk, early=asked.post is not None)))


def _unreadable(desk: Desk, asked: Asked, verdict: Verdict) -> tuple[Fact, ...]:
    cant = CantMark(question=thaw(asked.snapshot), reason=verdict.reason, asked=asked.id)
    match verdict.reason:
        case Reason.DONT_KNOW:
            return dont_know(desk, asked)
        case Reason.ASKED_BACK:
            hinted = hint(desk, asked)
            return (cant, *hinted)
        case _:
            return (cant,)


def _still_open(desk: Desk, asked: Asked) -> tuple[Fact, ...]:
    """Another question that is waiting, when an older one was answered by reply."""
    waiting = desk.pages.asked_open(desk.learner.id, desk.chat)
    return (put_again(waiting),) if waiting and waiting.id != asked.id else ()
