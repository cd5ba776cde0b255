"""A question that is answered by yes or no, true or false."""

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.judge import quote_of
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.slips import allowed, distance
from bot.domain.marking.verdict import Mark, Reason, Slip, Verdict


def mark_yes_no(answer: ReadAnswer, compiled: CompiledQuestion, lang: Language) -> Verdict:
    """The verdict where the answer is yes or no: "it doesn't" is a no, "it does" a yes."""
    texts = [token.word.text for token in answer.items]
    meant = _slip(texts[0], lang) if len(texts) == 1 else ""
    said = _said([meant] if meant else texts, answer, lang)
    quote = quote_of(set(range(len(texts))), answer)
    if said != compiled.yes_no:
        reason = Reason.CONTRARY if said else Reason.UNRELATED
        return Verdict(mark=Mark.WRONG, reason=reason, credit=0.0, quote=quote)
    if meant:
        slip = Slip(typed=answer.items[0].raw, meant=meant)
        return Verdict(mark=Mark.ALMOST, reason=Reason.SLIP, credit=1.0, slip=slip, quote=quote)
    return Verdict(mark=Mark.RIGHT, reason=Reason.SAME_MEANING, credit=1.0, quote=quote)


def said_as(answer: ReadAnswer, lang: Language) -> int:
    """1 for a short answer that says yes or true, -1 for one that says no, 0 for anything else."""
    texts = [token.word.text for token in answer.items]
    told = any(text in lang.yes | lang.no | lang.yes_letters | lang.no_letters for text in texts)
    return _said(texts, answer, lang) if told and len(texts) <= 4 else 0


def _said(texts: list[str], answer: ReadAnswer, lang: Language) -> int:
    """1 for a yes, -1 for a no, 0 for neither."""
    if not texts:
        return 0
    first, second = texts[0], texts[1] if len(texts) > 1 else ""
    if len(texts) == 1 and first in lang.yes_letters | lang.no_letters:
        return 1 if first in lang.yes_letters else -1
    if first in lang.no and first not in lang.negations:
        return 1 if len(texts) == 2 and second in lang.no else -1
    if first in lang.negations and second:
        return 1 if second in lang.no or _ends_in_a_no(texts[1:], lang) else -1
    if first in lang.no:
        return -1
    if first in lang.yes:
        return -1 if second in lang.negations and len(texts) == 2 else 1
    if any(token.word.negation for token in answer.items):
        return 1 if _ends_in_a_no(texts, lang) else -1
    said = {text for text in texts if text in lang.yes or text in lang.no}
    if said:
        return 0 if said & lang.yes and said & lang.no else 1 if said & lang.yes else -1
    return 0 if answer.content else 1


def _ends_in_a_no(texts: list[str], lang: Language) -> bool:
    """`that's not false`."""
    return texts[-1] in lang.no and texts[-1] not in lang.negations and len(texts) <= 4


def _slip(text: str, lang: Language) -> str:
    """`flase` for false: the one such word that is as near as a slip may be."""
    if text in lang.yes or text in lang.no or lang.is_word(text):
        return ""
    near = [word for word in sorted(lang.yes | lang.no) if distance(text, word, 1) <= allowed(len(word)) == 1]
    return near[0] if len(near) == 1 else ""
