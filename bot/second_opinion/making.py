"""Makes the parts from the settings."""

import asyncio
import logging
from urllib.parse import urlsplit

from bot.app.ports.second_opinion import Budget
from bot.app.second_opinion.doubts import Doubts
from bot.domain.second_opinion.opinion import Cuts, cuts_of
from bot.proxy import is_on_this_machine, read_proxy
from bot.second_opinion.client import ModelClient
from bot.second_opinion.worker import SecondOpinions
from bot.settings import EXAMPLES, BadSettings, Settings
from bot.store.repository import Repository
from bot.store.second_opinion.rows import SecondOpinionRows
from bot.telegram.redact import hide
from bot.turn import Turn

log = logging.getLogger(__name__)


def doubts_of(settings: Settings) -> Doubts:
    """What the tutor does with a model's word. Raises BadSettings."""
    budget = Budget(calls=settings.model_calls, tokens=settings.model_tokens)
    return Doubts(model=_name(settings), cuts=_cuts(settings), budget=budget, rows=_rows)


def worker_of(settings: Settings, turn: Turn, wake: asyncio.Event) -> SecondOpinions:
    """What asks the model. Raises BadSettings."""
    if _cuts(settings) is None:
        log.warning(
            "%s was not measured, so what it says is kept for authors and told to nobody else:"
            " docs/second-opinion.md",
            _name(settings),
        )
    return SecondOpinions(turn, doubts_of(settings), client_of(settings), wake)


def client_of(settings: Settings) -> ModelClient:
    """The model of the settings. Raises BadSettings."""
    if settings.model_url is None:
        raise BadSettings(f"RECALL_MODEL_URL: it is missing. For example: {EXAMPLES['RECALL_MODEL_URL']}")
    key = settings.model_key.reveal() if settings.model_key else None
    if key is None and not is_on_this_machine(urlsplit(settings.model_url).hostname or ""):
        raise BadSettings(
            "RECALL_MODEL_KEY: it is missing; only an endpoint on this machine needs none. For example: "
            f"{EXAMPLES['RECALL_MODEL_KEY']}"
        )
    if key:
        hide(key)
    return ModelClient(settings.model_url, _name(settings), key, proxy=read_proxy(settings.model_url))


def _name(settings: Settings) -> str:
    if not settings.model_name:
        raise BadSettings(f"RECALL_MODEL_NAME: it is missing. For example: {EXAMPLES['RECALL_MODEL_NAME']}")
    return settings.model_name


def _cuts(settings: Settings) -> Cuts | None:
    if settings.model_cuts is None:
        return None
    try:
        return cuts_of(settings.model_cuts, _name(settings))
    except ValueError as wrong:
        raise BadSettings(
            f"RECALL_MODEL_CUTS: {wrong}. For example: {EXAMPLES['RECALL_MODEL_CUTS']}"
        ) from None


def _rows(repo: object) -> SecondOpinionRows:
    assert isinstance(repo, Repository), "the store's own, in whose transaction this is"
    return SecondOpinionRows(repo.connection)
