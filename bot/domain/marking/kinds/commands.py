"""A command question: shell lines by structure, formulas by algebra, the rest as ideas in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from msgspec.structs import replace

from bot.domain.marking.comparing.align import Match, match
from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.hedges import hedged
from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.kinds.explain import Said, ideas_in, weighed
from bot.domain.marking.kinds.notation.signs import dashes
from bot.domain.marking.kinds.notation.values import Formula, formula, ratio
from bot.domain.marking.kinds.shell import Line, is_line, line, said_lines, same
from bot.domain.marking.kinds.short import exactly, mark_short, missed, not_right, rejected
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.slips import is_word
from bot.domain.marking.verdict import Mark, Reason, Slip, Verdict
from bot.domain.question import Command, Short

_WORDS = (
    (re.compile(r"\b(?:divided by|over|geteilt durch|durch)\b"), " / "),
    (re.compile(r"\b(?:multiplied by|multiplied with|times|mal)\b"), " * "),
    (re.compile(r"(?<=[\w)])\s+x\s+(?=[\w(])"), " * "),
    (re.compile(r"\bplus\b"), " + "),
    (re.compile(r"\bminus\b"), " - "),
)
_READ, _MOST_STRETCHES = 400, 6
"""Characters, and stretches of signs, in which a command or formula is looked for."""
_SIGNED = re.compile(r"[*/^]|\w\s*[-+]\s*\w")
_NAME = re.compile(r"[^\W\d]\w*")
_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d]\w*|[-+*/^()=%,;.:\n]")
_DROPPED = frozenset(
    "the a an of time number total used value count then take you it by and divide multiply".split()  # noqa: SIM905
) | {"der", "die", "das", "zeit", "zahl"}
_PERCENT = re.compile(r"%|\bpercent(?:age)?\b|\bprozent\b")


class Likeness(Enum):
    """How a formula that is said stands to the one wanted."""

    NONE = 0
    """No formula is said."""
    EQUAL = 1
    MULTIPLE = 2
    """The same but for a factor, such as a missing `100 *`."""
    OTHER = 3
    """Another formula of the same names."""


@dataclass(slots=True)
class Spoken:
    """A formula that was said: read by the rules of signs, or as people say it ("a over b times c")."""

    readings: list[Formula]
    percent: bool


def mark_command(
    question: Command | Short,
    said: str,
    answer: ReadAnswer,
    context: tuple[CompiledQuestion, Lexicon, Sequence[str]],
) -> Verdict:
    """The verdict on a command."""
    compiled, lexicon, _have = context
    if isinstance(question, Command) and question.ideas:
        return _with_ideas(question, said, answer, context)
    known = exactly(answer, compiled)
    if known is not None:
        return known
    texts = compiled.texts
    hit = _line_said(texts, said, lexicon) or _formula_hit(texts, said)
    if hit is not None:
        return _structured(hit, answer, compiled, lexicon)
    if all(is_line(text) for text in texts):
        return _no_line(answer, compiled, lexicon)
    prose = tuple(ref for ref in compiled.accept if not is_line(ref.source))
    return mark_short(question.id, answer, replace(compiled, accept=prose), lexicon)


def _formula_hit(texts: tuple[str, ...], said: str) -> tuple[str, str] | None:
    return ("", "") if _formula_said(texts, said) is Likeness.EQUAL else None


def _no_line(answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Verdict:
    refused = rejected(answer, compiled, lexicon, None)
    return refused if refused is not None else not_right(answer, compiled, lexicon, None).verdict


def _structured(
    hit: tuple[str, str], answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon
) -> Verdict:
    """The line is there; it may still be denied, or offered beside another."""
    typed, meant = hit
    where = [
        spots
        for key, spots in answer.spots.items()
        if key in {t.key for ref in compiled.accept for t in ref.tokens}
    ]
    if any(spot.sign < 0 for spots in where for spot in spots):
        return missed(Reason.NEGATED, answer, None)
    others = [match(ref, answer) for ref in compiled.accept[:4]]
    full = [found for found in others if found.hits and found.score > 0.9]
    if any(hedged(found, answer, lexicon.language) for found in full):
        return missed(Reason.BOTH, answer, None)
    slip = Slip(typed=typed, meant=meant) if typed else None
    return Verdict(
        mark=Mark.ALMOST if slip else Mark.RIGHT,
        reason=Reason.SLIP if slip else Reason.SAME_MEANING,
        credit=1.0,
        slip=slip,
        quote=typed or answer.text[:60].strip(),
    )


def _with_ideas(
    question: Command, said: str, answer: ReadAnswer, context: tuple[CompiledQuestion, Lexicon, Sequence[str]]
) -> Verdict:
    compiled, lexicon, _have = context
    prose = replace(compiled, groups=_prose(compiled.groups), nevers=_prose(compiled.nevers))
    found = ideas_in(question.ideas, answer, prose, lexicon)
    for index, idea in enumerate(question.ideas):
        verdict = _formula_said(idea.texts, said)
        if verdict is Likeness.OTHER or (
            verdict is Likeness.NONE and _formula_said(idea.never, said) is Likeness.EQUAL
        ):
            found.contradicted[index] = _by_structure(idea.texts[0])
            found.found.pop(index, None)
        elif verdict is Likeness.MULTIPLE:
            found.found.pop(index, None)
        elif verdict is Likeness.EQUAL or _line_said(idea.texts, said, lexicon) is not None:
            found.found.setdefault(index, _by_structure(idea.texts[0]))
    return _decided(question, answer, found, context)


def _decided(
    question: Command,
    answer: ReadAnswer,
    found: Said,
    context: tuple[CompiledQuestion, Lexicon, Sequence[str]],
) -> Verdict:
    compiled, lexicon, have = context
    refused = None if found.found else rejected(answer, compiled, lexicon, None)
    if refused is not None:
        return refused
    if found.contradicted:
        return missed(Reason.CONTRARY, answer, None)
    if not found.found:
        return exactly(answer, compiled) or not_right(answer, compiled, lexicon, None).verdict
    return weighed(question, found, answer, have)


def _by_structure(text: str) -> Match:
    """A line or a formula that is said as a whole, no word of it by itself."""
    ref = Reference(text, exact="", tokens=(), total=1.0, spans=(), numbers=(), operators=(), initials="")
    return Match(ref, 1.0, {}, [], [])


def _prose(groups: Sequence[tuple[Reference, ...]]) -> tuple[tuple[Reference, ...], ...]:
    return tuple(tuple(ref for ref in group if _is_prose(ref)) for group in groups)


def _is_prose(ref: Reference) -> bool:
    """Signs and flags are compared by structure alone."""
    return not is_line(ref.source) and not _SIGNED.search(ref.source)


def _line_said(texts: Sequence[str], said: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The line as typed and as meant if it has a slip, two empty texts if it has none;
    None if no line is said.
    """
    for text in texts:
        head = text.split(",")[0]
        wanted = line(head) if is_line(head) or len(head.split()) == 1 else None
        if wanted is None or (_SIGNED.search(wanted.program) and "-" not in wanted.program):
            continue
        ways = (way for text in dashes(said[:_READ]) for way in said_lines(text, wanted.program))
        for spoken, typed in ways:
            if same(wanted, spoken) and not _names_something_else(spoken, typed, wanted.program, lexicon):
                clean = (
                    typed.casefold().replace(" ", "-") == wanted.program.casefold()
                    or "-" in typed
                    or " " in typed
                )
                return ("", "") if clean and _spelled(typed, wanted.program) else (typed, wanted.program)
    return None


