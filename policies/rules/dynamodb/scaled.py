"""Capacity that is provisioned follows the load, of a table and of each index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
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
from policies.related.scaling import TARGET
from policies.resource import Resource
from policies.rules.dynamodb._scaling import scaling_of
from policies.values import is_known

_POLICY: Final = "aws_appautoscaling_policy"
_INDEX: Final = "global_secondary_index"
_DIMENSIONS: Final[Mapping[str, str]] = {
    "read_capacity": "ReadCapacityUnits",
    "write_capacity": "WriteCapacityUnits",
}
_METRIC: Final = (
    "target_tracking_scaling_policy_configuration.predefined_metric_specification.predefined_metric_type"
)
_METRICS: Final[Mapping[str, str]] = {
    "ReadCapacityUnits": "DynamoDBReadCapacityUtilization",
    "WriteCapacityUnits": "DynamoDBWriteCapacityUtilization",
}


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Reads and writes of a table that is not billed on demand, and of each of its indexes, have a scaling
    target, whose maximum is above its minimum; a policy heeds the metric of what it scales.

    A write to a table is throttled when an index lacks capacity for it (DynamoDB Developer Guide, "Managing
    throughput capacity automatically with DynamoDB auto scaling", which says to scale indexes alike).
    """
    if element.type == TARGET:
        yield from _range(element)
    elif element.type == _POLICY:
        yield from _heeds(element, configuration)
    else:
        yield from _table(element, configuration)


def _range(target: Resource) -> Iterator[Judgement]:
    least, most = (expect.number(target.get(f"{end}_capacity")) for end in ("min", "max"))
    if target.get("service_namespace") != "dynamodb":
        yield NOT_APPLICABLE
    elif least is not None and most is not None and most <= least:
        yield fail(
            f"min_capacity and max_capacity are {least:g} and {most:g}: it cannot scale", "max_capacity"
        )


def _heeds(policy: Resource, configuration: Configuration) -> Iterator[Judgement]:
    metric = policy.get(_METRIC)
    target = configuration.target(policy, policy.get("resource_id"))
    dimension = policy.get("scalable_dimension")
    if target is not None and target.type == TARGET:
        dimension = target.get("scalable_dimension")
    wanted = _METRICS.get(str(dimension).rpartition(":")[2])
    if wanted is None or metric is None:
        yield NOT_APPLICABLE
    elif not is_known(metric):
        yield unknown(f"predefined_metric_type is {metric}, which only the plan can tell")
    elif metric != wanted:
        yield fail(f"it scales {dimension} by {metric}, which says nothing of it; {wanted} does", "metric")


def _table(table: Resource, configuration: Configuration) -> Iterator[Judgement]:
    mode = table.get("billing_mode")
    if not is_known(mode):
        yield unknown(f"billing_mode is {mode}, which only the plan can tell")
        return
    if mode == "PAY_PER_REQUEST":
        yield NOT_APPLICABLE
        return
    for path, what in (("", "the table"), *_indexes(table)):
        for attribute, dimension in _DIMENSIONS.items():
            if not _is_scaled(table, path, dimension, configuration):
                said = f"{attribute} of {what} is fixed: no {TARGET} scales its {dimension}"
                yield fail(f"{said}, and what is above is throttled", f"{what} {attribute}")


def _indexes(table: Resource) -> Iterator[tuple[str, str]]:
    for block in expect.written_blocks(table, _INDEX):
        yield f"/index/{block.get('name')}", f"the index {block.get('name')}"


def _is_scaled(table: Resource, path: str, dimension: str, configuration: Configuration) -> bool:
    return any(
        str(target.get("scalable_dimension")).rpartition(":")[2] in (dimension, "None")
        and str(target.get("resource_id")).endswith(path)
        and ("/index/" in str(target.get("resource_id"))) is bool(path)
        for target in scaling_of(table, configuration)
    )


def _stack(index: str = "", *, targets: Mapping[str, Any] | None = None) -> Terraform:
    table: dict[str, Any] = {"name": "ledger-zq7", "billing_mode": "PROVISIONED", "hash_key": "id"}
    if index:
        table[_INDEX] = [{"name": index, "hash_key": "day"}]
    return {"resource": {"aws_dynamodb_table": {"example": table}, TARGET: targets or {}}}


def _both(path: str = "") -> dict[str, Mapping[str, Any]]:
    kind = "index" if path else "table"
    return {
        f"{kind}_{dimension}": {
            "service_namespace": "dynamodb",
            "resource_id": f"table/${{aws_dynamodb_table.example.name}}{path}",
            "scalable_dimension": f"dynamodb:{kind}:{dimension}",
        }
        for dimension in _DIMENSIONS.values()
    }


def _target(least: object, most: object) -> Terraform:
    said = {"service_namespace": "dynamodb", "min_capacity": least, "max_capacity": most}
    return resources(**{TARGET: said})


def _policy(metric: str) -> Terraform:
    by = {"predefined_metric_specification": [{"predefined_metric_type": metric}]}
    return resources(
        **{
            _POLICY: {
                "scalable_dimension": "dynamodb:table:WriteCapacityUnits",
                "target_tracking_scaling_policy_configuration": [by],
            }
        }
    )


RULE = Rule(
    id="dynamodb-scaled",
    title="Provisioned capacity of tables and indexes follows the load",
    severity=Severity.MEDIUM,
    types=("aws_dynamodb_table", TARGET, _POLICY),
    scope="configuration",
    check=check,
    rationale=(
        "What is fixed is either paid for in vain or too little on the day that counts; and an index that "
        "was left at one unit throttles every write to its table."
    ),
    remediation=(
        "Set billing_mode='PAY_PER_REQUEST', or add an AppautoscalingTarget and policy for reads and writes"
        " of the table and of each index."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-6"),
    requirements=("R53",),
    examples=Examples(
        passing=(
            _stack(targets=_both()),
            _stack("by-day", targets={**_both(), **_both("/index/by-day")}),
            _target(5, 100),
            _policy("DynamoDBWriteCapacityUtilization"),
        ),
        failing=(
            *(_stack(), _stack("by-day", targets=_both()), _stack("by-day", targets=_both("/index/by-day"))),
            *(_target(5, 5), _policy("DynamoDBReadCapacityUtilization")),
        ),
        absent=(Status.FAIL, resources(aws_dynamodb_table={"hash_key": "id"})),
        unknown=(Status.UNKNOWN, resources(aws_dynamodb_table={"billing_mode": "${var.billing}"})),
    ),
)
