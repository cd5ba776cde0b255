"""What channels and groups read fits, is escaped, and names nobody for a miss."""

from datetime import date, time

import pytest

from bot.app import replies as f
from bot.app.replies import Place, Reply
from bot.domain.marking import Mark, Reason, Verdict
from bot.domain.question import Choice, DeckId, Question, TopicId
from bot.domain.tally import Tally
from bot.words.say import say
from tests.conversation import shipped_library
from tests.words.test_say import HOSTILE, MOST_UNITS, units, verdicts

QUESTIONS = [q for deck in shipped_library().current.decks for q in deck.questions()]
DAY = date(2026, 3, 2)
BERLIN = Place(zone="Europe/Berlin", name="Berlin", wall=time(19, 5))
LONG = "c1002000000002"


def told(question: Question, tally: Tally, days: int = 1, right: tuple[str, ...] | None = None) -> f.PostTold:
    return f.PostTold(
        question=question, on=DAY, days=days, tally=tally, group=right is not None, right=right or ()
    )


def about(question: Question) -> list[Reply]:
    """Everything said about a question in public."""
    tallies = [
        Tally(answered=0, right=0),
        Tally(answered=9, right=0, miss=HOSTILE),
        Tally(answered=9, right=9),
        Tally(answered=9, right=9, doubtful=2),
    ]
    return [
        *(told(question, tally) for tally in tallies),
        *(told(question, tally, right=(HOSTILE, "Bob")) for tally in tallies),
        *(
            f.PostPut(post=2**62, question=question, poll=False, group=group, discussed=True, news=news)
            for group in (True, False)
            for news in (True, False)
        ),
        *(f.CommentMarked(question=question, verdict=verdict) for verdict in verdicts(question)),
        f.GapsFound(questions=(question,) * 3),
    ]


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_every_post_fits_and_is_escaped(question: Question) -> None:
    for reply in about(question):
        spoken = say([reply], "en")
        assert 0 < units(spoken.text) <= MOST_UNITS
        assert "<b>Robert" not in spoken.text
        for tap in (tap for row in spoken.choices for tap in row):
            assert len(tap.link or "") <= 64


OTHERS: list[Reply] = [
    f.ChannelHow(),
    f.ChannelsListed(channels=((LONG, HOSTILE), ("c2", "ML"))),
    f.ChannelClosed(title=HOSTILE),
    f.ChannelMute(title=HOSTILE),
    f.ChannelMute(title=HOSTILE, lost=True),
    f.ChatDailyOffered(key="d", title="", at=time(9), place=BERLIN, course=HOSTILE),
    f.ChatDailyOffered(key=LONG, title=HOSTILE, at=time(9), place=BERLIN, course=HOSTILE),
    *(
        f.ChatDailyTold(
            key=LONG,
            title=title,
            at=time(9),
            weekdays=weekdays,
            place=BERLIN,
            course=HOSTILE,
            next_on=None if rights_lost else DAY,
            today=DAY,
            changed=changed,
            rights_lost=rights_lost,
        )
        for title, weekdays in ((HOSTILE, 127), ("", 21))
        for changed in (True, False)
        for rights_lost in (True, False)
    ),
    f.ChatDailyBegun(at=time(9), weekdays=31, place=BERLIN, course=HOSTILE),
    f.ChatDailyAsked(key=LONG, what="hours"),
    f.ChatDailyAsked(key=LONG, what="days"),
    f.ChatDailyAsked(
        key=LONG,
        what="course",
        courses=((DeckId("intro-ml"), None, "ML"), (DeckId("intro-ml"), TopicId("tools"), "Tools")),
    ),
    *(f.ChatDailyMisread(command="/channel", what=what) for what in ("any", "course", "place")),
    f.ChatDailyEnded(title="", command="/daily"),
    f.ChatDailyEnded(title=HOSTILE, command="/channel"),
    f.WeekAhead(key=LONG, title=HOSTILE, days=()),
    f.WeekAhead(key=LONG, title=HOSTILE, days=((DAY, "swap-00000000", "x"),), more=False),
    f.WeekAhead(key=LONG, title=HOSTILE, days=((DAY, "swap-00000000", HOSTILE * 2),) * 7),
    f.GapsTold(on=True),
    f.GapsTold(on=False),
]


