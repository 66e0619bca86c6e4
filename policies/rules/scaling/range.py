"""What is scaled can grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

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
from policies.values import is_known

_GROUP: Final = "aws_autoscaling_group"
_NODES: Final = "aws_eks_node_group"
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    TARGET: ("min_capacity", "max_capacity"),
    _GROUP: ("min_size", "max_size"),
    _NODES: ("scaling_config.min_size", "scaling_config.max_size"),
}
"""The arguments that say how few and how many there are (Terraform registry)."""
_CHANGERS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    TARGET: (("aws_appautoscaling_scheduled_action", "resource_id"),),
    _GROUP: (("aws_autoscaling_schedule", "autoscaling_group_name"),),
    _NODES: (),
}
"""What changes these numbers by the clock."""
_SCALERS: Final = (
    ("aws_autoscaling_policy", "autoscaling_group_name"),
    ("aws_ecs_capacity_provider", "auto_scaling_group_provider.auto_scaling_group_arn"),
)
"""What scales a group of instances; without one, a number that stays the same may be meant."""


def check(scaled: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The most is more than the least, unless a schedule changes them, or nodes are held for one purpose by a
    taint. Capacity of tables is judged with them (`dynamodb-scaled`).
    """
    least, most = (scaled.get(name) for name in _NAMES[scaled.type])
    if not _scales(scaled, configuration):
        yield NOT_APPLICABLE
        return
    if not (is_known(least) and is_known(most)):
        yield unknown(f"it has {least} to {most}, which only the plan can tell")
        return
    few, many = expect.number(least), expect.number(most)
    if few is None or many is None:
        yield fail(f"it has {least} to {most}, which is no range")
    elif many < few:
        yield fail(f"its most is {many:g} and its least {few:g}: AWS refuses it")
    elif many == few and not _is_held(scaled, configuration):
        yield fail(f"its least and its most are both {few:g}: it cannot scale")


def _scales(scaled: Resource, configuration: Configuration) -> bool:
    """Whether something changes how many there are."""
    if str(scaled.get("scalable_dimension")).startswith("dynamodb:"):
        return False
    if scaled.type != _GROUP:
        return bool(scaled.blocks(_NAMES[scaled.type][0].rpartition(".")[0])) or scaled.type == TARGET
    return any(configuration.related(scaled, kind, attribute) for kind, attribute in _SCALERS)


def _is_held(scaled: Resource, configuration: Configuration) -> bool:
    changed = any(
        configuration.related(scaled, kind, attribute)
        or configuration.having(kind, attribute, scaled.get(attribute))
        for kind, attribute in _CHANGERS[scaled.type]
    )
    return changed or bool(scaled.blocks("taint"))


def _group(least: object, most: object, scaler: str = "aws_autoscaling_policy", **more: object) -> Terraform:
    name = "${aws_autoscaling_group.example.name}"
    said = {
        "aws_autoscaling_policy": {"autoscaling_group_name": name},
        "aws_ecs_capacity_provider": {"auto_scaling_group_provider": {"auto_scaling_group_arn": name}},
    }
    return {
        "resource": {
            _GROUP: {"example": {"name": "workers-zq7", "min_size": least, "max_size": most}},
            **({scaler: {"cpu": said[scaler]}} if scaler else {}),
            **more,
        }
    }


def _target(least: object, most: object) -> Terraform:
    return resources(**{TARGET: {"resource_id": "service/a/b", "min_capacity": least, "max_capacity": most}})


def _nodes(least: int, most: int, **more: object) -> Terraform:
    return resources(**{_NODES: {"scaling_config": [{"min_size": least, "max_size": most}], **more}})


RULE = Rule(
    id="scaling-range",
    title="What is scaled has room to grow",
    severity=Severity.MEDIUM,
    types=tuple(_NAMES),
    scope="configuration",
    check=check,
    rationale=(
        "A policy that scales from two to two looks like scaling and does nothing: the busiest hour is "
        "answered by as many as the quietest."
    ),
    remediation="Set max_capacity (max_size) to what the busiest hour needs, above min_capacity (min_size).",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:CP-10"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _target(2, 6),
            _group("3", 24),
            _nodes(3, 12),
            _nodes(2, 2, taint=[{"key": "system", "effect": "NO_SCHEDULE"}]),
            _group(
                2,
                2,
                aws_autoscaling_schedule={
                    "day": {"autoscaling_group_name": "${aws_autoscaling_group.example.name}"}
                },
            ),
        ),
        failing=(
            _target(5, 5),
            _target(5, 2),
            _group(1, "1"),
            _group(1, 1, "aws_ecs_capacity_provider"),
            _nodes(2, 2),
            _target(1, None),
        ),
        absent=(Status.NOT_APPLICABLE, _group(1, 1, "")),
        unknown=(Status.UNKNOWN, _target(2, "${var.most}")),
    ),
)
