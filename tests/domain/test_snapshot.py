"""A question as text: what was written once is read for ever."""

import json
from pathlib import Path

import pytest
from msgspec import DecodeError

from bot.domain.snapshot import freeze, thaw

WRITTEN = (Path(__file__).with_name("snapshots.jsonl")).read_text(encoding="utf-8").splitlines()
"""Snapshots of the shipped decks as the code before decision 0015 wrote them: one of each kind there is."""


@pytest.mark.parametrize("text", WRITTEN, ids=lambda text: json.loads(text)["kind"])
def test_a_snapshot_written_by_earlier_code_is_the_same_question(text: str) -> None:
    question = thaw(text)

    before, after = json.loads(text), json.loads(freeze(question))
    assert {key: after[key] for key in before} == before
    assert not any(after[key] for key in after.keys() - before.keys()), "what came later is empty"
    assert thaw(freeze(question)) == question


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"kind":"riddle"}', WRITTEN[0].replace('"id":', '"name":')]
)
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(DecodeError):
        thaw(text)
