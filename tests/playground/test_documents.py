"""Files that people send: the bot hears of them and fetches them as from Telegram."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.playground.api import BotApi
from bot.playground.attachments import LARGEST_FETCHED, named
from bot.playground.params import Upload
from bot.playground.person import Person
from bot.playground.rules import CannotDo
from bot.playground.seed import STUDY_GROUP
from tests.decks.sounds import M4A, MP3, OPUS
from tests.playground.conftest import ANN, BOB, Page
from tests.wire import clean

DECK = b'title = "\xc3\x84pfel"\n'


async def send(page: Page, data: bytes, mime: str = "", **query: str | int) -> tuple[int, dict[str, object]]:
    """As the page's script does it: the body is the file."""
    url = f"{page.url}/play/document"
    headers = {"Content-Type": mime} if mime else {}
    async with page.session.post(url, params=query, data=data, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_file_goes_to_the_bot_and_can_be_fetched(page: Page, http_bot: Bot) -> None:
    """Over HTTP, by the library's own requests; the page can save it too."""
    _, said = await page.post("say", person=ANN, text="here it is")
    status, sent = await send(
        page, DECK, "application/toml", person=ANN, name="äpfel.toml", reply_to=said["message_id"]
    )
    assert status == 200
    message = (await http_bot.get_updates(timeout=5))[-1].message
    assert message is not None
    assert message.document is not None
    assert message.message_id == sent["message_id"]
    assert message.reply_to_message is not None
    document = message.document
    assert (document.file_name, document.mime_type) == ("äpfel.toml", "application/toml")
    assert document.file_size == len(DECK)
    file = await http_bot.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()) == DECK
    shown = (await page.state())["messages"][-1]
    async with page.session.get(page.url + shown["document_url"]) as answer:
        assert (answer.headers["Content-Disposition"], await answer.read()) == ("attachment", DECK)


async def test_a_file_without_a_name_or_with_nothing_in_it_is_refused(page: Page) -> None:
    assert (await send(page, DECK, person=ANN))[0] == 400
    status, told = await send(page, b"", person=ANN, name="empty.toml")
    assert (status, told["error"]) == (400, "There is nothing to send: the file is empty.")
    assert (await page.state())["messages"] == []


async def test_a_bot_cannot_fetch_what_is_larger_than_20_mb(api: BotApi, bot: Bot, ann: Person) -> None:
    """It hears of it all the same."""
    ann.attach(Upload(name="large.bin", data=bytes(LARGEST_FETCHED + 1)))
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(message.document.file_id)
    clean(api)


def test_a_group_may_keep_its_members_from_sending_files(group: BotApi) -> None:
    paper = Upload(name="a.toml", data=DECK)
    assert group.person(BOB).at(STUDY_GROUP).attach(paper)
    group.organiser(ANN).permit(STUDY_GROUP, {"can_send_documents": False})
    with pytest.raises(CannotDo, match="no files"):
        group.person(BOB).at(STUDY_GROUP).attach(paper)
    assert len(group.world.state.files) == 1


@pytest.mark.parametrize(
    ("name", "mime", "tidy"),
    [
        ("deck.toml", "text/plain", ("deck.toml", "text/plain")),
        ("../../etc/deck.toml", "", ("deck.toml", "application/octet-stream")),
        ("C:\\decks\\a.csv", "Text/CSV", ("a.csv", "text/csv")),
        ("\x00\n", "no type", ("file", "application/octet-stream")),
    ],
)
def test_a_name_is_no_path_and_a_type_is_one(name: str, mime: str, tidy: tuple[str, str]) -> None:
    upload = named(name, DECK, mime)
    assert (upload.name, upload.mime) == tidy


@pytest.mark.parametrize(
    ("sent_as", "data", "mime"),
    [("audio", MP3, "audio/mpeg"), ("audio", M4A, "audio/mp4"), ("voice", OPUS, "audio/ogg")],
)
async def test_a_sound_of_the_bot_can_be_played_on_the_page(
    page: Page, http_bot: Bot, sent_as: str, data: bytes, mime: str
) -> None:
    await page.post("say", person=ANN, text="hello")
    send = http_bot.send_audio if sent_as == "audio" else http_bot.send_voice
    sent = getattr(await send(ANN, data, caption="Listen."), sent_as)
    assert (sent.mime_type, sent.file_size) == (mime, len(data))
    again = getattr(await send(ANN, sent.file_id), sent_as)
    assert again.file_id == sent.file_id
    shown = (await page.state())["messages"][-1]
    async with page.session.get(page.url + shown["audio_url"]) as answer:
        assert (answer.headers["Content-Type"], await answer.read()) == (mime, data)


async def test_the_words_beside_a_sound_can_be_edited(http_bot: Bot, page: Page) -> None:
    await page.post("say", person=ANN, text="hello")
    sent = await http_bot.send_audio(ANN, MP3, caption="Listen.", title="A song")
    assert sent.audio is not None
    assert sent.audio.title == "A song"
    edited = await http_bot.edit_message_caption(ANN, sent.message_id, caption="Heard.")
    assert edited.caption == "Heard."  # type: ignore[union-attr]
