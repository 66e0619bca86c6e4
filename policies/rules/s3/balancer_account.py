"""A bucket takes the logs of load balancers of its own region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
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
from policies.policy_document import HiddenPolicy, documents
from policies.related.balancers import delivering, delivers
from policies.related.buckets import POLICY
from policies.resource import Resource


def check(bucket: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No policy of the bucket lets in the account by which load balancers of another region deliver."""
    holders = (bucket, *configuration.related(bucket, POLICY, "bucket"))
    found = [(holder, document) for holder in holders for document in documents(holder, configuration)]
    if not found:
        yield NOT_APPLICABLE
    for holder, document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{holder.address} cannot be read: {document.reason}")
            continue
        for statement in document.statements:
            if statement.allows and statement.names_action("s3:PutObject"):
                for principal in statement.principals:
                    yield from _of_region(bucket, holder, principal.value)


def _of_region(bucket: Resource, holder: Resource, principal: str) -> Iterator[Judgement]:
    for account, region in delivering(principal).items():
        if bucket.region and region != bucket.region:
            said = f"{holder.address} lets {account} put logs, by which load balancers of {region} deliver"
            yield fail(f"{said}: from those of {bucket.region} none arrives", account)


def _bucket(policy: str | None) -> Terraform:
    return resources(
        aws_s3_bucket={"bucket": "logs-zq7"},
        aws_s3_bucket_policy={"bucket": "${aws_s3_bucket.example.id}", "policy": policy} if policy else {},
    )


def _lets(principal: object, action: str = "s3:PutObject") -> Terraform:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}
    return _bucket(policy_text(statement))


_ELSEWHERE: Final = next(iter(delivers()))

RULE = Rule(
    id="s3-balancer-account",
    title="Buckets take the logs of load balancers of their own region",
    severity=Severity.MEDIUM,
    types=("aws_s3_bucket",),
    scope="configuration",
    check=check,
    rationale=(
        "In older regions another account delivers in each. With that of another one the load balancer "
        "drops its logs without a word, and the bucket is open to an account that has nothing to do with "
        "it."
    ),
    remediation=(
        "Let in Principal {'Service': 'logdelivery.elasticloadbalancing.amazonaws.com'}, or the account of "
        "data.aws_elb_service_account for the region."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AC-3"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _lets({"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}),
            _lets({"AWS": "arn:aws:iam::999988887777:root"}),
            _lets({"AWS": "${data.aws_elb_service_account.here.arn}"}),
            _lets({"AWS": f"arn:aws:iam::{_ELSEWHERE}:root"}, "s3:GetObject"),
        ),
        failing=(_lets({"AWS": f"arn:aws:iam::{_ELSEWHERE}:root"}), _lets({"AWS": _ELSEWHERE}, "s3:Put*")),
        absent=(Status.NOT_APPLICABLE, _bucket(None)),
        unknown=(Status.UNKNOWN, _bucket("${var.policy}")),
    ),
)
