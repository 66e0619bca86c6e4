"""The rules of a network ACL decide in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.vpc._acls import ACLS, ENTRY, by_list, entries_of, list_of


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule decides all that a later one of the other action is for, and none that lets anybody through
    comes before narrower ones: the lowest number that fits decides, and no later one is asked (VPC User
    Guide, "Network ACL rules").
    """
    for direction in ("ingress", "egress") if holder.type in ACLS else ():
        yield from expect.written_out(holder, direction)
    own = [*entries_of(holder, configuration)]
    if None in own:
        yield unknown("only the plan can tell the number, the action or the range of a rule")
    for entry in own:
        if entry is None:
            continue
        later = [
            each
            for each in by_list(configuration).get((list_of(holder, configuration), entry.direction), ())
            if each.number > entry.number
        ]
        against = [each for each in later if each.allows != entry.allows and entry.covers(each)]
        idle = against or [each for each in later if entry.opens_before(each)]
        if idle:
            said = ", ".join(each.label for each in sorted(idle, key=lambda each: each.number))
            yield fail(
                f"{entry.direction}: {entry.label} decides before {said}: too late",
                f"{entry.direction} {entry.number:g}",
            )


def _rule(
    number: object, action: str, block: str, port: int | None = None, **changed: object
) -> dict[str, Any]:
    ports = {"from_port": port or 0, "to_port": port or 0}
    protocol = "-1" if port is None else "tcp"
    return {
        "rule_no": number,
        "action": action,
        "protocol": protocol,
        "cidr_block": block,
        **ports,
        **changed,
    }


def _acl(*ingress: dict[str, object], **more: object) -> Terraform:
    return resources(aws_network_acl={"vpc_id": "${aws_vpc.main.id}", "ingress": list(ingress), **more})


def _apart(number: int, **changed: object) -> Terraform:
    """Rules that are resources of their own: one that lets all in, and one that refuses SSH."""
    common = {"network_acl_id": "${aws_network_acl.data.id}", "cidr_block": "0.0.0.0/0", "egress": False}
    ssh = {"rule_number": 100, "rule_action": "deny", "protocol": "tcp", "from_port": 22, "to_port": 22}
    return {
        "resource": {
            "aws_network_acl": {"data": {"vpc_id": "${aws_vpc.main.id}"}},
            ENTRY: {
                "ssh": {**common, **ssh},
                "example": {
                    **common,
                    "rule_number": number,
                    "rule_action": "allow",
                    "protocol": "-1",
                    **changed,
                },
            },
        }
    }


_WORLD: Final = "0.0.0.0/0"
_NETWORK: Final = "10.0.0.0/16"

RULE = Rule(
    id="vpc-acl-order",
    title="No rule of a network ACL makes a later one idle",
    severity=Severity.HIGH,
    types=(*ACLS, ENTRY),
    scope="configuration",
    check=check,
    rationale=(
        "The first rule that fits decides. One that allows everything, before those that name a port or "
        "refuse, opens the subnet, and the list still reads as if it were shut."
    ),
    remediation=(
        "Take out the rule that lets too much through, or give it a rule_no above those that refuse; name "
        "the port and the range in those that allow."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:AC-4"),
    requirements=("R45", "R94"),
    examples=Examples(
        passing=(
            _acl(_rule(100, "allow", _WORLD)),
            _acl(
                _rule(80, "allow", _NETWORK),
                _rule(90, "deny", _WORLD, 3389),
                _rule(100, "allow", _WORLD, 22),
            ),
            _acl(_rule(100, "allow", _NETWORK, 5432), _rule(200, "deny", _WORLD)),
            _acl(_rule(100, "allow", _WORLD), egress=[_rule(200, "deny", _WORLD)]),
            _apart(110),
        ),
        failing=(
            _acl(_rule(100, "allow", _WORLD), _rule(110, "allow", _NETWORK, 5432)),
            _acl(_rule(90, "allow", _WORLD, 1, from_port=0, to_port=65535), _rule(200, "deny", _WORLD, 22)),
            _acl(_rule("100", "allow", _NETWORK), _rule("200", "deny", _NETWORK, 22, protocol="6")),
            _acl(_rule(90, "deny", _WORLD), _rule(100, "allow", _NETWORK, 5432)),
            _acl(_rule(90, "allow", _WORLD, 1, to_port=65535), _rule(200, "deny", _WORLD)),
            _acl(egress=[_rule(100, "allow", _WORLD), _rule(110, "deny", "10.0.0.0/8")]),
            _apart(50),
        ),
        absent=(Status.PASS, resources(aws_network_acl={"vpc_id": "${aws_vpc.main.id}"})),
        unknown=(Status.UNKNOWN, _acl(_rule("${var.number}", "allow", _WORLD), _rule(200, "deny", _WORLD))),
    ),
)
