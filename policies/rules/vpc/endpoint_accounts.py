"""Endpoints serve accounts of ours and reach accounts of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.policy_document import Statement
from policies.resource import Resource
from policies.service_reference import knows_no_resource

_CALLERS: Final = (
    *("aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
)
_TARGETS: Final = ("aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths")
_FROM_ONE_VPC: Final = ("StringEquals", "aws:SourceVpc")
_LAYERS: Final = re.compile(
    r"arn:(?:aws[\w-]*|\$\{[^{}]*\}):s3:::prod-(?P<region>[\w-]+)-starport-layer-bucket/\*"
)
"""Where ECR keeps the layers of images in each region."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow to everybody names whose callers, and each on more than resources of ours names whose.

    Both, as a data perimeter asks (IAM User Guide, "Data perimeter"): the one keeps stolen credentials of
    others out, the other keeps our data out of the resources of others.
    """
    yield from expect.statements(holder, configuration, lambda statement: _bound(statement, holder))


def _bound(statement: Statement, holder: Resource) -> Iterator[Judgement]:
    if not statement.allows or _pulls_images(statement, holder):
        return
    if any(principal.is_anyone for principal in statement.principals) or statement.not_principals:
        yield from expect.confined(statement, "serves everybody", _CALLERS, f"everybody: {statement.subject}")
    # What knows no resource reaches none, so that there is no account to ask for.
    bare = bool(statement.actions) and all(knows_no_resource(action) for action in statement.actions)
    if bare and not statement.not_actions:
        return
    if not all(resource.startswith("${") for resource in statement.resources) or statement.not_resources:
        yield from expect.confined(
            statement,
            "reaches what it does not name by reference",
            _TARGETS,
            f"everything: {statement.subject}",
        )


def _pulls_images(statement: Statement, endpoint: Resource) -> bool:
    """Whether it lets one VPC read layers of images in the endpoint's region, and nothing else.

    The layers lie in a bucket of AWS's account and are read by a URL that ECR signs as another principal
    (Amazon ECR User Guide, "Amazon ECR interface VPC endpoints", "Minimum Amazon S3 Bucket Permissions for
    Amazon ECR"), so that neither account can be ours.
    """
    layers = _LAYERS.fullmatch(statement.resources[0]) if len(statement.resources) == 1 else None
    return (
        layers is not None
        and layers["region"] == endpoint.region
        and statement.actions == ("s3:GetObject",)
        and [principal.value for principal in statement.principals] == ["*"]
        # One VPC: requests come with the endpoint's own, so that another one would let nothing pass.
        and [(operator, key) for operator, key, _ in statement.conditions] == [_FROM_ONE_VPC]
        and len(statement.conditions[0][2]) == 1
        and not (statement.not_actions or statement.not_resources or statement.not_principals)
    )


def _endpoint(condition: object, **changed: object) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": "*",
        "Condition": condition,
        **changed,
    }
    policy = policy_text(statement)
    return resources(aws_vpc_endpoint={"vpc_id": "${aws_vpc.main.id}", "policy": policy})


def _layers(bucket: str = "prod-xx-test-1-starport-layer-bucket/*", **changed: object) -> Terraform:
    read = {"Action": "s3:GetObject", "Resource": f"arn:${{data.aws_partition.here.partition}}:s3:::{bucket}"}
    return _endpoint({"StringEquals": {"aws:SourceVpc": "${aws_vpc.main.id}"}}, **read | changed)


_OURS: Final = "${data.aws_caller_identity.here.account_id}"
_CALLER: Final = {"aws:PrincipalAccount": _OURS}
_TARGET: Final = {"aws:ResourceAccount": _OURS}

RULE = Rule(
    id="vpc-endpoint-accounts",
    title="VPC endpoints serve and reach our own accounts only",
    severity=Severity.HIGH,
    types=("aws_vpc_endpoint", "aws_vpc_endpoint_policy"),
    check=check,
    rationale=(
        "A private subnet without a way to the internet still has its endpoints: through them data goes "
        "into a bucket of any account, with credentials of that account."
    ),
    remediation=(
        'Add {"StringEquals": {"aws:PrincipalAccount": account, "aws:ResourceAccount": account}} to the '
        "Condition of each statement, or name the resources."
    ),
    controls=("pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(10)", "nist-800-53-r5:AC-4"),
    requirements=("R40", "R67"),
    examples=Examples(
        passing=(
            _endpoint({"StringEquals": _CALLER | _TARGET}),
            _endpoint({"StringEquals": _CALLER}, Resource="${aws_s3_bucket.receipts.arn}/*"),
            _endpoint({"StringEquals": _TARGET}, Principal={"AWS": "${aws_iam_role.writer.arn}"}),
            _endpoint({}, Effect="Deny"),
            _endpoint({"StringEquals": _CALLER}, Action="ecr:GetAuthorizationToken"),
            _layers(),
        ),
        failing=(
            _endpoint({}),
            _endpoint({"StringEquals": _CALLER}),
            _endpoint({"StringEquals": _TARGET}),
            _endpoint({}, Action="ecr:GetAuthorizationToken"),
            _endpoint({"StringEquals": _CALLER}, Action=["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]),
            _endpoint({"StringEquals": _CALLER}, Resource="arn:aws:s3:::payments-*"),
            _endpoint({"StringEqualsIfExists": _CALLER | _TARGET}),
            _endpoint({"StringLike": {**_CALLER, "aws:ResourceAccount": "*"}}),
            _layers("prod-xx-test-2-starport-layer-bucket/*"),
            _layers("prod-*-starport-layer-bucket/*"),
            _layers("prod-xx-test-1-starport-layer-bucket*"),
            _layers(Action=["s3:GetObject", "s3:PutObject"]),
            _layers(Condition={"StringLike": {"aws:SourceVpc": "${aws_vpc.main.id}"}}),
            _layers(Condition={}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_vpc_endpoint={"service_name": "s3"})),
        unknown=(
            Status.UNKNOWN,
            _endpoint({"StringEquals": {**_CALLER, "aws:ResourceAccount": "${var.account}"}}),
        ),
    ),
)
