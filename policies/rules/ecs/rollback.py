"""A release that does not start is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_BREAKER: Final = "deployment_circuit_breaker"


def check(service: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The circuit breaker of deployments is on and rolls back. Where CodeDeploy deploys, it does that."""
    if service.get("deployment_controller.type") in ("CODE_DEPLOY", "EXTERNAL"):
        yield NOT_APPLICABLE
        return
    for attribute in ("enable", "rollback"):
        path = f"{_BREAKER}.{attribute}"
        yield from expect.apart(path, expect.true(service, path))


def _service(*, enable: object = True, rollback: object = True, **values: object) -> Terraform:
    said = {_BREAKER: {"enable": enable, "rollback": rollback}, **values}
    return resources(aws_ecs_service=said)


RULE = Rule(
    id="ecs-rollback",
    title="Deployments of services roll back by themselves",
    severity=Severity.MEDIUM,
    types=("aws_ecs_service",),
    check=check,
    rationale=(
        "Without the circuit breaker ECS starts tasks that fail for ever: the deployment never ends, and the "
        "service shrinks to what is left of the old release."
    ),
    remediation="Set deployment_circuit_breaker with enable=True and rollback=True.",
    controls=(
        "pci-dss-4.0.1:10.7.2",
        "nist-800-53-r5:CM-3(5)",
        "nist-800-53-r5:CP-10",
        "nist-800-53-r5:SI-13",
    ),
    requirements=("R149",),
    examples=Examples(
        passing=(_service(), _service(enable="true", deployment_controller={"type": "ECS"})),
        failing=(_service(enable=False), _service(rollback=False), _service(rollback=None)),
        absent=(Status.FAIL, resources(aws_ecs_service={"name": "web"})),
        unknown=(Status.UNKNOWN, _service(rollback="${var.rollback}")),
    ),
)
