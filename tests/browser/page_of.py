"""The page as a person uses it: say, read, tap, move the clock, be somebody else."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 10.0
"""Seconds to wait for anything."""
LONG_WAY = 60.0
"""Seconds to wait for the clock to go a day: twenty-four steps, each waited for by the bot."""

READ = """
return [...document.querySelectorAll(".turn[data-message-id]")].map((turn) => {
  const parts = [...turn.querySelector(".text").childNodes].filter((node) => node.className !== "meta");
  return {
    id: Number(turn.dataset.messageId),
    sender: turn.dataset.from,
    text: parts.map((node) => node.innerText ?? node.textContent).join("").trim(),
    keys: [...turn.querySelectorAll(".key")].map((key) => key.innerText.trim()),
    edited: turn.querySelector(".edited") !== null,
    reactions: [...turn.querySelectorAll(".reaction")].map((one) => one.innerText.trim()),
    quoted: turn.querySelector(".quoted span")?.innerText ?? null,
  };
});
"""

REDRAWN = (StaleElementReferenceException, ElementNotInteractableException, ElementClickInterceptedException)
"""What is waited out: the element was drawn anew, is not shown yet, or is still covered."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message as it stands on the page."""

    id: int
    sender: str
    """ "bot", "person" (who looks at the page) or "other"."""
    text: str
    keys: tuple[str, ...]
    """Labels of the buttons under it, row by row."""
    edited: bool
    reactions: tuple[str, ...]
    quoted: str | None
    """The text replied to."""


