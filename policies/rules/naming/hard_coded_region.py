"""No name has a region written into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    unspecified,
)
from policies.related.names import contains
from policies.resource import Resource
from policies.rules.naming._names import given_names

_REGION: Final = re.compile(
    r"(?<![a-z0-9])(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(?:[-_](?:gov|iso[a-z]?|de))?"
    r"[-_](?:central|(?:north|south)(?:east|west)?|east|west)[-_]\d(?![0-9])",
    re.IGNORECASE,
)
"""The shape of every region's name ("AWS Regions" in the AWS General Reference)."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No name contains a region's name. Region codes (`use1`) are fine, and so are references. Of a
    system without promises all of whose buckets are in one region, nobody can tell of the names of these,
    which are one of a kind in all regions.
    """
    found = dict(given_names(resource))
    if not found:
        yield NOT_APPLICABLE
    ours = resource.context.promises is not None
    alone = not ours and resource.type.startswith("aws_s3_bucket") and len(_regions(configuration)) == 1
    for attribute, name in found.items():
        match = _REGION.search(name)
        written = match[0] if match else resource.region
        if match or (resource.region and contains(name, resource.region)):
            told = f"{attribute} '{name}' has the region {written} written into it"
            yield unspecified("promises") if alone else fail(told, attribute)


@recalled
def _regions(configuration: Configuration) -> frozenset[str]:
    """The regions in which there are buckets."""
    return frozenset(bucket.region for bucket in configuration.of("aws_s3_bucket"))


def _bucket(name: str) -> Terraform:
    return resources(aws_s3_bucket={"bucket": name})


RULE = Rule(
    id="naming-hard-coded-region",
    title="Names have no region written into them",
    severity=Severity.LOW,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "A region in a name is a second place that says where a resource is. In the next region it lies, "
        "collides, or points readers of a log or a bill to the wrong one."
    ),
    remediation="Use the region's code from the settings (region.code) in the name, or leave it out.",
    controls=("pci-dss-4.0.1:12.5.1", "nist-800-53-r5:CM-2"),
    requirements=("R12", "C13"),
    examples=Examples(
        passing=(
            _bucket("receipts-xxt1-zq7"),
            _bucket("receipts-${data.aws_region.current.region}-zq7"),
            _bucket("status-west-1-zq7"),
        ),
        failing=(
            resources(aws_sqs_queue={"name": "receipts-xx-test-1-zq7"}),
            resources(aws_sqs_queue={"name": "receipts-eu-" + "central-9"}),
            _bucket("receipts-xx-test-1-zq7"),
            _bucket("receipts-eu-" + "central-9"),
            resources(aws_ssm_parameter={"name": "/payments/us-" + "gov-west-7/limit"}),
            resources(aws_glue_catalog_database={"name": "ledger_ap_" + "southeast_9"}),
            resources(aws_sns_topic={"name": "alerts-xx-test-2", "region": "xx-test-2"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_s3_bucket={})),
        unknown=(Status.FAIL, resources(aws_sqs_queue={"name": "${var.prefix}-xx-test-1"})),
    ),
)
