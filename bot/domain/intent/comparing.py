"""What is said to "Same as yours?"."""

import re

from bot.domain.intent.words import fold, words_of

_SAME = """
yes
y
yep
yup
yeah
yea
yes it is
yes it was
same
the same
its the same
same thing
the same thing
yes same
yes the same
exactly
exactly the same
basically the same
pretty much the same
ja
jo
jep
jap
genau
genau das gleiche
stimmt
gleich
dasselbe
das gleiche
das selbe
ja dasselbe
ja das gleiche
ja genau
ja gleich
"""
_NOT_QUITE = """
no
n
nope
nah
naw
not quite
no not quite
not exactly
not the same
no not the same
its not the same
different
its different
something different
not really
nein
nee
nö
ne
it isn't
no it isn't
it is not
no it is not
it's not
nicht ganz
nein nicht ganz
ist es nicht
nicht dasselbe
nicht das gleiche
nein nicht dasselbe
nicht wirklich
anders
"""


def _texts(lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(fold(line)) for line in lines.split("\n") if line)


_SAID = {words: False for words in _texts(_NOT_QUITE)} | {words: True for words in _texts(_SAME)}
_BREAK = re.compile(r"[,;.!?\n]+|\s[-–—]\s")
_REST = 2
"""Words behind a yes or no that don't turn it."""
_BESIDE = frozenset(("ok", "oh", "hm", "hmm", "well", "so", "naja"))


def same_of(text: str) -> bool | None:
    """What a text says to "Same as yours?": True for the same, False for not quite, None for neither."""
    words = words_of(fold(text))
    if not words:
        sign = text.strip()[:1]
        return True if sign in ("👍", "👌", "✅") else False if sign == "👎" else None
    bare = tuple(word for word in words if word not in _BESIDE)
    return _SAID.get(words, _SAID.get(bare, _first_of(text)))


def _first_of(text: str) -> bool | None:
    """What the first words say, before a comma and a word or two: "nope, why"."""
    first, _, rest = _BREAK.sub(",", text).partition(",")
    return _SAID.get(words_of(fold(first))) if 0 < len(words_of(fold(rest))) <= _REST else None
