"""Read questions made ready for a deck: within its limits, loadable, and marked as they say."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError

from bot.decks.build import Place, build
from bot.decks.formats.bank import Bank, Entry, Loss, begin, left
from bot.decks.formats.carried import carried
from bot.decks.formats.tables import table_of
from bot.decks.formats.wording import fitted
from bot.decks.media import ReadFile, among
from bot.decks.model import QuestionForm
from bot.decks.trials import Trial, trials
from bot.domain.marking import Lexicon
from bot.domain.question import DeckId, Question, TopicId

_DROPPED = ("accept", "reject", "prompt")
_TRIES = 40


class Ready(Struct, frozen=True, kw_only=True):
    """What of a bank can be taught with, and what an author should look at."""

    bank: Bank
    """Its losses say what stayed behind."""
    doubts: tuple[Loss, ...] = ()
    """Of questions that came along: what is not marked as the bank has it."""


def made_ready(bank: Bank, lexicon: Lexicon, lang: str) -> Ready:
    """The questions of the bank that a deck can hold, each tried with its own answers."""
    came = carried(bank)
    read = among(came.files)
    entries: list[Entry] = []
    losses = list(came.losses)
    doubts: list[Loss] = []
    for entry in came.entries:
        fit, lost = fitted(entry)
        losses += lost
        if fit is None:
            continue
        question = _loadable(fit, lang, read)
        if isinstance(question, Loss):
            losses.append(question)
            continue
        tried, dropped, doubted = _tried(fit, question, lexicon, lambda entry: _loadable(entry, lang, read))
        losses += dropped
        doubts += doubted
        entries.append(tried)
    used = {entry.picture for entry in entries}
    files = {name: data for name, data in came.files.items() if name in used}
    made = replace(came, entries=tuple(entries), losses=tuple(sorted(losses)), files=files)
    return Ready(bank=made, doubts=tuple(doubts))


def _loadable(entry: Entry, lang: str, read: ReadFile) -> Question | Loss:
    """The question as the loader makes it, or why it refuses it."""
    place = Place(deck=DeckId("bank"), topic=TopicId("bank"), lang=lang, read=read)
    try:
        built = build(QuestionForm.model_validate(table_of(entry, "bank-question")), place)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in wrong["loc"])
        return left(entry, "unfit", f"`{key}`: {wrong['msg']}")
    if isinstance(built, list):
        return left(entry, "unfit", f"{built[0].wrong}; {built[0].mend}")
    return built


def _tried(
    entry: Entry, question: Question, lexicon: Lexicon, load: Callable[[Entry], Question | Loss]
) -> tuple[Entry, list[Loss], list[Loss]]:
    """The question without the wordings that the marker cannot tell apart; and what is left in doubt."""
    dropped: list[Loss] = []
    for _ in range(_TRIES):
        found = [(trial, fault) for trial in trials(question) if (fault := trial.fault(question, lexicon))]
        loose = next((each for each in found if each[0].path[0] in _DROPPED), None)
        if loose is None:
            doubts = [_doubt(entry, fault[0]) for _, fault in found]
            return entry, dropped, doubts
        trial, (wrong, _) = loose
        key = str(trial.path[0])
        dropped.append(
            Loss(row=entry.row, kind=key, reason=f"{wrong}; left out", about=begin(entry.ask), keys=(key,))
        )
        entry = _without(entry, trial)
        again = load(entry)
        if isinstance(again, Loss):
            return entry, dropped, [again]
        question = again
    return entry, dropped, [_doubt(entry, "far too many of its wordings contradict each other")]


def _doubt(entry: Entry, wrong: str) -> Loss:
    return Loss(row=entry.row, kind="marking", reason=wrong, about=begin(entry.ask), keys=("answer",))


def _without(entry: Entry, trial: Trial) -> Entry:
    text = trial.said
    if trial.path[0] == "accept":
        return replace(entry, accept=_less(entry.accept, text))
    if trial.path[0] == "reject":
        kept = (replace(each, texts=_less(each.texts, text)) for each in entry.reject)
        return replace(entry, reject=tuple(each for each in kept if each.texts))
    asked = (replace(each, texts=_less(each.texts, text)) for each in entry.prompt)
    return replace(entry, prompt=tuple(each for each in asked if each.texts))


def _less(texts: Sequence[str], text: str) -> tuple[str, ...]:
    return tuple(each for each in texts if each != text)
