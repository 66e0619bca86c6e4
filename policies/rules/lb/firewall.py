"""A firewall stands in front of every load balancer for the internet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.firewalls import ASSOCIATION, behind_firewall
from policies.resource import Resource

_WEB: Final = frozenset({80, 443, 3000, 5000, 8000, 8008, 8080, 8081, 8443, 8888, 9443})
"""Ports of HTTP."""


def check(balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An association names the load balancer and a web ACL, unless it is internal.

    Network load balancers take no web ACL, so none may take web traffic from the internet (AWS WAF Developer
    Guide, "Resources that you can protect with AWS WAF"). Of a protocol other than HTTP, which
    its port tells, no such firewall knows anything.
    """
    if expect.is_true(balancer.get("internal")):
        yield NOT_APPLICABLE
    elif balancer.get("load_balancer_type") in ("network", "gateway"):
        listeners = configuration.related(balancer, "aws_lb_listener", "load_balancer_arn")
        if listeners and not any(_is_of_the_web(listener) for listener in listeners):
            return
        yield fail("it is for the internet, and its type takes no web ACL")
    else:
        yield from behind_firewall(balancer, configuration)


def _is_of_the_web(listener: Resource) -> bool:
    """Whether it may take HTTP: by a port of the web, by what it negotiates, or since nobody can tell."""
    port = expect.number(listener.get("port"))
    return port is None or port in _WEB or listener.get("alpn_policy") not in (None, "None")


def _network(**listener: object) -> Terraform:
    stack = _balancer(internal=False, load_balancer_type="network")["resource"]
    found = {"load_balancer_arn": "${aws_lb.example.arn}", **listener}
    return {"resource": {**stack, "aws_lb_listener": {"example": found}}}


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
        passing=(
            _balancer(),
            _network(port=5001, protocol="TLS"),
            _balancer(internal=False, load_balancer_type="application"),
        ),
        failing=(
            _balancer("${aws_lb.other.arn}"),
            _balancer(internal=False, load_balancer_type="network"),
            _network(port=443, protocol="TLS"),
            _network(port=5001, protocol="TLS", alpn_policy="HTTP2Preferred"),
        ),
        absent=(Status.FAIL, {"resource": {"aws_lb": {"example": {"name": "pay-zq7"}}}}),
        unknown=(Status.UNKNOWN, _balancer("${var.guarded}")),
    ),
)
