"""What AWS will do under a role follows from what is configured, and from nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata
from rehearsal.platform_calls import platform_calls

ROLE = "arn:aws:iam::111122223333:role/it"
FUNCTION = "arn:aws:lambda:xx-one-1:111122223333:function:pay"
QUEUE = "arn:aws:sqs:xx-one-1:111122223333:failed"
KEY = "arn:aws:kms:xx-one-1:111122223333:key/1"
COPY_KEY = "arn:aws:kms:xx-two-2:111122223333:key/2"
GROUP = "arn:aws:logs:xx-one-1:111122223333:log-group:flow"
STREAM = "arn:aws:dynamodb:xx-one-1:111122223333:table/ledger/stream/2026"
BUS = "arn:aws:events:xx-two-2:111122223333:event-bus/payments"
MACHINE = "arn:aws:states:xx-one-1:111122223333:stateMachine:flow"

Values = dict[str, Any]


def calls(**resources: Values) -> set[str]:
    """Each call as `action resource (conditions)`, without what Lambda writes to every function's log."""
    content = {"resource": {kind: {"it": values} for kind, values in resources.items()}}
    found = platform_calls(build({"app": content}, Metadata(), NO_OVERRIDES))
    assert {call.role for call in found} <= {"it"}
    return {
        f"{call.action} {call.resource}"
        + "".join(f" ({text})" for each in call.conditions for text in each.values)
        for call in found
        if not call.resource.endswith(":log-group:pay:*")
    }


def function(**more: Any) -> Values:
    return {"arn": FUNCTION, "role": ROLE, "logging_config": {"log_group": "pay"}, **more}


def test_a_plain_function_writes_its_log() -> None:
    content = {"resource": {"aws_lambda_function": {"it": function()}}}
    found = platform_calls(build({"app": content}, Metadata(), NO_OVERRIDES))
    assert {(call.action, call.resource) for call in found} == {
        (action, "arn:aws:logs:xx-one-1:111122223333:log-group:pay:*")
        for action in ("logs:CreateLogStream", "logs:PutLogEvents")
    }


