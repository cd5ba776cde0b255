"""Texts that answer no open question: menus by their names, and what is said while nothing is open."""

from msgspec.structs import replace

from bot.app.commands import COMMANDS, welcome
from bot.app.context import LearnerContext
from bot.app.late import after_all
from bot.app.learning.answer import try_on_closed
from bot.app.learning.appeal import appeal
from bot.app.learning.ask import go_on
from bot.app.learning.coming_back import eased_in, is_back, welcomed_back
from bot.app.learning.compare import not_the_same
from bot.app.learning.hearing import understood_as
from bot.app.learning.talk import EXPLAINING, explained, talked, term_offered
from bot.app.ports.learning import Asked, State
from bot.app.replies import AppealTaken, Reply, Rested
from bot.domain.intent import Intent, intent_of, menu_of, nearest_command, same_of
from bot.domain.marking import Mark
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]
ENOUGH = (Intent.NO, Intent.STOP, Intent.LATER)
ONWARD = (Intent.YES_NO_OK, Intent.NEXT, Intent.SKIP)
MEANT_OTHERWISE = (*ENOUGH, *EXPLAINING, Intent.APPEAL, Intent.EXPLAIN_TERM, Intent.REVEAL, Intent.REPEAT)
"""What is said with this in mind says more than that they are back."""


def menu(context: LearnerContext, asked: Asked | None, said: str) -> Replies:
    """The menu a text names, if it is no answer; nothing for any other text."""
    named = menu_of(said)
    if named is None:
        return ()
    if asked:
        verdict = understood_as(context, asked, thaw(asked.snapshot), said).verdict
        if verdict.mark is not Mark.UNREADABLE:
            return ()
    return COMMANDS[named[0]].run(context, named[1])


def command(context: LearnerContext, name: str, rest: str) -> Replies:
    """A command with a slip in it; nothing if none is near."""
    near = nearest_command(name, COMMANDS)
    return COMMANDS[near].run(context, rest) if near else ()


def is_answer(context: LearnerContext, asked: Asked | None, said: str) -> bool:
    """An accepted answer, whatever else it looks like: `/tmp`."""
    if asked is None or asked.state.closed:
        return False
    return understood_as(context, asked, thaw(asked.snapshot), said).verdict.passed


def beside(context: LearnerContext, asked: Asked, said: str) -> Replies:
    """A reply to a message that is no question."""
    intent = understood_as(context, asked, thaw(asked.snapshot), said).intent
    return talked(context, asked, intent or Intent.SMALLTALK)


def unasked(context: LearnerContext, closed: Asked | None, said: str, *, replied: bool) -> Replies:
    """What is said while nothing is open: on, enough, a why, a word on the last question. Who was never asked
    anything is welcomed, unless they turn down what was offered to them."""
    if named := menu(context, None, said):
        return named
    intent = intent_of(said, context.deck().lang)
    if intent is None and not replied and (late := after_all(context, closed, said)):
        return late
    if closed is None and not (intent in ENOUGH and context.learner.live):
        return welcome(context)
    if is_back(context) and intent not in MEANT_OTHERWISE:
        return (eased_in if intent in ONWARD else welcomed_back)(context)
    told = _on_closed(context, closed, said, intent) if closed else ()
    return told or _nothing_open(context, closed, said, intent, replied=replied)


def _nothing_open(
    context: LearnerContext, closed: Asked | None, said: str, intent: Intent | None, *, replied: bool
) -> Replies:
    match intent:
        case Intent.YES_NO_OK | Intent.THANKS | Intent.PRAISE | Intent.NEXT | Intent.SKIP:
            return go_on(context)
        case Intent.GREET:
            return (*talked(context, None, intent), *go_on(context))
        case _ if intent in ENOUGH:
            return (Rested(later=intent is Intent.LATER),)
        case Intent.QUESTION_BACK:
            return talked(context, None, Intent.HELP)
        case Intent.EXPLAIN_TERM:
            return term_offered(context, None, said) or talked(context, None, Intent.HELP)
        case None:
            return (try_on_closed(context, closed, said, replied=replied),) if closed else (Rested(),)
        case _:
            return talked(context, None, intent)


def _on_closed(context: LearnerContext, closed: Asked, said: str, intent: Intent | None) -> Replies:
    if context.policy.second_opinion is not None and same_of(said) is False:
        against = not_the_same(context, closed)
        if isinstance(against, tuple):
            return against
    match intent:
        case Intent.APPEAL:
            return _appealed(context, closed)
        case Intent.COMPLAIN if closed.tries and _passes(context, closed, said):
            return _appealed(context, closed)
        case Intent.CORRECTION if closed.tries and closed.state is not State.RIGHT:
            return talked(context, None, Intent.COMPLAIN)  # what was marked is changed by their word alone
        case Intent.EXPLAIN_TERM:
            return term_offered(context, closed, said) or explained(context, closed)
        case Intent.REVEAL | Intent.REPEAT:
            return explained(context, closed)
        case _ if intent in EXPLAINING:
            return explained(context, closed, example=intent is Intent.EXAMPLE)
        case _:
            return ()


def _appealed(context: LearnerContext, closed: Asked) -> Replies:
    """Their word on the last question, if there is an answer of theirs to it that does not count yet."""
    if not closed.tries:
        return talked(context, None, Intent.APPEAL)
    taken = appeal(context, closed)
    if isinstance(taken, tuple):
        return taken
    return (AppealTaken(question=thaw(closed.snapshot), asked=closed.id, already=True),)


def _passes(context: LearnerContext, closed: Asked, said: str) -> bool:
    """Whether what they say of the last question has the answer in it."""
    before = replace(closed, have=())
    return understood_as(context, before, thaw(closed.snapshot), said).verdict.passed
