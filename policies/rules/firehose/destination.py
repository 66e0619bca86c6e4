"""A delivery stream writes where its data belongs, and may; and may read its source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import policy_text, resources
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
from policies.references import mentioned
from policies.related.buckets import bucket_of, receives_access_logs
from policies.related.roles import granted
from policies.resource import Resource
from policies.values import is_known

_S3: Final = "extended_s3_configuration"
_BUCKET: Final = f"{_S3}.bucket_arn"
_ROLE: Final = f"{_S3}.role_arn"
_PUT: Final = "s3:PutObject"
_SOURCE: Final = "kinesis_source_configuration.kinesis_stream_arn"
_READER: Final = "kinesis_source_configuration.role_arn"
_GET: Final = "kinesis:GetRecords"
_NAME: Final = re.compile(r"^arn:.*:(?:stream/)?")
"""What stands before the name in the ARN of a bucket or of a stream."""
_RESULTS: Final = "configuration.result_configuration.output_location"


def check(stream: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its bucket keeps neither results of queries nor access logs, which expire on their own terms, and its
    role may put objects there (Firehose Developer Guide, "Grant Firehose access to an Amazon S3
    destination"). A stream of records that is its source, its role may read (the same, "Grant Firehose access
    to a Kinesis data stream").
    """
    yield from _read(stream, configuration)
    value = stream.get(_BUCKET)
    bucket = bucket_of(stream, configuration, value)
    if value is None:
        yield NOT_APPLICABLE
        return
    if bucket is None or bucket.type != "aws_s3_bucket":
        if not is_known(value):
            yield unknown(f"bucket_arn is {value}, which only the plan can tell")
        return
    for group in _results(configuration).get(bucket, ())[:1]:
        yield fail(f"it writes into {bucket.address}, the bucket of results of {group.address}", "bucket_arn")
    if receives_access_logs(bucket, configuration):
        yield fail(f"it writes into {bucket.address}, the bucket of access logs", "bucket_arn")
    role = configuration.target(stream, stream.get(_ROLE))
    if role is not None and not _may(role, _PUT, bucket, configuration):
        yield fail(f"{role.address} may not {_PUT} into {bucket.address}: nothing is delivered", _ROLE)


def _read(stream: Resource, configuration: Configuration) -> Iterator[Judgement]:
    source = configuration.target(stream, stream.get(_SOURCE))
    if source is None or source.type != "aws_kinesis_stream":
        return
    role = configuration.target(stream, stream.get(_READER))
    if role is not None and not _may(role, _GET, source, configuration):
        yield fail(f"{role.address} may not {_GET} from {source.address}: nothing is read", _READER)


@recalled
def _results(configuration: Configuration) -> Mapping[Resource | None, list[Resource]]:
    """The workgroups whose results go into a bucket."""
    found: dict[Resource | None, list[Resource]] = defaultdict(list)
    for group in configuration.of("aws_athena_workgroup"):
        name = str(group.get(_RESULTS)).removeprefix("s3://").partition("/")[0]
        found[bucket_of(group, configuration, name)].append(group)
    return found


def _may(role: Resource, action: str, of: Resource, configuration: Configuration) -> bool:
    """Whether a role may do that to an element, or only the account can tell."""
    allowed = granted(role, configuration) if role.type == "aws_iam_role" else None
    if allowed is None:
        return True
    for holder, statement in allowed:
        if statement.names_action(action):
            for resource in statement.resources:
                own = [configuration.find(holder.stack, address) for address in mentioned(resource)]
                named = _NAME.sub("", resource).partition("/")[0]
                if of in own or None in own or "*" in named or named in (of.get("bucket"), of.get("name")):
                    return True
                if not own and not is_known(resource):
                    return True
    return False


def _stream(bucket: str, may: str = "raw", **more: Mapping[str, Any]) -> Terraform:
    statement = {"Effect": "Allow", "Action": _PUT, "Resource": f"${{aws_s3_bucket.{may}.arn}}/*"}
    results = {"output_location": "s3://${aws_s3_bucket.results.id}/queries/"}
    into = {"bucket_arn": bucket, "role_arn": "${aws_iam_role.deliver.arn}"}
    return {
        "resource": {
            "aws_kinesis_firehose_delivery_stream": {"example": {_S3: [into]}},
            "aws_s3_bucket": {"raw": {"bucket": "raw-zq7"}, "results": {"bucket": "results-zq7"}},
            "aws_iam_role": {"deliver": {"name": "deliver-zq7"}},
            "aws_iam_role_policy": {
                "deliver": {"role": "${aws_iam_role.deliver.id}", "policy": policy_text(statement)}
            },
            "aws_athena_workgroup": {"a": {"configuration": [{"result_configuration": [results]}]}},
            **more,
        }
    }


def _reading(source: str) -> Terraform:
    """A stream whose role may read the stream of records `chargebacks`."""
    stack = _stream(_RAW)["resource"]
    may = {"Effect": "Allow", "Action": _GET, "Resource": "${aws_kinesis_stream.chargebacks.arn}"}
    read = {"role": "${aws_iam_role.deliver.id}", "policy": policy_text(may)}
    from_stream = {"kinesis_stream_arn": source, "role_arn": "${aws_iam_role.deliver.arn}"}
    delivering = stack["aws_kinesis_firehose_delivery_stream"]["example"]
    return {
        "resource": {
            **stack,
            "aws_kinesis_stream": {
                "chargebacks": {"name": "chargebacks-zq7"},
                "refunds": {"name": "refunds-zq7"},
            },
            "aws_iam_role_policy": {**stack["aws_iam_role_policy"], "read": read},
            "aws_kinesis_firehose_delivery_stream": {
                "example": {**delivering, "kinesis_source_configuration": [from_stream]}
            },
        }
    }


_RAW: Final = "${aws_s3_bucket.raw.arn}"

RULE = Rule(
    id="firehose-destination",
    title="Delivery streams write where their data belongs, and may",
    severity=Severity.HIGH,
    types=("aws_kinesis_firehose_delivery_stream",),
    scope="configuration",
    check=check,
    rationale=(
        "What is delivered among the results of queries expires with them after some weeks; where the role "
        "may not write, nothing is delivered at all, and the stream drops it after a day."
    ),
    remediation=(
        "Set bucket_arn to the bucket that keeps these records, on which role_arn may s3:PutObject, and "
        "kinesis_stream_arn to the stream from which it may kinesis:GetRecords."
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SI-12", "nist-800-53-r5:AU-5"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _stream(_RAW),
            _stream("arn:aws:s3:::raw-zq7"),
            _reading("${aws_kinesis_stream.chargebacks.arn}"),
        ),
        failing=(
            _stream("${aws_s3_bucket.results.arn}", "results"),
            _stream(_RAW, "results"),
            _reading("${aws_kinesis_stream.refunds.arn}"),
            _stream(
                _RAW,
                aws_s3_bucket_logging={
                    "logs": {
                        "bucket": "${aws_s3_bucket.results.id}",
                        "target_bucket": "${aws_s3_bucket.raw.id}",
                    }
                },
            ),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_kinesis_firehose_delivery_stream={"name": "raw-zq7"})),
        unknown=(Status.UNKNOWN, _stream("${var.bucket}")),
    ),
)
