"""A security group lets something through."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_RULES = (
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_security_group_rule",
)


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The group has a rule, inline or as a resource.

    Without one Terraform takes out AWS's own egress rule too. A group that others let in by its id may
    be a mark alone.
    """
    if group in _let_in(configuration):
        yield NOT_APPLICABLE
    elif not group.blocks("ingress") and not group.blocks("egress"):
        yield from expect.named_by(group, configuration, "security_group_id", *_RULES)


@recalled
def _let_in(configuration: Configuration) -> Collection[Resource]:
    """The groups that an ingress rule names as its source."""
    named = [
        (rule, rule.get(attribute))
        for rule in configuration.of("aws_vpc_security_group_ingress_rule", "aws_security_group_rule")
        if rule.get("type") != "egress"
        for attribute in ("referenced_security_group_id", "source_security_group_id")
    ]
    named += [
        (holder, item)
        for holder in configuration.of("aws_security_group")
        for block in holder.blocks("ingress")
        if isinstance(sources := block.get("security_groups"), list)
        for item in sources
    ]
    return {target for rule, value in named if (target := configuration.target(rule, value)) is not None}


def _group(group: dict[str, object] | None = None, **rules: object) -> Terraform:
    own = {"name": "functions-zq7", **(group or {})}
    return {
        "resource": {
            "aws_security_group": {"example": own, "other": {"name": "other-zq7", "egress": [{}]}},
            **{kind: {"rule": values} for kind, values in rules.items()},
        }
    }


_OWN = "${aws_security_group.example.id}"
_OTHER = "${aws_security_group.other.id}"

RULE = Rule(
    id="vpc-group-rules",
    title="Security groups let something through",
    severity=Severity.LOW,
    types=("aws_security_group",),
    scope="configuration",
    check=check,
    rationale=(
        "What is in a group without a rule reaches nothing and is reached by nothing: functions time "
        "out, endpoints do not answer, and whoever fixes it in a hurry opens too much."
    ),
    remediation="Add the rules that the group is for, one VpcSecurityGroup...Rule each, or take it out.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-7"),
    requirements=("R45",),
    examples=Examples(
        passing=(
            _group(aws_vpc_security_group_egress_rule={"security_group_id": _OWN}),
            _group(aws_security_group_rule={"security_group_id": _OWN, "type": "ingress"}),
            _group({"egress": [{"from_port": 443}]}),
        ),
        failing=(
            _group(aws_vpc_security_group_ingress_rule={"security_group_id": _OTHER}),
            _group(
                aws_vpc_security_group_egress_rule={
                    "security_group_id": _OTHER,
                    "referenced_security_group_id": _OWN,
                }
            ),
            _group({"egress": []}),
        ),
        absent=(Status.FAIL, resources(aws_security_group={"name": "functions-zq7"})),
        unknown=(Status.UNKNOWN, _group(aws_security_group_rule={"security_group_id": "${var.group}"})),
    ),
)
