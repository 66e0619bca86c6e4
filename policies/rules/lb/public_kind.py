"""What stands before the internet is a load balancer that takes a firewall."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check(balancer: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A load balancer that is not internal is an application load balancer, whatever its listeners speak."""
    if expect.is_true(balancer.get("internal")):
        yield NOT_APPLICABLE
    else:
        yield from expect.stands(balancer, "load_balancer_type", ("application",), default="application")


RULE = Rule(
    id="lb-public-kind",
    title="Load balancers for the internet are application load balancers",
    severity=Severity.MEDIUM,
    types=("aws_lb", "aws_alb"),
    check=check,
    rationale="No web ACL stands before a network load balancer: what it lets in, nothing looks at.",
    remediation="Set load_balancer_type='application', or internal=True.",
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7", "nist-800-53-r5:SI-4(4)"),
    requirements=("R140", "C23"),
    examples=Examples(
        passing=(resources(aws_lb={"load_balancer_type": "application"}), resources(aws_lb={})),
        failing=(resources(aws_lb={"load_balancer_type": "network", "internal": False}),),
        absent=(Status.NOT_APPLICABLE, resources(aws_lb={"load_balancer_type": "network", "internal": True})),
        unknown=(Status.UNKNOWN, resources(aws_lb={"load_balancer_type": "${var.kind}"})),
    ),
)
