"""The words of one question, by which an answer to it is read."""

from collections.abc import Iterable, Mapping, Sequence, Set

from msgspec import Struct

from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.language.lexicon import Lexicon, Span
from bot.domain.marking.reading.roots import root
from bot.domain.marking.reading.token import Token

_LEAST, _MOST = 2, 6
"""Letters of an acronym."""
_STEM = 5
"""Stems of so many letters are looked through for slips."""


class Vocabulary(Struct, frozen=True):
    """All words of one question's references, to read an answer by."""

    keys: frozenset[str]
    texts: dict[str, tuple[str, int, str]]
    """Text of a word -> its key, the sign its prefix gives it, and how it is shown."""
    list: tuple[str, ...]
    """The texts a slip may have meant."""
    stems: tuple[str, ...]
    by_stem: dict[str, tuple[str, ...]]
    starts: frozenset[str]
    """The first two letters of the texts."""
    compounds: dict[str, tuple[tuple[str, int], ...]]
    """Two neighbouring words written as one -> their keys with signs."""
    apart: dict[str, str]
    """The same -> how its author writes them: `scikit-learn`."""
    spans: dict[str, tuple[Span, ...]]
    """The spans whose group occurs in the question, by first key."""
    roots: dict[str, str]
    """Roots of words -> their keys, in a language that has them."""
    split: frozenset[str]
    """Keys of verbs whose first part stands apart from them in a right answer."""
    synonyms: tuple[str, ...]
    """The longer of their first keys, to look through for slips."""
    rivals: dict[str, frozenset[str]]
    """Words that must not pass for one of the accepted ones, with the keys of those."""
    asked: frozenset[str]
    """Keys of the question's own words."""
    alternatives: frozenset[str]
    """Keys of what stands beside the answer in a question of the form "X or Y?"."""
    named: frozenset[str]
    """Keys of the accepted answers that are terms: one beside another is no second thing."""
    numbers: tuple[tuple[str, Token], ...]
    """The figures of the references, with their keys."""
    acronyms: tuple[tuple[str, str], ...]
    """Acronyms whose words are not among the references, with their keys."""


def vocabulary(
    right: Sequence[Reference],
    others: Iterable[Reference],
    lexicon: Lexicon,
    asked: frozenset[str] = frozenset(),
) -> Vocabulary:
    """The words of all references of a question, those of right answers first."""
    wanted = {token.text: token.key for ref in right for token in ref.tokens}
    all_refs = [*right, *others]
    tight = lexicon.language.tight
    texts: dict[str, tuple[str, int, str]] = {}
    compounds: dict[str, tuple[tuple[str, int], ...]] = {}
    written: dict[str, str] = {}
    groups: set[int] = set()
    numbers: dict[str, Token] = {}
    for ref in all_refs:
        for token in ref.tokens:
            flip = -1 if lexicon.language.word(token.raw).flip else 1
            for form in (token.text, lexicon.language.fold(token.raw)):
                texts.setdefault(form, (token.key, flip, token.raw))
            for form in lexicon.language.forms.get(token.text, ()):
                texts.setdefault(form, (token.key, flip, form))
            groups.update(group for group, _ in token.concepts)
            if token.sign < 0:
                compounds |= {prefix + token.text: ((token.key, token.sign),) for prefix in tight}
        compounds = _joined(ref) | compounds
        written = _written(ref) | written
        groups.update(group for _, _, group, _ in ref.spans)
        numbers |= {f"#{token.number}": token for token in ref.numbers}
    stems = _by_stem(texts)
    spans = spans_of(groups, lexicon)
    return Vocabulary(
        keys=frozenset(key for key, _, _ in texts.values()) | frozenset(numbers),
        texts=texts,
        list=tuple(text for text in texts if len(text) > 3),
        stems=tuple(stems),
        by_stem={key: tuple(forms) for key, forms in stems.items()},
        starts=frozenset(text[:2] for text in texts),
        compounds=compounds,
        apart=written,
        spans=spans,
        synonyms=tuple(key for key in spans if len(key) >= _STEM and key.isalpha()),
        roots=_roots(all_refs, lexicon),
        split=frozenset(key for ref in right for _, key in ref.apart),
        rivals=_rivals(wanted, lexicon),
        asked=asked,
        alternatives=frozenset(),
        named=frozenset(),
        numbers=tuple(numbers.items()),
        acronyms=_acronyms(right),
    )


def _roots(references: Sequence[Reference], lexicon: Lexicon) -> dict[str, str]:
    lang = lexicon.language
    found = (
        {root(token.text, lang): token.key for ref in references for token in ref.tokens}
        if lang.root_endings
        else {}
    )
    for ref in references:
        found |= dict(ref.apart)
    found.pop("", None)
    return found


def _acronyms(right: Sequence[Reference]) -> tuple[tuple[str, str], ...]:
    """The acronyms of right answers that no right answer spells out."""
    spelled = {ref.initials for ref in right}
    return tuple(
        {
            token.text: token.key
            for ref in right
            for token in ref.tokens
            if token.raw.isupper()
            and _LEAST <= len(token.raw) <= _MOST
            and token.raw.isalpha()
            and token.text not in spelled
        }.items()
    )


def _rivals(wanted: dict[str, str], lexicon: Lexicon) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, key in wanted.items():
        for rival in lexicon.confusable.get(word, frozenset()) - wanted.keys():
            found.setdefault(rival, set()).add(key)
    return {rival: frozenset(keys) for rival, keys in found.items()}


def _by_stem(texts: Mapping[str, tuple[str, int, str]]) -> dict[str, list[str]]:
    stems: dict[str, list[str]] = {}
    for text, (key, _, _) in texts.items():
        if len(key) >= _STEM and key.isalpha():
            stems.setdefault(key, []).append(text)
    return stems


def spans_of(groups: Set[int], lexicon: Lexicon) -> dict[str, tuple[Span, ...]]:
    """The phrases of the deck that mean what some word of the references means."""
    return {
        key: kept
        for key, entries in lexicon.spans.items()
        if (kept := tuple(span for span in entries if span.group in groups))
    }


def _joined(ref: Reference) -> dict[str, tuple[tuple[str, int], ...]]:
    """Neighbours of a reference written as one word."""
    pairs = zip(ref.tokens, ref.tokens[1:], strict=False)
    return {a.text + b.text: ((a.key, a.sign), (b.key, b.sign)) for a, b in pairs}


def _written(ref: Reference) -> dict[str, str]:
    """The same, as they stand in it."""
    pairs = zip(ref.tokens, ref.tokens[1:], strict=False)
    texts = ((a.text + b.text, f"{a.raw}-{b.raw}", f"{a.raw} {b.raw}") for a, b in pairs)
    return {joined: tied if tied in ref.source else loose for joined, tied, loose in texts}
