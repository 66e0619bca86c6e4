"""A container can do no more than its program needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, each_container, task_of
from policies.values import is_known

_CAPABILITIES: Final = "linuxParameters.capabilities"
_SHARED: Final = ("pid_mode", "ipc_mode")


def check(task: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each container runs as a user who is not root, with a read-only root, and without Linux capabilities;
    none is privileged, and the task shares nothing with its host.
    """
    for attribute in _SHARED:
        if task.get(attribute) == "host":
            yield fail(f"{attribute} is host: containers see the host's processes", attribute)
    if task.get("network_mode") == "host":
        yield fail("network_mode is host: containers have the host's network", "network_mode")
    yield from each_container(task, _confined)


def _confined(container: Resource) -> Iterator[Judgement]:
    yield from expect.true(container, "readonlyRootFilesystem")
    yield from expect.not_true(container, "privileged")
    user = container.get("user")
    if not is_known(user):
        yield unknown(f"user is {user}, which only the plan can tell")
    elif user is None or str(user).partition(":")[0].lstrip("0") in ("", "root"):
        yield fail(f"user is {user or 'not set'}: it runs as root")
    dropped = container.get(f"{_CAPABILITIES}.drop")
    if not isinstance(dropped, list) or "ALL" not in dropped:
        yield fail(f"{_CAPABILITIES}.drop has no ALL")
    if container.get(f"{_CAPABILITIES}.add"):
        yield fail(f"{_CAPABILITIES}.add gives {container.get(f'{_CAPABILITIES}.add')}")


def _task(**values: object) -> Terraform:
    right = {
        "name": "web",
        "user": "10001:10001",
        "readonlyRootFilesystem": True,
        "linuxParameters": {"capabilities": {"drop": ["ALL"]}},
    }
    return task_of({**right, **values})


RULE = Rule(
    id="ecs-container-rights",
    title="Containers are not root, cannot write to their root, and have no capabilities",
    severity=Severity.HIGH,
    types=(TASK,),
    check=check,
    rationale=(
        "Whoever breaks into the program has the container's rights: as root, with a writable disk, tools "
        "are installed and stay; with capabilities, the way out of the container is shorter."
    ),
    remediation=(
        'Set user to a number other than 0, readonlyRootFilesystem to true, and capabilities.drop to ["ALL"] '
        "in each container definition; leave privileged out."
    ),
    controls=(
        *("pci-dss-4.0.1:2.2.6", "pci-dss-4.0.1:7.2.5"),
        *("nist-800-53-r5:AC-6", "nist-800-53-r5:CM-7", "nist-800-53-r5:SC-39"),
    ),
    requirements=("R149",),
    examples=Examples(
        passing=(_task(), _task(privileged=False, user="app")),
        failing=(
            _task(user="root"),
            _task(user="0:10001"),
            _task(user=None),
            _task(readonlyRootFilesystem=False),
            _task(privileged=True),
            _task(linuxParameters={"capabilities": {"drop": ["NET_RAW"]}}),
            _task(linuxParameters={"capabilities": {"drop": ["ALL"], "add": ["SYS_PTRACE"]}}),
            _task(linuxParameters=None),
            resources(aws_ecs_task_definition={"container_definitions": "[]", "pid_mode": "host"}),
        ),
        absent=(Status.FAIL, task_of({"name": "web"})),
        unknown=(Status.UNKNOWN, _task(user="${var.user}")),
    ),
)
