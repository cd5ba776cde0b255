"""The slash commands of the private chat: one table, one line each."""

from collections.abc import Callable

from msgspec import Struct

from bot.app.account.data import ask_erase, exported, privacy_told
from bot.app.account.preferences import prefer
from bot.app.account.settings import choose_deck
from bot.app.account.stats import stats_told, streak_told
from bot.app.authoring.inbox import shown
from bot.app.authoring.items import hard
from bot.app.authoring.own import mine
from bot.app.authoring.roles import claimed, decks_seen, for_authors, invited, rules_somewhere
from bot.app.authoring.uploads import how_to_send
from bot.app.calendar.streak import why_told
from bot.app.calendar.zone import zone
from bot.app.classes.command import class_command
from bot.app.classes.join import opened as class_opened
from bot.app.context import LearnerContext
from bot.app.daily.command import daily, pause_for, resumed
from bot.app.learning.ask import begin, begin_post, begin_topic, begin_with, go_on, put_again
from bot.app.learning.coming_back import eased_in, is_back, welcomed_back
from bot.app.learning.exam import exam
from bot.app.learning.helping import hint, show, skip
from bot.app.learning.topics import find_deck, find_topic, no_such_topic, topics_listed
from bot.app.operating.announce import announce
from bot.app.operating.status import status
from bot.app.ports.learning import Asked
from bot.app.replies import (
    ChannelHow,
    HelpTold,
    KeptAll,
    NothingOpen,
    Put,
    Reply,
    Rested,
    RoundsElsewhere,
    Welcomed,
    WelcomedBack,
)
from bot.app.rounds.seats import seated
from bot.domain.question import QuestionId
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]
ROLE_LINKS = ("o", "a", "h")
"""How links begin that give a role: to an operator, an author, somebody in a class."""
CLASS_LINK = "c"


class Command(Struct, frozen=True, kw_only=True):
    """A command: what it does with the rest of its line, and whether the menu shows it."""

    run: Callable[[LearnerContext, str], Replies]
    menu: bool = False


def start(context: LearnerContext, rest: str) -> Replies:
    """A question within the first two messages; a deep link leads to its question or topic."""
    new = not context.repo.known(context.learner.id).count and not context.repo.asked_last_closed(
        context.learner.id, context.chat
    )
    link, _, token = rest.partition("_")
    if link in ROLE_LINKS and token:
        return claimed(context, token)
    if link == CLASS_LINK and token:
        return class_opened(context, token)
    linked = _linked(context, rest)
    if linked is None and is_back(context):
        return welcomed_back(context)
    if linked is None and (open_one := context.repo.asked_open(context.learner.id, context.chat)):
        return (WelcomedBack(), put_again(open_one))
    replies = linked or go_on(context)
    return (Welcomed(), *_first(replies)) if new else (WelcomedBack(), *replies)


def welcome(context: LearnerContext) -> Replies:
    """Whatever somebody says who was never asked anything: what this is, and a first question."""
    return (Welcomed(greets=True), *_first(go_on(context)))


def never_asked(context: LearnerContext) -> bool:
    """Whether no question was ever put to them here."""
    who, chat = context.learner.id, context.chat
    return not context.repo.asked_open(who, chat) and not context.repo.asked_last_closed(who, chat)


def learn(context: LearnerContext, rest: str) -> Replies:
    """The list of topics, or a sitting from the one that is named; `all` is every topic."""
    if not rest:
        return (topics_listed(context),)
    if rest.casefold() in ("all", "everything"):
        return begin(context, context.deck().id, None)
    if named_deck := find_deck(context, rest):
        return (topics_listed(choose_deck(context, named_deck.id)),)
    found = find_topic(context, rest)
    return begin_topic(context, found[1], found[0].id) if found else (no_such_topic(context, rest),)


def settings(context: LearnerContext, rest: str) -> Replies:
    """How everything stands; words after it change it."""
    return prefer(context, rest.casefold().split())


