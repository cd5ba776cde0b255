"""What waits for a ruling, and what one would do."""

from collections.abc import Sequence

from bot.app import replies as f
from bot.domain.rulings import RulingKind
from bot.words.authoring.proposals import opinion_on, propose_tap
from bot.words.authoring.rewording import changes_told
from bot.words.markup import lines, paragraphs, plain, sentence, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
_SHOWN = 6
"""Wordings that are shown; the others are counted."""


def quoted(t: Translator, texts: Sequence[str]) -> Html:
    """Wordings, the commonest first."""
    some = [soft(text) for text in texts[:_SHOWN]]
    more = len(texts) - len(some)
    if more:
        return t.count(
            "{some} and {n} more wording", "{some} and {n} more wordings", more, some=_joined(some)
        )
    if len(some) == 1:
        return some[0]
    return t("{some} and {last}", some=_joined(some[:-1]), last=some[-1])


def _joined(texts: Sequence[str]) -> Html:
    return Html(", ".join(texts))


def inbox_empty(t: Translator, reply: f.InboxEmpty) -> Html:
    """Nothing (more) to rule on."""
    if reply.skipped:
        return t("That's all for now. What you left is here next time: /inbox")
    return t("Nothing waits for you. Which questions are hard: /hard")


def empty_choices(t: Translator, reply: f.InboxEmpty) -> Rows:
    """The last ruling can be taken back."""
    return _undo(t, reply.undo)


def answers_wait(t: Translator, reply: f.AnswersWait) -> Html:
    """The question, the words, and what would come of it."""
    return paragraphs(
        lines(_place(t, reply), t("The answer: {answer}", answer=sentence(reply.answer))),
        lines(_who(t, reply), _claimed(t, reply), opinion_on(t, reply)),
        _proposal(t, reply.proposal) if reply.proposal else "",
        _reach(t, reply),
    )


def answers_choices(t: Translator, reply: f.AnswersWait) -> Rows:
    """The rulings, and what is rarely wanted."""
    more = tap(t.label("More"), 0, f"rule-{reply.draft}-more")
    decided = reply.proposal is not None and reply.proposal.kind is not RulingKind.ASKED
    same = ((tap(t.label("The same"), 0, f"rule-{reply.draft}-same"),),) if decided else ()
    return (*same, (*_rulings(t, reply.draft), more), *_undo(t, reply.undo))


def _rulings(t: Translator, draft: int) -> tuple[Button, ...]:
    ruled = (("right", t.label("Right")), ("not", t.label("Not right")), ("partly", t.label("Partly")))
    return tuple(tap(label, 0, f"rule-{draft}-{what}") for what, label in ruled)


def inbox_more(t: Translator, _: f.InboxMore) -> Html:
    """What is rarely wanted."""
    return t("What shall it be? Until you decide, the answers wait here.")


def more_choices(t: Translator, reply: f.InboxMore) -> Rows:
    """All wordings; later; a model's proposals; the author; the question rests."""
    every = tap(t.label("See all wordings"), 0, f"rule-{reply.draft}-all")
    fault = tap(t.label("The question is at fault"), 0, f"rule-{reply.draft}-fault")
    back = tap(t.label("Back"), 0, f"inbox-{reply.place}")
    author = (tap(t.label("Ask the author"), 0, f"rule-{reply.draft}-author"),) if reply.may_ask else ()
    return ((every, _later(t, reply.place + 1), back), (*propose_tap(t, reply), *author, fault))


def wordings_told(t: Translator, reply: f.WordingsTold) -> Html:
    """A line for each."""
    last = reply.first + len(reply.lines) - 1
    head = t("Wordings {first} to {last} of {of}:", first=reply.first, last=last, of=reply.of)
    return lines(head, *(_wording(t, text, people) for text, people in reply.lines))


def _wording(t: Translator, text: str, people: int | None) -> Html:
    return (
        t.count("{text} ({n} person)", "{text} ({n} people)", people, text=soft(text))
        if people
        else soft(text)
    )


def wordings_choices(t: Translator, reply: f.WordingsTold) -> Rows:
    """The rulings, and the next wordings."""
    further = f"rule-{reply.draft}-all{reply.more}"
    more = (tap(t.label("More wordings"), 0, further),) if reply.more is not None else ()
    return (_rulings(t, reply.draft), (*more, _later(t, reply.place + 1)))


