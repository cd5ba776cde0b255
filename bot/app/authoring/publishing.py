"""What was read is told; what was tried is published, and can be taken back."""

from msgspec.structs import replace

from bot.app.authoring import own
from bot.app.authoring.roles import decks_ruled, may_rule
from bot.app.authoring.uploads import may_publish, own_upload
from bot.app.context import LearnerContext
from bot.app.ports.decks import DeckVersion, VersionState
from bot.app.ports.uploads import COMING, Made, Readout, Trial, Unreadable, Upload, UploadState
from bot.app.replies import (
    Message,
    OldButton,
    Published,
    PublishUndone,
    Reply,
    UploadRead,
    UploadRefused,
    UploadTaken,
)
from bot.domain.own import OWN

Tapped = tuple[Reply, ...] | OldButton


def read(
    context: LearnerContext, upload: Upload, content: bytes, outcome: Readout | Unreadable
) -> tuple[Message, ...]:
    """It was read: what was found is kept and told. Nothing if that was done already, or it was left
    meanwhile."""
    upload = _as_it_stands(context, upload)
    if upload.state is not UploadState.RECEIVED:
        return ()
    if isinstance(outcome, Unreadable):
        context.repo.drop_upload(upload)
        return _told(context, upload, UploadRefused(why=outcome.why))
    if upload.deck == OWN:
        return _told(context, upload, *own.added(context, upload, outcome))
    done = replace(
        upload,
        state=UploadState.READ,
        deck=outcome.deck,
        found=outcome.found,
        trial=Trial(),
        tries=0,
    )
    context.repo.keep_content(done.id, content)
    context.repo.save_readout(done, outcome.rows, outcome.remarks)
    if not may_publish(context, done):
        context.repo.drop_upload(done)
        return ()
    others = any(deck.id != done.deck for deck in decks_ruled(context))
    return _told(context, done, UploadRead(upload=done.id, found=outcome.found, others=others))


def begin(context: LearnerContext, number: str) -> Tapped:
    """The author wants it to be taught from; its files are made elsewhere."""
    upload = own_upload(context, number)
    if upload is None or not any(row.state in COMING for row in context.repo.upload_rows(upload)):
        return OldButton()
    context.repo.change_upload(replace(upload, state=UploadState.PUBLISHING, tries=0))
    return (UploadTaken(publishing=True),)


def made(context: LearnerContext, upload: Upload, outcome: Made | Unreadable) -> tuple[Message, ...]:
    """Its files are made: they are taught from, once. Nothing if that was done already."""
    upload = _as_it_stands(context, upload)
    if upload.state is not UploadState.PUBLISHING:
        return ()
    if isinstance(outcome, Unreadable) or not may_publish(context, upload):
        context.repo.change_upload(replace(upload, state=UploadState.READ, tries=0))
        why = outcome.why if isinstance(outcome, Unreadable) else ""
        return _told(context, upload, UploadRefused(why=why, upload=upload.id)) if why else ()
    context.repo.lock_decks()
    new = DeckVersion(
        deck=outcome.deck,
        version=0,
        state=VersionState.PUBLISHED,
        title=outcome.title,
        questions=outcome.questions,
        at=context.at,
    )
    version = context.repo.publish_deck(new, outcome.files, context.learner.id)
    context.repo.change_upload(replace(upload, state=UploadState.PUBLISHED, version=version.version))
    context.repo.keep_content(upload.id, None)
    told = Published(
        upload=upload.id,
        title=outcome.title,
        deck=outcome.deck,
        version=version.version,
        questions=outcome.questions,
        added=outcome.added,
        changed=outcome.changed,
        teaches=may_rule(context, outcome.deck),
    )
    return _told(context, upload, told)


def undone(context: LearnerContext, number: str) -> Tapped:
    """Take it back: the version before is taught from again, if this one still is."""
    upload = own_upload(context, number, (UploadState.PUBLISHED,))
    if upload is None or upload.deck is None or upload.version is None:
        return OldButton()
    context.repo.lock_decks()
    before = context.repo.undo_version(upload.deck, upload.version)
    title = upload.found.title if upload.found else upload.deck
    if before is None:
        return (PublishUndone(title=title, done=False),)
    context.repo.change_upload(replace(upload, state=UploadState.UNDONE))
    gone = not before and upload.found is not None and upload.found.new
    return (PublishUndone(title=title, done=True, before=before, gone=gone),)


def _as_it_stands(context: LearnerContext, upload: Upload) -> Upload:
    """As it is now; of one that is gone, that."""
    found = context.repo.upload(upload.id)
    return found or replace(upload, state=UploadState.REFUSED)


def _told(context: LearnerContext, upload: Upload, *replies: Reply) -> tuple[Message, ...]:
    """A message of its own, beside the conversation. It has no menu's slot: a message with a file cannot
    become another."""
    slot = f"upload.{upload.id}.{upload.state.value}"
    answering = upload.message or None
    return (Message(chat=context.chat, replies=replies, slot=slot, answering=answering),) if replies else ()
