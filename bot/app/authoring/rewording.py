"""The wording of a question is changed, line by line: tried before it counts, and undone like any ruling."""

from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.ports.authoring import Draft
from bot.app.replies import Reply, WordingAsked
from bot.domain.question import Question
from bot.domain.rulings import RulingKind
from bot.domain.wording import lines_of, read_changes, told_as

Replies = tuple[Reply, ...]


def begin_rewording(context: LearnerContext, draft: Draft, question: Question) -> Replies:
    """The lines that can be changed."""
    context.repo.change_draft(replace(draft, kind=RulingKind.WORDING, told=""))
    return (WordingAsked(draft=draft.id, lines=lines_of(question)),)


def asked_again(draft: Draft, question: Question) -> Replies:
    """The same, for what was said changes nothing, or names no line."""
    return (WordingAsked(draft=draft.id, lines=lines_of(question), again=True),)


def with_lines(context: LearnerContext, draft: Draft, question: Question, said: str) -> Draft | None:
    """The draft with the changes that were typed; None if there are none."""
    changes = read_changes(question, said)
    if not changes:
        return None
    changed = replace(draft, told=told_as(changes))
    context.repo.change_draft(changed)
    return changed
