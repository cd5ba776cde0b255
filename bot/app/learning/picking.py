"""An answer of several parts, tapped together: options go on and off, right sides go to left ones in turn.

What is tapped is kept with the question put to them, so that quick taps and a restart lose nothing.
"""

from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.learning.answer import answer
from bot.app.learning.hearing import hint_left
from bot.app.ports.learning import Asked
from bot.app.replies import OldButton, Picked, PickFirst, Reply
from bot.domain.question import Match, Question, Select
from bot.domain.snapshot import thaw

DONE, ANEW = "done", "anew"


def is_pick(asked: Asked, action: str) -> bool:
    """Whether the action is a part of such an answer."""
    question = thaw(asked.snapshot)
    return isinstance(question, Select | Match) and (action in (DONE, ANEW) or _place(action) is not None)


def pick(context: LearnerContext, asked: Asked, action: str) -> tuple[Reply, ...] | OldButton | PickFirst:
    """Take the tap: the choices are shown anew, or the answer is whole and marked."""
    question = thaw(asked.snapshot)
    if action == ANEW:
        return _shown(context, asked, question, ())
    if isinstance(question, Select):
        return _toggled(context, asked, question, action)
    assert isinstance(question, Match), "no other kind is tapped together"
    return _paired(context, asked, question, action)


def _toggled(
    context: LearnerContext, asked: Asked, question: Select, action: str
) -> tuple[Reply, ...] | OldButton | PickFirst:
    if action == DONE:
        said = "; ".join(question.options[place].text for place in asked.picked)
        return answer(context, asked, said, None) if said else PickFirst()
    place = (_place(action) or (0, 0))[1]
    if place >= len(question.options):
        return OldButton()
    return _shown(context, asked, question, sorted({*asked.picked} ^ {place}))


def _paired(
    context: LearnerContext, asked: Asked, question: Match, action: str
) -> tuple[Reply, ...] | OldButton:
    """The right side for the next left one; the last of them makes the answer whole."""
    left, right = _place(action) or (0, 0)
    waiting = [n for n, pair in enumerate(question.pairs) if pair.left not in asked.have]
    if right >= len(question.shown) or left >= len(question.pairs):
        return OldButton()
    picked = asked.picked
    if len(picked) < len(waiting) and waiting[len(picked)] == left:
        picked = (*picked, right)
    if len(picked) < len(waiting):
        return _shown(context, asked, question, picked)
    told = zip(waiting, picked, strict=False)
    said = "\n".join(f"{question.pairs[n].left} – {question.shown[place]}" for n, place in told)
    return answer(context, asked, said, None)


def _shown(
    context: LearnerContext, asked: Asked, question: Question, picked: list[int] | tuple[int, ...]
) -> tuple[Reply, ...]:
    asked = replace(asked, picked=tuple(picked))
    context.repo.save_asked(asked)
    hint = hint_left(asked, question)
    return (Picked(question=question, asked=asked.id, picked=asked.picked, have=asked.have, hint=hint),)


def _place(action: str) -> tuple[int, int] | None:
    """`o3`: option 3; `o0.3`: to left side 0 the right side 3."""
    left, _, right = action.removeprefix("o").rpartition(".")
    if (
        not action.startswith("o")
        or len(action) > 6
        or not right.isdecimal()
        or not (left or "0").isdecimal()
    ):
        return None
    return int(left or 0), int(right)
