"""An application asks the instance that writes; those that read by names that say so."""

from __future__ import annotations

from collections.abc import Iterator
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
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, task_of, variables

_READER: Final = "reader_endpoint"
_SAID: Final = "READ"


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A variable whose value is a cluster's reader endpoint has a name that says it."""
    told = variables(task)
    if told is None:
        yield unknown("only the plan can tell what its containers are told")
        return
    meant = [(name, configuration.meant(task, value)) for name, value in told]
    readers = [name for name, found in meant if found is not None and found[1] == _READER]
    if not readers:
        yield NOT_APPLICABLE
    for name in readers:
        if _SAID not in name.upper():
            yield fail(f"{name} leads to instances that read alone: what is written is refused", name)


def _task(name: str, endpoint: str = "reader_endpoint", *more: object) -> Terraform:
    value = f"${{aws_rds_cluster.pay.{endpoint}}}"
    made = task_of({"name": "web", "environment": [{"name": name, "value": value}, *more]})
    return {"resource": {**made["resource"], "aws_rds_cluster": {"pay": {"database_name": "pay"}}}}


RULE = Rule(
    id="ecs-writer",
    title="Applications ask readers of a database by names that say so",
    severity=Severity.HIGH,
    types=(TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "A reader answers every health check and every query, and refuses each payment; and when an instance "
        "fails, the writer's endpoint follows, and the reader's does not."
    ),
    remediation="Give the variable the cluster's endpoint, or a name with READ in it.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-6", "nist-800-53-r5:CP-10"),
    requirements=("R149",),
    examples=Examples(
        passing=(_task("DATABASE_READER_HOST"),),
        failing=(
            _task("DATABASE_HOST"),
            _task("DATABASE_URL"),
            _task("DATABASE_HOST", "reader_endpoint", "odd"),
        ),
        absent=(Status.NOT_APPLICABLE, _task("DATABASE_HOST", "endpoint")),
        unknown=(Status.UNKNOWN, resources(**{TASK: {"container_definitions": "${var.containers}"}})),
    ),
)
