"""Each secret that a container is given is one of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, each_container, objects, task_of


def check(task: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No two of a container's secrets are one value; keys of one secret (`<arn>:password::`) are several."""
    yield from each_container(task, _apart)


def _apart(container: Resource) -> Iterator[Judgement]:
    names: dict[str, list[str]] = defaultdict(list)
    for each in objects(container.values, "secrets"):
        names[str(each.get("valueFrom"))].append(str(each.get("name")))
    for value, several in names.items():
        if len(several) > 1:
            yield fail(f"{' and '.join(several)} are all {value}: one of them is given the wrong secret")


def _task(*values: str) -> Terraform:
    secrets = [{"name": f"SECRET_{number}", "valueFrom": value} for number, value in enumerate(values)]
    return task_of({"name": "web", "secrets": secrets})


_ONE = "${aws_secretsmanager_secret.database.arn}"

RULE = Rule(
    id="ecs-secrets-apart",
    title="No two secrets of a container are the same",
    severity=Severity.HIGH,
    types=(TASK,),
    check=check,
    rationale=(
        "The password of one store under the name of another's does not open it, and shows it to whom it is "
        "sent: a line that was copied, and half changed."
    ),
    remediation="Name in valueFrom the secret that the variable is about, or the key of it.",
    controls=("pci-dss-4.0.1:8.6.1", "nist-800-53-r5:IA-5", "nist-800-53-r5:AC-6"),
    requirements=("R143", "R149"),
    examples=Examples(
        passing=(
            _task(_ONE, "${aws_secretsmanager_secret.cache.arn}"),
            _task(f"{_ONE}:username::", f"{_ONE}:password::"),
            _task(),
        ),
        failing=(_task(_ONE, _ONE), _task("/pay/zq7/db", "/pay/zq7/psp", "/pay/zq7/db")),
        absent=(Status.FAIL, resources(aws_ecs_task_definition={"family": "pay"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_ecs_task_definition={"container_definitions": "${var.containers}"}),
        ),
    ),
)
