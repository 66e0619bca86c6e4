"""A bucket takes the logs of load balancers of its own region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
from policies.related.buckets import POLICY
from policies.resource import Resource

_DELIVERS: Final[Mapping[str, str]] = {
    "127311923021": "us-east-1",
    "033677994240": "us-east-2",
    "027434742980": "us-west-1",
    "797873946194": "us-west-2",
    "098369216593": "af-south-1",
    "754344448648": "ap-east-1",
    "589379963580": "ap-southeast-3",
    "718504428378": "ap-south-1",
    "383597477331": "ap-northeast-3",
    "600734575887": "ap-northeast-2",
    "114774131450": "ap-southeast-1",
    "783225319266": "ap-southeast-2",
    "582318560864": "ap-northeast-1",
    "985666609251": "ca-central-1",
    "054676820928": "eu-central-1",
    "156460612806": "eu-west-1",
    "652711504416": "eu-west-2",
    "635631232127": "eu-south-1",
    "009996457667": "eu-west-3",
    "897822967062": "eu-north-1",
    "076674570225": "me-south-1",
    "507241528517": "sa-east-1",
}
"""The accounts of Elastic Load Balancing by which it delivers access logs, and the region of each (Elastic
Load Balancing, "Enable access logs for your Application Load Balancer"). The service's own name does it
everywhere.
"""
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")


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
    for account in _ACCOUNT.findall(principal):
        region = _DELIVERS.get(account, bucket.region)
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


_ELSEWHERE: Final = next(iter(_DELIVERS))

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
