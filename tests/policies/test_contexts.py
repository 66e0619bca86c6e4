"""Rules whose verdict depends on what is known of the stack: its system, its suffix, its profile."""

from __future__ import annotations

from typing import Any

import pytest

from policies.context import UNKNOWN, Promises
from policies.engine import judge
from policies.examples import resources
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.model import Status, Terraform
from policies.registry import load

REGISTRY = load()
TAGS = {
    "App": "payments",
    "CostCenter": "payments-4711",
    "Environment": "zq7",
    "ManagedBy": "cdktf",
    "Project": "ledger",
    "Region": "xx-test-1",
}
PROVIDER = {"provider": {"aws": [{"region": "xx-test-1", "default_tags": [{"tags": TAGS}]}]}}


def status(rule: str, stack: Terraform, **known: Any) -> Status:
    """The verdict on the first finding of a rule; not applicable where there is none."""
    configuration = build({"example": {**PROVIDER, **stack}}, Metadata(), Overrides(**known))
    judged = judge(configuration, [REGISTRY[rule]])
    assert not judged.errors
    return judged.findings[0].status if judged.findings else Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("known", "expected"),
    [({}, Status.UNKNOWN), ({"system": "pay"}, Status.FAIL)],
    ids=["of nobody knows which", "ours"],
)
def test_default_tags_count_for_others_only(known: dict[str, str], expected: Status) -> None:
    queue = resources(aws_sqs_queue={"tags": {"EnvironmentSuffix": "zq7"}})
    assert status("tags-required", queue, **known) is expected


@pytest.mark.parametrize(
    ("phase", "expected"),
    [({}, Status.FAIL), ({"Phase": " "}, Status.FAIL), ({"Phase": "legacy"}, Status.PASS)],
)
def test_a_tag_that_a_system_promises_is_required(phase: dict[str, str], expected: Status) -> None:
    tags = {**TAGS, "EnvironmentSuffix": "zq7", **phase}
    promises = Promises(tags=("Phase",))
    found = status("tags-required", resources(aws_vpc={"tags": tags}), system="move", promises=promises)
    assert found is expected


LOGS = resources(aws_cloudwatch_log_group={"retention_in_days": 365})
SHORT = resources(aws_cloudwatch_log_group={"retention_in_days": 30})
SELDOM = resources(
    aws_route53_health_check={
        "type": "HTTPS",
        "enable_sni": True,
        "request_interval": 30,
        "failure_threshold": 3,
    }
)
SMALL = resources(aws_lambda_function={"memory_size": 512, "timeout": 60, "tags": {"Trigger": "schedule"}})
GATEWAY = resources(aws_internet_gateway={"vpc_id": "vpc-1"})
BUCKET = resources(aws_s3_bucket={"bucket": "receipts-xx-test-1-zq7"})
TWO_REGIONS = {
    "resource": {
        "aws_s3_bucket": {
            "example": {"bucket": "receipts-xx-test-1-zq7", "region": "xx-test-1"},
            "other": {"bucket": "other-zq7", "region": "xx-test-2"},
        }
    }
}
QUEUE = resources(aws_sqs_queue={"name": "receipts-xx-test-1-zq7"})


@pytest.mark.parametrize(
    ("rule", "stack", "promises", "expected"),
    [
        ("logs-retention", LOGS, Promises(), Status.PASS),
        ("logs-retention", SHORT, Promises(), Status.FAIL),
        ("logs-retention", LOGS, Promises(log_days=30), Status.FAIL),
        ("logs-retention", SHORT, Promises(log_days=30), Status.PASS),
        ("logs-retention", LOGS, None, Status.UNKNOWN),
        ("logs-retention", SHORT, None, Status.UNKNOWN),
        ("logs-retention", resources(aws_cloudwatch_log_group={}), None, Status.FAIL),
        ("route53-https-checks", SELDOM, Promises(), Status.FAIL),
        ("route53-https-checks", SELDOM, Promises(health_seconds=30), Status.PASS),
        ("route53-https-checks", SELDOM, None, Status.UNKNOWN),
        ("functions-size", SMALL, Promises(), Status.FAIL),
        ("functions-size", SMALL, Promises(scheduled_mb=512), Status.PASS),
        ("functions-size", SMALL, Promises(scheduled_mb=1024), Status.FAIL),
        ("functions-size", SMALL, None, Status.UNKNOWN),
        ("vpc-isolated", GATEWAY, Promises(), Status.NOT_APPLICABLE),
        ("vpc-isolated", GATEWAY, Promises(isolated=True), Status.FAIL),
        ("vpc-isolated", GATEWAY, None, Status.UNKNOWN),
        ("naming-hard-coded-region", BUCKET, Promises(), Status.FAIL),
        ("naming-hard-coded-region", BUCKET, None, Status.UNKNOWN),
        ("naming-hard-coded-region", TWO_REGIONS, None, Status.FAIL),
        ("naming-hard-coded-region", QUEUE, None, Status.FAIL),
    ],
)
def test_a_system_is_held_to_what_it_promises(
    rule: str, stack: Terraform, promises: Promises | None, expected: Status
) -> None:
    assert status(rule, stack, system="any", promises=promises) is expected


