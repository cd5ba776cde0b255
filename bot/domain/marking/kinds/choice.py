"""A choice: the option is named by letter, number, ordinal or its words; naming several is no choice."""

from msgspec.structs import replace

from bot.domain.marking.comparing.align import close, match
from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.hedges import babbled
from bot.domain.marking.comparing.judge import Finding, best, quote_of, slip_of
from bot.domain.marking.comparing.rivals import confused
from bot.domain.marking.comparing.vetoes import denied, spoilt
from bot.domain.marking.kinds.contrasted import contrasted
from bot.domain.marking.kinds.notation.choices import decided, says_all, strictly
from bot.domain.marking.kinds.pointers import pointed_at
from bot.domain.marking.kinds.scanning import tidy
from bot.domain.marking.kinds.short import exactly, missed, not_right, passed, rejected
from bot.domain.marking.kinds.yes_no import said_as
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Choice

_CORRECTIONS = frozenset(
    ("wait", "sorry", "no", "actually", "correction", "nein", "quatsch", "moment", "doch")
)


def mark_choice(
    question: Choice, said: str, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon
) -> Verdict:
    """The verdict on a choice."""
    chosen, finding = _told(question, said, answer, compiled, lexicon.language), None
    if chosen is None:
        known = exactly(answer, compiled)
        if known is not None and known.mark is Mark.WRONG:
            return known
        chosen, finding = by_words(answer, compiled, lexicon)
        if not chosen or (known is not None and known.passed):
            return _otherwise(answer, compiled, lexicon, finding)
    if (
        compiled.options is not None
        and compiled.options.every >= 0
        and {*chosen} - {compiled.options.every} == compiled.options.others
    ):
        words = {token.word.text for token in answer.items}
        chosen = chosen if words & lexicon.language.or_words else [compiled.options.every]
    return _chosen(question, answer, (chosen, finding))


def _told(
    question: Choice, said: str, answer: ReadAnswer, compiled: CompiledQuestion, lang: Language
) -> list[int] | None:
    """The options that are told by sign, letter, number, or yes and no; None if words have to decide."""
    typed = tidy(said)
    written = [n for n, option in enumerate(question.options) if tidy(option.text) == typed]
    if len(written) == 1:
        return written
    options = compiled.options
    strict = strictly(options, said) if options is not None else None
    if strict is not None:
        return [strict]
    if options is not None and says_all(options, said):
        return [options.every]
    notation = decided(options, said) if options is not None else None
    if notation:
        return notation
    same = [
        n
        for n, group in enumerate(compiled.groups)
        if any(answer.exact and ref.exact == answer.exact for ref in group)
    ]
    if same and notation is None:
        return same[:1]
    apart = contrasted(answer, compiled)
    if apart is not None:
        return [apart]
    pointed = pointed_at(answer, len(question.options), lang)
    if pointed is None and options is not None and options.polar and (meant := said_as(answer, lang)):
        return [options.polar.index(meant)]
    return [] if pointed is None and notation == [] else pointed


def _chosen(question: Choice, answer: ReadAnswer, choice: tuple[list[int], Finding | None]) -> Verdict:
    chosen, finding = choice
    if not chosen:
        return missed(Reason.SYMBOL_OFF, answer, finding)
    if len(chosen) != 1:
        return missed(Reason.BOTH, answer, finding)
    option = question.options[chosen[0]]
    quote = quote_of(finding.match.places if finding else set(range(len(answer.items))), answer)
    if chosen[0] != question.right:
        opposed = finding is not None and _opposed(question, finding)
        reason = Reason.CONTRARY if opposed else Reason.OTHER_OPTION
        return Verdict(mark=Mark.WRONG, reason=reason, credit=0.0, quote=quote, because=option.why)
    slip = slip_of(finding.match, answer) if finding else None
    return Verdict(
        mark=Mark.ALMOST if slip else Mark.RIGHT,
        reason=Reason.SLIP if slip else Reason.OPTION,
        credit=1.0,
        slip=slip,
        quote=quote,
    )


def _opposed(question: Choice, finding: Finding) -> bool:
    return len(question.options) == 2 and any(token.sign < 0 for token in finding.match.ref.tokens)


