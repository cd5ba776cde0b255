"""Every command and button of authors, for every role: who may not gets what a made-up one gets."""

import pytest
from sqlalchemy import select

from bot.app.authoring.rule import _DO
from bot.app.buttons import _GENERAL, _WITH_NAME, _WITH_NUMBER
from bot.app.classes.make import opened_with
from bot.app.commands import COMMANDS
from bot.app.ports.authoring import Role
from bot.domain.question import DeckId
from bot.store.authoring.tables import ruling_drafts, rulings
from bot.store.repository import Repository
from tests.app.authoring.chemistry import misses, people, teacher, with_role
from tests.conversation import MessageReceived, Room, Talk

WORDS = ("/inbox", "/inbox roles", "/inbox author chem", "/hard", "/hard chem")
OPERATORS_ALONE = ("/inbox roles", "/inbox author chem", "roles", "author-chem")
NOT_ON_ANSWERS = tuple(
    f"rule-{{draft}}-{what}" for what in ("fine", "out", "fix", "same", "propose", "author")
)
"""About reports, or where somebody else has decided on them or may, or where a model may be asked."""
ACTIONS = (
    *(f"rule-{{draft}}-{what}" for what in _DO if what != "fault"),
    *("unrule-{ruling}", "look-elements-02", "hard", "roles", "author-chem", "inbox-0"),
    "rule-{draft}-fault",  # the last, for then nobody is asked that question any more
)
FRUIT = [
    "apple",
    "banana",
    "cherry",
    "grape",
    "lemon",
    "melon",
    "olive",
    "peach",
    "pear",
    "plum",
    "quince",
    "lime",
    "mango",
    "papaya",
    "fig",
    "date",
    "kiwi",
    "guava",
    "lychee",
    "nectarine",
    "apricot",
    "fennel",
    "medlar",
    "pomelo",
    "rowan",
    "sorrel",
    "tansy",
]
ROLES = {
    "learner": None,
    "author of another": "other",
    "author": "chem",
    "teacher": "1",
    "assistant": "1",
    "operator": "",
}
OF_CLASSES = ("/inbox", "/hard", "/hard chem", "look-elements-02", "hard", "inbox-0")
"""What who teaches or assists a class of the course may do; what they rule on is in the tests of classes."""


def test_the_table_knows_every_command_and_button_of_authors() -> None:
    """Whatever is put beside these has to be put here."""
    assert {words.split()[0] for words in WORDS} == {"/inbox", "/hard"} <= {f"/{name}" for name in COMMANDS}
    named = {action.partition("-")[0] for action in ACTIONS}
    known = {"rule", "unrule", "look", "author"} & set(_WITH_NAME)
    assert named == known | ({"hard", "roles"} & set(_GENERAL)) | ({"inbox"} & set(_WITH_NUMBER))


async def in_role(bot: Room, role: str) -> Talk:
    (talk,) = await people(bot, 1)
    scope = ROLES[role]
    if scope is None:
        await talk.says("/start")
        return talk
    if role in ("teacher", "assistant"):
        now = bot.clock.now()
        bot.database.run(lambda c: opened_with(Repository(c), "A class", DeckId("chem"), "UTC", now))
        return await with_role(bot, talk.person.id, Role(role), scope)
    return await with_role(bot, talk.person.id, Role.AUTHOR if scope else Role.OPERATOR, scope)


def allowed(role: str, what: str) -> bool:
    """By the table of docs/teaching.md."""
    if role in ("teacher", "assistant"):
        return what in OF_CLASSES
    return role == "operator" or (role == "author" and what not in OPERATORS_ALONE)


def refused(heard: MessageReceived) -> bool:
    """As it is said to whoever makes a command or a button up."""
    unknown = heard.text.startswith("I don't know")
    return unknown or any(notice.startswith("That button leads nowhere") for notice in heard.notices)


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_do_what(bot: Room, role: str) -> None:
    talk, author = await in_role(bot, role), await teacher(bot)
    made_up = await talk.forges(talk.last()["message_id"], "1:0:nonsense")
    assert refused(made_up), made_up
    for command in WORDS:
        may = allowed(role, command)
        assert refused(await talk.says(command)) is not may, command
    words = (f"because of the {fruit}" for fruit in FRUIT)
    for action in ACTIONS:
        await misses(bot.bob, "nobody knows", next(words), appeals=True)
        may = allowed(role, action)
        draft, ruling = await shown_to(bot, talk if may else author, action)
        data = "1:0:" + action.format(draft=draft, ruling=ruling)
        heard = await talk.forges(talk.last()["message_id"], data)
        expected = may and action not in NOT_ON_ANSWERS
        assert refused(heard) is not expected, (action, heard)


async def shown_to(bot: Room, author: Talk, action: str) -> tuple[int, int]:
    """The newest draft of an author, and the newest ruling, made by them if that is what it is about."""
    await author.says("/inbox")
    if action.startswith("unrule"):
        await author.taps("Right")
        rows = author.last()["reply_markup"]["inline_keyboard"]
        if "Right anyway" in [b["text"] for row in rows for b in row]:
            await author.taps("Right anyway")
        await author.says("/inbox")
    found = bot.database.run(
        lambda c: (
            c.execute(select(ruling_drafts.c.id).order_by(ruling_drafts.c.id.desc())).scalars().first(),
            c.execute(select(rulings.c.id).order_by(rulings.c.id.desc())).scalars().first(),
        )
    )
    return found[0] or 0, found[1] or 0


async def test_a_role_that_was_taken_away_is_asked_again_at_the_tap(bot: Room) -> None:
    await misses(bot.bob, "nobody knows", "so it gets uniform", appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    bot.database.run(lambda c: Repository(c).take_role(1003, Role.AUTHOR, "chem"))  # type: ignore[arg-type]
    assert refused(await author.taps("Right"))
    assert bot.database.run(lambda c: c.execute(select(rulings)).all()) == []
