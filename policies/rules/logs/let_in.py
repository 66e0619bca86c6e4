"""Services that write to log groups by themselves are let in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import policy_text
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
from policies.related.deliveries import admits
from policies.resource import Resource
from policies.values import is_known

_POLICY: Final = "aws_cloudwatch_log_resource_policy"
_GROUP: Final = "aws_cloudwatch_log_group"
_PUT: Final = "logs:PutLogEvents"
_WRITERS: Final[Mapping[str, tuple[str, str]]] = {
    "aws_cloudwatch_event_target": ("arn", "events"),
    "aws_opensearch_domain": ("log_publishing_options.cloudwatch_log_group_arn", "es"),
    "aws_route53_query_log": ("cloudwatch_log_group_arn", "route53"),
}
"""Where each type names its log group, and the service that writes there. OpenSearch Service Developer Guide,
"Monitoring OpenSearch logs with Amazon CloudWatch Logs"; EventBridge User Guide, "Resource-based policies",
"CloudWatch Logs permissions"; Route 53 Developer Guide, "Public DNS query logging"."""


def check(writer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A resource policy of CloudWatch Logs in its region lets the service put events, where it writes to a
    group that the configuration makes. Groups of others are theirs to open.
    """
    attribute, service = _WRITERS[writer.type]
    above, _, name = attribute.rpartition(".")
    blocks = writer.blocks(above) if above else (writer.values,)
    named = [block.get(name) for block in blocks]
    groups = [target for value in named if (target := configuration.target(writer, value)) is not None]
    groups = [each for each in groups if each.type == _GROUP]
    if not groups:
        hidden = [value for value in named if value and not is_known(value)]
        unseen = [
            value
            for value in hidden
            if configuration.target(writer, value) is None and _may_be_a_group(value)
        ]
        yield (
            unknown(f"{attribute} is {unseen[0]}, which only the plan can tell") if unseen else NOT_APPLICABLE
        )
        return
    region = groups[0].region
    opened, doubtful = configuration.recall(
        ("log groups opened", region, service), lambda: _opened(region, service, configuration)
    )
    if not opened:
        said = f"no {_POLICY} of {region} lets {service} put events into {groups[0].address}"
        yield unknown(f"{said}, unless {doubtful} does") if doubtful else fail(f"{said}: no line arrives")


def _may_be_a_group(value: object) -> bool:
    """Whether it spells out no other service."""
    arn = read_arn(value)
    return arn is None or arn.service == "logs" or not is_known(arn.service)


def _opened(region: str, service: str, configuration: Configuration) -> tuple[bool, str]:
    """Whether a policy of the region lets the service write; one of which only the plan can tell."""
    hidden = ""
    for holder in configuration.of(_POLICY):
        if holder.region != region:
            continue
        for document in documents(holder, configuration):
            if isinstance(document, HiddenPolicy):
                hidden = holder.address
            elif any(
                admits(each, service, _PUT) or (service == "events" and admits(each, "delivery", _PUT))
                for each in document.statements
            ):
                return True, ""
    return False, hidden


def _domain(service: str = "es", group: str = "${aws_cloudwatch_log_group.audit.arn}") -> Terraform:
    let = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": ["logs:PutLogEvents", "logs:CreateLogStream"],
        "Resource": "${aws_cloudwatch_log_group.audit.arn}:*",
    }
    policy = {_POLICY: {"search": {"policy_document": policy_text(let)}}} if service else {}
    publishing = [{"log_type": "AUDIT_LOGS", "cloudwatch_log_group_arn": group}]
    return {
        "resource": {
            _GROUP: {"audit": {"name": "/aws/opensearch/audit-zq7"}},
            "aws_opensearch_domain": {"example": {"log_publishing_options": publishing}},
            **policy,
        }
    }


def _target() -> Terraform:
    stack = _domain("")["resource"]
    target = {"arn": "${aws_cloudwatch_log_group.audit.arn}", "rule": "audit"}
    return {"resource": {_GROUP: stack[_GROUP], "aws_cloudwatch_event_target": {"example": target}}}


RULE = Rule(
    id="logs-let-in",
    title="Log groups let in the services that write to them",
    severity=Severity.MEDIUM,
    types=tuple(_WRITERS),
    scope="configuration",
    check=check,
    rationale=(
        "A search domain, a hosted zone or a rule writes to CloudWatch Logs as its service, which no role "
        "lets in. Without a resource policy the log is configured, and stays empty."
    ),
    remediation=(
        "Add a CloudwatchLogResourcePolicy that lets the service logs:CreateLogStream and logs:PutLogEvents."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-5"),
    requirements=("R46",),
    examples=Examples(
        passing=(_domain(),),
        failing=(_domain("route53"), _domain(""), _target()),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_opensearch_domain": {"example": {"domain_name": "audit"}}}},
        ),
        unknown=(Status.UNKNOWN, _domain(group="${var.group}")),
    ),
)
