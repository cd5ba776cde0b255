"""An answer is marked, and the turn takes its course.

Two options: any verdict closes the question. Other kinds: the first miss leaves it open, the second
closes it. After a partial answer two completions, each marked against what is still missing. "I don't
know" brings the answer; a question back brings a hint; neither uses a try. Where the marker can't tell, the
answer is shown and compared (`bot.app.learning.compare`); what they say then is read as a word on that first.
"""

from msgspec.structs import replace

from bot.app.calendar.plan import prompt_followed
from bot.app.context import LearnerContext
from bot.app.events import MessageId
from bot.app.learning.appeal import appeal
from bot.app.learning.ask import flow_on, go_on, left_unsaid, put_again, still_open
from bot.app.learning.coming_back import is_back, welcomed_back
from bot.app.learning.compare import compare, compare_again, compared
from bot.app.learning.hearing import NAMING, heard, hint_left, names_no_option, understood_as
from bot.app.learning.helping import dont_know, hint, show, skip
from bot.app.learning.returns import back_of, comes_back
from bot.app.learning.review import after_miss, close, full_credit
from bot.app.learning.talk import EXPLAINING, explained, flowed_from, talked, term_offered
from bot.app.ports.learning import Answer, Asked, State
from bot.app.ports.posts import PostAnswer
from bot.app.replies import (
    AppealTaken,
    CantMark,
    Reply,
    Rested,
    WasClosed,
    WasMissed,
    WasPartly,
    WasRight,
    WhichOne,
    WouldBe,
)
from bot.app.replies.expected import AGAIN, COMPARING
from bot.domain.intent import Intent, Understood, same_of
from bot.domain.marking import Mark, Reason, Verdict
from bot.domain.question import Question
from bot.domain.snapshot import thaw

MISSES = 2
"""The miss that closes a question with more than two options."""
COMPLETIONS = 2
"""Answers allowed after a partial one."""
_BARE = 3
"""A "why?" of so few words may be about the question before."""


def answer(context: LearnerContext, asked: Asked, said: str, message: MessageId | None) -> tuple[Reply, ...]:
    """Mark what was said to an open question and say what follows."""
    comparing = asked.state is State.COMPARING
    if comparing and (same := same_of(said)) is not None:
        return _only_replies(compared(context, asked, same=same))
    question = thaw(asked.snapshot)
    told = heard(context, asked, question, said)
    asked, verdict = told.asked, told.understood.verdict
    if told.twice:
        return ()
    if about_last := _about_last(context, asked, question, told.understood, said):
        return about_last
    if verdict.mark is Mark.UNREADABLE:
        return (_comparing if comparing else _no_answer)(context, asked, told.understood, said)
    if not comparing and names_no_option(question, told.understood):
        return (WhichOne(question=question, asked=asked.id, hint=hint_left(asked, question)),)
    _keep_answer(context, asked, said, message, verdict)
    if comparing:
        return _compared_otherwise(context, asked, question, verdict)
    prompt_followed(context)
    if asked.post is not None and not asked.tries:
        _count_for_post(context, asked.post, said, verdict)
    asked = replace(asked, tries=asked.tries + 1, first=asked.first or verdict.mark, picked=())
    if verdict.passed:
        return _right(context, asked, question, verdict)
    if verdict.mark is Mark.DOUBTFUL:
        return compare(context, asked, said)
    return _not_yet(context, asked, question, verdict)


def _keep_answer(
    context: LearnerContext, asked: Asked, said: str, message: MessageId | None, verdict: Verdict
) -> None:
    context.repo.save_answer(
        Answer(
            learner=context.learner.id,
            asked=asked.id,
            chat=context.chat,
            message=message,
            at=context.at,
            said=said,
            mark=verdict.mark,
            reason=verdict.reason,
            credit=verdict.credit,
            marker=verdict.version,
        )
    )


def _count_for_post(context: LearnerContext, post: int, said: str, verdict: Verdict) -> None:
    """They came by the link of a channel's post: their first answer counts there, and they are not named."""
    found = context.repo.post(post)
    if found is not None and found.closed_at is None:
        context.repo.take_for_post(
            PostAnswer(
                post=post,
                person=context.learner.id,
                name="",
                at=context.at,
                said=said,
                mark=verdict.mark,
                credit=verdict.credit,
            )
        )


def try_on_closed(context: LearnerContext, asked: Asked, said: str, *, replied: bool) -> Reply:
    """What a text is as an answer to a question whose answer is known already; nothing is kept. `replied`:
    they replied to that question."""
    question = thaw(asked.snapshot)
    understood = understood_as(context, replace(asked, have=()), question, said)
    verdict = understood.verdict
    return WouldBe(
        question=question,
        verdict=verdict,
        counted=asked.state is State.RIGHT,
        meant=replied or bool(verdict.because) or verdict.reason in NAMING,
        kept=asked.state is State.SKIPPED,
        back=back_of(context, (question.id,))[question.id],
    )


def _about_last(
    context: LearnerContext, asked: Asked, question: Question, understood: Understood, said: str
) -> tuple[Reply, ...]:
    """An answer said once more with an appeal beside it; or what is none to a question that was put together
    with the verdict on the one before, and right for that one: it counts there already."""
    if understood.verdict.passed:
        return ()
    if understood.appeals and asked.misses:
        return _appeal_by_word(context, asked)
    last = flowed_from(context, asked)
    known = understood.intent or understood.verdict.mark is Mark.PARTIAL or question.kind == "choice"
    if last is None or known:
        return ()
    if not understood_as(context, replace(last, have=()), thaw(last.snapshot), said).verdict.passed:
        return ()
    return (AppealTaken(question=thaw(last.snapshot), asked=last.id, already=True), put_again(asked))