@pytest.mark.parametrize("rule", ["naming-suffix", "tags-suffix-consistent"])
def test_without_suffix_nothing_can_be_told(rule: str) -> None:
    assert status(rule, resources(aws_sqs_queue={"name": "orders-zq7", "tags": TAGS})) is Status.UNKNOWN


def test_classes_are_a_word_of_this_project() -> None:
    bucket = resources(aws_s3_bucket={"bucket": "receipts"})
    assert status("data-classified", bucket) is Status.UNKNOWN
    assert status("data-classified", bucket, system="pay") is Status.FAIL


def test_production_keeps_its_data() -> None:
    table = resources(aws_dynamodb_table={"lifecycle": {"prevent_destroy": True}})
    assert status("terraform-protected-from-destroy", table) is Status.UNKNOWN
    assert status("terraform-protected-from-destroy", table, profile="ephemeral") is Status.FAIL
    assert status("terraform-protected-from-destroy", table, profile="production") is Status.NOT_APPLICABLE


def _tagged(*tags: dict[str, str], **provider: object) -> Terraform:
    queues = {f"queue_{at}": {"tags": each} for at, each in enumerate(tags)}
    return {"provider": {"aws": [provider]}, "resource": {"aws_sqs_queue": queues, "aws_vpc": {"main": {}}}}


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        (_tagged({"Environment": "production"}), "production"),
        (_tagged({"env": "Prod"}, {"Stage": "live"}), "production"),
        (_tagged(default_tags=[{"tags": {"Environment": "prd"}}]), "production"),
        (_tagged(default_tags={"tags": {"Environment": "${local.phase}"}}), UNKNOWN),
        ({**_tagged({"Env": "${local.phase}"}), "locals": {"phase": "prod"}}, "production"),
        (_tagged({"Environment": "prod"}, {"Environment": "staging"}), UNKNOWN),
        (_tagged({"Environment": "prod"}, {"Environment": "${var.phase}"}), UNKNOWN),
        (_tagged({"Environment": "prod", "Stage": "dev"}), UNKNOWN),
        (_tagged({"Environment": "dev"}), UNKNOWN),
        (_tagged({"Environment": "ephemeral"}), UNKNOWN),
        (_tagged({"Environment": "production-like"}), UNKNOWN),
        (_tagged({"Name": "prod"}), UNKNOWN),
        (_tagged(), UNKNOWN),
    ],
)
def test_only_tags_that_agree_on_production_say_a_profile(stack: Terraform, expected: str) -> None:
    configuration = build({"example": stack}, Metadata(), Overrides())
    assert {each.context.profile for each in configuration.of("aws_vpc")} == {expected}


def test_a_plan_says_its_profile_by_the_tags_of_its_resources() -> None:
    queue = {"address": "aws_sqs_queue.pay", "mode": "managed", "type": "aws_sqs_queue", "name": "pay"}
    values = {"tags": None, "tags_all": {"Environment": "prod"}}
    shown = {"format_version": "1.0", "values": {"root_module": {"resources": [{**queue, "values": values}]}}}
    (found,) = build({"example": shown}, Metadata(), Overrides()).of("aws_sqs_queue")
    assert found.context.profile == "production"


@pytest.mark.parametrize(
    ("said", "written", "expected"),
    [("ephemeral", "throughput", "ephemeral"), (None, "throughput", "throughput"), (None, "", "production")],
)
def test_option_and_metadata_go_before_tags(said: str | None, written: str, expected: str) -> None:
    stacks = {"example": StackMetadata("pay", "zq7", written)} if written else {}
    configuration = build(
        {"example": _tagged({"Environment": "prod"})}, Metadata(stacks=stacks), Overrides(profile=said)
    )
    assert {each.context.profile for each in configuration.of("aws_vpc")} == {expected}


@pytest.mark.parametrize(
    ("group", "promises", "expected"),
    [
        ({"aws_cloudwatch_log_group": {}}, None, Status.NOT_APPLICABLE),
        ({"aws_cloudwatch_log_group": {}}, Promises(), Status.FAIL),
        ({"aws_db_instance": {"replicate_source_db": "ledger"}}, None, Status.NOT_APPLICABLE),
        ({"aws_db_instance": {"identifier": "ledger"}}, None, Status.FAIL),
    ],
)
def test_what_is_made_anew_may_go_unprotected(
    group: dict[str, dict[str, str]], promises: Promises | None, expected: Status
) -> None:
    found = status(
        "terraform-deletion-protection", resources(**group), profile="production", promises=promises
    )
    assert found is expected


