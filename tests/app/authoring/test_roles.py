"""Who may do what: roles are given by links that work once, and asked whenever something is done."""

from datetime import timedelta

from bot.app.authoring.roles import offer_operator
from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.store.repository import Repository
from tests.app.authoring.chemistry import operator, teacher
from tests.conversation import Room, Talk

TOKEN = "A-sign_of-22-signs_abc"


def offered(bot: Room, token: str = TOKEN) -> bool:
    return bot.database.run(lambda c: offer_operator(Repository(c), token, bot.clock.now()))


def roles_of(bot: Room, talk: Talk) -> list[tuple[Role, str]]:
    return list(bot.database.run(lambda c: Repository(c).roles_of(PersonId(talk.person.id))))


async def test_the_first_to_use_the_link_of_the_start_is_the_operator(bot: Room) -> None:
    assert offered(bot)
    heard = await bot.ann.says(f"/start o_{TOKEN}")
    assert heard.text.startswith("You look after this bot now.")
    assert heard.buttons == ["Make a class", "Who else"]
    assert roles_of(bot, bot.ann) == [(Role.OPERATOR, "")]
    assert (await bot.bob.says(f"/start o_{TOKEN}")).text.startswith("This link was used already")
    assert roles_of(bot, bot.bob) == []
    assert not offered(bot, "another"), "there is an operator"


async def test_of_two_starts_one_link_makes_an_operator(bot: Room) -> None:
    assert offered(bot)
    assert offered(bot, "another")
    await bot.ann.says(f"/start o_{TOKEN}")
    await bot.bob.says("/start o_another")
    assert roles_of(bot, bot.bob) == []


async def test_a_link_is_over_after_a_day(bot: Room) -> None:
    assert offered(bot)
    bot.clock.pass_by(timedelta(hours=24))
    assert (await bot.ann.says(f"/start o_{TOKEN}")).text.startswith("This link was used already, or its 24")


async def test_an_operator_hands_a_deck_on_by_a_link_that_works_once(bot: Room) -> None:
    boss = await operator(bot)
    heard = await boss.says("/inbox author chem")
    assert heard.text.startswith("Whoever opens this link first is an author of Chemistry.")
    link = heard.text.rpartition("/start ")[2]
    assert (await bot.ann.says(f"/start {link}")).text.startswith("You're an author of Chemistry now.")
    assert roles_of(bot, bot.ann) == [(Role.AUTHOR, "chem")]
    assert (await bot.bob.says(f"/start {link}")).text.startswith("This link was used already")
    listed = await boss.says("/inbox roles")
    assert "1 person looks after the bot." in listed.text
    assert "Chemistry: 1 author" in listed.text
    assert (await boss.taps("Author of Chemistry")).text.startswith("Whoever opens this link first")


async def test_an_author_makes_no_others(bot: Room) -> None:
    author = await teacher(bot)
    for words in ("/inbox author chem", "/inbox roles"):
        assert (await author.says(words)).text.startswith("I don't know"), words


async def test_to_a_learner_it_is_no_command(bot: Room) -> None:
    await bot.ann.says("/start")
    assert (await bot.ann.says("/inbox")).text == (await bot.ann.says("/inbux9")).text.replace(
        "inbux9", "inbox"
    )


async def test_a_role_goes_with_the_person(bot: Room) -> None:
    boss = await operator(bot)
    await boss.says("/erase yes")
    assert bot.database.run(lambda c: Repository(c).roles()) == []
    assert offered(bot), "so that somebody else can look after the bot"
