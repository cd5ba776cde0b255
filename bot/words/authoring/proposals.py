"""What a language model has to say to an author: of answers in doubt, and what it proposes."""

from collections.abc import Sequence

from bot.app import replies as f
from bot.domain.rulings import RulingKind
from bot.words.markup import lines, paragraphs, plain, sentence, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]

_A_ROW = 6
"""Numbers in a row of buttons."""


def opinion_on(t: Translator, reply: f.AnswersWait) -> Html:
    """What it takes the answers for that wait; nothing if it was not asked."""
    if reply.opinion is None:
        return Html("")
    says, confidence = reply.opinion
    takes = {
        "same": t("the same"),
        "part": t("a part of it"),
        "other": t("something else"),
        "unsure": t("neither the same nor something else"),
    }
    tenths = round(confidence * 10)
    return t("The model takes it for {says}, sure to about {n} in 10.", says=takes[says], n=tenths)


def propose_tap(t: Translator, reply: f.InboxMore) -> tuple[Button, ...]:
    """The button that asks it for proposals."""
    return (tap(t.label("Proposals"), 0, f"rule-{reply.draft}-propose"),) if reply.may_propose else ()


def proposals_asked(t: Translator, _: f.ProposalsAsked) -> Html:
    """It takes a moment."""
    return t("I'm asking the model. What it proposes comes as a message; nothing of it counts by itself.")


def proposed(t: Translator, reply: f.Proposed) -> Html:
    """What could be accepted or foreseen, numbered; what belongs in the course's files."""
    told = [_proposal(t, n, line) for n, line in enumerate(reply.lines, 1)]
    left = t.count(
        "{n} more is left out: the question's own texts speak against it.",
        "{n} more are left out: the question's own texts speak against them.",
        reply.left_out,
    )
    files = lines(
        t("Hints: {hints}", hints=_joined(reply.hints)) if reply.hints else "",
        t("Ideas: {ideas}", ideas=_joined(reply.ideas)) if reply.ideas else "",
    )
    return paragraphs(
        lines(strong(reply.ask), t("The model proposes; nothing counts until you take it.")),
        lines(*told, left if reply.left_out else ""),
        lines(files, t("Those go into the course's files, if you like them.")) if files else "",
    )


def proposed_choices(_: Translator, reply: f.Proposed) -> Rows:
    """Each proposal, to be looked at."""
    taps = [tap(str(n), 0, f"rule-{line.draft}-try") for n, line in enumerate(reply.lines, 1)]
    return tuple(tuple(taps[first : first + _A_ROW]) for first in range(0, len(taps), _A_ROW))


def nothing_proposed(t: Translator, _: f.NothingProposed) -> Html:
    """Nothing new."""
    return t("The model has nothing new to propose, or can't be asked right now.")


def _proposal(t: Translator, n: int, line: f.ProposalLine) -> Html:
    text = soft(line.text)
    if line.kind is RulingKind.RIGHT:
        people = t.count("{n} person is marked anew", "{n} people are marked anew", line.people)
        return t("{n}. Right: {text} ({people})", n=n, text=text, people=people)
    return t("{n}. Not right: {text}. {why}", n=n, text=text, why=plain(sentence(line.told)))


def _joined(texts: Sequence[str]) -> Html:
    return Html(" · ".join(soft(text) for text in texts))
