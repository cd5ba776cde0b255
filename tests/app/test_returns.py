"""What is said about a question's return, and that it returns so."""

from tests.conversation import Room, Talk, asks

LAYERS = "the number of hidden layers"


async def next_morning(bot: Room, ann: Talk) -> str:
    """A little after eight in Berlin, on the next day."""
    await bot.later(hours=14, minutes=5)
    return (await ann.reads()).text


async def test_tomorrow_is_said_where_tomorrow_has_a_place(bot: Room, ann: Talk) -> None:
    """Five a day of 33: two places are for what was missed."""
    await ann.says("/daily 5 questions")
    await ann.says("/daily 8:00")
    await ann.says("/start")
    assert "Back in a few minutes." in (await ann.says("idk")).text
    for said in ("next", "scikit-learn", "before", LAYERS, "a"):
        await ann.says(said)
    received = await ann.says("data parallelism and model parallelism; data parallelism is simpler")
    assert (
        "4 of 5 at once, 1 more when asked again. Deep comes back tomorrow, the others in some days."
        in received.text
    )

    assert asks("fundamentals-01") in await next_morning(bot, ann)


async def test_nothing_is_promised_where_there_is_no_place(bot: Room, ann: Talk) -> None:
    """One a day while 32 are new: the new ones go first, and the words say so."""
    await ann.says("/daily 8:00")
    await bot.later(hours=14, minutes=5)
    assert (await ann.reads()).text.startswith(asks("fundamentals-01"))
    received = await ann.says("idk")
    assert "It comes back in some days, after others that need it more." in received.text

    await bot.later(hours=24)
    assert asks("fundamentals-01") not in (await ann.reads()).text