def streak_or_why(context: LearnerContext, rest: str) -> Replies:
    """The streak; `why` says what holds it."""
    return (why_told(context),) if rest.casefold() == "why" else (streak_told(context),)


def inbox(context: LearnerContext, rest: str) -> Replies:
    """What waits for a ruling; `roles` tells who may rule, `author` and a course makes a link for one, `add`
    how questions are sent."""
    word, _, name = rest.partition(" ")
    if word.casefold() in ("author", "roles"):
        return invited(context, name.strip())
    if word.casefold() == "add":
        return how_to_send(context)
    return (shown(context, 0),)


def erase(context: LearnerContext, rest: str) -> Replies:
    """Ask whether they are sure (the typed `yes` is dealt with by the tutor)."""
    return (KeptAll(),) if rest.casefold() == "no" else (ask_erase(context),)


def _with_open(act: Callable[[LearnerContext, Asked], Replies]) -> Callable[[LearnerContext, str], Replies]:
    def run(context: LearnerContext, _: str) -> Replies:
        asked = context.repo.asked_open(context.learner.id, context.chat)
        if asked is None:
            return welcome(context) if never_asked(context) else (NothingOpen(),)
        return act(context, asked)

    return run


def next_one(context: LearnerContext, _: str) -> Replies:
    """The next question; one that is open is put off."""
    asked = context.repo.asked_open(context.learner.id, context.chat)
    if asked is None and never_asked(context):
        return welcome(context)
    if asked is None and is_back(context):
        return eased_in(context)
    return skip(context, asked) if asked else go_on(context)


def _linked(context: LearnerContext, payload: str) -> Replies | None:
    kind, _, name = payload.partition("_")
    if kind == "j" and name.isdecimal() and len(name) <= 18:
        return seated(context, int(name))
    if kind == "d" and name.isdecimal() and len(name) <= 18 and (post := context.repo.post(int(name))):
        return begin_post(context, post.id, thaw(post.snapshot))
    if kind == "q" and (question := context.deck_library.current.question(QuestionId(name))):
        return begin_with(context, question)
    if kind == "t" and (found := find_topic(context, name)):
        return begin(context, found[0].id, found[1].id)
    return None


def _first(replies: Replies) -> Replies:
    match replies:
        case (Put() as put,):
            return (Put(question=put.question, asked=put.asked, first=True),)
        case _:
            return replies


COMMANDS = {
    "learn": Command(run=learn, menu=True),
    "daily": Command(run=daily, menu=True),
    "streak": Command(run=streak_or_why, menu=True),
    "stats": Command(run=lambda context, rest: (stats_told(context, drawn=rest != "text"),), menu=True),
    "settings": Command(run=settings, menu=True),
    "help": Command(run=lambda context, _: (HelpTold(rules=rules_somewhere(context)),), menu=True),
    "start": Command(run=start),
    "pause": Command(run=pause_for),
    "resume": Command(run=resumed),
    "zone": Command(run=zone),
    "exam": Command(run=exam),
    "next": Command(run=next_one),
    "skip": Command(run=_with_open(skip)),
    "hint": Command(run=_with_open(hint)),
    "reveal": Command(run=_with_open(show)),
    "quiz": Command(run=lambda context, _: (RoundsElsewhere(),)),
    "enough": Command(run=lambda context, _: (Rested(),)),
    "channel": Command(run=lambda *_: (ChannelHow(),)),
    "privacy": Command(run=lambda context, _: (privacy_told(context),)),
    "inbox": Command(run=for_authors("inbox", rules_somewhere)(inbox)),
    "class": Command(run=class_command),
    "mine": Command(run=mine),
    "hard": Command(run=for_authors("hard", decks_seen)(hard)),
    "status": Command(run=status),
    "announce": Command(run=announce),
    "export": Command(run=lambda context, _: (exported(context),)),
    "erase": Command(run=erase),
}
"""Every command of the private chat. The order is that of the menu."""
