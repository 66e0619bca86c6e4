"""What rules guard is told by their own examples."""

from __future__ import annotations

from typing import Any

from policies.gate.proving import configuration_of
from policies.registry import load
from tests.mutation.guards import Guard, Guarded, edits, learn
from tests.mutation.judged import Judged
from tests.mutation.mutants import GONE

RULES = {rule.id: rule for rule in load().rules}
VERSIONING = "aws_s3_bucket_versioning"
STATUS = "versioning_configuration.status"


def learned(*rules: str) -> Guarded:
    return learn(RULES[rule] for rule in rules)


def test_an_argument_is_guarded_against_what_examples_fail_for() -> None:
    guarded = learned("s3-versioning")
    guards = {(each.type, each.path, str(each.after)) for each in guarded.of_type(VERSIONING)}
    assert {(VERSIONING, STATUS, "nothing"), (VERSIONING, STATUS, "Suspended")} <= guards
    assert (VERSIONING, "", "nothing") in guards
    assert "Suspended" in guarded.bad[VERSIONING, STATUS]
    assert {each.rule for each in guarded.guards} == {"s3-versioning"}


def test_a_boolean_is_guarded_against_its_opposite() -> None:
    guards = learned("kms-key-rotation").of_type("aws_kms_key")
    assert Guard("kms-key-rotation", "aws_kms_key", "enable_key_rotation", False, True) in guards


def test_amounts_are_no_choices() -> None:
    assert ("aws_kms_key", "rotation_period_in_days") not in learned("kms-key-rotation").bad


def test_a_switch_is_guarded_by_the_rule_that_the_table_names() -> None:
    paths = {(each.path, each.after) for each in learned("terraform-switched-off").of_type("aws_kms_key")}
    assert ("is_enabled", False) in paths


def test_what_may_be_left_out_is_told_by_the_example_without_it() -> None:
    cached = ("aws_api_gateway_stage", "cache_cluster_enabled")
    assert cached in learned("api-not-cached").right_when_absent
    assert (VERSIONING, STATUS) not in learned("s3-versioning").right_when_absent


def broken(values: dict[str, Any]) -> set[tuple[str, str]]:
    """What is broken of a bucket's versioning that has these arguments, each with what is there then."""
    stack = {"resource": {"aws_s3_bucket": {"b": {"bucket": "b"}}, VERSIONING: {"a": values}}}
    rules = [RULES["s3-versioning"]]
    judged = Judged(configuration_of(stack), rules)
    element = judged.configuration.by_address["example", f"{VERSIONING}.a"]
    return {(edit.label, str(edit.after)) for edit in edits(element, learn(rules), judged)}


def test_what_a_rule_guards_is_broken_where_the_rule_passes() -> None:
    bucket = "${aws_s3_bucket.b.id}"
    enabled = {"bucket": bucket, "versioning_configuration": [{"status": "Enabled"}]}
    assert {
        ("removed", str(GONE)),
        ("versioning_configuration.0.status left out", str(GONE)),
        ('versioning_configuration.0.status is "Suspended"', "Suspended"),
    } <= broken(enabled)
    suspended = {"bucket": bucket, "versioning_configuration": [{"status": "Suspended"}]}
    assert broken(suspended) == set()
