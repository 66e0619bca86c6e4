"""Health is asked over TLS, and soon enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.estate import Estate, Resource
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, resources

_DERIVED: Final = ("CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL")


def check(health: Resource, _estate: Estate) -> Iterator[Judgement]:
    """HTTPS, every 10 seconds, out after three failures at most, neither off nor upside down.

    Checks that are derived from others are not concerned.
    """
    if health.get("type") in _DERIVED:
        yield NOT_APPLICABLE
        return
    yield from expect.apart("type", expect.one_of(health, "type", ("HTTPS", "HTTPS_STR_MATCH")))
    for attribute, most, least in (("request_interval", 10, 10), ("failure_threshold", 3, 1)):
        yield from expect.apart(attribute, expect.between(health, attribute, least, most))
    for attribute in ("disabled", "invert_healthcheck"):
        yield from expect.apart(attribute, expect.not_true(health, attribute))


def _health(**changed: object) -> Terraform:
    return resources(
        aws_route53_health_check={"type": "HTTPS", "request_interval": 10, "failure_threshold": 3, **changed}
    )


RULE = Rule(
    id="route53-https-checks",
    title="Health checks ask over HTTPS and take a region out within a minute",
    severity=Severity.HIGH,
    types=("aws_route53_health_check",),
    check=check,
    rationale=(
        "A check that does not see TLS calls a region well whose certificate has expired. One that asks "
        "every half minute sends payments into a dead region for two."
    ),
    remediation="Set type='HTTPS', request_interval=10 and failure_threshold=3 on the Route53HealthCheck.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-8"),
    rows=("R39", "R78"),
    examples=Examples(
        passing=(_health(), _health(type="HTTPS_STR_MATCH", failure_threshold=2)),
        failing=(
            _health(type="HTTP"),
            _health(type="TCP"),
            _health(request_interval=30),
            _health(failure_threshold=10),
            _health(disabled=True),
            _health(invert_healthcheck=True),
        ),
        absent=(Status.FAIL, resources(aws_route53_health_check={"fqdn": "api-zq7.example.com"})),
        unknown=(Status.UNKNOWN, _health(type="${var.type}")),
    ),
)
