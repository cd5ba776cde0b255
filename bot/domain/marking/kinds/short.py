"""A word or a phrase: exact lists first, then the author's rejects, then the references,
then what is nearly there.
"""

from bot.domain.marking.comparing.align import Match
from bot.domain.marking.comparing.asked import FORM
from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.half_said import half_said
from bot.domain.marking.comparing.judge import PARTIAL_CUT, Finding, First, best, quote_of, slip_of
from bot.domain.marking.comparing.keys import key_of
from bot.domain.marking.comparing.left_open import left_open
from bot.domain.marking.comparing.probability import settled
from bot.domain.marking.comparing.rivals import same_as_other
from bot.domain.marking.comparing.roles import crossed
from bot.domain.marking.comparing.told_apart import told_apart
from bot.domain.marking.comparing.vetoes import some_numbers, sure, veto
from bot.domain.marking.kinds.by_comparison import by_comparison, in_other_words
from bot.domain.marking.kinds.chatter import asked_back, dont_know, nothing
from bot.domain.marking.kinds.elimination import by_elimination
from bot.domain.marking.kinds.yes_no import mark_yes_no
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.slips import prefixed
from bot.domain.marking.verdict import Mark, Reason, Verdict

_TERM = 3
"""A reference of so few words names a thing."""
_LIGHT = 0.35
"""The weight of a forename, or of a word that the question has."""
_NEARLY = 0.3
"""Credit of an answer that is on its way."""


