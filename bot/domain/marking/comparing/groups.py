"""The parts of a question, made ready for marking: options, items, steps or ideas, each with its wordings."""

from collections.abc import Sequence

from bot.domain.marking.comparing.references import Reference, make_reference, references
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.tokens import read
from bot.domain.question import Choice, Command, Explain, ListOf, Opinion, Order, Question, Select


def groups_of(
    question: Question, lexicon: Lexicon, asked: frozenset[str]
) -> tuple[tuple[Reference, ...], ...]:
    """What the parts of a question may be called; nothing for a question without parts."""
    match question:
        case Choice(options=options) | Select(options=options):
            texts = [(option.text, *option.texts) for option in options]
            common = _common([option.text for option in options], lexicon)
            return tuple(references(group, lexicon, common) for group in texts)
        case ListOf(items=items):
            return tuple(references((item.name, *item.texts), lexicon, asked) for item in items)
        case Order(steps=steps):
            shared = _shared([step.text for step in steps], lexicon)
            return tuple(references((step.text, *step.texts), lexicon, shared) for step in steps)
        case Explain(ideas=ideas) | Command(ideas=ideas):
            made = tuple(references(idea.texts, lexicon, asked) for idea in ideas)
            return _with_light_topics(made, lexicon, asked)
        case Opinion(about=about):
            return tuple(references((name,), lexicon) for name in about)
        case _:
            return ()


def _with_light_topics(
    made: tuple[tuple[Reference, ...], ...], lexicon: Lexicon, asked: frozenset[str]
) -> tuple[tuple[Reference, ...], ...]:
    """Words that only say which idea is spoken of weigh little: often they are left out."""
    topics = frozenset(topics_of(made))
    if not topics:
        return made
    return tuple(
        tuple(make_reference(ref.source, lexicon, asked | topics) for ref in group) for group in made
    )


def topics_of(groups: Sequence[tuple[Reference, ...]]) -> dict[str, int]:
    """Keys that lead nearly all wordings of one idea and stand in none of any other."""
    found: dict[str, int] = {}
    for index, group in enumerate(groups):
        counts: dict[str, int] = {}
        for ref in group:
            counts[ref.tokens[0].key] = counts.get(ref.tokens[0].key, 0) + 1
        for key, count in counts.items():
            others = (
                token.key
                for n, other in enumerate(groups)
                if n != index
                for ref in other
                for token in ref.tokens
            )
            if len(group) > 2 and count >= 0.8 * len(group) and key not in set(others):
                found[key] = index
    return found if len(set(found.values())) > 1 else {}


def own_keys(groups: Sequence[tuple[Reference, ...]]) -> tuple[frozenset[str], ...]:
    """For each part the keys that stand in no other."""
    keys = [{token.key for ref in group for token in ref.tokens} for group in groups]
    return tuple(
        frozenset(mine.difference(*(other for n, other in enumerate(keys) if n != index)))
        for index, mine in enumerate(keys)
    )


def nevers_of(question: Question, lexicon: Lexicon) -> tuple[tuple[Reference, ...], ...]:
    """For each idea what contradicts it."""
    if isinstance(question, Explain | Command):
        return tuple(references(idea.never, lexicon) for idea in question.ideas)
    return ()


def _common(texts: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Keys that stand in every option; they tell none from another."""
    keys = [{token.key for token in read(text, lexicon.language).items if token.content} for text in texts]
    signs = [{(t.key, t.sign) for t in read(text, lexicon.language).items if t.content} for text in texts]
    shared = set.intersection(*signs) if signs else set()
    return frozenset(key for key, _ in shared) & frozenset(set.intersection(*keys) if keys else ())


def _shared(texts: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Keys that stand in more than one step; a shortened step may leave them out."""
    keys = [key for text in texts for key in {t.key for t in read(text, lexicon.language).items if t.content}]
    return frozenset(key for key in keys if keys.count(key) > 1)
