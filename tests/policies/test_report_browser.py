"""The page in a real browser: filters, deep links, keyboard, accessibility, telephone, paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from policies.gate.evaluation import ENGINES, Terms, evaluate
from policies.gate.waivers.file import DEFAULT
from policies.report.build import build_report
from policies.report.html_format import render
from tests.policies import browser as browsers
from tests.policies.test_report import MIXED, judged
from tests.shared import made_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.synth,
    pytest.mark.long,
    pytest.mark.skipif(bool(browsers.missing()), reason=browsers.missing()),
]

WIDTHS = (390, 768, 1440)
WITH_AXE = pytest.mark.skipif(
    not browsers.AXE.exists(), reason="NOT TESTED with axe: there is no axe-core; run 'make cli'"
)
PAGES = 40
"""What the report of five systems takes on paper at most."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def reports(synthesis_of: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of two pages: of all five systems, and of one with every status."""

    def write(folder: Path) -> None:
        terms = Terms(date.today(), ENGINES["all"], strict=True)  # noqa: DTZ011 - waivers are judged for today
        five = evaluate(synthesis_of("all"), terms, waivers=DEFAULT)
        assert five.verdict.outcome == "pass", five.verdict.problems
        for name, evaluation in (("five", five), ("mixed", judged(**MIXED))):
            text = render(build_report(evaluation, "c0ffee")).encode("utf-8", "backslashreplace")
            (folder / f"{name}.html").write_bytes(text)

    folder = made_once(tmp_path_factory, "pages", write)
    return {path.stem: path.as_uri() for path in folder.glob("*.html")}


@pytest.fixture
def opened(browser: Browser, reports: dict[str, str]) -> Iterator[Callable[..., Page]]:
    """Opens a page by its name and fragment, in a window of its own; nothing may be said on the console."""
    contexts, said = [], []

    def at(name: str, fragment: str = "", width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.extend([request.url] * (not request.url.startswith("file:"))))
        page.goto(reports[name] + fragment)
        return page

    yield at
    for context in contexts:
        context.close()
    assert said == []


def shown(page: Page) -> str:
    return page.locator("#filters output").inner_text()


def everything_open(page: Page) -> Page:
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    return page


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("", "8 findings; 2 controls, 2 rules and checks, 6 resources."),
        (
            "#status=waived",
            "1 of 8 findings (1 waived); 2 controls, 1 of 2 rules and checks, 1 of 6 resources.",
        ),
        ("#status=passed", "3 of 8 findings (3 passed); 2 controls, 2 rules and checks, 2 of 6 resources."),
        ("#status=failed&severity=high", "1 of 8 findings (1 failed); 2 controls, 1 of 2 rules"),
        ("#severity=medium", "3 of 8 findings (2 failed, 1 passed); 0 of 2 controls, 1 of 2 rules"),
        (
            "#control=pci-dss-4.0.1:3.7.4",
            "5 of 8 findings (1 failed, 1 unknown, 1 waived, 2 passed); 1 of 2 controls",
        ),
        ("#framework=nist-800-53-r5", "0 of 8 findings; 0 of 2 controls, 0 of 2 rules and checks, 0 of 6"),
        ("#system=payments", "8 findings (3 failed, 1 unknown, 1 waived, 3 passed); 2 controls"),
        (
            "#owner=security",
            "1 of 8 findings (1 waived); 2 controls, 1 of 2 rules and checks, 1 of 6 resources.",
        ),
        ("#owner=security&status=passed", "0 of 8 findings; 0 of 2 controls"),
        ("#region=xx-test-1&status=unknown", "1 of 8 findings (1 unknown); 2 controls"),
        ("#words=it is replaced.", "1 findings that did not pass; 0 of 2 controls, 0 of 2 rules"),
    ],
)
def test_filters_count_what_matches(opened: Callable[..., Page], fragment: str, told: str) -> None:
    assert told in shown(opened("mixed", fragment))


def test_filter_hides_what_does_not_match_and_is_kept_in_the_address(opened: Callable[..., Page]) -> None:
    page = opened("five")
    assert page.locator("#waivers .card:visible").count() > 20
    page.get_by_label("Owner of a waiver").select_option("data-protection")
    page.get_by_label("Status").select_option("waived")
    assert page.url.endswith("#status=waived&owner=data-protection")
    assert page.locator("#waivers .card:visible").count() == 1
    assert "data-protection" in page.locator("#waivers .card:visible").inner_text()
    assert page.locator("#failures .none").is_visible()
    assert page.locator("#waivers .none").is_hidden()
    page.get_by_role("button", name="Clear the filter").click()
    assert "#" not in page.url
    assert page.locator("#waivers .card:visible").count() > 20


def test_every_option_of_a_filter_finds_something(opened: Callable[..., Page]) -> None:
    page = opened("five")
    for name in ("severity", "framework", "system", "region", "owner"):
        field = page.locator(f"#filters [name={name}]")
        values = field.locator("option").evaluate_all(
            "(all) => all.map((each) => each.value).filter(Boolean)"
        )
        assert values, name
        for value in values[:3]:
            field.select_option(value)
            assert not shown(page).startswith("0 of"), (name, value)
        field.select_option("")


