"""A bank becomes a deck, and the same bank again finds what it was."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.decks.check import check
from bot.decks.deck_files import DeckFiles
from bot.decks.exporting import bank_of
from bot.decks.formats.bank import Bank, CannotRead, Entry
from bot.decks.formats.registry import FORMATS
from bot.decks.importing import Import, Wish, plan_import, report
from bot.decks.load import load_library
from bot.domain.question import QuestionId, Short
from bot.playground.pictures import sample_picture
from tests.decks.formats.banks import choices, mixed
from tests.decks.paper import CARD, GOOD, write


def bring(folder: Path, data: bytes | str, name: str = "bank.csv", format: str = "") -> Import:
    """Import into that folder, and write."""
    data = data.encode() if isinstance(data, str) else data
    plan = plan_import(data, name, folder, Wish(format=format))
    plan.write()
    return plan


def only(folder: Path) -> Short:
    """The one question of the deck, which is a short one."""
    [question] = load_library([folder]).decks[0].questions()
    assert isinstance(question, Short)
    return question


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.writes])
@pytest.mark.parametrize("bank", [choices(), mixed()], ids=["choices", "mixed"])
def test_a_bank_imported_exported_and_imported_again_is_the_same(
    tmp_path: Path, name: str, bank: Bank
) -> None:
    format = FORMATS[name]
    first = bring(tmp_path / "one", format.write(bank).data, f"bank.{format.endings[0]}", name)
    assert len(first.merge.added) >= (4 if name in ("aiken", "opentrivia") else 30)
    assert check([tmp_path / "one"]).errors == ()

    written = format.write(bank_of(DeckFiles(folder=tmp_path / "one")))
    again = plan_import(written.data, "again", tmp_path / "one", Wish(format=name))

    assert (again.merge.added, dict(again.merge.changed), again.merge.kept) == ((), {}, ())
    assert {id for id in again.merge.gone} == {
        entry.key
        for entry in bank_of(DeckFiles(folder=tmp_path / "one")).entries
        if any(loss.row == entry.row and not loss.keys for loss in written.losses)
    }
    assert again.files == {}


BANK = """id,question,answer,also right,not right,why
q-one,Capital of France?,Paris,the city of Paris,Lyon => Lyon is in the south.,Since 987.
q-two,Capital of Spain?,Madrid,,,
q-three,Capital of Italy?,Rome,,,
"""


def test_a_second_import_updates_and_keeps_ids_words_and_comments(tmp_path: Path) -> None:
    folder = tmp_path / "capitals"
    bring(folder, BANK)
    [topic] = [file for file in folder.glob("*.toml") if file.name != "deck.toml"]
    text = topic.read_text().replace('answer = "Paris"', 'answer = "Paris"  # of course')
    text = text.replace('accept = ["the city of Paris"]', 'accept = ["the city of Paris", "Lutetia"]')
    topic.write_text(f"# By hand.\n{text}")

    again = BANK.replace("Since 987.", "Since the year 987.").replace(
        "q-three,Capital of Italy?,Rome", "q-four,Capital of Peru?,Lima"
    )
    plan = bring(folder, again)

    assert [id for id, _ in plan.merge.added] == ["q-four"]
    assert dict(plan.merge.changed) == {"q-one": {"why": "Since the year 987."}}
    assert plan.merge.gone == ("q-three",)
    assert plan.merge.same == ("q-two",)
    kept = topic.read_text()
    assert kept.startswith("# By hand.")
    assert "# of course" in kept
    assert '"Lutetia"' in kept
    told = report(plan)
    assert "1 added, 1 changed, 1 as they were, 1 gone" in told
    assert "changed: q-one (why)" in told
    assert "gone: q-three" in told
    assert check([folder]).good


MATCHED = [
    (
        "another wording",
        "Which is the capital of France?,Paris",
        "What is the capital of France?,Paris",
        True,
    ),
    ("the same in other case", "capital of france,Paris", "Capital of  France?,Paris", True),
    ("another question", "Capital of France?,Paris", "Who painted Guernica?,Picasso", False),
    ("another number", "What is 2 + 3 in all?,5", "What is 2 + 4 in all?,6", False),
    (
        "another answer",
        "What is the capital of France?,Paris",
        "What is the capital of Franconia?,Nuremberg",
        False,
    ),
]


@pytest.mark.parametrize(("one", "other", "same"), [m[1:] for m in MATCHED], ids=[m[0] for m in MATCHED])
def test_a_question_without_an_id_is_known_by_what_it_asks(
    tmp_path: Path, one: str, other: str, same: bool
) -> None:
    bring(tmp_path / "deck", f"question,answer\n{one}\n")

    plan = plan_import(f"question,answer\n{other}\n".encode(), "b.csv", tmp_path / "deck", Wish())

    assert (plan.merge.added == ()) is same
    assert (plan.merge.gone == ()) is same


WORDS = 'topics = ["zebras", "ants"]\nsynonyms = [["lr", "rate"]]\nconfusables = [["up", "down"]]\n'
EXPLAINED = """[[question.ideas]]
name = "old"
texts = ["it is old"]
"""


def whole_deck(folder: Path) -> Path:
    """A deck with two topics, words of its own, a picture, and an explanation that `accept` does not tell."""
    deck = write(folder, None, card=f"{CARD}{WORDS}", name="whole")
    (deck / "pics").mkdir()
    (deck / "pics" / "one.png").write_bytes(sample_picture())
    first = GOOD.replace('"One"', '"Striped animals"').replace('"one"', '"z-1"')
    (deck / "zebras.toml").write_text(f'{first}picture = "pics/one.png"\npicture_alt = "A tower."\n')
    second = f'{GOOD}examples.right = ["it is old"]\n{EXPLAINED}'
    (deck / "ants.toml").write_text(second.replace('"Paris"', '"It is old, and on the river Seine"'))
    return deck


def test_a_deck_as_a_zip_keeps_its_words_and_the_names_and_order_of_its_topics(tmp_path: Path) -> None:
    written = FORMATS["toml"].write(bank_of(DeckFiles(folder=whole_deck(tmp_path))))

    bring(tmp_path / "elsewhere" / "whole", written.data, "whole.zip")

    [before], [after] = (load_library([tmp_path / at]).decks for at in ("whole", "elsewhere/whole"))
    assert after.vocabulary == before.vocabulary
    assert [topic.id for topic in after.topics] == ["zebras", "ants"]


def test_words_that_a_deck_has_not_are_told(tmp_path: Path) -> None:
    written = FORMATS["toml"].write(bank_of(DeckFiles(folder=whole_deck(tmp_path))))
    bring(tmp_path / "deck", BANK)

    told = report(plan_import(written.data, "whole.zip", tmp_path / "deck", Wish()))

    assert "`synonyms` of its deck.toml are not taken over" in told


def test_a_table_that_comes_back_finds_pictures_and_doubts_nothing_that_stays(tmp_path: Path) -> None:
    folder = whole_deck(tmp_path)
    data = FORMATS["csv"].write(bank_of(DeckFiles(folder=folder))).data

    plan = plan_import(data, "whole.csv", folder, Wish())

    assert set(plan.merge.same) == {"z-1", "one"}
    assert "2 ready, 0 need you, 0 can't come" in report(plan)
    changed = plan_import(data.replace(b"since 987", b"since the year 987"), "w.csv", folder, Wish())
    assert set(changed.merge.changed) == {"z-1", "one"}
    assert "2 ready, 0 need you, 0 can't come" in report(changed)


def test_a_new_id_is_told_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path)

    plan = bring(tmp_path / "copy", "id,question,answer\none,Capital of Spain?,Madrid\n")

    assert "or one beside it have these: one is one-2" in report(plan)


def test_numbers_are_written_as_they_are_typed() -> None:
    entry = Entry(row=1, ask="How many?", answer="350", kind="number", value=350.0, tolerance=0.5)

    assert b"350,0.5" in FORMATS["csv"].write(Bank(entries=(entry,))).data


def test_one_id_for_another_question_is_another_question(tmp_path: Path) -> None:
    bring(tmp_path / "deck", "id,question,answer\n7,Capital of France?,Paris\n")

    plan = plan_import(
        b"id,question,answer\n7,Who painted Guernica?,Picasso\n", "b.csv", tmp_path / "deck", Wish()
    )

    assert len(plan.merge.added) == 1
    assert len(plan.merge.gone) == 1


def test_an_id_that_another_deck_has_is_given_anew(tmp_path: Path) -> None:
    write(tmp_path)
    bring(tmp_path / "copy", "id,question,answer,also right\none,Capital of Spain?,Madrid,\n")

    assert load_library([tmp_path]).question(QuestionId("one"))
    assert len(load_library([tmp_path]).decks) == 2


CAREFUL = [
    ("or", "Paris or Lutetia", "Paris or Lutetia", ("Paris", "Lutetia")),
    ("also", "Paris (also Lutetia)", "Paris", ("Lutetia",)),
    ("a comma and or", "red, green or blue", "red, green or blue", ("red", "green", "blue")),
    ("a slash", "colour/color", "colour/color", ("colour", "color")),
    ("a rate is no choice", "5 km/h", "5 km/h", ()),
    ("a long or", "You may take the train or you may well decide to walk instead", None, ()),
]


@pytest.mark.parametrize(("answer", "shown", "accept"), [c[1:] for c in CAREFUL], ids=[c[0] for c in CAREFUL])
def test_alternatives_in_an_answer_are_accepted(
    tmp_path: Path, answer: str, shown: str | None, accept: tuple[str, ...]
) -> None:
    bring(tmp_path / "deck", f'question,answer\nWhich one is it?,"{answer}"\n')

    question = only(tmp_path / "deck")
    assert question.answer == (shown or answer)
    assert set(question.accept) <= set(accept)
    assert len(accept) - len(question.accept) <= 1


def test_accepted_texts_that_differ_in_case_are_kept_where_case_counts(tmp_path: Path) -> None:
    head = "question,answer,also right\n"
    bring(tmp_path / "deck", f"{head}What is h in per cent?,h = w / f * 100,H = W / F * 100 | W / F * 100\n")

    assert only(tmp_path / "deck").accept == ("H = W / F * 100", "W / F * 100")


GIFT = """
::River:: Which river flows through London? {
  =Thames #Right, since Roman times.
  =*River Thames*
  =%50%a river in England #Which one?
  =%0%Severn #the Severn is in the west.
  =%0%* #No idea.
  ####London grew at the first bridge.
}

