"""What is said beside answers: each gets its own answer, costs no try and leaves the question open."""

from datetime import timedelta

import pytest

from bot.app.events import ChatId, Flooded, Person, PersonId
from tests.conversation import Room, Talk, asks

DEEP, SPLIT, TOOL = asks("fundamentals-01"), asks("data-01"), asks("tools-01")
LAYERS = "the number of hidden layers"

SAID = [
    ("who are you?", "I'm Recall: I ask, you answer in your own words"),
    ("wer bist du eigentlich", "I'm Recall: "),
    ("hello there", "Hi!"),
    ("Guten Morgen", "Hi!"),
    ("thank you so much", "You're welcome."),
    ("vielen dank", "You're welcome."),
    ("what can you do", "Type your answer in a few words"),
    ("Hilfe", "I ask, you type the answer in your own words"),
    ("how do i skip", "Type your answer in a few words"),
    ("what does skip do", "Type your answer in a few words"),
    ("repeat the question", "Once more:"),
    ("noch einmal bitte", "Once more:"),
    ("i dont understand the question", "Let's look at it again"),
    ("versteh ich nicht", "Let's look at it again"),
    ("this is too hard", "It's a hard one. A hint may help, or say skip for another."),
    ("make it harder", "Then a word or two will do"),
    ("i already know this one", "Then a word or two will do"),
    ("way too easy", "Then a word or two will do"),
    ("kenne ich schon", "Then a word or two will do"),
    ("sorry, can you repeat that?", "Once more:"),
    ("Deutsch bitte", "This course is in English"),
    ("what if I don't come tomorrow", "Questions are what I'm good at."),
    ("what is a platypus", "I have no question about that word, so I can't say what it means."),
    ("<3", "You're welcome."),
    ("blöde frage", "Thanks for saying so."),
    ("good question tbh", "Glad to hear it."),
    ("you're useless", "I hear you."),
    ("du nervst", "I hear you."),
    ("en español por favor", "This course is in English"),
    ("geht das auch auf deutsch", "This course is in English"),
    ("how many are left?", "This is 1 of 5."),
    ("wie viele noch", "This is 1 of 5."),
    ("that was right", "Nothing is marked yet."),
    ("does spelling count", "A few words of your own will do"),
    ("next tuesday", "To be asked at a certain hour"),
    ("um halb acht", "To be asked at a certain hour"),
    ("scratch that", "All right, nothing is marked."),
    ("*their", "All right, nothing is marked."),
    ("mum can you pick me up", "That seems to be for somebody else"),
    ("jhkjhkjhk", "I find no words in that."),
    ("я думаю что это глубоко", "That I can't read here."),
    ("ok", "Still open:"),
    ("nö", "Still open:"),
]


