"""An accelerator listens on the ports that are served."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource

_LISTENER: Final = "aws_globalaccelerator_listener"
_MOST: Final = 100


def check(listener: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No range of ports is wider than what one service has."""
    ranges = listener.blocks("port_range")
    if not ranges:
        yield fail("it names no port_range")
    for block in ranges:
        first, last = (expect.number(block.get(name)) for name in ("from_port", "to_port"))
        if first is None or last is None:
            yield unknown("only the plan can tell on which ports it listens")
        elif last - first >= _MOST:
            yield fail(f"it listens on {last - first + 1:g} ports, {first:g} to {last:g}")


def _listener(first: object, last: object) -> Terraform:
    return resources(
        **{_LISTENER: {"protocol": "TCP", "port_range": [{"from_port": first, "to_port": last}]}}
    )


RULE = Rule(
    id="accelerator-listener",
    title="Accelerators listen on the ports that are served",
    severity=Severity.MEDIUM,
    types=(_LISTENER,),
    check=check,
    rationale=(
        "Whatever port opens behind the accelerator, by mistake or by an intruder, is on the internet at "
        "once, at an address that everybody knows."
    ),
    remediation="Name 443 alone in port_range, and what else is served in a port_range of its own.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-7"),
    requirements=("R45",),
    examples=Examples(
        passing=(_listener(443, 443), _listener("8440", "8449")),
        failing=(_listener(1, 65535), _listener("1024", "65535")),
        absent=(Status.FAIL, resources(**{_LISTENER: {"protocol": "TCP"}})),
        unknown=(Status.UNKNOWN, _listener(443, "${var.port}")),
    ),
)
