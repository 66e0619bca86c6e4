"""The page: nothing from outside, nothing unescaped, nothing that could be taken for a pass."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from policies.gate.reading.metadata import Mutation
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.model import Status
from policies.report.build import build_report
from policies.report.html_format import render
from policies.report.pages import breakable
from policies.report.portable import portable
from policies.requirements import requirement, requirements
from tests.policies.test_report import DATED, MIXED, ODD, WAIVER, checkov, judged, keys, rule

pytestmark = pytest.mark.fuzz

HOSTILE = "<script>alert(1)</script>"
VOID = {"meta", "br", "link", "img", "hr", "input", "rect", "wbr"}
RAW = ("style", "script")


@dataclass
class Page(HTMLParser):
    """What a browser would find: elements in order, those left open, and the text shown."""

    text: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text.replace("<wbr>", ""))  # where a name may be broken is no end of it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in RAW:
            self.words.append(data)

    @property
    def shown(self) -> str:
        return " ".join(" ".join(self.words).split())

    def having(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.elements if name in attributes]


def page_of(**options: Any) -> Page:
    return Page(render(build_report(judged(**options))))


@pytest.fixture(scope="module", params=ODD, ids=list(ODD))
def page(request: pytest.FixtureRequest) -> Page:
    """The page of an odd verdict."""
    return page_of(**ODD[request.param])


def test_every_element_is_closed(page: Page) -> None:
    assert (page.wrong, page.open) == ([], [])


def test_every_id_is_unique(page: Page) -> None:
    ids = page.having("id")
    assert sorted(set(ids)) == sorted(ids)


def test_every_link_stays_in_the_page_and_has_its_target(page: Page) -> None:
    assert {
        link for link in page.having("href") if link[1:] not in page.having("id") or link[0] != "#"
    } == set()


def test_nothing_comes_from_outside(page: Page) -> None:
    names = {name for _, attributes in page.elements for name in attributes}
    assert names & {"src", "srcset", "action", "formaction", "data", "poster", "style", "onclick"} == set()
    assert {tag for tag, _ in page.elements} & {"iframe", "link", "img", "object", "base", "form"} == set()
    assert "url(" not in page.text
    assert "@import" not in page.text


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_policy_admits_our_style_sheet_our_script_and_nothing_else(page: Page) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    policy = next(value["content"] for _, value in page.elements if "http-equiv" in value)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert [value for tag, value in page.elements if tag == "script"] == [
        {"type": "application/json", "id": "data"},
        {},
    ]


def test_no_name_of_our_code_is_shown(page: Page) -> None:
    assert [text for text in page.words if re.fullmatch(r"(?:[A-Z][a-z]+){2,}", text.strip())] == []


def test_headings_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels


def test_every_table_has_a_caption_and_scoped_headers(page: Page) -> None:
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption")
    assert [value for tag, value in page.elements if tag == "th" and "scope" not in value] == []


def test_error_says_that_it_is_no_pass_and_why() -> None:
    shown = page_of(stacks={"one": keys(well=True)}, problems=("the file one does not parse",)).shown
    assert "Could not judge This is not a pass." in shown
    assert "the file one does not parse" in shown


def test_error_shows_no_sign_of_passing() -> None:
    page = page_of(stacks={"one": keys(well=True)}, problems=("the file one does not parse",))
    legend = [tag for tag, value in page.elements if "passing" in (value.get("class") or "").split()]
    assert legend == ["span"], "the legend alone explains what passing would mean"


@pytest.mark.parametrize(
    ("name", "word"), [("mixed", "Fail"), ("nothing fails", "Pass"), ("no stack", "Could not judge")]
)
def test_title_tells_the_verdict(name: str, word: str) -> None:
    assert page_of(**ODD[name]).shown.startswith(f"{word}: compliance report")


def test_waived_and_unknown_are_shown_with_what_accounts_for_them() -> None:
    shown = page_of(**MIXED).shown
    assert "It is replaced." in shown
    assert "Scope payments, stack one, address aws_kms_key.waived" in shown
    assert "good is ${var.x}" in shown


def test_declared_difference_has_a_section_and_a_column_where_there_is_one() -> None:
    shown = page_of(**ODD["a declared difference"]).shown
    assert "1 finding is declared." in shown
    assert "Declared differences" in shown
    assert "good is declared; the settings override xx-test-1.good" in shown
    assert "Failed Unknown Waived Declared Passed" in shown
    assert "Declared differences" not in page_of(**MIXED).shown
    assert "Failed Unknown Waived Passed" in page_of(**MIXED).shown


def test_waiver_says_until_when_and_in_whose_stead() -> None:
    assert "by design" in page_of(**MIXED).shown
    general = rule("kms-general", check=lambda *_: ())
    evaluation = judged({"one": keys(waived=False)}, rule(), general, waivers=(DATED,))
    shown = Page(render(build_report(evaluation))).shown
    assert "Scope payments, region xx-test-1, address aws_kms_key.waived" in shown
    assert "In its place passes kms-general" in shown
    assert "2026-12-01 It expires in 9 days, after 2026-12-01" in shown
    assert "PAY-12" in shown


def test_requirements_are_told_by_their_sentences_with_or_without_a_rule() -> None:
    page = page_of(stacks={"one": keys(well=True)})
    assert f"R37 {requirement('R37').text} kms-good ✓ Passing" in page.shown
    assert f"R57 {requirement('R57').text} tests; a deployment" in page.shown
    assert page.shown.count(requirement("R37").text) == 2, "beside the rule as well"
    every = [each for each in requirements().by_id.values() if not (each.systems or each.settles)]
    assert f"{len(every) - 1} of {len(every)} requirements of what was judged have no rule." in page.shown


def test_requirement_of_another_system_is_told_as_such() -> None:
    evaluation = judged({"one": keys(well=True)}, rule(requirements=("R62",)))
    shown = Page(render(build_report(evaluation))).shown
    told = f"{requirement('R62').text} (asked of global_payments alone)"
    assert f"{told} (in part; it also shows in a deployment) kms-good" in shown


def test_commit_that_was_not_given_is_said() -> None:
    assert "Commit not given" in page_of(**MIXED).shown


def test_digest_that_is_missing_is_said() -> None:
    assert "none: the synthesized folder was not given" in page_of(**MIXED).shown


def test_hostile_texts_are_escaped() -> None:
    scope = WaiverScope("payments", ("*waived*",), stacks=(HOSTILE,))
    waiver = Waiver("kms-good", scope, HOSTILE, HOSTILE, HOSTILE, WAIVER.approved, row="R37", ticket=HOSTILE)
    page = page_of(
        stacks={HOSTILE: keys(**{HOSTILE: False, f"waived{HOSTILE}": False})},
        waivers=(waiver,),
        engines=("rules", "checkov"),
        scanned=(
            checkov(rule=HOSTILE, message=HOSTILE, remediation=HOSTILE, source=HOSTILE),
            checkov(Status.UNKNOWN, rule=f"{HOSTILE}2", message=HOSTILE),
        ),
        problems=(HOSTILE,),
        mutations=(Mutation(HOSTILE, HOSTILE, f"one/{HOSTILE}", HOSTILE, HOSTILE, f'{{"{HOSTILE}": 1}}'),),
    )
    assert HOSTILE not in page.text
    assert page.shown.count(HOSTILE) > 20
    assert (page.wrong, page.open) == ([], [])


def test_attributes_cannot_be_left() -> None:
    page = page_of(stacks={"one": {}}, scanned=(checkov(rule='x" onclick="alert(1)'),))
    assert "onclick" not in {name for _, attributes in page.elements for name in attributes}


def test_same_changes_are_told_once() -> None:
    made = [
        Mutation("tags", "one", f"one/{name}", "tags", "{}", '{"Owner": "payments"}')
        for name in ("bad", "good")
    ]
    page = page_of(stacks={"one": keys(bad=False, good=True)}, mutations=tuple(made))
    assert page.text.count('id="change-') == 1
    assert "tags.Owner" in page.shown


def test_same_finding_of_two_engines_is_one_in_our_words() -> None:
    evaluation = judged(
        {"one": keys(bad=False)},
        rule("kms-key-rotation"),
        engines=("rules", "checkov"),
        scanned=(checkov(message="Ensure rotation"),),
    )
    page = Page(render(build_report(evaluation)))
    failures = page.shown[page.shown.index("Failures") :]
    assert "1 finding fails: 1 high." in page.shown
    assert [value.get("class") for tag, value in page.elements if tag == "article"][:1] == ["framework"]
    assert sum("card" in (value.get("class") or "").split() for _, value in page.elements) == 1
    assert "high Keys are good kms-key-rotation and CKV_AWS_7 · 1 resource" in failures


def test_check_that_says_otherwise_than_our_rule_keeps_its_words_and_says_so() -> None:
    evaluation = judged(
        {"one": keys(bad=True)},
        rule("kms-key-rotation"),
        engines=("rules", "checkov"),
        scanned=(checkov(message="Ensure rotation"),),
    )
    shown = Page(render(build_report(evaluation))).shown
    assert "Ensure rotation CKV_AWS_7 ; kms-key-rotation , our rule for this, passes at 1 of 1" in shown


def test_sentences_on_severities_of_checks_are_true_of_those_that_ran() -> None:
    found = (checkov(), checkov(rule="CKV_AWS_250"), checkov(rule="CKV_AWS_99999"))
    evaluation = judged(
        {"one": keys(bad=True)}, rule("kms-key-rotation"), engines=("rules", "checkov"), scanned=found
    )
    assert (
        "Of the checks that found something to judge, 1 have the severity and the controls of a rule of ours "
        "that asks for the same, 1 a severity from this project, and 1 count as medium and in no control."
    ) in Page(render(build_report(evaluation))).shown


def test_numbers_beside_sections_are_those_of_what_they_list(page: Page) -> None:
    ids = page.having("id")
    beside = dict(
        re.findall(r'<a href="#(\w+)">[\w ]+ <span class="quiet">([\d,]+)</span></a></li>', page.text)
    )
    assert int(beside["controls"]) == len(page.having("data-c"))
    assert int(beside["rules"]) == len(page.having("data-r"))
    assert int(beside["resources"]) == len(page.having("data-p"))
    assert int(beside["waivers"]) == sum(each.startswith("waiver-") for each in ids)
    assert int(beside["rows"]) == sum(each.startswith("requirement-") for each in ids)


def test_control_leads_to_its_resources_and_resource_to_its_controls() -> None:
    stacks = {**MIXED["stacks"], "three": {"resource": {"aws_sns_topic": {"other": {}}}}}
    text = page_of(**{**MIXED, "stacks": stacks}).text
    control = text[text.index('id="control-pci-dss-4.0.1-3.7.4"') :]
    kind = re.search(r'href="#(t\d+)">5 aws_<wbr>kms_<wbr>key', control)
    assert kind
    resources = text[text.index(f'id="{kind[1]}"') :].partition('<details class="type"')[0]
    assert 'href="#control-pci-dss-4.0.1-3.7.4"' in resources
    assert resources.count("<li id=") == 5


def test_same_report_is_the_same_page() -> None:
    assert render(build_report(judged(**MIXED))) == render(build_report(judged(**MIXED)))


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("global_payments-foundation-eu-central-1", "global_|payments-|foundation-|eu-|central-|1"),
        ("enableKeyRotation", "enable|Key|Rotation"),
        ("infra/keys.py:12", "infra/|keys.|py:12"),
        ("a__b", "a__|b"),
        ("<b>_x", "&lt;b&gt;_|x"),
    ],
)
def test_names_may_be_broken_where_one_would_break_them(name: str, broken: str) -> None:
    assert breakable(name).replace("<wbr>", "|") == broken


def test_size_of_a_large_configuration() -> None:
    """300 resources and 60 rules."""
    stacks = {f"stack-{n}": keys(**{f"a_key_with_a_name_{i}": True for i in range(30)}) for n in range(10)}
    evaluation = judged(stacks, *(rule(f"kms-rule-number-{n}") for n in range(60)))
    assert len(evaluation.verdict.findings) == 18_000
    assert len(render(build_report(evaluation))) < 500_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/srv/out/stacks/a/cdk.tf.json: it is broken", "stacks/a/cdk.tf.json: it is broken"),
        ("/srv/out: no stack to judge", "the folder: no stack to judge"),
        ("/srv/output: another folder", "/srv/output: another folder"),
        ("the log group /aws/lambda/pay", "the log group /aws/lambda/pay"),
        (f"{Path(__file__).parents[2]}/policies/waivers.toml: bad", "policies/waivers.toml: bad"),
        ("/scratch/checkov-ab12/log", "(temporary)/log"),
    ],
)
def test_paths_of_the_machine_become_relative(text: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/scratch")
    assert portable(Path("/srv/out"))(text) == shown