def _names_something_else(said: Line, typed: str, program: str, lexicon: Lexicon) -> bool:
    """`nvidia-sim card`: what looks like a slip is a word, and goes with the word behind it."""
    parts = set(typed.casefold().split("-")) - set(program.casefold().split("-"))
    behind = lexicon.language.word(said.words[0]) if said.words else None
    names = behind is not None and not behind.stop and behind.text not in lexicon.language.light
    return names and bool(parts) and all(is_word(part, lexicon) for part in parts)


def _spelled(typed: str, program: str) -> bool:
    return typed.casefold().replace(" ", "").replace("-", "") == program.casefold().replace("-", "")


def _formula_said(texts: tuple[str, ...], said: str) -> Likeness:
    """How the formula that is said stands to those wanted."""
    wanted, names = _formulas(texts)
    found = Likeness.NONE
    for spoken in _spoken(said[:_READ], names) if wanted else ():
        for reading in spoken.readings:
            for one in wanted:
                share = ratio(reading, one)
                if share == 1 or (spoken.percent and share in (Fraction(1, 100), Fraction(100))):
                    return Likeness.EQUAL
                if share is not None:
                    found = Likeness.MULTIPLE
                elif found is Likeness.NONE and reading.names == one.names:
                    found = Likeness.OTHER
    return found


