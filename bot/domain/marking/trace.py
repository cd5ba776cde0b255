"""How the marker saw an answer, as text: for authors and for bug reports."""

from collections.abc import Iterable

from bot.domain.marking.comparing.align import Match, match
from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.coverage import plain_of
from bot.domain.marking.comparing.enough import cut
from bot.domain.marking.comparing.judge import PARTIAL_CUT, best
from bot.domain.marking.comparing.probability import facts, low_cut, nearest_of, probability, table
from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.comparing.vetoes import veto
from bot.domain.marking.kinds.short import read_first
from bot.domain.marking.language.lexicon import Lexicon, plain
from bot.domain.marking.marker import mark, read_before
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.question import Choice, Command, Explain, ListOf, Order, Question, Select

_BY_NAME = ("choice", "order", "select", "match", "gaps")
"""Kinds whose parts are named; they are not compared as texts."""
_MOST = 6
"""So many references are shown of each group, the best first."""


def explain_marking(question: Question, said: str, lexicon: Lexicon | None = None) -> str:
    """Tokens, alignment, vetoes, cuts and the verdict, in lines."""
    words = lexicon if lexicon is not None else plain(question.lang)
    _, answer, compiled = read_before(question, said, words)
    verdict = mark(question, said, words)
    lines = [
        f"question  {question.id} ({question.kind}): {question.ask}",
        *_tokens(answer),
        f"exact     {answer.exact}",
    ]
    for name, references in _groups(question, compiled):
        lines += _group(name, references, answer, words)
    lines += _weighed(question, answer, compiled, words)
    slip = f", slip {verdict.slip.typed} for {verdict.slip.meant}" if verdict.slip else ""
    lines.append(
        f"verdict   {verdict.mark} ({verdict.reason}), credit {verdict.credit:g}{slip}"
        + (f", said: {', '.join(verdict.matched)}" if verdict.matched else "")
        + (f", asked for: {' | '.join(verdict.missing)}" if verdict.missing else "")
    )
    return "\n".join(lines)


def _tokens(answer: ReadAnswer) -> Iterable[str]:
    yield "tokens    (stop words in brackets, - denied, | a new clause, ~ a slip)"
    shown: list[str] = []
    clause = 0
    slips = {spot.at: spot.slip for spots in answer.spots.values() for spot in spots if spot.slip}
    for at, token in enumerate(answer.items):
        if token.clause != clause:
            shown.append("|")
            clause = token.clause
        word = f"{'-' if token.sign < 0 else ''}{token.key}"
        if at in slips:
            word += f"~{slips[at]}"
        shown.append(word if token.content else f"({token.word.text})")
    yield "          " + " ".join(shown)


def _weighed(
    question: Question, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon
) -> Iterable[str]:
    """What the second reader sees, and what the table makes of both, heaviest term first."""
    if not compiled.plain or question.kind in _BY_NAME:
        return
    first = read_first(question.id, answer, compiled, lexicon)
    said = plain_of(answer.items, answer.text, lexicon.language, answer.vocabulary.asked)
    wanted, covered = nearest_of(compiled.plain, said)
    yield (
        f"covers    {covered.recall:.2f} of a {wanted.kind}, and {covered.precision:.2f} of the answer "
        f"is it; {covered.strange} other words"
    )
    if first.certain:
        yield f"table     not asked: {first.verdict.reason} is certain"
        return
    known = facts(first, answer, compiled, lexicon)
    terms = {name: table().weights[name] * value for name, value in known.items() if value}
    shown = sorted(terms.items(), key=lambda term: -abs(term[1]))
    yield f"table     {table().constant:+.2f} " + " ".join(
        f"{name.replace('_', ' ')} {term:+.2f}," for name, term in shown
    ).rstrip(",")
    yield (
        f"          {probability(known):.2f} that it is right "
        f"(right from {table().high}, wrong up to {low_cut(compiled)})"
    )


def _groups(question: Question, compiled: CompiledQuestion) -> Iterable[tuple[str, tuple[Reference, ...]]]:
    yield "accept", compiled.accept
    for number, foreseen in enumerate(compiled.rejects, 1):
        yield f"reject {number}", foreseen.references
    for number, foreseen in enumerate(compiled.prompts, 1):
        yield f"prompt {number}", foreseen.references
    for name, group in zip(_names(question), compiled.groups, strict=False):
        yield name, group
    for name, group in zip(_names(question), compiled.nevers, strict=False):
        yield f"never {name}", group


def _names(question: Question) -> list[str]:
    match question:
        case Choice(options=options) | Select(options=options):
            return [f"option {option.text}" for option in options]
        case ListOf(items=items):
            return [f"item {item.name}" for item in items]
        case Order(steps=steps):
            return [f"step {step.text}" for step in steps]
        case Explain(ideas=ideas) | Command(ideas=ideas):
            return [f"idea {idea.name}" for idea in ideas]
        case _:
            return []


def _group(name: str, references: tuple[Reference, ...], answer: ReadAnswer, lexicon: Lexicon) -> list[str]:
    found = [match(ref, answer) for ref in references]
    found = sorted((one for one in found if one.hits or one.against), key=lambda one: -one.score)[:_MOST]
    return [f"{name}", *(f"  {_alignment(one, answer, lexicon)}" for one in found)] if found else []


def _alignment(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> str:
    words = []
    against = dict(found.against)
    for index, token in enumerate(found.ref.tokens):
        mark = "+" if index in found.hits else "-" if index in against else "?"
        spot = found.hits.get(index) or against.get(index)
        typed = (
            f"={answer.raw(spot.at, spot.end)}" if spot and answer.raw(spot.at, spot.end) != token.raw else ""
        )
        words.append(f"{mark}{token.raw}{typed}({token.weight:.2g})")
    finding = best((found.ref,), answer, lexicon)
    reason = veto(found, answer, lexicon)
    needed = cut(found.ref, finding.substituted if finding else False)
    outcome = (
        f"veto {reason}"
        if reason
        else "enough"
        if found.score >= needed
        else ("partly" if found.score >= PARTIAL_CUT else "too little")
    )
    return f"{found.score:.2f} of {needed:.2f} {outcome}: {' '.join(words)}"
