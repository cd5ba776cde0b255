"""Every command and button of classes, for every role: who may not gets what a made-up one gets."""

import pytest
from sqlalchemy import select, update

from bot.app.buttons import _GENERAL, _WITH_NAME
from bot.app.classes.command import _OF_MEMBERS, _OF_ONE
from bot.app.classes.due import key_of
from bot.app.classes.staff import _DO
from bot.app.ports.authoring import Role
from bot.app.ports.classes import ClassState
from bot.store.classes.tables import assignments, class_members, classes
from bot.store.repository import Repository
from tests.app.authoring.chemistry import people, with_role
from tests.app.authoring.test_who_may import refused
from tests.app.classes.school import join, taught
from tests.conversation import MessageReceived, Room, Talk

ROLES = (
    *("learner", "member", "author", "teacher of another", "assistant of another"),
    *("assistant", "teacher", "operator"),
)
MAKERS = ("author", "teacher of another", "teacher", "operator")
WORDS: dict[str, tuple[str, ...]] = {
    "new A class": MAKERS,
    "teacher": ("operator",),
    "leave": ("member",),
    "due atoms fri": ("assistant", "teacher"),
    "exam 18 march": ("assistant", "teacher"),
    "lecture": ("member",),
    "ask atoms-01": ("assistant", "teacher"),
    "week": ("assistant", "teacher"),
    "link": ("teacher",),
    "helper": ("teacher",),
    "file": ("teacher",),
    "pause": ("teacher",),
    "resume": ("teacher",),
    "close": ("teacher",),
    "": ("member", *MAKERS, "assistant"),
}
"""Who gets something from /class and these words, about the class at hand or one to be made."""
STAFF, TEACHER, MEMBER = ("assistant", "teacher"), ("teacher",), ("member",)
ACTIONS: dict[str, tuple[str, ...]] = {
    "newclass": MAKERS,
    "cl-{id}-show": STAFF,
    "cl-{id}-more": STAFF,
    "cl-{id}-due-{key}-20260306": STAFF,
    "cl-{id}-setdue-{key}-20260306": STAFF,
    "cl-{id}-day-{key}": STAFF,
    "cl-{id}-exam-20260318": STAFF,
    "cl-{id}-setexam-20260318": STAFF,
    "cl-{id}-keep": STAFF,
    "cl-{id}-week": STAFF,
    "cl-{id}-ask-atoms-01": STAFF,
    "cl-{id}-lshow-1": (),
    "lq-1-0": (),
    "cl-{id}-helpers": TEACHER,
    "cl-{id}-helper": TEACHER,
    "cl-{id}-drop-1": TEACHER,
    "cl-{id}-file": TEACHER,
    "cl-{id}-pause": TEACHER,
    "cl-{id}-resume": TEACHER,
    "cl-{id}-close": TEACHER,
    "cl-{id}-pic-{token}": TEACHER,
    "cl-{id}-link": TEACHER,
    "cl-{id}-course-chem": (),
    "cl-{id}-courses-0": (),
    "cl-{id}-closed": TEACHER,
    "cl-{id}-open": TEACHER,
    "cm-{id}-due": MEMBER,
    "cm-{id}-see": MEMBER,
    "cm-{id}-lecture": MEMBER,
    "cm-{id}-nolecture": MEMBER,
    "cm-{id}-days": MEMBER,
    "cm-{id}-nothing": MEMBER,
    "cm-{id}-leave": MEMBER,
    "cj-no-{token}": ROLES,
}
"""What anybody can send, and who gets something for it. With the link anybody may join, so of that nobody is
refused."""


def test_the_table_knows_every_word_and_button_of_classes() -> None:
    """Whatever is put beside these has to be put here."""
    assert {"newclass"} <= set(_GENERAL)
    assert {"cl", "cm", "cj", "lq"} <= set(_WITH_NAME)
    done = {action.split("-")[2] for action in ACTIONS if action.startswith("cl-")}
    assert done == {*_DO, "course", "courses"}
    assert {words.split()[0] for words in WORDS if words} == {
        *_OF_ONE,
        "new",
        "teacher",
        *_OF_MEMBERS,
        "due",
        "exam",
    }


