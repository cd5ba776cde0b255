"""Options pointed at instead of said: by letter, number, ordinal, "the latter"."""

from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.token import Token

_ENDS = frozenset(").:-,;=!?\n]")
_OPERATORS = frozenset("+-*/^=<>:%|~√±")


def pointed_at(answer: ReadAnswer, count: int, lang: Language) -> list[int] | None:
    """The options pointed at by letter, number or ordinal; None if the answer is in words."""
    if _reckons(answer):
        return None
    pointers: list[int] = []
    denied: set[int] = set()
    rest = 0
    for at, token in enumerate(answer.items):
        pointer = _pointer(at, answer, count, lang)
        if pointer is not None:
            (denied.add if token.sign < 0 else pointers.append)(pointer)
            if at == 0 and _delimited(at, answer, lang) and rest == 0 and len(answer.items) > 1:
                return _led(pointer, answer, count, lang)
        elif token.word.text in lang.option_words or token.word.negation or token.word.text in lang.both:
            continue
        elif pointers and (token.word.text in lang.reasons or token.gap in (")", "-", ".", ",", "(", ":")):
            break
        elif token.content or token.word.text not in lang.stop:
            rest += 1
            if not pointers or rest > 0:
                return None
    if denied and not pointers and count == 2 and len(denied) == 1:
        return [1 - denied.pop()]
    return list(dict.fromkeys(pointers)) or None


def _reckons(answer: ReadAnswer) -> bool:
    """`1+1`, `a = b`, `√1`: figures and letters that are reckoned with point at nothing."""
    for at, token in enumerate(answer.items):
        if "√" in token.gap or "±" in token.gap:
            return True
        joined = at and not _OPERATORS.isdisjoint(token.gap)
        if joined and _is_operand(token) and _is_operand(answer.items[at - 1]):
            return True
    return False


def _is_operand(token: Token) -> bool:
    return len(token.raw) == 1 or token.number is not None


def _led(pointer: int, answer: ReadAnswer, count: int, lang: Language) -> list[int]:
    """`b) non-linear`, `A, because …`: the first sign counts, unless more letters are listed."""
    more = [
        other
        for at in range(1, len(answer.items))
        if (other := _pointer(at, answer, count, lang)) is not None
        and (
            answer.items[at - 1].word.text in lang.and_words | lang.or_words
            or answer.items[at].gap[:1] in ",/&+"
        )
        and (at + 1 == len(answer.items) or answer.items[at].raw.isupper())
    ]
    return list(dict.fromkeys([pointer, *more]))


def _delimited(at: int, answer: ReadAnswer, lang: Language) -> bool:
    following = answer.items[at + 1] if at + 1 < len(answer.items) else None
    return (
        following is None
        or (following.gap[:1] in _ENDS and bool(following.gap))
        or following.word.text in lang.reasons
    )


def _pointer(at: int, answer: ReadAnswer, count: int, lang: Language) -> int | None:
    token = answer.items[at]
    text = token.word.text
    alone = (
        len(answer.items) == 1
        or token.raw.isupper()
        or _delimited(at, answer, lang)
        or _after_option(at, answer)
        or _one_of_letters(at, answer, lang)
    )
    number: int | None = None
    if len(text) == 1 and text.isalpha() and "a" <= text <= "z":
        number = ord(text) - ord("a") if alone or text != "a" else None
    elif token.raw.isdecimal() and len(token.raw) <= 2:
        number = int(token.raw) - 1
    elif text in lang.ordinals:
        number = lang.ordinals[text] - 1
    elif text in lang.last:
        number = count - 1
    elif text in lang.numbers and _after_option(at, answer):
        number = int(lang.numbers[text]) - 1
    return number if number is not None and 0 <= number < count else None


def _one_of_letters(at: int, answer: ReadAnswer, lang: Language) -> bool:
    """The `a` in "a and b" and in "b or a" is a letter, no article."""
    words = lang.and_words | lang.or_words
    items = answer.items
    sides = (items[at + 1 : at + 3], items[max(0, at - 2) : at][::-1])
    return any(len(side) == 2 and side[0].word.text in words and len(side[1].raw) == 1 for side in sides)


def _after_option(at: int, answer: ReadAnswer) -> bool:
    before = answer.items[at - 1].word.text if at else ""
    return before in (
        "option",
        "answer",
        "choice",
        "letter",
        "number",
        "nr",
        "antwort",
        "nummer",
        "buchstabe",
    )
