"""Each endpoint says for what it may be used."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies.estate import Estate, Resource
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    resources,
    unknown,
)
from policies.policy_document import HiddenPolicy, Statement, documents

_POLICY = "aws_vpc_endpoint_policy"


def check(endpoint: Resource, estate: Estate) -> Iterator[Judgement]:
    """A policy stands inline or in a companion, and no statement of it is the default of AWS.

    The default allows everything to everyone (AWS PrivateLink, "Control access to VPC endpoints using
    endpoint policies"). Only endpoints of AWS services have policies: not those of other providers,
    of load balancers, of resources or of service networks.
    """
    if endpoint.type == _POLICY and estate.owner(endpoint, "vpc_endpoint_id", "aws_vpc_endpoint"):
        yield NOT_APPLICABLE
        return
    kind = endpoint.get("vpc_endpoint_type")
    if kind not in (None, "Gateway", "Interface") or ".vpce." in str(endpoint.get("service_name")):
        yield NOT_APPLICABLE
        return
    companions = estate.companions(endpoint, _POLICY, "vpc_endpoint_id")
    found = [document for holder in (endpoint, *companions) for document in documents(holder, estate)]
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
    return json.dumps({"Statement": [statement]})


FULL = _policy(Action="*", Resource="*")


def _endpoint(inline: str, **companion: object) -> Terraform:
    return {
        "resource": {
            "aws_vpc_endpoint": {"example": {**S3, "policy": inline}},
            "aws_vpc_endpoint_policy": {"own": companion},
        }
    }


RULE = Rule(
    id="vpc-endpoint-policy",
    title="VPC endpoints have a policy of their own",
    severity=Severity.MEDIUM,
    types=("aws_vpc_endpoint", _POLICY),
    scope="estate",
    check=check,
    rationale=(
        "Through an endpoint with the default policy, stolen credentials of any account copy data into a "
        "bucket of that account, and no firewall sees it."
    ),
    remediation="Set policy to statements that name their actions and resources, or aws:ResourceAccount.",
    controls=("pci-dss-4.0.1:1.3.2", "pci-dss-4.0.1:7.2.1", "nist-800-53-r5:SC-7(10)", "nist-800-53-r5:AC-6"),
    rows=("R41", "R54"),
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
