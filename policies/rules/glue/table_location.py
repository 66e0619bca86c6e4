"""A table describes what lies where it looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
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
from policies.related.buckets import LOGGING, bucket_of, receives_access_logs
from policies.resource import Resource
from policies.values import is_expression

_TABLE: Final = "aws_glue_catalog_table"
_STREAM: Final = "aws_kinesis_firehose_delivery_stream"
_LOCATION: Final = "storage_descriptor.location"
_S3: Final = "extended_s3_configuration"
_SCHEMA: Final = f"{_S3}.data_format_conversion_configuration.schema_configuration.table_name"

_Place = tuple[Resource, str]
"""A bucket, and the folder of it."""


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """In a bucket of access logs a table is of logs: its folder is one into which they are delivered. A
    delivery stream converts by the schema of the table in whose folder it writes, where there is one.
    """
    if element.type == _STREAM:
        yield from _schema(element, configuration)
        return
    location = element.get(_LOCATION)
    place = _place(element, location, configuration)
    if place is None:
        if is_expression(location) and not str(location).startswith("s3://"):
            yield unknown(f"{_LOCATION} is {location}, which only the plan can tell")
        else:
            yield NOT_APPLICABLE
        return
    bucket, folder = place
    if receives_access_logs(bucket, configuration):
        prefixes = [
            str(logging.get("target_prefix") or "")
            for logging in configuration.related(bucket, LOGGING, "target_bucket")
        ]
        if not any(folder.startswith(prefix) for prefix in prefixes):
            yield fail(f"{_LOCATION} is {folder or '/'} of {bucket.address}, which keeps access logs alone")


def _schema(stream: Resource, configuration: Configuration) -> Iterator[Judgement]:
    used = configuration.target(stream, stream.get(_SCHEMA))
    bucket = bucket_of(stream, configuration, stream.get(f"{_S3}.bucket_arn"))
    prefix = str(stream.get(f"{_S3}.prefix") or "").partition("!{")[0]
    if used is None or used.type != _TABLE or bucket is None or not prefix:
        yield NOT_APPLICABLE
        return
    right = [
        table
        for folder, table in _tables(configuration).get(bucket, ())
        if folder and prefix.startswith(folder)
    ]
    if right and used not in right:
        said = f"it writes into {prefix} of {bucket.address}, which {right[0].address} describes"
        yield fail(f"{said}, and converts by the schema of {used.address}")


@recalled
def _tables(configuration: Configuration) -> Mapping[Resource, list[tuple[str, Resource]]]:
    """By bucket, the folders of it that tables describe."""
    found: dict[Resource, list[tuple[str, Resource]]] = defaultdict(list)
    for table in configuration.of(_TABLE):
        place = _place(table, table.get(_LOCATION), configuration)
        if place is not None:
            found[place[0]].append((place[1], table))
    return found


def _place(user: Resource, location: object, configuration: Configuration) -> _Place | None:
    """What a location means (`s3://bucket/folder/`)."""
    name, _, folder = str(location).removeprefix("s3://").partition("/")
    bucket = bucket_of(user, configuration, name)
    return (bucket, folder) if bucket is not None and bucket.type == "aws_s3_bucket" else None


def _table(location: str) -> Terraform:
    return {
        "resource": {
            "aws_s3_bucket": {"lake": {"bucket": "lake-zq7"}, "logs": {"bucket": "logs-zq7"}},
            LOGGING: {
                "lake": {
                    "bucket": "${aws_s3_bucket.lake.id}",
                    "target_bucket": "${aws_s3_bucket.logs.id}",
                    "target_prefix": "lake/",
                }
            },
            _TABLE: {
                "example": {"storage_descriptor": [{"location": location}]},
                "payments": {
                    "name": "payments",
                    "storage_descriptor": [{"location": "s3://${aws_s3_bucket.lake.id}/payments/"}],
                },
            },
        }
    }


def _stream(table: str) -> Terraform:
    schema = {"schema_configuration": [{"table_name": f"${{{_TABLE}.{table}.name}}"}]}
    written = {
        "bucket_arn": "${aws_s3_bucket.lake.arn}",
        "prefix": "payments/dt=!{timestamp:yyyy}/",
        "data_format_conversion_configuration": [schema],
    }
    stack = _table("s3://${aws_s3_bucket.lake.id}/refunds/")["resource"]
    tables = {
        "payments": stack[_TABLE]["payments"],
        "refunds": {**stack[_TABLE]["example"], "name": "refunds"},
    }
    return {"resource": {**stack, _TABLE: tables, _STREAM: {"example": {_S3: [written]}}}}


RULE = Rule(
    id="glue-table-location",
    title="Tables describe what lies where they look",
    severity=Severity.MEDIUM,
    types=(_TABLE, _STREAM),
    scope="configuration",
    check=check,
    rationale=(
        "A query of a table that looks elsewhere finds nothing, or other rows, and fails in neither case: "
        "reports and reconciliations are wrong, and nobody sees it."
    ),
    remediation=(
        "Set location of the GlueCatalogTable to the folder of its own data, and table_name of the stream's"
        " schema to the table in whose folder it writes."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:SI-10", "nist-800-53-r5:CM-6"),
    requirements=("R13",),
    examples=Examples(
        passing=(
            _table("s3://${aws_s3_bucket.lake.id}/refunds/"),
            _table("s3://${aws_s3_bucket.logs.id}/lake/"),
            _stream("payments"),
        ),
        failing=(
            _table("s3://${aws_s3_bucket.logs.id}/refunds/"),
            _table("s3://logs-zq7/refunds/"),
            _stream("refunds"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_glue_catalog_table={"name": "refunds"})),
        unknown=(Status.UNKNOWN, _table("${var.location}")),
    ),
)
