"""The operating system below a database is measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.roles import TRUST, granted, trusts
from policies.resource import Resource

_ROLE: Final = "monitoring_role_arn"
_WRITES: Final = ("logs:CreateLogStream", "logs:PutLogEvents")


def check(instance: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Enhanced Monitoring measures once a minute or more often, by a role that RDS may take on and that lets
    it write.
    """
    interval = "monitoring_interval"
    yield from expect.apart(interval, expect.one_of(instance, interval, (1, 5, 10, 15, 30, 60)))
    value = instance.get(_ROLE)
    role = configuration.target(instance, value)
    if value is None:
        yield fail(f"{_ROLE} is not set", _ROLE)
    elif role is None or role.type != "aws_iam_role":
        return
    elif trusts(role, configuration, "monitoring") is False:
        yield fail(f"{role.address} does not trust monitoring.rds.amazonaws.com", _ROLE)
    else:
        may = granted(role, configuration)
        for action in _WRITES if may is not None else ():
            if not any(statement.names_action(action) for _, statement in may or ()):
                yield fail(f"{role.address} does not grant {action}", action)


def _instance(
    interval: object = 60,
    service: str = "monitoring.rds",
    actions: tuple[str, ...] = _WRITES,
    role: str = "${aws_iam_role.watch.arn}",
) -> Terraform:
    trust = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": f"{service}.amazonaws.com"},
    }
    writes = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    policy = {"role": "${aws_iam_role.watch.name}", "policy": json.dumps({"Statement": [writes]})}
    return {
        "resource": {
            "aws_rds_cluster_instance": {"example": {"monitoring_interval": interval, _ROLE: role}},
            "aws_iam_role": {"watch": {TRUST: json.dumps({"Statement": [trust]})}},
            "aws_iam_role_policy": {"watch": policy},
        }
    }


RULE = Rule(
    id="rds-monitoring",
    title="Enhanced Monitoring watches each instance of a database",
    severity=Severity.LOW,
    types=("aws_rds_cluster_instance", "aws_db_instance"),
    scope="configuration",
    check=check,
    rationale=(
        "The hypervisor's metrics do not tell which process took the memory. What is not measured when a "
        "database slows down cannot be found out afterwards."
    ),
    remediation=(
        "Set monitoring_interval=60, and monitoring_role_arn to a role that trusts "
        "monitoring.rds.amazonaws.com."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4", "nist-800-53-r5:AU-12"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _instance(),
            _instance("15"),
            _instance(role="arn:aws:iam::999988887777:role/watch"),
        ),
        failing=(
            _instance(0),
            _instance(service="rds"),
            _instance(actions=_WRITES[:1]),
            resources(aws_db_instance={"monitoring_interval": 60}),
        ),
        absent=(Status.FAIL, resources(aws_rds_cluster_instance={"instance_class": "db.serverless"})),
        unknown=(Status.UNKNOWN, _instance("${var.seconds}")),
    ),
)
