"""The days of somebody who is asked one question a day."""

from datetime import datetime, time, timedelta

from bot.app.daily.subscribe import CROWDED
from bot.app.events import ChatId, Person, PersonId
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.store.repository import Repository
from tests.conversation import Room, Talk

LAYERS = "the number of hidden layers"


async def subscribed(bot: Room, ann: Talk, at: str = "8:00", zone: str = "Europe/Berlin") -> None:
    """Ann answers one question at 18:00 in Berlin, and subscribes."""
    await ann.says("/start")
    await ann.says(LAYERS)
    await ann.says("scikit-learn")
    await ann.says(f"/daily {at}")
    await ann.forges(ann.last()["message_id"], f"1:0:zone-{zone}")


def crowd(repo: Repository, at: datetime) -> None:
    """So many others that the minute counts as crowded."""
    for number in map(PersonId, range(5000, 5000 + CROWDED)):
        repo.lock_person(Person(id=number, name="Somebody", language=None), at)
        plan = Subscription(
            learner=number, chat=ChatId(number), state=SubscriptionState.ON, at=time(8), next_at=at
        )
        repo.save_subscription(plan)


async def morning(bot: Room, ann: Talk, days: int = 1) -> str:
    """Go to five past eight in Berlin some days ahead, and read what has come meanwhile."""
    now = bot.clock.now()
    to = now.replace(hour=7, minute=5) + timedelta(days=days if now.hour >= 7 else days - 1)
    await bot.later(seconds=(to - now).total_seconds())
    return (await ann.reads()).text