@lru_cache(maxsize=1024)
def _formulas(texts: tuple[str, ...]) -> tuple[list[Formula], dict[str, str]]:
    """The formulas among the texts, and the names in them."""
    sources = [
        text.split("=")[-1].split(", then")[-1]
        for text in texts
        if _SIGNED.search(text) and not is_line(text)
    ]
    names = {name.casefold(): name.casefold() for source in sources for name in _NAME.findall(source)}
    made = [formula(source.replace("×", "*"), names) for source in sources]
    return [one for one in made if one is not None and len(one.names) > 1], names


def _spoken(said: str, names: dict[str, str]) -> list[Spoken]:
    """All stretches of an answer that read as a formula over these names."""
    text = (
        said.casefold()
        .replace("×", "*")
        .replace("÷", "/")
        .replace("·", "*")
        .replace("**", "^")
        .replace("−", "-")
    )
    percent = bool(_PERCENT.search(text))
    worded = text
    for pattern, sign in _WORDS:
        worded = pattern.sub(sign, worded)
    found = []
    for stretch in _stretches(worded, names):
        readings = [
            made for way in _ways(stretch, worded != text) if (made := formula(way, names)) is not None
        ]
        if readings:
            found.append(Spoken(readings, percent))
    return found


def _stretches(text: str, names: dict[str, str]) -> list[list[str]]:
    """Runs of names, numbers and signs; what else is said divides them."""
    runs: list[list[str]] = [[]]
    pieces = _PIECE.findall(text)
    meant = {piece: _resolve(piece, names) for piece in set(pieces)}
    for piece in pieces:
        named = meant[piece]
        if named or piece in "+-*/^()" or piece[0].isdecimal():
            if named and runs[-1] and runs[-1][-1] == named:
                continue  # "wall clock": two words of one name
            operand = bool(named) or piece[0].isdecimal() or piece == "("
            if operand and runs[-1] and runs[-1][-1] not in "+-*/^(":
                runs.append([])
            runs[-1].append(named or piece)
        elif piece in _DROPPED or piece in "%,":
            continue
        else:
            runs.append([])
    found = (kept for run in runs if (kept := _trimmed(run)) and any(piece in "*/" for piece in kept))
    return list(islice(found, _MOST_STRETCHES))


def _resolve(piece: str, names: dict[str, str]) -> str:
    """The formula's name for a typed one: itself, or the one name it is a part of (`wallclock`)."""
    if piece in names:
        return piece
    parts = [name for name in names if piece in name.split("_") and len(piece) >= 3]
    plural = [name for name in names if piece.rstrip("s") == name.rstrip("s") and len(piece) >= 3]
    return (parts or plural or [""])[0]


def _trimmed(run: list[str]) -> list[str]:
    """Without signs hanging over at the ends, and with brackets evened out."""
    while run and run[0] in "+-*/^)":
        run = run[1:]
    while run and run[-1] in "+-*/^(":
        run = run[:-1]
    run = run + [")"] * (run.count("(") - run.count(")"))
    while run.count(")") > run.count("("):
        run.pop(len(run) - 1 - run[::-1].index(")"))
    return run


def _ways(run: list[str], worded: bool) -> list[str]:
    """By the rules of signs; and where it was said in words, everything behind "over" as one product."""
    ways = [" ".join(run)]
    if worded and "/" in run and "(" not in run:
        at = run.index("/")
        rest = run[at + 1 :]
        ends = [end for end in range(len(rest), 0, -1) if end == len(rest) or rest[end] in "*/"]
        ways += [" ".join([*run[: at + 1], "(", *rest[:end], ")", *rest[end:]]) for end in ends]
    return ways
