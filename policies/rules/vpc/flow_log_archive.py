"""Flow logs that are kept in a bucket can be searched."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.buckets import flow_log_bucket
from policies.resource import Resource
from policies.values import is_known

_FORMAT = "destination_options.file_format"


def check(log: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A flow log in S3 is written as Parquet, into a bucket of the configuration."""
    if log.get("log_destination_type") != "s3":
        yield NOT_APPLICABLE
        return
    yield from expect.apart(_FORMAT, expect.one_of(log, _FORMAT, ("parquet",)))
    written = str(log.get("log_destination"))
    bucket = flow_log_bucket(log, configuration)
    if bucket is not None and bucket.type == "aws_s3_bucket":
        return
    if bucket is None and not is_known(written):
        yield unknown(f"log_destination is {written}, which only the plan can tell")
    else:
        yield fail(
            f"log_destination is {written}, which is no bucket of this configuration", "log_destination"
        )


def _log(to: str = "${aws_s3_bucket.flow.arn}/flow/", written: object = "parquet") -> Terraform:
    log = {
        "log_destination_type": "s3",
        "log_destination": to,
        "destination_options": {"file_format": written},
    }
    return {"resource": {"aws_s3_bucket": {"flow": {"bucket": "flow-zq7"}}, "aws_flow_log": {"example": log}}}


RULE = Rule(
    id="vpc-flow-log-archive",
    title="Flow logs in S3 are Parquet, in a bucket of ours",
    severity=Severity.LOW,
    types=("aws_flow_log",),
    scope="configuration",
    check=check,
    rationale=(
        "A year of traffic as plain text is searched in hours and at a price; in Parquet, in minutes. In a "
        "bucket of others, nobody of ours says who reads it."
    ),
    remediation="Set file_format='parquet' in destination_options, and log_destination to an S3Bucket's ARN.",
    controls=("pci-dss-4.0.1:10.3.3", "pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-7", "nist-800-53-r5:AU-9"),
    requirements=("R145",),
    examples=Examples(
        passing=(_log(), _log("arn:aws:s3:::flow-zq7/flow/")),
        failing=(_log(written="plain-text"), _log(written=None), _log("arn:aws:s3:::elsewhere/flow/")),
        absent=(Status.NOT_APPLICABLE, resources(aws_flow_log={"traffic_type": "ALL"})),
        unknown=(Status.UNKNOWN, _log("${var.bucket}/flow/")),
    ),
)
