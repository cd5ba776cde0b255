"""What a player writes in private while a round is on: an answer, one that comes late, or a word about it."""

from bot.app.context import ChatContext
from bot.app.events import MessageReceived
from bot.app.ports.rounds import Expected
from bot.app.replies import Message, Reply, Response, SeatLate, SeatMarked
from bot.app.rounds.answers import judge
from bot.app.rounds.play import play, sign
from bot.app.rounds.result import marked
from bot.app.rounds.talk import talk_of, told
from bot.domain.intent.rounds import RoundTalk
from bot.domain.marking import Verdict
from bot.domain.rounds.events import Answered, Refused
from bot.domain.rounds.private import is_late, place_before
from bot.domain.rounds.round import Round, Why


def typed_in_private(context: ChatContext, expected: Expected, received: MessageReceived) -> Response:
    """A player's answer in their private chat."""
    played = context.repo.round(expected.round, received.person.id)
    if played is None or played.chat != context.chat_record.id:
        return Response()
    verdict = judge(context, played.round, expected.place, received.text)
    wanted = talk_of(played.round, expected.place, received.text, verdict)
    if wanted is not None:
        return _told(context, played.round, expected.place, received, wanted)
    place, verdict = _meant(context, played.round, expected, received, verdict)
    answered = Answered(
        person=received.person.id,
        name=received.person.name,
        place=place,
        at=received.at,
        now=context.now,
        said=received.text,
        verdict=verdict,
    )
    _, happened, said = play(context, played, answered)
    refused = next((one.why for one in happened if isinstance(one, Refused)), None)
    if refused is Why.NOTHING:
        return _told(context, played.round, place, received, None)
    if refused is not None:
        said = (*said, _too_late(context, played.round, answered, refused))
    return Response(messages=said, reaction=sign(happened))


def _meant(
    context: ChatContext, round: Round, expected: Expected, received: MessageReceived, now: Verdict
) -> tuple[int, Verdict]:
    """The question that is answered, and how well: the open one (`now`), or that which has just closed."""
    place = expected.place
    before = None if expected.replied else place_before(round, place)
    if before is None:
        return place, now
    then = judge(context, round, before, received.text)
    late = is_late(round, received.person.id, received.at, now=now, before=then, place=place)
    return (before, then) if late else (place, now)


def _told(
    context: ChatContext, round: Round, place: int, received: MessageReceived, wanted: RoundTalk | None
) -> Response:
    """What they asked is answered; of a question that is closed, how they did, if that was not told yet."""
    person = received.person.id
    if (answer := told(context, round, person, place, wanted)) is not None:
        return Response(messages=(context.whisper(person, answer),))
    guess = round.guess(person, place) if place == round.place else None
    how = marked(round, guess)
    said: tuple[Reply, ...] = (how,) if how is not None else ()
    closed = SeatLate(why=Why.TOO_LATE, last=place + 1 == len(round.posed))
    return Response(messages=(context.whisper(person, *said, closed),))


def _too_late(context: ChatContext, round: Round, answered: Answered, why: Why) -> Message:
    """It counts for nothing; once its question is closed they read how it was all the same, unless they had
    answered before. If another question is open by then, that is said again."""
    place = answered.place
    how: tuple[SeatMarked, ...] = ()
    posed = round.posed[place] if 0 <= place < len(round.posed) else None
    first = posed is not None and round.guess(answered.person, place) is None
    if posed and posed.closed and first and why in (Why.TOO_LATE, Why.NOT_OPEN):
        how = (SeatMarked(question=posed.question, mark=answered.verdict.mark, late=True),)
    now = round.now if round.now and place < round.place else None
    last = place + 1 == len(round.posed)
    return context.whisper(
        answered.person, *how, SeatLate(why=why, last=last, now=now.question if now else None)
    )
