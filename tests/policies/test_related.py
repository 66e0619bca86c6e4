"""A related resource is judged with its owner, or alone without it; blocks of old style as both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.engine import judge
from policies.gate.proving import configuration_of
from policies.model import Finding, Status
from policies.registry import load
from policies.related.roles import granted
from policies.resource import Resource

RULES = {rule.id: rule for rule in load().rules}
KEY = "arn:aws:kms:xx-test-1:999988887777:key/00000000-0000-0000-0000-000000000000"
DENIED = {"Effect": "Deny", "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
OPEN = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})


def findings(rule: str, resources: Mapping[str, Any]) -> tuple[Finding, ...]:
    judged = judge(configuration_of({"resource": resources}), [RULES[rule]])
    assert not judged.errors
    return judged.findings


def closed(action: str, *resources: str) -> str:
    return json.dumps({"Statement": [{**DENIED, "Action": action, "Resource": list(resources)}]})


ALONE: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {
    ("s3-versioning", "aws_s3_bucket_versioning"): (
        {"bucket": "theirs", "versioning_configuration": {"status": "Enabled"}},
        {"bucket": "theirs", "versioning_configuration": {"status": "Suspended"}},
    ),
    ("s3-encryption", "aws_s3_bucket_server_side_encryption_configuration"): (
        {
            "bucket": "theirs",
            "rule": {
                "bucket_key_enabled": True,
                "apply_server_side_encryption_by_default": {
                    "sse_algorithm": "aws:kms",
                    "kms_master_key_id": KEY,
                },
            },
        },
        {
            "bucket": "theirs",
            "rule": {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}},
        },
    ),
    ("s3-lifecycle", "aws_s3_bucket_lifecycle_configuration"): (
        {
            "bucket": "theirs",
            "rule": {
                "status": "Enabled",
                "noncurrent_version_expiration": {"noncurrent_days": 9},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            },
        },
        {"bucket": "theirs", "rule": {"status": "Disabled"}},
    ),
    ("s3-ownership", "aws_s3_bucket_ownership_controls"): (
        {"bucket": "theirs", "rule": {"object_ownership": "BucketOwnerEnforced"}},
        {"bucket": "theirs", "rule": {"object_ownership": "ObjectWriter"}},
    ),
    ("s3-public-access-block", "aws_s3_bucket_public_access_block"): (
        {
            "bucket": "theirs",
            **dict.fromkeys(
                ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"),
                True,
            ),
        },
        {"bucket": "theirs", "block_public_acls": False},
    ),
    ("s3-tls-only", "aws_s3_bucket_policy"): (
        {"bucket": "theirs", "policy": closed("s3:*", "arn:aws:s3:::theirs", "arn:aws:s3:::theirs/*")},
        {"bucket": "theirs", "policy": closed("s3:*", "arn:aws:s3:::other", "arn:aws:s3:::other/*")},
    ),
    ("sqs-tls-only", "aws_sqs_queue_policy"): (
        {"queue_url": "https://sqs.xx-test-1.amazonaws.com/999988887777/q", "policy": closed("sqs:*", "*")},
        {"queue_url": "https://sqs.xx-test-1.amazonaws.com/999988887777/q", "policy": OPEN},
    ),
    ("sns-tls-only", "aws_sns_topic_policy"): (
        {"arn": "arn:aws:sns:xx-test-1:999988887777:t", "policy": closed("sns:Publish", "*")},
        {"arn": "arn:aws:sns:xx-test-1:999988887777:t", "policy": OPEN},
    ),
    ("sns-policy-present", "aws_sns_topic_policy"): (
        {"arn": "arn:aws:sns:xx-test-1:999988887777:t", "policy": OPEN},
        {"arn": "arn:aws:sns:xx-test-1:999988887777:t", "policy": '{"Statement": []}'},
    ),
    ("sqs-redrive-allow", "aws_sqs_queue_redrive_allow_policy"): (
        {"queue_url": "https://q", "redrive_allow_policy": '{"redrivePermission": "denyAll"}'},
        {"queue_url": "https://q", "redrive_allow_policy": '{"redrivePermission": "allowAll"}'},
    ),
    ("sqs-dead-letter", "aws_sqs_queue_redrive_policy"): (
        {
            "queue_url": "https://q",
            "redrive_policy": '{"deadLetterTargetArn": "arn:aws:sqs:xx-test-1:999988887777:failed"}',
        },
        {"queue_url": "https://q", "redrive_policy": "{}"},
    ),
    ("kms-key-alias", "aws_kms_alias"): (
        {"target_key_id": "0000", "name": "alias/data-zq7"},
        {"target_key_id": "0000", "name": "alias/data"},
    ),
    ("kms-key-policy", "aws_kms_key_policy"): (
        {"key_id": "0000", "policy": OPEN.replace('"*", "Res', '"kms:PutKeyPolicy", "Res')},
        {"key_id": "0000", "policy": OPEN, "bypass_policy_lockout_safety_check": True},
    ),
    ("vpc-flow-log", "aws_flow_log"): (
        {
            "vpc_id": "vpc-1",
            "traffic_type": "ALL",
            "log_destination": "${aws_cloudwatch_log_group.flows.arn}",
        },
        {
            "vpc_id": "vpc-1",
            "traffic_type": "REJECT",
            "log_destination": "${aws_cloudwatch_log_group.flows.arn}",
        },
    ),
    ("vpc-default-security-group", "aws_default_security_group"): (
        {"vpc_id": "vpc-1"},
        {"vpc_id": "vpc-1", "ingress": [{"protocol": "-1", "self": True}]},
    ),
    ("vpc-endpoint-policy", "aws_vpc_endpoint_policy"): (
        {"vpc_endpoint_id": "vpce-1", "policy": closed("s3:*", "*")},
        {"vpc_endpoint_id": "vpce-1", "policy": OPEN},
    ),
    ("waf-logging", "aws_wafv2_web_acl_logging_configuration"): (
        {
            "resource_arn": "arn:aws:wafv2:xx-test-1:999988887777:regional/webacl/a/1",
            "log_destination_configs": ["arn:aws:logs:xx-test-1:999988887777:log-group:aws-waf-logs-a"],
            "redacted_fields": [{"single_header": {"name": "authorization"}}, {"query_string": {}}],
        },
        {
            "resource_arn": "arn:aws:wafv2:xx-test-1:999988887777:regional/webacl/a/1",
            "log_destination_configs": [],
        },
    ),
}
"""By rule and type: a related resource that is right and one that is wrong, of an owner that is not here."""

BESIDE = {"aws_cloudwatch_log_group": {"flows": {"kms_key_id": KEY}}}


@pytest.mark.parametrize(("rule", "kind"), ALONE, ids=str)
def test_a_related_resource_without_its_owner_is_judged_by_its_own_values(rule: str, kind: str) -> None:
    right, wrong = ALONE[rule, kind]
    for values, expected in ((right, Status.PASS), (wrong, Status.FAIL)):
        (found,) = findings(rule, {kind: {"lone": values}, **BESIDE})
        assert (found.address, found.status) == (f"{kind}.lone", expected), found.message
        assert "names it" not in found.message


OWNERS = {
    "bucket": ("aws_s3_bucket", "id"),
    "queue_url": ("aws_sqs_queue", "url"),
    "arn": ("aws_sns_topic", "arn"),
    "target_key_id": ("aws_kms_key", "key_id"),
    "key_id": ("aws_kms_key", "key_id"),
    "vpc_id": ("aws_vpc", "id"),
    "vpc_endpoint_id": ("aws_vpc_endpoint", "id"),
    "resource_arn": ("aws_wafv2_web_acl", "arn"),
}


@pytest.mark.parametrize(("rule", "kind"), ALONE, ids=str)
def test_a_related_resource_with_its_owner_is_judged_there_alone(rule: str, kind: str) -> None:
    _, wrong = ALONE[rule, kind]
    attribute = next(iter(wrong))
    owner, read = OWNERS[attribute]
    named = {**wrong, attribute: f"${{{owner}.mine.{read}}}"}
    found = findings(rule, {owner: {"mine": {}}, kind: {"its": named}, **BESIDE})
    assert [each.address for each in found] == [f"{owner}.mine"]
    assert found[0].status is Status.FAIL


SAME_NAME = {
    "aws_s3_bucket_versioning": {"x": {"bucket": "mine", "versioning_configuration": {"status": "Suspended"}}}
}


def test_an_owner_may_be_named_by_name_or_read_by_a_data_source() -> None:
    owned = {"aws_s3_bucket": {"mine": {"bucket": "mine"}}}
    assert [each.address for each in findings("s3-versioning", owned | SAME_NAME)] == ["aws_s3_bucket.mine"]
    mentioned = {"bucket": "${lower(aws_s3_bucket.mine.id)}", "versioning_configuration": {"status": "Off"}}
    within = owned | {"aws_s3_bucket_versioning": {"x": mentioned}}
    assert [each.address for each in findings("s3-versioning", within)] == ["aws_s3_bucket.mine"]
    other = {"aws_s3_bucket": {"mine": {"bucket": "another"}}}
    assert "aws_s3_bucket_versioning.x" in [
        each.address for each in findings("s3-versioning", other | SAME_NAME)
    ]


READ_WITH_THE_OWNER = {
    "aws_acm_certificate_validation": "it says nothing but which certificate is waited for",
    "aws_api_gateway_method_response": "a deployment follows it, and what it says lets nobody in",
    "aws_api_gateway_request_validator": "it is judged where a method names it",
    "aws_api_gateway_resource": "it is a segment of a path",
    "aws_api_gateway_rest_api_policy": "the rules on policies judge whatever has one",
    "aws_apigatewayv2_api_mapping": "it leads to an API, and says nothing of it",
    "aws_autoscaling_attachment": "it says only which targets a group's machines are",
    "aws_autoscaling_schedule": "it says only when a group has how many",
    "aws_autoscaling_traffic_source_attachment": "as an attachment",
    "aws_cloudwatch_event_permission": "it lets others in, which the rules on grants judge",
    "aws_cloudwatch_log_delivery_source": "it says only whose logs are delivered",
    "aws_ecs_capacity_provider": "it is judged where a cluster names it",
    "aws_ecs_cluster_capacity_providers": "it says only what runs a cluster's tasks",
    "aws_eks_pod_identity_association": "it says only whose role a service account has",
    "aws_ec2_managed_prefix_list_entry": "it is judged where a rule of a group uses its list",
    "aws_main_route_table_association": "it says only which table is the main one",
    **dict.fromkeys(
        ("aws_vpc_ipv4_cidr_block_association", "aws_vpc_ipv6_cidr_block_association"),
        "it says only which addresses a network has",
    ),
    "aws_network_acl_association": "it says only whose list it is",
    "aws_vpc_endpoint_subnet_association": "it says only in which subnets an endpoint answers",
    "aws_vpc_endpoint_route_table_association": "it says only which tables lead to an endpoint",
}
"""What rules read of an owner and do not judge alone, with the reason."""


def test_every_related_resource_that_a_rule_judges_is_judged_alone_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All rules, all examples: whatever type a rule asks for as related is one that some rule judges."""
    asked: set[str] = set()
    related = Configuration.related

    def spy(
        configuration: Configuration, resource: Resource, kind: str, attribute: str
    ) -> tuple[Resource, ...]:
        asked.add(kind)
        return related(configuration, resource, kind, attribute)

    monkeypatch.setattr(Configuration, "related", spy)
    for rule in RULES.values():
        for _, _, stack in rule.examples:
            judge(configuration_of(stack), [rule])
    judged = {kind for rule in RULES.values() for kind in rule.types}
    assert {"aws_s3_bucket_versioning", "aws_kms_alias", "aws_flow_log"} <= asked
    assert asked - judged == READ_WITH_THE_OWNER.keys()