// a choice
Which is a mammal? { ~shark #a fish. =whale ~%50%bat-fish }

Two of these? { ~%50%red ~%50%blue ~%-100%cow }

What is it? {}

Which goes with which? { =Na -> sodium =K -> potassium }
"""


def test_weights_and_feedback_become_what_an_author_would_write(tmp_path: Path) -> None:
    plan = bring(tmp_path / "deck", GIFT, "bank.gift")

    river, mammal = plan.ready.bank.entries[:2]
    assert (river.answer, river.accept) == ("Thames", ("River Thames",))
    assert [(each.texts, each.ask_for) for each in river.prompt] == [(("a river in England",), "Which one?")]
    assert [(each.texts, each.why) for each in river.reject] == [(("Severn",), "the Severn is in the west.")]
    assert river.why == "London grew at the first bridge.\nRight, since Roman times."
    assert [(each.text, each.why) for each in mammal.options] == [
        ("shark", "a fish."),
        ("whale", ""),
        ("bat-fish", ""),
    ]
    told = report(plan)
    assert "essay: an essay is marked by people" in told
    assert "feedback: what was said to any other answer is not kept" in told
    assert "“bat-fish” counted 50 %" in told


def test_html_becomes_light_text_and_pictures_of_the_web_are_told(tmp_path: Path) -> None:
    bank = (
        "question,answer,why\n"
        '"<p>What is <b>H<sub>2</sub>O</b>?</p>",water,"See <a href=""https://example.org"">here</a>."\n'
    )
    plan = bring(tmp_path / "deck", bank)

    [entry] = plan.ready.bank.entries
    assert entry.ask == "What is **H₂O**?"


def test_nothing_is_written_before_all_is_read(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        plan_import(b"<quiz><question", "bank.xml", tmp_path / "deck", Wish())
    plan_import(BANK.encode(), "bank.csv", tmp_path / "deck", Wish())

    assert not (tmp_path / "deck").exists()


def test_a_deck_with_faults_is_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, "nonsense")

    with pytest.raises(CannotRead, match="mend them first"):
        plan_import(BANK.encode(), "bank.csv", folder, Wish())


def test_a_big_bank_is_split_into_files_that_load(tmp_path: Path) -> None:
    rows = "".join(f"What is the name of thing number {n}?,name{n}x\n" for n in range(900))
    bring(tmp_path / "deck", f"question,answer\n{rows}")

    [deck] = load_library([tmp_path / "deck"]).decks
    assert [len(topic.questions) for topic in deck.topics] == [400, 400, 100]


def test_what_a_bank_says_against_itself_is_left_out_and_told(tmp_path: Path) -> None:
    entry = Entry(row=1, key="a-b", ask="Capital of France?", answer="Paris", accept=("the city of Paris",))
    from bot.domain.question import Reject

    torn = replace(entry, reject=(Reject(texts=("the city of Paris", "Lyon")),))
    plan = bring(tmp_path / "deck", FORMATS["toml"].write(Bank(entries=(torn,))).data, "b.zip")

    assert only(tmp_path / "deck").reject == (Reject(texts=("Lyon",)),)
    assert plan.ready.doubts == ()


CLOZE = """
::One gap:: I drink {~=hardly any~a few} coffee.

Paris lies on the {=Seine =the Seine}, and Rome on the {1:SHORTANSWER:=Tiber~%50%a river#Which one?}.
"""


def test_texts_with_gaps_are_read_in_either_manner(tmp_path: Path) -> None:
    one, two = FORMATS["gift"].read(CLOZE.encode()).entries

    assert (one.kind, one.ask, one.answer) == ("choice", "I drink ___ coffee.", "hardly any")
    assert (two.kind, two.ask) == ("gaps", "Paris lies on the ___, and Rome on the ___.")
    assert two.gaps == (("Seine", "the Seine"), ("Tiber",))


def test_xml_of_others_is_refused() -> None:
    with pytest.raises(CannotRead, match="Moodle XML"):
        FORMATS["moodle"].read(b"<quiz><question><text>Why?</text></question></quiz>")
