"""People who are added to the playground, for classes and rounds."""

from bot.playground.rules import CannotDo
from bot.playground.seed import NewPerson
from bot.playground.world import World

MOST_PEOPLE = 30
LONGEST_NAME = 32
_FIRST_NUMBER = 1004
"""After those who are there from the beginning."""


def add_person(world: World, name: str) -> int:
    """Let somebody of this name in; gives their number. They have not written to the bot.

    Raises CannotDo with a sentence.
    """
    name = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    if not name or len(name) > LONGEST_NAME:
        raise CannotDo(f"A name has 1 to {LONGEST_NAME} characters.")
    if "/" in name:
        raise CannotDo("A name has no “/”: it stands in the page's address.")
    people = dict(world.state.people.items())
    if len(people) >= MOST_PEOPLE:
        raise CannotDo(f"There are {MOST_PEOPLE} people here; that is the most.")
    if name.casefold() in {str(user["first_name"]).casefold() for user in people.values()}:
        raise CannotDo(f"There is somebody called {name} already.")
    number = world.state.next_number("person", _FIRST_NUMBER)
    world.add_person(NewPerson(id=number, name=name))
    return number
