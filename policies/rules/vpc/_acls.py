"""The rules of network ACLs, as they are read one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network
from typing import Final, NamedTuple

from policies import expect
from policies.configuration import Configuration, recalled
from policies.resource import Resource
from policies.rules.vpc._openings import written_range
from policies.values import is_known

ACLS: Final = ("aws_network_acl", "aws_default_network_acl")
ENTRY: Final = "aws_network_acl_rule"
_PROTOCOLS: Final = {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
_LAST_PORT: Final = 65535


class Entry(NamedTuple):
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

    def covers(self, other: Entry) -> bool:
        """Whether whatever the other is for, this one is for too."""
        if not _holds(self.network, other.network):
            return False
        if self.protocol == "-1" or self.protocol != other.protocol:
            return self.protocol == "-1"
        if self.ports is None or other.ports is None:
            return self.ports is None and other.ports is None
        return self.ports[0] <= other.ports[0] and other.ports[1] <= self.ports[1]

    def opens_before(self, other: Entry) -> bool:
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


@recalled
def by_list(configuration: Configuration) -> Mapping[tuple[object, str], list[Entry]]:
    """The rules by the ACL that they are of, and by direction."""
    found: dict[tuple[object, str], list[Entry]] = defaultdict(list)
    for holder in configuration.of(*ACLS, ENTRY):
        for entry in entries_of(holder, configuration):
            if entry is not None:
                found[list_of(holder, configuration), entry.direction].append(entry)
    return found


def list_of(holder: Resource, configuration: Configuration) -> object:
    """The ACL that rules are of, or what is written for one that is not in the configuration."""
    if holder.type in ACLS:
        return holder
    value = holder.get("network_acl_id")
    return configuration.target(holder, value) or (holder.stack, str(value))


def entries_of(holder: Resource, configuration: Configuration) -> Iterator[Entry | None]:
    """The rules that stand in it; None for one of which only the plan can tell when it decides what."""
    if holder.type == ENTRY:
        direction = "egress" if expect.is_true(holder.get("egress")) else "ingress"
        said = {"rule_no": holder.get("rule_number"), "action": holder.get("rule_action")}
        yield _entry(replace(holder, values={**holder.values, **said}), direction, configuration)
        return
    for direction in ("ingress", "egress"):
        for block in expect.written_blocks(holder, direction):
            yield _entry(replace(holder, values=block), direction, configuration)


def _entry(rule: Resource, direction: str, configuration: Configuration) -> Entry | None:
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
    return Entry(number, direction, action == "allow", protocol, ports, network, rule)
