"""A bus says who may put events on it."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_POLICIES = ("aws_cloudwatch_event_bus_policy", "aws_cloudwatch_event_permission")


def check(bus: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A policy, or a permission, names the bus. A partner's bus is filled by the partner alone."""
    if bus.get("event_source_name"):
        yield NOT_APPLICABLE
    else:
        yield from expect.named_by(bus, configuration, "event_bus_name", *_POLICIES)


def _bus(named: str, kind: str = _POLICIES[0]) -> Terraform:
    return {
        "resource": {
            "aws_cloudwatch_event_bus": {
                "example": {"name": "payments-zq7"},
                "other": {"name": "audit-zq7"},
            },
            kind: {"senders": {"event_bus_name": named}},
        }
    }


RULE = Rule(
    id="events-bus-policy",
    title="Event buses have a policy of their own",
    severity=Severity.LOW,
    types=("aws_cloudwatch_event_bus",),
    scope="configuration",
    check=check,
    rationale=(
        "Without a policy nothing at the bus says who sends to it, nor that they come over TLS: every "
        "identity of the account that may put events may forge those of payments."
    ),
    remediation="Add a CloudwatchEventBusPolicy for the bus that names its senders and asks for TLS.",
    controls=("pci-dss-4.0.1:7.3.3", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R39", "R70"),
    examples=Examples(
        passing=(
            _bus("${aws_cloudwatch_event_bus.example.name}"),
            _bus("payments-zq7"),
            _bus("${aws_cloudwatch_event_bus.example.name}", "aws_cloudwatch_event_permission"),
        ),
        failing=(
            _bus("${aws_cloudwatch_event_bus.other.name}"),
            _bus("default"),
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_event_bus={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _bus("${var.bus}")),
    ),
)
