"""Tables are billed on demand, so capacity follows the load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.dynamodb._scaling import scaling_of
from policies.values import is_known

_WAYS: Final = (Promises(), Promises(expires="expires_at"))


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The mode is on demand, no capacity is provisioned, and nothing scales a table.

    That is this project's own way: elsewhere, what is scaled may be provisioned, which dynamodb-scaled
    judges. A capacity of 0 is what on-demand tables have (DynamoDB API, ProvisionedThroughput).
    """
    if element.type == "aws_appautoscaling_target":
        namespace = element.get("service_namespace")
        if not is_known(namespace):
            yield unknown(f"service_namespace is {namespace}, which only the plan can tell")
        elif namespace == "dynamodb":
            yield from expect.whichever(element, "promises", _WAYS, _scales)
        else:
            yield NOT_APPLICABLE
        return
    if scaling_of(element, configuration):
        yield from expect.whichever(element, "promises", _WAYS, _is_on_demand)
    else:
        yield from _is_on_demand(element, scaled=False)


def _scales(target: Resource) -> Iterator[Judgement]:
    if _is_ours(target):
        yield fail(f"it scales the provisioned capacity of {target.get('resource_id')}")
    else:
        yield NOT_APPLICABLE


def _is_ours(element: Resource) -> bool:
    """Whether its system says how items of its tables expire, as every system of this project does."""
    return element.context.promises is not None and bool(element.context.promises.expires)


def _is_on_demand(element: Resource, *, scaled: bool = True) -> Iterator[Judgement]:
    if scaled and not _is_ours(element):
        yield NOT_APPLICABLE
        return
    yield from expect.one_of(element, "billing_mode", ("PAY_PER_REQUEST",))
    yield from _provisioned(element)
    yield from expect.each_block(element, "global_secondary_index", "name", _provisioned)


def _provisioned(table: Resource) -> Iterator[Judgement]:
    for attribute in ("read_capacity", "write_capacity"):
        if table.get(attribute) not in (None, 0, "0"):
            yield fail(f"{attribute} is {table.get(attribute)}, and on-demand tables have none")


ON_DEMAND = {"billing_mode": "PAY_PER_REQUEST"}

RULE = Rule(
    id="dynamodb-on-demand",
    title="Tables are billed on demand",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table", "aws_appautoscaling_target"),
    scope="configuration",
    check=check,
    rationale=(
        "When a region fails, the others take its load at once. Provisioned capacity throttles payments "
        "in that very minute, and scaling follows minutes later."
    ),
    remediation=(
        "Set billing_mode='PAY_PER_REQUEST' and leave out read_capacity, write_capacity and every "
        "AppautoscalingTarget of the table."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-6"),
    requirements=("R53", "R102"),
    examples=Examples(
        passing=(
            resources(aws_dynamodb_table=ON_DEMAND),
            resources(
                aws_dynamodb_table={
                    **ON_DEMAND,
                    "read_capacity": 0,
                    "on_demand_throughput": {"max_read_request_units": 400},
                    "global_secondary_index": [{"name": "by-day", "hash_key": "day"}],
                }
            ),
        ),
        failing=(
            resources(aws_dynamodb_table={"billing_mode": "PROVISIONED", "read_capacity": 5}),
            resources(aws_dynamodb_table={**ON_DEMAND, "write_capacity": 5}),
            resources(
                aws_dynamodb_table={
                    **ON_DEMAND,
                    "global_secondary_index": [{"name": "by-day"}, {"name": "by-card", "read_capacity": "5"}],
                }
            ),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={"hash_key": "id"})),
        unknown=(Status.UNKNOWN, resources(aws_dynamodb_table={"billing_mode": "${var.billing}"})),
    ),
)