@pytest.mark.parametrize(("said", "begins"), SAID)
async def test_it_gets_its_own_answer_and_the_question_again(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start")
    received = await ann.says(said)

    assert received.text.startswith(begins)
    assert DEEP in received.text or said == "Hilfe"
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


@pytest.mark.parametrize("said", ["hmm", "i think its", "wait", "also ähm", "let me think", "ich glaube"])
async def test_thinking_aloud_costs_nothing(ann: Talk, said: str) -> None:
    await ann.says("/start")
    for _ in range(2):
        assert (await ann.says(said)).text == "Take your time."
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


@pytest.mark.parametrize(
    "said", ["ne sais pas", "не знаю", "bilmiyorum", "no sé", "non lo so", "tidak tahu", "keine Ahnung"]
)
async def test_not_knowing_in_another_language_brings_the_answer(ann: Talk, said: str) -> None:
    await ann.says("/start")
    received = await ann.says("je " + said if said.startswith("ne ") else said)

    assert received.text.startswith("Good to know, that's what this is for.")


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("gib mal nen Tipp", "Hint 1 of 2: "),
        ("una pista", "Hint 1 of 2: "),
        ("why does it matter", "Hint 1 of 2: "),
        ("warum denn das", "Hint 1 of 2: "),
        ("prove it", "Hint 1 of 2: "),
        ("donne-moi la réponse", "The answer: "),
        ("show answer", "The answer: "),
        ("nächste Frage", "I'll ask that one another time."),
        ("skpi", "I'll ask that one another time."),
        ("can we skip this", "I'll ask that one another time."),
        ("bye, enough", "Good. The question stays open"),
        ("not now, cooking", "Good. The question stays open"),
        ("bin grad im bus", "Good. The question stays open"),
    ],
)
async def test_what_they_want_is_done(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start")

    assert (await ann.says(said)).text.startswith(begins)


@pytest.mark.parametrize("said", ["who are you?", "data", "hm", "ugh", "what", "both?!"])
async def test_a_choice_is_closed_by_naming_an_option_alone(ann: Talk, said: str) -> None:
    await ann.says("/start q_data-01")
    if said != "both?!":
        received = await ann.says(said)
        assert "The other way round" not in received.text
    assert (await ann.says("after")).text.startswith("The other way round: before.")


async def test_no_option_named_is_asked_again_with_its_buttons(ann: Talk) -> None:
    await ann.says("/start q_data-01")
    received = await ann.says("something with pipelines")

    assert received.text == "Before or after?"
    assert received.buttons[:2] == ["Before", "After"]
    assert (await ann.says("before")).text.startswith("Right: before. Day 1.")


async def test_the_other_way_round_is_for_who_named_the_other_one(ann: Talk) -> None:
    await ann.says("/start q_fundamentals-02")
    received = await ann.says("differentiable")

    assert received.text.startswith("Not quite: that lets them be trained")
    assert "The answer: non-linear." in received.text


async def test_a_why_that_names_an_option_chooses_none(ann: Talk) -> None:
    await ann.says("/start q_fundamentals-02")

    assert "The other way round" not in (await ann.says("what does linear mean")).text
    assert (await ann.says("non-linear")).text.startswith("Right")


async def test_a_word_the_course_asks_about_is_offered_or_told(ann: Talk) -> None:
    await ann.says("/start")
    received = await ann.says("what is a tensor?")
    assert received.text == "I have a question about that: What is a tensor?\nThe one before stays open."
    assert received.buttons == ["Ask me", "Tell me"]

    told = await ann.taps("Tell me")
    assert "A multi-dimensional array." in told.text
    assert f"Still open: {DEEP}" in told.text
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


async def test_such_a_word_can_be_asked(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("was ist ein tensor")

    assert (await ann.taps("Ask me")).text.startswith("What is a tensor?")
    assert (await ann.says("n-d array")).text.startswith("Right")


@pytest.mark.parametrize("said", ["why?", "explain", "warum", "und warum", "erklär mal"])
async def test_after_a_question_is_closed_why_explains_it(ann: Talk, said: str) -> None:
    await ann.says("/start q_data-01")
    await ann.says("after")
    received = await ann.says(said)

    assert received.text.startswith("Splitting first keeps anything learned from the test data")
    assert "And after? No: " in received.text
    assert received.buttons == ["Next", "More"]


async def test_why_is_about_the_verdict_it_follows(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says(LAYERS)
    received = await ann.says("why?")

    assert received.text.startswith("Every hidden layer works on what the one before it found")
    assert f"Still open: {TOOL}" in received.text


async def test_an_example_is_one_of_the_questions_own(ann: Talk) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says("example?")).text.startswith("Somebody put it like this: ")


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("daily 8:30", "Every day at 08:30"),
        ("／daily 8:30", "Every day at 08:30"),
        ("settings", "After a right answer"),
        ("Einstellungen", "After a right answer"),
        ("my streak", "No streak right now."),
        ("/straek", "No streak right now."),
        ("/stast", "Nothing answered yet"),
        ("show me my stats", "Nothing answered yet"),
        ("how am I doing?", "Nothing answered yet"),
        ("wie stehe ich", "Nothing answered yet"),
        ("topics", "Intro to machine learning"),
    ],
)
async def test_menus_go_by_their_names(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start")

    assert (await ann.says(said)).text.startswith(begins)
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


@pytest.mark.parametrize("said", ["how often do I see this", "nice numbers"])
async def test_a_reply_to_no_question_is_no_answer(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says("/stats")
    stats = ann.last()["message_id"]
    for _ in range(2):
        assert DEEP in (await ann.says(said, reply_to=stats)).text
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


async def test_the_same_text_twice_is_one_answer(ann: Talk, bot: Room) -> None:
    await ann.says("/start")
    assert (await ann.says("lots of data")).text.endswith("Another go?")
    assert (await ann.says("Lots of data!")).messages == []
    bot.clock.pass_by(timedelta(minutes=1))
    assert "The answer: " in (await ann.says("lots of data")).text


async def test_two_messages_are_one_answer_and_no_miss(ann: Talk) -> None:
    await ann.says("/start q_fundamentals-03")
    assert "Another go?" in (await ann.says("multi-dim")).text
    received = await ann.says("array")

    assert received.text.startswith("Right")
    assert "second try" not in received.text


async def test_two_halves_are_one_answer(ann: Talk) -> None:
    await ann.says("/start q_fundamentals-03")
    assert (await ann.says("array")).text.startswith("You have: array.")

    assert (await ann.says("multi-dim")).text.startswith("Right")


async def test_the_second_half_closes_what_is_compared(ann: Talk) -> None:
    await ann.says("/start q_data-02")
    assert (await ann.says("set")).text.startswith("I can't tell. My answer: Set a random seed.")

    assert (await ann.says("random seed")).text.startswith("Right")


async def test_an_answer_that_has_not_come_to_its_end_costs_nothing(ann: Talk) -> None:
    await ann.says("/start")
    assert (await ann.says("it is the")).text == "Take your time."
    assert (await ann.says(LAYERS)).text.startswith("Right. Day 1.")


@pytest.mark.parametrize("said", ["hallo", "hi again"])
async def test_a_greeting_when_nothing_is_open_brings_a_question(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says(said)).text.startswith("Hi!")


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("2+2", "Questions are what I'm good at. /next brings a question."),
        ("what is a kangaroo", "I have no question about that word, so I can't say what it means. /next"),
        ("prove it", "I have no other words for it: Every hidden layer works on what the one before"),
    ],
)
async def test_what_is_said_when_nothing_is_open(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says(said)).text.startswith(begins)


