"""The default security group of a VPC lets nothing through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.references import reference
from policies.resource import Resource
from policies.rules.vpc._openings import EGRESS_TYPES, GROUPS, INGRESS_TYPES

_GROUP = "aws_default_security_group"


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The VPC has an aws_default_security_group without rules, and no rule of its own resource adds one.

    Without `ingress` and `egress` blocks, Terraform removes the rules with which AWS creates the group
    (Terraform registry, aws_default_security_group). A group whose VPC is not here is judged alone.
    """
    if resource.type == _GROUP:
        judged_with_vpc = expect.judged_with_owner(resource, configuration, "vpc_id", ("aws_vpc",))
        yield from judged_with_vpc or _has_no_rules(resource, (resource,), configuration)
        return
    yield from expect.has_related(resource, configuration, _GROUP, "vpc_id")
    groups = configuration.related(resource, _GROUP, "vpc_id")
    yield from _has_no_rules(resource, groups, configuration)


def _has_no_rules(
    resource: Resource, groups: Collection[Resource], configuration: Configuration
) -> Iterator[Judgement]:
    """Neither the groups' own blocks nor resources of their own are rules of the default group.

    resource: what is judged, the VPC or a group alone.
    """
    for group in groups:
        yield from _has_no_blocks(group)
    rules = _rules_by_target(configuration)
    for rule in dict.fromkeys(rule for target in (*groups, resource) for rule in rules.get(target, ())):
        if _is_of_default_group(rule, groups, configuration):
            yield fail(f"{rule.address} adds a rule to the default security group", rule.address)


def _has_no_blocks(group: Resource) -> Iterator[Judgement]:
    for direction in ("ingress", "egress"):
        yield from expect.written_out(group, direction)
        if expect.written_blocks(group, direction):
            yield fail(f"{group.address} has {direction} rules", f"{group.address}: {direction}")


def _is_of_default_group(rule: Resource, groups: Collection[Resource], configuration: Configuration) -> bool:
    """Whether a rule names one of the groups, or the default group by an attribute of its VPC."""
    group_id = rule.get("security_group_id")
    named = reference(group_id)
    return configuration.target(rule, group_id) in groups or (
        named is not None and named.attribute == "default_security_group_id"
    )


@recalled
def _rules_by_target(configuration: Configuration) -> Mapping[Resource | None, list[Resource]]:
    """The rules that are resources of their own, by the group or VPC that their group's id refers to."""
    found: dict[Resource | None, list[Resource]] = defaultdict(list)
    for rule in configuration.of(*sorted({*INGRESS_TYPES, *EGRESS_TYPES} - {*GROUPS})):
        found[configuration.target(rule, rule.get("security_group_id"))].append(rule)
    return found


def _vpc(group: dict[str, object] | None = None, **rules: dict[str, object]) -> Terraform:
    """A VPC whose default group has these arguments, and a rule of each of these types."""
    default = {"vpc_id": "${aws_vpc.example.id}"} | (group or {})
    return {
        "resource": {
            "aws_vpc": {"example": {}, "other": {}},
            "aws_default_security_group": {"closed": default},
            **{kind: {"rule": values} for kind, values in rules.items()},
        }
    }


HTTPS = {"protocol": "tcp", "from_port": 443, "to_port": 443, "self": True}

RULE = Rule(
    id="vpc-default-security-group",
    title="The default security group of each VPC has no rules",
    severity=Severity.MEDIUM,
    types=("aws_vpc", _GROUP),
    scope="configuration",
    check=check,
    rationale=(
        "Whatever is created without naming a group lands in the default one, whose own rules let its "
        "members reach each other and everything outside."
    ),
    remediation="Add a DefaultSecurityGroup with the vpc_id and neither ingress nor egress.",
    controls=("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(5)"),
    requirements=("R45",),
    examples=Examples(
        passing=(_vpc(), _vpc({"ingress": [], "egress": []})),
        failing=(
            _vpc({"vpc_id": "${aws_vpc.other.id}"}),
            _vpc({"ingress": [HTTPS]}),
            _vpc({"egress": HTTPS}),
            _vpc(
                aws_vpc_security_group_ingress_rule={
                    "security_group_id": "${aws_default_security_group.closed.id}"
                }
            ),
            _vpc(
                aws_security_group_rule={"security_group_id": "${aws_vpc.example.default_security_group_id}"}
            ),
        ),
        absent=(Status.FAIL, resources(aws_vpc={"cidr_block": "10.0.0.0/16"})),
        unknown=(Status.UNKNOWN, _vpc({"ingress": "${var.rules}"})),
    ),
)
