"""What another stack may say by a variable, and what a module gives, is unknown; what nobody names fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policies.engine import judge
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata
from policies.model import Status
from tests.policies.verdicts import RULES

TOPIC: dict[str, Any] = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "resource": {
        "aws_sns_topic": {"t": {"name": "alerts-zq7"}},
        "aws_s3_bucket": {"b": {"bucket": "b-zq7"}},
        "aws_security_group": {
            "g": {
                "ingress": [
                    {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}
                ]
            }
        },
    },
}
OUTPUTS = {
    "topic": {"value": "${aws_sns_topic.t.arn}"},
    "bucket": {"value": {"name": "${aws_s3_bucket.b.id}"}},
    "group": {"value": "${aws_security_group.g.id}"},
}
USER: dict[str, Any] = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "variable": {"topic": {}, "bucket": {}},
    "resource": {
        "aws_sns_topic_subscription": {"s": {"topic_arn": "${var.topic}", "protocol": "sqs"}},
        "aws_sns_topic_policy": {"p": {"arn": "${var.topic}", "policy": "${var.policy}"}},
        "aws_s3_bucket_ownership_controls": {"o": {"bucket": "${var.bucket}"}},
    },
}
CASES = (
    ("sns-subscribed", "aws_sns_topic.t"),
    ("sns-policy-present", "aws_sns_topic.t"),
    ("s3-ownership", "aws_s3_bucket.b"),
    ("vpc-open-ingress", "aws_security_group.g"),
)


def status(rule: str, address: str, **stacks: Any) -> Status:
    configuration = build(stacks, Metadata(), NO_OVERRIDES)
    (found,) = (each for each in judge(configuration, [RULES[rule]]).findings if each.address == address)
    return found.status


@pytest.mark.parametrize(("rule", "address"), CASES)
def test_what_an_output_hands_on_may_be_named_in_another_stack(rule: str, address: str) -> None:
    assert status(rule, address, near={**TOPIC, "output": OUTPUTS}, far=USER) is Status.UNKNOWN


@pytest.mark.parametrize(("rule", "address"), CASES)
def test_what_no_output_hands_on_is_named_nowhere(rule: str, address: str) -> None:
    assert status(rule, address, near=TOPIC, far=USER) is Status.FAIL


@pytest.mark.parametrize(("rule", "address"), CASES[:3])
def test_another_stack_that_names_something_of_its_own_names_nothing_else(rule: str, address: str) -> None:
    far = {**USER, "variable": {"topic": {"default": "a"}, "bucket": {"default": "b"}}}
    assert status(rule, address, near={**TOPIC, "output": OUTPUTS}, far=far) is Status.FAIL


@pytest.mark.parametrize(
    ("rule", "kind", "attribute"),
    [
        ("logs-customer-key", "aws_cloudwatch_log_group", "kms_key_id"),
        ("kms-own-region-key", "aws_sagemaker_notebook_instance", "kms_key_id"),
        ("sqs-customer-key", "aws_sqs_queue", "kms_master_key_id"),
    ],
)
def test_what_a_module_gives_nobody_reads(rule: str, kind: str, attribute: str) -> None:
    stack = {
        "provider": {"aws": [{"region": "xx-test-1"}]},
        "module": {"kms": {"source": "example/kms/aws"}},
        "resource": {kind: {"user": {attribute: "${module.kms.key_arn}"}}},
    }
    assert status(rule, f"{kind}.user", only=stack) is Status.UNKNOWN


def test_outputs_that_lead_to_each_other_end_at_every_rule() -> None:
    """Each of two stacks hands on what the other one does: nobody can tell what, and none looks for ever."""
    leads = "${data.terraform_remote_state.other.outputs.said}"
    container = {"name": "web", "environment": [{"name": "SAID", "value": leads}]}

    def stack(own: str, other: str) -> dict[str, Any]:
        return {
            "terraform": {"backend": {"s3": {"key": own}}},
            "data": {"terraform_remote_state": {"other": {"backend": "s3", "config": {"key": other}}}},
            "output": {"said": {"value": leads}},
            "resource": {
                **USER["resource"],
                "aws_sns_topic_subscription": {"s": {"topic_arn": leads, "protocol": "sqs"}},
                "aws_lambda_function": {"f": {"role": leads, "environment": {"variables": {"SAID": leads}}}},
                "aws_ecs_task_definition": {"t": {"container_definitions": json.dumps([container])}},
                "aws_route": {"r": {"route_table_id": leads, "gateway_id": leads}},
            },
        }

    configuration = build({"a": stack("a", "b"), "b": stack("b", "a")}, Metadata(), NO_OVERRIDES)
    assert judge(configuration, RULES.values()).errors == ()


def test_a_stack_of_two_regions_is_no_copy_of_itself() -> None:
    """What stands in the second region of one stack lacks no counterpart in the first."""
    providers = [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "far"}]
    verdict = {"rule": "kms-key-rotation", "statuses": {"xx-test-2": "pass"}}
    stack = {"provider": {"aws": providers}, "resource": {"verdict": {"example": verdict}}}
    configuration = build({"pay": stack}, Metadata(), NO_OVERRIDES)
    assert not judge(configuration, [RULES["parity-verdicts"]]).findings


BODY = '{"widgets": [{"properties": {"metrics": [["AWS/SQS", "Age", {"region": "xx-test-1"}]]}}]}'
LEANS = (
    ("dashboards-regions", {"aws_cloudwatch_dashboard": {"e": {"dashboard_body": BODY}}}, "${var.region}"),
    ("events-forwarding-role", {"aws_cloudwatch_event_target": {"e": {"arn": "${var.topic}"}}}, "xx-test-1"),
    (
        "iam-own-policies",
        {
            "aws_iam_role_policy_attachment": {
                "e": {
                    "role": "${one(aws_iam_role.recorder[*].id)}",
                    "policy_arn": "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
                }
            }
        },
        "xx-test-1",
    ),
    (
        "api-method-permission",
        {
            "aws_lambda_permission": {
                "e": {
                    "principal": "apigateway.amazonaws.com",
                    "source_arn": "${aws_api_gateway_deployment.d.execution_arn}*/${var.verb}/",
                }
            }
        },
        "xx-test-1",
    ),
    (
        "iam-exact-source",
        {
            "aws_iam_role": {
                "e": {
                    "assume_role_policy": '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", '
                    '"Principal": {"Service": ["${var.service}"]}}}'
                }
            }
        },
        "xx-test-1",
    ),
)


@pytest.mark.parametrize(("rule", "made", "region"), LEANS)
def test_what_leans_on_a_variable_is_unknown(rule: str, made: dict[str, Any], region: str) -> None:
    ((kind, _),) = made.items()
    stack = {"provider": {"aws": [{"region": region}]}, "resource": made}
    assert status(rule, f"{kind}.e", only=stack) is Status.UNKNOWN


def test_a_reference_may_begin_with_the_word_resource() -> None:
    for word, expected in (("t", Status.PASS), ("gone", Status.FAIL)):
        output = {"topic": {"value": f"${{resource.aws_sns_topic.{word}.arn}}"}}
        found = status("terraform-dangling-reference", "output.topic", only={**TOPIC, "output": output})
        assert found is expected


@pytest.mark.parametrize("several", [{"count": "${var.n}"}, {"for_each": "${var.n}"}])
def test_a_related_resource_that_names_nothing_breaks_no_rule(several: dict[str, str]) -> None:
    for kind in ("aws_vpc_endpoint", "aws_subnet"):
        made = {"aws_vpc": {"v": {}}, kind: {"e": several}}
        configuration = build({"only": {"resource": made, "variable": {"n": {}}}}, Metadata(), NO_OVERRIDES)
        assert not judge(configuration, RULES.values()).errors
