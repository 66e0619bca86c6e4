"""The rules of a network ACL decide in the order of their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network
from typing import Any, Final, NamedTuple

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.vpc._openings import written_range
from policies.values import is_known

_ACLS: Final = ("aws_network_acl", "aws_default_network_acl")
_RULE: Final = "aws_network_acl_rule"
_PROTOCOLS: Final = {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
_LAST_PORT: Final = 65535


class _Entry(NamedTuple):
    """A rule of a network ACL. ports: None for other protocols than TCP and UDP, which have none here."""

    number: float
    direction: str
    allows: bool
    protocol: str
    ports: tuple[float, float] | None
    network: IPv4Network | IPv6Network
    holder: Resource

    @property
    def label(self) -> str:
        """How messages name it: `rule 100 (allow tcp 443 with 10.0.0.0/16)`."""
        what = "everything" if self.protocol == "-1" else self.protocol
        if self.ports is not None:
            first, last = self.ports
            what += f" {first:g}" if first == last else f" {first:g}-{last:g}"
        return f"rule {self.number:g} ({'allow' if self.allows else 'deny'} {what} with {self.network})"

    def covers(self, other: _Entry) -> bool:
        """Whether whatever the other is for, this one is for too."""
        if not _holds(self.network, other.network):
            return False
        if self.protocol == "-1" or self.protocol != other.protocol:
            return self.protocol == "-1"
        if self.ports is None or other.ports is None:
            return self.ports is None and other.ports is None
        return self.ports[0] <= other.ports[0] and other.ports[1] <= self.ports[1]

    def opens_before(self, other: _Entry) -> bool:
        """Whether it lets anybody through on every port of TCP, for which the other is as well."""
        first, last = self.ports or (0, _LAST_PORT)
        every = first <= 1 and last >= _LAST_PORT
        by_tcp = self.protocol in ("-1", "tcp") and other.protocol in ("-1", "tcp")
        anybody = self.network.prefixlen == 0 and _holds(self.network, other.network)
        return self.allows and every and by_tcp and anybody


def _holds(ours: IPv4Network | IPv6Network, theirs: IPv4Network | IPv6Network) -> bool:
    if isinstance(ours, IPv4Network):
        return isinstance(theirs, IPv4Network) and theirs.subnet_of(ours)
    return isinstance(theirs, IPv6Network) and theirs.subnet_of(ours)


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule decides all that a later one of the other action is for, and none that lets anybody through
    comes before narrower ones: the lowest number that fits decides, and no later one is asked (VPC User
    Guide, "Network ACL rules").
    """
    for direction in ("ingress", "egress") if holder.type in _ACLS else ():
        yield from expect.written_out(holder, direction)
    own = [*_entries_of(holder, configuration)]
    if None in own:
        yield unknown("only the plan can tell the number, the action or the range of a rule")
    for entry in own:
        if entry is None:
            continue
        later = [
            each
            for each in _by_list(configuration).get((_list_of(holder, configuration), entry.direction), ())
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


@recalled
def _by_list(configuration: Configuration) -> Mapping[tuple[object, str], list[_Entry]]:
    """The rules by the ACL that they are of, and by direction."""
    found: dict[tuple[object, str], list[_Entry]] = defaultdict(list)
    for holder in configuration.of(*_ACLS, _RULE):
        for entry in _entries_of(holder, configuration):
            if entry is not None:
                found[_list_of(holder, configuration), entry.direction].append(entry)
    return found


def _list_of(holder: Resource, configuration: Configuration) -> object:
    if holder.type in _ACLS:
        return holder
    value = holder.get("network_acl_id")
    return configuration.target(holder, value) or (holder.stack, str(value))


def _entries_of(holder: Resource, configuration: Configuration) -> Iterator[_Entry | None]:
    """The rules that stand in it; None for one of which only the plan can tell when it decides what."""
    if holder.type == _RULE:
        direction = "egress" if expect.is_true(holder.get("egress")) else "ingress"
        said = {"rule_no": holder.get("rule_number"), "action": holder.get("rule_action")}
        yield _entry(replace(holder, values={**holder.values, **said}), direction, configuration)
        return
    for direction in ("ingress", "egress"):
        for block in expect.written_blocks(holder, direction):
            yield _entry(replace(holder, values=block), direction, configuration)


def _entry(rule: Resource, direction: str, configuration: Configuration) -> _Entry | None:
    number, action = expect.number(rule.get("rule_no")), str(rule.get("action")).lower()
    written = rule.get("cidr_block") or rule.get("ipv6_cidr_block")
    target = configuration.target(rule, written)
    network = written_range(written if target is None else target.get("cidr_block"))
    protocol = str(rule.get("protocol")).lower()
    if number is None or network is None or action not in ("allow", "deny") or not is_known(protocol):
        return None
    protocol = _PROTOCOLS.get(protocol, protocol)
    ports = None
    if protocol in ("tcp", "udp"):
        first, last = expect.number(rule.get("from_port")), expect.number(rule.get("to_port"))
        if first is None or last is None:
            return None
        ports = (first, last)
    return _Entry(number, direction, action == "allow", protocol, ports, network, rule)


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
            _RULE: {
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
    types=(*_ACLS, _RULE),
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
