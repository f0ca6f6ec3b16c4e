"""A real Chromium, driven as a person would use it, and what axe finds of it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from shutil import which
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVER = "chromedriver"
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TALL = 900
STRICTER = "{rules: {'color-contrast-enhanced': {enabled: true}}}"


def wanting() -> str:
    """What is not installed of all that these tests need; empty when they can be run."""
    browser = "" if any(map(which, BROWSERS)) else BROWSERS[0]
    driver = "" if which(DRIVER) else DRIVER
    return " and ".join(name for name in (browser, driver) if name)


@dataclass(frozen=True, slots=True)
class Window:
    """One window of the browser, and a page in it."""

    driver: Chrome

    def open(self, page: Path, *, wide: int = 1280, dark: bool = False, at: str = "") -> None:
        """Show the page anew, on a screen of this width and of this light."""
        size = {"width": wide, "height": TALL, "deviceScaleFactor": 1, "mobile": False}
        light = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [light, still]})
        self.driver.get("about:blank")
        self.complaints()
        self.driver.get(page.as_uri() + at)

    def complaints(self) -> list[str]:
        """What the browser has had to say of the page: errors, and whatever its policy stopped."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]

    def ask(self, script: str) -> Any:
        """What an expression of JavaScript comes to."""
        return self.driver.execute_script(f"return {script}")

    def one(self, selector: str) -> WebElement:
        """The one element that the selector finds first."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def keys(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def violations(self) -> list[str]:
        """What axe finds wrong, each with the elements it is wrong with."""
        self.driver.execute_script((files("axe_core_python") / "axe.min.js").read_text("utf-8"))
        found = self.driver.execute_async_script(f"axe.run({STRICTER}).then(arguments[0])")
        return [
            f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found["violations"]
        ]


def launched(profile: Path) -> Chrome:
    """The browser, with a profile of its own; nothing is looked for or fetched."""
    options = ChromeOptions()
    options.binary_location = next(path for path in map(which, BROWSERS) if path)
    for switch in (*SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Chrome(options, Service(which(DRIVER)))
