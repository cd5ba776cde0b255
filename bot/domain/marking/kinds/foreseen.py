"""What an author foresaw word for word, of questions whose answers have several parts."""

from msgspec.structs import replace

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.kinds.short import exactly
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Verdict


def heeded(verdict: Verdict, answer: ReadAnswer, compiled: CompiledQuestion) -> Verdict:
    """The verdict part by part, unless the answer stands in the author's lists as it is: then it is what the
    list says. What is right stays right; parts that were right stay right beside a `prompt`."""
    known = None if verdict.passed else exactly(answer, compiled)
    if known is None:
        return verdict
    if known.mark is Mark.PARTIAL and verdict.matched:
        return replace(known, matched=verdict.matched, credit=verdict.credit or known.credit)
    return known
