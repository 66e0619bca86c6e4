"""What is judged again after a change is all that a change can concern: as if everything were judged anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.context import Form
from policies.engine import judge
from policies.examples import resources
from policies.gate.proving import configuration_of
from policies.model import Finding, Rule, Status, fail
from policies.registry import load
from policies.resource import Resource
from tests.mutation.judged import Change, Judged, Verdict
from tests.mutation.mutants import GONE, edited

RULES = load().rules
BY_ID = {rule.id: rule for rule in RULES}
VERSIONED = {
    "aws_s3_bucket": {"one": {"bucket": "one"}, "two": {"bucket": "two"}},
    "aws_s3_bucket_versioning": {
        name: {
            "bucket": f"${{aws_s3_bucket.{name}.id}}",
            "versioning_configuration": [{"status": "Enabled"}],
        }
        for name in ("one", "two")
    },
}


def changes(judged: Judged) -> Iterator[Change]:
    """Each resource taken away, and each argument left out."""
    for element in judged.elements:
        if element.type.startswith("aws_"):
            yield Change({}, (element,))
            values = dict(element.values)
            yield from (Change({element: edited(values, (name,), GONE)}) for name in values)


def told(element: Resource) -> dict[str, Any]:
    return {field.name: getattr(element, field.name) for field in fields(Resource)}


def whole(judged: Judged, change: Change, rules: list[Rule]) -> dict[tuple[str, str, str], Finding]:
    """The findings on a configuration that is made of what is there after the change, all judged anew."""
    elements = (
        Resource(**{**told(each), "values": dict(change.arguments.get(each, each.values))})
        for each in judged.elements
        if each not in change.gone
    )
    found = judge(Configuration(tuple(elements)), rules)
    assert found.errors == ()
    return {(each.rule, each.stack, each.address): each for each in found.findings}


def assert_as_if_judged_anew(judged: Judged, change: Change, rules: list[Rule]) -> None:
    said = {(each.rule, each.stack, each.address): each for each in judged.findings if each is not None}
    for verdict in judged.after(change):
        place = (verdict.rule.id, verdict.element.stack, verdict.element.address)
        assert not verdict.error
        said.pop(place, None)
        if verdict.after is not None:
            said[place] = verdict.after
    assert said == whole(judged, change, rules)


def test_of_buckets_all_is_as_if_judged_anew() -> None:
    rules = [rule for rule in RULES if rule.id.startswith(("s3-", "terraform-", "tags-"))]
    judged = Judged(configuration_of({"resource": VERSIONED}), rules)
    for change in changes(judged):
        assert_as_if_judged_anew(judged, change, rules)


@pytest.mark.fuzz
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_of_its_examples_all_is_as_if_judged_anew(rule: Rule) -> None:
    for _, _, example in rule.examples:
        configuration = configuration_of(example)
        if configuration.is_conditional:
            continue
        judged = Judged(configuration, [rule])
        for change in changes(judged):
            assert_as_if_judged_anew(judged, change, [rule])


def test_what_passed_read_what_it_passed_for() -> None:
    judged = Judged(configuration_of({"resource": VERSIONED}), [BY_ID["s3-versioning"]])
    versioning = judged.watched["example", "aws_s3_bucket_versioning.one"]
    assert judged.passed_by(versioning, "versioning_configuration") == {"s3-versioning"}
    assert judged.passed_by(versioning, "mfa") == frozenset()
    assert judged.passed_by(versioning) == {"s3-versioning"}


def breaks(key: Resource, _configuration: Configuration) -> Iterator[object]:
    yield fail("never", str(1 / int(key.get("number"))))


def test_a_rule_that_breaks_says_why() -> None:
    rule = replace(BY_ID["kms-key-rotation"], check=breaks)  # type: ignore[arg-type]
    judged = Judged(configuration_of(resources(aws_kms_key={"number": 1})), [rule])
    (key,) = judged.configuration.of("aws_kms_key")
    (verdict,) = judged.after(Change({key: {"number": 0}}))
    assert "ZeroDivisionError" in verdict.error
    assert verdict.is_worse
    with pytest.raises(ValueError, match="ZeroDivisionError"):
        Judged(configuration_of(resources(aws_kms_key={"number": 0})), [rule])


def test_what_is_no_synthesis_is_refused() -> None:
    (key,) = configuration_of(resources(aws_kms_key={})).of("aws_kms_key")
    shown = replace(key, context=replace(key.context, form=Form.PLAN))
    with pytest.raises(ValueError, match="only what is synthesized"):
        Judged(Configuration((shown,)), [])


def finding(status: Status, *subjects: str) -> Finding:
    rule = BY_ID["kms-key-rotation"]
    parts = tuple((subject, "") for subject in subjects)
    return Finding(rule.id, "a", "s", "r", rule.severity, status, "m", "", parts=parts)


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        (None, finding(Status.FAIL), True),
        (finding(Status.PASS), finding(Status.UNKNOWN), True),
        (finding(Status.PASS), None, False),
        (finding(Status.FAIL), finding(Status.PASS), False),
        (finding(Status.FAIL, "a"), finding(Status.FAIL, "a"), False),
        (finding(Status.FAIL, "a"), finding(Status.FAIL, "a", "b"), True),
        (finding(Status.UNKNOWN), finding(Status.FAIL), True),
        (finding(Status.FAIL), finding(Status.UNKNOWN), False),
    ],
)
def test_worse_is_what_did_not_fail_before(
    before: Finding | None, after: Finding | None, *, worse: bool
) -> None:
    (element,) = configuration_of(resources(aws_kms_key={})).of("aws_kms_key")
    assert Verdict(BY_ID["kms-key-rotation"], element, before, after).is_worse is worse
