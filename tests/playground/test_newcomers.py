"""More people can be added, up to thirty, by name; they stay, and take part like everybody."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.playground.api import BotApi
from bot.playground.newcomers import LONGEST_NAME, MOST_PEOPLE, add_person
from bot.playground.rules import CannotDo
from bot.playground.seed import STUDY_GROUP
from bot.playground.server import serve
from tests.playground.conftest import ANN, Hand, Page, heard
from tests.wire import clean


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1), "ann", " Ann ", "a/b"])
def test_a_name_that_will_not_do_is_refused(api: BotApi, name: str) -> None:
    with pytest.raises(CannotDo, match=r"\.$"):
        add_person(api.world, name)
    assert len(api.world.state.people) == 3


def test_thirty_are_the_most(api: BotApi) -> None:
    numbers = [add_person(api.world, f"Pupil {number}") for number in range(MOST_PEOPLE - 3)]
    assert len({ANN, *numbers}) == MOST_PEOPLE - 2
    with pytest.raises(CannotDo, match="There are 30 people here"):
        add_person(api.world, "One more")


def test_a_newcomer_writes_and_joins(api: BotApi) -> None:
    dora = add_person(api.world, " Dora  \n Maar ")
    assert api.world.user(dora)["first_name"] == "Dora Maar"
    api.person(dora).say("hello")
    assert heard(api) == ["hello"]
    api.organiser(dora).join(STUDY_GROUP)
    assert api.person(dora).at(STUDY_GROUP).say("hello all")
    clean(api)


async def test_newcomers_stay(hand: Hand, tmp_path: Path) -> None:
    """Also when the playground is started again; in the order in which they came."""
    for names in (["Dora", "Emil"], ["Fay"]):
        playground = await serve(tmp_path / "state.db", "127.0.0.1", 0, hand)
        async with ClientSession() as session:
            page = Page(playground.url, session)
            for name in names:
                status, made = await page.post("people", name=name)
                assert (status, (await page.state(person=made["person"]))["blocked"]) == (200, False)
            people = (await page.get("/play/people"))["people"]
        await playground.close()
    assert [one["name"] for one in people] == ["Ann", "Bob", "Cleo", "Dora", "Emil", "Fay"]
    assert len({one["id"] for one in people}) == 6
