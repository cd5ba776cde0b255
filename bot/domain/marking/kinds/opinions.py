"""An opinion: any genuine one is right; no answer is the one miss."""

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.judge import best, quote_of
from bot.domain.marking.comparing.rivals import same_as_other
from bot.domain.marking.kinds.chatter import asked_back, dont_know, nothing
from bot.domain.marking.kinds.short import exactly, rejected
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Reason, Verdict


def mark_opinion(question: str, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Verdict:
    """The verdict on an opinion."""
    known = exactly(answer, compiled)
    if known is not None and not known.passed:
        return known
    lang = lexicon.language
    named = [
        found
        for group in compiled.groups
        if (found := best(group, answer, lexicon, vetoes=False)) and found.right
    ]
    words = {token.word.text for token in answer.items}
    minded = bool(words & lang.opinion)
    if not named and dont_know(answer, lang) and not minded:
        return nothing(Reason.DONT_KNOW)
    accepted = best(compiled.accept, answer, lexicon)
    if known is not None or named or (accepted is not None and accepted.right):
        return _opinion(answer)
    if same_as_other(answer, question, lexicon):
        return Verdict(mark=Mark.WRONG, reason=Reason.CONFUSED, credit=0.0)
    refused = rejected(answer, compiled, lexicon, None)
    if refused is not None:
        return refused
    if asked_back(answer, lang):
        return nothing(Reason.ASKED_BACK)
    if minded:
        return _opinion(answer)
    return Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0)


def _opinion(answer: ReadAnswer) -> Verdict:
    quote = quote_of(set(range(len(answer.items))), answer)
    return Verdict(mark=Mark.RIGHT, reason=Reason.OPINION, credit=1.0, quote=quote)
