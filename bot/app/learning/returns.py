"""When a question comes back, as far as that can be kept."""

from bot.app.context import LearnerContext
from bot.app.learning.choose import candidates_of, next_candidates
from bot.app.ports.learning import Asked
from bot.app.replies import Back
from bot.domain.pick import has_room, promised, returns_soon
from bot.domain.question import Question, QuestionId


def comes_back(context: LearnerContext, asked: Asked, question: Question) -> Back:
    """When a question whose review was just kept returns."""
    if question.kind == "opinion":
        return Back()
    sitting = context.repo.sitting(context.learner.id, context.chat)
    if sitting is not None and sitting.id == asked.sitting and returns_soon(candidates_of(context, sitting)):
        return Back(soon=True)
    return back_of(context, (question.id,))[question.id]


def back_of(context: LearnerContext, ids: tuple[QuestionId, ...]) -> dict[QuestionId, Back]:
    """On which day each of these questions is back at the latest, where that can be promised: the next
    sitting has a place for it, or all that is due until then has room. Else it comes in its turn."""
    ahead = next_candidates(context)
    today = context.today()
    told = {}
    for id in ids:
        due = ahead.known.due_day(id, ahead.exam) if id in ahead.known else None
        if due is None:
            told[id] = Back()
        elif due <= ahead.today:
            kept = id in [q.id for q in promised(ahead)]
            told[id] = Back(days=(ahead.today - today).days) if kept else Back(in_turn=True)
        else:
            told[id] = Back(days=(due - today).days) if has_room(ahead, due) else Back(in_turn=True)
    return told
