"""What nobody said of a stack (its profile, system, suffix) decides nothing: it is unknown, and told once."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from policies.context import PROFILES, UNKNOWN, Promises
from policies.engine import judge, verdict
from policies.examples import resources, stacks_of
from policies.gate.formats.output import FORMATS
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.model import Rule, Status, Terraform
from policies.registry import load
from tests.policies.verdicts import TODAY
from tests.shared import every_case

pytestmark = pytest.mark.fuzz

REGISTRY = load()
TOLD: Final[dict[str, Any]] = {
    "system": "pay",
    "suffix": "zq7",
    "profile": "ephemeral",
    "promises": Promises(),
}
VALUES: Final = {
    "profile": PROFILES,
    "suffix": ("zq7", "zq70", "stage"),
    "system": ("one", "another"),
    "promises": (
        Promises(),
        Promises(isolated=True),
        Promises(log_days=30),
        Promises(health_seconds=30),
        Promises(scheduled_mb=512),
        Promises(tags=("Phase",)),
        Promises(expires="forgotten_at"),
        Promises(shares=(("a", 10), ("primary", 10))),
    ),
}
STACK: Final = resources(
    aws_db_instance={"deletion_protection": True, "skip_final_snapshot": False},
    aws_kms_key={"deletion_window_in_days": 30},
    aws_s3_bucket={"force_destroy": False},
    aws_dynamodb_table={"deletion_protection_enabled": True, "lifecycle": {"prevent_destroy": True}},
    aws_cloudwatch_log_group={"deletion_protection_enabled": True, "skip_destroy": True},
    aws_lambda_function={"reserved_concurrent_executions": 50},
)
BY_PROFILE: Final = {
    "terraform-deletion-protection",
    "terraform-final-snapshot",
    "kms-key-deletion-window",
    "s3-force-destroy",
    "terraform-protected-from-destroy",
    "logs-skip-destroy",
    "functions-own-share",
}


def concluded(stack: Terraform = STACK, **told: Any) -> Verdict:
    configuration = build({"one": stack, "two": stack}, Metadata(), Overrides(**told))
    return conclude(evaluate_rules(configuration), today=TODAY)


def statuses(rule: Rule, example: Terraform, told: dict[str, Any]) -> dict[tuple[str, str], Status]:
    configuration = build(stacks_of(example), Metadata(), Overrides(**told))
    return {
        (element.stack, element.address): verdict(tuple(rule.check(element, configuration)))
        for element in configuration.elements
        if rule.applies_to(element)
    }


@pytest.mark.parametrize("what", VALUES)
@every_case("rule", REGISTRY.rules)
def test_no_verdict_is_given_that_what_nobody_said_would_overturn(rule: Rule, what: str) -> None:
    others = {key: value for key, value in TOLD.items() if key != what}
    for label, _, example in rule.examples:
        answers = [statuses(rule, example, others | {what: value}) for value in VALUES[what]]
        unspecified = {what: None if what == "promises" else UNKNOWN}
        for place, said in statuses(rule, example, others | unspecified).items():
            if said is not Status.UNKNOWN:
                fails = {answer[place] is Status.FAIL for answer in answers}
                assert fails == {said is Status.FAIL}, (label, place, said, answers)


@pytest.mark.parametrize("rule", sorted(BY_PROFILE))
def test_what_depends_on_the_profile_is_one_unknown_for_all_stacks(rule: str) -> None:
    findings = concluded(**{key: value for key, value in TOLD.items() if key != "profile"}).findings
    found = [each for each in findings if each.rule == rule and each.status is not Status.PASS]
    assert [(each.status, each.unspecified, each.stack) for each in found] == [
        (Status.UNKNOWN, "profile", "one")
    ]
    assert re.search(r"here and at [1-9]\d* more", found[0].message)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_that_is_told_decides(profile: str) -> None:
    judged = concluded(**TOLD | {"profile": profile})
    failing = {each.rule for each in judged.failures} & BY_PROFILE
    assert not any(each.unspecified for each in judged.findings)
    assert (
        failing
        == {
            "ephemeral": BY_PROFILE,
            "throughput": BY_PROFILE - {"functions-own-share"},
            "production": {"logs-skip-destroy"},
        }[profile]
    )


@pytest.mark.parametrize("what", sorted(VALUES.keys() - {"promises"}))
@pytest.mark.parametrize("name", ["text", "json", "markdown", "sarif"])
def test_one_note_names_the_option_once(name: str, what: str) -> None:
    judged = concluded(**{key: value for key, value in TOLD.items() if key != what})
    assert [note.count(f"--{what}") for note in judged.notes] == [1]
    assert FORMATS[name](judged).count(f"--{what}") == 1


def test_what_a_system_promises_is_told_by_the_metadata_alone() -> None:
    logs = resources(aws_cloudwatch_log_group={"retention_in_days": 365})
    judged = concluded(logs, **{key: value for key, value in TOLD.items() if key != "promises"})
    (note,) = judged.notes
    assert note == (
        "some stacks do not say their promises, on which 1 rule depends: "
        "put the estate.json of their synthesis beside them"
    )


def test_nothing_is_noted_where_everything_was_told() -> None:
    assert concluded(**TOLD).notes == ()


def test_what_the_plan_can_tell_stays_at_its_place() -> None:
    key = resources(aws_kms_key={"deletion_window_in_days": "${var.days}"})
    configuration = build({"one": key, "two": key}, Metadata(), Overrides())
    found = judge(configuration, [REGISTRY["kms-key-deletion-window"]]).findings
    assert [(each.stack, each.status, each.unspecified) for each in found] == [
        ("one", Status.UNKNOWN, ""),
        ("two", Status.UNKNOWN, ""),
    ]


def test_a_window_that_no_profile_allows_fails_whatever_the_profile() -> None:
    configuration = build(
        {"one": resources(aws_kms_key={"deletion_window_in_days": 6})}, Metadata(), Overrides(profile=UNKNOWN)
    )
    (found,) = judge(configuration, [REGISTRY["kms-key-deletion-window"]]).findings
    assert found.status is Status.FAIL
