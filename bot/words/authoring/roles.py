"""Roles: taken by a link, told, and handed on."""

from bot.app.ports.authoring import Role
from bot.app.replies import ClaimMade, ClaimOver, RolesTold, RoleTaken
from bot.words.markup import lines, soft, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def role_taken(t: Translator, reply: RoleTaken) -> Html:
    """What they may do from now on."""
    if reply.role is Role.AUTHOR:
        return t(
            "You're an author of {deck} now. When somebody says they were right, you decide: /inbox. "
            "Questions of your own: /inbox add. Which questions are hard: /hard",
            deck=soft(reply.title or ""),
        )
    if reply.role is Role.ASSISTANT:
        return t("You assist in {title} now: /class", title=soft(reply.title or ""))
    if reply.role is Role.TEACHER:
        return t("You can make classes now. Say what the first is called: /class new General chemistry")
    return t(
        "You look after this bot now. How it stands: /status. Answers to rule on: /inbox. Questions of your "
        "own: /inbox add. Which questions are hard: /hard. Classes: /class"
    )


def role_choices(t: Translator, reply: RoleTaken) -> Rows:
    """For an operator: a class, and who else."""
    if reply.role is not Role.OPERATOR:
        return ()
    return ((tap(t.label("Make a class"), 0, "newclass"), tap(t.label("Who else"), 0, "roles")),)


def claim_over(t: Translator, _: ClaimOver) -> Html:
    """Nothing was given."""
    return t(
        "This link was used already, or its 24 hours are over. Ask whoever sent it for another; the one in "
        "the terminal comes anew with each start of the bot, as long as nobody looks after it."
    )


def roles_told(t: Translator, reply: RolesTold) -> Html:
    """Numbers, and what can be done."""
    operators = t.count("{n} person looks after the bot.", "{n} people look after the bot.", reply.operators)
    decks = [
        t.count("{deck}: {n} author", "{deck}: {n} authors", n, deck=soft(title))
        for _, title, n in reply.decks
    ]
    return lines(operators, *decks, t("For another author of a course I make a link that works once."))


def roles_choices(t: Translator, reply: RolesTold) -> Rows:
    """A link for each deck."""
    return tuple((tap(t.label("Author of {deck}", deck=title)[:60], 0, f"author-{name}"),)
                 for name, title, _ in reply.decks if len(name) <= 40)  # fmt: skip


def claim_made(t: Translator, reply: ClaimMade) -> Html:
    """What the link does, and how it is typed."""
    return lines(
        t(
            "Whoever opens this link first is an author of {deck}. It works once, within {n} hours. "
            "Typed, it is:",
            deck=soft(reply.deck),
            n=reply.hours,
        ),
        Html(f"<code>/start {reply.token}</code>"),
    )


def claim_choices(t: Translator, reply: ClaimMade) -> Rows:
    """The link itself, to be copied."""
    return ((Button(label=t.label("The link"), data="", link=reply.token),),)
