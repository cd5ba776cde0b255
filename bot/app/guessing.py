"""Answers to a round: typed in the group or in private, voted, tapped."""

from dataclasses import replace
from datetime import datetime

from bot.app.circle import Expected, Table
from bot.app.commenting import posted_in, replied
from bot.app.facts import AnswerTaken, Outcome, SeatLate
from bot.app.groupdesk import GroupDesk
from bot.app.heard import GroupHeard, Heard, Person, Voted
from bot.app.playing import play, sign
from bot.domain.happenings import Answered, Refused, TakenBack
from bot.domain.marking import Mark, Verdict, mark
from bot.domain.question import Choice
from bot.domain.round import Phase, Play, Round, Why


def typed_in_group(desk: GroupDesk, heard: GroupHeard) -> Outcome:
    """A message in the group: an answer if it replies to a question of a round or of the day, or if all is
    heard here and it fits the open one. What is not for us is met with silence."""
    if heard.person is None:
        return Outcome()
    slot = desk.pages.slot_of(desk.circle.id, heard.reply_to) if heard.reply_to else None
    if slot is not None and (post := posted_in(slot)):
        return replied(desk, post, heard)
    if slot is not None:
        meant = asked_in(slot)
        table = desk.pages.round(meant[0]) if meant else None
        if meant is None or table is None or table.chat != desk.circle.id:
            return Outcome()
        return _answer(desk, table, meant[1], heard.person, heard)
    running = desk.pages.running(desk.circle.id, desk.thread)
    if running is None or not desk.circle.open or heard.reply_to is not None or heard.edited:
        return Outcome()
    return _overheard(desk, running, heard, heard.person)


def typed_in_private(desk: GroupDesk, expected: Expected, heard: Heard) -> Outcome:
    """A player's answer in their private chat."""
    table = desk.pages.round(expected.round)
    if table is None or table.chat != desk.circle.id:
        return Outcome()
    verdict = judge(desk, table.round, expected.place, heard.text)
    answered = Answered(
        person=heard.person.id,
        name=heard.person.name,
        place=expected.place,
        at=heard.at,
        now=desk.now,
        said=heard.text,
        verdict=verdict,
    )
    _, happened, said = play(desk, table, answered)
    refused = next((one.why for one in happened if isinstance(one, Refused)), None)
    if refused is not None:
        said = (*said, desk.whisper(heard.person.id, SeatLate(why=refused)))
    return Outcome(replies=said, reaction=sign(happened))


def voted(desk: GroupDesk, slot: str, vote: Voted) -> Outcome:
    """A vote in a poll of a round; an empty one takes the vote back. One that reaches us after the close was
    cast in time, for the poll closes by itself."""
    meant = asked_in(slot)
    table = desk.pages.round(meant[0]) if meant else None
    if meant is None or table is None:
        return Outcome()
    round, place = table.round, meant[1]
    if not vote.options:
        taken_back = TakenBack(person=vote.person.id, place=place)
        return Outcome(replies=play(replace(desk, thread=table.thread), table, taken_back)[2])
    closes = round.posed[place].closes_at if place < len(round.posed) else None
    at = vote.at if closes is None else min(vote.at, closes)
    return _choose(replace(desk, thread=table.thread), table, place, vote.options[0], vote.person, at)


def tapped(desk: GroupDesk, table: Table, place: int, option: int, person: Person) -> Outcome:
    """An option chosen by tap, where there are no polls."""
    if table.round.place != place or table.round.phase is not Phase.ASKING:
        return Outcome(toast=SeatLate(why=Why.TOO_LATE))
    return _choose(desk, table, place, option, person, desk.now)


def asked_in(slot: str) -> tuple[int, int] | None:
    """Round and place of a slot such as `r17.2` or `r17.2.s`; None if no question of a round stands there."""
    round, _, place = slot.removeprefix("r").partition(".")
    place = place.partition(".")[0]
    if not slot.startswith("r") or not round.isdecimal() or not place.isdecimal():
        return None
    return int(round), int(place)


def judge(desk: GroupDesk, round: Round, place: int, said: str) -> Verdict:
    """The marker's verdict; together, with what the group has already."""
    question = round.posed[place].question
    have = round.have if round.setup.play is Play.TOGETHER and place == round.place else ()
    return mark(question, said, desk.shelf.lexicon(question.deck, question.lang), have=have)


def _answer(desk: GroupDesk, table: Table, place: int, person: Person, heard: GroupHeard) -> Outcome:
    if not 0 <= place < len(table.round.posed):
        return Outcome()
    answered = Answered(
        person=person.id,
        name=person.name,
        place=place,
        at=heard.at,
        now=desk.now,
        said=heard.text,
        verdict=judge(desk, table.round, place, heard.text),
        message=heard.message,
    )
    _, happened, said = play(desk, table, answered)
    return Outcome(replies=said, reaction=sign(happened))


def _overheard(desk: GroupDesk, table: Table, heard: GroupHeard, person: Person) -> Outcome:
    """A plain message while a question is open. Talk is no answer: it counts if there is something in it, and
    it never takes the place of a better answer."""
    round = table.round
    place = round.open_at(heard.at)
    if place is None:
        return Outcome()
    verdict = judge(desk, round, place, heard.text)
    earlier = round.guess(person.id, place)
    if verdict.mark not in (Mark.RIGHT, Mark.ALMOST, Mark.PARTIAL):
        return Outcome()
    if earlier and round.setup.play is Play.REVEAL and earlier.credit >= verdict.credit:
        return Outcome()
    return _answer(desk, table, place, person, heard)


def _choose(desk: GroupDesk, table: Table, place: int, option: int, person: Person, at: datetime) -> Outcome:
    question = table.round.posed[place].question if place < len(table.round.posed) else None
    if not isinstance(question, Choice) or not 0 <= option < len(question.options):
        return Outcome()
    said = question.options[option].text
    answered = Answered(
        person=person.id,
        name=person.name,
        place=place,
        at=at,
        now=desk.now,
        said=said,
        verdict=judge(desk, table.round, place, said),
    )
    _, happened, replies = play(desk, table, answered)
    refused = next((one.why for one in happened if isinstance(one, Refused)), None)
    toast = SeatLate(why=refused) if refused else AnswerTaken(option=said)
    return Outcome(replies=replies, toast=toast)