@pytest.mark.parametrize("reply", OTHERS, ids=lambda reply: type(reply).__name__)
def test_everything_else_fits_too(reply: Reply) -> None:
    spoken = say([reply], "en")
    assert 0 < units(spoken.text) <= 1024
    assert "<b>Robert" not in spoken.text
    for tap in (tap for row in spoken.choices for tap in row):
        assert len(tap.data.encode()) <= 64
        assert 0 < len(tap.label) <= 40


CHOICE = next(q for q in QUESTIONS if isinstance(q, Choice))
TYPED = next(q for q in QUESTIONS if q.id == "fundamentals-03")


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        (
            told(TYPED, Tally(answered=18, right=11, miss="a matrix")),
            "Yesterday: 61 % had it: <i>a multi-dimensional array</i>; commonest miss <i>a matrix</i>.",
        ),
        (told(TYPED, Tally(answered=4, right=4)), "Yesterday: <b>a multi-dimensional array.</b>"),
        (
            told(TYPED, Tally(answered=6, right=0), days=3),
            "On Monday: <i>a multi-dimensional array</i>, and nobody had it.",
        ),
        (
            told(TYPED, Tally(answered=18, right=11, doubtful=2)),
            "Yesterday: 61 % had it: <i>a multi-dimensional array</i>. 2 answers I couldn't tell.",
        ),
        (told(TYPED, Tally(answered=4, right=4, doubtful=1)), "Yesterday: <b>a multi-dimensional array.</b>"),
        (
            told(TYPED, Tally(answered=0, right=0, doubtful=1), right=()),
            "Yesterday: <b>a multi-dimensional array.</b> 1 answer I couldn't tell.",
        ),
        (told(TYPED, Tally(answered=0, right=0), days=30), "Last time: <b>a multi-dimensional array.</b>"),
        (
            told(TYPED, Tally(answered=3, right=2), right=("Ann", "Bob")),
            "Yesterday: <b>a multi-dimensional array.</b> Right: Ann, Bob.",
        ),
        (
            told(TYPED, Tally(answered=3, right=0), right=()),
            "Yesterday: <b>a multi-dimensional array.</b> Nobody had it this time.",
        ),
        (
            told(TYPED, Tally(answered=0, right=0), right=()),
            "Yesterday: <b>a multi-dimensional array.</b> Nobody answered.",
        ),
        (
            told(TYPED, Tally(answered=1, right=1), right=()),
            "Yesterday: <b>a multi-dimensional array.</b> Somebody had it.",
        ),
    ],
)
def test_a_result_is_one_line(reply: f.PostTold, line: str) -> None:
    assert say([reply], "en").text.split("\n")[0] == line


def test_the_why_is_folded_under_the_result() -> None:
    text = say([told(TYPED, Tally(answered=0, right=0))], "en").text
    assert text.split("\n", 1)[1].startswith("<blockquote expandable>")


def test_a_poll_is_anonymous_in_a_channel_alone() -> None:
    for group in (True, False):
        put = f.PostPut(post=1, question=CHOICE, poll=True, group=group)
        spoken = say([put], "en")
        assert spoken.poll is not None
        assert spoken.poll.anonymous is not group
        assert spoken.choices == ()


@pytest.mark.parametrize(
    ("mark", "begins"),
    [(Mark.RIGHT, "Right."), (Mark.PARTIAL, "You have: "), (Mark.WRONG, "Not quite: ")],
)
def test_a_comment_is_marked_in_one_line(mark: Mark, begins: str) -> None:
    verdict = Verdict(mark=mark, reason=Reason.VAGUE, credit=0.5)
    text = say([f.CommentMarked(question=TYPED, verdict=verdict)], "en").text
    assert text.startswith(begins)
    assert "\n" not in text
    assert TYPED.answer not in text


def test_a_clock_without_a_city_is_shown_and_not_named() -> None:
    nowhere = Place(zone="UTC", name="UTC", wall=time(17, 5))
    offered = f.ChatDailyOffered(key="d", title="", at=time(9), place=nowhere, course="ML")
    assert say([offered], "en").text.startswith(
        "One question a day at 09:00 (by the clock that shows 17:05 now), from"
    )
