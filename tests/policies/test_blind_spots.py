"""Where stock checkov on cdktf's output sees nothing: the gate sees it, by our rules or by the plan's shape.

One run of the gate judges every case; each is a stack of its own. What is no case shows elsewhere:

| blind spot | seen by |
|---|---|
| a custom check that cannot be imported | test_bridge, test_gate: a rule that does not load |
| truncated JSON, an empty folder | test_gate: a file that does not read, an empty folder |
| the wrong framework, half the stacks, no answer | test_scanner: an answer that is not whole |
| a required version makes it skip the stack | here: every stack has one |
| resource_count is 0; an absent check passes | test_scanner, test_checkov_census: counts |
| explicit nulls, policies as strings, jsonencode, presence | here |
| a policy in a data source | test_plan_shape, and here |
| lifecycle is not in a plan | here: the certificate |
| HCL beside the stack is neither scanned nor told | test_gate: a Terraform file beside the stack |
| ids without type; what odd input prints | here, and test_scanner: answers go by file |
| inline skips, baselines, settings files, variables | test_users_settings |
| a baseline that hides other regions; global skips | test_waiving, test_parity_verdicts |
| reports that print passwords | here, test_masking |
| calls home | test_scanner: nothing of the user's environment |
| stale folders | test_gate: a stack that the manifest does not name |
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policies.gate.evaluation import ENGINES, Terms, evaluate
from policies.gate.reading.build import Overrides
from policies.gate.verdict import Verdict, separated
from policies.model import Status
from tests.policies.stacks import write_stack
from tests.policies.verdicts import TODAY

pytestmark = pytest.mark.synth


def policy(**statement: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def role_policy(*actions: str) -> dict[str, Any]:
    return {"aws_iam_role_policy": {"x": {"role": "x", "policy": policy(Action=list(actions), Resource="*")}}}


PUBLIC = policy(Action="*", Principal="*", Resource="*")
REPLICA = {"global_table_arn": "${aws_dynamodb_table.t.arn}", "point_in_time_recovery": False}
ENCRYPTED = {
    "rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms"}}],
    "bucket": "${aws_s3_bucket.x.id}",
}
SSH = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}
REPLICATION = {"bucket": "${aws_s3_bucket.x.id}", "role": "r", "rule": [{"status": "Disabled"}]}

RENDERED = {
    "aws_iam_policy_document": {"x": {"statement": [{"actions": ["s3:PutObject"], "resources": ["*"]}]}}
}

CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    # Policies are strings in Terraform JSON: these checks answer about a plan only.
    "key policy open to everyone": (
        {"aws_kms_key": {"x": {"policy": PUBLIC}}},
        "CKV_AWS_33",
        "aws_kms_key.x",
    ),
    "queue policy that allows everything": (
        {"aws_sqs_queue_policy": {"x": {"queue_url": "q", "policy": PUBLIC}}},
        "CKV_AWS_72",
        "aws_sqs_queue_policy.x",
    ),
    "queue policy open to everyone": (
        {"aws_sqs_queue_policy": {"x": {"queue_url": "q", "policy": PUBLIC}}},
        "CKV_AWS_168",
        "aws_sqs_queue_policy.x",
    ),
    "queue policy with a wildcard": (
        {"aws_sqs_queue_policy": {"x": {"queue_url": "q", "policy": PUBLIC}}},
        "CKV_AWS_387",
        "aws_sqs_queue_policy.x",
    ),
    "topic policy open to everyone": (
        {"aws_sns_topic_policy": {"x": {"arn": "t", "policy": PUBLIC}}},
        "CKV_AWS_169",
        "aws_sns_topic_policy.x",
    ),
    "topic policy for another account": (
        {
            "aws_sns_topic_policy": {
                "x": {
                    "arn": "t",
                    "policy": policy(
                        Action="sns:Publish",
                        Principal={"AWS": "arn:aws:iam::999999999999:root"},
                        Resource="t",
                    ),
                }
            }
        },
        "CKV_AWS_385",
        "aws_sns_topic_policy.x",
    ),
    "privilege escalation": (role_policy("iam:CreatePolicyVersion"), "CKV_AWS_286", "aws_iam_role_policy.x"),
    "credentials exposure": (role_policy("sts:GetSessionToken"), "CKV_AWS_287", "aws_iam_role_policy.x"),
    "data exfiltration": (role_policy("s3:GetObject"), "CKV_AWS_288", "aws_iam_role_policy.x"),
    "permissions management": (role_policy("s3:PutBucketPolicy"), "CKV_AWS_289", "aws_iam_role_policy.x"),
    "write access": (role_policy("s3:PutObject"), "CKV_AWS_290", "aws_iam_role_policy.x"),
    "any resource": (role_policy("s3:PutObject"), "CKV_AWS_355", "aws_iam_role_policy.x"),
    "a document that a data source renders": (
        {
            "aws_iam_role_policy": {
                "x": {"role": "x", "policy": "${data.aws_iam_policy_document.x.json}"},
            }
        },
        "CKV_AWS_290",
        "aws_iam_role_policy.x",
    ),
    # Policies that no shape of checkov reads.
    "jsonencode hides everything": (
        {"aws_iam_role_policy": {"x": {"role": "x", "policy": '${jsonencode({"Statement" = []})}'}}},
        "iam-readable-policies",
        "aws_iam_role_policy.x",
    ),
    "queue policy with all of SQS": (
        {
            "aws_sqs_queue_policy": {
                "x": {"queue_url": "q", "policy": policy(Action="sqs:*", Principal="*", Resource="*")}
            }
        },
        "iam-wildcard-actions",
        "aws_sqs_queue_policy.x",
    ),
    "key policy with all of KMS": (
        {
            "aws_kms_key": {
                "x": {
                    "policy": policy(Action="kms:*", Principal={"Service": "sns.amazonaws.com"}, Resource="*")
                }
            }
        },
        "iam-wildcard-actions",
        "aws_kms_key.x",
    ),
    "bus policy open to everyone": (
        {"aws_cloudwatch_event_bus_policy": {"x": {"event_bus_name": "b", "policy": PUBLIC}}},
        "iam-public-access",
        "aws_cloudwatch_event_bus_policy.x",
    ),
    # Nulls that cdktf writes.
    "SSH open beside explicit nulls": (
        {"aws_security_group": {"x": {"description": "x", "ingress": [{**SSH, "prefix_list_ids": None}]}}},
        "CKV_AWS_24",
        "aws_security_group.x",
    ),
    # Presence that is taken for protection.
    "topic on a key of AWS": (
        {"aws_sns_topic": {"x": {"name": "x", "kms_master_key_id": "alias/aws/sns"}}},
        "sns-customer-key",
        "aws_sns_topic.x",
    ),
    "bucket encryption without a key": (
        {
            "aws_s3_bucket": {"x": {"bucket": "x"}},
            "aws_s3_bucket_server_side_encryption_configuration": {"x": ENCRYPTED},
        },
        "s3-encryption",
        "aws_s3_bucket.x",
    ),
    "lifecycle that is disabled": (
        {
            "aws_s3_bucket": {"x": {"bucket": "x"}},
            "aws_s3_bucket_lifecycle_configuration": {
                "x": {"bucket": "${aws_s3_bucket.x.id}", "rule": [{"id": "x", "status": "Disabled"}]}
            },
        },
        "s3-lifecycle",
        "aws_s3_bucket.x",
    ),
    "replication that is disabled": (
        {
            "aws_s3_bucket": {"x": {"bucket": "x"}},
            "aws_s3_bucket_replication_configuration": {"x": REPLICATION},
        },
        "s3-replication",
        "aws_s3_bucket_replication_configuration.x",
    ),
    "no policy that demands TLS": (
        {"aws_s3_bucket": {"x": {"bucket": "x"}}},
        "s3-tls-only",
        "aws_s3_bucket.x",
    ),
    "replica without point-in-time recovery": (
        {"aws_dynamodb_table_replica": {"x": REPLICA}},
        "dynamodb-point-in-time-recovery",
        "aws_dynamodb_table_replica.x",
    ),
    "table without a stream": (
        {
            "aws_dynamodb_table": {
                "t": {"name": "t", "stream_enabled": False, "replica": [{"region_name": "xx-test-2"}]}
            }
        },
        "dynamodb-stream",
        "aws_dynamodb_table.t",
    ),
    **{
        f"reserved concurrency {number}": (
            {"aws_lambda_function": {"x": {"reserved_concurrent_executions": number}}},
            "functions-own-share",
            "aws_lambda_function.x",
        )
        for number in (0, -1)
    },
    "tracing that is passed through": (
        {"aws_lambda_function": {"x": {"tracing_config": {"mode": "PassThrough"}}}},
        "functions-tracing",
        "aws_lambda_function.x",
    ),
    "runtime past its end": (
        {"aws_lambda_function": {"x": {"runtime": "python3.8"}}},
        "functions-runtime",
        "aws_lambda_function.x",
    ),
    "alarm without actions": (
        {"aws_cloudwatch_metric_alarm": {"x": {"alarm_name": "x"}}},
        "alarms-actions",
        "aws_cloudwatch_metric_alarm.x",
    ),
    "code signing that only warns": (
        {"aws_lambda_code_signing_config": {"x": {"policies": {"untrusted_artifact_on_deployment": "Warn"}}}},
        "functions-code-signing",
        "aws_lambda_code_signing_config.x",
    ),
    "bus without a customer key": (
        {"aws_cloudwatch_event_bus": {"x": {"name": "x"}}},
        "events-customer-key",
        "aws_cloudwatch_event_bus.x",
    ),
    "untagged": ({"aws_sqs_queue": {"x": {"name": "x"}}}, "tags-required", "aws_sqs_queue.x"),
    "protected from deletion": (
        {"aws_dynamodb_table": {"t": {"name": "t", "deletion_protection_enabled": True}}},
        "terraform-deletion-protection",
        "aws_dynamodb_table.t",
    ),
    "a bucket that cannot be destroyed": (
        {"aws_s3_bucket": {"x": {"bucket": "x", "force_destroy": False}}},
        "s3-force-destroy",
        "aws_s3_bucket.x",
    ),
    # Names without types collide; each finding has its own address.
    "two of one name, one key": (
        {"aws_sqs_queue": {"db": {"name": "db"}}, "aws_kms_key": {"db": {"enable_key_rotation": False}}},
        "CKV_AWS_7",
        "aws_kms_key.db",
    ),
    "two of one name, one queue": (
        {"aws_sqs_queue": {"db": {"name": "db"}}, "aws_kms_key": {"db": {"enable_key_rotation": False}}},
        "CKV_AWS_27",
        "aws_sqs_queue.db",
    ),
    # Lifecycle exists in Terraform JSON only.
    "certificate replaced by destroying first": (
        {"aws_acm_certificate": {"x": {"domain_name": "pay.test", "validation_method": "DNS"}}},
        "CKV_AWS_233",
        "aws_acm_certificate.x",
    ),
}
STACKS = {f"case-{number:02}": case for number, case in enumerate(CASES)}
SECRET = "marked-value-of-a-password"  # noqa: S105 - so that it can be searched for


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    folder = tmp_path_factory.mktemp("blind")
    resources: dict[str, Any] = {stack: CASES[case][0] for stack, case in STACKS.items()}
    resources["secret"] = {"aws_db_instance": {"x": {"password": SECRET}}}
    for stack, content in resources.items():
        # A required version makes checkov's own command fail without a word, and end with status 0.
        required = {"terraform": {"required_version": ">= 1.5"}}
        write_stack(folder, stack, {**required, "data": RENDERED, "resource": content})
    evaluation = evaluate(
        folder, Terms(TODAY, ENGINES["all"]), waivers=None, overrides=Overrides(profile="ephemeral")
    )
    assert evaluation.scan.problems == ()
    return evaluation.verdict


@pytest.mark.parametrize("stack", STACKS, ids=STACKS.values())
def test_the_gate_catches(judged: Verdict, stack: str) -> None:
    _, rule, address = CASES[STACKS[stack]]
    failed = {
        (finding.rule, finding.address)
        for finding in separated(judged.findings)
        if finding.stack == stack and finding.status is Status.FAIL
    }
    assert (rule, address) in failed


def test_no_finding_prints_a_password(judged: Verdict) -> None:
    from policies.gate.formats import json as json_format
    from policies.gate.formats import text

    assert "aws_db_instance.x" in text.render(judged)
    assert SECRET not in text.render(judged)
    assert SECRET not in json_format.render(judged)


def test_both_say_it_in_one_finding(judged: Verdict) -> None:
    found = [
        finding
        for finding in judged.findings
        if finding.address == "aws_kms_key.db" and finding.rule in ("kms-key-rotation", "CKV_AWS_7")
    ]
    assert {(finding.rule, tuple(same.rule for same in finding.also)) for finding in found} == {
        ("kms-key-rotation", ("CKV_AWS_7",))
    }


def test_an_empty_folder_is_no_pass(tmp_path: Path) -> None:
    verdict = evaluate(tmp_path, Terms(TODAY, ENGINES["all"]), waivers=None).verdict
    assert verdict.exit_status == 2
