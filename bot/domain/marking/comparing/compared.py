"""What a question asks of things: *heavier* in "which is heavier?", *first* in "what comes first?"."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.domain.marking.comparing.references import Reference, spans_in
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import SAME, Lexicon, Spans
from bot.domain.marking.reading.token import Token
from bot.domain.marking.reading.tokens import read
from bot.domain.marking.reading.vocabulary import spans_of

_NAME = 3
"""An accepted answer of so few words names a thing."""


class Compared(Struct, frozen=True):
    """The pairs of contraries that a question asks by."""

    ends: Mapping[int, int]
    """For each pair the end that is asked for, 1 or -1."""
    spans: Spans
    """The words of both ends."""
    right: frozenset[str]
    """Keys of the words that tell the right one from the others."""
    both: frozenset[str]
    """Keys of the words that belong to both: "a P *wave* or an S *wave*"."""
    behind: frozenset[str]
    """Keys of what stands behind the "than" of "is X smaller or larger than Y?": of Y the contrary holds."""


def compared_in(
    ask: str,
    accept: Sequence[Reference],
    rivals: Sequence[Reference],
    lexicon: Lexicon,
) -> Compared | None:
    """What a question asks of the things that it names, or of all there are (then by a superlative); None if
    it asks for no thing, or denies or undoes something: "what keeps it from rising?"."""
    lang = lexicon.language
    items = read(ask, lang).items
    if (
        not accept
        or any(len(ref.tokens) > _NAME for ref in accept)
        or any(_turns(one, lang) for one in items)
    ):
        return None
    things = frozenset(token.key for ref in (*accept, *rivals) for token in ref.tokens)
    ends: dict[int, set[int]] = {}
    for start, end, group, sign in spans_in(items, lexicon.spans):
        if group >= SAME or not things.isdisjoint(token.key for token in items[start:end]):
            continue
        if rivals or _is_superlative(items[start].word.text, lang):
            ends.setdefault(group, set()).add(sign)
    asked = {group: signs.pop() for group, signs in ends.items() if len(signs) == 1}
    behind = _behind(items, lang) if rivals else frozenset()
    keys = [token.key for token in items]
    both = frozenset(key for key in keys if keys.count(key) > 1)
    words = frozenset(token.key for ref in accept for token in ref.tokens) - both
    return Compared(asked, spans_of(asked.keys(), lexicon), words, both, behind) if asked or behind else None


def ends_in(ask: str, lexicon: Lexicon) -> Mapping[int, frozenset[int]]:
    """For each pair of contraries that a question has a word of, the ends it names."""
    ends: dict[int, set[int]] = {}
    for _, _, group, sign in spans_in(read(ask, lexicon.language).items, lexicon.spans):
        if group < SAME:
            ends.setdefault(group, set()).add(sign)
    return {group: frozenset(signs) for group, signs in ends.items()}


def _behind(items: Sequence[Token], lang: Language) -> frozenset[str]:
    """The words of meaning behind the last "than" alone."""
    than = max((n for n, token in enumerate(items) if token.word.text in lang.than), default=len(items))
    before, behind = (
        frozenset(token.key for token in side if token.content) for side in (items[:than], items[than:])
    )
    return behind - before


def _turns(token: Token, lang: Language) -> bool:
    return token.sign < 0 or token.word.negation or token.word.text in lang.undoing


def _is_superlative(word: str, lang: Language) -> bool:
    return word in lang.superlatives or any(
        word.endswith(ending[1:]) for ending in lang.superlatives if ending.startswith("-")
    )