def mark_short(question: str, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Verdict:
    """The verdict on a phrase: what the first reader says, where the second one doesn't doubt it."""
    return settled(read_first(question, answer, compiled, lexicon), answer, compiled, lexicon)


def read_first(question: str, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> First:
    """The first reader's verdict on a phrase."""
    known = exactly(answer, compiled)
    if known is not None:
        return First(known, certain=True)
    if compiled.yes_no:
        return First(mark_yes_no(answer, compiled, lexicon.language), certain=True)
    if (told := _told_otherwise(answer, compiled, lexicon.language)) is not None:
        return First(told, certain=True)
    found = best(compiled.accept, answer, lexicon)
    refused = rejected(answer, compiled, lexicon, found)
    if refused is not None:
        return First(refused, found, certain=True)
    if found is not None and found.right:
        if same_as_other(answer, question, lexicon):
            return First(missed(Reason.CONFUSED, answer, found), found, certain=True)
        if half_said(found.match, answer, lexicon.language):
            return First(on_the_way(answer, "", found.match.places), found, certain=True)
        odd = left_open(found.match, answer, compiled.ends, lexicon)
        if odd or _more_of_a_miss(found, answer, compiled, lexicon):
            return First(_unlike(answer, lexicon.language), found)
        if (foreseen := _all_of_a_prompt(found, answer, compiled, lexicon)) is not None:
            return First(foreseen, found, certain=True)
        return First(passed(found, answer), found, certain=_word_for_word(found, answer))
    return not_right(answer, compiled, lexicon, found)


def _told_otherwise(answer: ReadAnswer, compiled: CompiledQuestion, lang: Language) -> Verdict | None:
    """The verdict on what tells of two things which it is without saying it in the words of a reference."""
    told = by_elimination(answer, compiled, lang)
    if told is not None or answer.text.rstrip().endswith("?"):
        return told
    offered = any(token.word.text in lang.or_words for token in answer.items)
    told = by_comparison(answer, compiled, lang) if not offered else None
    if told is not None:
        return told
    for ref in compiled.accept:
        if offered and lang.or_words.isdisjoint(ref.source.casefold().split()):
            continue
        if (apart := told_apart(ref, answer, lang)) is not None:
            return in_other_words(apart, Reason.SWAPPED, answer)
    return None


def _more_of_a_miss(found: Finding, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> bool:
    """More of a foreseen miss is said than of the answer, of which something is missing."""
    if not found.match.missing:
        return False
    misses = (best(one.references, answer, lexicon, vetoes=False) for one in compiled.rejects)
    return any(miss is not None and miss.right and miss.score > found.score for miss in misses)


def _all_of_a_prompt(
    found: Finding, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon
) -> Verdict | None:
    """The verdict where all that was foreseen as half of the answer is said, and of the answer less."""
    if not found.match.missing:
        return None
    for foreseen in compiled.prompts:
        near = best(foreseen.references, answer, lexicon)
        if (
            near is not None
            and near.right
            and not near.match.missing
            and near.match.places >= found.match.places
        ):
            return on_the_way(answer, foreseen.text, near.match.places)
    return None


def _word_for_word(found: Finding, answer: ReadAnswer) -> bool:
    """All of a reference is said as it stands, and nothing else; words of the question and forenames may
    be left out."""
    match = found.match
    light = all(match.ref.tokens[n].weight <= _LIGHT for n in match.missing)
    return light and not match.slips and set(answer.content) <= match.places


def exactly(answer: ReadAnswer, compiled: CompiledQuestion) -> Verdict | None:
    """The verdict on an answer that stands in one of the author's lists:
    reject, accept, prompt, in this order.
    """
    if answer.exact in compiled.wrong:
        return Verdict(
            mark=Mark.WRONG,
            reason=Reason.REJECTED,
            credit=0.0,
            quote=quote_of(set(range(len(answer.items))), answer),
            because=compiled.wrong[answer.exact],
        )
    if answer.exact in compiled.right:
        quote = quote_of(set(range(len(answer.items))), answer)
        return Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1.0, quote=quote)
    if answer.exact in compiled.partly:
        return on_the_way(answer, compiled.partly[answer.exact], set(range(len(answer.items))))
    return None


def as_it_stands(said: str, answer: ReadAnswer, compiled: CompiledQuestion, lang: str) -> Verdict | None:
    """Right, if the author takes that very wording and refuses none of its form."""
    if not compiled.stands or answer.exact in compiled.wrong or key_of(said, lang) not in compiled.stands:
        return None
    quote = quote_of(set(range(len(answer.items))), answer)
    return Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1.0, quote=quote)


def rejected(
    answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, found: Finding | None
) -> Verdict | None:
    """The author's answer to a miss that was foreseen, unless the right answer says all of it and more."""
    right = found.match.places if found is not None and found.right else set()
    for foreseen in compiled.rejects:
        miss = best(foreseen.references, answer, lexicon, vetoes=False)
        if miss is None or not in_full(miss.match) or miss.match.numbers_off(answer):
            continue
        if _only_asked(miss.match, compiled.asked):
            continue
        if (
            not _in_one_breath(miss, answer)
            or crossed(miss.match, answer)
            or _on_its_way(miss, answer, compiled, lexicon)
        ):
            continue
        if found is not None and _outweighs(found, miss) and not miss.match.places > right:
            continue
        if right and (
            miss.match.places <= right or _only_a_reason(miss.match.places, right, answer, lexicon)
        ):
            continue
        if right and _in_a_later_remark(miss.match.places - right, right, answer):
            continue
        if not right and found is not None and _says_more(found, miss):
            continue
        return Verdict(
            mark=Mark.WRONG,
            reason=Reason.REJECTED,
            credit=0.0,
            quote=quote_of(miss.match.places, answer),
            because=foreseen.text,
        )
    return None


def _only_asked(foreseen: Match, asked: frozenset[str]) -> bool:
    """Of a foreseen miss nothing is said but words of the question, and not all of it: who says transfer
    learning says nothing of "a transfer function"."""
    tokens = foreseen.ref.tokens
    return bool(foreseen.missing) and all(tokens[n].key in asked for n in foreseen.hits)


def _outweighs(found: Finding, miss: Finding) -> bool:
    """A right answer is said in full, and is no less than the foreseen miss beside it."""
    return found.right and not found.match.missing and found.match.ref.total >= miss.match.ref.total


def in_full(foreseen: Match) -> bool:
    """Every word of meaning of a foreseen miss is said, none of them denied."""
    tokens = foreseen.ref.tokens
    return bool(foreseen.hits) and not foreseen.against and all(tokens[n].light for n in foreseen.missing)


def _in_one_breath(miss: Finding, answer: ReadAnswer) -> bool:
    """The words of a foreseen miss stand side by side, with at most one other word between them."""
    places = miss.match.places
    if not places:
        return False
    between = [at for at in answer.content if min(places) < at < max(places) and at not in places]
    clauses = {answer.items[at].clause for at in places}
    return len(between) <= 1 and (len(clauses) == 1 or len(miss.match.ref.tokens) > 2)


def _on_its_way(miss: Finding, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> bool:
    """A foreseen half-answer that says all of the foreseen miss and more."""
    for foreseen in compiled.prompts:
        near = best(foreseen.references, answer, lexicon)
        if near is not None and near.right and near.match.places > miss.match.places:
            return True
    return False


def _says_more(found: Finding, miss: Finding) -> bool:
    return found.veto is None and found.match.places > miss.match.places


def _only_a_reason(places: set[int], right: set[int], answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """True if the rejected words stand behind a "because", and the right ones before it."""
    first = min(places - right)
    reasons = [at for at, token in enumerate(answer.items) if token.word.text in lexicon.language.reasons]
    return any(max(right) < at < first for at in reasons)


def _in_a_later_remark(places: set[int], right: set[int], answer: ReadAnswer) -> bool:
    """True if the rejected words stand in a later clause that says something more about them."""
    first = min(places)
    clause = answer.items[first].clause
    if clause <= answer.items[min(right)].clause:
        return False
    around = [at for at, token in enumerate(answer.items) if token.clause == clause and at not in places]
    return sum(answer.items[at].content for at in around) >= 2


def passed(found: Finding, answer: ReadAnswer) -> Verdict:
    """Right, or right with a slip."""
    slip = slip_of(found.match, answer)
    return Verdict(
        mark=Mark.ALMOST if slip else Mark.RIGHT,
        reason=Reason.SLIP if slip else Reason.SAME_MEANING,
        credit=1.0,
        slip=slip,
        quote=quote_of(found.match.places, answer),
    )


def not_right(
    answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, found: Finding | None
) -> First:
    """Half of it, foreseen as half of it, or not it; with the reason."""
    if found is not None and not lexicon.language.known and not found.match.missing:
        return First(on_the_way(answer, "", found.match.places), found, certain=True)
    reason = _against(found, answer, lexicon)
    if found is not None and reason is Reason.NUMBER_OFF and _some_numbers(found, answer, lexicon):
        return First(on_the_way(answer, "", found.match.places), found, certain=True)
    if reason not in (Reason.CONFUSED, Reason.NUMBER_OFF):
        foreseen = _foreseen(answer, compiled, lexicon, found)
        if foreseen is not None:
            return First(foreseen, found, certain=True)
    if reason is not None:
        return First(missed(reason, answer, found), found, certain=_all_of_it(found))
    if _is_other_form(answer, compiled) or _is_other_term(answer, compiled, lexicon.language):
        return First(missed(Reason.CONFUSED, answer, found), found, certain=True)
    if found is not None and half_said(found.match, answer, lexicon.language):
        return First(on_the_way(answer, "", found.match.places), found, certain=True)
    return First(_unlike(answer, lexicon.language), found)


def _unlike(answer: ReadAnswer, lang: Language) -> Verdict:
    """The verdict on what has nothing of any reference."""
    if not answer.spots and dont_know(answer, lang):
        return nothing(Reason.DONT_KNOW)
    if asked_back(answer, lang):
        return nothing(Reason.ASKED_BACK)
    return Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0)


def _all_of_it(found: Finding | None) -> bool:
    """Nothing of a short reference is missing: what speaks against it is all that is wrong."""
    if found is None or len(found.match.ref.tokens) > _TERM:
        return False
    return len(found.match.hits) + len(found.match.against) >= len(found.match.ref.tokens)


def _is_other_form(answer: ReadAnswer, compiled: CompiledQuestion) -> bool:
    """Asked for the plural of *child*: *child*, or *childs*."""
    said = {answer.items[at].key for at in answer.content}
    known = compiled.asked.union(*(ref.keys for ref in compiled.accept if ref.form))
    return FORM in compiled.asked and len(said) == 1 and said <= known


def _is_other_term(answer: ReadAnswer, compiled: CompiledQuestion, lang: Language) -> bool:
    """*Parameter* for *hyperparameter*: a lone word that differs by a beginning is another one."""
    said = [answer.items[at].word.text for at in answer.content]
    lone = [ref.tokens[0].text for ref in compiled.accept if len(ref.tokens) == 1]
    return len(said) == 1 and any(said[0] != one and prefixed(said[0], one, lang) for one in lone)


def _some_numbers(found: Finding, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    return some_numbers(found.match, answer, lexicon.language)


def _foreseen(
    answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, found: Finding | None
) -> Verdict | None:
    """The verdict on what the author foresaw as half of the answer."""
    spoilt = found is not None and found.veto is not None
    for foreseen in compiled.prompts:
        near = best(foreseen.references, answer, lexicon)
        if near is not None and near.right and not spoilt and _to_the_point(near, answer):
            return on_the_way(answer, foreseen.text, near.match.places)
    return None


def _against(found: Finding | None, answer: ReadAnswer, lexicon: Lexicon) -> Reason | None:
    """What speaks against an answer that is near enough to be told so."""
    if found is None or found.veto is not None:
        return found.veto if found is not None else None
    if found.score < PARTIAL_CUT:
        return None
    return sure(veto(found.match, answer, lexicon), found.match)


def _to_the_point(found: Finding, answer: ReadAnswer) -> bool:
    """At least half of what was said belongs to the answer; of two or three words, more than half."""
    content = answer.content
    fits = len(set(content) & found.match.places)
    return bool(content) and (fits * 2 > len(content) if len(content) <= 3 else fits * 2 >= len(content))


def on_the_way(answer: ReadAnswer, ask_for: str, places: set[int]) -> Verdict:
    """Partly: something is right, something is asked for."""
    return Verdict(
        mark=Mark.PARTIAL,
        reason=Reason.VAGUE,
        credit=_NEARLY,
        missing=(ask_for,) if ask_for else (),
        quote=quote_of(places, answer),
    )


def missed(reason: Reason, answer: ReadAnswer, found: Finding | None, because: str = "") -> Verdict:
    """Not right, and why."""
    places = set()
    if found is not None:
        places = found.match.places | {spot.at for _, spot in found.match.against}
    return Verdict(
        mark=Mark.WRONG, reason=reason, credit=0.0, quote=quote_of(places, answer), because=because
    )
