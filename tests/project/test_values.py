"""Values are msgspec's Structs. `dataclasses.replace` fails on them, and only when it runs."""

import ast

from tests.project.repository import ROOT

KEPT = {"bot/domain/deck.py", "bot/app/authoring/trial.py"}
"""They copy a `Deck` and a `Lexicon`, which stay dataclasses."""


def test_nothing_in_the_bot_treats_values_as_dataclasses() -> None:
    off = [
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / "bot").rglob("*.py"))
        if "playground" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        if {name.name for name in node.names} & {"asdict", "astuple", "fields", "replace"}
    ]
    assert set(off) - KEPT == set()
