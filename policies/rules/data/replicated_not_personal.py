"""Nothing that is replicated holds personal data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

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
from policies.resource import Resource
from policies.rules.data._classes import PERSONAL, data_class
from policies.values import is_known


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A replica, and a bucket into which another is replicated, is not classed as personal.

    It is the other end of data-personal-stays: a source that is mislabelled shows here.
    """
    label = data_class(store)
    sources = list(_sources(store, configuration))
    if not label or not sources:
        yield NOT_APPLICABLE
    for source in sources if label else ():
        if not is_known(label):
            yield unknown(f"only the plan can tell the class of what receives the data of {source}")
        elif str(label).lower() == PERSONAL:
            yield fail(f"its class is {label}, but it receives the data of {source}")


def _sources(store: Resource, configuration: Configuration) -> Iterator[str]:
    if store.type == "aws_dynamodb_table_replica":
        yield str(store.get("global_table_arn"))
    yield from _replications(configuration).get(store, ())


@recalled
def _replications(configuration: Configuration) -> Mapping[Resource, list[str]]:
    """What replicates to each bucket."""
    found: dict[Resource, list[str]] = defaultdict(list)
    for replication in configuration.of("aws_s3_bucket_replication_configuration"):
        for destination in replication.blocks("rule.destination"):
            for store in configuration.named(replication, destination.get("bucket")):
                found[store].append(replication.address)
    return found


def _replica(**tags: str) -> Terraform:
    return resources(aws_dynamodb_table_replica={"global_table_arn": "${var.table}", "tags": tags})


def _destination(data_class: str, destination: str) -> Terraform:
    """A bucket, and a replication with two rules of which the second has this destination."""
    rules = [{"destination": [{"bucket": arn}]} for arn in ("arn:aws:s3:::elsewhere-zq7", destination)]
    return resources(
        aws_s3_bucket={"bucket": "receipts-zq7", "tags": {"DataClass": data_class}},
        aws_s3_bucket_replication_configuration={"bucket": "source-zq7", "rule": rules},
    )


RULE = Rule(
    id="data-replicated-not-personal",
    title="No replica holds personal data",
    severity=Severity.CRITICAL,
    types=("aws_dynamodb_table_replica", "aws_s3_bucket"),
    scope="configuration",
    check=check,
    rationale=(
        "A replica of personal data is the data in another region, whatever its source is called: "
        "a wrong label at one end must not hide it."
    ),
    remediation="Replicate tokens only: remove the replica or the rule, or correct its DataClass.",
    controls=(
        *("pci-dss-4.0.1:3.2.1", "pci-dss-4.0.1:12.5.1"),
        *("nist-800-53-r5:SA-9(5)", "nist-800-53-r5:AC-4", "nist-800-53-r5:CM-12"),
    ),
    requirements=("R80",),
    waivable=False,
    examples=Examples(
        passing=(
            _replica(DataClass="tokenised"),
            _destination("tokenised", "${aws_s3_bucket.example.arn}"),
        ),
        failing=(
            _replica(DataClass="personal"),
            _destination("personal", "${aws_s3_bucket.example.arn}"),
            _destination("personal", "arn:aws:s3:::receipts-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, _destination("personal", "arn:aws:s3:::another-zq7")),
        unknown=(Status.UNKNOWN, _replica(DataClass="${var.class}")),
    ),
)
