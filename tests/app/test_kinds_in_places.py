"""Every kind of question and every medium in every place: private, a round, a channel, `recall mark`."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from bot.decks.adhoc import mark_lines
from bot.decks.load import load_library
from bot.playground.pictures import sample_picture
from bot.playground.seed import ANN, BOB
from tests.app.test_parts import playing
from tests.broadcast import Broadcast
from tests.conversation import _buttons, room
from tests.decks.paper import write
from tests.decks.sounds import MP3
from tests.gathering import SeededChat, words_of

TO_NINE = 15
POLL, PHOTO, AUDIO, TEXT = "poll", "photo", "audio", "text"
LONG = "word " * 20 + "comes"


class Kind(Struct, frozen=True, kw_only=True):
    """A question, and what it is in each place."""

    keys: str
    shown: str
    """Stands in the question where it is put in private."""
    right: str
    wrong: str
    told: str
    """Stands in what is told of the right answer."""
    option: tuple[int, ...] = ()
    """What is voted for in a poll to be right."""
    round: str = TEXT
    post: str = TEXT
    put: str = TEXT
    """As what it is put in private."""
    look: str = "bold"
    """How a part of it looks."""
    posted: bool = True
    """False: it is no question of the day."""


KINDS = {
    "short": Kind(
        keys='ask = "Which river flows through London?"\nanswer = "the Thames"',
        shown="Which river flows through London?",
        right="thames",
        wrong="the Severn",
        told="the Thames",
    ),
    "choice": Kind(
        keys='ask = "Which is the largest?"\nanswer = "Jupiter"\noptions = ["Mars", "Jupiter", "Saturn"]',
        shown="Which is the largest?",
        right="B",
        wrong="Mars",
        told="Jupiter",
        option=(1,),
        round=POLL,
        post=POLL,
    ),
    "true or false": Kind(
        keys='ask = "Is sound faster in water?"\nanswer = "true"\noptions = ["true", "false"]',
        shown="Is sound faster in water?",
        right="t",
        wrong="no",
        told="true",
        option=(0,),
        round=POLL,
        post=POLL,
    ),
    "long options": Kind(
        keys=f'ask = "Which one?"\nanswer = "{LONG} first"\noptions = ["{LONG} first", "{LONG} last"]',
        shown=f"B  {LONG} last",
        right="A",
        wrong="B",
        told="first",
        option=(0,),
    ),
    "select": Kind(
        keys='ask = "Which are metals?"\noptions = ["tin", "neon", "iron"]\nanswers = ["tin", "iron"]',
        shown="Which are metals?",
        right="A and C",
        wrong="neon",
        told="tin; iron",
        option=(0, 2),
        round=POLL,
    ),
    "match": Kind(
        keys='ask = "Which symbol is whose?"\npairs = [["sodium", "Na"], ["tin", "Sn"]]',
        shown="1  sodium\n2  tin\nA  ",
        right="sodium Na, tin Sn",
        wrong="sodium Sn, tin Na",
        told="sodium – Na; tin – Sn",
    ),
    "gaps": Kind(
        keys='ask = "{{1}} lies on the {{2}}."\ngaps = [["Paris"], ["Seine"]]',
        shown="(1) ___ lies on the (2) ___.",
        right="Paris, Seine",
        wrong="Rome, Tiber",
        told="Paris; Seine",
    ),
    "order": Kind(
        keys='ask = "From source to mouth?"\nanswer = "Basel, Mainz, Cologne"\n'
        'steps = ["Basel", "Mainz", "Cologne"]\nshown = [3, 1, 2]',
        shown="A  Cologne\nB  Basel\nC  Mainz\nType the letters in order, such as CBA.",
        right="BCA",
        wrong="ACB",
        told="Basel, Mainz, Cologne",
    ),
    "list": Kind(
        keys='ask = "Name two noble gases."\nanswer = "two of neon, argon, xenon"\nneed = 2\n'
        'items = ["neon", "argon", "xenon"]',
        shown="Name two noble gases.",
        right="argon and neon",
        wrong="gold",
        told="neon, argon, xenon",
    ),
    "number": Kind(
        keys='ask = "How long is the Rhine?"\nanswer = "about 1,230 km"\n'
        'value = 1230\ntolerance = 30\nunit = "km"',
        shown="How long is the Rhine?",
        right="1220 km",
        wrong="900 km",
        told="1,230 km",
    ),
    "explain": Kind(
        keys='ask = "Why does ice float?"\nanswer = "It is less dense than water."\n'
        'ideas = [{ name = "density", texts = ["it is less dense than water", "it is lighter than water"] }]',
        shown="Why does ice float?",
        right="because it is less dense than water",
        wrong="salt",
        told="less dense",
    ),
    "command": Kind(
        keys='kind = "command"\nask = "Which command counts the lines of `a.txt`?"\nanswer = "wc -l a.txt"',
        shown="a.txt",
        look="code",
        right="wc -l a.txt",
        wrong="ls a.txt",
        told="wc -l a.txt",
    ),
    "opinion": Kind(
        keys='kind = "opinion"\nask = "Which gas would you like to be?"\nanswer = "That is for you to say."\n'
        'about = ["neon", "argon"]',
        shown="Which gas would you like to be?",
        right="neon, for its light",
        wrong="",
        told="for you to say",
        posted=False,
    ),
    "code block": Kind(
        keys='ask = """\nWhat does this print?\n```python\nprint("ab" * 2)\n```"""\n'
        'answer = "abab"\nas = "code"',
        shown='print("ab" * 2)',
        look="pre",
        right="abab",
        wrong="ab2",
        told="abab",
    ),
    "code in options": Kind(
        keys='ask = "Which one is an empty set?"\nanswer = "set()"\noptions = ["{}", "set()", "()"]',
        shown="Which one is an empty set?",
        right="set()",
        wrong="{}",
        told="set()",
        option=(1,),
        round=POLL,
        post=POLL,
    ),
    "formula": Kind(
        keys='ask = "What is the derivative of $x^3$?"\nanswer = "3x^2"\nas = "formula"',
        shown="x³",
        right="3x²",
        wrong="2x^3",
        told="3x^2",
    ),
    "articles": Kind(
        keys='ask = "*the door* in German?"\nanswer = "die Tür"\narticles = true',
        shown="the door in German?",
        right="die Tür",
        wrong="der Tür",
        told="die Tür",
    ),
    "spoiler": Kind(
        keys='ask = "Who wrote it? ||He lived in Weimar.||"\n'
        'answer = "Goethe"\noptions = ["Goethe", "Lessing"]',
        shown="He lived in Weimar.",
        look="spoiler",
        right="Goethe",
        wrong="Lessing",
        told="Goethe",
        option=(0,),
    ),
    "picture": Kind(
        keys='ask = "Whose flag is this?"\nanswer = "Chad"\npicture = "flag.png"\npicture_alt = "Stripes."',
        shown="Picture: Stripes.",
        right="Chad",
        wrong="Romania",
        told="Chad",
        round=PHOTO,
        post=PHOTO,
        put=PHOTO,
    ),
    "sound": Kind(
        keys='ask = "Which bird is it?"\nanswer = "a robin"\naudio = "robin.mp3"\naudio_alt = "A song."',
        shown="In words: A song.",
        right="robin",
        wrong="a wren",
        told="robin",
        round=AUDIO,
        post=AUDIO,
        put=AUDIO,
    ),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Kind:
    one = KINDS[request.param]
    folder = write(
        tmp_path, f'title = "One"\n\n[[question]]\nid = "one-01"\n{one.keys}\nwhy = "So it **is**."\n'
    )
    (folder / "flag.png").write_bytes(sample_picture())
    (folder / "robin.mp3").write_bytes(MP3)
    return one


def form_of(message: dict[str, Any]) -> str:
    """What a message is, beside words."""
    return next((form for form in (POLL, PHOTO, AUDIO) if form in message), TEXT)


def looks_of(message: dict[str, Any]) -> set[str]:
    """How parts of its words look."""
    entities = message.get("entities") or message.get("caption_entities") or []
    return {one["type"] for one in entities}


async def test_in_private(sqlite_url: str, tmp_path: Path, kind: Kind) -> None:
    async with room(sqlite_url, tmp_path) as bot:
        put = await bot.ann.says("/start")
        assert form_of(put.messages[-1]) == kind.put
        assert kind.shown in put.text
        assert kind.look in looks_of(put.messages[-1])
        if kind.wrong:
            missed = await bot.ann.says(kind.wrong)
            assert missed.text.startswith(("Not quite", "The other way round", "I can't tell"))
        await bot.bob.says("/start")
        told = await bot.bob.says(kind.right)
        assert told.text.startswith("Right")
        assert "So it is." in told.text


@pytest.mark.sampled(5)
async def test_in_a_round(sqlite_url: str, tmp_path: Path, kind: Kind) -> None:
    async with room(sqlite_url, tmp_path) as opened:
        group = SeededChat(opened)
        await playing(group, "/quiz 1 deep")
        put = group.person(ANN).messages()[-1]
        assert form_of(put) == kind.round
        if kind.round == POLL:
            group.person(ANN).vote(put["message_id"], list(kind.option))
            group.person(BOB).vote(put["message_id"], [1 - kind.option[0]])
        elif kind.option:
            for who, number in ((ANN, kind.option[0]), (BOB, 1 - kind.option[0])):
                group.person(who).tap(put["message_id"], _buttons(put)[number]["callback_data"])
        else:
            await opened.talk(ANN).says(kind.right)
            await opened.talk(BOB).says(kind.wrong or "no idea")
        said = await group.waits(120)
        assert "Right: Ann." in said
        assert kind.round == POLL or kind.told.casefold() in said.casefold()


async def test_as_a_post_of_a_channel(sqlite_url: str, tmp_path: Path, kind: Kind) -> None:
    async with room(sqlite_url, tmp_path) as opened:
        channel = Broadcast(opened)
        await opened.ann.says("/channel")
        channel.connect()
        await opened.ann.reads()
        await opened.ann.says("/channel 9:00")
        await channel.until(TO_NINE)
        posts = [m for m in channel.at(ANN).messages() if "question here" not in words_of(m)]
        assert [form_of(post) for post in posts] == ([kind.post] if kind.posted else [])
        if kind.posted and kind.post != POLL:
            assert (await channel.answers(BOB, kind.right)).text.startswith("Right")


def test_in_recall_mark(tmp_path: Path, kind: Kind) -> None:
    answers = [kind.right, kind.wrong] if kind.wrong else [kind.right]
    asked = (json.dumps({"question": "one-01", "answer": answer}) for answer in answers)
    found = [json.loads(line)["verdict"] for line in mark_lines(asked, load_library([tmp_path]))]
    assert found[0] in ("right", "almost")
    assert set(found[1:]) <= {"wrong", "doubtful"}


async def test_an_article_that_is_left_out_is_asked_for(sqlite_url: str, tmp_path: Path) -> None:
    write(tmp_path, f'title = "One"\n\n[[question]]\nid = "one-01"\n{KINDS["articles"].keys}\n')
    async with room(sqlite_url, tmp_path) as bot:
        await bot.ann.says("/start")
        assert (await bot.ann.says("tür")).text == "You have: tür. And with which article?"
        assert (await bot.ann.says("die Tür")).text.startswith("Right")
