"""Answers of several parts: how a part is named, and how the next one is asked for."""

from bot.domain.question import Gaps, Match, Question, Select
from bot.words.markup import soft
from bot.words.translator import Html, Translator


def named_parts(question: Question, matched: tuple[str, ...]) -> tuple[str, ...]:
    """Ideas in the author's own words, items by their names, none that is part of another's words; options,
    pairs and what fills a gap as they are."""
    match question:
        case Gaps(gaps=gaps):
            filled = {str(number): gap.texts[0] for number, gap in enumerate(gaps, 1)}
            return tuple(filled.get(name, name) for name in matched)
        case Match(pairs=pairs):
            whole = {pair.left: f"{pair.left} – {pair.right}" for pair in pairs}
            return tuple(whole.get(name, name) for name in matched)
        case Select():
            return matched
    ideas = {idea.name: idea.texts[0] for idea in getattr(question, "ideas", ()) if idea.texts}
    texts = [ideas.get(name, name) for name in matched]
    return tuple(text for text in texts if not any(text != other and text in other for other in texts))


def part_asked_for(t: Translator, question: Select | Match | Gaps, matched: tuple[str, ...]) -> Html:
    """Asks for what is missing; where only too much was named, for the others by themselves."""
    match question:
        case Select(right=right):
            return t("What else?") if len(matched) < len(right) else t("Which are they, then?")
        case Match(pairs=pairs):
            left = next((pair.left for pair in pairs if pair.left not in matched), "")
            return t("What goes with {left}?", left=soft(left, question.marked))
        case Gaps(gaps=gaps):
            numbers = (n for n in range(1, len(gaps) + 1) if str(n) not in matched)
            return t("And what goes into gap {n}?", n=next(numbers, len(gaps)))