def reports_wait(t: Translator, reply: f.ReportsWait) -> Html:
    """The question, and what is said to be the matter with it."""
    reasons = {
        "answer": t("they think that the answer isn't right"),
        "unclear": t("they find it unclear"),
        "slip": t("there is a slip in the text"),
        "else": t("something else"),
    }
    why = reasons.get(reply.reason, reasons["else"])
    who = (
        t("A few people report: {why}.", why=why)
        if reply.people is None
        else t.count("{n} person reports: {why}.", "{n} people report: {why}.", reply.people, why=why)
    )
    return paragraphs(
        lines(_place(t, reply), t("The answer: {answer}", answer=sentence(reply.answer))),
        lines(who, *(soft(text) for text in reply.texts[:_SHOWN])),
    )


def reports_choices(t: Translator, reply: f.ReportsWait) -> Rows:
    """It's put otherwise, or the question rests, or it's fine."""
    fine = tap(t.label("It's fine"), 0, f"rule-{reply.draft}-fine")
    fix = tap(t.label("Fix the wording"), 0, f"rule-{reply.draft}-fix")
    out = tap(t.label("Take it out for now"), 0, f"rule-{reply.draft}-out")
    return ((fix, out, fine), (_later(t, reply.place), *_undo_tap(t, reply.undo)))


def line_asked(t: Translator, reply: f.LineAsked) -> Html:
    """One line of theirs."""
    texts = quoted(t, reply.texts)
    if reply.kind is RulingKind.PARTLY:
        return t("What do you ask whoever says {texts}? One line, such as: And what does it do?", texts=texts)
    return t("What do those words mean instead? One line; it completes “Not quite: …”. It's about {texts}.",
             texts=texts)  # fmt: skip


def line_choices(t: Translator, reply: f.LineAsked) -> Rows:
    """Without one, or not at all."""
    bare = tap(t.label("Without a line"), 0, f"rule-{reply.draft}-bare")
    return ((bare, _leave(t, reply.draft)),)


def ruling_tried(t: Translator, reply: f.RulingTried) -> Html:
    """What would be told, and what else would change."""
    return paragraphs(_preview(t, reply), _others(t, reply.kind, reply.others, reply.rarer))


def tried_choices(t: Translator, reply: f.RulingTried) -> Rows:
    """Do it, or not; or as far as these words go."""
    if reply.kind is RulingKind.RIGHT and (reply.others or reply.rarer):
        anyway = tap(t.label("Right anyway"), 0, f"rule-{reply.draft}-do")
        return ((_only(t, reply.draft), anyway, _leave(t, reply.draft)),)
    do = tap(t.label("Do it"), 0, f"rule-{reply.draft}-do")
    change = tap(t.label("Change it"), 0, f"rule-{reply.draft}-change")
    with_line = reply.kind in (RulingKind.NOT_RIGHT, RulingKind.PARTLY, RulingKind.WORDING)
    return ((do, *((change,) if with_line else ()), _leave(t, reply.draft)),)


def ruling_refused(t: Translator, reply: f.RulingRefused) -> Html:
    """Why it can't be so."""
    if reply.against:
        return lines(
            t(
                "I leave it: with that ruling {texts} would be marked otherwise.",
                texts=quoted(t, reply.against),
            ),
            t("The question's own answers and examples say how they are to be marked; change those first."),
        )
    return lines(
        t("I leave it: {texts} would still be marked another way.", texts=quoted(t, reply.deaf)),
        t("This question is marked by its options, items or ideas; change them in the course's files."),
    )


def refused_choices(t: Translator, reply: f.RulingRefused) -> Rows:
    """Go on; or as far as these words go, which says nothing against the question's own texts."""
    only = (_only(t, reply.draft),) if reply.kind is RulingKind.RIGHT else ()
    return ((*only, _later(t, reply.place + 1)),)


def _place(t: Translator, reply: f.AnswersWait | f.ReportsWait) -> Html:
    head = t("{n} of {of}.", n=reply.place, of=reply.of)
    klass = t("In {title}:", title=plain(reply.klass)) if reply.klass else Html("")
    return Html(" ".join(part for part in (head, klass, strong(reply.ask)) if part))


