"""Questions sent by an author, as a file or lines: what was read is told, and comes back with remarks."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.playground.params import Upload
from bot.store.authoring.deck_tables import upload_rows, uploads
from tests.app.authoring.chemistry import POTASSIUM, operator, people, teacher
from tests.conversation import MessageReceived, Room

BANK = """question,answer,why
What is the symbol of sodium?,Na,From natrium.
What is the symbol of potassium?,K,From kalium.
"What is table salt, in one formula?",NaCl,
Who found radium?,,
"""
GIFT = """::salt:: What is table salt? {=NaCl =sodium chloride}

::essay:: Tell all you know about salt. {}

::ice:: Does ice float on water? {T}
"""


def kept(bot: Room) -> tuple[list[Any], list[Any]]:
    def read(connection: Connection) -> tuple[list[Any], list[Any]]:
        return list(connection.execute(select(uploads))), list(connection.execute(select(upload_rows)))

    return bot.database.run(read)


def file_of(bot: Room, heard: MessageReceived) -> str:
    """The text of the file that came back."""
    assert heard.document is not None
    found = bot.api.world.state.files.get(heard.document["file_id"])
    assert found is not None
    return found.data.decode("utf-8-sig")


def remarks(bot: Room, heard: MessageReceived) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file_of(bot, heard))))


async def test_a_file_is_read_and_comes_back_with_a_remark_at_each_row(bot: Room) -> None:
    author = await teacher(bot)
    heard = await author.attaches("salts.csv", BANK)
    assert heard.text == (
        "Chemistry\nCSV, 4 questions: 3 are ready, 1 can't come (1 empty).\n"
        "2 are new, 1 change, 0 are as they were. 1 of the course is not in the file; it stays.\n"
        "The file has a remark at each row."
    )
    assert heard.buttons == ["Try it", "Cancel"]
    assert heard.messages[-1]["reply_to_message"]["message_id"] == author.own()
    assert heard.document is not None
    assert heard.document["file_name"] == "chem.csv"
    rows = remarks(bot, heard)
    assert [row["row"] for row in rows] == ["2", "3", "4", "5", ""]
    assert [row["question"] for row in rows[:3]] == [
        "What is the symbol of sodium?",
        POTASSIUM,
        "What is table salt, in one formula?",
    ]
    assert rows[0]["remark"] == "ready"
    assert rows[1]["remark"] == "ready: changes why of elements-01"
    assert rows[1]["id"] == "elements-01"
    assert rows[3]["remark"] == "can't come: empty: there is no answer in this row"
    assert rows[4] == {
        **dict.fromkeys(rows[4], ""),
        "remark": "not in your file; it stays in the course",
        "id": "elements-02",
    }


async def test_the_file_that_came_back_can_be_mended_and_sent_again(bot: Room) -> None:
    author = await teacher(bot)
    rows = remarks(bot, await author.attaches("salts.csv", BANK))[:-1]
    rows[3]["answer"] = "Marie and Pierre Curie"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    heard = await author.attaches("chem.csv", out.getvalue())
    assert "CSV, 4 questions: 4 are ready." in heard.text
    assert [row["id"] for row in remarks(bot, heard)][:3] == [row["id"] for row in rows][:3]


async def test_lines_are_read_several_at_once(bot: Room) -> None:
    author = await teacher(bot)
    await author.says("/next")
    heard = await author.says("symbol of sodium = Na\nsymbol of tin = Sn\n\npH of blood = 7.4 ± 0.1")
    assert heard.text.startswith("Chemistry\nLines, 3 questions: ")
    assert "3 are new" in heard.text
    assert remarks(bot, heard)[0]["question"] == "Symbol of sodium?"


async def test_a_single_line_is_an_answer_while_something_is_open(bot: Room) -> None:
    author = await teacher(bot)
    await author.says("/next")
    assert "Lines, " not in (await author.says("force = mass times acceleration")).text
    await author.says("/skip")
    await author.says("/enough")
    for _ in range(3):
        await author.says("/reveal")
    await author.says("/inbox add")
    assert (await author.says("force = mass times acceleration")).text.startswith(
        "Chemistry\nLines, 1 question:"
    )


async def test_how_to_send_is_told(bot: Room) -> None:
    author = await teacher(bot)
    heard = await author.says("/inbox add")
    assert "Courses: Chemistry." in heard.text
    assert "new course" not in heard.text
    boss = await operator(bot)
    assert "Another name begins a new course." in (await boss.says("/inbox add")).text


async def test_an_operator_begins_a_course_by_its_name(bot: Room) -> None:
    boss = await operator(bot)
    heard = await boss.attaches("salts.csv", BANK, caption="Salts and more")
    assert heard.text.startswith("A new course: Salts and more\nCSV, 4 questions: 3 are ready")
    assert heard.document is not None
    assert heard.document["file_name"] == "salts-and-more.csv"
    assert heard.buttons == ["Try it", "Cancel", "Another course"]
    await boss.taps("Another course")
    heard = await boss.taps("Chemistry")
    assert "Chemistry\nCSV, 4 questions" in heard.text
    assert len(kept(bot)[0]) == 1
    assert (await boss.attaches("salts.csv", BANK, caption="Chemistry")).text.startswith("Chemistry\n")


async def test_what_cannot_come_is_told_by_kind(bot: Room) -> None:
    author = await teacher(bot)
    heard = await author.attaches("bank.gift", GIFT)
    assert "GIFT, 3 questions: 2 are ready, 1 can't come (1 essay)." in heard.text
    (essay,) = (row for row in remarks(bot, heard) if row["remark"].startswith("can't come"))
    assert "Tell all you know" in essay["question"]


async def test_a_deck_of_recall_comes_back_as_toml(bot: Room) -> None:
    author = await teacher(bot)
    topic = 'title = "More"\n\n[[question]]\nid = "more-01"\nask = "What is rust?"\nanswer = "iron oxide"\n'
    heard = await author.attaches("more.toml", topic)
    assert heard.document is not None
    assert heard.document["file_name"] == "chem.toml"
    text = file_of(bot, heard)
    assert '# ready\n[[question]]\nid = "more-01"' in text
    assert "# elements-01: not in your file; it stays in the course" in text
    assert "1 is ready" in (await author.attaches("chem.toml", text)).text


async def test_what_needs_the_author_is_looked_at_one_by_one(bot: Room) -> None:
    author = await teacher(bot)
    bank = (
        'title = "More"\n\n[[question]]\nid = "more-01"\nask = "What is rust?"\nanswer = "iron oxide"\n'
        'examples.wrong = ["oxide of iron"]\n\n[[question]]\nid = "more-02"\nask = "What is ice?"\n'
        'answer = "frozen water"\nexamples.right = ["a cold stone"]\n'
    )
    heard = await author.attaches("more.toml", bank)
    assert "2 questions: 0 are ready, 2 need you." in heard.text
    assert heard.buttons == ["The 2", "Cancel"]
    heard = await author.taps("The 2")
    assert heard.text.startswith(
        "1 of 2, row 1. What is rust?\nThe answer: iron oxide.\n\n“oxide of iron” should"
    )
    assert heard.buttons == ["Keep it", "Leave it out", "Later"]
    heard = await author.taps("Keep it")
    assert heard.text.startswith("2 of 2, row 2. What is ice?")
    heard = await author.taps("Leave it out")
    assert heard.text == "1 question for Chemistry."
    assert heard.buttons == ["Publish", "Try it", "Cancel"]


async def test_cancel_keeps_nothing(bot: Room) -> None:
    author = await teacher(bot)
    await author.attaches("salts.csv", BANK)
    assert (await author.taps("Cancel")).text == "Left: nothing of it is kept."
    assert kept(bot) == ([], [])
    heard = await author.taps("Try it")
    assert not heard.messages
    assert heard.notices


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("big.csv", "question,answer\n" + "x" * 1_000_000, "That file is larger than 1 MB."),
        ("many.csv", "question,answer\n" + "".join(f"q{n}?,a{n}\n" for n in range(1001)), "more than 1,000"),
        ("bad.xlsx", b"PK\x03\x04nonsense", "I can't use this file:"),
        ("bad.apkg", b"\x00\x01\x02", "I can't use this file:"),
        ("bad.xml", '<!DOCTYPE x [<!ENTITY a "b">]><quiz>&a;</quiz>', "I can't use this file:"),
        ("nothing", "no questions here", "I can't use this file:"),
        ("empty.csv", "\n\n", "I can't use this file:"),
        ("broken.toml", "[[question", "I can't use this file:"),
    ],
)
async def test_a_broken_or_hostile_file_gets_a_sentence(
    bot: Room, name: str, data: str | bytes, told: str
) -> None:
    author = await teacher(bot)
    heard = await author.attaches(name, data)
    assert told in heard.text
    assert "Traceback" not in heard.text
    assert "--format" not in heard.text
    assert kept(bot) == ([], []), "nothing of it is kept"
    assert "3 are ready" in (await author.attaches("salts.csv", BANK)).text, "the next one is read"


async def test_a_learners_file_is_none_of_ours(bot: Room) -> None:
    await bot.ann.says("/start")
    heard = await bot.ann.attaches("salts.csv", BANK)
    assert "I can read text" in heard.text or "text" in heard.text
    await bot.ann.says("symbol of sodium = Na\nsymbol of tin = Sn")
    assert kept(bot) == ([], [])


async def test_nobody_else_can_tap_on_it(bot: Room) -> None:
    author = await teacher(bot)
    await author.attaches("salts.csv", BANK)
    (one,) = kept(bot)[0]
    (other,) = await people(bot, 1)
    await other.says("/start")
    boss = await operator(bot)
    for talk in (other, boss):
        for data in (f"upload-{one.id}", f"tryit-{one.id}", f"rows-{one.id}-0", f"publish-{one.id}"):
            heard = await talk.forges(talk.with_buttons()[-1], f"1:0:{data}")
            assert heard.notices, data
    assert len(kept(bot)[0]) == 1


async def test_it_is_part_of_what_export_and_erase_cover(bot: Room) -> None:
    author = await teacher(bot)
    await author.attaches("salts.csv", BANK)
    heard = await author.says("/export")
    assert '"upload_rows"' in file_of(bot, heard)
    await author.says("/erase yes")
    assert kept(bot) == ([], [])


async def test_a_file_that_cannot_be_had_just_now_is_asked_for_again(bot: Room) -> None:
    author = await teacher(bot)
    bot.api.faults.add("getFile", {"code": 500})
    assert (await author.attaches("salts.csv", BANK)).messages == []
    await bot.later(minutes=1)
    assert "3 are ready" in (await author.reads()).text


async def test_what_kills_whoever_reads_it_is_given_up(bot: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each process died at it: it is begun three times."""
    author = await teacher(bot)
    died = 0

    async def die(*_: Any) -> None:
        nonlocal died
        died += 1
        raise SystemExit

    monkeypatch.setattr(bot.uploads, "_with_content", die)
    author.person.attach(Upload(name="salts.csv", data=BANK.encode()))
    for _ in range(3):
        with pytest.raises(SystemExit):
            await author.reads()
        await bot.later(minutes=5)
    assert (await author.reads()).text.startswith("I can't use this file:\nSomething in it can't be read.")
    assert died == 3
    assert kept(bot) == ([], [])


async def test_what_was_sent_and_left_goes_after_two_weeks(bot: Room) -> None:
    author = await teacher(bot)
    await author.attaches("salts.csv", BANK)
    await bot.later(days=13)
    assert len(kept(bot)[0]) == 1
    await bot.later(days=2)
    assert kept(bot) == ([], [])
