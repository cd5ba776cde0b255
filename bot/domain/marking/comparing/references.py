"""A question made ready for marking: its texts cut into weighted words, once."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.comparing.asked import ABOUT_PERSON, FORM
from bot.domain.marking.comparing.directions import Direction, directions
from bot.domain.marking.comparing.parts import heads, pieces
from bot.domain.marking.comparing.ways import ways
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import DECK, LOOSE, SAME, Lexicon, Span, exact
from bot.domain.marking.reading.roots import apart
from bot.domain.marking.reading.token import Token
from bot.domain.marking.reading.tokens import read

_WEIGHTS = (0.55, 0.7, 0.85, 0.95, 1.0, 1.0)
"""By rarity: the rarer a word, the more it says."""
_LIGHT, _STOP, _NUMBER, _ASKED = 0.4, 0.45, 1.3, 0.35
_OPERATORS = frozenset("+*/=<>^%&|~!@#$\\[]{}")
_NO_FIGURES = frozenset(("one", "eins", "single", "second", "once", "twice", "einmal", "zweimal", "doppelt"))
"""Number words that are none beside other words."""
_FORENAME, _PARTICLE = 0.3, 0.1
_LONGEST_NAME = 4
_TERM = re.compile(r"(?<=\w)\(([^()]*[^\W\d][^()]*)\)")
"""`O(n log n)`, `f(x)`."""
_ARGUMENT = re.compile(r"(?<=\w)\(\d+\)")
"""The number in `seed(42)` may be any."""


class ReferenceToken(Struct, frozen=True):
    """A word of a reference that counts."""

    key: str
    sign: int
    weight: float
    text: str
    raw: str
    concepts: tuple[tuple[int, int], ...]
    """Groups the word belongs to by itself, with its sign there."""
    light: bool
    reducing: bool


class Reference(Struct, frozen=True):
    """One reference text."""

    source: str
    """As it is read here: of several ways to read a text, one."""
    exact: str
    tokens: tuple[ReferenceToken, ...]
    total: float
    spans: tuple[tuple[int, int, int, int], ...]
    """Phrases of one meaning in it: first and last+1 index into tokens, group, sign."""
    numbers: tuple[Token, ...]
    operators: tuple[str, ...]
    """Signs that must be there as they are (`**`, `==`), in a reference that has them."""
    initials: str
    """The letters its words begin with, for `MSE`; empty for a single word."""
    form: str = ""
    """The very form that is asked for, where the only word of the reference is a form of one in the question,
    or the question asks for a form.
    """
    keys: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    sequence: tuple[str, ...] = ()
    """The words inside the brackets of a term such as `O(n log n)`, which must be said as they stand."""
    reducing: bool = False
    """A word of preventing or lessening is among its words."""
    apart: tuple[tuple[str, str], ...] = ()
    """Roots of verbs whose first part may stand at the end of a clause, with the keys of the verbs."""
    pieces: tuple[int, ...] = ()
    """For each word, the number of the part of the sentence it stands in ("X is …, Y is …")."""
    text: str = ""
    """The author's text that it is a reading of."""
    heads: tuple[tuple[int, ...], ...] = ()
    """The words that an "and" or ";" joins, in a reference that names several things."""
    directions: tuple[Direction, ...] = ()
    """What rises and what falls. Words are indices into tokens, things too: the first one of that key."""

    @property
    def heavy(self) -> int:
        """How many of its words count in full."""
        return sum(not token.light for token in self.tokens)


def references(
    texts: Iterable[str],
    lexicon: Lexicon,
    asked: frozenset[str] = frozenset(),
    *,
    hedged: bool = False,
) -> tuple[Reference, ...]:
    """The references made of the texts, each in all the ways it can be read; empty ones left out.

    `hedged`: in these texts "A or B" is an answer that leaves it open, not two of them.
    """
    made: dict[tuple[str, tuple[str, ...]], Reference] = {}
    for text in texts:
        for variant in ways(text, lexicon.language, hedged=hedged):
            ref = replace(make_reference(variant, lexicon, asked), text=text)
            if ref.tokens or ref.operators:
                made.setdefault((ref.exact, ref.operators), ref)
    return tuple(made.values())