def _otherwise(
    answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon, spoiled: Finding | None
) -> Verdict:
    """No option is named: the author's other wordings are tried. Two-option questions know no partly."""
    known = exactly(answer, compiled)
    if known is not None:
        return known
    found = best(compiled.accept, answer, lexicon)
    refused = rejected(answer, compiled, lexicon, found)
    if refused is not None:
        return refused
    if found is not None and found.right:
        return passed(found, answer)
    words = {token.word.text for token in answer.items}
    if words & lexicon.language.both and len(answer.content) <= 2:
        return missed(Reason.BOTH, answer, None)
    if spoiled is not None and spoiled.veto is not None:
        return missed(spoiled.veto, answer, spoiled)
    verdict = not_right(answer, compiled, lexicon, found).verdict
    if verdict.mark is Mark.PARTIAL:
        return Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0, quote=verdict.quote)
    return verdict


def by_words(
    answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon
) -> tuple[list[int], Finding | None]:
    """The options that are named by their words, and the finding for the one that counts."""
    named: list[dict[int, Finding]] = []
    wrong: Finding | None = None
    refused: set[int] = set()
    for lo, hi in [*clauses(answer), (0, len(answer.items))]:
        if named and (lo, hi) == (0, len(answer.items)):
            break
        found, spoiled = _named_in(answer.part(lo, hi), compiled, lexicon)
        wrong = wrong or next(iter(spoiled.values()), None)
        refused |= {n for n, one in spoiled.items() if _wholly_denied(one, answer)}
        if found:
            named.append(found)
    chosen = _settled(named, answer, lexicon.language)
    if not chosen and len(refused) == 1 and len(compiled.groups) == 2:
        return [1 - refused.pop()], wrong
    return list(chosen), next(iter(chosen.values())) if len(chosen) == 1 else wrong


def _named_in(
    answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon
) -> tuple[dict[int, Finding], dict[int, Finding]]:
    """The options that one clause names, and those that it names to deny them."""
    found: dict[int, Finding] = {}
    wrong: dict[int, Finding] = {}
    for index, group in enumerate(compiled.groups):
        one = best(group, answer, lexicon, vetoes=False)
        if one is None:
            continue
        first = match(group[0], answer)
        reason = spoilt(one.match, answer, lexicon.language) or denied(first, answer)
        if reason is None and (confused(one.match, answer) or confused(first, answer)):
            reason = None if _others_denied(index, compiled, answer) else Reason.CONFUSED
        if reason is not None:
            wrong[index] = replace(one, veto=reason, right=False)
        elif babbled((one.match,), answer):
            wrong[index] = replace(one, veto=Reason.STUFFED, right=False)
        elif (one.right or _tells(one, index, compiled)) and close(one.match, 3):
            found[index] = one
    if any(one.veto is Reason.CONFUSED for one in wrong.values()):
        found = {}
    return _outdone(found, answer, lexicon.language) if len(found) > 1 else found, wrong


def _others_denied(index: int, compiled: CompiledQuestion, answer: ReadAnswer) -> bool:
    """Every other option is denied, or its contrary is said ("high bias, low variance"): none is confused."""
    others = [group[0] for n, group in enumerate(compiled.groups) if n != index and group]
    return all(denied(match(other, answer), answer) for other in others)


def _shared(index: int, compiled: CompiledQuestion) -> frozenset[str]:
    """Words that the very text of another option has too: `lube` of wet lube and dry lube."""
    others = (group[0] for n, group in enumerate(compiled.groups) if n != index and group)
    return frozenset(token.key for ref in others for token in ref.tokens)


def _tells(one: Finding, index: int, compiled: CompiledQuestion) -> bool:
    """Every word that tells the option from the others is there."""
    ref = one.match.ref
    shared = _shared(index, compiled) if ref.text == compiled.groups[index][0].text else frozenset[str]()
    heavy = [n for n, token in enumerate(ref.tokens) if not token.light and token.key not in shared]
    return bool(heavy) and all(index in one.match.hits for index in heavy) and not one.match.against


def _wholly_denied(one: Finding, answer: ReadAnswer) -> bool:
    """Every word of the option is denied, none is only missing: "not supervised" in a choice of two."""
    whole = len(one.match.against) == len(one.match.ref.tokens) or not one.match.missing
    return one.veto is Reason.NEGATED and whole and denied(one.match, answer) is Reason.NEGATED


def clauses(answer: ReadAnswer) -> list[tuple[int, int]]:
    """First and last+1 position of each clause."""
    cuts = [
        0,
        *(at for at in range(1, len(answer.items)) if answer.items[at].clause != answer.items[at - 1].clause),
    ]
    return [(lo, hi) for lo, hi in zip(cuts, [*cuts[1:], len(answer.items)], strict=True) if hi > lo]