@pytest.mark.parametrize(
    ("profile", "promises", "expected"),
    [
        ("production", None, Status.FAIL),
        ("production", Promises(), Status.PASS),
        ("throughput", None, Status.PASS),
        (None, None, Status.PASS),
    ],
)
def test_zones_depend_on_one_gateway_by_choice_of_a_system_alone(
    profile: str | None, promises: Promises | None, expected: Status
) -> None:
    of_vpc = {"vpc_id": "${aws_vpc.main.id}"}
    table = "${aws_route_table.app.id}"
    stack: Terraform = {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_subnet": {
                "public": {**of_vpc, "availability_zone": "xx-test-1a"},
                "app": {**of_vpc, "availability_zone": "xx-test-1b"},
            },
            "aws_nat_gateway": {"only": {"subnet_id": "${aws_subnet.public.id}"}},
            "aws_route_table": {"app": of_vpc},
            "aws_route_table_association": {
                "app": {"subnet_id": "${aws_subnet.app.id}", "route_table_id": table}
            },
            "aws_route": {
                "out": {
                    "route_table_id": table,
                    "destination_cidr_block": "0.0.0.0/0",
                    "nat_gateway_id": "${aws_nat_gateway.only.id}",
                }
            },
        }
    }
    configuration = build(
        {"example": {**PROVIDER, **stack}}, Metadata(), Overrides(profile=profile, promises=promises)
    )
    found = judge(configuration, [REGISTRY["vpc-own-zone-nat"]]).findings
    assert {each.status for each in found if each.address == "aws_route.out"} == {expected}


def _trail(days: int) -> Terraform:
    into = "${aws_s3_bucket.example.id}"
    rule = {"status": "Enabled", "expiration": [{"days": days}]}
    return resources(
        aws_s3_bucket={"bucket": "trail"},
        aws_cloudtrail={"s3_bucket_name": into},
        aws_s3_bucket_lifecycle_configuration={"bucket": into, "rule": [rule]},
    )


@pytest.mark.parametrize(
    ("days", "profile", "promises", "expected"),
    [
        (90, "production", None, Status.FAIL),
        (365, "production", None, Status.PASS),
        (90, "production", Promises(log_days=90), Status.PASS),
        (90, None, None, Status.UNKNOWN),
    ],
)
def test_a_trail_of_production_is_kept_for_a_year_where_nobody_promises_otherwise(
    days: int, profile: str | None, promises: Promises | None, expected: Status
) -> None:
    assert status("s3-log-retention", _trail(days), profile=profile, promises=promises) is expected


def test_backend_of_others_may_be_configured_elsewhere() -> None:
    assert status("terraform-backend", {"terraform": {}}) is Status.UNKNOWN
    assert status("terraform-backend", {"terraform": {"backend": {"local": {}}}}) is Status.FAIL


def test_the_environment_may_be_called_what_it_is() -> None:
    queue = resources(aws_sqs_queue={"name": "orders-stage"})
    assert status("naming-environment-words", queue, suffix="stage") is Status.PASS
    assert status("naming-environment-words", queue, suffix="zq7") is Status.FAIL


def test_messages_never_show_a_secret() -> None:
    stack = resources(
        aws_db_instance={"password": "hunter2"},
        aws_instance={"user_data": "postgres://ledger:hunter2@db/ledger"},
        aws_ssm_parameter={"type": "SecureString", "value": "hunter2"},
    )
    configuration = build({"example": stack}, Metadata(), Overrides())
    rules = [REGISTRY[name] for name in ("terraform-secret-literals", "terraform-no-created-secrets")]
    findings = judge(configuration, rules).findings
    assert len([finding for finding in findings if finding.status is Status.FAIL]) == 3
    assert not any("hunter2" in finding.message for finding in findings)


@pytest.mark.parametrize(
    ("kind", "values", "in_the_state"),
    [
        ("aws_secretsmanager_secret", {"name": "ledger-zq7"}, False),
        ("aws_secretsmanager_secret_version", {"secret_string": "${var.token}"}, True),
        ("aws_secretsmanager_secret_version", {"secret_string_wo": "${var.token}"}, False),
        ("aws_iam_access_key", {"user": "settlement"}, True),
        ("aws_iam_access_key", {"user": "settlement", "pgp_key": "keybase:ops"}, False),
        ("aws_lightsail_key_pair", {"public_key": "ssh-ed25519 AAAA"}, False),
        ("random_password", {"length": 32}, True),
    ],
)
def test_what_is_said_to_lie_in_the_state_lies_there(
    kind: str, values: dict[str, object], in_the_state: bool
) -> None:
    configuration = build({"example": resources(**{kind: values})}, Metadata(), Overrides())
    (found,) = judge(configuration, [REGISTRY["terraform-no-created-secrets"]]).findings
    assert ("lies in the state" in found.message) is in_the_state