INLINE: dict[str, list[tuple[dict[str, Any], Status]]] = {
    "s3-versioning": [
        ({"versioning": {"enabled": True}}, Status.PASS),
        ({"versioning": [{"enabled": "1"}]}, Status.PASS),
        ({"versioning": {"enabled": False}}, Status.FAIL),
        ({"versioning": {}}, Status.FAIL),
        ({"versioning": {"enabled": "${var.on}"}}, Status.UNKNOWN),
        (
            {"dynamic": {"versioning": {"for_each": "${var.on}", "content": {"enabled": True}}}},
            Status.UNKNOWN,
        ),
    ],
    "s3-encryption": [
        (
            {
                "server_side_encryption_configuration": ALONE[
                    "s3-encryption", "aws_s3_bucket_server_side_encryption_configuration"
                ][0]
            },
            Status.PASS,
        ),
        (
            {
                "server_side_encryption_configuration": ALONE[
                    "s3-encryption", "aws_s3_bucket_server_side_encryption_configuration"
                ][1]
            },
            Status.FAIL,
        ),
    ],
    "s3-lifecycle": [
        (
            {
                "lifecycle_rule": {
                    "enabled": True,
                    "noncurrent_version_expiration": [{"days": 30}],
                    "abort_incomplete_multipart_upload_days": 7,
                }
            },
            Status.PASS,
        ),
        ({"lifecycle_rule": {"enabled": True, "noncurrent_version_expiration": {"days": 30}}}, Status.FAIL),
        (
            {
                "lifecycle_rule": [
                    {
                        "enabled": False,
                        "noncurrent_version_expiration": {"days": 30},
                        "abort_incomplete_multipart_upload_days": 7,
                    }
                ]
            },
            Status.FAIL,
        ),
        (
            {
                "lifecycle_rule": [
                    {
                        "enabled": True,
                        "prefix": "logs/",
                        "noncurrent_version_expiration": {"days": 30},
                        "abort_incomplete_multipart_upload_days": 7,
                    }
                ]
            },
            Status.FAIL,
        ),
    ],
    "s3-access-logging": [
        ({"logging": {"target_bucket": "logs-zq7"}}, Status.PASS),
        ({"logging": {"target_bucket": "x-zq7"}}, Status.FAIL),
    ],
    "s3-public-acl": [({"acl": "private"}, Status.PASS), ({"acl": "public-read"}, Status.FAIL)],
    "s3-replication": [
        ({"replication_configuration": {"role": "${aws_iam_role.r.arn}", "rules": []}}, Status.FAIL),
        (
            {"replication_configuration": {"role": "r", "rules": [{"status": "Disabled"}]}},
            Status.FAIL,
        ),
    ],
}


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [(rule, values, expected) for rule, cases in INLINE.items() for values, expected in cases],
)
def test_blocks_of_old_style_are_judged_as_related_resources(
    rule: str, values: dict[str, Any], expected: Status
) -> None:
    buckets = {"x": {"bucket": "x-zq7", **values}, "logs": {"bucket": "logs-zq7"}}
    found = {each.address: each for each in findings(rule, {"aws_s3_bucket": buckets})}["aws_s3_bucket.x"]
    assert found.status is expected, found.message
    assert "names it" not in found.message
    if expected is Status.FAIL and rule != "s3-public-acl":
        assert "(inline, deprecated)" in found.message


