"""An accelerator lets in what is meant to come, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_MOST: Final = 100
"""Ports of one range; the services that we know answer on one or two."""


def check(listener: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No range of ports is wider than any service needs."""
    if not listener.blocks("port_range"):
        yield fail("port_range is not set")
    yield from expect.each_block(listener, "port_range", "from_port", _narrow)


def _narrow(ports: Resource) -> Iterator[Judgement]:
    first, last = ports.get("from_port"), ports.get("to_port")
    if not (is_known(first) and is_known(last)):
        yield unknown(f"it takes ports {first} to {last}, which only the plan can tell")
        return
    lowest, highest = expect.number(first), expect.number(last)
    if lowest is None or highest is None or highest - lowest >= _MOST:
        yield fail(f"it takes every port from {first} to {last}")


def _listener(first: object, last: object) -> Terraform:
    return resources(aws_globalaccelerator_listener={"port_range": [{"from_port": first, "to_port": last}]})


RULE = Rule(
    id="globalaccelerator-ports",
    title="Accelerators take the ports that are needed alone",
    severity=Severity.MEDIUM,
    types=("aws_globalaccelerator_listener",),
    check=check,
    rationale=(
        "The accelerator's addresses are known to everyone, and lead past the firewall of names and paths to "
        "whatever an endpoint answers on, now or later."
    ),
    remediation="Set port_range to 443 alone.",
    controls=("pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-7"),
    requirements=("R45",),
    examples=Examples(
        passing=(_listener(443, 443), _listener("443", "444")),
        failing=(_listener(1, 65535), _listener("0", "1024")),
        absent=(Status.FAIL, resources(aws_globalaccelerator_listener={"protocol": "TCP"})),
        unknown=(Status.UNKNOWN, _listener(443, "${var.last}")),
    ),
)
