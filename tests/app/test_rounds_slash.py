"""An accepted answer beats a command word, in a round too."""

from pathlib import Path

from bot.playground.seed import ANN, BOB, CLEO
from tests.app.party import Party
from tests.conversation import room


def write_deck(folder: Path) -> Path:
    deck = folder / "paths"
    deck.mkdir(parents=True)
    (deck / "deck.toml").write_text('title = "Paths"\nlang = "en"\nlicence = "MIT"\n')
    question = 'id = "paths-1"\ntitle = "temporary"\nask = "Where do temporary files go?"\nanswer = "/tmp"'
    (deck / "all.toml").write_text(f'title = "All"\n\n[[question]]\n{question}\n')
    return folder


async def test_a_reply_with_a_slash_is_an_answer_if_it_is_right(sqlite_url: str, tmp_path: Path) -> None:
    async with room(sqlite_url, write_deck(tmp_path)) as opened:
        for who in (ANN, BOB, CLEO):
            await opened.talk(who).says("/start")
        group = Party(opened)
        await group.begin()
        await group.says(ANN, "/quiz 1")
        for who in (BOB, CLEO):
            await group.taps(who, "Join")
        await group.taps(ANN, "Start")
        await group.reads()
        assert await group.answers(BOB, "/tmp") == ""
        await group.read_in_private(CLEO)
        assert await group.private(CLEO, "/tmp") == ""
        assert "Stopped here." not in await group.answers(CLEO, "/top"), "a command stays one"
        assert "Right: Bob, Cleo." in await group.waits(46)
