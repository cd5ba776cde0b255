"""Questions, verdicts and rounds for the tests of rounds, small enough to be read at a glance."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import (
    Choice,
    DeckId,
    Explain,
    Idea,
    Item,
    ListOf,
    Option,
    Question,
    QuestionId,
    Short,
    TopicId,
)
from bot.domain.rounds.advance import advance
from bot.domain.rounds.events import Answered, Begun, Event, Joined, Refused, Ruled, Shown, Ticked
from bot.domain.rounds.round import Phase, Play, Posed, Round, Setup, Why
from bot.domain.rounds.standings import table

START = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
DECK, TOPIC = DeckId("intro-ml"), TopicId("models")


def short(id: str = "q-short") -> Short:
    return Short(id=QuestionId(id), deck=DECK, topic=TOPIC, lang="en", ask="?", answer="tensor", title=id)


def choice(id: str = "q-choice") -> Choice:
    options = tuple(Option(text=text) for text in ("minimise", "maximise", "neither"))
    return Choice(
        id=QuestionId(id),
        deck=DECK,
        topic=TOPIC,
        lang="en",
        ask="?",
        answer="minimise",
        title=id,
        options=options,
        right=0,
    )


def list_of(id: str = "q-list", need: int = 3) -> ListOf:
    items = tuple(Item(name=name) for name in ("a", "b", "c", "d", "e"))
    return ListOf(
        id=QuestionId(id),
        deck=DECK,
        topic=TOPIC,
        lang="en",
        ask="?",
        answer="a, b, c",
        title=id,
        items=items,
        need=need,
    )


def explain(id: str = "q-explain") -> Explain:
    ideas = tuple(Idea(name=name, texts=(name,), ask_for=f"{name}?") for name in ("a", "b"))
    extra = Idea(name="c", texts=("c",), needed=False)
    return Explain(
        id=QuestionId(id),
        deck=DECK,
        topic=TOPIC,
        lang="en",
        ask="?",
        answer="a and b",
        title=id,
        ideas=(*ideas, extra),
    )


RIGHT = Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1.0)
SLIP = Verdict(mark=Mark.ALMOST, reason=Reason.SLIP, credit=1.0)
HALF = Verdict(mark=Mark.PARTIAL, reason=Reason.VAGUE, credit=0.5)
WRONG = Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0)
DOUBT = Verdict(mark=Mark.DOUBTFUL, reason=Reason.UNSURE, credit=0.6)
IDK = Verdict(mark=Mark.UNREADABLE, reason=Reason.DONT_KNOW, credit=0.0)
CHATTER = Verdict(mark=Mark.UNREADABLE, reason=Reason.CHATTER, credit=0.0)


def names(question: ListOf | Explain, said: str, have: Sequence[str] = ()) -> Verdict:
    """The verdict of somebody who names parts by their letters, where the group `have` some already; what a
    question mark stands for is in doubt."""
    parts = question.items if isinstance(question, ListOf) else question.ideas
    new = tuple(part.name for part in parts if part.name in said and part.name not in have)
    needed = [part.name for part in parts if not isinstance(part, Idea) or part.needed]
    there = [name for name in needed if name in (*have, *new)]
    whole = question.need if isinstance(question, ListOf) else len(needed)
    not_yet = Mark.DOUBTFUL if "?" in said else Mark.PARTIAL if new else Mark.WRONG
    mark = Mark.RIGHT if len(there) >= whole else not_yet
    credit = min(1.0, len(there) / whole)
    return Verdict(mark=mark, reason=Reason.ITEMS_MISSING, credit=credit, matched=new)


def later(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def lobby(*people: int, play: Play = Play.REVEAL) -> Round:
    """A round that waits, with these people in it; the first is the host."""
    round = Round(id=1, setup=Setup(deck=DECK, play=play), phase=Phase.LOBBY, deadline=later(600))
    for person in people:
        joined = Joined(person=person, name=name(person), host=person == people[0])
        round, _ = advance(round, joined)
    return round


def name(person: int) -> str:
    return f"P{person}"


def begun(round: Round, *questions: Question, seconds: int = 30) -> Round:
    """It has started, and its first question has arrived at START."""
    posed = tuple(Posed(question=question, seconds=seconds) for question in questions)
    round, _ = advance(round, Begun(posed=posed, now=START))
    return advance(round, Shown(place=0, now=START))[0]


def answer(
    person: int, verdict: Verdict, at: float, *, place: int = 0, heard: float | None = None, said: str = "x"
) -> Answered:
    """They answered `at` seconds after START; we `heard` of it then or later."""
    return Answered(
        person=person,
        name=name(person),
        place=place,
        at=later(at),
        now=later(at if heard is None else heard),
        said=said,
        verdict=verdict,
    )


def says(person: int, about: int, counts: bool, at: float, *, place: int = 0, decides: bool = False) -> Ruled:
    """They say at that moment whether an answer in doubt counts."""
    return Ruled(person=person, about=about, place=place, counts=counts, decides=decides, now=later(at))


def after(round: Round, *events: Event) -> Round:
    for event in events:
        round, _ = advance(round, event)
    return round


def tick(at: float) -> Ticked:
    return Ticked(now=later(at))


def points(round: Round) -> dict[int, int]:
    return {line.person: line.points for line in table(round)}


def refusal(round: Round, event: Event) -> Why | None:
    """Why nothing changed; None if something did."""
    now, happened = advance(round, event)
    refused = [one.why for one in happened if isinstance(one, Refused)]
    assert not refused or now.guesses == round.guesses
    return refused[0] if refused else None
