"""Health is asked over TLS, and soon enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_SELDOM: Final = 30  # the other of the two intervals that there are
_DERIVED: Final = ("CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL")


def check(health: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """HTTPS with the name that is asked, as often as the system promises, out after three failures at most,
    neither off nor upside down.

    Route 53 asks every 10 or 30 seconds. Checks that are derived from others are not concerned.
    """
    if health.get("type") in _DERIVED:
        yield NOT_APPLICABLE
        return
    yield from expect.apart("type", expect.one_of(health, "type", ("HTTPS", "HTTPS_STR_MATCH")))
    yield from expect.apart("enable_sni", expect.true(health, "enable_sni"))
    promised = (Promises(), Promises(health_seconds=_SELDOM))
    yield from expect.apart("request_interval", expect.whichever(health, "promises", promised, _in_time))
    yield from expect.apart("failure_threshold", expect.between(health, "failure_threshold", 1, 3))
    for attribute in ("disabled", "invert_healthcheck"):
        yield from expect.apart(attribute, expect.not_true(health, attribute))


def _in_time(health: Resource) -> Iterator[Judgement]:
    promises = health.context.promises or Promises()
    yield from expect.between(health, "request_interval", 10, promises.health_seconds)


def _health(**changed: object) -> Terraform:
    return resources(
        aws_route53_health_check={
            "type": "HTTPS",
            "enable_sni": True,
            "request_interval": 10,
            "failure_threshold": 3,
            **changed,
        }
    )


RULE = Rule(
    id="route53-https-checks",
    title="Health checks ask over HTTPS and take a region out within a minute",
    severity=Severity.HIGH,
    types=("aws_route53_health_check",),
    check=check,
    rationale=(
        "A load balancer answers HTTP by leading to HTTPS, which Route 53 takes for well whatever is behind "
        "it. Without SNI the endpoint hears no name, and answers for another one or breaks the handshake "
        "off. A check that asks every half minute sends payments into a dead region for two."
    ),
    remediation=(
        "Set type='HTTPS', enable_sni=True, request_interval=10 (or what the system promises) and "
        "failure_threshold=3 on the Route53HealthCheck."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-8"),
    requirements=("R39", "R78", "R106"),
    examples=Examples(
        passing=(_health(), _health(type="HTTPS_STR_MATCH", failure_threshold=2)),
        failing=(
            _health(type="HTTP"),
            _health(type="TCP"),
            _health(enable_sni=False),
            _health(enable_sni=None),
            _health(request_interval=30),
            _health(failure_threshold=10),
            _health(disabled=True),
            _health(invert_healthcheck=True),
        ),
        absent=(Status.FAIL, resources(aws_route53_health_check={"fqdn": "api-zq7.example.com"})),
        unknown=(Status.UNKNOWN, _health(type="${var.type}")),
    ),
)
