"""Measures a language model as a second opinion, and prints the line that lets its word count.

    python -m benchmarks.second_opinion     the model of RECALL_MODEL_URL, _NAME and _KEY (or of `.env`)
    … --answers FILE     other labelled answers (JSON lines: lang, question, references, answer, label)
    … --most 200         the first so many in doubt alone, for a look
    … --all              also those that the marker can tell, which no bot would ask about

Each answer is marked first; those in doubt are asked about as the bot asks, two at a time. `label` is right,
partial or wrong. A cut is taken where what it settles is wrong in at most 1 of 50 cases; where there is none,
the model's word never counts. The lines *held out* take the cuts from one half of the questions and count on
the other, for a cut looks best where it was found.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from statistics import median

from bot.decks.adhoc import question_of
from bot.domain.marking import Mark, lexicon_of, mark
from bot.domain.question import Question
from bot.domain.second_opinion.asking import messages_for
from bot.domain.second_opinion.checks import may_be_asked
from bot.domain.second_opinion.opinion import NEVER, Cuts, Says, SecondOpinion, measured_as
from bot.second_opinion.client import OPINION, ModelClient, Word
from bot.second_opinion.making import client_of
from bot.second_opinion.worker import AT_ONCE
from bot.settings import read_settings

ANSWERS = Path(__file__).with_name("answers") / "general.jsonl"
CUTS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.0)
MOST_WRONG = 0.02
"""Of what a cut settles, so much may be wrong."""
FEWEST = 25
"""A cut that settles fewer was not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An answer, and what people say of it."""

    question: Question
    said: str
    label: str
    doubtful: bool
    """The marker can't tell."""
    asked: bool
    """A model may be asked about it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled answer, and what the model says."""

    answer: Labelled
    word: Word[SecondOpinion]
    seconds: float

    @property
    def opinion(self) -> SecondOpinion | None:
        return self.word.said


def read(file: Path) -> list[Labelled]:
    """The labelled answers of a file, each marked."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        accept, lang = list(entry["references"]), entry["lang"]
        question = question_of({"ask": entry["question"], "accept": accept, "lang": lang})
        lexicon, said = lexicon_of(None, lang=lang), entry["answer"]
        found.append(
            Labelled(
                question=question,
                said=said,
                label=entry["label"],
                doubtful=mark(question, said, lexicon).mark is Mark.DOUBTFUL,
                asked=may_be_asked(question, said, lexicon),
            )
        )
    return found


async def ask_all(client: ModelClient, answers: Sequence[Labelled], at_once: int = AT_ONCE) -> list[Told]:
    """What the model says of each, in their order."""
    places = asyncio.Semaphore(at_once)

    async def ask(one: Labelled) -> Told:
        async with places:
            began = time.monotonic()
            word = await client.ask(messages_for(one.question, one.said), OPINION)
            return Told(one, word, time.monotonic() - began)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(one)) for one in answers]
    return [task.result() for task in tasks]


def settled(told: Sequence[Told], says: Says, cut: float) -> tuple[int, int]:
    """How many answers that cut settles so, and how many of these wrongly: said right though not, or told
    "Not quite" though right."""
    spoken = [(one.answer.label, one.opinion) for one in told if one.opinion is not None]
    labels = [label for label, word in spoken if word.says is says and word.confidence >= cut]
    right = labels.count("right")
    return len(labels), len(labels) - right if says is Says.SAME else right


def cut_of(told: Sequence[Told], says: Says) -> float:
    """The lowest cut from which on it may count; NEVER if there is none."""
    for cut in CUTS:
        n, wrong = settled(told, says, cut)
        if n >= FEWEST and wrong / n <= MOST_WRONG:
            return cut
    return NEVER


def cuts_of(told: Sequence[Told]) -> Cuts:
    """Both cuts."""
    return Cuts(same=cut_of(told, Says.SAME), other=cut_of(told, Says.OTHER))


def report(told: Sequence[Told], model: str) -> Iterator[str]:
    """The table by cut, and the line for the settings."""
    count = len(told)
    yield "cut    same: settled   said right though not   other: settled   told Not quite though right"
    for cut in CUTS:
        (same, wrongly), (other, hurt) = settled(told, Says.SAME, cut), settled(told, Says.OTHER, cut)
        columns = (_share(same, count), _share(wrongly, same), _share(other, count), _share(hurt, other))
        yield f"{cut:4.2f}   " + "         ".join(columns)
    yield from _held_out(told)
    cuts = cuts_of(told)
    yield f"RECALL_MODEL_CUTS=same={cuts.same:g},other={cuts.other:g},for={measured_as(model)}"


def _held_out(told: Sequence[Told]) -> Iterator[str]:
    halves: tuple[list[Told], list[Told]] = ([], [])
    for one in told:
        halves[blake2s(one.answer.question.ask.encode()).digest()[0] % 2].append(one)
    for found_on, counted_on in (halves, halves[::-1]):
        cuts = cuts_of(found_on)
        (same, wrongly), (other, hurt) = (
            settled(counted_on, Says.SAME, cuts.same),
            settled(counted_on, Says.OTHER, cuts.other),
        )
        found, wrong = _share(same, len(counted_on)), _share(wrongly, same)
        yield f"held out: same from {cuts.same:g} settles {found}, of it not right {wrong}"
        found, wrong = _share(other, len(counted_on)), _share(hurt, other)
        yield f"held out: other from {cuts.other:g} settles {found}, of it right {wrong}"


def _share(part: int, of: int) -> str:
    return f"{part:5d} ({part / max(1, of):6.1%})"


def _head(answers: Sequence[Labelled], told: Sequence[Told]) -> Iterator[str]:
    doubtful = [one for one in answers if one.doubtful]
    kept_back = sum(not one.asked for one in doubtful)
    yield (
        f"{len(answers)} answers, {len(doubtful)} of them in doubt; about {kept_back} of these no model is "
        "asked: they tell the marker what to do, hold a contrary or are too long"
    )
    silent = [one for one in told if one.opinion is None]
    tokens, requests = sum(one.word.tokens for one in told), sum(one.word.requests for one in told)
    seconds = [one.seconds for one in told]
    yield (
        f"asked about {len(told)} by {requests} requests, {tokens} tokens; no opinion on {len(silent)}; "
        f"median {median(seconds):.2f} s, longest {max(seconds):.2f} s"
    )
    for trouble in sorted({one.word.trouble for one in silent}):
        yield f"no opinion: {trouble} ({sum(one.word.trouble == trouble for one in silent)})"


async def measure(client: ModelClient, answers: Sequence[Labelled], *, whole: bool, most: int) -> list[Told]:
    """Ask about those that the bot would ask about; `whole`: also about those that the marker can tell."""
    try:
        wanted = [one for one in answers if one.asked and (one.doubtful or whole)]
        return await ask_all(client, wanted[:most])
    finally:
        await client.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measure a language model as a second opinion.")
    parser.add_argument("--answers", type=Path, default=ANSWERS)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--all", action="store_true", help="ask also about what the marker can tell")
    chosen = parser.parse_args(arguments)
    client, answers = client_of(read_settings()), read(chosen.answers)
    told = asyncio.run(measure(client, answers, whole=chosen.all, most=chosen.most))
    if not told:
        sys.stdout.write("No answer in doubt.\n")
        return 1
    for line in (*_head(answers, told), *report(told, client.model)):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
