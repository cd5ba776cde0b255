"""Debian's Chromium and its driver, started so that nothing is downloaded and nothing is kept."""

from pathlib import Path

from selenium import webdriver

CHROMIUM = Path("/usr/bin/chromium")
DRIVER = Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en-GB",
)
DESKTOP = (1280, 800)
PHONE = (390, 844)


def missing() -> str | None:
    """What to do to have a browser, or None if there is one."""
    absent = [str(file) for file in (CHROMIUM, DRIVER) if not file.exists()]
    if not absent:
        return None
    return f"{' and '.join(absent)} not found: apt-get install chromium chromium-driver"


def start(profile: Path) -> webdriver.Chrome:
    """A browser of desktop size that keeps its things in `profile`. Selenium is told where it is."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={DESKTOP[0]},{DESKTOP[1]}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    resize(driver, DESKTOP)
    return driver


def resize(driver: webdriver.Chrome, size: tuple[int, int], *, dark: bool = False) -> None:
    """Give the page this size in CSS pixels; one as narrow as a phone is touched, not pointed at."""
    width, height = size
    phone = width < 600
    screen = {"width": width, "height": height, "deviceScaleFactor": 2 if phone else 1, "mobile": phone}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": phone})
    light = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    # What is still fading in counts as not visible, so nothing may fade.
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [light, still]})
