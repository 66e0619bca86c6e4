"""A line from a data centre has its own number, and is told of the networks that it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.transits import GATEWAY, ITS_GATEWAY, NETWORK, networks
from policies.resource import Resource
from policies.rules.vpc._openings import written_range
from policies.values import as_list, is_known

_LINE: Final = "aws_dx_gateway"
_JOINT: Final = "aws_dx_gateway_association"
_NUMBER: Final = "amazon_side_asn"
_PREFIXES: Final = "allowed_prefixes"
_DEFAULT: Final = "64512"
"""Of a transit gateway for which nothing is said (Terraform registry, aws_ec2_transit_gateway)."""


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of a Direct Connect gateway, no transit gateway that it is associated with has its autonomous system
    number (AWS re:Post, "Associate a transit gateway with my Direct Connect gateway"). Of an association,
    some network behind the gateway is among the prefixes that it tells the data centre.
    """
    if element.type == _LINE:
        for joint in configuration.related(element, _JOINT, "dx_gateway_id"):
            hub = configuration.target(joint, joint.get("associated_gateway_id"))
            if hub is not None and hub.type == GATEWAY:
                yield from _numbered(element, hub)
        return
    hub = configuration.target(element, element.get("associated_gateway_id"))
    if hub is not None and hub.type == GATEWAY:
        yield from _told(element, hub, configuration)


def _numbered(line: Resource, hub: Resource) -> Iterator[Judgement]:
    own, other = str(line.get(_NUMBER)), str(hub.get(_NUMBER) or _DEFAULT)
    if own == other:
        yield fail(
            f"{_NUMBER} is {own}, as that of {hub.address}: AWS refuses to associate them", hub.address
        )
    elif not (is_known(own) and is_known(other)):
        yield unknown(f"only the plan can tell whether {_NUMBER} is that of {hub.address}")


def _told(joint: Resource, hub: Resource, configuration: Configuration) -> Iterator[Judgement]:
    values = [str(each) for each in as_list(joint.get(_PREFIXES))]
    prefixes = [written_range(each) for each in values]
    vpcs = {vpc: written_range(vpc.get("cidr_block")) for vpc in networks(hub, configuration)}
    if not values:
        yield fail(f"{_PREFIXES} is not set: the data centre learns no way to {hub.address}", _PREFIXES)
    elif None in prefixes or None in vpcs.values():
        by_reference = {configuration.target(joint, value) for value in values}
        if not by_reference & vpcs.keys():
            yield unknown(f"only the plan can tell whether {_PREFIXES} are those of its networks")
    elif vpcs and not any(
        prefix.version == block.version and prefix.overlaps(block)
        for prefix in prefixes
        for block in vpcs.values()
        if prefix is not None and block is not None
    ):
        where = ", ".join(f"{vpc.address} ({block})" for vpc, block in vpcs.items())
        said = f"{_PREFIXES} is {', '.join(values)}, and the networks of {hub.address} are {where}"
        yield fail(f"{said}: the data centre learns no way to them", _PREFIXES)


def _line(example: str, prefix: str | None = "10.1.0.0/16", **numbers: object) -> Terraform:
    """A line, a transit gateway and the network behind it; `example`: which of them is judged."""
    number = {"line": 64513, "hub": 64514, **numbers}
    joint = {
        "dx_gateway_id": f"${{{_LINE}.{'example' if example == _LINE else 'line'}.id}}",
        "associated_gateway_id": f"${{{GATEWAY}.hub.id}}",
        _PREFIXES: [prefix] if prefix else None,
    }
    return {
        "resource": {
            "aws_vpc": {"pay": {"cidr_block": "10.1.0.0/16"}},
            _LINE: {("example" if example == _LINE else "line"): {_NUMBER: number["line"]}},
            GATEWAY: {"hub": {_NUMBER: number["hub"]}},
            NETWORK: {"pay": {ITS_GATEWAY: f"${{{GATEWAY}.hub.id}}", "vpc_id": "${aws_vpc.pay.id}"}},
            _JOINT: {("example" if example == _JOINT else "joint"): joint},
        }
    }


RULE = Rule(
    id="transit-direct-connect",
    title="Lines from a data centre have numbers of their own and lead to the networks behind them",
    severity=Severity.HIGH,
    types=(_LINE, _JOINT),
    scope="configuration",
    check=check,
    rationale=(
        "The data centre sends where it is told: with the prefix of another region its packets go there, and "
        "the standby is reached by nobody on the day that it is needed."
    ),
    remediation=(
        "Set allowed_prefixes to the cidr_block of the VPCs behind the associated gateway, and "
        "amazon_side_asn of the DxGateway to a number that no transit gateway has."
    ),
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:CP-8", "nist-800-53-r5:CM-6"),
    requirements=("R135",),
    examples=Examples(
        passing=(
            _line(_LINE),
            _line(_JOINT),
            _line(_JOINT, "10.0.0.0/8"),
            _line(_JOINT, "${aws_vpc.pay.cidr_block}"),
        ),
        failing=(
            _line(_LINE, hub="64513"),
            _line(_LINE, line=64512, hub=None),
            _line(_JOINT, "10.2.0.0/16"),
            _line(_JOINT, None),
        ),
        absent=(Status.PASS, resources(**{_LINE: {"name": "pay-zq7"}})),
        unknown=(Status.UNKNOWN, _line(_JOINT, "${var.prefix}")),
    ),
)
