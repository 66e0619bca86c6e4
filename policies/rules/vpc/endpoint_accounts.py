"""Endpoints serve accounts of ours and reach accounts of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.arn import has_wildcard, read_arn
from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.policy_document import Statement
from policies.related.networks import endpoint_service
from policies.resource import Resource
from policies.service_reference import knows_no_resource

_CALLERS: Final = (
    *("aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
)
_TARGETS: Final = (
    *("aws:ResourceAccount", "s3:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"),
)
_LAYERS: Final = re.compile(
    r"arn:(?:aws[\w-]*|\$\{[^{}]*\}):s3:::"
    r"(?:prod-(?P<region>[\w-]+)-starport-layer-bucket|al2023-repos-(?P<packages>[\w-]+)-[0-9a-f]{8})/\*"
)
"""Where ECR keeps the layers of images, and Amazon Linux its packages, in each region."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow to everybody names whose callers, and each on more than resources of ours names whose.

    Both, as a data perimeter asks (IAM User Guide, "Data perimeter"): the one keeps stolen credentials of
    others out, the other keeps our data out of the resources of others.
    """
    pulls = _pulls_from_aws(holder, configuration)
    yield from expect.statements(
        holder, configuration, lambda statement: _bound(statement, holder, pulls=pulls)
    )


def _pulls_from_aws(holder: Resource, configuration: Configuration) -> bool:
    """Whether nodes of EKS pull images of AWS's own account by it (Amazon EKS User Guide, "Amazon container
    image registries"): to reach an account that is not ours is then what it is for.
    """
    endpoint = configuration.target(holder, holder.get("vpc_endpoint_id")) or holder
    service = endpoint_service(endpoint, configuration)
    return service in ("ecr.api", "ecr.dkr") and bool(configuration.of("aws_eks_cluster", stack=holder.stack))


def _bound(statement: Statement, holder: Resource, *, pulls: bool) -> Iterator[Judgement]:
    if not statement.allows or _pulls_images(statement, holder):
        return
    if any(principal.is_anyone for principal in statement.principals) or statement.not_principals:
        yield from expect.confined(statement, "serves everybody", _CALLERS, f"everybody: {statement.subject}")
    # What knows no resource reaches none, so that there is no account to ask for.
    bare = bool(statement.actions) and all(knows_no_resource(action) for action in statement.actions)
    if pulls or (bare and not statement.not_actions):
        return
    if not all(_is_ours(resource) for resource in statement.resources) or statement.not_resources:
        yield from expect.confined(
            statement,
            "reaches what it does not name by reference",
            _TARGETS,
            f"everything: {statement.subject}",
        )


def _is_ours(resource: str) -> bool:
    """Whether it is named by reference, or by an ARN that says of which account it is."""
    arn = read_arn(resource)
    return resource.startswith("${") or (
        arn is not None and arn.account not in ("", "aws") and not has_wildcard(arn.account)
    )


def _pulls_images(statement: Statement, endpoint: Resource) -> bool:
    """Whether it lets callers read layers of images and packages in the endpoint's region, and nothing else.

    They lie in buckets of AWS's account and are read by a URL that ECR signs as another principal, or by
    nobody (Amazon ECR User Guide, "Amazon ECR interface VPC endpoints", "Minimum Amazon S3 Bucket Permissions
    for Amazon ECR"), so that neither account can be ours. AWS alone writes there.
    """
    read = [_LAYERS.fullmatch(resource) for resource in statement.resources]
    return (
        bool(read)
        and all(found and endpoint.region in (found["region"], found["packages"]) for found in read)
        and statement.actions == ("s3:GetObject",)
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


def _pulling(principal: str, **more: Mapping[str, Any]) -> Terraform:
    policy = policy_text(
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "ecr:*",
            "Resource": "*",
            "Condition": {"StringEquals": {principal: _OURS}},
        }
    )
    endpoint = {"service_name": "com.amazonaws.xx-test-1.ecr.dkr", "policy": policy}
    return resources(aws_vpc_endpoint=endpoint, **more)


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
    scope="configuration",
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
            _pulling("aws:PrincipalAccount", aws_eks_cluster={"name": "batch-zq7"}),
            _endpoint({"StringEquals": _CALLER}, Action="ecr:GetAuthorizationToken"),
            _layers(),
            _layers(Condition={}),
            _layers("al2023-repos-xx-test-1-de612dc2/*"),
            _endpoint({"StringEquals": {**_CALLER, "s3:ResourceAccount": _OURS}}),
            _endpoint({"StringEquals": _CALLER}, Resource=f"arn:aws:dynamodb:xx-test-1:{_OURS}:table/pay-*"),
        ),
        failing=(
            _endpoint({}),
            _endpoint({"StringEquals": _CALLER}),
            _endpoint({"StringEquals": _TARGET}),
            _pulling("aws:PrincipalAccount"),
            _pulling("aws:ResourceAccount", aws_eks_cluster={"name": "batch-zq7"}),
            _endpoint({}, Action="ecr:GetAuthorizationToken"),
            _endpoint({"StringEquals": _CALLER}, Action=["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]),
            _endpoint({"StringEquals": _CALLER}, Resource="arn:aws:s3:::payments-*"),
            _endpoint({"StringEquals": _CALLER}, Resource="arn:aws:sqs:xx-test-1:*:payments"),
            _endpoint({"StringEqualsIfExists": _CALLER | _TARGET}),
            _endpoint({"StringLike": {**_CALLER, "aws:ResourceAccount": "*"}}),
            _layers("prod-xx-test-2-starport-layer-bucket/*"),
            _layers("prod-*-starport-layer-bucket/*"),
            _layers("prod-xx-test-1-starport-layer-bucket*"),
            _layers(Action=["s3:GetObject", "s3:PutObject"]),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_vpc_endpoint={"service_name": "s3"})),
        unknown=(
            Status.UNKNOWN,
            _endpoint({"StringEquals": {**_CALLER, "aws:ResourceAccount": "${var.account}"}}),
        ),
    ),
)
