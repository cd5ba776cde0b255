"""What is said to what is no answer: its own answer, then the open question in one line."""

from collections.abc import Callable

from bot.app.replies import Explained, Talked, TermOffered, TermTold, WhichOne
from bot.domain.intent import Intent
from bot.domain.question import Choice, ListOf, Match, Order, Question, Select
from bot.words.learning.questions import hint_tap, listed, ways_on
from bot.words.learning.reasons import why_said
from bot.words.markup import lines, plain, sentence, soft, strong, tap
from bot.words.options import answer_of, labels_of, on_buttons
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def talked(t: Translator, reply: Talked) -> Html:
    """The answer to it, and the question that is open."""
    said = _SAID.get(reply.intent, _else)(t, reply)
    if reply.question is None:
        complete = reply.asked or reply.intent in _COMPLETE
        return said if complete else Html(f"{said} {t('/next brings a question.')}")
    if reply.intent in _LETTING_BE:
        return said
    return _with_question(t, said, reply.question)


def talked_choices(t: Translator, reply: Talked) -> Rows:
    """The ways to answer; of a grumble also the way to the author."""
    if reply.question is None:
        return ((tap(t.label("Next"), 0, "next"),),)
    asked = reply.asked
    dont_know = tap(t.label("I don't know yet"), asked, "idk")
    if reply.intent in (Intent.COMPLAIN, Intent.INSULT):
        more = tap(t.label("More"), asked, "more")
        return _answering(t, reply.question, asked, *hint_tap(t, reply), dont_know, more)
    return _answering(t, reply.question, asked, *hint_tap(t, reply), dont_know)


def which_one(t: Translator, reply: WhichOne) -> Html:
    """The options once more, as a question."""
    return options_again(t, reply.question)


def options_again(t: Translator, question: Question) -> Html:
    """On one line where they stand on the buttons, else listed."""
    if isinstance(question, Choice | Select) and on_buttons(question):
        first, *texts = labels_of(question)[0], *(option.text for option in question.options[1:])
        return plain(t.label("{some} or {last}?", some=", ".join((first, *texts[:-1])), last=texts[-1]))
    return lines(t("Which of these?"), listed(t, question))


def which_one_choices(t: Translator, reply: WhichOne) -> Rows:
    """The options."""
    dont_know = tap(t.label("I don't know yet"), reply.asked, "idk")
    return _answering(t, reply.question, reply.asked, *hint_tap(t, reply), dont_know)


def explained(t: Translator, reply: Explained) -> Html:
    """The why, then the same in other words."""
    question = reply.question
    example = question.examples.right[0] if reply.example and question.examples.right else ""
    if example:
        return t("Somebody put it like this: {example}", example=soft(sentence(example)))
    why = why_said(t, question)
    other = (
        t("In other words: {text}", text=plain(sentence(reply.other), question.marked))
        if reply.other
        else Html("")
    )
    option, because = reply.contrast
    if option:
        other = t(
            "And {option}? No: {because}",
            option=soft(option, question.marked),
            because=plain(sentence(because), question.marked),
        )
    if why and not other and reply.told:
        return t("I have no other words for it: {why}", why=why)
    shown = strong(answer_of(question), question.marked)
    answer = Html("") if why or other else t("The answer: {answer}", answer=shown)
    return lines(why, other, answer)


def explained_choices(t: Translator, reply: Explained) -> Rows:
    """On."""
    return ((tap(t.label("Next"), reply.asked, "next"), tap(t.label("More"), reply.asked, "more")),)


def term_offered(t: Translator, reply: TermOffered) -> Html:
    """There is a question about it."""
    said = t(
        "I have a question about that: {question}", question=soft(reply.question.ask, reply.question.marked)
    )
    return lines(said, t("The one before stays open.")) if reply.open else said


def term_choices(t: Translator, reply: TermOffered) -> Rows:
    """To be asked, or to be told."""
    id = reply.question.id
    return ((tap(t.label("Ask me"), 0, f"ask-{id}"), tap(t.label("Tell me"), 0, f"tell-{id}")),)


def term_told(t: Translator, reply: TermTold) -> Html:
    """The question with its answer and its why."""
    why = why_said(t, reply.question)
    return lines(
        soft(reply.question.ask, reply.question.marked),
        strong(answer_of(reply.question), reply.question.marked),
        why,
    )


def _answering(t: Translator, question: Question, asked: int, *ways: Button) -> Rows:
    return ways_on(t, question, asked, *ways)


def _with_question(t: Translator, said: Html, question: Question) -> Html:
    steps = listed(t, question) if isinstance(question, Order | Match | Select) else Html("")
    return lines(
        Html(" ".join(part for part in (said, strong(question.ask, question.marked)) if part)), steps
    )


def _left(t: Translator, reply: Talked) -> Html:
    if reply.step and reply.steps > 1:
        return t("This is {step} of {steps}.", step=reply.step, steps=max(reply.step, reply.steps))
    return t("As many as you like.")


def _back(t: Translator, reply: Talked) -> Html:
    if isinstance(reply.question, ListOf):
        return t("Name {n}, in any order.", n=reply.question.need)
    return t("A few words of your own will do; slips don't matter.")


def _appealed(t: Translator, reply: Talked) -> Html:
    return t("Nothing is marked yet.") if reply.question else t("I have nothing of yours that was marked.")


