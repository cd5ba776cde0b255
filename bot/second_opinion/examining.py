"""The model, as `recall doctor` finds it: one small question is asked."""

from collections.abc import Sequence

from bot.domain.question import DeckId, QuestionId, Short, TopicId
from bot.domain.second_opinion.asking import messages_for
from bot.ops.findings import Finding, State
from bot.second_opinion.client import OPINION
from bot.second_opinion.making import client_of, doubts_of
from bot.settings import BadSettings, Settings

_TRIED = Short(
    id=QuestionId("doctor"),
    deck=DeckId("doctor"),
    topic=TopicId("doctor"),
    lang="en",
    ask="What is frozen water called?",
    answer="Ice.",
)


async def examine_model(settings: Settings) -> Sequence[Finding]:
    """Whether it can be asked, and whether its word counts."""
    try:
        client, doubts = client_of(settings), doubts_of(settings)
    except BadSettings as wrong:
        return [Finding("model", State.BAD, str(wrong))]
    try:
        word = await client.ask(messages_for(_TRIED, "water that has turned solid"), OPINION)
    finally:
        await client.close()
    if word.said is None:
        told = f"{client.model}: {word.trouble}. Learners compare by themselves."
        return [Finding("model", State.BAD, told)]
    told = f"{client.model} answers, by {word.requests} requests and {word.tokens} tokens"
    if doubts.cuts is None:
        return [Finding("model", State.NOTE, f"{told}; not measured, so only authors see what it says.")]
    cuts = f"same counts from {doubts.cuts.same:g} on, other from {doubts.cuts.other:g}"
    return [Finding("model", State.OK, f"{told}; {cuts}")]
