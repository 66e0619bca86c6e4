"""Each endpoint says for what it may be used."""

from __future__ import annotations

from collections.abc import Iterator

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
from policies.policy_document import HiddenPolicy, Statement, documents
from policies.resource import Resource

_POLICY = "aws_vpc_endpoint_policy"


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A policy stands inline or beside it, and no statement of it is the default of AWS.

    The default allows everything to everyone (AWS PrivateLink, "Control access to VPC endpoints using
    endpoint policies"). Only endpoints of AWS services have policies: not those of other providers,
    of load balancers, of resources or of service networks.
    """
    if endpoint.type == _POLICY and configuration.owner(endpoint, "vpc_endpoint_id", "aws_vpc_endpoint"):
        yield NOT_APPLICABLE
        return
    kind = endpoint.get("vpc_endpoint_type")
    if kind not in (None, "Gateway", "Interface") or ".vpce." in str(endpoint.get("service_name")):
        yield NOT_APPLICABLE
        return
    related = configuration.related(endpoint, _POLICY, "vpc_endpoint_id")
    found = [document for holder in (endpoint, *related) for document in documents(holder, configuration)]
    if not found:
        yield fail("it has no policy, so the default stands: everything for everyone")
    for document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{document.attribute}: {document.reason}")
            continue
        for statement in document.statements:
            if _is_default(statement):
                yield fail(f"{document.attribute}: {statement.label} allows everything", statement.subject)


def _is_default(statement: Statement) -> bool:
    everything = "*" in statement.actions or statement.not_actions
    anything = "*" in statement.resources or statement.not_resources
    return bool(statement.allows and everything and anything and not statement.conditions)


S3 = {"service_name": "com.amazonaws.xx-test-1.s3", "vpc_endpoint_type": "Gateway"}


def _policy(**changes: object) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "${aws_s3_bucket.receipts.arn}/*",
        **changes,
    }
    return policy_text(statement)


FULL = _policy(Action="*", Resource="*")


def _endpoint(inline: str, **related: object) -> Terraform:
    return {
        "resource": {
            "aws_vpc_endpoint": {"example": {**S3, "policy": inline}},
            "aws_vpc_endpoint_policy": {"own": related},
        }
    }


RULE = Rule(
    id="vpc-endpoint-policy",
    title="VPC endpoints have a policy of their own",
    severity=Severity.MEDIUM,
    types=("aws_vpc_endpoint", _POLICY),
    scope="configuration",
    check=check,
    rationale=(
        "Through an endpoint with the default policy, stolen credentials of any account copy data into a "
        "bucket of that account, and no firewall sees it."
    ),
    remediation="Set policy to statements that name their actions and resources, or aws:ResourceAccount.",
    controls=("pci-dss-4.0.1:1.3.2", "pci-dss-4.0.1:7.2.1", "nist-800-53-r5:SC-7(10)", "nist-800-53-r5:AC-6"),
    requirements=("R41", "R54"),
    examples=Examples(
        passing=(
            _endpoint(_policy()),
            _endpoint(
                _policy(Resource="*", Condition={"StringEquals": {"aws:ResourceAccount": "${local.own}"}})
            ),
        ),
        failing=(
            _endpoint(FULL),
            _endpoint(_policy(NotAction="s3:DeleteBucket", Action=None, Resource="*")),
            _endpoint(_policy(), vpc_endpoint_id="${aws_vpc_endpoint.example.id}", policy=FULL),
            _endpoint(_policy(Effect="allow", Action=["s3:GetObject", "*"], Resource=["*"])),
        ),
        absent=(Status.FAIL, resources(aws_vpc_endpoint=S3)),
        unknown=(Status.UNKNOWN, _endpoint("${var.policy}")),
    ),
)
