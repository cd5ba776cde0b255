"""A word or a phrase: exact lists first, then the author's rejects, then the references,
then what is nearly there.
"""

from bot.domain.marking.chatter import asked_back, dont_know, nothing
from bot.domain.marking.compiled import Sheet
from bot.domain.marking.heard import Heard
from bot.domain.marking.judge import PARTIAL_CUT, Finding, best, half_said, quote_of, slip_of
from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.quantities import same_amount
from bot.domain.marking.rivals import same_as_other
from bot.domain.marking.roles import crossed
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.marking.vetoes import some_numbers, veto
from bot.domain.marking.yes_no import mark_yes_no

REJECTED = 0.86
"""So much of a foreseen miss must be said to be one."""
_ALL_OF_IT, _A_WORD, _GOOD_PART, _MANY = 0.25, 0.15, 0.5, 4
"""Partly right is a share this small if nothing else is said, smaller yet of a reference of so many words,
and this great of one whatever else is said.
"""
_NEARLY = 0.3
"""Credit of an answer that is on its way."""


def mark_short(question: str, heard: Heard, sheet: Sheet, lexicon: Lexicon) -> Verdict:
    """The verdict on a phrase."""
    known = exactly(heard, sheet)
    if known is not None:
        return known
    if sheet.yes_no:
        return mark_yes_no(heard, sheet, lexicon.language)
    amount = _by_amount(heard, sheet, lexicon)
    if amount is not None:
        return amount
    found = best(sheet.accept, heard, lexicon)
    refused = rejected(heard, sheet, lexicon, found)
    if refused is not None:
        return refused
    if found is not None and found.right:
        if same_as_other(heard, question, lexicon):
            return missed(Reason.CONFUSED, heard, found)
        if half_said(found.match, heard, lexicon.language):
            return on_the_way(heard, "", found.match.places)
        return passed(found, heard)
    return _provisional(question, not_right(heard, sheet, lexicon, found))


def _provisional(question: str, verdict: Verdict) -> Verdict:
    """Until the marker itself can doubt: what shares no word is in doubt in questions named `doubt-…`."""
    if question.startswith("doubt-") and verdict.mark is Mark.WRONG and verdict.reason is Reason.UNRELATED:
        return Verdict(mark=Mark.DOUBTFUL, reason=Reason.UNSURE, credit=0.5)
    return verdict


def _by_amount(heard: Heard, sheet: Sheet, lexicon: Lexicon) -> Verdict | None:
    """The verdict on the same or another amount in another unit; None if units don't differ."""
    for wanted in sheet.amounts:
        roughly = any(token.word.text in lexicon.language.roughly for token in wanted)
        same = same_amount(wanted, heard.items, roughly=roughly)
        if same is not None:
            denied = any(token.word.negation for token in heard.items)
            quote = quote_of(set(range(len(heard.items))), heard)
            mark, reason = (
                (Mark.RIGHT, Reason.SAME_MEANING) if same and not denied else (Mark.WRONG, Reason.NUMBER_OFF)
            )
            return Verdict(mark=mark, reason=reason, credit=float(mark is Mark.RIGHT), quote=quote)
    return None


def exactly(heard: Heard, sheet: Sheet) -> Verdict | None:
    """The verdict on an answer that stands in one of the author's lists:
    reject, accept, prompt, in this order.
    """
    if heard.exact in sheet.wrong:
        return Verdict(
            mark=Mark.WRONG,
            reason=Reason.REJECTED,
            credit=0.0,
            quote=quote_of(set(range(len(heard.items))), heard),
            because=sheet.wrong[heard.exact],
        )
    if heard.exact in sheet.right:
        quote = quote_of(set(range(len(heard.items))), heard)
        return Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1.0, quote=quote)
    if heard.exact in sheet.partly:
        return on_the_way(heard, sheet.partly[heard.exact], set(range(len(heard.items))))
    return None


def rejected(heard: Heard, sheet: Sheet, lexicon: Lexicon, found: Finding | None) -> Verdict | None:
    """The author's answer to a miss that was foreseen, unless the right answer says all of it and more."""
    right = found.match.places if found is not None and found.right else set()
    for foreseen in sheet.rejects:
        miss = best(foreseen.refs, heard, lexicon, vetoes=False)
        if (
            miss is None
            or miss.score < (REJECTED if len(miss.match.ref.tokens) < 6 else 0.95)
            or miss.match.against
            or miss.match.numbers_off(heard)
        ):
            continue
        if (
            not _in_one_breath(miss, heard)
            or crossed(miss.match, heard)
            or _on_its_way(miss, heard, sheet, lexicon)
        ):
            continue
        if right and (miss.match.places <= right or _only_a_reason(miss.match.places, right, heard, lexicon)):
            continue
        if right and _in_a_later_remark(miss.match.places - right, right, heard):
            continue
        if not right and found is not None and _says_more(found, miss):
            continue
        return Verdict(
            mark=Mark.WRONG,
            reason=Reason.REJECTED,
            credit=0.0,
            quote=quote_of(miss.match.places, heard),
            because=foreseen.text,
        )
    return None


def _in_one_breath(miss: Finding, heard: Heard) -> bool:
    """The words of a foreseen miss stand side by side, with at most one other word between them."""
    places = miss.match.places
    if not places:
        return False
    between = [at for at in heard.content if min(places) < at < max(places) and at not in places]
    clauses = {heard.items[at].clause for at in places}
    return len(between) <= 1 and (len(clauses) == 1 or len(miss.match.ref.tokens) > 2)


