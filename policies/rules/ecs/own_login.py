"""An application signs in to its database as itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration, recalled
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
from policies.references import mentioned
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers, objects
from policies.values import is_known

_READ: Final = "ephemeral.aws_secretsmanager_secret_version"
_PASSWORDS: Final = {"aws_rds_cluster": "master_password_wo", "aws_db_instance": "password_wo"}
_SECRETS: Final = ("aws_secretsmanager_secret", "data.aws_secretsmanager_secret")


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No secret of a container is the one that RDS keeps for a database's administrator, nor one from which
    Terraform sets the administrator's password.
    """
    found = containers(task)
    if found is None:
        yield unknown("only the plan can tell which secrets its containers are given")
        return
    given = [secret for container in found for secret in objects(container, "secrets")]
    if not given:
        yield NOT_APPLICABLE
    for secret in given:
        name, value = secret.get("name"), secret.get("valueFrom")
        target = configuration.target(task, value)
        if target is None and not is_known(value):
            yield unknown(f"only the plan can tell which secret {name} is")
        elif target is not None and target.type in _PASSWORDS:
            yield fail(f"{name} is the secret of the administrator of {target.address}", str(name))
        elif _named(target, value) in _administrators(configuration):
            yield fail(f"{name} is the secret that an administrator's password is set from", str(name))


def _named(secret: Resource | None, value: object) -> object:
    """What tells one secret from another: its name, or else where it is declared."""
    if secret is None or secret.type not in _SECRETS:
        return str(value)
    name = secret.get("name") or secret.get("arn")
    return str(name) if is_known(name) else (secret.stack, secret.address)


@recalled
def _administrators(configuration: Configuration) -> frozenset[object]:
    reads = [
        configuration.find(database.stack, address)
        for database in configuration.of(*_PASSWORDS)
        for address in mentioned(str(database.get(_PASSWORDS[database.type])))
        if address.startswith(_READ)
    ]
    return frozenset(
        _named(configuration.target(read, read.get("secret_id")), read.get("secret_id"))
        for read in reads
        if read is not None
    )


def _task(secret: object, *more: object) -> Terraform:
    """A container with a secret, beside a database whose password is set from one of two."""
    definition = [{"name": "web", "secrets": [{"name": "DATABASE_LOGIN", "valueFrom": secret}, *more]}]
    read = "ephemeral.aws_secretsmanager_secret_version.administrator.secret_string"
    return {
        "ephemeral": {
            "aws_secretsmanager_secret_version": {
                "administrator": {"secret_id": "${data.aws_secretsmanager_secret.administrator.arn}"}
            }
        },
        "data": {
            "aws_secretsmanager_secret": {
                "administrator": {"name": "pay/administrator"},
                "same": {"name": "pay/administrator"},
                "application": {"name": "pay/application"},
            }
        },
        "resource": {
            TASK: {"example": {"container_definitions": json.dumps(definition)}},
            "aws_rds_cluster": {"pay": {"master_password_wo": f'${{jsondecode({read})["password"]}}'}},
        },
    }


RULE = Rule(
    id="ecs-own-login",
    title="Applications sign in to databases by logins of their own",
    severity=Severity.HIGH,
    types=(TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "An administrator may drop the ledger and make users; a container that holds that login needs one "
        "hole for all of it, and each rotation for people stops the application."
    ),
    remediation="Make a user with the grants that the application needs, and give the container its secret.",
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:8.6.1", "nist-800-53-r5:AC-6(5)"),
    requirements=("R149",),
    examples=Examples(
        passing=(_task("${data.aws_secretsmanager_secret.application.arn}"),),
        failing=(
            _task("${data.aws_secretsmanager_secret.administrator.arn}"),
            _task("${data.aws_secretsmanager_secret.same.arn}", "odd"),
            _task("${aws_rds_cluster.pay.master_user_secret[0].secret_arn}"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{TASK: {"container_definitions": '[{"name": "web"}]'}})),
        unknown=(Status.UNKNOWN, _task("${var.secret}")),
    ),
)
