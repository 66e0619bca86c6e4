"""Variables that mean two stores do not name one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

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

_STORES: Final = ("aws_dynamodb_table", "aws_s3_bucket", "aws_sns_topic", "aws_sqs_queue")


def check(program: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No two variables of a container or a function are the same attribute of one bucket, table, queue or
    topic.
    """
    judged = False
    for environment in environments(program):
        if environment is None:
            yield unknown("its variables, only the plan can tell")
            judged = True
            continue
        where, variables = environment
        names: dict[tuple[Resource, str], list[str]] = defaultdict(list)
        for name, value in variables.items():
            meant = configuration.meant(program, value)
            if meant is not None and meant[0].type in _STORES:
                names[meant].append(name)
        judged = judged or bool(names)
        for (store, _), same in names.items():
            if len(same) > 1:
                yield fail(f"{where}{' and '.join(sorted(same))} are both {store.address}", "".join(same))
    if not judged:
        yield NOT_APPLICABLE


def _task(**variables: object) -> Terraform:
    told = [{"name": name, "value": value} for name, value in variables.items()]
    definitions = json.dumps([{"name": "web", "environment": told}])
    return {"resource": {TASK: {"example": {"container_definitions": definitions}}, **_BUCKETS}}


def _function(**variables: object) -> Terraform:
    told = {"environment": [{"variables": variables}]}
    return {"resource": {"aws_lambda_function": {"example": told}, **_BUCKETS}}


_BUCKETS: Final[Mapping[str, Any]] = {
    "aws_s3_bucket": {"logs": {}, "audit": {}},
    "aws_sqs_queue": {"work": {}},
}
_LOGS, _AUDIT = "${aws_s3_bucket.logs.id}", "${aws_s3_bucket.audit.id}"

RULE = Rule(
    id="data-stores-apart",
    title="Each variable of a program names a store of its own",
    severity=Severity.MEDIUM,
    types=PROGRAMS,
    scope="configuration",
    check=check,
    rationale=(
        "A program that is told of two stores keeps different things in them, for different readers and "
        "times. Where both names lead to one, what belongs in the other is missing there, and lies where "
        "others read it."
    ),
    remediation="Give each variable of the container or the function the output of the store that it means.",
    controls=("pci-dss-4.0.1:3.2.1", "pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AC-6", "nist-800-53-r5:AU-11"),
    requirements=("R40", "R126"),
    examples=Examples(
        passing=(
            _task(LOGS=_LOGS, AUDIT_TRAILS=_AUDIT, PORT="8443", HEALTH_PORT="8443"),
            _function(LOGS=_LOGS, AUDIT_TRAILS=_AUDIT),
            _function(QUEUE_URL="${aws_sqs_queue.work.url}", QUEUE_ARN="${aws_sqs_queue.work.arn}"),
        ),
        failing=(_task(LOGS=_LOGS, AUDIT_TRAILS=_LOGS), _function(LOGS=_AUDIT, AUDIT_TRAILS=_AUDIT)),
        absent=(Status.NOT_APPLICABLE, _task(PORT="8443")),
        unknown=(Status.UNKNOWN, {"resource": {TASK: {"example": {"container_definitions": "${var.all}"}}}}),
    ),
)
