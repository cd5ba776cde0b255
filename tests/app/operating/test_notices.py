"""Who looks after the bot reads how it stands, and is told what has come up: once, and soon."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from bot.app.events import ChatId
from bot.app.ports.outbox import Act, Lane
from bot.store import outbox
from bot.store.operating.backups import note_backup
from bot.store.outbox import OutboxDraft
from bot.store.tables import dead_updates
from bot.words.spoken import Spoken
from tests.app.authoring.chemistry import operator
from tests.conversation import Room, Talk

HALF_A_MINUTE = timedelta(seconds=31)


async def told(bot: Room, talk: Talk, after: timedelta = HALF_A_MINUTE) -> str:
    """What somebody is told unasked."""
    bot.clock.pass_by(after)
    await bot.turn.tick()
    return (await talk.reads()).text


async def test_status_tells_how_it_stands(bot: Room) -> None:
    olga = await operator(bot)
    await bot.ann.says("/start q_elements-02")
    await bot.ann.says("I don't know")
    await bot.ann.says("/next")
    await bot.ann.says("something")
    said = (await olga.says("/status")).text
    assert said.splitlines()[0].startswith("This is Recall 0.")
    assert "2 people are here, 1 answered in the last day." in said
    assert "Nothing waits to be sent." in said
    assert "I know of no back-up." in said
    assert "1 course with " in said


async def test_to_others_it_is_no_command(bot: Room) -> None:
    await bot.ann.says("/start")
    for words in ("/status", "/announce hello"):
        assert (await bot.ann.says(words)).text.startswith("I don't know"), words
    assert await told(bot, bot.ann, timedelta(minutes=90)) == ""


async def test_that_it_was_away_is_told_once_it_is_back(bot: Room) -> None:
    olga = await operator(bot)
    assert await told(bot, olga) == ""
    assert (await told(bot, olga, timedelta(minutes=90))).startswith("I was away from 2 Mar, 18:0")
    assert await told(bot, olga) == ""
    assert "I was away from 2 Mar" in (await olga.says("/status")).text


async def test_a_dead_update_is_told_and_no_flood_of_them(bot: Room) -> None:
    olga = await operator(bot)
    for number in (1, 2):
        await bot.turn.save_dead_update(number, {}, "x", None)
    assert (await told(bot, olga)).startswith("2 updates could not be handled.")
    later = {"update_id": 3, "at": bot.clock.now() + timedelta(seconds=1), "error": "x", "raw": "{}"}
    bot.database.run(lambda c: c.execute(insert(dead_updates).values(later)) and None)
    assert await told(bot, olga) == ""
    await bot.later(minutes=60)
    assert (await olga.reads()).text.startswith("1 update could not be handled.")


async def test_a_failed_back_up_is_told_until_one_succeeds(bot: Room, store_url: str) -> None:
    olga = await operator(bot)
    note_backup(store_url, bot.clock.now(), done=True)
    assert await told(bot, olga) == ""
    note_backup(store_url, bot.clock.now(), done=False)
    assert (await told(bot, olga)).startswith("The back-up of 2 Mar, 18:00 failed.")
    assert await told(bot, olga) == ""
    note_backup(store_url, bot.clock.now() + timedelta(seconds=1), done=True)
    assert "The last back-up is of 2 Mar, 18:01." in (await olga.says("/status")).text


async def test_replies_that_do_not_leave_are_told(bot: Room) -> None:
    olga = await operator(bot)
    await bot.bob.says("/start")
    chat, spoken = ChatId(bot.bob.person.id), Spoken(text="Late").to_json()
    draft = OutboxDraft(chat=chat, learner=None, lane=Lane.REPLY, act=Act.SEND, spoken=spoken)
    at = bot.clock.now()
    bot.database.run(lambda c: outbox.post(c, draft, at) and None)
    assert (await told(bot, olga, timedelta(minutes=11))).startswith("Replies have waited since 2 Mar, 18:0")
    assert await told(bot, olga) == "", "it has left now"


async def test_a_deck_that_breaks_is_told_once(bot: Room, tmp_path: Path) -> None:
    olga = await operator(bot)
    [file] = (tmp_path / "content").rglob("elements.toml")
    good = file.read_text(encoding="utf-8")
    file.write_text(good + "\n[[question]]\n", encoding="utf-8")
    bot.deck_library.reload()
    heard = await told(bot, olga)
    assert heard.startswith("Some of the decks cannot be used as they are;")
    assert "elements.toml" in heard
    assert await told(bot, olga) == ""
    file.write_text(good, encoding="utf-8")
    bot.deck_library.reload()
    assert await told(bot, olga) == ""
    file.write_text(good + "\n[[question]]\n", encoding="utf-8")
    bot.deck_library.reload()
    assert (await told(bot, olga)).startswith("Some of the decks")
    assert "elements.toml" in (await olga.says("/status")).text


async def test_who_becomes_one_is_not_told_of_long_ago(bot: Room) -> None:
    await bot.turn.save_dead_update(1, {}, "x", None)
    await bot.later(hours=3)
    olga = await operator(bot)
    assert await told(bot, olga) == ""
