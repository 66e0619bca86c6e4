"""Every VPC records its traffic, in a place that is encrypted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.buckets import settings
from policies.resource import Resource
from policies.values import is_known


def check(vpc: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """At least one flow log of the VPC records all traffic into an encrypted log group or bucket."""
    if vpc.type == "aws_flow_log":
        judged = expect.judged_with_owner(vpc, configuration, "vpc_id", ("aws_vpc",))
        yield from judged or _objections(vpc, configuration)
        return
    logs = configuration.related(vpc, "aws_flow_log", "vpc_id")
    yield from expect.has_related(vpc, configuration, "aws_flow_log", "vpc_id")
    found = {log.address: tuple(_objections(log, configuration)) for log in logs}
    if all(found.values()):
        for address, judgements in found.items():
            for judgement in judgements:
                yield replace(judgement, message=f"{address}: {judgement.message}", subject=address)


def _objections(log: Resource, configuration: Configuration) -> Iterator[Judgement]:
    yield from expect.one_of(log, "traffic_type", ("ALL",))
    value = log.get("log_destination")
    # A folder of the bucket, or the streams of the log group, may follow the reference.
    target = configuration.target(log, re.sub(r"\}[/:].*$", "}", str(value)))
    if value is None:
        yield fail("log_destination is not set")
    elif target is None or target.type == "data.terraform_remote_state":
        yield unknown(f"log_destination is {value}, whose encryption only the account can tell")
    elif target.type == "aws_cloudwatch_log_group":
        for judgement in expect.customer_key(target, configuration, "kms_key_id"):
            yield replace(judgement, message=f"{target.address}: {judgement.message}")
    elif target.type == "aws_s3_bucket":
        if log.get("log_destination_type") != "s3":
            yield fail(f"log_destination is {target.address}, and log_destination_type is not 's3'")
        yield from _encrypted(target, configuration)
    elif target.type != "aws_kinesis_firehose_delivery_stream":
        yield fail(f"log_destination refers to {target.address}, which takes no flow logs")
    else:
        yield from expect.true(target, "server_side_encryption.enabled")


def _encrypted(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    kind = "aws_s3_bucket_server_side_encryption_configuration"
    found = settings(bucket, configuration, kind)
    if not found:
        yield fail(f"{bucket.address} has no {kind}")
    for setting in found:
        algorithm = setting.get("rule.apply_server_side_encryption_by_default.sse_algorithm")
        if algorithm is None:
            yield fail(f"{setting.address} names no algorithm")
        elif not is_known(algorithm):
            yield unknown(f"{setting.address} has the algorithm {algorithm}, which only the plan can tell")


GROUP = "${aws_cloudwatch_log_group.flows.arn}"
BUCKET = {"log_destination": "${aws_s3_bucket.flows.arn}/vpc", "log_destination_type": "s3"}
SSE = {
    "bucket": "${aws_s3_bucket.flows.id}",
    "rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
}


def _vpc(group: object = "${aws_kms_key.ops.arn}", sse: object = SSE, **log: object) -> Terraform:
    values = {
        "vpc_id": "${aws_vpc.example.id}",
        "traffic_type": "ALL",
        "log_destination": GROUP,
        **log,
    }
    return {
        "resource": {
            "aws_vpc": {"example": {}, "other": {}},
            "aws_kms_key": {"ops": {}},
            "aws_cloudwatch_log_group": {"flows": {"kms_key_id": group}},
            "aws_s3_bucket": {"flows": {}},
            "aws_s3_bucket_server_side_encryption_configuration": {"flows": sse},
            "aws_flow_log": {"flows": values},
        }
    }


RULE = Rule(
    id="vpc-flow-log",
    title="Every VPC has a flow log of all traffic in an encrypted place",
    severity=Severity.HIGH,
    types=("aws_vpc", "aws_flow_log"),
    scope="configuration",
    check=check,
    rationale=(
        "Flow logs are the only record of who spoke with whom. Accepted traffic alone hides the probing, "
        "rejected traffic alone hides the theft."
    ),
    remediation=(
        "Add a FlowLog with the vpc_id, traffic_type='ALL' and log_destination the arn of a log group "
        "with kms_key_id, or of an encrypted bucket."
    ),
    controls=(
        *("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:11.5.1"),
        *("nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4(4)"),
    ),
    requirements=("R46", "R111", "R145"),
    examples=Examples(
        passing=(_vpc(), _vpc(log_destination=GROUP.replace("}", "}:*")), _vpc(None, **BUCKET)),
        failing=(
            _vpc(vpc_id="${aws_vpc.other.id}"),
            _vpc(traffic_type="REJECT"),
            _vpc(group=None),
            _vpc(group="alias/aws/logs"),
            _vpc(sse={**SSE, "bucket": "another"}, **BUCKET),
            _vpc(log_destination="${aws_s3_bucket.flows.arn}"),
            _vpc(log_destination="${aws_vpc.example.arn}"),
            _vpc(vpc_id=None, subnet_id="${aws_subnet.one.id}"),
        ),
        absent=(Status.FAIL, resources(aws_vpc={"cidr_block": "10.0.0.0/16"})),
        unknown=(
            Status.UNKNOWN,
            _vpc(log_destination="arn:aws:s3:::central-flows", log_destination_type="s3"),
        ),
    ),
)
