"""Queues send a function no more at once than it may do at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.expect import number
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
from policies.rules.functions._references import function_of
from policies.values import is_known

_MAPPING: Final = "aws_lambda_event_source_mapping"
_MOST: Final = "scaling_config.maximum_concurrency"
_RESERVED: Final = "reserved_concurrent_executions"


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What the mappings of its queues may call at once is, together, no more than what is reserved for it.

    Lambda Developer Guide, "Configuring maximum concurrency for Amazon SQS event sources": otherwise messages
    are throttled, come back and end among the dead letters.
    """
    mappings = _mappings(configuration).get(function, ())
    reserved = function.get(_RESERVED)
    if not mappings or reserved is None or number(reserved) == -1:
        yield NOT_APPLICABLE
        return
    hidden = [value for value in (reserved, *(each.get(_MOST) for each in mappings)) if not is_known(value)]
    if hidden:
        yield unknown(f"{hidden[0]} is a number that only the plan can tell")
        return
    most = sum(number(each.get(_MOST)) or 0 for each in mappings)
    if most > (number(reserved) or 0):
        yield fail(
            f"{_RESERVED} is {reserved}, and {', '.join(each.address for each in mappings)} may call it "
            f"{most:g} times at once"
        )


@recalled
def _mappings(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """By function, the mappings that say how many messages or batches it is given at once."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for mapping in configuration.of(_MAPPING):
        function = function_of(mapping, mapping.get("function_name"), configuration)
        if function is not None and mapping.get(_MOST) is not None:
            found[function].append(mapping)
    return found


def _function(reserved: object, *most: object) -> Terraform:
    named = "${aws_lambda_function.example.arn}"
    return {
        "resource": {
            "aws_lambda_function": {"example": {"function_name": "ingest-zq7", _RESERVED: reserved}},
            _MAPPING: {
                f"queue_{place}": {"function_name": named, "scaling_config": {"maximum_concurrency": each}}
                for place, each in enumerate(most)
            },
        }
    }


RULE = Rule(
    id="functions-queue-concurrency",
    title="Functions may do at once what their queues send them",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "A message that is throttled counts as one that failed: payments with nothing wrong in them end "
        "among the dead letters as soon as there are many."
    ),
    remediation="Lower maximum_concurrency of the mappings, or raise reserved_concurrent_executions.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:CP-10(2)"),
    requirements=("R63", "R64"),
    examples=Examples(
        passing=(_function(10, 4, 6), _function("10", "10")),
        failing=(_function(10, 4, 7), _function(0, 2)),
        absent=(Status.NOT_APPLICABLE, _function(None, 10)),
        unknown=(Status.UNKNOWN, _function("${var.reserved}", 10)),
    ),
)
