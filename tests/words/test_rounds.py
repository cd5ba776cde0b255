"""What is said in groups fits, holds no foreign markup, and names nobody's miss."""

from typing import Any

import pytest
from msgspec.structs import replace

from bot.app import replies as f
from bot.app.replies import Reply
from bot.domain.intent.rounds import RoundTalk
from bot.domain.marking import Mark
from bot.domain.question import DeckId, Question
from bot.domain.rounds.round import Pace, Play, Setup, Why
from bot.domain.rounds.standings import Line, TeamLine
from bot.words.rounds.outcome import points
from bot.words.say import say, toast
from tests.conversation import shipped_library

QUESTIONS = [q for deck in shipped_library().current.decks for q in deck.questions()]
HOSTILE = "<b>Robert</b> & {Tables} %s \u202e"
SETUP = Setup(deck=DeckId("intro-ml"))


def lines_of(*points_of: int, left: bool = False) -> tuple[Line, ...]:
    return tuple(
        Line(rank=n, person=n, name=f"{HOSTILE}{n}", points=p, left=left) for n, p in enumerate(points_of, 1)
    )


def about(question: Question) -> list[Reply]:
    put: dict[str, Any] = {"round": 3, "place": 0, "of": 5, "seconds": 45, "question": question}
    puts = [
        f.RoundPut(play=play, poll=poll, private=private, open=heard, answered=(HOSTILE,), **put)
        for play in Play
        for poll in (False, True)
        for private in (False, True)
        for heard in (False, True)
    ]
    marked = [f.SeatMarked(question=question, mark=mark) for mark in Mark]
    asked = f.SeatAsked(question=question, place=1, of=5, seconds=45, group=HOSTILE, last=marked[0])
    closed = [
        f.PlaceClosed(question=question, right=right, answered=n, play=play, miss=HOSTILE, shown=shown)
        for play in Play
        for right, n in (((), 0), ((), 2), ((HOSTILE, "Bob"), 3))
        for shown in (False, True)
    ]
    ruled = [f.SeatRuled(question=question, counts=counts) for counts in (True, False, None)]
    return [*puts, *marked, asked, *closed, *ruled]


def in_doubt(*decided: bool | None) -> tuple[f.DoubtfulAnswer, ...]:
    return tuple(
        f.DoubtfulAnswer(action=f"19-{n}", name=HOSTILE, said=HOSTILE * 9, counts=counts)
        for n, counts in enumerate(decided, 990)
    )


OFFERED = f.Offered(action="deck-d", title=HOSTILE, chosen=True)
SIDE = f.TeamCalled(names=(HOSTILE, "Bob"), players=300)

GENERAL: list[Reply] = [
    *(
        f.RoundCalled(
            round=3,
            setup=Setup(deck=DeckId("d"), play=play, pace=pace, deep=True, count=count),
            count=count,
            deck=HOSTILE,
            topic=topic,
            names=names,
            view=view,
            offered=offered,
            teams=teams,
        )
        for play in Play
        for pace in Pace
        for count in (1, 5)
        for topic, names in ((None, ()), (HOSTILE, (HOSTILE, "Bob")))
        for view, offered in (("", ()), ("c", ()), ("d0", (OFFERED,) * 8), ("t7", (OFFERED,)))
        for teams in ((), (SIDE, f.TeamCalled(names=(), players=0), SIDE, SIDE))
    ),
    *(
        f.RoundOver(
            round=3,
            why=why,
            lines=lines,
            hardest=HOSTILE,
            fixable=fixable,
            play=play,
            knew=(1, 3),
            run=((HOSTILE,), 3),
            completed=2,
            asked=5,
            explains=True,
        )
        for play in Play
        for why in Why
        for lines in ((), lines_of(0), lines_of(9, 2, 0), lines_of(*range(9, 0, -1)), lines_of(4, left=True))
        for fixable in (False, True)
    ),
    *(
        f.RoundOver(
            round=3,
            why=Why.DONE,
            lines=tuple(replace(line, team=n % 4) for n, line in enumerate(lines_of(*range(299, -1, -1)))),
            hardest=None,
            fixable=False,
            explains=True,
            teams=tuple(TeamLine(rank=rank, team=n, tenths=33) for n, rank in enumerate(ranks)),
        )
        for ranks in ((1, 2, 3, 4), (1, 1, 3, 3), (1, 1, 1, 1))
    ),
    f.RoundUnheard(group=HOSTILE),
    f.NearMisses(round=3, answers=tuple((f"fix-1-{n}", HOSTILE * 9, HOSTILE) for n in range(8))),
    *(
        f.SeatOver(group=HOSTILE, right=right, asked=5, look_at=look_at)
        for right in (None, 0, 3)
        for look_at in (None, QUESTIONS[0])
    ),
    f.NearMisses(round=3, answers=()),
    f.GroupHas(items=(HOSTILE, "b"), left=1, ask_for=""),
    f.GroupHas(items=("a",), left=0, ask_for=HOSTILE),
    *(
        f.SeatTaken(private=private, carries=carries, team=team)
        for private in (False, True)
        for carries in (False, True)
        for team in (None, 0, 3)
    ),
    *(f.SeatLate(why=why, now=now) for why in Why for now in (None, QUESTIONS[0])),
    *(
        f.SeatTold(about=about, question=QUESTIONS[0], seconds=20, answered=answered, group=group)
        for about in (None, RoundTalk.TIME, RoundTalk.TOLD, RoundTalk.HELP)
        for answered in (False, True)
        for group in ((False, True) if about else (False,))
    ),
    *(f.RulingLate(why=why) for why in Why),
    *(f.RulingTaken(counts=counts) for counts in (True, False)),
    *(
        f.WhetherItCounts(round=10**12, answers=in_doubt(*decided), open=open)
        for decided in ((None,), (None,) * 6, (True, None), (True, False), (False,))
        for open in (True, False)
    ),
    *(f.NothingToPlay(play=play) for play in Play),
    *(f.RoundRuns(begun=begun) for begun in (False, True)),
    *(f.TopTold(lines=lines, week=week) for lines in ((), ((HOSTILE, 7, 2),)) for week in (False, True)),
    *(f.HidingTold(hidden=on) for on in (False, True)),
    *(f.PlainTold(plain=on) for on in (False, True)),
    *(f.GroupAnswersTold(carries=on) for on in (False, True)),
    *(f.GroupWelcomed(open=on) for on in (False, True)),
    f.AnswerTaken(option=HOSTILE * 20),
    f.RoundDropped(),
    f.RoundGone(),
    f.NoRound(),
    f.NotYours(),
    f.PrivatelyOnly(),
    f.RoundsElsewhere(),
]


