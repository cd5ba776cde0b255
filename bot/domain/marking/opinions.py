"""An opinion: any genuine one is right; no answer is the one miss."""

from bot.domain.marking.chatter import asked_back, dont_know, nothing
from bot.domain.marking.compiled import Sheet
from bot.domain.marking.heard import Heard
from bot.domain.marking.judge import best, quote_of
from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.rivals import same_as_other
from bot.domain.marking.short import exactly, rejected
from bot.domain.marking.verdict import Mark, Reason, Verdict


def mark_opinion(question: str, heard: Heard, sheet: Sheet, lexicon: Lexicon) -> Verdict:
    """The verdict on an opinion."""
    known = exactly(heard, sheet)
    if known is not None and not known.passed:
        return known
    lang = lexicon.language
    named = [
        found
        for group in sheet.groups
        if (found := best(group, heard, lexicon, vetoes=False)) and found.right
    ]
    words = {token.word.text for token in heard.items}
    minded = bool(words & lang.opinion)
    if not named and dont_know(heard, lang) and not minded:
        return nothing(Reason.DONT_KNOW)
    accepted = best(sheet.accept, heard, lexicon)
    if known is not None or named or (accepted is not None and accepted.right):
        return _opinion(heard)
    if same_as_other(heard, question, lexicon):
        return Verdict(mark=Mark.WRONG, reason=Reason.CONFUSED, credit=0.0)
    refused = rejected(heard, sheet, lexicon, None)
    if refused is not None:
        return refused
    if asked_back(heard, lang):
        return nothing(Reason.ASKED_BACK)
    if minded:
        return _opinion(heard)
    return Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0)


def _opinion(heard: Heard) -> Verdict:
    quote = quote_of(set(range(len(heard.items))), heard)
    return Verdict(mark=Mark.RIGHT, reason=Reason.OPINION, credit=1.0, quote=quote)
