"""Adding people on the page."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.playground.seed import ANN, STUDY_GROUP
from tests.browser import chromium
from tests.browser.page_of import PageOf
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser

CUT_OFF = """
return [...document.querySelectorAll(".side > *, .people-head > *, .person[aria-current]")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.className || one.localName);
"""


def add(page: PageOf, name: str) -> None:
    page.press("#new-person")
    page.one("#newcomer").send_keys(name, Keys.ENTER)


def test_somebody_is_added_and_one_is_them(page: PageOf, stage: Stage) -> None:
    add(page, "Dora")
    page.until(lambda: page.all(".person[aria-current][aria-label=Dora]"), "to be Dora")
    assert not page.all("dialog[open]")
    page.say("hello")
    assert stage.update("message")["from"]["first_name"] == "Dora"
    page.driver.refresh()
    page.until(lambda: page.all(".person[aria-current][aria-label=Dora]"), "Dora to be there still")
    add(page, "dora")
    assert page.notice() == "There is somebody called dora already."
    assert page.all("dialog[open]")


def test_all_who_are_not_in_a_group_come_in_at_once(group: PageOf, stage: Stage) -> None:
    for name in ("Dora", "Emil", "Fay"):
        stage.act("people", name=name)
    group.open()
    group.go_to("Study group")
    group.press("#chat-menu")
    next(one for one in group.all(".sheet .small-act") if one.text == "Add everybody").click()
    group.until(lambda: "6 members" in group.one("#chat-status").text, "all to be in it")
    with_recall = stage.call("getChatMemberCount", chat_id=STUDY_GROUP)
    assert with_recall == 7


def test_thirty_people_leave_room_for_the_rest(page: PageOf, stage: Stage) -> None:
    for number in range(27):
        stage.act("people", name=f"Pupil number {number}")
    for size in (chromium.DESKTOP, chromium.PHONE):
        chromium.resize(page.driver, size)
        page.open()
        page.switch_to("Pupil number 26")
        assert page.run(CUT_OFF) == []
        assert page.box.is_displayed()
    assert page.one(".person[aria-current]").find_element(By.TAG_NAME, "strong").is_displayed()
    page.open()
    assert stage.act("say", person=ANN, text="still here")
