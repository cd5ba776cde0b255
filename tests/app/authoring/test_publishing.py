"""What was sent is published as a version that all are asked from, and can be taken back."""

from pathlib import Path

from sqlalchemy import select

from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.domain.question import DeckId
from bot.store.authoring.deck_tables import upload_rows, uploads
from bot.store.repository import Repository
from tests.app.authoring.chemistry import POTASSIUM, TEACHER, operator, teacher
from tests.app.authoring.test_published_decks import another_process, decks
from tests.app.authoring.test_uploads import BANK
from tests.conversation import Room, Talk

SODIUM = "What is the symbol of sodium?"
SALTS = "symbol of sodium = Na\nsymbol of tin = Sn"


async def published(bot: Room, talk: Talk, bank: str = BANK, caption: str = "") -> str:
    """Send it, look at how far it is by the first question, and publish it; gives what is said then."""
    await talk.attaches("salts.csv", bank, caption=caption)
    await talk.taps("Try it")
    await talk.taps("Enough")
    return (await talk.taps("Publish")).text


def versions(bot: Room, deck: str = "chem") -> list[str]:
    found = bot.database.run(lambda c: Repository(c).deck_versions(DeckId(deck)))
    return [f"{one.version} {one.state.value}" for one in found]


async def test_it_is_asked_from_now_on_in_every_process(bot: Room, tmp_path: Path) -> None:
    author = await teacher(bot)
    other = another_process(bot, tmp_path / "other")
    told = await published(bot, author)
    assert told.endswith(
        "Published: Chemistry, version 1.\nIt has 4 questions: 2 new, 1 changed.\n"
        "It is asked from now on: /learn chem"
    )
    undo, teach = author.last()["reply_markup"]["inline_keyboard"][0]
    assert (undo["text"], teach["text"]) == ("Undo", "Make a class")
    titles = [q.ask for deck in bot.deck_library.current.decks for q in deck.questions()]
    assert SODIUM in titles
    await other.tick()
    assert SODIUM in [q.ask for deck in other.tutor.deck_library.current.decks for q in deck.questions()]
    heard = await bot.ann.says("/start q_elements-01")
    assert POTASSIUM in heard.text
    assert "From kalium." in (await bot.ann.says("K")).text, "what the file says besides"


async def test_nothing_of_the_file_is_kept_after_that(bot: Room) -> None:
    author = await teacher(bot)
    await published(bot, author)
    (one,) = bot.database.run(lambda c: c.execute(select(uploads)).all())
    assert (one.content, one.remarks, one.state, one.version) == (None, None, "published", 1)
    assert bot.database.run(lambda c: c.execute(select(upload_rows)).all()) == []


async def test_undo_brings_back_what_was_before(bot: Room) -> None:
    author = await teacher(bot)
    await published(bot, author)
    await published(bot, author, BANK.replace("From natrium.", "Latin: natrium."))
    assert versions(bot) == ["1 superseded", "2 published"]
    heard = await author.taps("Undo")
    assert heard.text == "Undone: version 1 of Chemistry is asked again."
    assert versions(bot) == ["1 published", "2 undone"]
    (sodium,) = (q for d in bot.deck_library.current.decks for q in d.questions() if q.ask == SODIUM)
    assert sodium.why == "From natrium."
    assert (await author.taps("Undo")).notices, "it is undone already"


async def test_undo_of_the_first_version_brings_back_the_folder(bot: Room) -> None:
    author = await teacher(bot)
    await published(bot, author)
    assert (await author.taps("Undo")).text == "Undone: Chemistry is as it was before your file."
    assert versions(bot) == ["1 undone"]
    assert bot.question("elements-01").why == ""
    assert "Published: Chemistry, version 2." in await published(bot, author)


