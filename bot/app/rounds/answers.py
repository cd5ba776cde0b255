"""Answers to a round in its group: typed, voted, tapped. In private: `private.py` beside."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.app.chats.polls import voted_for
from bot.app.context import ChatContext, DeckLibrary
from bot.app.events import ChatId, GroupMessageReceived, MessageId, Person, PersonId, PollVoted
from bot.app.ports.rounds import PlayedRound, RoundRepository
from bot.app.replies import AnswerTaken, Message, Response, SeatLate
from bot.app.rounds.play import play, sign
from bot.app.rounds.talk import talk_of, told
from bot.domain.intent import listen
from bot.domain.marking import Mark, Verdict
from bot.domain.rounds.events import Answered, Refused, TakenBack
from bot.domain.rounds.round import Guess, Phase, Play, Round, Why


def typed_in_group(context: ChatContext, received: GroupMessageReceived, slot: str | None) -> Response:
    """A message in the group: an answer if it replies to a question of a round (its `slot`), or if all is
    heard here and it fits the open one. What is not for us is met with silence."""
    if received.person is None:
        return Response()
    if slot is not None:
        meant = asked_in(slot)
        played = context.repo.round(meant[0], received.person.id) if meant else None
        if meant is None or played is None or played.chat != context.chat_record.id:
            return Response()
        return _answer(context, played, meant[1], received.person, received)
    running = context.repo.running(context.chat_record.id, context.thread, received.person.id)
    if running is None or not context.chat_record.open or received.reply_to is not None or received.edited:
        return Response()
    return _overheard(context, running, received, received.person)


def voted(context: ChatContext, slot: str, vote: PollVoted) -> Response:
    """A vote in a poll of a round; an empty one takes the vote back. One that reaches us after the close was
    cast in time, for the poll closes by itself."""
    meant = asked_in(slot)
    played = context.repo.round(meant[0], vote.person.id) if meant else None
    if meant is None or played is None:
        return Response()
    round, place = played.round, meant[1]
    if not vote.options:
        taken_back = TakenBack(person=vote.person.id, place=place)
        return Response(messages=play(replace(context, thread=played.thread), played, taken_back)[2])
    closes = round.posed[place].closes_at if place < len(round.posed) else None
    at = vote.at if closes is None else min(vote.at, closes)
    return _choose(replace(context, thread=played.thread), played, (place, vote.options), vote.person, at)


def unknown_voter(repo: RoundRepository, poll: str, person: PersonId) -> ChatId | None:
    """The group of a poll, if it isn't known that the voter is there: a poll can be forwarded anywhere, and a
    vote cast there reaches us like any other. Whoever has a seat is known, and is not asked about again."""
    found = repo.poll_of(poll)
    if found is None:
        return None
    chat, slot = found
    meant = asked_in(slot)
    return None if meant and repo.has_seat(meant[0], person) else chat


def unknown_tapper(repo: RoundRepository, data: str, person: PersonId) -> bool:
    """Whether a button of a round was tapped by somebody who has no seat there: whoever can read a public
    group can tap its buttons, and need not be in it."""
    _, _, rest = data.partition(":")
    round = round_in(rest.partition(":")[0])
    return round is not None and not repo.has_seat(round, person)


def tapped(context: ChatContext, played: PlayedRound, place: int, option: int, person: Person) -> Response:
    """An option chosen by tap, where there are no polls."""
    if played.round.place != place or played.round.phase is not Phase.ASKING:
        return Response(toast=SeatLate(why=Why.TOO_LATE))
    return _choose(context, played, (place, (option,)), person, context.now)


def asked_in(slot: str) -> tuple[int, int] | None:
    """Round and place of a slot such as `r17.2` or `r17.2.s`; None if no question of a round stands there."""
    round, _, place = slot.removeprefix("r").partition(".")
    place = place.partition(".")[0]
    if not slot.startswith("r") or not round.isdecimal() or not place.isdecimal():
        return None
    return int(round), int(place)


def round_in(slot: str) -> int | None:
    """The round of any slot of one, its lobby's too; None if no round's message stands there."""
    number = slot.removeprefix("r").partition(".")[0]
    return int(number) if slot.startswith("r") and number.isdecimal() else None


def judge(context: ChatContext, round: Round, place: int, said: str) -> Verdict:
    """The marker's verdict; together, with what the group has already."""
    question = round.posed[place].question
    have = round.have if round.setup.play is Play.TOGETHER and place == round.place else ()
    return listen(question, said, context.deck_library.lexicon(question.deck, question.lang), have=have)


