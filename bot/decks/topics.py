"""The questions of one file: built one by one, what is wrong with each laid at its keys."""

from collections.abc import Iterator

from bot.decks.build import Place, build
from bot.decks.faults import Fault
from bot.decks.forms import read_form
from bot.decks.model import QuestionForm, TopicForm
from bot.decks.page import Page
from bot.decks.source import Where
from bot.domain.deck import Topic
from bot.domain.question import Question, QuestionId


def topic_of(
    page: Page[TopicForm], place: Place, faults: list[Fault], where: dict[QuestionId, Where]
) -> Topic:
    """The topic with those of its questions that are sound; all of them are put into `where`, and what is
    wrong into `faults`."""
    questions: list[Question] = []
    for index, written in _written(page):
        here = Where(page=page, index=index)
        faults += _question(written, place, here, where, questions)
    title = page.form.title if page.form else str(page.values.get("title", place.topic))
    return Topic(id=place.topic, title=title, questions=tuple(questions))


def twice(id: str, where: Where, first: Where) -> Fault:
    """Two questions have one id."""
    line = first.page.lines.of(("question", first.index, "id"))
    return where.fault(
        ("id",),
        f"the id {id} is already used in {first.page.file}:{line}",
        "give this question an id of its own",
    )


def _written(page: Page[TopicForm]) -> Iterator[tuple[int, QuestionForm]]:
    """The questions of a topic; if it has faults, those questions that have none of them."""
    if page.form:
        yield from enumerate(page.form.question)
        return
    found = page.values.get("question")
    for index, values in enumerate(found if isinstance(found, list) else ()):
        form = read_form(QuestionForm, values)
        if not isinstance(form, list):
            yield index, form


def _question(
    form: QuestionForm,
    place: Place,
    here: Where,
    where: dict[QuestionId, Where],
    questions: list[Question],
) -> Iterator[Fault]:
    """Build one question into `questions` and `where`; what is wrong with it is returned."""
    id = QuestionId(form.id)
    if id in where:
        yield twice(id, here, where[id])
        return
    where[id] = here
    built = build(form, place)
    if isinstance(built, list):
        yield from (here.fault(misfit.path, misfit.wrong, misfit.mend) for misfit in built)
    else:
        questions.append(built)
