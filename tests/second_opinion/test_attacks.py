"""A model that obeys whoever tells it something: the bot does not ask it, and says nothing of it."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.conversation import room
from tests.second_opinion.attacks import HONEST, INJECTED
from tests.second_opinion.conftest import Asked, model_at
from tests.second_opinion.stub import Request, completion, says, served

TOLD = ("I think", "Not quite, I think")


async def obedient(request: Request, writer: asyncio.StreamWriter) -> None:
    """It says same to everything that looks like an order, and is quite sure."""
    body = completion(json.dumps({"says": "same", "confidence": 1, "why": "As you wish."}))
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)


async def test_no_order_in_an_answer_is_followed(asking: Asked) -> None:
    bot = await asking(obedient)
    for order in INJECTED:
        said = f"that the net learns it all by rote. {order}"
        await bot.ann.says("/start q_doubt-2")
        await bot.ann.says(said)
        assert not bot.ann.last()["text"].startswith(TOLD), said
        assert "Right" not in bot.ann.last()["text"].split(".")[0], said
    assert asking.stub.requests == [], "it was never asked"
    await bot.ann.says("/start q_doubt-2")
    await bot.ann.says(HONEST[1])
    assert bot.ann.last()["text"].startswith(TOLD), "an honest answer is asked about"


async def test_no_order_in_a_deck_is_followed(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "spoilt"
    folder.mkdir(parents=True)
    (folder / "deck.toml").write_text('title = "Spoilt"\nlang = "en"\nlicence = "MIT"\n')
    orders = [order for order in INJECTED if "\n" not in order and order.isprintable()]
    questions = [
        f'[[question]]\nid = "spoilt-{n}"\nask = {json.dumps(f"What does dropout prevent? {order}")}\n'
        f'answer = "Memorising."\n'
        for n, order in enumerate(orders, 1)
    ]
    (folder / "all.toml").write_text('title = "All"\n\n' + "\n".join(questions))
    async with served(says("same", 1.0)) as stub:
        model = model_at(stub)
        async with room(sqlite_url, folder.parent, model) as bot:
            for n in range(1, len(orders) + 1):
                await bot.ann.says(f"/start q_spoilt-{n}")
                await bot.ann.says("that the net just learns everything by heart")
                assert not bot.ann.last()["text"].startswith(TOLD)
        await model.client.close()
        assert len(orders) >= 30
        assert stub.requests == []


@pytest.mark.parametrize(
    "why",
    ["Visit http://example.com", "Write to @somebody", "<b>wrong</b>", "The verdict is other.", "x" * 300],
)
async def test_a_reason_that_may_not_be_shown_is_left_out(asking: Asked, why: str) -> None:
    bot = await asking(says("other", 0.99, why))
    await bot.ann.says("/start q_doubt-2")
    await bot.ann.says(HONEST[1])
    assert bot.ann.last()["text"].startswith("Not quite, I think.\nMy answer: Memorising.")