@pytest.mark.parametrize("said", ["<3", "👍", ":)"])
async def test_a_friendly_sign_when_nothing_is_open_goes_on(ann: Talk, said: str) -> None:
    await ann.says("/start")
    await ann.says("idk")

    assert (await ann.says(said)).text
    assert (await ann.says("idk")).text.startswith("Good to know")


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("hello", "Hi!"),
        ("who are you?", "I'm Recall: "),
        ("thanks", "You're welcome."),
        ("you're useless", "I hear you."),
        ("idk", "My answer: "),
        ("hm", "My answer: "),
        ("what do you mean", "The generator is a calculation"),
    ],
)
async def test_while_an_answer_is_compared_the_comparison_stays(ann: Talk, said: str, begins: str) -> None:
    await ann.says("/start q_data-02")
    await ann.says("set")
    received = await ann.says(said)

    assert received.text.startswith(begins)
    assert received.text.endswith("My answer: Set a random seed. Same as yours?")
    assert received.buttons == ["Yes, the same", "Not quite"]
    assert (await ann.says("yes, the same")).text.startswith("Good.")


@pytest.mark.parametrize("said", ["bye, enough", "not now, cooking", "no thanks"])
async def test_enough_while_an_answer_is_compared(ann: Talk, said: str) -> None:
    await ann.says("/start q_data-02")
    await ann.says("set")

    assert (await ann.says(said)).text.startswith("Left at that.")


@pytest.mark.parametrize("said", ["nö", "it's different", "hm, not exactly", "nicht wirklich"])
async def test_not_quite_in_other_words(ann: Talk, said: str) -> None:
    await ann.says("/start q_data-02")
    await ann.says("set")

    assert (await ann.says(said)).text.startswith("Good to know.")


async def test_who_sends_far_too_much_is_told_so_and_the_question_stays_open(bot: Room) -> None:
    ann = bot.ann
    await ann.says("/start")
    person = Person(id=PersonId(1001), name="Ann", language="en")
    flood = Flooded(person=person, chat=ChatId(1001), at=bot.clock.now())
    await bot.turn.handle(9_000_001, flood)
    heard = await ann.reads()
    assert heard.text.startswith("That's more at once than I can read.")
    assert (await ann.says("the number of hidden layers")).text.startswith("Right")