def check(reply: Reply) -> None:
    spoken = say([reply], "en")
    assert 0 < len(spoken.text.encode("utf-16-le")) // 2 <= 4096
    assert "<b>Robert" not in spoken.text
    assert "{" not in spoken.text.replace("{Table", "")
    buttons = [tap for row in spoken.choices for tap in row]
    assert all(len(tap.data.encode()) <= 64 and 0 < len(tap.label) <= 64 for tap in buttons)
    assert not (buttons and spoken.placeholder), "a message that asks for a reply carries no buttons"
    if spoken.poll:
        assert len(spoken.poll.question) <= 300
        assert all(0 < len(option) <= 100 for option in spoken.poll.options)
        assert len(spoken.poll.explanation) <= 200
        assert spoken.poll.explanation.count("\n") <= 2
    assert len(toast(reply, "en")) <= 200


def test_nobody_is_named_for_an_answer_that_does_not_count() -> None:
    answers = (
        f.DoubtfulAnswer(action="0-1", name="Bob", said="x", counts=False),
        f.DoubtfulAnswer(action="0-2", name="Cleo", said="y", counts=None),
    )
    over = say([f.WhetherItCounts(round=1, answers=answers, open=False)], "en")
    assert over.text == "Doesn't count: <i>x</i>.\nNot decided: <i>y</i>."
    assert over.choices == ()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_can_be_played(question: Question) -> None:
    for reply in about(question):
        check(reply)


@pytest.mark.parametrize("reply", GENERAL, ids=lambda reply: type(reply).__name__)
def test_every_word_about_rounds_fits_and_is_escaped(reply: Reply) -> None:
    check(reply)


@pytest.mark.parametrize(
    ("quarters", "written"), [(0, "0"), (1, "¼"), (2, "½"), (3, "¾"), (4, "1"), (18, "4½"), (40, "10")]
)
def test_points_are_written_as_people_do(quarters: int, written: str) -> None:
    assert points(quarters) == written


def test_who_scored_nothing_is_named_without_a_number() -> None:
    told: Any = say([f.RoundOver(round=3, why=Why.DONE, lines=lines(), hardest=None, fixable=False)], "en")
    assert told.text == "<b>Ann wins with 4½.</b>\nBob 2. Also in: Cleo."


def test_of_many_players_some_are_named_and_the_rest_counted() -> None:
    many = tuple(f"{HOSTILE}{n}" for n in range(500))
    put: dict[str, Any] = {"round": 3, "place": 0, "of": 5, "seconds": 45, "question": QUESTIONS[0]}
    shown: dict[str, Any] = {"play": Play.REVEAL, "poll": False, "private": True, "open": True}
    asked = f.RoundPut(answers=500, **put, **shown)
    closed = f.PlaceClosed(
        question=QUESTIONS[0], right=many, answered=500, play=Play.REVEAL, miss=None, shown=True
    )
    ranked = lines_of(*range(400, 0, -1))
    over = f.RoundOver(round=3, why=Why.DONE, lines=ranked, hardest=None, fixable=False)
    for reply, words in (
        (asked, "In: 500 players"),
        (closed, "and 488 more."),
        (over, "379 more players scored."),
        (replace(over, lines=lines_of(4, *[0] * 499)), "and 487 more."),
    ):
        check(reply)
        assert words in say([reply], "en").text


def lines() -> tuple[Line, ...]:
    names = (("Ann", 18), ("Bob", 8), ("Cleo", 0))
    return tuple(
        Line(rank=rank, person=rank, name=name, points=scored, left=False)
        for rank, (name, scored) in enumerate(names, 1)
    )
