"""Which changes are made of the arguments that protect, and which are none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from policies.bindings import Argument
from policies.examples import policy_text
from policies.gate.proving import configuration_of
from tests.mutation.guards import Guarded
from tests.mutation.mutants import GONE, Edit, Kind
from tests.mutation.schema import Schema

NOTHING = Guarded((), {}, frozenset())


def made(
    kind: str,
    values: dict[str, Any],
    *arguments: Argument,
    guarded: Guarded = NOTHING,
    others: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[list[Edit], Schema]:
    """The edits of one resource that has these arguments, beside others."""
    stack = {"resource": {kind: {"example": values}, **others}}
    elements = configuration_of(stack).elements
    schema = Schema.of(elements, {kind: arguments}, guarded)
    (element,) = (each for each in elements if each.address == f"{kind}.example")
    return list(schema.edits(element)), schema


def told(edits: list[Edit]) -> list[tuple[str, str, object]]:
    return [(str(edit.kind), ".".join(map(str, edit.path)), edit.after) for edit in edits]


ENABLED = Argument("is_enabled", "boolean")


def test_a_boolean_is_flipped_and_left_out() -> None:
    edits, _ = made("aws_kms_key", {"log_enabled": True}, Argument("log_enabled", "boolean"))
    assert told(edits) == [("worse", "log_enabled", False), ("dropped", "log_enabled", GONE)]


def test_what_is_so_anyway_is_no_mutant() -> None:
    """The table of switches says that a key which does not say so is enabled."""
    edits, schema = made("aws_kms_key", {"is_enabled": True}, ENABLED)
    assert told(edits) == [("worse", "is_enabled", False)]
    assert schema.excluded == {"it is left out where it says what is so anyway": 1}
    edits, schema = made("aws_kms_key", {}, Argument("bypass_policy_lockout_safety_check", "boolean"))
    assert told(edits) == [("worse", "bypass_policy_lockout_safety_check", True)]
    assert schema.excluded == {}
    edits, schema = made("aws_kms_key", {"is_enabled": False}, ENABLED)
    assert schema.excluded == {"it is set to what it is anyway": 1}


def test_of_a_switch_that_is_free_neither_is_worse() -> None:
    kind = "aws_lb_listener"
    argument = Argument("routing_http_response_server_enabled", "boolean")
    edits, _ = made(kind, {argument.path: False}, argument)
    assert told(edits) == [("free", argument.path, True), ("free", argument.path, GONE)]


def test_what_the_provider_requires_is_not_left_out() -> None:
    edits, schema = made("aws_sns_topic", {"policy": "a"}, Argument("policy", "string", required=True))
    assert [(edit.label, schema.is_refused(edit)) for edit in edits] == [("policy left out", True)]


def test_what_a_rule_says_is_right_when_absent_is_no_mutant() -> None:
    guarded = Guarded((), {}, frozenset({("aws_sns_topic", "policy")}))
    edits, schema = made("aws_sns_topic", {"policy": "a"}, Argument("policy", "string"), guarded=guarded)
    assert edits == []
    assert schema.excluded == {"a rule's examples say that it is right where it is left out": 1}


def test_a_value_of_which_an_example_fails_is_worse() -> None:
    guarded = Guarded((), {("aws_lb_listener", "ssl_policy"): ("old", "older")}, frozenset())
    edits, _ = made(
        "aws_lb_listener", {"ssl_policy": "new"}, Argument("ssl_policy", "string"), guarded=guarded
    )
    assert told(edits)[:2] == [("worse", "ssl_policy", "old"), ("worse", "ssl_policy", "older")]
    edits, _ = made("aws_lb_listener", {}, Argument("ssl_policy", "string"), guarded=guarded)
    assert edits == []


@pytest.mark.parametrize(
    ("path", "value", "kind", "after"),
    [
        ("retention_in_days", 365, "worse", 1),
        ("retention_in_days", 1, "worse", 0),
        ("kms_key_id", "${aws_kms_key.data.arn}", "worse", "alias/aws/cloudwatch"),
        ("engine_version", "16.4", "worse", "15.4"),
        ("log_group_name", "/aws/flows-zq7", "elsewhere", "/aws/elsewhere-flows-zq7"),
        ("log_group_name", "flows-zq7", "elsewhere", "flows-elsewhere-zq7"),
        ("backup_window", "03:00-04:00", "", None),
        ("log_destination_type", "cloud-watch-logs", "", None),
    ],
)
def test_numbers_and_texts(path: str, value: Any, kind: str, after: object) -> None:
    argument = Argument(path, "number" if isinstance(value, int) else "string")
    edits, _ = made("aws_cloudwatch_thing", {path: value}, argument)
    assert told(edits) == [*([(kind, path, after)] if kind else []), ("dropped", path, GONE)]


def test_a_reference_leads_to_another_of_its_type() -> None:
    values = {"log_group": "${aws_cloudwatch_log_group.a.arn}"}
    groups: dict[str, Any] = {"aws_cloudwatch_log_group": {"a": {}, "b": {}}}
    edits, _ = made("aws_flow_log", values, Argument("log_group", "string"), others=groups)
    assert told(edits)[0] == ("elsewhere", "log_group", "${aws_cloudwatch_log_group.b.arn}")


def test_a_policy_is_opened() -> None:
    text = policy_text({"Effect": "Allow", "Principal": {"AWS": "a"}, "Action": "a", "Resource": "a"})
    edits, _ = made("aws_sqs_queue", {"policy": text}, Argument("policy", "string"))
    opened = json.loads(str(edits[0].after))["Statement"][-1]
    assert opened == {
        "Sid": "Anything",
        "Effect": "Allow",
        "Action": "*",
        "Resource": "*",
        "Principal": "*",
    }


def test_each_block_and_item_is_changed_by_itself() -> None:
    values = {"rule": [{"log": [{"kinds": ["a", "b"]}]}, {"log": []}]}
    edits, _ = made(
        "aws_wafv2_web_acl",
        values,
        Argument("rule", "block", "array"),
        Argument("rule.log", "block", "array"),
        Argument("rule.log.kinds", "string", "array"),
        Argument("rule.name", "string"),
    )
    assert [edit.label for edit in edits] == [
        "rule.0.log left out",
        "rule.0.log.0.kinds.0 left out",
        "rule.0.log.0.kinds.1 left out",
        "rule.0.log.0.kinds left out",
    ]
    assert {edit.kind for edit in edits} == {Kind.DROPPED}
