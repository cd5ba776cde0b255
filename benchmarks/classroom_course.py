"""The course of the simulated class: what is true, what people get wrong, and what was planted in its key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COURSE = Path(__file__).with_name("classroom.txt")
DECK = "chem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A question as the world knows it."""

    id: str
    ask: str
    rights: tuple[str, ...]
    """What people say who know it."""
    misses: tuple[str, ...]
    """What people believe who don't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a question in the deck."""

    what: str
    question: str
    key: tuple[str, ...]
    """What the deck takes for right: its answer, then what it accepts."""
    ask: str = ""
    """How the deck asks, if that is at fault too."""
    rights: tuple[str, ...] = ()
    """What is right for the question as the deck asks it, if that is something else."""


FIRST = (
    Fault(what="missing accept", question="atoms-05", key=("atomic number",)),
    Fault(what="missing accept", question="bonds-01", key=("covalent bond",)),
    Fault(what="wrong key", question="atoms-04", key=("18",)),
    Fault(
        what="ambiguous",
        question="bonds-08",
        ask="What is the charge of an iron ion?",
        key=("3+",),
        rights=("3+", "2+"),
    ),
    Fault(what="unit", question="amounts-02", key=("18 kg/mol",)),
    Fault(what="typo", question="bonds-06", key=("Na2S04",)),
)
SECOND = (
    Fault(what="missing accept", question="bonds-03", key=("electrostatic attraction",)),
    Fault(what="missing accept", question="amounts-08", key=("molarity",)),
    Fault(what="wrong key", question="reactions-01", key=("reduction",)),
    Fault(
        what="ambiguous",
        question="reactions-05",
        ask="What forms when an acid meets a base?",
        key=("a salt",),
        rights=("a salt", "water"),
    ),
    Fault(what="unit", question="amounts-06", key=("100 K",)),
    Fault(what="typo", question="amounts-01", key=("6.202e23",)),
)
HELD_OUT = (
    Fault(what="missing accept", question="cells-07", key=("glucose",)),
    Fault(what="missing accept", question="body-08", key=("a tendon",)),
    Fault(what="wrong key", question="cells-05", key=("23",)),
    Fault(
        what="ambiguous",
        question="cells-06",
        ask="How does a cell divide?",
        key=("mitosis",),
        rights=("mitosis", "binary fission"),
    ),
    Fault(what="unit", question="body-06", key=("37 K",)),
    Fault(what="typo", question="body-04", key=("260",)),
)
SETS: Mapping[str, Sequence[Fault]] = {"first": FIRST, "second": SECOND, "held-out": HELD_OUT}


def read_course(faults: Iterable[Fault] = ()) -> Mapping[str, Truth]:
    """The questions by id, in their order, as they are asked."""
    planted = {fault.question: fault for fault in faults}
    found: dict[str, Truth] = {}
    topic, number = "", 0
    for line in COURSE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            topic, number = line[2:], 0
            continue
        number += 1
        ask, _, rest = line.partition(" = ")
        rights, _, misses = rest.partition(" | ")
        id = f"{topic}-{number:02}"
        fault = planted.get(id)
        found[id] = Truth(
            id=id,
            ask=fault.ask if fault and fault.ask else ask,
            rights=fault.rights if fault and fault.rights else tuple(rights.split(", ")),
            misses=tuple(misses.split(", ")),
        )
    return found


def topics_in_order(faults: Iterable[Fault]) -> Sequence[str]:
    """The topics of the course; those that a fault was planted in come first, for what nobody was asked
    cannot be found."""
    topics = dict.fromkeys(id.rpartition("-")[0] for id in read_course())
    planted = {fault.question.rpartition("-")[0] for fault in faults}
    return sorted(topics, key=lambda topic: topic not in planted)


def write_course(folder: Path, faults: Iterable[Fault]) -> Path:
    """Write the deck, with the faults in it; gives the folder of decks."""
    planted = {fault.question: fault.key for fault in faults}
    topics: dict[str, list[str]] = {}
    for truth in read_course(faults).values():
        topic = truth.id.rpartition("-")[0]
        answer, *accept = planted.get(truth.id, truth.rights)
        lines = [
            f'id = "{truth.id}"',
            f'title = "{truth.id}"',
            f'ask = "{truth.ask}"',
            f'answer = "{answer}"',
        ]
        if accept:
            lines.append("accept = [" + ", ".join(f'"{one}"' for one in accept) + "]")
        topics.setdefault(topic, [f'title = "{topic.title()}"']).append("\n[[question]]\n" + "\n".join(lines))
    deck = folder / DECK
    deck.mkdir(parents=True)
    names = ", ".join(f'"{topic}"' for topic in topics)
    (deck / "deck.toml").write_text(
        f'title = "General chemistry"\nlang = "en"\nlicence = "MIT"\ntopics = [{names}]\n'
    )
    for topic, parts in topics.items():
        (deck / f"{topic}.toml").write_text("\n".join(parts) + "\n", encoding="utf-8")
    return folder
