"""The groups of a load balancer let its callers in."""

from __future__ import annotations

from collections.abc import Iterator

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


def check(listener: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A group of the load balancer lets somebody in on the port of each listener."""
    balancer = configuration.target(listener, listener.get("load_balancer_arn"))
    port = expect.number(listener.get("port"))
    if balancer is None or balancer.get("security_groups") is None:
        yield NOT_APPLICABLE
        return
    groups = groups_of(balancer, balancer.get("security_groups"), configuration)
    if port is None or None in groups:
        yield unknown(f"only the plan can tell whether a group lets callers in on {listener.get('port')}")
        return
    answers = {
        opening.has_port(int(port))
        for opening, named in ways(configuration, "ingress", groups)
        if opening.peers or named
    }
    if True not in answers:
        named = ", ".join(sorted({group.address for group in groups if group is not None})) or "no group"
        said = f"{named} of {balancer.address} lets no caller in on {int(port)}"
        yield unknown(f"only the plan can tell whether {said}") if None in answers else fail(said)


def _listener(opened: object = 443, port: object = 443, source: str = "cidr_ipv4") -> Terraform:
    return {
        "resource": {
            "aws_lb_listener": {"example": {"load_balancer_arn": "${aws_lb.web.arn}", "port": port}},
            "aws_lb": {"web": {"security_groups": ["${aws_security_group.balancer.id}"]}},
            "aws_security_group": {"balancer": {}},
            "aws_vpc_security_group_ingress_rule": {
                "in": {
                    "security_group_id": "${aws_security_group.balancer.id}",
                    "ip_protocol": "tcp",
                    "from_port": opened,
                    "to_port": opened,
                    source: "0.0.0.0/0",
                }
            },
        }
    }


RULE = Rule(
    id="vpc-callers-reach-balancer",
    title="Security groups of a load balancer let callers in on its ports",
    severity=Severity.MEDIUM,
    types=("aws_lb_listener", "aws_alb_listener"),
    scope="configuration",
    check=check,
    rationale=(
        "A listener whose port no group opens is there for nobody, while its health checks say all is well."
    ),
    remediation="Add an ingress rule on the listener's port to a group of the load balancer.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R140", "R146"),
    examples=Examples(
        passing=(_listener(), _listener("443", "443")),
        failing=(_listener(80), _listener(source="ignored")),
        absent=(
            Status.FAIL,
            {
                "resource": {
                    "aws_lb_listener": {"example": {"load_balancer_arn": "${aws_lb.web.arn}", "port": 443}},
                    "aws_lb": {"web": {"security_groups": ["${aws_security_group.balancer.id}"]}},
                    "aws_security_group": {"balancer": {}},
                }
            },
        ),
        unknown=(Status.UNKNOWN, _listener(port="${var.port}")),
    ),
)
