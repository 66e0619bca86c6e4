"""What stock checkov cannot judge is unknown, at the element and for the check; it stops nothing."""

from __future__ import annotations

from typing import Any

import pytest

from policies.gate.engines.json_shape import json_shape
from policies.gate.engines.scan import Scan
from policies.gate.engines.scanner import Scanner
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.model import Status

pytestmark = pytest.mark.synth

BESIDE = {"aws_sns_topic": {"beside": {"name": "beside"}}}
RULE = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["${ingress.value}"]}


def generated(form: Any) -> dict[str, Any]:
    return {"aws_security_group": {"a": {"name": "a", "dynamic": form}}}


def function(**values: Any) -> dict[str, Any]:
    return {"aws_lambda_function": {"a": {"function_name": "a", **values}}}


OWN = {"name": "a", "self": "x", "__startline__": "z", "config_": {}, "start_line": [1]}

BREAKING: dict[str, tuple[dict[str, Any], str]] = {
    "an ACL without its bucket": (
        {"aws_s3_bucket_acl": {"a": {"bucket": "existing", "acl": "public-read"}}},
        "CKV_AWS_379",
    ),
    "a dynamic block as an object": (
        generated({"ingress": {"for_each": ["0.0.0.0/0"], "content": RULE}}),
        "CKV_AWS_24",
    ),
    "a dynamic block as a list": (
        generated([{"ingress": [{"for_each": ["0.0.0.0/0"], "content": [RULE]}]}]),
        "CKV_AWS_24",
    ),
    "a dynamic block with the right value": (
        function(dynamic={"tracing_config": {"for_each": ["x"], "content": {"mode": "Active"}}}),
        "CKV_AWS_50",
    ),
    "a dynamic block that is none": (function(dynamic={"tracing_config": 7}), "CKV_AWS_50"),
    "an expression where a value is asked for": (
        function(tracing_config={"mode": "${var.none}"}),
        "CKV_AWS_50",
    ),
    "arguments that checkov uses itself": ({"aws_sqs_queue": {"a": OWN}}, "CKV_AWS_168"),
    "a name that checkov uses itself": ({"aws_sqs_queue": {"__startline__": {"name": "a"}}}, "CKV_AWS_168"),
}
"""Resources beside one that fails, and a check that cannot judge them."""

READ: dict[str, dict[str, Any]] = {
    "import": {"import": [{"to": "aws_sns_topic.beside", "id": "x"}]},
    "moved": {"moved": [{"from": "aws_sqs_queue.old", "to": "aws_sns_topic.beside"}]},
    "removed": {"removed": {"from": "aws_sqs_queue.old", "lifecycle": {"destroy": False}}},
    "check": {"check": {"c": {"assert": [{"condition": "${true}", "error_message": "no"}]}}},
    "a value outside the basic plane": {
        "resource": {"aws_sqs_queue": {"a": {"name": "\U0001f600\ud83d\x07"}}}
    },
    "a long key": {"resource": {"aws_sqs_queue": {"a": {"tags": {"k" * 2000: "v"}}}}},
    "an empty key": {"resource": {"aws_s3_bucket": {"a": {"": "x"}}}},
    "a local of mixed types": {"locals": {"a": [1, {"b": 2}], "b": 5}},
    "a policy that is none": {"resource": {"aws_kms_key": {"a": {"policy": "[1]"}}}},
}
"""Stacks that are read whole, odd as they are."""

INSTANCES = {
    "aws_sqs_queue": {
        "each": {
            "for_each": {"open": False, "a.b": True},
            "name": "${each.key}",
            "sqs_managed_sse_enabled": "${each.value}",
        },
        "none": {"count": 0, "name": "none", "sqs_managed_sse_enabled": False},
    },
    "aws_sqs_queue_policy": {
        "one": {"queue_url": '${aws_sqs_queue.each["open"].id}', "policy": "${var.policy}"},
    },
}
"""Elements that are made several times, and one that is not made."""

