"""The default security group of a VPC lets nothing through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from policies import expect
from policies.estate import Estate, Resource, once, reference
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, resources
from policies.rules.vpc._openings import EGRESS_TYPES, GROUPS, INGRESS_TYPES

_GROUP = "aws_default_security_group"


def check(vpc: Resource, estate: Estate) -> Iterator[Judgement]:
    """A companion takes the group over and gives it no rule, and no rule resource adds one.

    Taking it over without blocks removes the rules of AWS (Terraform registry, aws_default_security_group).
    """
    if vpc.type == _GROUP:
        yield from expect.alone(vpc, estate, "vpc_id", ("aws_vpc",)) or _closed((vpc,), vpc, estate)
        return
    yield from expect.companion(vpc, estate, _GROUP, "vpc_id")
    yield from _closed(estate.companions(vpc, _GROUP, "vpc_id"), vpc, estate)


def _closed(groups: Collection[Resource], vpc: Resource, estate: Estate) -> Iterator[Judgement]:
    for group in groups:
        for direction in ("ingress", "egress"):
            yield from expect.written_out(group, direction)
            if expect.written_blocks(group, direction):
                yield fail(f"{group.address} has {direction} rules", f"{group.address}: {direction}")
    rules = _rules(estate)
    for rule in dict.fromkeys(rule for target in (*groups, vpc) for rule in rules.get(target, ())):
        named = reference(rule.get("security_group_id"))
        if estate.target(rule, rule.get("security_group_id")) in groups or (
            named is not None and named.attribute == "default_security_group_id"
        ):
            yield fail(f"{rule.address} adds a rule to it", rule.address)


@once
def _rules(estate: Estate) -> Mapping[Resource | None, list[Resource]]:
    """The rules that are resources of their own, by what their group's id refers to."""
    found: dict[Resource | None, list[Resource]] = defaultdict(list)
    for rule in estate.of(*sorted({*INGRESS_TYPES, *EGRESS_TYPES} - {*GROUPS})):
        found[estate.target(rule, rule.get("security_group_id"))].append(rule)
    return found


def _vpc(group: dict[str, object] | None = None, **others: dict[str, object]) -> Terraform:
    default = {"vpc_id": "${aws_vpc.example.id}"} | (group or {})
    return {
        "resource": {
            "aws_vpc": {"example": {}, "other": {}},
            "aws_default_security_group": {"closed": default},
            **{kind: {"rule": values} for kind, values in others.items()},
        }
    }


HTTPS = {"protocol": "tcp", "from_port": 443, "to_port": 443, "self": True}

RULE = Rule(
    id="vpc-default-security-group",
    title="The default security group of each VPC has no rules",
    severity=Severity.MEDIUM,
    types=("aws_vpc", _GROUP),
    scope="estate",
    check=check,
    rationale=(
        "Whatever is created without naming a group lands in the default one, whose own rules let its "
        "members reach each other and everything outside."
    ),
    remediation="Add a DefaultSecurityGroup with the vpc_id and neither ingress nor egress.",
    controls=("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.3.2", "nist-800-53-r5:SC-7(5)"),
    rows=("R45",),
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
