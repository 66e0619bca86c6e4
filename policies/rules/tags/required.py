"""Every resource that takes tags carries the required ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import UNKNOWN
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
    unspecified,
)
from policies.related.tags import is_taggable, tags_of
from policies.resource import Resource
from policies.values import is_known

REQUIRED: Final = (
    "App",
    "CostCenter",
    "Environment",
    "EnvironmentSuffix",
    "ManagedBy",
    "Project",
    "Region",
)
"""The union of what the specifications demand. Tag keys are case-sensitive."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each required tag stands there and is not empty, also those that its system promises; ManagedBy
    says cdktf.
    """
    if not is_taggable(resource):
        yield NOT_APPLICABLE
        return
    # Who is no system of ours may rely on default_tags.
    yield from expect.whichever(
        resource, "system", (UNKNOWN, "a system"), lambda known: _tagged(known, configuration)
    )


def _tagged(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    tags = tags_of(resource, configuration)
    if tags is None:
        yield unknown("tags is an expression, which only the plan can tell")
        return
    promises = resource.context.promises
    required = (*REQUIRED, *(promises.tags if promises else ()))
    for key in required:
        if not str(tags.get(key, "")).strip():
            yield fail(f"no tag {key}", key)
    if hidden := [key for key in required if not is_known(tags.get(key))]:
        yield unknown(f"only the plan can tell the tag {', '.join(hidden)}")
    manager = tags.get("ManagedBy", "cdktf")
    if is_known(manager) and manager != "cdktf":
        yield fail(f"the tag ManagedBy is '{manager}', not 'cdktf'", "ManagedBy")
    if promises is None:
        yield unspecified("promises")  # of more tags, perhaps


_TAGS: Final = {
    "App": "payments",
    "CostCenter": "payments-4711",
    "Environment": "zq7",
    "EnvironmentSuffix": "zq7",
    "ManagedBy": "cdktf",
    "Project": "ledger",
    "Region": "xx-test-1",
}


def _queue(**changes: str) -> Terraform:
    return resources(aws_sqs_queue={"tags": _TAGS | changes})


def _without(key: str) -> Terraform:
    return resources(aws_kms_key={"tags": {name: value for name, value in _TAGS.items() if name != key}})


RULE = Rule(
    id="tags-required",
    title="Every resource that takes tags carries the required ones",
    severity=Severity.MEDIUM,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "Without its tags nobody can say whose a resource is, who pays for it, or which environment it "
        "belongs to: it is missing from the inventory and survives the environment that made it."
    ),
    remediation=(
        "Let the tags aspect set them, or give the resource tags={...} of its own with all of: "
        f"{', '.join(REQUIRED)} (ManagedBy='cdktf'). The provider's default_tags do not count."
    ),
    controls=("pci-dss-4.0.1:12.5.1", "nist-800-53-r5:CM-8"),
    requirements=("R19", "R20", "R21", "R22", "R23", "C12", "C32"),
    examples=Examples(
        passing=(_queue(), _queue(Name="orders"), resources(aws_sns_topic={"tags": _TAGS})),
        failing=(
            *(_without(key) for key in REQUIRED),
            _queue(CostCenter=""),
            _queue(CostCenter="  "),
            _queue(ManagedBy="terraform"),
            resources(
                aws_dynamodb_table_replica={"tags": {key.lower(): value for key, value in _TAGS.items()}}
            ),
            {
                **resources(aws_sqs_queue={}),
                "provider": {"aws": [{"region": "xx-test-1", "default_tags": [{"tags": _TAGS}]}]},
            },
        ),
        absent=(Status.FAIL, resources(aws_s3_bucket={"bucket": "receipts"})),
        unknown=(Status.UNKNOWN, resources(aws_s3_bucket={"tags": "${merge(local.tags, {})}"})),
    ),
)
