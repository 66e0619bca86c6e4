"""What checkov answers to our own system: nothing falls silent unseen, and only what is known fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policies.adopted import Adopted, adopted
from policies.gate.engines.scan import Scan
from policies.gate.engines.scanner import SHAPES
from policies.model import Status
from policies.registry import load
from tests.policies.checkov_census import GOLDEN, census, scan

pytestmark = pytest.mark.synth


@pytest.fixture(scope="module")
def scanned(synthesized: Path) -> Scan:
    return scan(synthesized)


def test_every_check_answers_as_often_as_the_golden_census_counts(scanned: Scan) -> None:
    told = "counts changed; if that was meant: python -m tests.policies.checkov_census"
    assert census(scanned.counts) == json.loads(GOLDEN.read_text(encoding="utf-8")), told


def test_nothing_is_missing_from_the_answer(scanned: Scan) -> None:
    assert scanned.problems == ()


@pytest.mark.parametrize(
    "check", [f"CKV_AWS_{number}" for number in (33, 72, 168, 169, 286, 287, 288, 289, 290, 355, 385, 387)]
)
def test_policies_are_judged_in_the_shape_of_a_plan(scanned: Scan, check: str) -> None:
    assert scanned.counts["terraform_plan", check]


def test_only_what_the_design_names_fails(scanned: Scan) -> None:
    """Section 4.4 of the design: what stock checks may fail. The waivers say where and why."""
    failed = {finding.rule for finding in scanned.findings if finding.status is Status.FAIL}
    assert failed <= {"CKV_AWS_120", "CKV_AWS_225", "CKV_AWS_59", "CKV_AWS_144", "CKV_AWS_145"}


def test_each_check_and_address_is_told_once(scanned: Scan) -> None:
    places = [(finding.rule, finding.stack, finding.address) for finding in scanned.findings]
    assert len(places) == len(set(places))


def test_every_check_that_answers_has_controls(scanned: Scan) -> None:
    assert [check for _, check in scanned.counts if not adopted(check).controls] == []


def test_the_shapes_are_both_counted(scanned: Scan) -> None:
    assert {shape for shape, _ in scanned.counts} == set(SHAPES)


def test_an_unlisted_check_counts_all_the_same() -> None:
    assert adopted("CKV_AWS_99999") == Adopted()


def test_what_is_the_same_as_a_rule_of_ours_names_one_that_exists() -> None:
    from policies.adopted import SAME

    assert SAME.keys() <= {rule.id for rule in load().rules}
