"""From the load balancer to what answers, traffic is encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Targets are spoken to, and asked for their health, over TLS. The default of both is HTTP.

    Functions have neither port nor protocol: Lambda is called over TLS (Elastic Load Balancing, "Use Lambda
    functions as targets").
    """
    if group.get("target_type") == "lambda":
        yield NOT_APPLICABLE
        return
    yield from expect.apart("protocol", expect.one_of(group, "protocol", ("HTTPS", "TLS")))
    yield from expect.apart(
        "health_check.protocol", expect.one_of(group, "health_check.protocol", ("HTTPS",))
    )
    if group.get("health_check.enabled") is not None:
        yield from expect.apart("health_check.enabled", expect.true(group, "health_check.enabled"))


def _group(health: object = None, **values: object) -> Terraform:
    asked = {"protocol": "HTTPS"} if health is None else health
    return resources(aws_lb_target_group={"port": 8443, "health_check": asked, **values})


RULE = Rule(
    id="lb-target-tls",
    title="Load balancers speak TLS to their targets and to their health checks",
    severity=Severity.HIGH,
    types=("aws_lb_target_group", "aws_alb_target_group"),
    check=check,
    rationale=(
        "A load balancer that ends TLS and goes on in plain HTTP shows card data to whoever reads the "
        "network behind it; and a health check over HTTP says nothing of what answers over HTTPS."
    ),
    remediation=(
        "Set protocol='HTTPS' on the LbTargetGroup and in its health_check, and let the container serve TLS."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.7", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39", "R141"),
    examples=Examples(
        passing=(
            _group(protocol="HTTPS"),
            _group(protocol="TLS"),
            _group([{"protocol": "HTTPS", "enabled": True}], protocol="HTTPS"),
        ),
        failing=(
            _group(protocol="HTTP"),
            _group(protocol="TCP"),
            _group({"path": "/health"}, protocol="HTTPS"),
            _group({"protocol": "HTTP"}, protocol="HTTPS"),
            _group({"protocol": "HTTPS", "enabled": False}, protocol="HTTPS"),
        ),
        absent=(Status.FAIL, resources(aws_lb_target_group={"port": 8443})),
        unknown=(Status.UNKNOWN, _group(protocol="${var.protocol}")),
    ),
)
