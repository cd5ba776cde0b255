"""Of two things a question names, one is ruled out or pointed at ("not UDP", "not the first, the other")."""

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.judge import quote_of
from bot.domain.marking.kinds.pointers import pointed_at
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Reason, Verdict


def by_elimination(answer: ReadAnswer, compiled: CompiledQuestion, lang: Language) -> Verdict | None:
    """The verdict on an answer to "X or Y?" that names neither but points at one, or only denies one;
    None for any other answer.
    """
    if compiled.place < 0 or len(answer.items) < 2:
        return None
    ruled_out = [at for at in answer.content if answer.items[at].key in compiled.vocabulary.alternatives]
    if ruled_out:
        rest = [at for at in answer.content if at not in ruled_out]
        more = any(answer.items[at].word.text not in lang.option_words for at in rest)
        if more or any(answer.items[at].sign > 0 for at in ruled_out):
            return None
        return _found(True, answer)
    if any(answer.items[at].key in compiled.vocabulary.keys for at in answer.content):
        return None
    asked = any(lang.word(text).key in compiled.vocabulary.asked for text in lang.ordinals)
    pointed = None if asked else pointed_at(answer, 2, lang)
    return _found(pointed == [compiled.place], answer) if pointed is not None else None


def _found(right: bool, answer: ReadAnswer) -> Verdict:
    return Verdict(
        mark=Mark.RIGHT if right else Mark.WRONG,
        reason=Reason.OPTION if right else Reason.OTHER_OPTION,
        credit=float(right),
        quote=quote_of(set(range(len(answer.items))), answer),
    )