async def test_an_older_version_can_not_be_undone(bot: Room) -> None:
    author = await teacher(bot)
    await published(bot, author)
    first = author.last()
    await published(bot, author, BANK.replace("From natrium.", "Latin: natrium."))
    undo = first["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    heard = await author.forges(first["message_id"], undo)
    assert heard.text == "Another version of Chemistry is asked by now; this one can't be undone."
    assert versions(bot) == ["1 superseded", "2 published"]


async def test_nobodys_memory_is_lost(bot: Room) -> None:
    """By its id, else by what it asks in its normal form: a question is the same one."""
    author = await teacher(bot)
    await published(bot, author)
    (sodium,) = (q for d in bot.deck_library.current.decks for q in d.questions() if q.ask == SODIUM)
    await bot.ann.says(f"/start q_{sodium.id}")
    await bot.ann.says("Na")
    before = bot.database.run(lambda c: Repository(c).progress(PersonId(1001), sodium.id))
    assert before is not None
    await published(bot, author, BANK.replace(SODIUM, "what is the symbol of SODIUM").replace("Na,", "Na!,"))
    (again,) = (q for d in bot.deck_library.current.decks for q in d.questions() if "SODIUM" in q.ask)
    assert again.id == sodium.id
    assert bot.database.run(lambda c: Repository(c).progress(PersonId(1001), again.id)) == before
    await author.taps("Undo")
    assert bot.database.run(lambda c: Repository(c).progress(PersonId(1001), sodium.id)) == before


async def test_what_needs_the_author_stays_out_and_what_is_left_out_too(bot: Room) -> None:
    author = await teacher(bot)
    bank = (
        'title = "More"\n\n[[question]]\nid = "more-01"\nask = "What is rust?"\nanswer = "iron oxide"\n'
        'examples.wrong = ["oxide of iron"]\n\n[[question]]\nid = "more-02"\nask = "What is ice?"\n'
        'answer = "frozen water"\nexamples.right = ["a cold stone"]\n\n[[question]]\nid = "more-03"\n'
        'ask = "What is steam?"\nanswer = "water as a gas"\nexamples.right = ["a cold stone"]\n'
    )
    await author.attaches("more.toml", bank)
    await author.taps("The 3")
    await author.taps("Keep it")
    await author.taps("Leave it out")
    heard = await author.taps("Later")
    assert heard.text == "1 question for Chemistry. 1 still needs you, and stays out."
    await author.taps("Publish")
    ids = {str(q.id) for d in bot.deck_library.current.decks for q in d.questions()}
    assert {"more-01", "more-02", "more-03"} & ids == {"more-01"}


async def test_a_new_course_is_there_for_learners(bot: Room) -> None:
    boss = await operator(bot)
    told = await published(bot, boss, caption="Salts and more")
    assert "Published: Salts and more, version 1.\nIt has 3 questions: 3 new, 0 changed." in told
    heard = await bot.ann.says("/learn salts-and-more")
    assert "Salts" in heard.text or "salts" in heard.text
    assert (await boss.taps("Undo")).text == "Undone: Salts and more is asked no more."
    assert decks(bot.turn) == ["Chemistry"]
    assert (await bot.ann.says("/learn salts-and-more")).messages


async def test_pasted_lines_are_published_too(bot: Room) -> None:
    author = await teacher(bot)
    await author.says(SALTS)
    await author.taps("Try it")
    await author.taps("Enough")
    assert "It has 4 questions: 2 new, 0 changed." in (await author.taps("Publish")).text


async def test_rights_are_looked_up_when_it_is_done(bot: Room) -> None:
    author = await teacher(bot)
    await author.attaches("salts.csv", BANK)
    await author.taps("Try it")
    await author.taps("Enough")
    bot.database.run(lambda c: Repository(c).take_role(PersonId(TEACHER), Role.AUTHOR, "chem"))
    assert (await author.taps("Publish")).notices
    assert versions(bot) == []


async def test_a_question_id_of_another_course_is_never_taken(bot: Room) -> None:
    boss = await operator(bot)
    topic = 'title = "T"\n\n[[question]]\nid = "elements-01"\nask = "What is rust?"\nanswer = "iron oxide"\n'
    await boss.attaches("rust.toml", topic, caption="Rust")
    await boss.taps("Try it")
    await boss.taps("Enough")
    await boss.taps("Publish")
    assert bot.question("elements-01").ask == POTASSIUM
    assert bot.question("elements-01-2").ask == "What is rust?"


async def test_it_is_done_once_however_often_it_is_tapped(bot: Room) -> None:
    author = await teacher(bot)
    await author.attaches("salts.csv", BANK)
    await author.taps("Try it")
    await author.taps("Enough")
    message = author.last()
    publish = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(3):
        author.person.tap(message["message_id"], publish)
    await author.reads()
    assert versions(bot) == ["1 published"]


async def test_a_new_course_keeps_the_title_that_its_file_gives(bot: Room) -> None:
    boss = await operator(bot)
    await boss.attaches("noble_gases.csv", BANK)
    assert "A new course: noble gases" in boss.last()["caption"]
    told = (await boss.taps("Try it"), await boss.taps("Enough"), await boss.taps("Publish"))[-1]
    assert "Published: noble gases, version 1." in told.text
    (course,) = [deck for deck in bot.deck_library.current.decks if deck.id == "noble-gases"]
    assert course.title == "noble gases"
