"""An answer held against a formula, a relation, a set or a reaction."""

import re

from bot.domain.marking.kinds.notation.amounts import Likeness, compared
from bot.domain.marking.kinds.notation.held_amounts import bare
from bot.domain.marking.kinds.notation.outcome import OTHER_SIGN, SAME, VAGUE, Asked, Outcome
from bot.domain.marking.kinds.notation.phrases import runs, signed
from bot.domain.marking.kinds.notation.said import Said
from bot.domain.marking.kinds.notation.signs import spelled
from bot.domain.marking.kinds.notation.symbols import divided, tree
from bot.domain.marking.kinds.notation.trees import Tree
from bot.domain.marking.kinds.notation.values import equal_in_value
from bot.domain.marking.kinds.notation.wanted import Wanted
from bot.domain.marking.language.language import Language
from bot.domain.marking.verdict import Mark


def held_formula(wanted: Wanted, said: Said, asked: Asked) -> Outcome | None:
    """The outcome for a formula that is said by itself, in words, or in a sentence."""
    lang = asked.lang
    worst: Outcome | None = None
    for text in dict.fromkeys((said.stripped, said.text)):
        for way in dict.fromkeys((text, signed(text, wanted, lang))):
            found = _same_tree(wanted, way)
            if found is not None and found.mark is not Mark.WRONG:
                return found
            worst = worst or found
    if wanted.amount is not None and len(said.amounts) == 1:
        likeness = compared(wanted.amount, said.amounts[0])
        if likeness is Likeness.SAME and bare(said.amounts[0], said.figures, lang):
            return SAME
    found = _within(wanted, said, lang, worst)
    return None if found is OTHER_SIGN and _is_in_words(wanted, said, lang) else found


def _is_in_words(wanted: Wanted, said: Said, lang: Language) -> bool:
    """Told in words that are none of the formula's names ("voltage is current times resistance"), or with a
    slip: whether it is that formula signs don't tell."""
    if not all(char.isalpha() or char.isspace() for char in said.text.strip(" .!")):
        return False
    left = re.findall(r"[^\W\d_]{4,}", signed(said.text, wanted, lang))
    return any(lang.fold(word) not in wanted.names for word in left)


def _within(wanted: Wanted, said: Said, lang: Language, worst: Outcome | None) -> Outcome | None:
    """In a sentence the last run of notation counts, if nothing is denied or left open."""
    pieces = runs(said.text, wanted, lang)
    outcomes = [one for piece in pieces if (one := _same_tree(wanted, piece)) is not None]
    words = said.known
    if words & lang.or_words or words & lang.negations:
        return worst if worst is not None and len(outcomes) < 2 and not words & lang.negations else None
    if outcomes and outcomes[-1].mark is not Mark.WRONG:
        return outcomes[-1]
    if outcomes or worst is not None:
        last = outcomes[-1] if outcomes else worst
        return last if worst is not None or len(pieces) == 1 else None
    prose = [
        word for word in said.words if len(word) > 1 and lang.fold(word) not in wanted.names | lang.leading
    ]
    return None if prose or not said.text else OTHER_SIGN


def _same_tree(wanted: Wanted, text: str) -> Outcome | None:
    """None if the text is no notation; wrong if it is another one."""
    best: Outcome | None = None
    for way in _ways(text, wanted):
        made = tree(way, logic=wanted.logic, chemical=wanted.chemical)
        if made is None:
            continue
        if made == wanted.tree or _named(made, wanted.tree) or _inside(made, wanted.tree):
            return SAME
        if way == way.casefold() and (made == wanted.small or _named(made, wanted.small)):
            return SAME
        if _in_capitals(way, wanted):
            return SAME
        best = best or (
            VAGUE if _half(made, wanted.tree) or equal_in_value(made, wanted.tree) else OTHER_SIGN
        )
        if best is OTHER_SIGN and equal_in_value(made, wanted.tree):
            best = VAGUE
    return best


def _in_capitals(way: str, wanted: Wanted) -> bool:
    """`H = W / F` where all letters of the formula are small: with all of them large no two are mixed up."""
    if way != way.upper() or way == way.casefold() or wanted.chemical or wanted.tree != wanted.small:
        return False
    made = tree(way.casefold(), logic=wanted.logic)
    return made is not None and (made == wanted.tree or _named(made, wanted.tree))


def _ways(text: str, wanted: Wanted) -> list[str]:
    """The text, with its first letter small as phones make it large, and with its arrow, power or dash read
    in the other way it may be meant.
    """
    first = text[:1].lower() + text[1:]
    found = [text, first] if first != text and wanted.plain[:1].islower() else [text]
    found = [way for one in found for way in dict.fromkeys((one.replace("–", "-").replace("—", "-"), one))]
    if "=>" in text:
        found += [one.replace("=>", "≥") for one in found]
    if ":" in text and not (wanted.chemical or wanted.logic):
        found += [way for one in found if (way := divided(one)) != one]
    if wanted.chemical:
        found += [one.replace("=", "→") for one in found]
    if re.search(r"/\s?\d+[a-z]", text):
        found += [re.sub(r"/\s?(\d+[a-z])(?![\w(^])", r"/(\1)", one) for one in found]
    if "^" in wanted.plain and "^" not in spelled(text) and _more_than_a_power(wanted):
        found += [re.sub(r"(?<=[A-Za-z])(\d)", r"^\1", one) for one in found]
    if any("a" <= char <= "z" for char in text) and "∪" in wanted.plain:
        found += [re.sub(r"(?<=[\])])\s*u\s*(?=[\[(])", "∪", one) for one in found]
    if re.search(r"\d,\d", text) and not set(text) & set("()[]{}"):
        found += [re.sub(r"(?<=\d),(?=\d)", ".", one) for one in found]
    return found


def _more_than_a_power(wanted: Wanted) -> bool:
    return bool(set(wanted.plain) & set("=+")) or wanted.plain[:2] in ("O(", "o(")


def _named(made: Tree, wanted: Tree | None) -> bool:
    """`y = 2x + 3` where `2x + 3` is wanted: what it is a value of is said as well."""
    if made[0] != "rel" or made[1] != "=" or len(made) != 4 or wanted is None or wanted[0] == "rel":
        return False
    sides = list(made[2:])
    return wanted in sides and any(side[0] in ("name", "call", "'") for side in sides if side != wanted)


def _inside(made: Tree, wanted: Tree | None) -> bool:
    """`n log n` for `O(n log n)`: a product without what is applied to it."""
    return (
        wanted is not None
        and wanted[:2] == ("call", "O")
        and wanted[2] == made
        and made[0] in ("*", "^", "call")
    )


def _half(made: Tree, wanted: Tree | None) -> bool:
    """One side of an equation that is wanted whole."""
    return (
        wanted is not None
        and wanted[:2] == ("rel", "=")
        and made in wanted[2:]
        and made[0] not in ("name", "#")
    )
