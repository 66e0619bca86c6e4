"""Every store says which class of data it holds."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.context import UNKNOWN
from policies.examples import resources
from policies.model import (
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    fail,
    unknown,
    unspecified,
)
from policies.resource import Resource
from policies.rules.data._classes import CLASSES, STORES, data_class
from policies.values import is_known


def check(store: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The tag DataClass is one of `CLASSES`. It is this project's own word: others have no need of it."""
    label = data_class(store)
    if store.context.system == UNKNOWN and str(label) not in CLASSES:
        yield unspecified("system")
    elif not is_known(label):
        yield unknown(f"the tag DataClass is {label}, which only the plan can tell")
    elif not label:
        yield fail("it has no tag DataClass")
    elif str(label) not in CLASSES:
        yield fail(f"the tag DataClass is '{label}', which is not one of {', '.join(CLASSES)}")


RULE = Rule(
    id="data-classified",
    title="Every store says which class of data it holds",
    severity=Severity.HIGH,
    types=tuple(sorted(STORES)),
    check=check,
    rationale=(
        "Residency, encryption and retention follow from what the data is. For a store without a class, "
        "none of them can be decided or checked."
    ),
    remediation=f"Give the store labels(data_class=DataClass...): one of {', '.join(CLASSES)}.",
    controls=(
        *("pci-dss-4.0.1:3.2.1", "pci-dss-4.0.1:12.5.1"),
        *("nist-800-53-r5:AC-16", "nist-800-53-r5:CM-12", "nist-800-53-r5:RA-2"),
    ),
    requirements=("R80",),
    examples=Examples(
        passing=(
            *(resources(aws_dynamodb_table={"tags": {"DataClass": label}}) for label in CLASSES),
            resources(aws_s3_bucket={"tags": {"DataClass": "logs", "App": "payments"}}),
        ),
        failing=(
            resources(aws_s3_bucket={"tags": {"App": "payments"}}),
            resources(aws_s3_bucket={"tags": {"DataClass": ""}}),
            resources(aws_dynamodb_table_replica={"tags": {"DataClass": "Tokenised"}}),
            resources(aws_rds_cluster={"tags": {"DataClass": "confidential"}}),
            resources(aws_efs_file_system={"tags": {"dataclass": "logs"}}),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={})),
        unknown=(Status.UNKNOWN, resources(aws_s3_bucket={"tags": {"DataClass": "${var.class}"}})),
    ),
)
