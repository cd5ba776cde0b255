"""`recall doctor` asks the model one small question."""

from bot.ops.findings import State
from bot.second_opinion.examining import examine_model
from bot.settings import settings_of
from tests.second_opinion.stub import KEY, Play, says, served, status, with_key


async def found(play: Play, **more: str) -> tuple[State, str]:
    async with served(play) as stub:
        given = {"RECALL_MODEL_URL": stub.url, "RECALL_MODEL_NAME": "stub", **more}
        (one,) = await examine_model(settings_of(given))
    return one.state, one.told


async def test_what_answers_and_counts_is_well() -> None:
    state, told = await found(says("same"), RECALL_MODEL_CUTS="same=0.8,other=2,for=stub@1")
    assert state is State.OK
    assert told == "stub answers, by 1 requests and 100 tokens; same counts from 0.8 on, other from 2"


async def test_what_was_not_measured_is_said_so() -> None:
    for cuts in ({}, {"RECALL_MODEL_CUTS": "same=0.8,other=2,for=another@1"}):
        state, told = await found(says("same"), **cuts)
        assert state is State.NOTE
        assert told.endswith("not measured, so only authors see what it says.")


async def test_what_cannot_be_used_is_told_with_what_to_do() -> None:
    assert (await found(status(404)))[1].startswith("stub: there is no such model or address (404).")
    assert (await found(with_key(says("same")), RECALL_MODEL_KEY=f"{KEY}-not"))[0] is State.BAD
    assert (await found(says("same"), RECALL_MODEL_CUTS="same"))[1].startswith("RECALL_MODEL_CUTS: ")
    remote = {"RECALL_MODEL_URL": "https://model.example/v1", "RECALL_MODEL_NAME": "m"}
    (one,) = await examine_model(settings_of(remote))
    assert one.told.startswith("RECALL_MODEL_KEY: it is missing;")
    (one,) = await examine_model(settings_of({"RECALL_MODEL_URL": "http://localhost:9/v1"}))
    assert one.told.startswith("RECALL_MODEL_NAME: it is missing.")