def _appeal_by_word(context: LearnerContext, asked: Asked) -> tuple[Reply, ...]:
    return _only_replies(appeal(context, asked))


def _only_replies(result: tuple[Reply, ...] | Reply) -> tuple[Reply, ...]:
    return result if isinstance(result, tuple) else (result,)


def _enough(context: LearnerContext, asked: Asked) -> tuple[Reply, ...]:
    return (*left_unsaid(context), Rested())


_INTENTS = {
    Intent.SKIP: skip,
    Intent.NEXT: skip,
    Intent.HINT: hint,
    Intent.REVEAL: show,
    Intent.DONT_KNOW: dont_know,
    Intent.WHY: hint,
    Intent.EXPLAIN: hint,
    Intent.EXAMPLE: hint,
}
"""What is done for a person who did not answer; all else is talked about (`bot.app.learning.talk`)."""
_WHILE_COMPARING = {
    Intent.SKIP: skip,
    Intent.NEXT: skip,
    Intent.STOP: _enough,
    Intent.LATER: _enough,
    Intent.NO: _enough,
    Intent.APPEAL: _appeal_by_word,
}
"""What is done for a person who is to say whether their answer is the same."""


def _right(context: LearnerContext, asked: Asked, question: Question, verdict: Verdict) -> tuple[Reply, ...]:
    asked = replace(asked, credit=full_credit(asked))
    news = close(context, asked, State.RIGHT)
    reply = WasRight(
        question=question,
        verdict=verdict,
        asked=asked.id,
        misses=asked.misses,
        completed=asked.completions > 0,
        back=comes_back(context, asked, question),
        streak=news,
    )
    if others := still_open(context, asked) or context.offer(context, early=asked.post is not None):
        return (reply, *others)
    flows = context.learner.flow and verdict.mark is Mark.RIGHT and asked.state is State.OPEN
    return (reply, *flow_on(context)) if flows else (reply,)


def _not_yet(
    context: LearnerContext, asked: Asked, question: Question, verdict: Verdict
) -> tuple[Reply, ...]:
    begun, partly = asked.completions > 0, verdict.mark is Mark.PARTIAL
    asked = after_miss(asked, verdict)
    named = verdict.reason is not Reason.BOTH  # "both" leaves it open, and nothing is given away
    two_options = question.kind == "choice" and len(question.options) <= 2 and named
    if two_options or asked.misses >= MISSES or asked.completions > COMPLETIONS:
        return _missed(context, asked, question, verdict)
    context.repo.save_asked(asked)
    left = hint_left(asked, question)
    if partly:
        return (WasPartly(question=question, verdict=verdict, asked=asked.id, hint=left),)
    return (WasMissed(question=question, verdict=verdict, asked=asked.id, hint=left, begun=begun),)


def _missed(context: LearnerContext, asked: Asked, question: Question, verdict: Verdict) -> tuple[Reply, ...]:
    news = close(context, asked, State.MISSED)
    reply = WasClosed(
        question=question,
        verdict=verdict,
        asked=asked.id,
        back=comes_back(context, asked, question),
        streak=news,
    )
    return (reply, *(still_open(context, asked) or context.offer(context, early=asked.post is not None)))


def _no_answer(context: LearnerContext, asked: Asked, understood: Understood, said: str) -> tuple[Reply, ...]:
    """What follows a text that is no answer. It costs nothing."""
    intent = understood.intent
    question = thaw(asked.snapshot)
    cant = CantMark(
        question=question,
        reason=understood.verdict.reason,
        asked=asked.id,
        hint=hint_left(asked, question),
    )
    if intent is None:
        return (cant,)
    if intent is Intent.GREET and is_back(context):
        return welcomed_back(context)
    if intent is Intent.EXPLAIN_TERM:
        return term_offered(context, asked, said) or (cant, *hint(context, asked))
    if intent is Intent.APPEAL and asked.tries:
        return _appeal_by_word(context, asked)
    short = len(said.split()) <= _BARE
    if (
        short
        and intent in (Intent.WHY, Intent.EXPLAIN, Intent.EXAMPLE)
        and (last := flowed_from(context, asked))
    ):
        return explained(context, last, example=intent is Intent.EXAMPLE)
    return _INTENTS[intent](context, asked) if intent in _INTENTS else talked(context, asked, intent)


def _comparing(context: LearnerContext, asked: Asked, understood: Understood, _: str) -> tuple[Reply, ...]:
    """What follows a text that is no answer, while an answer is to be compared. It costs nothing."""
    intent = understood.intent
    if intent in _WHILE_COMPARING:
        return _WHILE_COMPARING[intent](context, asked)
    if intent in EXPLAINING:
        left = () if _may_ask_again(context) else left_unsaid(context)
        return (*left, *explained(context, asked))
    if not _may_ask_again(context):
        return go_on(context)
    return talked(context, asked, intent) if intent else compare_again(asked)


def _compared_otherwise(
    context: LearnerContext, asked: Asked, question: Question, verdict: Verdict
) -> tuple[Reply, ...]:
    """What follows another answer while one is to be compared: a right one counts. Else it is asked once more
    whether the first was the same, and then left at that."""
    if verdict.passed:
        return _right(context, asked, question, verdict)
    return compare_again(asked) if _may_ask_again(context) else go_on(context)


def _may_ask_again(context: LearnerContext) -> bool:
    """Whether "Same as yours?" was not asked a second time yet."""
    return context.learner.expected != f"{COMPARING} {AGAIN}"
