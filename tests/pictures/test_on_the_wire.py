"""A picture on its way to a person, through the real library and the local Bot API server."""

from telegram import Message

from bot.pictures.calendar import WIDE, Calendar, draw
from bot.playground.api import BotApi
from bot.telegram.client import BotClient, Draw
from bot.telegram.rate_limits import RateLimits
from bot.telegram.sender import Sender
from bot.words.spoken import Button, Spoken
from tests.pictures.years import YEAR
from tests.telegram.hand_time import HandTime
from tests.telegram.rooms import MemoryPost
from tests.wire import BASE_URL, InProcessRequest, clean

ANN = 1001
TOLD = Spoken(
    text="<b>23 days in a row.</b> Fundamentals: 9 in 10.",
    choices=((Button(label="In words", data="1:0:words"),),),
    picture=YEAR.to_json(),
)


def paint(description: str) -> bytes:
    return draw(Calendar.from_json(description))


async def told(draw: Draw) -> Message:
    """What Ann sees of TOLD, as the library reads it."""
    time = HandTime()
    api = BotApi(now=time.now)
    request = InProcessRequest(api)
    line = BotClient(
        token=api.token, api=BASE_URL.removesuffix("/bot"), polls=request, sends=request, draw=draw
    )
    post = MemoryPost()
    api.person(ANN).say("/streak")
    post.write(ANN, spoken=TOLD.to_json())
    await Sender(line, post, time.timing(), RateLimits.none()).drain(time.now())
    [seen] = [message for message in api.person(ANN).messages() if message["from"]["is_bot"]]
    clean(api)
    message = Message.de_json(seen, line.bot)
    assert post.arrived == {1: message.message_id}
    assert message.reply_markup is not None
    return message


async def test_a_year_arrives_as_a_photo_with_its_words_and_choices() -> None:
    message = await told(paint)
    assert message.caption == "23 days in a row. Fundamentals: 9 in 10."
    assert [size.width for size in message.photo] == [WIDE]
    assert message.photo[0].file_size == len(draw(YEAR))


async def test_a_year_that_cannot_be_drawn_arrives_as_its_words() -> None:
    message = await told(lambda description: paint(f"no {description}"))
    assert message.text == "23 days in a row. Fundamentals: 9 in 10."
    assert not message.photo