def make_reference(text: str, lexicon: Lexicon, asked: frozenset[str] = frozenset()) -> Reference:
    """One reference text, cut and weighed. Words of the question (`asked`) say little."""
    lang = lexicon.language
    read_text = read(_ARGUMENT.sub("", text), lang, mend=False)
    items = read_text.items
    content = _content(items, lang)
    free = all(token.key in asked for token in content)
    tokens = tuple(_token(token, lexicon, frozenset() if free else asked) for token in content)
    tokens = tuple(
        replace(one, key=f"#{token.number}")
        if token.number is not None and _is_figure(token, content)
        else one
        for one, token in zip(tokens, content, strict=True)
    )
    if len(tokens) == 1:
        tokens = (_term(tokens[0]),)
    place = {id(token): index for index, token in enumerate(content)}
    spans = _ref_spans(items, place, lexicon)
    numbers = tuple(token for token in content if token.number is not None and _is_figure(token, content))
    if ABOUT_PERSON in asked and _is_name(tokens, lang):
        tokens = (*_forenames(tokens[:-1], lang), tokens[-1])
    inside = _TERM.search(text)
    return Reference(
        source=text,
        exact=exact(items, lang),
        tokens=tokens,
        total=sum(token.weight for token in tokens) or 1.0,
        spans=spans,
        numbers=numbers,
        operators=operators(read_text.text) if _is_code(read_text.text) else (),
        initials="".join(token.word.text[0] for token in content) if len(content) > 1 else "",
        form=_form_of(content, to_the_letter=FORM in asked) if free or FORM in asked else "",
        keys=frozenset(token.key for token in tokens),
        groups=frozenset(
            [
                *(group for token in tokens for group, _ in token.concepts),
                *(group for _, _, group, _ in spans),
            ]
        ),
        sequence=tuple(token.word.text for token in read(inside.group(1), lang).items) if inside else (),
        reducing=any(token.reducing for token in tokens),
        apart=tuple((whole, items[at].key) for at, whole in apart(items, lang)),
        pieces=pieces(items, content, lang),
        heads=heads(items, content, lang),
        directions=_directions(items, place, tokens, lexicon),
    )


def _directions(
    items: Sequence[Token], place: dict[int, int], tokens: Sequence[ReferenceToken], lexicon: Lexicon
) -> tuple[Direction, ...]:
    """The directions that are said of a word that counts."""
    ends: dict[int, list[tuple[int, int]]] = {}
    for start, end, group, sign in spans_in(items, lexicon.spans):
        if group < SAME and end - start == 1:
            ends.setdefault(start, []).append((group, sign))
    index = {at: place[id(token)] for at, token in enumerate(items) if id(token) in place}
    keys = [token.key for token in tokens]
    return tuple(
        replace(one, word=index[one.word], thing=keys.index(keys[index[one.thing]]))
        for one in directions(items, ends, lexicon.language)
        if one.word in index and one.thing in index
    )


def _is_name(tokens: Sequence[ReferenceToken], lang: Language) -> bool:
    """Capitals, with particles between them (*Ludwig van Beethoven*)."""
    capitals = all(token.raw[:1].isupper() or token.text in lang.particles for token in tokens)
    return 2 <= len(tokens) <= _LONGEST_NAME and capitals and tokens[-1].raw[:1].isupper()


def _forenames(tokens: Sequence[ReferenceToken], lang: Language) -> Iterator[ReferenceToken]:
    """Several weigh no more than one."""
    number = sum(token.text not in lang.particles for token in tokens) or 1
    for token in tokens:
        yield replace(token, weight=_PARTICLE if token.text in lang.particles else _FORENAME / number)