def _outdone(found: dict[int, Finding], answer: ReadAnswer, lang: Language) -> dict[int, Finding]:
    """An option is not named by words that are part of another one's,
    or that only follow it ("features in the data").
    """
    places = {index: finding.match.places for index, finding in found.items()}
    kept = {
        index: finding
        for index, finding in found.items()
        if not any(
            places[index] < other or (places[index] == other and found[n].score > finding.score)
            for n, other in places.items()
            if n != index
        )
    }
    between = {
        token.word.text
        for token in answer.items[min(map(min, places.values())) : max(map(max, places.values()))]
    }
    if len(kept) == 2 and not between & (lang.or_words | lang.and_words):
        spans = {index: max(places[index]) - min(places[index]) - len(places[index]) for index in kept}
        first, second = sorted(kept, key=lambda index: max(places[index]))
        led = answer.items[min(places[second]) - 1].word.stop if min(places[second]) else False
        if (
            led
            and (len(places[first]), -spans[first]) > (len(places[second]), -spans[second])
            and len(places[first]) > 1
        ):
            return {first: kept[first]}
    return kept


def _settled(named: list[dict[int, Finding]], answer: ReadAnswer, lang: Language) -> dict[int, Finding]:
    """Of the options named clause by clause, the one that is chosen:
    others stand in the reason, or were taken back.
    """
    if not named:
        return {}
    every = {index: finding for found in reversed(named) for index, finding in found.items()}
    if len(every) == 1 or len(named[0]) > 1:
        return every if len(every) == 1 else named[0]
    chosen = named[0]
    for found in named[1:]:
        if found.keys() == chosen.keys():
            continue
        places = set().union(*(finding.match.places for finding in found.values()))
        clause = answer.items[min(places)].clause
        inside = [at for at, token in enumerate(answer.items) if token.clause == clause]
        words = {answer.items[at].word.text for at in inside if at < min(places)}
        before = answer.items[min(inside) - 1].word.text if min(inside) else ""
        concluded = len(found) == 1 and _concludes(inside, answer, lang) and not _is_bare(chosen, answer)
        if concluded or words & _CORRECTIONS or before in _CORRECTIONS:
            chosen = found
        elif (
            words & (lang.or_words | lang.and_words)
            or len(places) == len(inside)
            or len(found) > 1
            or _in_parallel(chosen, found, answer, lang)
            or _contradicts(chosen, found, answer, lang)
        ):
            return every
    return every if _shrug(answer, lang) else chosen


def _contradicts(
    chosen: dict[int, Finding], found: dict[int, Finding], answer: ReadAnswer, lang: Language
) -> bool:
    """ "Supervised because there are no labels": what is said of it makes the other one."""
    places = set().union(*(finding.match.places for finding in found.values()))
    clause = answer.items[min(places)].clause
    inside = [at for at in answer.content if answer.items[at].clause == clause]
    led = [
        token for token in answer.items if token.clause == clause and token.word.text in lang.giving_reasons
    ]
    bare = bool(led) and set(inside) <= places and not any(answer.items[at].word.flip for at in inside)
    return bare and _is_bare(chosen, answer)


def _in_parallel(
    chosen: dict[int, Finding], found: dict[int, Finding], answer: ReadAnswer, lang: Language
) -> bool:
    """ "Minimise in training, maximise in testing": one for one case, one for the other."""
    behind = []
    for findings in (chosen, found):
        last = max(max(finding.match.places) for finding in findings.values())
        behind += [token.word.text for token in answer.items[last + 1 : last + 2]]
    return len(behind) == 2 and behind[0] == behind[1] and behind[0] in lang.cases


def _concludes(inside: list[int], answer: ReadAnswer, lang: Language) -> bool:
    """A clause that begins with a "so" or "therefore", or follows one that stands by itself."""
    first = min(inside)
    lead = [answer.items[at] for at in (first - 1, first) if at >= 0]
    after = answer.items[first + 1].word.text if first + 1 < len(answer.items) else ""
    return any(token.word.text in lang.conclusions for token in lead) and after not in lang.purposes


def _is_bare(chosen: dict[int, Finding], answer: ReadAnswer) -> bool:
    """True if an option was given by itself, not in a sentence about it."""
    places = set().union(*(finding.match.places for finding in chosen.values()))
    clause = answer.items[min(places)].clause
    return all(at in places for at in answer.content if answer.items[at].clause == clause)


def _shrug(answer: ReadAnswer, lang: Language) -> bool:
    """ "Both work", "either is fine"."""
    return any(token.word.text in lang.both for token in answer.items)
