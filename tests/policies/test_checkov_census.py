"""What checkov answers to our own systems: nothing falls silent unseen, and only what is known fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.systems import SYSTEMS
from policies.adopted import Adopted, adopted
from policies.gate.engines.scan import Scan
from policies.gate.engines.scanner import SHAPES
from policies.model import Status
from policies.registry import load
from tests.policies.checkov_census import census, golden, scan

pytestmark = pytest.mark.synth

MAY_FAIL = {
    "disaster_recovery": {"CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_150", "CKV_AWS_260", "CKV_AWS_338"},
    "global_payments": {"CKV_AWS_59", "CKV_AWS_120", "CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_225"},
    "onprem_migration": {
        *("CKV2_AWS_8", "CKV2_AWS_34", "CKV_AWS_59", "CKV_AWS_120", "CKV_AWS_139", "CKV_AWS_144"),
        *("CKV_AWS_145", "CKV_AWS_150", "CKV_AWS_225"),
    },
    "pci_web_app": {
        *("CKV2_AWS_8", "CKV_AWS_139", "CKV_AWS_144", "CKV_AWS_145"),
        *("CKV_AWS_150", "CKV_AWS_260", "CKV_AWS_326"),
    },
    "region_migration": {
        *("CKV2_AWS_8", "CKV_AWS_18", "CKV_AWS_139", "CKV_AWS_144", "CKV_AWS_145"),
        *("CKV_AWS_150", "CKV_AWS_260"),
    },
}
"""What stock checks may fail in each system. The waivers say where and why."""


@pytest.fixture(scope="module", params=SYSTEMS)
def system(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def scanned(system: str, synthesis_of: Callable[[str], Path]) -> Scan:
    return scan(synthesis_of(system))


def test_every_check_answers_as_often_as_the_golden_census_counts(system: str, scanned: Scan) -> None:
    told = "counts changed; if that was meant: python -m tests.policies.checkov_census"
    assert census(scanned.counts) == json.loads(golden(system).read_text(encoding="utf-8")), told


def test_nothing_is_missing_from_the_answer(scanned: Scan) -> None:
    assert scanned.problems == ()


@pytest.mark.parametrize(
    "check", [f"CKV_AWS_{number}" for number in (33, 72, 168, 169, 286, 287, 288, 289, 290, 355, 385, 387)]
)
def test_policies_are_judged_in_the_shape_of_a_plan(scanned: Scan, check: str) -> None:
    assert scanned.counts["terraform_plan", check]


def test_only_what_the_design_names_fails(system: str, scanned: Scan) -> None:
    failed = {finding.rule for finding in scanned.findings if finding.status is Status.FAIL}
    assert failed == MAY_FAIL[system]


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