def _content(items: list[Token], lang: Language) -> list[Token]:
    """The words that count: all but stop words, or nearly all where there are only two (*while loop*)."""
    words = [token for token in items if token.word.text not in lang.articles and not token.word.negation]
    content = [token for token in items if token.content or _is_letter(token, items)]
    if len(content) == 1 and len(words) == 2 and words[1] is content[0] and words[0].word.text in lang.kept:
        return words
    return content or items


def _is_letter(token: Token, items: Sequence[Token]) -> bool:
    """The D in *vitamin D*; no I, and no A but at the end."""
    letter = len(token.raw) == 1 and token.raw.isalpha() and token.raw.isupper() and len(items) > 1
    return letter and (token.raw not in ("A", "I") or token is items[-1])


def _is_figure(token: Token, content: Sequence[Token]) -> bool:
    return token.key.startswith("#") or len(content) == 1 or token.word.text not in _NO_FIGURES


def _form_of(content: Sequence[Token], *, to_the_letter: bool) -> str:
    """The one word that is asked for in this very form."""
    if len(content) != 1 or not content[0].content or content[0].number is not None:
        return ""
    return content[0].raw.casefold() if to_the_letter else content[0].word.text


def _token(token: Token, lexicon: Lexicon, asked: frozenset[str]) -> ReferenceToken:
    word, lang = token.word, lexicon.language
    light = word.text in lang.light
    weight = _LIGHT if light else _WEIGHTS[word.rarity if lang.known else 5]
    if not token.content:
        weight = _STOP if len(token.raw) > 1 else 1.0
    if token.number is not None:
        weight, light = _NUMBER, False
    elif token.key in asked:
        weight *= _ASKED
        light = True
    concepts = tuple(
        sorted(
            {
                (span.group, span.sign * token.sign)
                for span in lexicon.spans.get(token.key, ())
                if len(span.keys) == 1
            }
        )
    )
    return ReferenceToken(
        token.key, token.sign, weight, word.text, token.raw, concepts, light, word.text in lang.reducing
    )


def _term(token: ReferenceToken) -> ReferenceToken:
    """A lone word is a name or a term: words of only about its meaning are not taken for it."""
    strict = tuple((group, sign) for group, sign in token.concepts if not LOOSE <= group < DECK)
    return replace(token, concepts=strict)


def _ref_spans(
    items: Sequence[Token], place: dict[int, int], lexicon: Lexicon
) -> tuple[tuple[int, int, int, int], ...]:
    found = []
    for start, end, group, sign in spans_in(items, lexicon.spans):
        inside = [place[id(token)] for token in items[start:end] if id(token) in place]
        if end - start > 1 and inside:
            found.append((inside[0], inside[-1] + 1, group, sign))
    return tuple(found)


def spans_in(items: Sequence[Token], spans: dict[str, tuple[Span, ...]]) -> list[tuple[int, int, int, int]]:
    """Where words and phrases of a known meaning stand: start, end, group, sign."""
    found = []
    for start, token in enumerate(items):
        for span in spans.get(token.key, ()):
            end = start + len(span.keys)
            if end == start + 1:
                found.append((start, end, span.group, span.sign * token.sign))
            elif end <= len(items) and all(items[start + n].key == key for n, key in enumerate(span.keys)):
                inner = sum(other.word.negation for other in items[start : end - 1])
                found.append((start, end, span.group, span.sign * items[end - 1].sign * (-1) ** inner))
    return found


def operators(text: str) -> tuple[str, ...]:
    """The runs of operator signs in a text, in order."""
    found, run = [], ""
    for char in text + " ":
        if char in _OPERATORS:
            run += char
        elif run:
            found.append(run)
            run = ""
    return tuple(found)


def _is_code(text: str) -> bool:
    """Signs count where a reference is nothing but signs, or has them between or around names as code has."""
    runs = operators(text)
    if not runs or (any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)):
        return False
    words = text.split()
    return len(words) <= 6 and not any(
        run in ("%", "&", "/", "!") for run in runs if len(words) > 1 or run in "%!"
    )