def _proposal(t: Translator, proposal: f.Proposal) -> Html:
    """What somebody else has decided on the same words, or asks."""
    if proposal.kind is RulingKind.ASKED:
        return t("The teacher of a class asks you to decide.")
    kinds = {
        RulingKind.RIGHT: t("right"),
        RulingKind.EXACTLY: t("right, in these words alone"),
        RulingKind.NOT_RIGHT: t("not right"),
        RulingKind.PARTLY: t("a part of it"),
    }
    line = Html(f" “{plain(sentence(proposal.told))}”") if proposal.told else Html("")
    what = Html(f"{kinds.get(proposal.kind, kinds[RulingKind.NOT_RIGHT])}{line}")
    if proposal.assistant:
        return t("An assistant proposes: {what}", what=what)
    return t("In a class its teacher has ruled: {what}", what=what)


def _who(t: Translator, reply: f.AnswersWait) -> Html:
    if reply.people is None:
        return t("A few people wrote {texts}.", texts=quoted(t, reply.texts))
    return t.count("{n} person wrote {texts}.", "{n} people wrote {texts}.", reply.people,
                   texts=quoted(t, reply.texts))  # fmt: skip


def _claimed(t: Translator, reply: f.AnswersWait) -> Html:
    if reply.refused:
        return t("I said “Not quite”, and nobody objected.")
    if reply.claimed is None:
        return t("Some of them said they were right.")
    if not reply.claimed:
        return t("I couldn't tell.")
    return t.count("{n} of them said it was right.", "{n} of them said they were right.", reply.claimed)


def _reach(t: Translator, reply: f.AnswersWait) -> Html:
    people = (
        t("If it is right, they are marked anew.")
        if reply.reached is None
        else t.count(
            "If it is right, {n} person is marked anew.",
            "If it is right, {n} people are marked anew.",
            reply.reached,
        )
    )
    others = _others(t, RulingKind.RIGHT, reply.others, reply.rarer)
    return lines(people, others or t("Nothing else changes."))


def _others(t: Translator, kind: RulingKind, others: Sequence[tuple[str, int | None]], rarer: int) -> Html:
    if not others and not rarer:
        return Html("")
    if kind is RulingKind.RIGHT and len(others) == 1 and not rarer and (alone := others[0])[1]:
        return t.count(
            "This would also let {text} pass ({n} person).",
            "This would also let {text} pass ({n} people).",
            alone[1],
            text=soft(alone[0]),
        )
    told = [_wording(t, text, people) for text, people in others[:_SHOWN]]
    if left := rarer + len(others) - len(told):
        told.append(t.count("{n} rarer wording", "{n} rarer wordings", left))
    if kind is RulingKind.RIGHT:
        return t("This would also let these pass: {texts}.", texts=_joined(told))
    if kind is RulingKind.NOT_RIGHT:
        return t("This would also stop these: {texts}.", texts=_joined(told))
    return t("This would also change these: {texts}.", texts=_joined(told))


def _preview(t: Translator, reply: f.RulingTried) -> Html:
    if reply.kind is RulingKind.WORDING:
        return changes_told(t, reply.told)
    texts = quoted(t, reply.texts)
    match reply.kind:
        case RulingKind.NOT_RIGHT:
            shown = t("Not quite: {why}", why=sentence(reply.told)) if reply.told else t("Not quite.")
        case RulingKind.PARTLY:
            shown = plain(sentence(reply.told)) if reply.told else t("That's on the way. What else?")
        case _:
            return t("Right, from now on: {texts}.", texts=texts)
    return lines(Html(f"“{shown}”"), t("That's what I say from now on to {texts}.", texts=texts))


def _later(t: Translator, place: int) -> Button:
    return tap(t.label("Later"), 0, f"inbox-{place}")


def _only(t: Translator, draft: int) -> Button:
    return tap(t.label("These words alone"), 0, f"rule-{draft}-only")


def _leave(t: Translator, draft: int) -> Button:
    return tap(t.label("Leave it"), 0, f"rule-{draft}-leave")


def _undo_tap(t: Translator, ruling: int | None) -> tuple[Button, ...]:
    return (tap(t.label("Undo the last one"), 0, f"unrule-{ruling}"),) if ruling else ()


def _undo(t: Translator, ruling: int | None) -> Rows:
    return (_undo_tap(t, ruling),) if ruling else ()