def passes(deck_library: DeckLibrary, round: Round, place: int, said: str) -> bool:
    """Whether that is right as it stands, whatever else it looks like."""
    if not 0 <= place < len(round.posed):
        return False
    question = round.posed[place].question
    return listen(question, said, deck_library.lexicon(question.deck, question.lang)).passed


def replies_with_answer(context: ChatContext, received: GroupMessageReceived) -> bool:
    """A reply to a question of a round that looks like a command and is the right answer: `/tmp`."""
    if received.reply_to is None or received.person is None:
        return False
    meant = asked_in(context.repo.slot_of(context.chat_record.id, received.reply_to) or "")
    played = context.repo.round(meant[0], received.person.id) if meant else None
    return bool(meant and played and passes(context.deck_library, played.round, meant[1], received.text))


def _answer(
    context: ChatContext, played: PlayedRound, place: int, person: Person, received: GroupMessageReceived
) -> Response:
    if not 0 <= place < len(played.round.posed):
        return Response()
    answered = Answered(
        person=person.id,
        name=person.name,
        place=place,
        at=received.at,
        now=context.now,
        said=received.text,
        verdict=judge(context, played.round, place, received.text),
        message=received.message,
    )
    if (asked := _asked_of_round(context, played.round, answered, received.message)) is not None:
        return Response(messages=(asked,))
    _, happened, said = play(context, played, answered)
    return Response(messages=said, reaction=sign(happened))


def _asked_of_round(
    context: ChatContext, round: Round, answered: Answered, message: MessageId
) -> Message | None:
    """The answer to somebody who asks how long, how it was or for help, by replying to the open question."""
    wanted = talk_of(round, answered.place, answered.said, answered.verdict)
    answer = told(context, round, answered.person, answered.place, wanted) if wanted else None
    return context.say(replace(answer, group=True), answering=message) if answer else None


def _overheard(
    context: ChatContext, played: PlayedRound, received: GroupMessageReceived, person: Person
) -> Response:
    """A plain message while a question is open. Talk is no answer: it counts if there is something in it, and
    it never takes the place of a better answer."""
    round = played.round
    place = round.open_at(received.at)
    if place is None:
        return Response()
    verdict = judge(context, round, place, received.text)
    earlier = round.guess(person.id, place)
    if verdict.mark not in (Mark.RIGHT, Mark.ALMOST, Mark.PARTIAL):
        return Response()
    if earlier and round.setup.play is Play.REVEAL and _no_worse(earlier, verdict):
        return Response()
    return _answer(context, played, place, person, received)


def _no_worse(earlier: Guess, verdict: Verdict) -> bool:
    """The new answer is not known to be better; one in doubt never is than one that earns something."""
    in_doubt = verdict.mark is Mark.DOUBTFUL
    return earlier.credit >= verdict.credit or (in_doubt and earlier.points > 0)


def _choose(
    context: ChatContext, played: PlayedRound, what: tuple[int, Sequence[int]], person: Person, at: datetime
) -> Response:
    place, options = what
    question = played.round.posed[place].question if place < len(played.round.posed) else None
    told = (
        voted_for(question, options, lambda text: judge(context, played.round, place, text))
        if question
        else None
    )
    if told is None:
        return Response()
    said, verdict = told
    answered = Answered(
        person=person.id,
        name=person.name,
        place=place,
        at=at,
        now=context.now,
        said=said,
        verdict=verdict,
    )
    _, happened, messages = play(context, played, answered)
    refused = next((one.why for one in happened if isinstance(one, Refused)), None)
    toast = SeatLate(why=refused) if refused else AnswerTaken(option=said)
    return Response(messages=messages, toast=toast)
