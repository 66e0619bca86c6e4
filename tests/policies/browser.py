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
CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

NARROW: Final = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const width = (word, font) => {
    const key = font + word;
    if (!widths.has(key)) { canvas.font = font; widths.set(key, canvas.measureText(word).width); }
    return widths.get(key);
  };
  const found = [];
  const cells = "td, th, dt, dd, label, summary > *, .resources li > *, .tiles li, .stack > p, .stack li, h3, h4";
  for (const cell of document.querySelectorAll(cells)) {
    if (!cell.getClientRects().length || cell.closest(".unseen")) continue;
    const style = getComputedStyle(cell);
    if (style.display === "inline") continue;
    const room = cell.getBoundingClientRect().width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const style = getComputedStyle(text.parentElement);
      for (const word of text.data.split(/\\s+|(?<=[._\\/-])|(?<=[a-z0-9])(?=[A-Z])/))
        if (word && !/^[0-9a-f]{40,}$/.test(word) && width(word, style.font) > room + 1)
          found.push(`${cell.tagName} ${Math.round(room)} px: ${word}`);
    }
  }
  return [...new Set(found)];
}"""
"""The cells that are narrower than their longest word. Words may be broken after `.`, `_`, `-` and `/` and before
a capital; a digest is no word."""


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
