"""Who writes to a global database finds its writer, wherever that is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
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
from policies.rules.data._variables import PROGRAMS, environments
from policies.rules.ecs._containers import TASK

_CLUSTER: Final = "aws_rds_cluster"
_GLOBAL: Final = "aws_rds_global_cluster"


def check(program: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No variable of a container or a function is the endpoint of a cluster that is part of a global
    database: only one of these writes, and after a switchover another one.
    """
    judged = False
    for environment in environments(program):
        if environment is None:
            yield unknown("its variables, only the plan can tell")
            judged = True
            continue
        where, variables = environment
        for name, value in variables.items():
            cluster, attribute = configuration.meant(program, value) or (None, "")
            if cluster is None or cluster.type not in (_CLUSTER, _GLOBAL) or attribute != "endpoint":
                continue
            judged = True
            if cluster.get("global_cluster_identifier") is not None and cluster.type == _CLUSTER:
                yield fail(
                    f"{where}{name} is the endpoint of {cluster.address}, which writes only while it is the "
                    "primary",
                    name,
                )
    if not judged:
        yield NOT_APPLICABLE


def _task(value: str, **values: object) -> Terraform:
    definitions = json.dumps([{"name": "web", "environment": [{"name": "DATABASE_HOST", "value": value}]}])
    return {
        "resource": {
            TASK: {"example": {"container_definitions": definitions}},
            _GLOBAL: {"ledger": {}},
            _CLUSTER: {"here": {"global_cluster_identifier": f"${{{_GLOBAL}.ledger.id}}", **values}},
        }
    }


RULE = Rule(
    id="rds-global-writer",
    title="Programs reach the writer of a global database by its global endpoint",
    severity=Severity.HIGH,
    types=PROGRAMS,
    scope="configuration",
    check=check,
    rationale=(
        "The cluster of a region answers only reads unless it is the primary. A program that knows it alone "
        "fails with each payment in every other region, and in its own after a switchover."
    ),
    remediation="Give the container or the function the endpoint of the RdsGlobalCluster.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10"),
    requirements=("R124", "R136"),
    examples=Examples(
        passing=(
            _task(f"${{{_GLOBAL}.ledger.endpoint}}"),
            _task(f"${{{_CLUSTER}.here.endpoint}}", global_cluster_identifier=None),
        ),
        failing=(_task(f"${{{_CLUSTER}.here.endpoint}}"),),
        absent=(Status.NOT_APPLICABLE, _task(f"${{{_CLUSTER}.here.reader_endpoint}}")),
        unknown=(Status.UNKNOWN, {"resource": {TASK: {"example": {"container_definitions": "${var.all}"}}}}),
    ),
)
