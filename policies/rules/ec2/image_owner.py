"""An image is looked for among those of an owner who is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import as_list, is_known

_NEWEST: Final = "most_recent"
_FILTERS: Final = ("owner-alias", "owner-id", "image-id")


def check(looked_up: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The newest image of a name is one of `owners`, or of an owner or an id for which a filter asks.

    Images of other accounts are found as well where nothing says whose (EC2 API, DescribeImages).
    """
    newest = looked_up.get(_NEWEST)
    if not is_known(newest):
        yield unknown(f"{_NEWEST} is {newest}, which only the plan can tell")
        return
    if not expect.is_true(newest):
        yield NOT_APPLICABLE
        return
    if as_list(looked_up.get("owners")):
        return
    if not any(block.get("name") in _FILTERS for block in expect.written_blocks(looked_up, "filter")):
        yield from expect.written_out(looked_up, "filter")
        yield fail("owners is not set: whoever publishes an image of this name has it run here")


def _image(newest: object = True, **values: object) -> Terraform:  # noqa: FBT002 - as it is written
    name = {"name": "name", "values": ["gateway-*"]}
    return {"data": {"aws_ami": {"example": {_NEWEST: newest, "filter": [name], **values}}}}


RULE = Rule(
    id="ec2-image-owner",
    title="Images of instances are looked up among those of a named owner",
    severity=Severity.CRITICAL,
    types=("data.aws_ami",),
    check=check,
    rationale=(
        "Anybody can publish an image under any name. The newest of a name, whoever made it, is what the "
        "next instance starts with: its code, in our network, with our role."
    ),
    remediation="Set owners of the DataAwsAmi to self, amazon or the number of the account that builds it.",
    controls=("pci-dss-4.0.1:6.3.2", "pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-14", "nist-800-53-r5:SR-3"),
    requirements=("R13", "R149"),
    examples=Examples(
        passing=(
            _image(owners=["self"]),
            _image("true", owners=["amazon"]),
            _image(filter=[{"name": "owner-id", "values": ["999988887777"]}]),
        ),
        failing=(_image(), _image("true", owners=[])),
        absent=(Status.NOT_APPLICABLE, {"data": {"aws_ami": {"example": {"owners": ["self"]}}}}),
        unknown=(Status.UNKNOWN, _image("${var.newest}")),
    ),
)
