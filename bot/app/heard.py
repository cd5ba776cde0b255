"""A message of somebody's own: a command, an answer, or something said beside it."""

from msgspec.structs import replace

from bot.app.account.data import erase
from bot.app.asked_last import answer_to_last
from bot.app.authoring.own import lines_sent
from bot.app.authoring.uploads import are_lines, file_received, has_line, lines_received, may_send
from bot.app.classes import lecture_seat
from bot.app.commands import COMMANDS, never_asked, welcome
from bot.app.context import LearnerContext
from bot.app.events import ContentKind, MessageId, MessageReceived
from bot.app.late import instead_of
from bot.app.learning.answer import answer
from bot.app.learning.ask import asked_anew, put_again
from bot.app.learning.earlier import begun_before, for_earlier, for_offered
from bot.app.ports.learning import Asked, State
from bot.app.replies import (
    ClosedAlready,
    LectureAnswered,
    LectureTooLate,
    MarkedAlready,
    Message,
    NotACommand,
    NotText,
    OldButton,
    OpenAlready,
    Picked,
    PickFirst,
    Reaction,
    Reply,
    Response,
    TryPut,
)
from bot.app.texts import beside, command, is_answer, menu, unasked
from bot.app.wished import wished
from bot.domain.intent import slashed

Toast = ClosedAlready | OpenAlready | OldButton | PickFirst | LectureAnswered | LectureTooLate
"""What a tap may lead to that is told in its short notice."""
_RECEIVED = Response(reaction=Reaction.RECEIVED)
"""What comes of it is said when it has been read."""
_LINES = ("report", "ruling", "try", "tryline")
"""Where these were asked for, a line is what it is."""


def heard(context: LearnerContext, received: MessageReceived) -> Response:
    """What follows a message of theirs."""
    if in_lecture := lecture_seat.heard(context, received):
        return _say(context, *in_lecture)
    if slashed(received.text).startswith("/") and not is_answer(
        context, _meant(context, received), received.text
    ):
        return _command(context, received)
    if received.file and not received.edited and may_send(context):
        refused = file_received(context, received, received.file)
        return _say(context, *refused) if refused else _RECEIVED
    if received.what is not ContentKind.TEXT and not received.text:
        waiting = context.repo.asked_open(context.learner.id, context.chat) is not None
        if never_asked(context):
            return _say(context, *welcome(context))
        return _say(context, NotText(what=received.what, open=waiting))
    marked = context.repo.answer_to(context.chat, received.message) if received.edited else None
    return _edited(context, received, marked) if marked else _text(context, received)


def _edited(context: LearnerContext, received: MessageReceived, marked: int) -> Response:
    """What was marked is changed: it counts if it is right now and its question is open; else it stays."""
    asked = context.repo.asked(marked)
    if asked is not None and is_answer(context, asked, received.text):
        return _say(context, *answer(context, asked, received.text, None))
    if asked is not None and asked.state is State.COMPARING:
        return _say(context, put_again(asked))
    passed = asked is not None and asked.state is State.RIGHT
    return _say(context, MarkedAlready(asked=marked, passed=passed))


def _text(context: LearnerContext, received: MessageReceived) -> Response:
    meant = _meant(context, received)
    if meant and received.sent and received.sent < meant.at:
        return _say(context, put_again(meant))  # an edit of what was said before it was put is no answer
    if _of_their_own(context, received, meant):
        lines_sent(context, received.message, received.text)
        return _RECEIVED
    if _pasted(context, received, meant):
        lines_received(context, received.message, received.text)
        return _RECEIVED
    if not received.edited and _replied_to(context, received) is None:
        waiting = meant if meant and not meant.state.closed else None
        last = None if waiting else context.repo.asked_last_closed(context.learner.id, context.chat)
        if not is_answer(context, waiting, received.text) and (
            done := wished(context, waiting, last, received.text)
        ):
            return _say(context, *done)
        offered = for_offered(context, waiting, received.text, received.message)
        if read := offered or answer_to_last(context, waiting, received.text):
            return _say(context, *read)
    if meant and not meant.state.closed:
        return _to_open(context, received, meant)
    closed = meant or context.repo.asked_last_closed(context.learner.id, context.chat)
    if closed and (earlier := _to_earlier(context, received, closed)):
        return _say(context, *earlier)
    return _say(context, *unasked(context, closed, received.text, replied=meant is not None))


