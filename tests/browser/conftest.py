"""Fixtures: `browser` (Chromium), `stage` (a playground without a bot), `page` and `group` (seen by Ann)."""

from collections.abc import Iterator

import pytest
from selenium import webdriver

from bot.playground.seed import ANN, STUDY_GROUP
from tests.browser import chromium
from tests.browser.page_of import PageOf
from tests.browser.stage import Stage, running_stage


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Chromium with a fresh profile, one for the whole run."""
    if absent := chromium.missing():
        pytest.skip(absent)
    driver = chromium.start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A playground in which nobody has written yet; the test plays the bot."""
    with running_stage() as running:
        yield running


@pytest.fixture
def page(browser: webdriver.Chrome, stage: Stage) -> Iterator[PageOf]:
    """The page of `stage` as Ann sees it on a desktop; the bot may write to her.

    Fails if the browser has something to complain about.
    """
    stage.meet(ANN)
    chromium.resize(browser, chromium.DESKTOP)
    opened = PageOf(browser, stage.url).open()
    yield opened
    assert opened.complaints() == []
    browser.get("about:blank")


@pytest.fixture
def group(page: PageOf, stage: Stage) -> PageOf:
    """The study group as Ann sees it, with the bot in it."""
    stage.enter(STUDY_GROUP, ANN)
    page.go_to("Study group")
    return page
