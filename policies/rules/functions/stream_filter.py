"""The stream of a replicated table is read for the changes of its own region only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.expressions.json_texts import loads
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
from policies.strict_json import StrictJsonError
from policies.values import is_known

WRITER: Final = "writer_region"
_TABLE: Final = "aws_dynamodb_table"
_REPLICA: Final = "aws_dynamodb_table_replica"
_VIEW: Final = "stream_view_type"


def check(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Every filter of the mapping of a replicated table's stream asks for what the mapping's own region
    wrote; filters are joined by "or". The stream has the new images of which they ask.
    """
    if not mapping.get("starting_position"):
        yield NOT_APPLICABLE
        return
    yield from _imaged(mapping, configuration)
    alone = _is_of_one_region(mapping, configuration)
    patterns = [block.get("pattern") for block in mapping.blocks("filter_criteria.filter")]
    if not patterns and not alone:
        yield fail("filter_criteria has no filter: each region does the work of all regions")
    for pattern in patterns:
        if pattern is None:
            yield fail("a filter has no pattern")
        elif not is_known(pattern):
            yield unknown(f"a filter is {pattern}, which only the plan can tell")
        elif alone and _writers(pattern) is None:
            continue
        elif _writers(pattern) != [mapping.region]:
            yield fail(
                f"a filter lets pass what other regions than {mapping.region} wrote: {pattern}", str(pattern)
            )


def _imaged(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Whether the table, where it is in the configuration, puts new images into its stream."""
    filters = mapping.blocks("filter_criteria.filter")
    for table in _sources(mapping, configuration):
        view = table.get(_VIEW)
        if (
            table.type == _TABLE
            and (filters or table.blocks("replica"))
            and view not in ("NEW_IMAGE", "NEW_AND_OLD_IMAGES")
        ):
            said = f"{_VIEW} of {table.address} is {view}, in which no filter finds a new image"
            yield fail(said, _VIEW) if is_known(view) else unknown(said)


def _sources(mapping: Resource, configuration: Configuration) -> Sequence[Resource]:
    source = mapping.get("event_source_arn")
    found = configuration.target(mapping, source)
    if found is not None and found.is_managed:
        return (found,)
    named = configuration.named(found or mapping, found.get("name") if found is not None else source)
    return tuple(each for each in named if each.is_managed)


def _is_of_one_region(mapping: Resource, configuration: Configuration) -> bool:
    """Whether what it reads is in the configuration, and no region has a replica of it."""
    found = _sources(mapping, configuration)
    return bool(found) and not any(
        table.blocks("replica")
        or configuration.naming(table, _REPLICA, "global_table_arn")
        or configuration.related(table, _REPLICA, "global_table_arn")
        for table in found
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


def _streamed(
    view: str | None,
    by: str = "${aws_dynamodb_table.ledger.stream_arn}",
    patterns: Sequence[object] | None = None,
    **table: object,
) -> Terraform:
    asked = (_written_in("xx-test-1"),) if patterns is None else patterns
    mapping = _mapping(*asked)["resource"]["aws_lambda_event_source_mapping"]["example"]
    return {
        "data": {_TABLE: {"ledger": {"name": "ledger-zq7"}}},
        "resource": {
            _TABLE: {"ledger": {"name": "ledger-zq7", _VIEW: view, **table}},
            "aws_lambda_event_source_mapping": {"example": {**mapping, "event_source_arn": by}},
        },
    }


_LOOKED_UP: Final = "${data.aws_dynamodb_table.ledger.stream_arn}"


def _written_in(*regions: object) -> dict[str, object]:
    return {"eventName": ["INSERT"], "dynamodb": {"NewImage": {WRITER: {"S": list(regions)}}}}


RULE = Rule(
    id="functions-stream-filter",
    title="A region carries its own changes, and no other region's",
    severity=Severity.HIGH,
    types=("aws_lambda_event_source_mapping",),
    scope="configuration",
    check=check,
    rationale=(
        "The stream of each replica carries the writes of every region: unfiltered, each payment's events "
        "are published three times. A filter that asks for an image which the stream does not carry lets "
        "nothing pass, and nobody is told."
    ),
    remediation=(
        "Filter on dynamodb.NewImage.writer_region.S with the region of the mapping, and let the table "
        "stream new images."
    ),
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10", "nist-800-53-r5:SC-24"),
    requirements=("R63", "C19"),
    examples=Examples(
        passing=(
            _mapping(_written_in("xx-test-1")),
            _mapping(_written_in("xx-test-1"), _written_in("xx-test-1")),
            _streamed("NEW_AND_OLD_IMAGES"),
            _streamed("NEW_IMAGE", _LOOKED_UP),
            _streamed("NEW_IMAGE", patterns=()),
            _streamed("NEW_IMAGE", patterns=({"eventName": ["INSERT"]},)),
        ),
        failing=(
            _mapping(),
            _mapping(_written_in("xx-test-2")),
            _mapping(_written_in("xx-test-1", "xx-test-2")),
            _mapping(_written_in({"prefix": "xx-"})),
            _mapping(_written_in("xx-test-1"), {"eventName": ["INSERT"]}),
            _mapping({"dynamodb": {"NewImage": "all"}}),
            _mapping("not JSON"),
            _streamed("KEYS_ONLY"),
            _streamed(None, _LOOKED_UP),
            _streamed("NEW_IMAGE", patterns=(_written_in("xx-test-2"),)),
            _streamed("NEW_IMAGE", patterns=(), replica=[{"region_name": "xx-test-2"}]),
        ),
        absent=(
            Status.FAIL,
            resources(aws_lambda_event_source_mapping={"starting_position": "TRIM_HORIZON"}),
        ),
        unknown=(Status.UNKNOWN, _mapping("${var.pattern}")),
    ),
)
