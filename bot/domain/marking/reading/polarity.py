"""Gives each token its clause, its key and its sign: +1 as said, -1 when it is denied."""

from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.token import Token

_BREAKS = frozenset(",;:.!?\n()>|")
_DETERMINERS = frozenset(
    "the this that these those which no any every each another first second last other same".split()  # noqa: SIM905
)
_RELATIVES = frozenset(("of", "that", "which", "who"))
_SWEEP = 5
"""A "but" so near behind an "any" takes out what follows it."""
_POINTING = 3
"""So many words may follow a negation and only point back."""
_SUBJECT = 4
"""A subject has at most so many words."""
_NOT = frozenset(("not", "nicht"))
_NEVER = frozenset(("never", "nie", "niemals"))
_ONLY = frozenset(("only", "just", "nur"))
_GOING_ON = frozenset(("but", "also", "sondern", "auch"))


class _Reach:
    """How far a negation reaches while an answer is read from left to right."""

    def __init__(self) -> None:
        self.sign, self.clause = 1, 0
        self.fresh = False
        """A negation was just said, and nothing yet that it denies."""
        self.tight = False
        """A prefix (`non`) denies the next word alone."""
        self.rather = False
        self.led = False
        """The clause began with what is denied ("instead of X you …")."""

    def new_clause(self) -> None:
        """A negation ends with its clause."""
        self.sign, self.clause, self.fresh, self.rather = 1, self.clause + 1, False, False
        self.led = False

    def deny(self) -> None:
        """A second negation right behind the first one cancels it; a later one denies anew."""
        self.sign = -self.sign if self.sign == 1 or self.fresh else self.sign
        self.fresh = True


def give_signs(items: list[Token], lang: Language) -> None:
    """Fills in clause, key, sign and whether a token carries meaning."""
    reach = _Reach()
    confirming = _confirming(items, lang)
    denials = _denials(items, confirming, lang)
    for index, token in enumerate(items):
        text = token.word.text
        if index and (_breaks(token) or (text in lang.breaks and not _just_denied(items, index, lang))):
            reach.new_clause()
        if reach.led and text in lang.subjects:
            reach.new_clause()
        if reach.sign < 0 and (
            _none_is_more_than(items, index, lang) or _goes_on_by_itself(items, index, lang)
        ):
            reach.sign, reach.fresh = 1, False
        token.clause = reach.clause
        _give_key(items, index)
        if index in denials or (reach.rather and text == "than"):
            reach.sign, reach.fresh = -1, True
            reach.led = _opens_clause(items, index, lang)
            token.content = token.content and index not in denials
        elif index in confirming:
            token.content = False
        elif token.word.negation and not _is_number_of(items, index):
            token.content = False
            _negate(items, index, reach, lang)
        reach.rather = reach.rather or text in ("rather", "instead")
        negates = token.word.negation and index not in confirming
        token.sign = -reach.sign if token.word.flip != negates else reach.sign
        if token.content:
            if reach.tight:
                token.sign, reach.tight = -token.sign, False
            reach.fresh = False
    _deny_elliptically(items, lang)
    _deny_backwards(items, lang)
    _deny_asked(items, lang)


def _give_key(items: list[Token], index: int) -> None:
    """A figure is known by its value, a word by its stem."""
    token = items[index]
    if token.number is not None and (token.raw[-1].isdigit() or token.key):
        token.key = f"#{token.number}"
    else:
        token.key = token.word.key
        token.content = token.content and (not token.word.stop or _counts(items, index))


def _negate(items: list[Token], index: int, reach: _Reach, lang: Language) -> None:
    """A negation, unless it is half of "not only … but"."""
    text = items[index].word.text
    following = items[index + 1].word.text if index + 1 < len(items) else ""
    if text in ("not", "nicht") and following in _ONLY and _goes_on(items, index):
        return
    if text in lang.tight:
        reach.tight = True
    else:
        reach.deny()


def _goes_on(items: list[Token], index: int) -> bool:
    """`not only X but Y` affirms both; `not only X` by itself doesn't."""
    return any(token.word.text in _GOING_ON for token in items[index:])


def _none_is_more_than(items: list[Token], index: int, lang: Language) -> bool:
    """ "*No planet is* nearer *than* Mercury" denies of the others what it says of Mercury."""
    if items[index].word.text not in lang.than:
        return False
    at = next((at for at in range(index - 1, -1, -1) if items[at].word.negation), index)
    return any(one.word.text in lang.helping for one in items[at + 1 : index])


def _goes_on_by_itself(items: list[Token], index: int, lang: Language) -> bool:
    """`it doesn't dry and the loaf can grow`: behind the "and" stands a subject with a verb of its own, and
    what is denied before it is a verb too."""
    if items[index].word.text not in lang.and_words:
        return False
    ahead = items[index + 1 : index + 2 + _SUBJECT]
    stop = next((at for at, one in enumerate(ahead) if _breaks(one) or one.word.negation), len(ahead))
    verb = next((at for at, one in enumerate(ahead[:stop]) if one.word.text in lang.finite), 0)
    if not verb:
        return False
    at = next((at for at in range(index - 1, 0, -1) if items[at].word.negation), 0)
    denied = items[at + 1 : index]
    embedded = any(one.word.text in lang.embedding for one in denied)
    return (
        bool(at) and _denies_a_verb(items, at, lang) and any(one.content for one in denied) and not embedded
    )


def _denies_a_verb(items: list[Token], at: int, lang: Language) -> bool:
    """`doesn't`, `is not`, `trocknet nicht`; not `no loaf`, `without steam`, `not the loaf`."""
    text = items[at].word.text
    if text in _NOT:
        return items[at - 1].word.text in lang.finite or not items[at - 1].word.stop
    return text in _NEVER or text.endswith(("n't", "nt", "cannot"))


