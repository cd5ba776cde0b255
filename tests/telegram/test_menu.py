"""The menu of commands."""

import pytest
from telegram.error import NetworkError

from bot.telegram.menu import Menu, set_menus
from tests.telegram.server import Server, refusal

LEARN, HELP = ("learn", "Practise a topic"), ("help", "What I can do")
EN = Menu(private=(LEARN, HELP), groups=(HELP,))
DE = Menu(private=(LEARN,), language="de")


def entry(command: str, description: str) -> dict[str, str]:
    return {"command": command, "description": description}


async def test_private_chats_get_the_whole_menu_and_groups_their_own() -> None:
    server = Server()
    assert await set_menus(server.client().bot, [EN, DE])
    assert [call.params for call in server.sent("setMyCommands")] == [
        {"commands": [entry(*LEARN), entry(*HELP)], "scope": {"type": "all_private_chats"}},
        {"commands": [entry(*HELP)], "scope": {"type": "all_group_chats"}},
        {"commands": [entry(*LEARN)], "scope": {"type": "all_private_chats"}, "language_code": "de"},
    ]


async def test_a_menu_that_cannot_be_set_is_logged_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    server = Server()
    server.told["setMyCommands"].append(refusal(400, "Bad Request: BOT_COMMAND_INVALID"))
    assert await set_menus(server.client().bot, [EN]), "the server will not think better of it"
    assert "All commands work" in caplog.text


async def test_a_menu_is_to_be_tried_again_where_the_server_was_away() -> None:
    server = Server()
    server.told["setMyCommands"].append(NetworkError("away"))
    assert not await set_menus(server.client().bot, [EN])
