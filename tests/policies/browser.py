"""A headless Chromium for tests of pages, and what it measures in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROJECT: Final = Path(__file__).resolve().parents[2]
AXE: Final = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

NARROW: Final = (Path(__file__).parent / "narrow_cells.js").read_text(encoding="utf-8")
"""The cells that are narrower than their longest word."""


def missing() -> str:
    """Why there is no browser; empty where there is one."""
    try:
        import playwright  # noqa: F401 - whether it is there
    except ModuleNotFoundError:
        return "NOT TESTED in a browser: there is no playwright; run 'make setup-dev'"
    return "" if CHROMIUM else "NOT TESTED in a browser: there is no Chromium; install Debian's chromium"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, the one of the machine."""
    from playwright.sync_api import sync_playwright

    # Chromium's own sandbox does not start for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical: the rule and the first of its elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{each['impact']}: {each['id']} at {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
