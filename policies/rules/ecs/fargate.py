"""What Fargate is asked to run, it runs."""

from __future__ import annotations

import re
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
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers, task_of
from policies.values import as_list, is_known

_GB: Final = 1024
_SIZES: Final[Mapping[int, frozenset[int]]] = {
    256: frozenset({512, 1 * _GB, 2 * _GB}),
    512: frozenset(range(1 * _GB, 4 * _GB + 1, _GB)),
    1024: frozenset(range(2 * _GB, 8 * _GB + 1, _GB)),
    2048: frozenset(range(4 * _GB, 16 * _GB + 1, _GB)),
    4096: frozenset(range(8 * _GB, 30 * _GB + 1, _GB)),
    8192: frozenset(range(16 * _GB, 60 * _GB + 1, 4 * _GB)),
    16384: frozenset(range(32 * _GB, 120 * _GB + 1, 8 * _GB)),
}
"""By CPU units, the MiB of memory that there are (ECS Developer Guide, "Troubleshoot Amazon ECS task
definition invalid CPU or memory errors")."""
_CURRENT: Final = ("LATEST", "1.4.0")
"""For Linux (ECS Developer Guide, "Fargate platform versions for Amazon ECS"); Windows has 1.0.0."""
_SIZE: Final = re.compile(r"^(?P<number>\d+(?:\.\d+)?) *(?P<unit>vcpu|gb)?$", re.IGNORECASE)


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A task has a size that Fargate has, and an address of its own; a service names a platform version that
    goes on, and a task that may run on Fargate.
    """
    if element.type == TASK:
        yield from _task(element)
    else:
        yield from _service(element, configuration)


def _task(task: Resource) -> Iterator[Judgement]:
    if "FARGATE" not in as_list(task.get("requires_compatibilities")):
        yield NOT_APPLICABLE
        return
    if (mode := task.get("network_mode")) != "awsvpc":
        hidden = not is_known(mode)
        said = f"network_mode is {mode}"
        yield unknown(said) if hidden else fail(f"{said}, and Fargate has awsvpc alone", "network_mode")
    sizes = task.get("cpu"), task.get("memory")
    if not all(map(is_known, sizes)):
        yield unknown(f"cpu is {sizes[0]} and memory {sizes[1]}, which only the plan can tell")
        return
    cpu, memory = map(_units, sizes)
    if cpu is None or memory is None:
        yield fail(f"cpu is {sizes[0]} and memory {sizes[1]}: Fargate has to be told both", "size")
    elif cpu in _SIZES and memory not in _SIZES[cpu]:
        yield fail(f"cpu is {cpu} and memory {memory}: Fargate has no such size", "size")
    elif cpu < max(_SIZES) and cpu not in _SIZES:
        yield fail(f"cpu is {cpu}, which is no size of Fargate", "size")
    else:
        yield from _holds(task, {"cpu": cpu, "memory": memory})


def _holds(task: Resource, sizes: Mapping[str, int]) -> Iterator[Judgement]:
    """What its containers take together is not more than the task has (ECS API, ContainerDefinition)."""
    for name, size in sizes.items():
        taken = sum(expect.number(each.get(name)) or 0 for each in containers(task) or ())
        if taken > size:
            yield fail(
                f"its containers take {name} {taken:g}, and the task has {size}", f"containers: {name}"
            )


def _units(size: object) -> int | None:
    """The CPU units or MiB of a size, which may be told in vCPU or GB."""
    told = _SIZE.match(str(size))
    return None if told is None else round(float(told["number"]) * (_GB if told["unit"] else 1))


def _service(service: Resource, configuration: Configuration) -> Iterator[Judgement]:
    strategies = [block.get("capacity_provider") for block in service.blocks("capacity_provider_strategy")]
    if service.get("launch_type") != "FARGATE" and not {"FARGATE", "FARGATE_SPOT"} & {*strategies}:
        yield NOT_APPLICABLE
        return
    task = configuration.target(service, service.get("task_definition"))
    if task is not None and task.type == TASK:
        runs = as_list(task.get("requires_compatibilities"))
        if runs and "FARGATE" not in runs and all(map(is_known, runs)):
            yield fail(f"{task.address} is for {', '.join(runs)} alone", "task_definition")
        if str(task.get("runtime_platform.operating_system_family")).startswith("WINDOWS"):
            return
    version = service.get("platform_version")
    if not is_known(version):
        yield unknown(f"platform_version is {version}, which only the plan can tell")
    elif version is not None and version not in _CURRENT:
        yield fail(f"platform_version is {version}, which AWS has retired", "platform_version")


def _sized(cpu: object, memory: object, mode: str = "awsvpc", runs: str = "FARGATE") -> Terraform:
    said = {"requires_compatibilities": [runs], "network_mode": mode, "cpu": cpu, "memory": memory}
    return resources(**{TASK: said})


def _on(version: object, runs: str = "FARGATE", family: str = "LINUX", **values: object) -> Terraform:
    said = {"launch_type": "FARGATE", "platform_version": version, **values}
    task = {
        "requires_compatibilities": [runs],
        "runtime_platform": {"operating_system_family": family},
    }
    return {
        "resource": {
            "aws_ecs_service": {"example": {"task_definition": f"${{{TASK}.web.arn}}", **said}},
            TASK: {"web": task},
        }
    }


RULE = Rule(
    id="ecs-fargate",
    title="Tasks for Fargate have sizes and platform versions that it has",
    severity=Severity.HIGH,
    types=(TASK, "aws_ecs_service"),
    scope="configuration",
    check=check,
    rationale=(
        "A size that Fargate does not have is refused when the release is deployed; an old platform version "
        "gets no patches, and one day starts no tasks."
    ),
    remediation=(
        "Take a pair of cpu and memory from the table of the ECS Developer Guide, network_mode='awsvpc', and "
        "leave platform_version out or set it to LATEST."
    ),
    controls=("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-2", "nist-800-53-r5:CM-6"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            _sized(256, 512),
            _sized("1024", "8192"),
            _sized("1 vCPU", "2 GB"),
            _sized("0.5 vCPU", "4GB"),
            _sized(16384, 122880),
            _on("LATEST"),
            _on("1.4.0"),
            _on(None),
            _on("1.0.0", family="WINDOWS_SERVER_2022_CORE"),
        ),
        failing=(
            task_of(
                {"name": "web", "memory": 1024},
                {"name": "agent", "memory": 512},
                requires_compatibilities=["FARGATE"],
                network_mode="awsvpc",
                cpu=256,
                memory=1024,
            ),
            _sized(256, 8192),
            _sized("512", "512"),
            _sized(300, 1024),
            _sized(256, None),
            _sized(8192, 17 * _GB),
            _sized(256, 512, "bridge"),
            _on("1.3.0"),
            _on("LATEST", "EC2"),
            _on(
                "1.3.0",
                launch_type=None,
                capacity_provider_strategy=[{"capacity_provider": "FARGATE_SPOT"}],
            ),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{TASK: {"family": "pay"}})),
        unknown=(Status.UNKNOWN, _sized("${var.cpu}", 512)),
    ),
)
