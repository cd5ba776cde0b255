"""Read questions made ready for a deck: within its limits, loadable, and marked as they say."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.decks.build import Place, build
from bot.decks.formats.bank import Bank, Entry, Loss, begin, left
from bot.decks.formats.notes import HEARD
from bot.decks.formats.tables import table_of
from bot.decks.formats.wording import fitted
from bot.decks.forms import read_form
from bot.decks.media import NO_FILES, ReadFile, among, either, unplayable
from bot.decks.model import QuestionForm
from bot.decks.slips import sentence_of
from bot.decks.trials import Trial, trials
from bot.domain.marking import Lexicon
from bot.domain.question import DeckId, Question, TopicId

_DROPPED = ("accept", "exactly", "reject", "prompt")
_TRIES = 40


class Ready(Struct, frozen=True, kw_only=True):
    """What of a bank can be taught with, and what an author should look at."""

    bank: Bank
    """Its losses say what stayed behind."""
    doubts: tuple[Loss, ...] = ()
    """Of questions that came along: what is not marked as the bank has it."""


def made_ready(bank: Bank, lexicon: Lexicon, lang: str, lying: ReadFile = NO_FILES) -> Ready:
    """The questions of the bank that a deck can hold, each tried with its own answers. `lying` gives the
    files that the deck has already."""
    entries: list[Entry] = []
    losses = list(bank.losses)
    doubts: list[Loss] = []
    place = _place(bank, lang, lying)
    for entry in bank.entries:
        fit, lost = fitted(entry)
        losses += lost
        if fit is None:
            continue
        fit, silent = _with_sounds(fit, place)
        fit, undescribed = _described(fit, lang)
        losses += silent
        question = _loadable(fit, place)
        if isinstance(question, Loss):
            losses.append(question)
            continue
        tried, dropped, doubted = _tried(fit, question, lexicon, place)
        losses += dropped
        doubts += [*undescribed, *doubted]
        entries.append(tried)
    used = {name for entry in entries for name in entry.files}
    files = {name: data for name, data in bank.files.items() if name in used}
    made = replace(bank, entries=tuple(entries), losses=tuple(sorted(losses)), files=files)
    return Ready(bank=made, doubts=tuple(doubts))


def doubts_of(entry: Entry, bank: Bank, held: tuple[Lexicon, str, ReadFile]) -> list[Loss]:
    """What is not marked as this question says, the deck's words, language and files being these."""
    lexicon, lang, lying = held
    question = _loadable(entry, _place(bank, lang, lying))
    if isinstance(question, Loss):
        return [question]
    faults = (trial.fault(question, lexicon) for trial in trials(question))
    return [_doubt(entry, fault[0]) for fault in faults if fault]


def _place(bank: Bank, lang: str, lying: ReadFile) -> Place:
    read = either(among(bank.files), lying)
    return Place(deck=DeckId("bank"), topic=TopicId("bank"), lang=lang, read=read)


def _with_sounds(entry: Entry, place: Place) -> tuple[Entry, list[Loss]]:
    """The question without sounds that cannot be played, unless it is nothing but its sound."""
    lost: list[Loss] = []
    if entry.audio and entry.ask != HEARD and (wrong := unplayable(place.read, entry.audio)):
        lost.append(_unheard(entry, "audio", wrong))
        entry = replace(entry, audio="", audio_alt="")
    if entry.answer_audio and (wrong := unplayable(place.read, entry.answer_audio)):
        lost.append(_unheard(entry, "answer_audio", wrong))
        entry = replace(entry, answer_audio="", answer_audio_alt="")
    return entry, lost


def _unheard(entry: Entry, key: str, wrong: str) -> Loss:
    reason = f"“{getattr(entry, key)}”: {wrong}"
    return Loss(row=entry.row, kind=key, reason=reason, about=begin(entry.ask), keys=(key, f"{key}_alt"))


_UNDESCRIBED = {"de": "Ein Bild, das noch niemand beschrieben hat."}
_NOBODY = "A picture that nobody has described yet."


def _described(entry: Entry, lang: str) -> tuple[Entry, list[Loss]]:
    """The question with a word on each picture that has none; an author has to find better ones."""
    said = _UNDESCRIBED.get(lang, _NOBODY)
    doubts: list[Loss] = []
    if entry.picture and not entry.picture_alt:
        entry = replace(entry, picture_alt=said)
        doubts.append(_undescribed(entry, "picture_alt"))
    if entry.answer_picture and not entry.answer_picture_alt:
        entry = replace(entry, answer_picture_alt=said)
        doubts.append(_undescribed(entry, "answer_picture_alt"))
    return entry, doubts


def _undescribed(entry: Entry, key: str) -> Loss:
    reason = f"say in `{key}` what is to be seen on it"
    return Loss(row=entry.row, kind="picture", reason=reason, about=begin(entry.ask), keys=(key,))


def _loadable(entry: Entry, place: Place) -> Question | Loss:
    """The question as the loader makes it, or why it refuses it."""
    form = read_form(QuestionForm, table_of(entry, "bank-question"))
    if isinstance(form, list):
        return left(entry, "unfit", sentence_of(form[0]))
    built = build(form, place)
    if isinstance(built, list):
        return left(entry, "unfit", f"{built[0].wrong}; {built[0].mend}")
    return built


def _tried(
    entry: Entry, question: Question, lexicon: Lexicon, place: Place
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
        again = _loadable(entry, place)
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
    if trial.path[0] == "exactly":
        return replace(entry, exactly=_less(entry.exactly, text))
    if trial.path[0] == "reject":
        kept = (replace(each, texts=_less(each.texts, text)) for each in entry.reject)
        return replace(entry, reject=tuple(each for each in kept if each.texts))
    asked = (replace(each, texts=_less(each.texts, text)) for each in entry.prompt)
    return replace(entry, prompt=tuple(each for each in asked if each.texts))


def _less(texts: Sequence[str], text: str) -> tuple[str, ...]:
    return tuple(each for each in texts if each != text)
