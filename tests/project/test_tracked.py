"""What git keeps belongs to the project: no paths of a machine, no addresses nobody meant to name."""

import re

from tests.project.repository import ROOT, pages, text_of, tracked

HOSTS = {
    "127.0.0.1",
    "localhost",
    "::1",
    "t.me",
    "api.telegram.org",
    "core.telegram.org",
    "keepachangelog.com",
    "semver.org",
    "json-schema.org",
    "sqlite.org",
    "www.w3.org",
    "x.org",
}
"""Whom a file may name. Examples end in `.example` or are `example.…`; licences name whom they like."""
_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")
_HOST = re.compile(r"https?://(?:[^/\s\"'`@]*@)?(\[[0-9a-f:]+\]|[\w.-]+)")
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def foreign(host: str) -> bool:
    host = host.strip("[]").rstrip(".")
    made_up = "." not in host and ":" not in host
    return not (
        host in HOSTS or made_up or host.startswith("example.") or host.endswith((".example", ".test"))
    )


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = {name: _MACHINE.findall(text) for name, text in tracked().items()}

    assert {name: hits for name, hits in found.items() if hits} == {}


def test_no_file_names_a_server_that_is_not_listed_here() -> None:
    found = {
        name: {host for host in _HOST.findall(text) if foreign(host)}
        for name, text in tracked().items()
        if not name.endswith("LICENSE")
    }

    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_every_link_between_pages_leads_somewhere() -> None:
    dead = [
        f"{name}: {link}"
        for name, text in pages().items()
        for link in _LINK.findall(text)
        if "://" not in link and not ((ROOT / name).parent / link).exists()
    ]

    assert dead == []


def test_the_changelog_has_a_place_for_what_comes() -> None:
    text = text_of("CHANGELOG.md")

    assert text.index("## [Unreleased]") < text.index("### ")
