"""What is said in groups beside the rounds, and in private about them."""

from bot.app.replies import (
    AnswerTaken,
    GroupAnswersTold,
    GroupWelcomed,
    HidingTold,
    MembersOnly,
    NearMisses,
    NoRound,
    NothingToPlay,
    NotYours,
    PlainTold,
    PrivatelyOnly,
    RoundDropped,
    RoundGone,
    RoundRuns,
    RoundsElsewhere,
    RoundUnheard,
    SeatTaken,
    TopTold,
)
from bot.domain.rounds.round import Play
from bot.words.markup import lines, name, soft, tap
from bot.words.rounds.lobby import round_tap, team_name
from bot.words.rounds.outcome import points
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def welcomed(t: Translator, reply: GroupWelcomed) -> Html:
    """What this is, and how to answer here."""
    what = t("I ask, you answer, and after each question everybody sees who was right. /quiz calls a round.")
    if reply.open:
        how = t("Just type your answer, or answer in your chat with me.")
        return lines(what, how)
    how = t("Answer by replying to my message, or in your chat with me.")
    more = t("To let me hear plain messages too, make me an administrator; no rights are needed.")
    return lines(what, how, more)


def welcomed_choices(t: Translator, _: GroupWelcomed) -> Rows:
    """The first round, in one tap."""
    return ((tap(t.label("Play five"), 0, "five"),),)


def dropped(t: Translator, _: RoundDropped) -> Html:
    """A round that never began."""
    return t("That round was not played. /quiz calls a new one.")


def runs(t: Translator, reply: RoundRuns) -> Html:
    """There is one already."""
    if reply.begun:
        return t("A round is on: this is its question. /stop ends it.")
    return t("A round waits for players: tap Join, then Start.")


def elsewhere(t: Translator, _: RoundsElsewhere) -> Html:
    """Rounds are for groups."""
    return t("Rounds are played in groups: add me to one, and say /quiz there.")


def no_round(t: Translator, _: NoRound) -> Html:
    """None is running."""
    return t("No round is running here. /quiz calls one.")


def nothing_to_play(t: Translator, reply: NothingToPlay) -> Html:
    """No question fits."""
    if reply.play is Play.TOGETHER:
        return t("This course has no questions to answer together. /quiz plays the usual way.")
    return t("This course has no questions for a round like that. /quiz plays the usual way.")


def members_only(t: Translator, _: MembersOnly) -> Html:
    """They are not in the group."""
    return t("Rounds are for members of the group: join it first.")


def not_yours(t: Translator, _: NotYours) -> Html:
    """Not theirs to do."""
    return t("The host or an administrator can do that.")


def gone(t: Translator, _: RoundGone) -> Html:
    """It is over."""
    return t("That round is over. /quiz calls a new one.")


def seat_taken(t: Translator, reply: SeatTaken) -> Html:
    """They are in."""
    if reply.link:
        return t("You're in. Typed questions come to our own chat:")
    if not reply.private and reply.team is not None:
        return t("You're in. Your team: {team}.", team=team_name(t, reply.team))
    if not reply.private:
        return t("You're in.")
    offer = (
        t("Shall your answers in rounds count for your own reviews too?") if not reply.carries else Html("")
    )
    return lines(t("You're in. Typed questions come here."), offer)


def seat_taken_choices(t: Translator, reply: SeatTaken) -> Rows:
    """Whether rounds feed their own memory; in the group, the way to our chat."""
    if reply.link:
        return ((Button(label=t.label("Open our chat"), data="", link=reply.link),),)
    if not reply.private or reply.carries:
        return ()
    return ((tap(t.label("Yes, count them"), 0, "carry-on"), tap(t.label("Not now"), 0, "carry-off")),)


def unheard(t: Translator, reply: RoundUnheard) -> Html:
    """Nothing can be said there."""
    return t(
        "I may not write in {group}, so its round is over. An administrator can let me.",
        group=soft(reply.group),
    )


def answer_taken(t: Translator, reply: AnswerTaken) -> Html:
    """The notice of a tap."""
    return t("Taken: {option}", option=reply.option)


def carrying_told(t: Translator, reply: GroupAnswersTold) -> Html:
    """Whether rounds count for their own memory."""
    if reply.carries:
        return t(
            "From now on your answers in groups count for your own reviews. /settings rounds off ends it."
        )
    return t("Your answers in groups stay in the group. /settings rounds on counts them for your reviews.")


def near_misses(t: Translator, reply: NearMisses) -> Html:
    """What the host may rule on; nobody is named."""
    if not reply.answers:
        return t("The table is mended. Nothing else is open to a ruling.")
    listed = [
        t("{n}. {said} ({title})", n=number, said=soft(said[:80]), title=title)
        for number, (_, said, title) in enumerate(reply.answers, 1)
    ]
    return lines(t("Which of these was right after all?"), *listed)


def near_misses_choices(_: Translator, reply: NearMisses) -> Rows:
    """A number for each."""
    taps = [
        round_tap(str(number), reply.round, group_answer)
        for number, (group_answer, _, _) in enumerate(reply.answers, 1)
    ]
    return tuple(tuple(taps[start : start + 4]) for start in range(0, len(taps), 4))


def top_told(t: Translator, reply: TopTold) -> Html:
    """The table of a group."""
    if not reply.lines:
        return t("No round has been played here lately. /quiz calls one.")
    head = t("This week, in this group:") if reply.week else t("So far, in this group:")
    rows = [
        t("{n}. {name} {points}", n=rank, name=name(who), points=points(quarters))
        for rank, (who, quarters, _) in zip(_ranks(reply), reply.lines, strict=True)
    ]
    more = t.count("and one more with as many", "and {n} more with as many", reply.tied) if reply.tied else ""
    return lines(head, *rows, Html(more))


def _ranks(reply: TopTold) -> list[int]:
    """Equal points, equal rank."""
    scores = [quarters for _, quarters, _ in reply.lines]
    return [1 + sum(1 for other in scores if other > score) for score in scores]


def hiding_told(t: Translator, reply: HidingTold) -> Html:
    """Left out of the tables, or in them again."""
    if reply.hidden:
        return t("You're left out of this group's tables. /hideme off brings you back.")
    return t("You're in this group's tables again.")


def plain_told(t: Translator, reply: PlainTold) -> Html:
    """Polls or not."""
    if reply.plain:
        return t("From now on choices come as text with buttons. /plain off brings the polls back.")
    return t("From now on choices come as polls.")


def privately_only(t: Translator, _: PrivatelyOnly) -> Html:
    """Not here."""
    return t("That works in our private chat.")


def privately_choices(t: Translator, _: PrivatelyOnly) -> Rows:
    """The way there."""
    return ((Button(label=t.label("Open our chat"), data="", link="hello"),),)
