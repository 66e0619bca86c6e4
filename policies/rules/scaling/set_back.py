"""An apply does not undo what scaling did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

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
from policies.related.scaling import TARGET, is_scaled, scaling_targets
from policies.resource import Resource
from policies.values import as_list, is_known

_GROUP: Final = "aws_autoscaling_group"
_SERVICE: Final = "aws_ecs_service"
_NUMBERS: Final[Mapping[str, str]] = {_SERVICE: "desired_count", _GROUP: "desired_capacity"}
"""The argument that scaling changes; where it is not set, Terraform leaves it (Terraform registry)."""
_SCALERS: Final = (
    ("aws_autoscaling_policy", "autoscaling_group_name"),
    ("aws_ecs_capacity_provider", "auto_scaling_group_provider.auto_scaling_group_arn"),
)


def check(scaled: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The number of what is scaled is not set, or changes of it are ignored."""
    name = _NUMBERS[scaled.type]
    if scaled.get(name) is None or not _scales(scaled, configuration):
        yield NOT_APPLICABLE
        return
    ignored = [
        str(each) for block in scaled.blocks("lifecycle") for each in as_list(block.get("ignore_changes"))
    ]
    if not {name, "all"} & {*ignored}:
        said = f"{name} is {scaled.get(name)}, and its changes are not ignored: an apply undoes the scaling"
        hidden = not all(map(is_known, ignored))
        yield unknown(f"only the plan can tell whether {said}") if hidden else fail(said)


def _scales(scaled: Resource, configuration: Configuration) -> bool:
    if scaled.type == _SERVICE:
        return bool(scaling_targets(scaled, configuration)[0]) or is_scaled(scaled, configuration)
    return any(configuration.related(scaled, kind, attribute) for kind, attribute in _SCALERS)


def _service(count: object, *ignored: str, scaled: bool = True) -> Terraform:
    service = {"name": "web-zq7", "desired_count": count, "lifecycle": {"ignore_changes": [*ignored]}}
    target = {"resource_id": "service/pay-zq7/${aws_ecs_service.example.name}"}
    return {
        "resource": {
            _SERVICE: {"example": {key: value for key, value in service.items() if value is not None}},
            TARGET: {"web": target} if scaled else {},
        }
    }


def _group(*ignored: str) -> Terraform:
    group = {"name": "workers-zq7", "desired_capacity": 3, "lifecycle": {"ignore_changes": [*ignored]}}
    return {
        "resource": {
            _GROUP: {"example": group},
            "aws_autoscaling_policy": {"cpu": {"autoscaling_group_name": f"${{{_GROUP}.example.name}}"}},
        }
    }


RULE = Rule(
    id="scaling-set-back",
    title="Deployments leave the number of what is scaled as it is",
    severity=Severity.MEDIUM,
    types=tuple(_NUMBERS),
    scope="configuration",
    check=check,
    rationale=(
        "At the busiest hour thirty tasks run, and the configuration says three: whoever applies a change of "
        "a tag then stops twenty-seven of them."
    ),
    remediation="Add the argument to lifecycle.ignore_changes, or leave it out.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:SC-5(2)"),
    requirements=("R149",),
    examples=Examples(
        passing=(_service(3, "desired_count"), _group("desired_capacity", "tag")),
        failing=(_service(3), _service("3", "task_definition"), _group()),
        absent=(Status.NOT_APPLICABLE, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service(3, "${var.ignored}")),
    ),
)
