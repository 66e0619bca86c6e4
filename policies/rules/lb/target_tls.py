"""From the load balancer to what answers, traffic is encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.targets import callers_of
from policies.resource import Resource


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Targets are spoken to, and asked for their health, over TLS. The default of both is HTTP.

    Network load balancers ask for health over TCP where nothing else is said, which opens a connection and
    shows nothing; load balancers behind them are spoken to over TCP alone, and what a TCP listener hands on
    is what the client sent (Elastic Load Balancing, "Target groups for your Network Load Balancers").
    Functions have neither port nor protocol: Lambda is called over TLS (Elastic Load Balancing, "Use Lambda
    functions as targets").
    """
    if group.get("target_type") == "lambda":
        yield NOT_APPLICABLE
        return
    handed_on = group.get("protocol") == "TCP" and _is_handed_on(group, configuration)
    if not handed_on:
        yield from expect.apart("protocol", expect.one_of(group, "protocol", ("HTTPS", "TLS")))
    of_network = handed_on or group.get("protocol") == "TLS"
    asked = expect.stands(group, "health_check.protocol", ("HTTPS", "TCP"), default="TCP")
    yield from expect.apart(
        "health_check.protocol",
        asked if of_network else expect.one_of(group, "health_check.protocol", ("HTTPS",)),
    )
    if group.get("health_check.enabled") is not None:
        yield from expect.apart("health_check.enabled", expect.true(group, "health_check.enabled"))


def _is_handed_on(group: Resource, configuration: Configuration) -> bool:
    """Whether another load balancer is its target, or every listener before it hands on what came."""
    if group.get("target_type") == "alb":
        return True
    listeners = callers_of(group, configuration)
    return bool(listeners) and all(each.get("protocol") == "TCP" for each in listeners)


def _passed(protocol: str, **group: object) -> Terraform:
    listener = {
        "protocol": protocol,
        "default_action": {"target_group_arn": "${aws_lb_target_group.example.arn}"},
    }
    said = {"port": 8443, "protocol": "TCP", **group}
    return {"resource": {"aws_lb_target_group": {"example": said}, "aws_lb_listener": {"a": listener}}}


def _group(health: object = None, **values: object) -> Terraform:
    asked = {"protocol": "HTTPS"} if health is None else health
    return resources(aws_lb_target_group={"port": 8443, "health_check": asked, **values})


RULE = Rule(
    id="lb-target-tls",
    title="Load balancers speak TLS to their targets and to their health checks",
    severity=Severity.HIGH,
    types=("aws_lb_target_group", "aws_alb_target_group"),
    scope="configuration",
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
            _group({"protocol": "TCP"}, protocol="TLS"),
            _group({"port": 8443}, protocol="TLS"),
            _group(protocol="TCP", target_type="alb"),
            _passed("TCP"),
        ),
        failing=(
            _group(protocol="HTTP"),
            _group(protocol="TCP"),
            _group({"path": "/health"}, protocol="HTTPS"),
            _group({"protocol": "HTTP"}, protocol="HTTPS"),
            _group({"protocol": "HTTP"}, protocol="TLS"),
            _passed("TLS"),
            _group({"protocol": "HTTPS", "enabled": False}, protocol="HTTPS"),
        ),
        absent=(Status.FAIL, resources(aws_lb_target_group={"port": 8443})),
        unknown=(Status.UNKNOWN, _group(protocol="${var.protocol}")),
    ),
)
