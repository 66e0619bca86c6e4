"""Nobody administers anything from the open internet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.vpc._openings import GROUPS, INGRESS_TYPES, openings

PORTS: Final = {22: "SSH", 3389: "RDP"}


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No rule lets anybody reach port 22 or 3389, alone or within a range."""
    if holder.type in GROUPS:
        yield from expect.written_out(holder, "ingress")
    for opening in openings(holder, configuration, "ingress"):
        for port, service in PORTS.items():
            open_port = opening.has_port(port)
            if opening.anywhere is False or open_port is False:
                continue
            if opening.anywhere and open_port:
                yield fail(
                    f"port {port} ({service}) is open to the internet: {opening.label}",
                    f"{port}: {opening.label}",
                )
            else:
                yield unknown(f"port {port} ({service}) may be open to the internet: {opening.label}")


def _inline(**rule: object) -> Terraform:
    closed = {"protocol": "tcp", "prefix_list_ids": None, "security_groups": None}
    return resources(aws_security_group={"ingress": [{**closed, **rule}]})


def _rule(**rule: object) -> Terraform:
    return resources(aws_vpc_security_group_ingress_rule={"ip_protocol": "tcp", **rule})


RULE = Rule(
    id="vpc-open-admin-ports",
    title="SSH and RDP are not open to the internet",
    severity=Severity.CRITICAL,
    types=INGRESS_TYPES,
    scope="configuration",
    check=check,
    rationale=(
        "An open SSH or RDP port is found within minutes and guessed at day and night. Nothing here is "
        "administered that way: Session Manager needs no open port."
    ),
    remediation="Remove the rule; use Systems Manager Session Manager instead.",
    controls=("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.4.2", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:AC-17"),
    requirements=("R45", "R104"),
    waivable=False,
    examples=Examples(
        passing=(
            _inline(from_port=443, to_port=443, cidr_blocks=["0.0.0.0/0"]),
            _inline(from_port=22, to_port=22, cidr_blocks=["10.0.0.0/8"]),
            _inline(from_port=22, to_port=22, security_groups=["${var.group}"]),
            _rule(from_port=22, to_port=22, cidr_ipv4="${aws_eip.office.public_ip}/32"),
        ),
        failing=(
            _inline(from_port=22, to_port=22, cidr_blocks=["0.0.0.0/0"]),
            _inline(from_port="0", to_port="65535", ipv6_cidr_blocks=["::/0"]),
            _inline(protocol="-1", from_port=0, to_port=0, cidr_blocks=["0.0.0.0/0"]),
            _inline(from_port=20, to_port=25, cidr_blocks=["10.0.0.0/8", "0.0.0.0/0"]),
            _inline(from_port=3389, to_port=3389, cidr_blocks=["0.0.0.0/1", "128.0.0.0/1"]),
            _rule(from_port=3389, to_port=3389, cidr_ipv6="2000::/3"),
            _rule(ip_protocol="6", from_port=22, to_port=22, cidr_ipv4="0.0.0.0/0"),
            _rule(ip_protocol="-1", cidr_ipv4="0.0.0.0/0"),
            resources(
                aws_security_group_rule={
                    "type": "ingress",
                    "protocol": "tcp",
                    "from_port": 22,
                    "to_port": 22,
                    "cidr_blocks": ["0.0.0.0/0"],
                }
            ),
        ),
        absent=(Status.PASS, resources(aws_security_group={"description": "closed"})),
        unknown=(
            Status.UNKNOWN,
            _inline(from_port=22, to_port=22, cidr_blocks=["${var.office}"]),
        ),
    ),
)
