"""Of two things a question names, one is ruled out or pointed at ("not UDP", "not the first, the other")."""

from bot.domain.marking.compiled import Sheet
from bot.domain.marking.heard import Heard
from bot.domain.marking.judge import quote_of
from bot.domain.marking.language import Language
from bot.domain.marking.pointers import pointed_at
from bot.domain.marking.verdict import Mark, Reason, Verdict


def by_elimination(heard: Heard, sheet: Sheet, lang: Language) -> Verdict | None:
    """The verdict on an answer to "X or Y?" that names neither but points at one, or only denies one;
    None for any other answer.
    """
    if sheet.place < 0 or len(heard.items) < 2:
        return None
    ruled_out = [at for at in heard.content if heard.items[at].key in sheet.words.alternatives]
    if ruled_out:
        rest = [at for at in heard.content if at not in ruled_out]
        more = any(heard.items[at].word.text not in lang.option_words for at in rest)
        if more or any(heard.items[at].sign > 0 for at in ruled_out):
            return None
        return _found(True, heard)
    if any(heard.items[at].key in sheet.words.keys for at in heard.content):
        return None
    asked = any(lang.word(text).key in sheet.words.asked for text in lang.ordinals)
    pointed = None if asked else pointed_at(heard, 2, lang)
    return _found(pointed == [sheet.place], heard) if pointed is not None else None


def _found(right: bool, heard: Heard) -> Verdict:
    return Verdict(
        mark=Mark.RIGHT if right else Mark.WRONG,
        reason=Reason.OPTION if right else Reason.OTHER_OPTION,
        credit=float(right),
        quote=quote_of(set(range(len(heard.items))), heard),
    )
