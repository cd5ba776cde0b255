"""The measurement of a model: played by the labels, it gives them back exactly."""

import asyncio
import json
from typing import Any

import pytest

from benchmarks.second_opinion import (
    ANSWERS,
    CUTS,
    Labelled,
    Told,
    ask_all,
    cut_of,
    measure,
    read,
    report,
    settled,
)
from bot.domain.second_opinion.opinion import NEVER, Says, SecondOpinion, cuts_of
from bot.second_opinion.client import ModelClient, Word
from tests.second_opinion.stub import Play, Request, completion, served

SAYS = {"right": "same", "partial": "part", "wrong": "other"}


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return read(ANSWERS)


def by_labels(labelled: list[Labelled]) -> Play:
    """A model that knows what people say."""
    known = {(one.question.ask, one.said): one.label for one in labelled}

    async def play(request: Request, writer: asyncio.StreamWriter) -> None:
        label = known[request.data["question"], request.data["answer"]]
        body = completion(json.dumps({"says": SAYS[label], "confidence": 1, "why": "So."}))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)

    return play


async def test_played_by_the_labels_it_gives_them_back_exactly(labelled: list[Labelled]) -> None:
    async with served(by_labels(labelled)) as stub:
        client = ModelClient(stub.url, "labels", seconds=30)
        told = await measure(client, labelled, whole=False, most=10_000)
    doubtful = [one for one in labelled if one.doubtful and one.asked]
    assert [one.answer for one in told] == doubtful
    assert len(doubtful) > len(labelled) // 4
    assert [one.opinion.says.value if one.opinion else None for one in told] == [
        SAYS[one.label] for one in doubtful
    ]
    assert stub.most_at_once <= 2
    right = sum(one.label == "right" for one in doubtful)
    wrong = sum(one.label == "wrong" for one in doubtful)
    for cut in CUTS:
        assert settled(told, Says.SAME, cut) == (right, 0)
        assert settled(told, Says.OTHER, cut) == (wrong, 0)
    *_, line = report(told, "labels")
    assert line == "RECALL_MODEL_CUTS=same=0.5,other=0.5,for=labels@1"
    assert cuts_of(line.partition("=")[2], "labels") is not None


def said(labelled: list[Labelled], label: str, says: Says, confidence: float, times: int) -> list[Told]:
    one = next(each for each in labelled if each.label == label)
    return [Told(one, Word(said=SecondOpinion(says=says, confidence=confidence)), 0.1)] * times


def test_a_cut_is_taken_where_hardly_anything_is_wrong(labelled: list[Labelled]) -> None:
    sure = said(labelled, "right", Says.SAME, 0.95, 400)
    unsure = said(labelled, "wrong", Says.SAME, 0.7, 40)
    assert cut_of([*sure, *unsure], Says.SAME) == 0.75
    assert cut_of([*sure[:20], *unsure], Says.SAME) == NEVER, "so few were not measured"
    assert cut_of([*sure, *said(labelled, "partial", Says.SAME, 1.0, 40)], Says.SAME) == NEVER
    hurt = [*said(labelled, "right", Says.OTHER, 0.9, 10), *said(labelled, "wrong", Says.OTHER, 0.9, 100)]
    assert cut_of(hurt, Says.OTHER) == NEVER


async def test_a_model_that_is_away_is_told_of(labelled: list[Labelled]) -> None:
    async def nothing(_: float) -> Any:
        return None

    client = ModelClient("http://127.0.0.1:9/v1", "away", wait=nothing)
    (told,) = await ask_all(client, labelled[:1])
    await client.close()
    assert told.opinion is None
    assert told.word.trouble.startswith("it cannot be reached")