KINDS = {
    "aws_lb": {
        "application": {"load_balancer_type": "application", "name": "a"},
        "by_default": {"name": "d"},
        "network": {"load_balancer_type": "network", "name": "n"},
        "either": {"load_balancer_type": "${var.kind}", "name": "e"},
    }
}
"""Load balancers, of which those for applications always balance across zones."""

STACKS: dict[str, dict[str, Any]] = {
    "kinds": {"variable": {"kind": {}}, "resource": {**BESIDE, **KINDS}},
    **{name: {"resource": {**BESIDE, **broken}} for name, (broken, _) in BREAKING.items()},
    "instances": {"resource": {**BESIDE, **INSTANCES}},
    **{name: {**odd, "resource": {**BESIDE, **odd.get("resource", {})}} for name, odd in READ.items()},
}


@pytest.fixture(scope="module")
def scanned() -> Scan:
    return Scanner(build(STACKS, Metadata(), Overrides()), STACKS).result()


def test_nothing_stops_the_gate(scanned: Scan) -> None:
    assert scanned.problems == ()


@pytest.mark.parametrize("stack", BREAKING)
def test_what_cannot_be_judged_is_unknown_at_the_element_and_for_the_check(scanned: Scan, stack: str) -> None:
    resources, check = BREAKING[stack]
    ((kind, named),) = resources.items()
    ((name, _),) = named.items()
    told = [found for found in scanned.findings if (found.stack, found.rule) == (stack, check)]
    assert [(found.address, found.status) for found in told] == [(f"{kind}.{name}", Status.UNKNOWN)]
    assert "checkov cannot tell, since" in told[0].message


@pytest.mark.parametrize("stack", STACKS)
def test_what_stands_beside_it_is_judged(scanned: Scan, stack: str) -> None:
    beside = [found for found in scanned.findings if (found.stack, found.rule) == (stack, "CKV_AWS_26")]
    assert [(found.address, found.status) for found in beside] == [("aws_sns_topic.beside", Status.FAIL)]


@pytest.mark.parametrize("stack", READ)
def test_what_is_odd_and_can_be_read_is_judged(scanned: Scan, stack: str) -> None:
    told = [found for found in scanned.findings if found.stack == stack]
    assert [found.rule for found in told if found.status is Status.UNKNOWN] == []


def test_a_check_that_is_about_some_kinds_only_says_nothing_of_the_others(scanned: Scan) -> None:
    told = {found.address: found.status for found in scanned.findings if found.rule == "CKV_AWS_152"}
    assert told == {"aws_lb.network": Status.FAIL, "aws_lb.either": Status.FAIL}


def test_each_instance_is_judged_and_what_is_not_made_is_not(scanned: Scan) -> None:
    told = {
        found.address: found.status
        for found in scanned.findings
        if (found.stack, found.rule) == ("instances", "CKV_AWS_27")
    }
    assert told == {'aws_sqs_queue.each["open"]': Status.FAIL, 'aws_sqs_queue.each["a.b"]': Status.PASS}


def test_references_to_an_instance_lead_to_its_copy() -> None:
    configuration = build({"one": {"resource": INSTANCES}}, Metadata(), Overrides())
    copy = json_shape(configuration.elements)
    assert copy.content["resource"]["aws_sqs_queue_policy"]["one"]["queue_url"] == (
        "${aws_sqs_queue.each__open_.id}"
    )
    assert copy.elements["aws_sqs_queue.each__open_"].address == 'aws_sqs_queue.each["open"]'
    assert sorted(copy.content["resource"]["aws_sqs_queue"]) == ["each__a_b_", "each__open_"]


def test_two_instances_whose_keys_look_alike_stay_two() -> None:
    alike = {"aws_sqs_queue": {"q": {"for_each": {"a.b": 1, "a-b": 2, "a b": 3}, "name": "${each.key}"}}}
    configuration = build({"one": {"resource": alike}}, Metadata(), Overrides())
    assert len(json_shape(configuration.elements).elements) == 3