@pytest.mark.parametrize(
    ("configured", "expected"),
    [
        (
            {"tracing_config": {"mode": "Active"}},
            {"xray:PutTelemetryRecords *", "xray:PutTraceSegments *"},
        ),
        ({"tracing_config": {"mode": "PassThrough"}}, set()),
        ({"kms_key_arn": KEY}, {f"kms:Decrypt {KEY} (lambda.xx-one-1.amazonaws.com)"}),
        (
            {"vpc_config": {"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]}},
            {
                f"ec2:{action} {place}"
                for place, actions in {
                    "arn:aws:ec2:xx-one-1:111122223333:network-interface/*": (
                        *("CreateNetworkInterface", "DeleteNetworkInterface"),
                        *("AssignPrivateIpAddresses", "UnassignPrivateIpAddresses"),
                    ),
                    "arn:aws:ec2:xx-one-1:111122223333:subnet/subnet-1": ("CreateNetworkInterface",),
                    "arn:aws:ec2:xx-one-1:111122223333:security-group/sg-1": ("CreateNetworkInterface",),
                    "*": ("DescribeNetworkInterfaces", "DescribeSubnets"),
                }.items()
                for action in actions
            },
        ),
    ],
    ids=["traced", "not traced", "encrypted", "in a network"],
)
def test_a_function_is_run_as_it_is_configured(configured: Values, expected: set[str]) -> None:
    assert calls(aws_lambda_function=function(**configured)) == expected


def test_what_a_function_failed_at_goes_to_an_encrypted_queue() -> None:
    assert calls(
        aws_lambda_function=function(dead_letter_config={"target_arn": QUEUE}),
        aws_sqs_queue={"arn": QUEUE, "kms_master_key_id": KEY},
    ) == {
        f"sqs:SendMessage {QUEUE}",
        f"kms:Decrypt {KEY} (sqs.xx-one-1.amazonaws.com)",
        f"kms:GenerateDataKey {KEY} (sqs.xx-one-1.amazonaws.com)",
    }


def test_a_stream_is_read_for_its_function_and_only_read() -> None:
    mapping = {
        "function_name": f"{FUNCTION}:live",
        "event_source_arn": STREAM,
        "destination_config": {"on_failure": {"destination_arn": QUEUE}},
    }
    table = {"arn": STREAM.split("/stream", maxsplit=1)[0], "server_side_encryption": {"kms_key_arn": KEY}}
    assert calls(
        aws_lambda_function=function(), aws_lambda_event_source_mapping=mapping, aws_dynamodb_table=table
    ) == {
        *(f"dynamodb:{name} {STREAM}" for name in ("DescribeStream", "GetRecords", "GetShardIterator")),
        "dynamodb:ListStreams *",
        f"sqs:SendMessage {QUEUE}",
        f"kms:Decrypt {KEY} (dynamodb.xx-one-1.amazonaws.com)",
    }


def test_a_machine_that_is_logged_traced_and_encrypted() -> None:
    found = calls(
        aws_sfn_state_machine={
            "arn": MACHINE,
            "role_arn": ROLE,
            "definition": '{"States": {}}',
            "encryption_configuration": {"type": "CUSTOMER_MANAGED_KMS_KEY", "kms_key_id": KEY},
            "logging_configuration": {"level": "ALL", "log_destination": f"{GROUP}:*"},
            "tracing_configuration": {"enabled": True},
        },
        aws_cloudwatch_log_group={"arn": GROUP, "kms_key_id": KEY},
    )
    assert {each for each in found if each.startswith("kms:")} == {
        f"kms:Decrypt {KEY} ({MACHINE})",
        f"kms:GenerateDataKey {KEY} ({MACHINE})",
        f"kms:GenerateDataKey {KEY} (arn:aws:logs:xx-one-1:111122223333:*)",
    }
    others = {each for each in found if not each.startswith("kms:")}
    assert {each.split(":")[0] for each in others} == {"logs", "xray"}
    assert {each.split()[1] for each in others} == {"*"}
    assert len(others) == 12


def test_a_machine_without_any_of_it_calls_nothing() -> None:
    plain = {"arn": MACHINE, "role_arn": ROLE, "definition": '{"States": {}}'}
    assert calls(aws_sfn_state_machine={**plain, "logging_configuration": {"level": "OFF"}}) == set()


def test_a_rule_puts_events_on_a_bus_by_its_role() -> None:
    assert calls(aws_cloudwatch_event_target={"arn": BUS, "role_arn": ROLE}) == {f"events:PutEvents {BUS}"}
    assert calls(aws_cloudwatch_event_target={"arn": FUNCTION}) == set()


def test_a_flow_log_is_written() -> None:
    assert calls(aws_flow_log={"iam_role_arn": ROLE, "log_destination": GROUP}) == {
        *(
            f"logs:{action} {group}"
            for action in ("CreateLogStream", "DescribeLogStreams", "PutLogEvents")
            for group in (GROUP, f"{GROUP}:*")
        ),
        "logs:DescribeLogGroups arn:aws:logs:xx-one-1:111122223333:log-group:*",
    }


def test_a_bucket_is_replicated_from_key_to_key() -> None:
    encryption = {"apply_server_side_encryption_by_default": {"kms_master_key_id": KEY}}
    rule = {
        "destination": {
            "bucket": "arn:aws:s3:::there",
            "encryption_configuration": {"replica_kms_key_id": COPY_KEY},
        },
        "delete_marker_replication": {"status": "Enabled"},
    }
    assert calls(
        aws_s3_bucket_replication_configuration={"role": ROLE, "bucket": "here", "rule": [rule]},
        aws_s3_bucket_server_side_encryption_configuration={"bucket": "here", "rule": [encryption]},
    ) == {
        *(f"s3:{name} arn:aws:s3:::here" for name in ("GetReplicationConfiguration", "ListBucket")),
        *(f"s3:GetObjectVersion{name} arn:aws:s3:::here/*" for name in ("Acl", "ForReplication", "Tagging")),
        *(f"s3:Replicate{name} arn:aws:s3:::there/*" for name in ("Delete", "Object", "Tags")),
        f"kms:Decrypt {KEY} (s3.xx-one-1.amazonaws.com)",
        f"kms:Encrypt {COPY_KEY} (s3.xx-two-2.amazonaws.com)",
        f"kms:GenerateDataKey {COPY_KEY} (s3.xx-two-2.amazonaws.com)",
    }
