"""Replies -> messages in the outbox, within one transaction."""

from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection

from bot.app.events import ButtonTapped, ChatId, PersonId, is_group
from bot.app.ports.outbox import Act, Lane, OutboxMessage, StaleButtons
from bot.app.replies import MENUS, ClosedAlready, Message, OldButton, Response
from bot.picturing import picture_for
from bot.store import outbox
from bot.store.outbox import Lease, OutboxDraft
from bot.store.repository import Repository
from bot.telegram.api_calls import fits_caption
from bot.telegram.handover import Outgoing
from bot.words.say import say
from bot.words.spoken import Attached, Spoken


class Posting:
    """Posts what one transaction has to say, and collects what the sender is to be told once it is
    committed."""

    def __init__(self, connection: Connection, now: datetime, lease: Lease | None) -> None:
        """With a `lease`, replies that nothing stands before in their chat are posted as claimed."""
        self._connection = connection
        self._now = now
        self._lease = lease
        self._claimed: list[OutboxMessage] = []
        self._stale: list[StaleButtons] = []
        self._edited: set[tuple[int, str | None]] = set()
        self._waiting: set[ChatId] = set()

    def outgoing(self) -> Outgoing:
        """What the sender is to be told."""
        stale = [each for each in self._stale if (each.chat, each.slot) not in self._edited]
        return Outgoing(claimed=self._claimed, stale=stale, waiting=self._waiting)

    def post_all(self, repo: Repository, outcome: Response) -> None:
        """Post every message of a response."""
        repo.hold_people({PersonId(each.chat) for each in outcome.messages if not is_group(each.chat)})
        for message in outcome.messages:
            language = message.language or outcome.language
            if outcome.to is None or message.aside or is_group(message.chat):
                self._post_beside(message, language)
            else:
                self._post_reply(repo, message, outcome.to, language)

    def after_tap(self, repo: Repository, event: ButtonTapped, outcome: Response) -> None:
        """A button that serves no more was tapped: all of that message's are to be taken away, unless it is
        the newest one of the conversation."""
        if event.message is None or not isinstance(outcome.toast, OldButton | ClosedAlready):
            return
        learner = repo.learner(event.person.id)
        live = learner.live if learner else None
        if live is None or outbox.message_of(self._connection, event.chat, live) != event.message:
            self._stale.append(StaleButtons(chat=event.chat, message=event.message))

    def _post_whole(self, draft: OutboxDraft, spoken: Spoken) -> None:
        """Post it, after what goes ahead: also a picture, where the words are too long to stand beside it."""
        ahead = list(spoken.ahead) if draft.act is Act.SEND else []
        if spoken.picture and spoken.of_deck and draft.act is Act.SEND and not fits_caption(spoken):
            ahead.append(Attached(picture=spoken.picture, of_deck=spoken.of_deck, sent_as=spoken.sent_as))
            spoken = replace(spoken, picture=None, of_deck=None)
        for each in ahead:
            alone = Spoken(
                text="", picture=each.picture, of_deck=each.of_deck, sent_as=each.sent_as, silent=True
            )
            self._post(replace(draft, spoken=alone.to_json(), slot=None))
        self._post(replace(draft, spoken=replace(spoken, ahead=()).to_json()))

    def _post(self, draft: OutboxDraft) -> None:
        lease = self._lease if draft.lane < Lane.PROMPT else None
        posted = outbox.post(self._connection, draft, self._now, lease)
        if posted.claimed is None:
            self._waiting.add(draft.chat)
        else:
            self._claimed.append(posted.claimed)
        if draft.act is Act.EDIT:
            self._edited.add((draft.chat, draft.slot))

    def _post_beside(self, message: Message, language: str | None) -> None:
        """Post a reply that belongs to no conversation of ours with one person."""
        spoken = say(message.replies, language, silent=message.silent)
        act = Act.STOP if message.stops else Act.EDIT if message.edits else Act.SEND
        draft = OutboxDraft(
            chat=message.chat,
            learner=None if is_group(message.chat) else PersonId(message.chat),
            lane=message.lane,
            act=act,
            spoken=spoken.to_json(),
            slot=message.slot,
            answering=message.answering,
            thread=message.thread or None,
        )
        self._post_whole(draft, spoken)

    def _post_reply(self, repo: Repository, message: Message, to: PersonId, language: str | None) -> None:
        """Post a reply. Of the conversation only the newest message carries choices: the one before loses its
        own when there is time. Menus stand beside it."""
        spoken = say(message.replies, language, silent=message.silent)
        if (picture := picture_for(message.replies, language)) is not None:
            spoken = replace(spoken, picture=picture, of_deck=None, sent_as="photo")
        slot = message.slot or (f"menu.{self._now.timestamp():.6f}" if spoken.choices else None)
        draft = OutboxDraft(
            chat=message.chat,
            learner=None if message.fleeting else to,
            lane=message.lane,
            act=Act.EDIT if message.edits else Act.SEND,
            spoken=spoken.to_json(),
            slot=None if message.fleeting else slot,
            answering=message.answering,
            fleeting=message.fleeting,
        )
        self._post_whole(draft, spoken)
        learner = repo.learner(to)
        if learner is None or message.fleeting:
            return
        if message.edits and learner.live == slot and not spoken.choices:  # they are taken away already
            repo.save_learner(replace(learner, live=None))
        if not spoken.choices or message.edits or isinstance(message.replies[-1], MENUS):
            return
        if learner.live is not None:
            self._stale.append(StaleButtons(chat=message.chat, slot=learner.live))
        repo.save_learner(replace(learner, live=slot))
