"""An answer held against one accepted text: right, another one and why, or not for notation to say."""

from bot.domain.marking.kinds.notation.deciding import Deciding, loose
from bot.domain.marking.kinds.notation.held_amounts import held_amount, held_time
from bot.domain.marking.kinds.notation.held_formulas import held_formula
from bot.domain.marking.kinds.notation.held_symbols import held_code, held_symbols
from bot.domain.marking.kinds.notation.looks import ReadAs, charge
from bot.domain.marking.kinds.notation.outcome import OTHER_NUMBER, RIGHT, SAME, VAGUE, Asked, Outcome
from bot.domain.marking.kinds.notation.said import Said
from bot.domain.marking.kinds.notation.signs import GREEK, spelled
from bot.domain.marking.kinds.notation.wanted import Wanted
from bot.domain.marking.language.language import Language
from bot.domain.marking.verdict import Mark, Reason


def held(wanted: Wanted, said: Said, asked: Asked) -> Outcome | None:
    """The outcome for one accepted text; None where notation has nothing to say."""
    signed = charge(spelled(said.stripped))
    if signed and (target := _charge_of(wanted)):
        return RIGHT if signed == target else OTHER_NUMBER
    match wanted.kind:
        case ReadAs.AMOUNT | ReadAs.NUMBER:
            return held_amount(wanted, said, asked)
        case ReadAs.TIME:
            return held_time(wanted, said)
        case ReadAs.CODE:
            return held_code(wanted, said)
        case ReadAs.FORMULA:
            return held_formula(wanted, said, asked)
        case ReadAs.SYMBOLS:
            return held_symbols(wanted, said)
        case ReadAs.WORDS:
            return _words(wanted, said)


def _charge_of(wanted: Wanted) -> str:
    """A charge or a number with its sign, as `+3`; empty for anything else."""
    if wanted.kind is ReadAs.NUMBER and wanted.amount is not None and wanted.amount.value.denominator == 1:
        return f"{int(wanted.amount.value):+d}"
    return charge(spelled(wanted.source.strip())) if wanted.kind is ReadAs.WORDS else ""


def _words(wanted: Wanted, said: Said) -> Outcome | None:
    if wanted.contrasts & said.known and not wanted.names <= said.known:
        word = next(
            raw for raw, word in zip(said.words, said.folded, strict=True) if word in wanted.contrasts
        )
        return Outcome(Mark.WRONG, Reason.CONFUSED, quote=word)
    if (
        wanted.joined
        and tuple(w for w in said.deciding.words if w not in said.lang.and_words) == wanted.joined
    ):
        return SAME
    if said.stripped in GREEK and wanted.names == {GREEK[said.stripped].casefold()}:
        return SAME
    return _decided(wanted.deciding, said) if wanted.deciding is not None else None


def _decided(wanted: Deciding, said: Said) -> Outcome | None:
    lang = said.lang
    found = loose(said.deciding, wanted, said.text)
    if wanted.era * found.era < 0:
        return OTHER_NUMBER
    if (
        set(wanted.words) <= set(found.words)
        and len(found.words) <= len(wanted.words) + 1
        and not ({*found.words} & lang.negations - {*wanted.words} or found.words[-1] not in wanted.words)
        and _figures(wanted.words) == _figures(found.words)
    ):
        return SAME
    turned = _turned(wanted, found, lang)
    shared = any(word in found.words for word in wanted.words if word not in lang.turning)
    if wanted.turning and turned and shared and not wanted.turning & {*found.words}:
        return Outcome(Mark.WRONG, Reason.CONFUSED)
    if wanted.numbers and found.numbers and not set(wanted.numbers) <= set(found.numbers):
        return OTHER_NUMBER
    missing = [word for word in wanted.capitals if lang.fold(word) not in found.words]
    if missing:
        others = [word for word in found.words if word not in wanted.words]
        return Outcome(Mark.WRONG, Reason.CONFUSED) if others else VAGUE
    if wanted.numbers and not found.numbers and found.words and set(found.words) < set(wanted.words):
        return VAGUE
    return None


def _turned(wanted: Deciding, found: Deciding, lang: Language) -> set[str]:
    """Small words that make another thing of it: any at the end of a verb (*sign up* for "sign in"), else a
    contrary: *with* good faith is in good faith, *out of* the cell is not in it."""
    turned = {word for word in found.words if word in lang.turning} - {*wanted.words}
    if wanted.words[-1] in wanted.turning:
        return turned
    return turned & {other for word in wanted.turning for other in lang.turning[word]}


def _figures(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word[0].isdigit()]
