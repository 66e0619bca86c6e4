"""The groups of a load balancer let it out to the addresses that it forwards to."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
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
from policies.resource import Resource
from policies.rules.vpc._ways import groups_of, ways
from policies.rules.vpc.balancer_reaches_tasks import balancers

_TARGET: Final = "aws_lb_target_group_attachment"


def check(target: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An egress rule of each load balancer in front of an address holds the address, on its port."""
    group = configuration.target(target, target.get("target_group_arn"))
    if group is None or group.get("target_type") != "ip":
        yield NOT_APPLICABLE
        return
    written = target.get("target_id")
    port = expect.number(target.get("port") or group.get("port"))
    try:
        address = ipaddress.ip_address(str(written))
    except ValueError:
        yield unknown(f"only the plan can tell which address {written} is")
        return
    for balancer in balancers(configuration).get(group, ()):
        callers = groups_of(balancer, balancer.get("security_groups"), configuration)
        answers = [
            _holds(opening.peers, address) and (None if port is None else opening.has_port(int(port)))
            for opening, _ in ways(configuration, "egress", callers)
        ]
        if True not in answers:
            said = f"no group of {balancer.address} lets it out to {address} on {target.get('port') or port}"
            hidden = None in answers or None in callers
            yield (
                unknown(f"only the plan can tell whether {said}") if hidden else fail(said, balancer.address)
            )


def _holds(peers: Iterable[object], address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool | None:
    """Whether a range holds the address; None where only the plan can tell."""
    answers: set[bool | None] = set()
    for peer in peers:
        try:
            answers.add(address in ipaddress.ip_network(str(peer)))
        except ValueError:
            answers.add(None)
    return True if True in answers else None if None in answers else False


def _forwards(peer: str = "10.200.0.0/16", port: object = 443, **values: object) -> Terraform:
    said = {
        "target_group_arn": "${aws_lb_target_group.far.arn}",
        "target_id": "10.200.0.10",
        "port": 443,
        **values,
    }
    action = {"type": "forward", "target_group_arn": "${aws_lb_target_group.far.arn}"}
    return {
        "resource": {
            _TARGET: {"example": said},
            "aws_lb_target_group": {
                "far": {"target_type": "ip", "port": 443},
                "code": {"target_type": "lambda"},
            },
            "aws_lb": {"web": {"security_groups": ["${aws_security_group.balancer.id}"]}},
            "aws_lb_listener": {
                "web": {"load_balancer_arn": "${aws_lb.web.arn}", "default_action": [action]}
            },
            "aws_security_group": {"balancer": {}},
            "aws_vpc_security_group_egress_rule": {
                "out": {
                    "security_group_id": "${aws_security_group.balancer.id}",
                    "ip_protocol": "tcp",
                    "from_port": port,
                    "to_port": port,
                    "cidr_ipv4": peer,
                }
            },
        }
    }


RULE = Rule(
    id="vpc-balancer-reaches-addresses",
    title="Security groups let a load balancer reach the addresses that it forwards to",
    severity=Severity.HIGH,
    types=(_TARGET,),
    scope="configuration",
    check=check,
    rationale=(
        "A range with a digit less looks right in review, and no target in the data centre is ever healthy: "
        "whoever is sent there gets an error."
    ),
    remediation="Give a group of the load balancer an egress rule that holds the target's address and port.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R89", "R146"),
    examples=Examples(
        passing=(_forwards(), _forwards("0.0.0.0/0", port="443")),
        failing=(_forwards("10.20.0.0/16"), _forwards(port=8443)),
        absent=(
            Status.NOT_APPLICABLE,
            _forwards(target_group_arn="${aws_lb_target_group.code.arn}"),
        ),
        unknown=(Status.UNKNOWN, _forwards("${var.premises}")),
    ),
)
