"""From what an author wrote to a question of the domain: what the keys mean together."""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.decks.formulas import formulas_of
from bot.decks.hints import hints_for, title_for
from bot.decks.marks import unmarked
from bot.decks.media import NO_FILES, ReadFile, media_of
from bot.decks.model import Kind, PromptForm, QuestionForm, RejectForm
from bot.decks.parts import OF_PARTS, Misfit, answer_of_parts, off_parts, parts_of
from bot.decks.texts import OPTION, OPTIONS, SOURCE, units
from bot.domain.question import (
    Choice,
    Command,
    DeckId,
    Examples,
    Explain,
    Idea,
    Item,
    ListOf,
    Number,
    Opinion,
    Option,
    Order,
    Prompt,
    Question,
    QuestionId,
    Reject,
    Short,
    Step,
    TopicId,
)

KEYS: dict[Kind, tuple[str, ...]] = {
    "short": (),
    "select": ("answers", "options"),
    "match": ("pairs",),
    "gaps": ("gaps",),
    "choice": ("options",),
    "list": ("items", "need"),
    "order": ("steps", "shown"),
    "explain": ("ideas", "enough"),
    "command": ("ideas",),
    "number": ("value", "tolerance", "unit"),
    "opinion": ("about",),
}
"""The keys that belong to each kind, the telling one first."""
_NEEDED: dict[Kind, str] = {
    "select": "answers",
    "match": "pairs",
    "gaps": "gaps",
    "choice": "options",
    "list": "items",
    "order": "steps",
    "explain": "ideas",
    "number": "value",
}


class Place(Struct, frozen=True, kw_only=True):
    """Where a question stands."""

    deck: DeckId
    topic: TopicId
    lang: str
    read: ReadFile = NO_FILES
    """Gives the deck's other files, such as pictures."""


def kind_of(form: QuestionForm) -> Kind:
    """The kind the author named, else the one the keys tell, else short."""
    if form.kind:
        return form.kind
    told = (kind for kind, key in _NEEDED.items() if getattr(form, key) is not None)
    return next(told, "short")


def build(form: QuestionForm, place: Place) -> Question | list[Misfit]:
    """The question made whole, with title and hints; or everything that does not fit together."""
    kind = kind_of(form)
    drawn = formulas_of(form, place.lang)
    form, marked = unmarked(form, kind)
    form = replace(form, answer=_answer(form, kind))
    misfits = [*_strangers(form, kind), *_repeated(form), *_contradictions(form)]
    if not misfits:
        misfits = list(_off(form, kind))
    media = media_of(place.read, form)
    misfits += [one for one in media.values() if isinstance(one, Misfit)]
    if misfits:
        return misfits
    question = _of_kind(form, kind, _shared(form, place) | media | drawn | {"marked": marked})
    return question if question.hints else replace(question, hints=hints_for(question))


def _answer(form: QuestionForm, kind: Kind) -> str:
    """The model answer: as it is written, else as the parts make it, else none."""
    return form.answer or (answer_of_parts(form) if kind in OF_PARTS else "")


def _strangers(form: QuestionForm, kind: Kind) -> Iterator[Misfit]:
    """Keys of another kind, and the one key that this kind cannot do without."""
    every = dict.fromkeys(key for keys in KEYS.values() for key in keys)
    for key in every:
        if getattr(form, key) is not None and key not in KEYS[kind]:
            kinds = " or ".join(f'"{other}"' for other, keys in KEYS.items() if key in keys)
            yield Misfit(
                path=(key,),
                wrong=f"`{key}` does not belong to a question of kind {kind}",
                mend=f"take it out, or make the kind {kinds}",
            )
    if not form.answer:
        yield Misfit(path=("answer",), wrong="`answer` is missing", mend="add `answer`")
    needed = _NEEDED.get(kind)
    if needed and getattr(form, needed) is None:
        yield Misfit(
            path=("kind",),
            wrong=f"a question of kind {kind} needs `{needed}`",
            mend=f"add `{needed}`, or leave `kind` out",
        )


def _repeated(form: QuestionForm) -> Iterator[Misfit]:
    """Two items, steps or ideas of one name, or the same option twice; options may differ in a sign alone."""
    groups: dict[str, list[str]] = {
        "items": [item.name for item in form.items or ()],
        "steps": [step.text for step in form.steps or ()],
        "ideas": [idea.name for idea in form.ideas or ()],
    }
    options = [option.text for option in form.options or ()]
    twice = [("options", at, name) for at, name in enumerate(options) if name in options[:at]]
    for key, names in groups.items():
        for at, name in enumerate(names):
            if bare(name) in {bare(earlier) for earlier in names[:at]}:
                twice.append((key, at, name))
    for key, at, name in twice:
        wrong = f"“{name}” stands in `{key}` twice"
        yield Misfit(path=(key, at), wrong=wrong, mend="take one out or name it differently")


def _contradictions(form: QuestionForm) -> Iterator[Misfit]:
    """An answer that is both right and not right."""
    right = {bare(text) for text in (form.answer or "", *(form.accept or ()), *(form.exactly or ()))}
    groups: dict[str, Sequence[RejectForm | PromptForm]] = {"reject": form.reject, "prompt": form.prompt}
    for key, entries in groups.items():
        for index, entry in enumerate(entries):
            for text in entry.texts:
                if bare(text) in right:
                    yield Misfit(
                        path=(key, index),
                        wrong=f"“{text}” stands in `{key}` and is also the answer or in `accept`",
                        mend="decide which it is",
                    )


