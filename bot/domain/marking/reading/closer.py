"""A closer look at words that are none of the question's: joined, cut short, turned, spelled out, slips."""

import re

from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.roots import apart, root
from bot.domain.marking.reading.slips import is_word, listed, mild, near_key, nearest, swapped
from bot.domain.marking.reading.spot import Spot, put
from bot.domain.marking.reading.token import Token
from bot.domain.marking.reading.vocabulary import Vocabulary

_MOST_STRANGE = 40
"""Words looked at closely, that are enough of any answer."""
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_JOINED = 8
"""Two words written as one have so many letters before a slip in them is let pass."""
_CLIPPED, _LONG = 3, 8
"""A word cut short keeps at least so many letters; one more if it isn't so long."""
_UNKNOWN, _LONG_STEM = 5, 5
"""The rarity of a word that is in no list, and the letters of a stem that are enough to mend it."""
_RARE = 4
"""From this rarity a word in the list is more likely a slip than meant."""
_UNDONE = 3
"""*Un-* denies a word of so few letters (`unset`); the other prefixes may begin a short word by chance."""
_VOWELS = frozenset("aeiou")
_ACRONYM = 6
"""No acronym has more letters."""


def look_closer(
    items: list[Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """Looks closer at words that are none of the vocabulary; True if one of them may be a slip or not."""
    if words.roots:
        _verbs_apart(items, words, lexicon, spots)
    looked: set[str] = set()
    for at, token in enumerate(items):
        if token.key in words.keys or token.raw in looked or not (token.content or len(token.raw) > 3):
            continue
        looked.add(token.raw)
        if len(looked) > _MOST_STRANGE:
            break
        _unknown(at, token, words, lexicon, spots)
    return any(spot.doubtful for places in spots.values() for spot in places)


def _verbs_apart(
    items: list[Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> None:
    """`wandelt … um` is read as *umwandeln*; `schaltet … ein` speaks against `schaltet … aus`."""
    for at, whole in apart(items, lexicon.language):
        key = items[at].key
        if whole in words.roots:
            put(spots, words.roots[whole], Spot(at, at + 1, items[at].sign))
        elif key in words.split:
            spots[key] = [
                Spot(spot.at, spot.end, -spot.sign) if spot.at == at else spot for spot in spots.get(key, ())
            ]


def _unknown(
    at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> None:
    """A word that is none of the vocabulary:
    two of its words written as one, one with a prefix, or a slip.
    """
    text = token.word.text
    if _CAMEL.search(token.raw) and _camel(at, token, words, lexicon, spots):
        return
    parts = words.compounds.get(text)
    if parts:
        for key, sign in parts:
            put(spots, key, Spot(at, at + 1, sign * token.sign))
        return
    if len(text) >= _JOINED and not is_word(text, lexicon) and _joined_with_slip(at, token, words, spots):
        return
    if token.number is not None or (words.roots and _by_root(at, token, words, lexicon, spots)):
        return
    if _opposite(at, token, words, lexicon, spots):
        return
    real = is_word(text, lexicon) or is_word(token.raw.lower(), lexicon)
    if not real and (_of_acronym(at, token, words, lexicon, spots) or _clipped(at, token, words, spots)):
        return
    meant = nearest(text, token.key, words, lexicon.language)
    if meant is None or _acronym(words.texts[meant][2], lexicon):
        return
    key, sign, raw = words.texts[meant]
    real = real and not (
        swapped(text, meant) and not (listed(text, lexicon) or listed(token.raw.lower(), lexicon))
    )
    if real and (text in lexicon.words or not mild(text, meant, rare=token.word.rarity >= _RARE)):
        return
    spots.setdefault(key, []).append(
        Spot(at, at + 1, token.sign * (1 if token.word.flip else sign), raw, real)
    )


def _joined_with_slip(at: int, token: Token, words: Vocabulary, spots: dict[str, list[Spot]]) -> bool:
    """`scikitlern` is two words of the vocabulary written as one, with a letter off."""
    meant = near_key(token.word.text, list(words.compounds)) if words.compounds else ""
    if not meant or not meant.isalpha():
        return False
    shown = words.apart.get(meant, meant)
    for key, sign in words.compounds[meant]:
        spots.setdefault(key, []).append(Spot(at, at + 1, sign * token.sign, shown, False))
    return True


def _by_root(
    at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """`umgewandelt` is read as `umwandeln`."""
    key = words.roots.get(root(token.word.text, lexicon.language))
    if key is not None:
        put(spots, key, Spot(at, at + 1, token.sign))
    return key is not None


def _camel(at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]) -> bool:
    """`LearningRateScheduler` is read as its words, if they are words of the question's answers."""
    keys = [lexicon.language.word(part).key for part in _CAMEL.sub(" ", token.raw).split()]
    known = [key for key in keys if key in words.keys]
    for key in known:
        put(spots, key, Spot(at, at + 1, token.sign))
    return bool(known)


def _clipped(at: int, token: Token, words: Vocabulary, spots: dict[str, list[Spot]]) -> bool:
    """`multidim`, `param`, `mgmt`: a word cut short, where only one word of the question can be meant."""
    text = token.word.text
    if len(text) < _CLIPPED or not text.isalpha():
        return False  # `Na2S` is no short form of `Na2SO4`
    keys = {
        words.texts[full][0]: words.texts[full][1]
        for full in words.texts
        if full[0] == text[0]
        and full.isalpha()
        and (full.startswith(text) or _contracted(text, full))
        and len(full) > len(text) + 1
        and (len(text) > _CLIPPED or len(full) >= _LONG)
    }
    if len(keys) != 1:
        return False
    key, sign = next(iter(keys.items()))
    put(spots, key, Spot(at, at + 1, token.sign * sign))
    return True


def _contracted(text: str, full: str) -> bool:
    """`mgmt`: first and last letter of a word, and consonants of it between them in their order."""
    if text[0] != full[0] or text[-1] != full[-1] or not _VOWELS.isdisjoint(text):
        return False
    rest = iter(full)
    return all(letter in rest for letter in text)


def _opposite(
    at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """`unregular` denies `regular`, `dependent` denies `independent`."""
    text, lang = token.word.text, lexicon.language
    for prefix in lang.opposing:
        if len(prefix) < 2:
            continue
        base = text[len(prefix) :] if text.startswith(prefix) else ""
        for other in (base, prefix + text):
            least = _UNDONE if prefix == "un" and other is base else 5
            found = words.texts.get(other) if len(other) >= least and len(text) >= 5 else None
            if found is not None:
                put(spots, found[0], Spot(at, at + 1, -token.sign))
                return True
    return False


def _acronym(raw: str, lexicon: Lexicon) -> bool:
    """`TCP`, `NaCl`, but not a word in capitals (`HAVING`)."""
    inside = any(char.isupper() for char in raw[1:])
    return inside and len(raw) <= _ACRONYM and not lexicon.language.is_word(raw.casefold())


def _of_acronym(
    at: int, token: Token, words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> bool:
    """`RBCs` is the plural of RBC: stemmers leave the -s to what has no vowel."""
    text = token.word.text
    other = text[:-1] if text.endswith("s") else f"{text}s"
    found = words.texts.get(other)
    if found is None or not _acronym(found[2].removesuffix("s"), lexicon):
        return False
    put(spots, found[0], Spot(at, at + 1, token.sign * found[1]))
    return True


def spell_out(items: list[Token], words: Vocabulary, spots: dict[str, list[Spot]]) -> None:
    """`transmission control protocol` is read as TCP, by the letters its words begin with."""
    said = [at for at, token in enumerate(items) if token.raw[0].isalpha() and len(token.raw) > 1]
    for letters, key in words.acronyms:
        if key in spots:
            continue
        for places in (said, [at for at in said if items[at].content]):
            start = "".join(items[at].word.text[0] for at in places).find(letters)
            if start >= 0 and _is_name(run := places[start : start + len(letters)], items):
                put(spots, key, Spot(run[0], run[-1] + 1, items[run[-1]].sign))
                break


def _is_name(run: list[int], items: list[Token]) -> bool:
    """The words stand together in one clause, and begin and end with one of meaning."""
    first, last = items[run[0]], items[run[-1]]
    together = run[-1] - run[0] < 2 * len(run) and first.clause == last.clause
    return together and first.content and last.content


def mend_synonyms(
    items: list[Token], words: Vocabulary, lexicon: Lexicon, spots: dict[str, list[Spot]]
) -> None:
    """A slip in a word that only means the same as one of the question's: it takes that word's key."""
    odd = [
        (at, token)
        for at, token in enumerate(items[:_MOST_STRANGE])
        if token.word.rarity == _UNKNOWN and token.content and len(token.key) >= _LONG_STEM
    ]
    known = {spot.at for places in spots.values() for spot in places} if odd else set()
    for at, token in odd:
        if at not in known and token.key not in words.spans and not is_word(token.word.text, lexicon):
            token.key = near_key(token.key, words.synonyms) or token.key