@pytest.mark.parametrize(("inline", "separate"), [(True, False), (False, True)])
def test_where_both_stand_each_is_judged(inline: bool, separate: bool) -> None:
    status = "Enabled" if separate else "Suspended"
    stack = {
        "aws_s3_bucket": {"x": {"versioning": {"enabled": inline}}},
        "aws_s3_bucket_versioning": {
            "x": {"bucket": "${aws_s3_bucket.x.id}", "versioning_configuration": {"status": status}}
        },
    }
    (found,) = findings("s3-versioning", stack)
    assert found.status is Status.FAIL
    assert ("inline" in found.message) is separate
    assert findings("s3-inline-blocks", stack)[0].status is Status.FAIL


def ssh(**group: Any) -> dict[str, Any]:
    rule = {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, **group}
    return {"aws_vpc_security_group_ingress_rule": {"x": rule}}


@pytest.mark.parametrize(
    ("cidr", "expected"),
    [
        ("0.0.0.0/0", Status.FAIL),
        ("0.0.0.0/1", Status.FAIL),
        ("::/0", Status.FAIL),
        ("10.0.0.0/8", Status.PASS),
        ("${var.cidr}", Status.UNKNOWN),
    ],
)
@pytest.mark.parametrize("separate", [True, False])
def test_a_prefix_list_is_what_its_entries_are(separate: bool, cidr: str, expected: Status) -> None:
    listed = {"prefix_list_id": "${aws_ec2_managed_prefix_list.p.id}"}
    entries: dict[str, Any] = (
        {"aws_ec2_managed_prefix_list_entry": {"e": {**listed, "cidr": cidr}}} if separate else {}
    )
    inline = {} if separate else {"entry": [{"cidr": cidr}]}
    stack = {"aws_ec2_managed_prefix_list": {"p": inline}, **entries, **ssh(**listed)}
    assert findings("vpc-open-admin-ports", stack)[0].status is expected


def test_retention_of_0_is_called_what_it_is() -> None:
    for values in ({"retention_in_days": 0}, {"retention_in_days": "0"}, {}):
        (found,) = findings("logs-retention", {"aws_cloudwatch_log_group": {"g": values}})
        assert found.status is Status.FAIL
        assert "for ever" in found.message
        assert "at least" not in found.message


@pytest.mark.parametrize(
    "attached",
    [
        {"aws_iam_role_policy_attachment": {"a": {"role": "${aws_iam_role.r.name}", "policy_arn": KEY}}},
        {"aws_iam_policy_attachment": {"a": {"roles": ["${aws_iam_role.r.name}"], "policy_arn": KEY}}},
        {},
    ],
    ids=["attachment", "attachment to several", "of the role itself"],
)
def test_what_is_attached_to_a_role_in_whatever_style_is_read(attached: dict[str, Any]) -> None:
    role = {} if attached else {"managed_policy_arns": [KEY]}
    configuration = configuration_of({"resource": {"aws_iam_role": {"r": role}, **attached}})
    assert granted(configuration.of("aws_iam_role")[0], configuration) is None, (
        "nobody here can tell what it allows"
    )
