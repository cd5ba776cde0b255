"""Files and folders of a deck that are not what they seem."""

import os
import socket
from pathlib import Path

import pytest

from bot.decks.faults import BrokenDeck
from bot.decks.folders import ENTRIES
from bot.decks.load import load_library, read_deck
from tests.decks.paper import CARD, GOOD, write


def test_no_deck_at_a_path_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BrokenDeck, match=r"no deck\.toml is here"):
        load_library([tmp_path / "nothing"])


def test_a_link_that_leads_out_of_the_deck_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(GOOD.replace('"one"', '"two"'))
    folder = write(tmp_path)
    (folder / "two.toml").symlink_to(secret)

    deck, [fault] = read_deck(folder)

    assert deck is None
    assert "leads out" in fault.wrong


def test_a_card_that_is_a_link_out_of_its_deck_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(CARD)
    folder = write(tmp_path)
    (folder / "deck.toml").unlink()
    (folder / "deck.toml").symlink_to(secret)

    deck, [fault] = read_deck(folder)

    assert deck is None
    assert "leads out" in fault.wrong


def test_a_deck_that_is_a_link_out_of_the_folder_of_decks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "small").symlink_to(write(tmp_path))

    with pytest.raises(BrokenDeck, match="leads out of its folder"):
        load_library([tmp_path / "decks"])


def test_what_is_no_regular_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path)
    os.mkfifo(folder / "fifo.toml")
    (folder / "folder.toml").mkdir()
    (folder / "link.toml").symlink_to(folder / "fifo.toml")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket.toml"))
        deck, faults = read_deck(folder)

    assert deck is None
    assert [fault.file.stem for fault in faults] == ["fifo", "folder", "link", "socket"]
    assert {fault.wrong for fault in faults} == {"this is no regular file"}


def test_a_pipe_in_place_of_the_card_is_refused_or_no_deck(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "deck.toml").unlink()
    os.mkfifo(folder / "pipe")
    (folder / "deck.toml").symlink_to("pipe")
    with pytest.raises(BrokenDeck, match="this is no regular file"):
        load_library([folder])

    (folder / "deck.toml").unlink()
    os.mkfifo(folder / "deck.toml")
    with pytest.raises(BrokenDeck, match=r"no deck\.toml is here"):
        load_library([folder])


def test_a_link_to_a_file_of_the_same_deck_is_followed(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "one.toml").rename(folder / "written")
    (folder / "one.toml").symlink_to("written")

    deck, faults = read_deck(folder)

    assert deck
    assert faults == []


def test_a_link_in_a_circle_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "two.toml").symlink_to("two.toml")

    deck, [fault] = read_deck(folder)

    assert deck is None
    assert fault.wrong.startswith(("this link leads nowhere", "the file cannot be read (Too many levels"))


def test_a_folder_of_very_many_files_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path)
    for number in range(ENTRIES - 1):
        (folder / f"{number}.txt").touch()

    with pytest.raises(BrokenDeck, match="files are in this folder"):
        load_library([folder])


def test_a_badly_named_file_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "Two Three.toml").write_text(GOOD)

    deck, [fault] = read_deck(folder)

    assert deck is None
    assert "no name for a topic" in fault.wrong