def _off(form: QuestionForm, kind: Kind) -> Iterator[Misfit]:
    """Numbers and names that point to nothing, and texts that are too long as they are read."""
    yield from off_parts(form, kind)
    if form.source and (size := units(form.source)) > SOURCE:
        mend = "write it as a link: [name](https://address)"
        yield Misfit(
            path=("source",), wrong=f"the source is {size} long and {SOURCE} is the limit", mend=mend
        )
    most = OPTIONS * OPTION
    if form.options and (size := sum(units(option.text) for option in form.options)) > most:
        wrong = f"the options together are {size} long and {most} is the limit"
        yield Misfit(path=("options",), wrong=wrong, mend=f"shorten them by {size - most}")
    match kind:
        case "choice":
            yield from _off_choice(form)
        case "list" if form.need and form.need > len(form.items or ()):
            wrong = f"{form.need} are needed and there are {len(form.items or ())} items"
            yield Misfit(path=("need",), wrong=wrong, mend="lower `need` or add items")
        case "order" if form.shown is not None:
            count = len(form.steps or ())
            if sorted(form.shown) != list(range(1, count + 1)):
                mend = f"write the numbers 1 to {count}, each once, in the order to be shown"
                yield Misfit(path=("shown",), wrong="`shown` does not name each step once", mend=mend)
        case "explain" if form.enough:
            needed = sum(idea.needed for idea in form.ideas or ())
            if form.enough > needed:
                wrong = f"{form.enough} ideas should suffice and {needed} are needed in all"
                yield Misfit(path=("enough",), wrong=wrong, mend="lower `enough` or add ideas")


def _off_choice(form: QuestionForm) -> Iterator[Misfit]:
    if _right(form) is None:
        options = ", ".join(f"“{option.text}”" for option in form.options or ())
        wrong = "the answer is none of the options"
        yield Misfit(path=("answer",), wrong=wrong, mend=f"write one of {options}")


def bare(text: str) -> str:
    """A text without case, outer punctuation and needless blanks, to see whether two are the same."""
    return " ".join(text.casefold().split()).strip(" .!?…")


def alike(text: str) -> str:
    """`bare`, but in its own case where case may tell it from another: a formula, a symbol."""
    core = bare(text)
    if _WORD.search(core) and not _SIGN.search(core):
        return core
    return " ".join(text.split()).strip(" .!?…")


_WORD = re.compile(r"[^\W\d_]{3}")
_SIGN = re.compile(r"[=+*/^<>:_{}\[\]\\|~×·→]")


def _right(form: QuestionForm) -> int | None:
    exact = [option.text for option in form.options or ()]
    if form.answer in exact:
        return exact.index(form.answer)
    same = [n for n, text in enumerate(exact) if bare(text) == bare(form.answer or "")]
    return same[0] if len(same) == 1 else None


def _shared(form: QuestionForm, place: Place) -> dict[str, Any]:
    """What every kind has, by the names of `Base`."""
    return {
        "id": QuestionId(form.id),
        "deck": place.deck,
        "topic": place.topic,
        "lang": place.lang,
        "ask": form.ask,
        "answer": form.answer or "",
        "title": form.title or title_for(form.ask),
        "accept": tuple(form.accept or ()),
        "exactly": tuple(form.exactly or ()),
        "reject": tuple(Reject(texts=tuple(r.texts), why=r.why or "") for r in form.reject),
        "prompt": tuple(Prompt(texts=tuple(p.texts), ask_for=p.ask_for or "") for p in form.prompt),
        "hints": tuple(form.hints or ()),
        "why": form.why or "",
        "source": form.source or "",
        "as_kind": form.as_ or "",
        "articles": form.articles,
        "examples": Examples(
            right=tuple(form.examples.right),
            partial=tuple(form.examples.partial),
            wrong=tuple(form.examples.wrong),
        ),
    }


def _of_kind(form: QuestionForm, kind: Kind, shared: dict[str, Any]) -> Question:
    if kind in OF_PARTS:
        return parts_of(form, kind, shared)
    match kind:
        case "choice":
            options = tuple(
                Option(text=o.text, texts=tuple(o.texts), why=o.why or "") for o in form.options or ()
            )
            return Choice(**shared, options=options, right=_right(form) or 0)
        case "list":
            items = tuple(Item(name=i.name, texts=tuple(i.texts)) for i in form.items or ())
            return ListOf(**shared, items=items, need=form.need or len(items))
        case "order":
            steps = tuple(Step(text=s.text, texts=tuple(s.texts)) for s in form.steps or ())
            return Order(**shared, steps=steps, shown=_shown(form, len(steps)))
        case "explain":
            return Explain(**shared, ideas=_ideas(form), enough=form.enough or 0)
        case "command":
            return Command(**shared, ideas=_ideas(form))
        case "number":
            tolerance = form.tolerance or 0.0
            return Number(**shared, value=form.value or 0.0, tolerance=tolerance, unit=form.unit or "")
        case "opinion":
            return Opinion(**shared, about=tuple(form.about or ()))
        case _:
            return Short(**shared)


def _ideas(form: QuestionForm) -> tuple[Idea, ...]:
    return tuple(
        Idea(
            name=idea.name,
            texts=tuple(idea.texts),
            never=tuple(idea.never),
            ask_for=idea.ask_for or "",
            needed=idea.needed,
        )
        for idea in form.ideas or ()
    )


def _shown(form: QuestionForm, count: int) -> tuple[int, ...]:
    """The author's order, or one drawn from the id: the same every time, and never the right one."""
    if form.shown is not None:
        return tuple(number - 1 for number in form.shown)
    order: Sequence[int] = range(count)
    drawn = Random(form.id).sample(order, count)
    return tuple(drawn if drawn != list(order) else reversed(drawn))