async def in_role(bot: Room, role: str, token: str) -> Talk:
    """Somebody in that role; the class at hand has the number 1."""
    (talk,) = await people(bot, 1)
    who = talk.person.id
    match role:
        case "learner":
            await talk.says("/start")
        case "member":
            await join(talk, token)
        case "author":
            await with_role(bot, who, Role.AUTHOR, "chem")
        case "teacher of another" | "assistant of another":
            await with_role(bot, who, Role(role.partition(" ")[0]), str(await another(bot)))
        case "assistant" | "teacher":
            await with_role(bot, who, Role(role), "1")
        case _:
            await with_role(bot, who, Role.OPERATOR)
    return talk


async def another(bot: Room) -> int:
    """A class beside that at hand; it is of another course."""
    other = bot.talk(1002)
    await with_role(bot, 1002, Role.TEACHER)
    await other.says("/class new Another")
    await other.taps("History")
    return (
        bot.database.run(
            lambda c: c.execute(select(classes.c.id).order_by(classes.c.id.desc())).scalars().first()
        )
        or 0
    )


def state(bot: Room) -> list[object]:
    """The class at hand, as it is kept, with its members and what is due."""
    return bot.database.run(
        lambda c: [
            tuple(row)
            for table, key in (
                (classes, classes.c.id),
                (class_members, class_members.c.class_id),
                (assignments, assignments.c.class_id),
            )
            for row in c.execute(select(table).where(key == 1)).all()
        ]
    )


def says_nothing_of_it(heard: MessageReceived) -> bool:
    """What is said to who teaches another class and names none: nothing about the one at hand."""
    return "General chemistry" not in heard.text.replace("/class new General chemistry", "")


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_type_what(bot: Room, role: str) -> None:
    _, token = await taught(bot)
    talk = await in_role(bot, role, token)
    for words, may in WORDS.items():
        before = state(bot)
        heard = await talk.says(f"/class {words}".strip())
        if role.endswith("of another"):
            assert state(bot) == before, words
            assert says_nothing_of_it(heard), words
            continue
        assert refused(heard) is (role not in may), (words, heard.text)
        if role not in may:
            assert state(bot) == before
        if words == "leave" and role in may:
            await join(talk, token)


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_tap_what(bot: Room, role: str) -> None:
    _, token = await taught(bot)
    talk = await in_role(bot, role, token)
    deck = bot.deck_library.current.deck("chem")  # type: ignore[arg-type]
    assert deck
    made_up = await talk.forges(talk.last()["message_id"], "1:0:cl-1-nonsense")
    assert refused(made_up)
    for action, may in ACTIONS.items():
        data = "1:0:" + action.format(id=1, key=key_of(deck.topics[0]), token=token.removeprefix("c_"))
        before = state(bot)
        heard = await talk.forges(talk.last()["message_id"], data)
        assert refused(heard) is (role not in may), (action, heard)
        if role not in may:
            assert state(bot) == before, action


async def test_a_closed_class_takes_nothing_new(bot: Room) -> None:
    talk, token = await taught(bot)
    bot.database.run(lambda c: c.execute(update(classes).values(state=ClassState.CLOSED.value)))
    deck = bot.deck_library.current.deck("chem")  # type: ignore[arg-type]
    assert deck
    for action in ACTIONS:
        if not action.startswith("cl-"):
            continue
        data = "1:0:" + action.format(id=1, key=key_of(deck.topics[0]), token=token.removeprefix("c_"))
        heard = await talk.forges(talk.last()["message_id"], data)
        assert refused(heard) is (action.split("-")[2] not in ("show", "file", "open", "keep")), action
        bot.database.run(lambda c: c.execute(update(classes).values(state=ClassState.CLOSED.value)))


async def test_a_role_that_was_taken_away_is_asked_again_at_the_tap(bot: Room) -> None:
    talk, _ = await taught(bot)
    await talk.says("/class due atoms fri")
    bot.database.run(lambda c: Repository(c).take_role(1003, Role.TEACHER, "1"))  # type: ignore[arg-type]
    assert refused(await talk.taps("Right"))
    assert bot.database.run(lambda c: c.execute(select(assignments)).all()) == []
