"""A trail records who read, as well as who wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_SELECTOR: Final = "event_selector"
_KIND: Final = "read_write_type"
_MANAGEMENT: Final = "include_management_events"


def check(trail: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Every event selector is for reads and writes, and one of them for management events, of every service
    but KMS and the RDS Data API, which may be left out for their number. Without selectors a trail records
    the management events of all (CloudTrail User Guide, "Logging management events").
    """
    yield from expect.each_block(trail, _SELECTOR, _KIND, _whole)
    blocks = expect.written_blocks(trail, _SELECTOR)
    if (
        blocks
        and len(blocks) == len(trail.blocks(_SELECTOR))
        and all(expect.is_false(block.get(_MANAGEMENT)) for block in blocks)
    ):
        yield fail(
            f"{_MANAGEMENT} is false: changes of rights, keys and networks are not recorded", _MANAGEMENT
        )


def _whole(selector: Resource) -> Iterator[Judgement]:
    for judgement in expect.stands(selector, _KIND, ("All",), "All"):
        said = f"{judgement.message}: who reads data or secrets is not recorded"
        yield fail(said, _KIND) if judgement.status is Status.FAIL else judgement


def _trail(kind: object = "All", **more: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    return resources(aws_cloudtrail={_SELECTOR: [{_KIND: kind, **more}]})


RULE = Rule(
    id="cloudtrail-events",
    title="Trails record reads as well as writes, and who manages the account",
    severity=Severity.MEDIUM,
    types=("aws_cloudtrail",),
    check=check,
    rationale=(
        "Whoever steals data reads it. A trail of writes alone shows neither who fetched a secret nor who "
        "listed what there is, and an investigation ends there."
    ),
    remediation="Set read_write_type='All' and include_management_events=True in the event_selector.",
    controls=(
        *("pci-dss-4.0.1:10.2.1.1", "pci-dss-4.0.1:10.2.1.2"),
        *("nist-800-53-r5:AU-2", "nist-800-53-r5:AU-12"),
    ),
    requirements=("R46",),
    examples=Examples(
        passing=(_trail(), _trail(None, include_management_events=True)),
        failing=(_trail("WriteOnly"), _trail("ReadOnly"), _trail(include_management_events=False)),
        absent=(Status.PASS, resources(aws_cloudtrail={"name": "trail-zq7"})),
        unknown=(Status.UNKNOWN, _trail("${var.kind}")),
    ),
)