def _just_denied(items: list[Token], index: int, lang: Language) -> bool:
    """`not a while loop`: a word that would begin a clause is itself what is denied."""
    before = index - 1
    while before >= 0 and items[before].word.text in lang.articles:
        before -= 1
    return before >= 0 and items[before].word.negation


def _counts(items: list[Token], index: int) -> bool:
    """`one layer` and `by one` count; `the second one`, `the global one` and `one of them` don't."""
    token = items[index]
    if token.number is None:
        return False
    before = items[index - 1] if index else None
    following = items[index + 1] if index + 1 < len(items) else None
    if following is not None and following.word.text in _RELATIVES:
        return False
    if before is None or token.gap or (following is not None and not following.word.stop):
        return True
    return before.word.stop and before.word.text not in _DETERMINERS


def _breaks(token: Token) -> bool:
    return bool(token.gap) and not token.tied and any(sign in _BREAKS for sign in token.gap)


def _is_number_of(items: list[Token], index: int) -> bool:
    """`no. of units` is a number of units, not none of them."""
    following = items[index + 1].word.text if index + 1 < len(items) else ""
    return items[index].word.text == "no" and following == "of"


def _confirming(items: list[Token], lang: Language) -> frozenset[int]:
    """The words of phrases that deny nothing, though one of them does (`none other than`, `no matter`)."""
    texts = [token.word.text for token in items]
    if lang.confirming.keys().isdisjoint(texts):
        return frozenset()
    return frozenset(
        inner
        for index, text in enumerate(texts)
        for phrase in lang.confirming.get(text, ())
        if tuple(texts[index : index + len(phrase)]) == phrase
        for inner in range(index, index + len(phrase))
    )


def _denials(items: list[Token], confirming: frozenset[int], lang: Language) -> frozenset[int]:
    """Where a phrase that denies what follows it ends (`rather than`, `anything but`)."""
    texts = [token.word.text for token in items]
    found = set()
    for index, text in enumerate(texts):
        if index in confirming:
            continue
        for phrase in lang.denying.get(text, ()):
            if tuple(texts[index : index + len(phrase)]) == phrase:
                found.add(index + len(phrase) - 1)
                for inner in range(index, index + len(phrase)):
                    items[inner].content = False
                break
        if text in lang.sweeping:
            end = _excepted(items, index, lang)
            found.update((end,) if end else ())
    return frozenset(found)


def _excepted(items: list[Token], index: int, lang: Language) -> int:
    """`any test but the t-test`: where the "but" stands that takes out what follows; 0 if there is none."""
    for at in range(index + 1, min(index + _SWEEP, len(items))):
        if items[at].gap:
            return 0
        if items[at].word.text in lang.excepting:
            return at
    return 0


def _deny_elliptically(items: list[Token], lang: Language) -> None:
    """`Lists can, tuples can't`, `X can't tell you that`: a negation at the end denies what stands before it
    in the clause; with nothing there, what stands in the one before (`X …, so it isn't that`).
    """
    for index, token in enumerate(items):
        if not index or not token.word.negation or token.word.text.endswith("no"):
            continue
        tail = [one for one in items[index + 1 : index + _SWEEP] if one.clause == token.clause]
        points_back = bool(tail) and len(tail) <= _POINTING and tail[-1].word.text in lang.pointing
        ends = not tail or (points_back and _ends_clause(items, index + len(tail)))
        if ends and not _turn(items, index) and points_back and len(tail) == 1:
            _turn_clause(items, token.clause - 1)


def _turn_clause(items: list[Token], clause: int) -> None:
    for token in items:
        if token.clause == clause and token.content:
            token.sign = -token.sign


def _opens_clause(items: list[Token], at: int, lang: Language) -> bool:
    """True if the clause begins with the "instead of" that ends here."""
    first = next(token for token in items if token.clause == items[at].clause)
    return first.word.text in lang.exchanging


def _ends_clause(items: list[Token], at: int) -> bool:
    return at + 1 == len(items) or items[at + 1].clause != items[at].clause


def _deny_backwards(items: list[Token], lang: Language) -> None:
    """`Y is wrong` and `Y isn't right` deny the Y that stands before them in the clause."""
    for index, token in enumerate(items):
        text = token.word.text
        if not index or not (text in lang.denied or text in lang.mistakes or text in lang.affirming):
            continue
        before = items[index - 1].word
        ends = not any(t.content and t.clause == token.clause for t in items[index + 1 :])
        denied = ends and _is_denial(items, index, lang) and token.sign == 1
        if (denied or (text in lang.affirming and token.sign == -1 and before.negation)) and _turn(
            items, index
        ):
            token.content = False


def _is_denial(items: list[Token], index: int, lang: Language) -> bool:
    """`is wrong`, `would be a mistake`, but not `it makes a mistake`."""
    text, before = items[index].word.text, items[index - 1].word
    if text in lang.denied:
        return before.stop or before.negation
    back = [token.word.text for token in items[max(0, index - 3) : index]]
    return text in lang.mistakes and before.text in lang.articles and "be" in back


def _deny_asked(items: list[Token], lang: Language) -> None:
    """`Maximise? no way, minimise`: a guess that is put as a question and answered with a no."""
    for index, token in enumerate(items[1:], 1):
        if token.clause == items[index - 1].clause or "?" not in token.gap:
            continue
        if token.word.text in lang.no or token.word.negation:
            _turn_clause(items, items[index - 1].clause)


def _turn(items: list[Token], index: int) -> bool:
    """Turns the words of meaning before a position in its clause; False if there are none."""
    earlier = [t for t in items[:index] if t.clause == items[index].clause and t.content]
    for token in earlier:
        token.sign = -token.sign
    return bool(earlier)
