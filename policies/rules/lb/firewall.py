"""A firewall stands in front of every load balancer for the internet."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.firewalls import ASSOCIATION, behind_firewall
from policies.resource import Resource


def check(balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An association names the load balancer and a web ACL, unless it is internal.

    Network load balancers take no web ACL, so none may be for the internet (AWS WAF Developer Guide,
    "Resources that you can protect with AWS WAF").
    """
    if expect.is_true(balancer.get("internal")):
        yield NOT_APPLICABLE
    elif balancer.get("load_balancer_type") in ("network", "gateway"):
        yield fail("it is for the internet, and its type takes no web ACL")
    else:
        yield from behind_firewall(balancer, configuration)


def _balancer(guarded: str = "${aws_lb.example.arn}", **values: object) -> Terraform:
    association = {"resource_arn": guarded, "web_acl_arn": "${aws_wafv2_web_acl.front.arn}"}
    return {
        "resource": {
            "aws_lb": {"example": values, "other": {}},
            "aws_wafv2_web_acl": {"front": {}},
            ASSOCIATION: {"front": association},
        }
    }


RULE = Rule(
    id="lb-firewall",
    title="A web firewall protects every internet-facing load balancer",
    severity=Severity.HIGH,
    types=("aws_lb", "aws_alb"),
    scope="configuration",
    check=check,
    rationale="PCI DSS requires attacks on public web applications to be detected and stopped, always.",
    remediation="Add a Wafv2WebAclAssociation of the Lb with a Wafv2WebAcl, or set internal=True.",
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-7", "nist-800-53-r5:SI-4(4)"),
    requirements=("R140", "C23"),
    examples=Examples(
        passing=(_balancer(), _balancer(internal=False, load_balancer_type="application")),
        failing=(
            _balancer("${aws_lb.other.arn}"),
            _balancer(internal=False, load_balancer_type="network"),
        ),
        absent=(Status.FAIL, {"resource": {"aws_lb": {"example": {"name": "pay-zq7"}}}}),
        unknown=(Status.UNKNOWN, _balancer("${var.guarded}")),
    ),
)