def _to_open(context: LearnerContext, received: MessageReceived, meant: Asked) -> Response:
    """What is said while that question is open."""
    if _beside(context, received, meant):
        return _say(context, *beside(context, meant, received.text))
    if received.reply_to is None and (late := instead_of(context, meant, received.text)):
        return _say(context, *late, asked_anew(context, meant))
    if named := menu(context, meant, received.text):
        return _say(context, *named)
    earlier = _to_earlier(context, received, meant)
    return _say(context, *(earlier or answer(context, meant, received.text, received.message)))


def _to_earlier(context: LearnerContext, received: MessageReceived, at_hand: Asked) -> tuple[Reply, ...]:
    """An answer to a question from before; nothing for a reply, which names its own."""
    if received.reply_to is not None:
        return ()
    return for_earlier(context, at_hand, received.text, received.message)


def _of_their_own(context: LearnerContext, received: MessageReceived, meant: Asked | None) -> bool:
    """After /mine, lines are questions of their own."""
    if context.learner.expected != "mine" or received.edited or received.reply_to is not None:
        return False
    return has_line(received.text) and not is_answer(context, meant, received.text)


def _pasted(context: LearnerContext, received: MessageReceived, meant: Asked | None) -> bool:
    """An author sends questions as lines: where they were asked for, else several at once; a single one if
    nothing is open that it could be an answer to."""
    if received.edited or not are_lines(received.text):
        return False
    asked_for = context.learner.expected == "lines"
    kind = (context.learner.expected or "").partition(" ")[0]
    several = "\n" in received.text.strip()
    if not asked_for and (kind in _LINES or received.reply_to is not None):
        return False
    if not asked_for and not several and meant is not None and not meant.state.closed:
        return False
    return may_send(context) and not is_answer(context, meant, received.text)


def _meant(context: LearnerContext, received: MessageReceived) -> Asked | None:
    """The question a text is about: the one it replies to, else the one from before that the last one was
    taken for, else the one that is open."""
    open_one = context.repo.asked_open(context.learner.id, context.chat)
    begun = None if received.edited or received.reply_to else begun_before(context, open_one, received.text)
    return _replied_to(context, received) or begun or open_one


def _beside(context: LearnerContext, received: MessageReceived, meant: Asked) -> bool:
    """A reply to something that is no question is no answer, unless it is right or to words of their own."""
    if received.reply_to is None or _replied_to(context, received) is not None:
        return False
    own = context.repo.answer_to(context.chat, received.reply_to) is not None
    return not own and not is_answer(context, meant, received.text)


def _replied_to(context: LearnerContext, received: MessageReceived) -> Asked | None:
    """The question whose message was replied to, if it was put to this person. One that was skipped can be
    answered so after all."""
    slot = context.repo.slot_of(context.chat, received.reply_to) if received.reply_to else None
    number = slot.partition(".")[0] if slot else ""
    asked = context.repo.asked(int(number)) if number.isdecimal() else None
    if asked is None or asked.learner != context.learner.id:
        return None
    return replace(asked, state=State.ASIDE, closed_at=None) if asked.state is State.SKIPPED else asked


def _command(context: LearnerContext, received: MessageReceived) -> Response:
    word, _, rest = slashed(received.text)[1:].partition(" ")
    name = word.partition("@")[0].casefold()
    if name == "erase" and rest.strip().casefold() == "yes":
        return Response(messages=erase(context, None))
    if name == "class" and rest.strip() == "ask" and (about := _replied_to(context, received)):
        rest = f"ask {about.question}"
    if known := COMMANDS.get(name):
        return _say(context, *known.run(context, rest.strip()))
    if near := command(context, name, rest.strip()):
        return _say(context, *near)
    return _say(context, *(welcome(context) if never_asked(context) else (NotACommand(name=name[:32]),)))


def say_tapped(
    context: LearnerContext,
    answer: tuple[Reply, ...] | Toast,
    message: MessageId | None = None,
) -> Response:
    """Messages as messages, the rest as the short notice of a tap. What is picked so far is shown in the
    message that was tapped."""
    match answer:
        case (Picked() | TryPut(again=True),) if message and (
            slot := context.repo.slot_of(context.chat, message)
        ):
            shown = Message(chat=context.chat, replies=answer, slot=slot, edits=True)
            return Response(messages=(shown,))
        case (Picked(asked=asked),) if (open_one := context.repo.asked(asked)) is not None:
            return _say(context, put_again(open_one))
    if isinstance(answer, tuple):
        return _say(context, *answer)
    return Response(toast=answer)


def _say(context: LearnerContext, *replies: Reply) -> Response:
    if not replies:
        return Response()
    return Response(messages=context.message(replies))