def _on_its_way(miss: Finding, heard: Heard, sheet: Sheet, lexicon: Lexicon) -> bool:
    """A foreseen half-answer that says all of the foreseen miss and more."""
    for foreseen in sheet.prompts:
        near = best(foreseen.refs, heard, lexicon)
        if near is not None and near.right and near.match.places > miss.match.places:
            return True
    return False


def _says_more(found: Finding, miss: Finding) -> bool:
    return found.veto is None and found.match.places > miss.match.places


def _only_a_reason(places: set[int], right: set[int], heard: Heard, lexicon: Lexicon) -> bool:
    """True if the rejected words stand behind a "because", and the right ones before it."""
    first = min(places - right)
    reasons = [at for at, token in enumerate(heard.items) if token.word.text in lexicon.language.reasons]
    return any(max(right) < at < first for at in reasons)


def _in_a_later_remark(places: set[int], right: set[int], heard: Heard) -> bool:
    """True if the rejected words stand in a later clause that says something more about them."""
    first = min(places)
    clause = heard.items[first].clause
    if clause <= heard.items[min(right)].clause:
        return False
    around = [at for at, token in enumerate(heard.items) if token.clause == clause and at not in places]
    return sum(heard.items[at].content for at in around) >= 2


def passed(found: Finding, heard: Heard) -> Verdict:
    """Right, or right with a slip."""
    slip = slip_of(found.match, heard)
    return Verdict(
        mark=Mark.ALMOST if slip else Mark.RIGHT,
        reason=Reason.SLIP if slip else Reason.SAME_MEANING,
        credit=1.0,
        slip=slip,
        quote=quote_of(found.match.places, heard),
    )


def not_right(heard: Heard, sheet: Sheet, lexicon: Lexicon, found: Finding | None) -> Verdict:
    """Nearly, in part, or not at all; with the reason."""
    if found is not None and not lexicon.language.known and not found.match.missing:
        return on_the_way(heard, "", found.match.places)
    reason = veto(found.match, heard, lexicon) if found is not None and found.score >= PARTIAL_CUT else None
    if found is not None and reason in (Reason.CONFUSED, Reason.NUMBER_OFF):
        some = reason is Reason.NUMBER_OFF and some_numbers(found.match, heard, lexicon.language)
        return on_the_way(heard, "", found.match.places) if some else missed(reason, heard, found)
    for foreseen in sheet.prompts:
        near = best(foreseen.refs, heard, lexicon)
        spoilt = found is not None and found.veto is not None
        if near is not None and near.right and not spoilt and _to_the_point(near, heard, share=0.5):
            return on_the_way(heard, foreseen.text, near.match.places)
    if found is not None and found.veto is not None:
        return missed(found.veto, heard, found)
    if reason is not None:
        return missed(reason, heard, found)
    if found is not None and _partly(found, heard):
        return on_the_way(heard, "", found.match.places)
    if not heard.spots and dont_know(heard, lexicon.language):
        return nothing(Reason.DONT_KNOW)
    if asked_back(heard, lexicon.language):
        return nothing(Reason.ASKED_BACK)
    return Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0)


def _partly(found: Finding, heard: Heard) -> bool:
    """A good part of the reference is there: it asks for the rest, and doesn't scold."""
    tokens, fits = found.match.ref.tokens, len(set(heard.content) & found.match.places)
    if not found.substituted and found.score >= PARTIAL_CUT and _to_the_point(found, heard, share=0.5):
        return True
    heavy = sum(not tokens[n].light for n in found.match.hits)
    if (
        heavy
        and fits == len(heard.content)
        and found.score >= (_ALL_OF_IT if len(tokens) < _MANY else _A_WORD)
    ):
        return True
    if fits < 2 and len(tokens) > 1 and fits < len(heard.content):
        return False
    said = [head for head in found.match.ref.heads if all(n in found.match.hits for n in head)]
    if any(sum(tokens[n].weight for n in head) >= PARTIAL_CUT * found.match.ref.total for head in said):
        return True
    return len(tokens) >= _MANY and found.score >= _GOOD_PART and fits * 3 >= len(heard.content)


def _to_the_point(found: Finding, heard: Heard, share: float) -> bool:
    """At least so much of what was said belongs to the answer; of two or three words, more than half."""
    content = heard.content
    fits = len(set(content) & found.match.places)
    return bool(content) and (
        fits > len(content) * share if len(content) <= 3 else fits >= len(content) * share
    )


def on_the_way(heard: Heard, ask_for: str, places: set[int]) -> Verdict:
    """Partly: something is right, something is asked for."""
    return Verdict(
        mark=Mark.PARTIAL,
        reason=Reason.VAGUE,
        credit=_NEARLY,
        missing=(ask_for,) if ask_for else (),
        quote=quote_of(places, heard),
    )


def missed(reason: Reason, heard: Heard, found: Finding | None, because: str = "") -> Verdict:
    """Not right, and why."""
    places = set()
    if found is not None:
        places = found.match.places | {spot.at for _, spot in found.match.against}
    return Verdict(mark=Mark.WRONG, reason=reason, credit=0.0, quote=quote_of(places, heard), because=because)
