"""Several right options, named by letters, numbers or words; what is missing or too much is told."""

import re
from collections.abc import Sequence, Set

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.kinds.lists import items_in
from bot.domain.marking.kinds.scanning import AND, letters, names, numbers, scan, small, tidy
from bot.domain.marking.kinds.short import not_right
from bot.domain.marking.language.lexicon import Lexicon, exact_text
from bot.domain.marking.reading.read_answer import ReadAnswer, read_answer
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Select

_MOST_PARTS = 24
_PARTS = re.compile(rf"[,;\n/+&]|\b(?:{'|'.join(sorted(AND))})\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<!\w)(?:an?|eine?n?) (?=\w)", re.IGNORECASE)
"""Before the words of an option: `a pump` names no option A."""
_ALL = re.compile(r"^(?:all|everything|alle|alles)(?: (?:of them|of these|options|davon|optionen))?\b[.!]?")
_BUT = re.compile(r"^(?:except(?: for)?|but(?: not)?|without|außer|ausser|bis auf|ohne)\b")


def mark_select(
    question: Select,
    said: str,
    answer: ReadAnswer,
    compiled: CompiledQuestion,
    context: tuple[Lexicon, Sequence[str]],
) -> Verdict:
    """The verdict on a selection; `have` are the texts of right options given before."""
    lexicon, have = context
    chosen = selected(question, said)
    if chosen is None:
        chosen = _by_parts(question, said, compiled, lexicon)
    if not chosen:
        return not_right(answer, compiled, lexicon, None).verdict
    return mark_selected(question, chosen, have=have)


def mark_selected(question: Select, chosen: Set[int], *, have: Sequence[str] = ()) -> Verdict:
    """The verdict on these options together with those that were right before."""
    options, right = question.options, set(question.right)
    before = {index for index in right if options[index].text in have}
    hits, extra = (chosen & right) | before, sorted(chosen - right)
    matched = tuple(options[index].text for index in sorted(hits))
    if not extra and hits == right:
        return Verdict(mark=Mark.RIGHT, reason=Reason.OPTION, credit=1.0, matched=matched)
    if not extra:
        credit = round(len(hits) / len(right), 3)
        return Verdict(mark=Mark.PARTIAL, reason=Reason.ITEMS_MISSING, credit=credit, matched=matched)
    because, strange = options[extra[0]].why, options[extra[0]].text
    if len(chosen) == len(options):
        return Verdict(mark=Mark.WRONG, reason=Reason.STUFFED, credit=0.0)
    if len(chosen & right) < len(extra):
        reason = Reason.OTHER_OPTION
        return Verdict(mark=Mark.WRONG, reason=reason, credit=0.0, quote=strange, because=because)
    return Verdict(
        mark=Mark.PARTIAL,
        reason=Reason.EXTRA_ITEMS,
        credit=round(max(0, len(hits) - len(extra)) / len(right), 3),
        matched=matched,
        strange=strange,
        because=because,
    )


def selected(question: Select, said: str) -> set[int] | None:
    """The options that are named one by one, or all (but some); None if words have to be compared."""
    count = len(question.options)
    text = tidy(said)
    every = _ALL.match(small(text))
    if every and small(text) not in {small(tidy(option.text)) for option in question.options}:
        rest = text[every.end() :].strip(" ,.!")
        if not rest:
            return set(range(count))
        but = _BUT.match(small(rest))
        left = _listed(question, rest[but.end() :]) if but else None
        return None if left is None else set(range(count)) - left
    return _listed(question, text)


def _listed(question: Select, said: str) -> set[int] | None:
    by_name = names({text: n for n, one in enumerate(question.options) for text in (*one.texts, one.text)})
    count = len(question.options)
    bare = _ARTICLE.sub(
        lambda m: "" if by_name(said, m.end()) and not by_name(said, m.start()) else m[0], said
    )
    pieces = scan(bare, (by_name, letters(count), numbers(count)))
    if pieces is None:
        return _run(said, count)
    named = {piece.index for piece in pieces if not piece.denied}
    return named - {piece.index for piece in pieces if piece.denied}


def _run(said: str, count: int) -> set[int] | None:
    """`AC`, `13`: letters or digits without anything between, in their order or in capitals."""
    text = said.strip(" .,!")
    if not 1 < len(text) <= count or not text.isascii():
        return None
    signs = [small(sign) for sign in text]
    if text.isdigit():
        places = [int(sign) - 1 for sign in signs]
    elif text.isalpha() and (text.isupper() or signs == sorted(signs)):
        places = [ord(sign) - ord("a") for sign in signs]
    else:
        return None
    inside = all(0 <= place < count for place in places)
    return set(places) if inside and len(set(places)) == len(places) else None


def _by_parts(question: Select, said: str, compiled: CompiledQuestion, lexicon: Lexicon) -> set[int]:
    """The options named part by part, with slips; none where options differ by their signs alone."""
    forms = [exact_text(option.text, lexicon.language) for option in question.options]
    if len(set(forms)) < len(forms) or not all(forms):
        return set()
    chosen: set[int] = set()
    for part in [part for part in _PARTS.split(tidy(said)) if part.strip()][:_MOST_PARTS]:
        told = _listed(question, part)
        if told is None:
            named = items_in(read_answer(part, compiled.vocabulary, lexicon), compiled, lexicon)
            told = set(named.items)
        chosen |= told
    return chosen