class PageOf:
    """Drives one browser window that shows the playground."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver = driver
        self.url = url

    def open(self, name: str = "Ann") -> "PageOf":
        """Load the page as this person, and wait for the chat."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        self.driver.get(f"{self.url}/#{name.lower()}")
        self._ready(name)
        return self

    def switch_to(self, name: str) -> None:
        """Be another person."""

        def clicked() -> bool:
            found = [
                one for one in self.all(".person") if one.find_element(By.TAG_NAME, "strong").text == name
            ]
            for button in found:
                button.click()
            return bool(found)

        self.until(clicked, f"{name} among the people")
        self._ready(name)

    def go_to(self, title: str) -> None:
        """Choose a chat from the list."""

        def clicked() -> str | None:
            place = self._place(title)
            if place is None:
                return None
            number = place.get_attribute("data-chat")
            place.click()
            return number

        number = self.until(clicked, f"“{title}” in the list of chats")
        here = f"body[data-chat='{number}'] #scroll[aria-busy=false]"
        self.until(lambda: self.all(here), f"the chat “{title}”")

    def topic(self, name: str) -> None:
        """Choose a topic of the forum that is shown."""
        self.tab(name).click()
        self.until(lambda: self.tab(name).get_attribute("aria-selected") == "true", f"the topic “{name}”")

    def tab(self, name: str) -> WebElement:
        """The tab of a topic."""
        return self.until(lambda: _named(self.all(".tab"), name), f"a topic “{name}”")

    def say(self, text: str) -> Bubble:
        """Type and send, with Shift+Enter between lines; gives the bubble that shows it."""
        before = self.newest_id()
        self.write(text)
        self.box.send_keys(Keys.ENTER)
        return self.until(lambda: self._after(before, "person"), f"“{text}” to be shown")

    def ask(self, text: str) -> Bubble:
        """Say something and give the bot's next message."""
        said = self.say(text)
        return self.answer_after(said.id)

    def answer_after(self, message: int, *, patience: float = PATIENCE) -> Bubble:
        """The first message of the bot that is newer than this one."""
        return self.until(lambda: self._after(message, "bot"), f"an answer after message {message}", patience)

    def tap(self, label: str) -> None:
        """Press the newest button with this label, and wait until it no longer shows progress."""
        self.press_key(label)
        self.until(
            lambda: not self.all(".key[aria-busy]"), f"an answer to the tap on “{label}”", PATIENCE * 2
        )

    def tap_and_read(self, label: str) -> Bubble:
        """Press a button and give the bot's next message."""
        before = self.newest_id()
        self.tap(label)
        return self.answer_after(before)

    def press_key(self, label: str) -> None:
        """Click the newest button under a message with this label, without waiting for what comes of it."""

        def clicked() -> bool:
            self.key(label).click()
            return True

        self.until(clicked, f"a button “{label}” to press")

    def advance_day(self) -> None:
        """Press "+1 day" and wait until the clock stands a day later."""
        self._advance("+1 day")

    def advance_hour(self) -> None:
        """Press "+1 hour" and wait until the clock stands an hour later."""
        self._advance("+1 hour")

    def bubbles(self) -> list[Bubble]:
        """Every message on the page, oldest first."""
        return [_bubble(one) for one in self.run(READ)]

    def last_bubbles(self, count: int = 1) -> list[Bubble]:
        """The newest messages, oldest first."""
        return self.bubbles()[-count:]

    def wait_for(self, text: str, *, patience: float = PATIENCE) -> Bubble:
        """The newest message of the bot that holds this text, as soon as there is one."""

        def found() -> Bubble | None:
            fits = [one for one in self.bubbles() if one.sender == "bot" and text in one.text]
            return fits[-1] if fits else None

        return self.until(found, f"the bot to say “{text}”", patience)

    def newest_id(self) -> int:
        """The number of the newest message, 0 if there is none."""
        return max((one.id for one in self.bubbles()), default=0)

    def notice(self) -> str:
        """The short notice over the messages, as soon as there is one."""
        return self.until(lambda: self.one(".toast").text if self.all(".toast") else None, "a notice")

    def menu(self, message: int, words: str) -> None:
        """Open the menu of a message and choose an item or an emoji by its label."""
        self.run("arguments[0].click()", self.one(f"[data-message-id='{message}'] .dots"))
        items = self.all(".menu button")
        fits = [one for one in items if words in (one.text, one.get_attribute("aria-label"))]
        assert fits, f"no “{words}” in the menu, but {[one.text for one in items]}"
        fits[0].click()

    def write(self, text: str) -> None:
        """Type into the box without sending; emoji and other wide characters included."""
        self.run("arguments[0].focus()", self.box)
        for number, line in enumerate(text.split("\n")):
            if number:
                self.box.send_keys(Keys.SHIFT, Keys.ENTER)
            self.driver.execute_cdp_cmd("Input.insertText", {"text": line})

    @property
    def box(self) -> WebElement:
        """The box to write in."""
        return self.one("#say")

    def key(self, label: str) -> WebElement:
        """The newest button under a message with this label."""

        def found() -> WebElement | None:
            fits = [key for key in self.all(".key") if key.text.strip() == label]
            return fits[-1] if fits else None

        return self.until(found, f"a button “{label}”")

    def press(self, selector: str, text: str | None = None, *, nth: int = 0) -> None:
        """Click the first (the `nth`) element that fits, of those that read `text`, as soon as it can be; the
        page may draw it anew meanwhile."""

        def clicked() -> bool:
            fits = [one for one in self.all(selector) if text is None or one.text == text]
            there = len(fits) > nth if nth >= 0 else len(fits) >= -nth
            if there:
                fits[nth].click()
            return there

        self.until(clicked, f"“{text or selector}” to press")

    def type_into(self, selector: str, *keys: str) -> None:
        """Type into the first field that fits, as soon as it can be; the page may draw it anew meanwhile."""

        def written() -> bool:
            self.one(selector).send_keys(*keys)
            return True

        self.until(written, f"“{selector}” to write in")

    def one(self, selector: str) -> WebElement:
        """The first element that fits."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Every element that fits."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def run(self, script: str, *args: object) -> Any:
        """The value a script returns in the page."""
        return self.driver.execute_script(script, *args)

    def until(self, found: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
        """What `found` gives as soon as that is true. Raises TimeoutException naming `what`."""
        wait = WebDriverWait(self.driver, patience, 0.05, REDRAWN)
        return wait.until(lambda _: found() or False, f"waited {patience:g} s for {what}")

    def screenshot(self, file: Path) -> None:
        """Keep what the window shows as a PNG."""
        self.driver.save_screenshot(str(file))

    def complaints(self) -> list[str]:
        """What the browser has to complain about since the page was opened, refused requests left out."""
        log = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        severe = [entry["message"] for entry in log if entry["level"] == "SEVERE"]
        return [one for one in severe if "Failed to load resource" not in one]

    def _ready(self, name: str) -> None:
        def here() -> bool:
            chosen = [
                one.find_element(By.TAG_NAME, "strong").text for one in self.all(".person[aria-current]")
            ]
            return chosen == [name] and bool(self.all("#scroll[aria-busy=false]"))

        self.until(here, f"the chat of {name}")

    def _place(self, title: str) -> WebElement | None:
        fits = [one for one in self.all(".place") if _named([one.find_element(By.TAG_NAME, "strong")], title)]
        return fits[0] if fits else None

    def _after(self, message: int, sender: str) -> Bubble | None:
        newer = [one for one in self.bubbles() if one.id > message and one.sender == sender]
        return newer[0] if newer else None

    def _advance(self, words: str) -> None:
        before = self.one("#clock-note").text
        self.press(".step", words)
        moved = "document.querySelector('#clock').getAttribute('aria-busy') === 'false'"
        note = "document.querySelector('#clock-note').textContent"
        script = f"return {moved} && {note} !== arguments[0]"
        self.until(lambda: self.run(script, before), f"the clock to go {words}", LONG_WAY)


def _named(nodes: list[WebElement], words: str) -> WebElement | None:
    return next((one for one in nodes if one.text == words), None)


def _bubble(read: dict[str, Any]) -> Bubble:
    lists = {name: tuple(read[name]) for name in ("keys", "reactions")}
    return Bubble(**(read | lists))