def test_deep_link_opens_the_control_with_what_was_asked(opened: Callable[..., Page]) -> None:
    page = opened("five", "#control=pci-dss-4.0.1:3.5.1&status=waived")
    control = page.locator("details[data-c='pci-dss-4.0.1:3.5.1']")
    assert control.get_attribute("open") is not None
    assert page.locator("#controls .control:visible").count() == 1
    top = control.evaluate("(each) => each.getBoundingClientRect().top")
    bottom = page.locator("#filters").evaluate("(each) => each.getBoundingClientRect().bottom")
    assert bottom <= top < 900, "it is in sight, and not beneath the filter"
    assert "1 of" in shown(page).split(";")[1]


def test_deep_link_to_what_there_is_not_is_said(opened: Callable[..., Page]) -> None:
    assert shown(opened("five", "#control=pci-dss-4.0.1:99.9")).startswith(
        "This report has no control pci-dss-4.0.1:99.9."
    )


def test_link_to_what_a_filter_hides_shows_it(opened: Callable[..., Page]) -> None:
    page = opened("five", "#status=failed")
    assert page.locator("#rule-kms-key-rotation").is_hidden()
    page.evaluate("location.hash = '#rule-kms-key-rotation'")
    page.locator("#rule-kms-key-rotation").wait_for()
    assert page.locator("#rule-kms-key-rotation").get_attribute("open") is not None


def test_from_a_control_to_its_resources_and_back(opened: Callable[..., Page]) -> None:
    page = opened("five", "#control-pci-dss-4.0.1-3.7.4")
    control = page.locator("[id='control-pci-dss-4.0.1-3.7.4']")
    control.get_by_role("link", name="aws_kms_key").first.click()
    kind = page.locator("details.type[open]")
    assert kind.locator("summary .title").first.inner_text() == "aws_kms_key"
    assert kind.locator(".resources li").first.is_visible()
    kind.get_by_role("link", name="3.7.4", exact=True).first.click()
    assert control.evaluate("(each) => each.getBoundingClientRect().top") < 900


def test_keyboard_reaches_and_opens(opened: Callable[..., Page]) -> None:
    page = opened("mixed")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    control = page.locator("#controls summary").first
    control.focus()
    page.keyboard.press("Enter")
    assert page.locator("#controls details").first.get_attribute("open") is not None


def test_without_the_script_everything_is_there_to_read(opened: Callable[..., Page]) -> None:
    page = opened("mixed", java_script_enabled=False)
    assert page.locator("#filters").is_hidden()
    assert page.locator("main > section:visible").count() == page.locator("main > section").count()
    page.locator("#controls summary").first.click()
    assert page.locator("#controls .entry").first.is_visible()


@WITH_AXE
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "width"), [("mixed", 390), ("mixed", 1440), ("five", 768)])
def test_axe_finds_nothing_serious(opened: Callable[..., Page], name: str, width: int, scheme: str) -> None:
    page = opened(name, width=width, color_scheme=scheme)
    # Of long lists the first of each are looked at: axe takes minutes for thousands that are alike.
    further = ".entries > :nth-child(n+9), .resources > :nth-child(n+9)"
    page.evaluate(f"for (const each of document.querySelectorAll('{further}')) each.remove()")
    assert browsers.violations(everything_open(page)) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["mixed", "five"])
def test_no_cell_is_narrower_than_its_longest_word(
    opened: Callable[..., Page], name: str, width: int
) -> None:
    page = everything_open(opened(name, width=width))
    assert page.evaluate(browsers.NARROW) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page itself is moved aside"


def test_the_measure_of_cells_sees_what_is_too_narrow(opened: Callable[..., Page]) -> None:
    page = opened("mixed", width=390)
    page.evaluate("document.querySelector('.breakdowns th').style.cssText = 'display: block; width: 1rem'")
    assert page.evaluate(browsers.NARROW)


def printed(page: Page) -> list[str]:
    """The texts of the pages on paper."""
    from pypdf import PdfReader

    return [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]


def test_five_systems_print_in_forty_pages(opened: Callable[..., Page]) -> None:
    pages = printed(opened("five"))
    assert len(pages) <= PAGES
    assert "Annex: the full list" in pages[-1]
    assert "Rules and checks" not in "".join(pages)


def test_annex_is_printed_when_asked(opened: Callable[..., Page]) -> None:
    page = opened("mixed")
    assert "Rules and checks" not in "".join(printed(page))
    page.locator("#print-annex").check()
    assert "Rules and checks" in "".join(printed(page))


def test_what_is_filtered_prints_alone(opened: Callable[..., Page]) -> None:
    pages = printed(opened("five", "#control=pci-dss-4.0.1:3.5.1"))
    assert len(pages) <= 4
    assert "Stored PANs" in "".join(pages)
    assert "Enforced changes" not in "".join(pages)
