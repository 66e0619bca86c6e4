"""Every security group and every rule says what it is for."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, fail, unknown
from policies.references import reference
from policies.resource import Resource
from policies.rules.vpc._openings import EGRESS_TYPES, GROUPS, INGRESS_TYPES


def check(holder: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A description of one's own; 'Managed by Terraform' is what the provider puts where none is given.

    The default group of a VPC has a description of AWS, so only its rules are judged.
    """
    if holder.type != "aws_default_security_group":
        yield from _described(holder)
    if holder.type in GROUPS:
        for direction in ("ingress", "egress"):
            yield from expect.each_block(holder, direction, "from_port", _described)


def _described(rule: Resource) -> Iterator[Judgement]:
    text = str(rule.get("description") or "").strip()
    if text in ("", "Managed by Terraform"):
        yield fail("it has no description of its own")
    elif reference(text) is not None:
        yield unknown(f"its description is {text}, which only the plan can tell")


HTTPS = {"from_port": 443, "to_port": 443, "protocol": "tcp"}

RULE = Rule(
    id="vpc-rule-description",
    title="Security groups and their rules say what they are for",
    severity=Severity.LOW,
    types=tuple(dict.fromkeys((*INGRESS_TYPES, *EGRESS_TYPES))),
    check=check,
    rationale=(
        "Each open port needs a business reason that somebody approved. Where the rule does not say it, "
        "nobody dares to close it."
    ),
    remediation="Set description to the reason, on the SecurityGroup and on each of its rules.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:CM-7", "nist-800-53-r5:SC-7(5)"),
    requirements=("R45",),
    examples=Examples(
        passing=(
            resources(
                aws_security_group={
                    "description": "Endpoints of the VPC",
                    "ingress": [{**HTTPS, "description": "HTTPS from the functions"}],
                }
            ),
            resources(aws_vpc_security_group_egress_rule={"description": "HTTPS to the endpoints"}),
            resources(aws_default_security_group={}),
        ),
        failing=(
            resources(aws_security_group={"description": "Managed by Terraform"}),
            resources(
                aws_security_group={
                    "description": "Endpoints",
                    "ingress": [{**HTTPS, "description": "HTTPS"}, {**HTTPS, "from_port": 80}],
                }
            ),
            resources(
                aws_security_group={"description": "Endpoints", "egress": {**HTTPS, "description": " "}}
            ),
            resources(aws_default_security_group={"ingress": [HTTPS]}),
            resources(aws_security_group_rule={"type": "egress"}),
        ),
        absent=(Status.FAIL, resources(aws_vpc_security_group_ingress_rule={})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_security_group={"description": "Endpoints", "ingress": "${var.rules}"}),
        ),
    ),
)
