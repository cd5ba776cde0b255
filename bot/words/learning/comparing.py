"""Where the marker can't tell: the answer is shown, and they say whether theirs is the same."""

from bot.app.replies import Compared, LeftUnsaid, SecondOpinionTold, ToCompare
from bot.words.calendar.streaks import news
from bot.words.calendar.when import back
from bot.words.learning.heads import last_line
from bot.words.learning.questions import next_and_more
from bot.words.learning.reasons import why_folded
from bot.words.markup import lines, plain, sentence, soft, tap
from bot.words.options import answer_of
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def to_compare(t: Translator, reply: ToCompare) -> Html:
    """The answer, and whether theirs is the same; the news of the streak below."""
    answer = soft(answer_of(reply.question), reply.question.marked)
    if reply.again:
        return t("My answer: {answer} Same as yours?", answer=answer)
    if reply.waits:
        asked = t("I can't tell yet, one moment … My answer: {answer} Same as yours?", answer=answer)
    else:
        asked = t("I can't tell. My answer: {answer} Same as yours?", answer=answer)
    return lines(asked, news(t, reply.streak))


def compare_choices(t: Translator, reply: ToCompare) -> Rows:
    """It is, or not quite."""
    same = tap(t.label("Yes, the same"), reply.asked, "same")
    return ((same, tap(t.label("Not quite"), reply.asked, "other")),)


def compared(t: Translator, reply: Compared) -> Html:
    """Their word is taken; after a "not quite" the why."""
    head = t("Good.") if reply.same else t("Good to know.")
    last = last_line(t, reply.back, reply.streak)
    return lines(
        Html(" ".join(part for part in (head, last) if part)),
        why_folded(t, reply.question),
    )


def compared_choices(t: Translator, reply: Compared) -> Rows:
    """On, or about the question."""
    return next_and_more(t, reply.asked)


def second_opinion_told(t: Translator, reply: SecondOpinionTold) -> Html:
    """What a model thinks, said as a thought; my answer, and when it comes back."""
    marked = reply.question.marked
    answer = soft(answer_of(reply.question), marked)
    last = last_line(t, reply.back, reply.streak)
    if reply.counts:
        head = t("I think that's right: {answer}", answer=answer)
        return lines(Html(" ".join(part for part in (head, last) if part)), why_folded(t, reply.question))
    why = plain(sentence(reply.why))
    head = t("Not quite, I think: {why}", why=why) if why else t("Not quite, I think.")
    return lines(head, t("My answer: {answer}", answer=answer), last, why_folded(t, reply.question))


def second_opinion_choices(t: Translator, reply: SecondOpinionTold) -> Rows:
    """On, a word against it, or about the question."""
    ((on, more),) = next_and_more(t, reply.asked)
    if reply.counts:
        return ((on, tap(t.label("It isn't"), reply.asked, "isnt"), more),)
    return ((on, tap(t.label("I was right"), reply.asked, "right"), more),)


def left_unsaid(t: Translator, reply: LeftUnsaid) -> Html:
    """A comparison is left as it stands."""
    return Html(" ".join(part for part in (t("Left at that."), back(t, reply.back)) if part))
