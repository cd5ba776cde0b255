"""A deck of 10,000 questions in TOML files: how long it takes to load it, how much memory it holds.

    python -m benchmarks.big_deck FOLDER        loads that deck in a process of its own and says so

The words are drawn from the marker's own list (some 20,000 of them), so that no two questions look alike.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from bot.decks.library import DeckLibrary
from bot.domain.marking import lexicon_of, mark
from bot.domain.marking.language.language_file import language

TOPICS, EACH = 50, 200
_RARE = 4
_ROOT = Path(__file__).resolve().parent.parent


def write(folder: Path) -> None:
    """Writes the deck: of ten questions seven short ones, two choices, one list."""
    chance = Random("big")
    known = language("en").rarities
    words = sorted(w for w in known if known.get(w, _RARE) < _RARE and w.isalpha() and len(w) > 3)
    names = [f"topic{number:02}" for number in range(TOPICS)]
    listed = ", ".join(f'"{name}"' for name in names)
    (folder / "deck.toml").write_text(
        f'title = "Big"\nlang = "en"\nlicence = "MIT"\ntopics = [{listed}]\n', encoding="utf-8"
    )
    for name in names:
        questions = (_question(f"{name}-{number:03}", number, words, chance) for number in range(EACH))
        text = f'title = "{name}"\n\n' + "\n".join(questions)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def _question(id: str, number: int, words: Sequence[str], chance: Random) -> str:
    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    head = f'[[question]]\nid = "{id}"\nask = "What is {some(8)}?"\nwhy = "It is {some(12)}."\n'
    if number % 10 < 7:
        accept = ", ".join(f'"{some(4)}"' for _ in range(4))
        reject = f'reject = [{{ texts = ["{some(3)}"], why = "That is {some(6)}." }}]\n'
        return f'{head}answer = "{some(4)}"\naccept = [{accept}]\n{reject}'
    answers = [some(2) for _ in range(4)]
    if number % 10 < 9:
        options = [f'{{ text = "{text}" }}' for text in answers]
        return f'{head}kind = "choice"\nanswer = "{answers[0]}"\noptions = [{", ".join(options)}]\n'
    items = ", ".join(f'{{ name = "{text}" }}' for text in answers)
    return f'{head}kind = "list"\nneed = 2\nanswer = "{", ".join(answers)}"\nitems = [{items}]\n'


def report() -> Iterator[str]:
    """The lines of the report, measured in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        command = [sys.executable, "-m", "benchmarks.big_deck", folder]
        yield subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True).stdout.rstrip()


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _load(folder: Path) -> Iterator[str]:
    lexicon_of(None)
    before, start = _memory(), time.process_time()
    deck_library = DeckLibrary([folder])
    took, loaded = time.process_time() - start, _memory()
    deck = deck_library.current.decks[0]
    questions = list(deck.questions())
    words = deck_library.lexicon(deck.id, deck.lang)
    yield f"a deck of {len(questions)} questions from TOML: {took:.1f} s, {loaded - before:.0f} MB more"
    start = time.process_time()
    for question in questions:
        mark(question, "something else", words)
    took = time.process_time() - start
    yield f"… each of them asked once: {took:.1f} s, {_memory() - before:.0f} MB more in all"


def main(arguments: Sequence[str]) -> int:
    """Loads the deck at a folder and prints what that took."""
    for line in _load(Path(arguments[0])):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