def _helped(t: Translator, reply: Talked) -> Html:
    if reply.question is None:
        return t("Say next for a question. /learn chooses a topic, /help lists what else I do.")
    return t("Type your answer in a few words, or say hint, show me or skip. /help lists what else I do.")


def _complained(t: Translator, reply: Talked) -> Html:
    if reply.question is None:
        return t("Thanks for saying so. If a mark was unfair, say I was right: it counts at once.")
    if reply.hint:
        return t("Thanks for saying so. A hint may help, and under More the author can be told.")
    return t("Thanks for saying so. Under More the author can be told.")


def _too_hard(t: Translator, reply: Talked) -> Html:
    if reply.question is None:
        return t("It was a hard one. Say why for more on it.")
    if reply.hint:
        return t("It's a hard one. A hint may help, or say skip for another.")
    return t("It's a hard one. Guess, say skip for another, or see the answer.")


def _too_easy(t: Translator, reply: Talked) -> Html:
    if reply.question is None:
        return t("What you know at once stays away for longer and longer.")
    return t("Then a word or two will do: what you know at once stays away for longer. Or say skip.")


def _language(t: Translator, reply: Talked) -> Html:
    names = {"en": t.label("English"), "de": t.label("German")}
    return t(
        "This course is in {language}; /learn lists the others.", language=names.get(reply.lang, reply.lang)
    )


def _foreign(t: Translator, reply: Talked) -> Html:
    names = {"en": t.label("English"), "de": t.label("German")}
    return t("That I can't read here. In {language}, please:", language=names.get(reply.lang, reply.lang))


def _rested(t: Translator, reply: Talked) -> Html:
    if reply.intent is Intent.LATER:
        return t("Good. The question stays open; /daily asks you at an hour of your own.")
    return t("Good. The question stays open; /next goes on whenever you like.")


def _else(t: Translator, reply: Talked) -> Html:
    return t("Questions are what I'm good at.")


_SAID: dict[Intent, Callable[[Translator, Talked], Html]] = {
    Intent.GREET: lambda t, _: t("Hi!"),
    Intent.THANKS: lambda t, _: t("You're welcome."),
    Intent.PRAISE: lambda t, _: t("Glad to hear it."),
    Intent.WHO: lambda t, _: t("I'm Recall: I ask, you answer in your own words, I say what's right."),
    Intent.PROGRAM: lambda t, _: t(
        "I'm a program, no person and no language model: I compare your words with the author's answers."
    ),
    Intent.GOOD_FOR: lambda t, _: t(
        "A little a day, and each question comes back before you'd forget it: that way it stays with you."
    ),
    Intent.PRICE: lambda t, _: t("I ask for no money, and show nobody's advertisements."),
    Intent.TAKES: lambda t, _: t(
        "As long as you like: a question is a minute or so, five make a sitting, and stop ends it."
    ),
    Intent.CLASS: lambda t, _: t(
        "Yes: /class new and a name makes a class. A study group plays /quiz in its own chat."
    ),
    Intent.HELP: _helped,
    Intent.QUESTION_BACK: _back,
    Intent.EXPLAIN_TERM: lambda t, _: t("I have no question about that word, so I can't say what it means."),
    Intent.REPEAT: lambda t, _: t("Once more:"),
    Intent.DONT_UNDERSTAND: lambda t, _: t("Let's look at it again; a hint may help."),
    Intent.DONT_KNOW: lambda t, _: t("That's what this is for."),
    Intent.LEFT: _left,
    Intent.APPEAL: _appealed,
    Intent.TOO_HARD: _too_hard,
    Intent.TOO_EASY: _too_easy,
    Intent.COMPLAIN: _complained,
    Intent.INSULT: lambda t, _: t("I hear you. Say skip for another question, or stop for today."),
    Intent.LANGUAGE: _language,
    Intent.OTHER_LANGUAGE: _foreign,
    Intent.TIME: lambda t, _: t("To be asked at a certain hour: /daily 8:30."),
    Intent.SETTINGS: lambda t, _: t("What can be set: /settings."),
    Intent.MENU: lambda t, _: t("What I can do: /help."),
    Intent.FILLER: lambda t, _: t("Take your time."),
    Intent.LEAVE_IT: lambda t, _: t("All right, I won't."),
    Intent.CORRECTION: lambda t, _: t("All right, nothing is marked."),
    Intent.OTHER_PEOPLE: lambda t, _: t("That seems to be for somebody else, so I leave it."),
    Intent.YES_NO_OK: lambda t, _: t("Still open:"),
    Intent.NO: lambda t, _: t("Still open:"),
    Intent.NUMBER: lambda t, _: t("I'm after words here, not a number or a letter:"),
    Intent.MASH: lambda t, _: t("I find no words in that."),
    Intent.STOP: _rested,
    Intent.LATER: _rested,
}
"""What is said to each; anything else is small talk."""
_LETTING_BE = (Intent.FILLER, Intent.STOP, Intent.LATER)
"""After these the question is not said again."""
_COMPLETE = (
    Intent.GREET,
    Intent.STOP,
    Intent.LATER,
    Intent.HELP,
    Intent.TIME,
    Intent.SETTINGS,
    Intent.MENU,
    Intent.LANGUAGE,
)
"""These name the next step themselves."""
