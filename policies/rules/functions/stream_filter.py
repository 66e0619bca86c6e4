"""The stream of a replicated table is read for the changes of its own region only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from policies.estate import Estate, Resource, is_known
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    resources,
    unknown,
)
from policies.strict_json import StrictJsonError, loads

WRITER: Final = "writer_region"


def check(mapping: Resource, _estate: Estate) -> Iterator[Judgement]:
    """Every filter of a stream's mapping asks for what the mapping's own region wrote; filters are joined by
    "or".
    """
    if not mapping.get("starting_position"):
        yield NOT_APPLICABLE
        return
    patterns = [block.get("pattern") for block in mapping.blocks("filter_criteria.filter")]
    if not patterns:
        yield fail("filter_criteria has no filter: each region does the work of all regions")
    for pattern in patterns:
        if not is_known(pattern):
            yield unknown(f"a filter is {pattern}, which only the plan can tell")
        elif _writers(pattern) != [mapping.region]:
            yield fail(
                f"a filter lets pass what other regions than {mapping.region} wrote: {pattern}", str(pattern)
            )


def _writers(pattern: object) -> object:
    """What the pattern asks of the attribute `writer_region` of the new image; None where it asks nothing."""
    try:
        value: Any = loads(str(pattern))
    except StrictJsonError:
        return None
    for key in ("dynamodb", "NewImage", WRITER, "S"):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _mapping(*patterns: object) -> Terraform:
    filters = [
        {"pattern": pattern if isinstance(pattern, str) else json.dumps(pattern)} for pattern in patterns
    ]
    return resources(
        aws_lambda_event_source_mapping={
            "starting_position": "TRIM_HORIZON",
            "filter_criteria": {"filter": filters},
        }
    )


def _written_in(*regions: object) -> dict[str, object]:
    return {"eventName": ["INSERT"], "dynamodb": {"NewImage": {WRITER: {"S": list(regions)}}}}


RULE = Rule(
    id="functions-stream-filter",
    title="A region carries its own changes, and no other region's",
    severity=Severity.HIGH,
    types=("aws_lambda_event_source_mapping",),
    check=check,
    rationale=(
        "The stream of each replica carries the writes of every region: unfiltered, each payment's events "
        "are published three times."
    ),
    remediation="Filter on dynamodb.NewImage.writer_region.S with the region of the mapping.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10", "nist-800-53-r5:SC-24"),
    rows=("R63",),
    examples=Examples(
        passing=(
            _mapping(_written_in("xx-test-1")),
            _mapping(_written_in("xx-test-1"), _written_in("xx-test-1")),
        ),
        failing=(
            _mapping(),
            _mapping(_written_in("xx-test-2")),
            _mapping(_written_in("xx-test-1", "xx-test-2")),
            _mapping(_written_in({"prefix": "xx-"})),
            _mapping(_written_in("xx-test-1"), {"eventName": ["INSERT"]}),
            _mapping({"dynamodb": {"NewImage": "all"}}),
            _mapping("not JSON"),
        ),
        absent=(
            Status.FAIL,
            resources(aws_lambda_event_source_mapping={"starting_position": "TRIM_HORIZON"}),
        ),
        unknown=(Status.UNKNOWN, _mapping("${var.pattern}")),
    ),
)
