"""From a file to a version and back on both databases; a fault at any step leaves nothing half."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from bot.store.authoring.deck_tables import deck_files, deck_versions, published_by, upload_rows, uploads
from bot.store.repository import Repository
from tests.app.authoring.chemistry import chemistry, teacher
from tests.app.authoring.test_uploads import BANK
from tests.conversation import Room

STEPS = ("save_readout", "upload_rows", "publish_deck", "_raise_deck_revision", "keep_content")


class Fault(Exception):
    """Something that nobody has foreseen."""


@pytest.fixture
async def bot(store_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with chemistry(store_url, tmp_path / "content") as opened:
        yield opened


def counts(bot: Room) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        tables = (deck_versions, deck_files, published_by, upload_rows)
        return [connection.execute(select(func.count()).select_from(table)).scalar() for table in tables]

    return bot.database.run(read)


def fails_once(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The step is done, and then the transaction fails; the next time all is well."""
    whole = getattr(Repository, step)

    def failing(*args: Any, **kwargs: Any) -> Any:
        whole(*args, **kwargs)
        monkeypatch.setattr(Repository, step, whole)
        raise Fault(step)

    monkeypatch.setattr(Repository, step, failing)


async def wait_for(bot: Room, talk: Any) -> str:
    """What is said once it has been worked on; a fault on the way is followed by another go."""
    try:
        heard = await talk.reads()
    except Fault:
        heard = await talk.reads()
    if not heard.messages:
        await bot.later(minutes=5)
        heard = await talk.reads()
    return str(heard.text)


@pytest.mark.parametrize("step", STEPS)
async def test_nothing_is_half_and_nothing_twice(
    bot: Room, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    author = await teacher(bot)
    reading = step == "save_readout"
    if reading:
        fails_once(monkeypatch, step)
        with pytest.raises(Fault):
            await author.attaches("salts.csv", BANK)
        assert counts(bot) == [0, 0, 0, 0]
        assert "3 are ready" in await wait_for(bot, author)
    else:
        assert "3 are ready" in (await author.attaches("salts.csv", BANK)).text
    assert counts(bot) == [0, 0, 0, 4]
    await author.taps("Try it")
    await author.taps("Enough")
    button = author.last()["reply_markup"]["inline_keyboard"][0][0]
    assert button["text"] == "Publish"
    author.person.tap(author.last()["message_id"], button["callback_data"])
    await bot.telegram_bot.turn(bot.clock.now())
    if not reading:
        fails_once(monkeypatch, step)
        with pytest.raises(Fault):
            await bot.uploads.work()
        assert counts(bot) == [0, 0, 0, 4], "it is as it was"
    assert "Published: Chemistry, version 1." in await wait_for(bot, author)
    assert counts(bot)[0::2] == [1, 1]
    (one,) = bot.database.run(lambda c: c.execute(select(uploads)).all())
    assert (one.state, one.version, one.content) == ("published", 1, None)
    assert (await author.taps("Undo")).text == "Undone: Chemistry is as it was before your file."
