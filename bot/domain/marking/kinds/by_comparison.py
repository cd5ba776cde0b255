"""Asked which of two is heavier, or first: which of them an answer says that of, or the contrary.

*The electron is lighter* names the proton, *the proton is lighter than the electron* does not.
"""

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.judge import quote_of
from bot.domain.marking.comparing.references import spans_in
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.token import Token
from bot.domain.marking.verdict import Mark, Reason, Verdict

_COMMON = 1
"""Words no rarer than this are verbs like *came*, or nouns that name nothing by themselves."""


def by_comparison(answer: ReadAnswer, compiled: CompiledQuestion, lang: Language) -> Verdict | None:
    """The verdict on an answer to "which is …, X or Y?" that says it, or its contrary, of one of them; and on
    one to "which is the …?" that says the contrary of the right one. None for any other answer, and where
    more than that is said: "the proton is heavier, and so is the electron".
    """
    asked = compiled.compared
    if asked is None or answer.denials or _says_more(answer, lang):
        return None
    if asked.behind:
        return _of_the_other(answer, asked.behind, compiled, lang)
    ends = spans_in(answer.items, asked.spans)
    if len({start for start, *_ in ends}) != 1:
        return None
    start, _, group, sign = ends[0]
    of_right = _said_of(start, answer, compiled, lang)
    if of_right is None:
        beaten = sign == asked.ends[group] and _is_beaten(start, answer, compiled, lang)
        return in_other_words(False, Reason.CONFUSED, answer) if beaten else None
    right = of_right == (sign == asked.ends[group])
    if right and compiled.place < 0:
        return None  # said of the one that is asked for: whatever else is said is looked at as ever
    return in_other_words(right, Reason.CONTRARY, answer)


def _says_more(answer: ReadAnswer, lang: Language) -> bool:
    """It is more than one statement."""
    clauses = {answer.items[at].clause for at in answer.content}
    return len(clauses) > 1 or any(token.word.text in lang.and_words for token in answer.items)


def _of_the_other(
    answer: ReadAnswer, behind: frozenset[str], compiled: CompiledQuestion, lang: Language
) -> Verdict | None:
    """Asked whether X is smaller or larger than Y: *Y is larger*."""
    options = [at for at in answer.content if _is_right(answer.items[at].key, compiled) is not None]
    rest = {answer.items[at].key for at in answer.content if at not in options}
    compares = any(token.word.text in lang.than for token in answer.items)
    if len(options) != 1 or not rest or not rest <= behind or compares:
        return None
    return in_other_words(not _is_right(answer.items[options[0]].key, compiled), Reason.CONTRARY, answer)


def in_other_words(right: bool, otherwise: Reason, answer: ReadAnswer) -> Verdict:
    """Right by what it means, or not right, for that reason."""
    return Verdict(
        mark=Mark.RIGHT if right else Mark.WRONG,
        reason=Reason.SAME_MEANING if right else otherwise,
        credit=float(right),
        quote=quote_of(set(range(len(answer.items))), answer),
    )


def _said_of(at: int, answer: ReadAnswer, compiled: CompiledQuestion, lang: Language) -> bool | None:
    """Whether what stands there is said of the right one, or (False) of the other; None if of neither, or of
    both. It is said of what stands before it in its clause, else of what stands behind it (*they give off
    oxygen*), with nothing but words of the question and small verbs beside that."""
    clause = answer.items[at].clause
    around = [
        n
        for n, token in enumerate(answer.items)
        if token.clause == clause
        and n != at
        and (token.content or _is_right(token.key, compiled) is not None)
    ]
    compares = any(token.word.text in lang.than for token in answer.items)
    for side in ([n for n in around if n < at], [n for n in around if n > at and not compares]):
        tokens = [answer.items[n] for n in side]
        found = [_is_right(token.key, compiled) for token in tokens if not _is_silent(token, compiled, lang)]
        if found:
            return found[0] if len(set(found)) == 1 else None
    return None


def _is_silent(token: Token, compiled: CompiledQuestion, lang: Language) -> bool:
    """A word that names nothing: it is a common one, or one of the question's."""
    if _is_right(token.key, compiled) is not None:
        return False
    common = token.word.rarity <= _COMMON or token.word.text in lang.light
    both = compiled.compared is not None and token.key in compiled.compared.both
    return common or both or token.key in compiled.asked


def _is_beaten(at: int, answer: ReadAnswer, compiled: CompiledQuestion, lang: Language) -> bool:
    """Something else is said to be more so than the right one: *the Danube is longer than the Volga*."""
    than = next((n for n, token in enumerate(answer.items) if n > at and token.word.text in lang.than), None)
    if than is None:
        return False
    right = [n for n in answer.content if _is_right(answer.items[n].key, compiled)]
    return bool(right) and min(right) > than and answer.content[0] < at


def _is_right(key: str, compiled: CompiledQuestion) -> bool | None:
    if key in compiled.vocabulary.alternatives:
        return False
    return True if compiled.compared is not None and key in compiled.compared.right else None
