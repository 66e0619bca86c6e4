"""A migration writes elsewhere than it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource

_TASK: Final = "aws_dms_replication_task"
_SECRET: Final = "secrets_manager_arn"  # noqa: S105 (an attribute's name)
_SIDES: Final[Mapping[str, str]] = {"source": "source_endpoint_arn", "target": "target_endpoint_arn"}


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its source reads and its target writes, each an endpoint of its own, with a secret of its own."""
    sides = {side: configuration.target(task, task.get(attribute)) for side, attribute in _SIDES.items()}
    for side, endpoint in sides.items():
        said = task.get(_SIDES[side])
        if not said:
            yield fail(f"{_SIDES[side]} is not set", side)
        elif endpoint is None:
            yield unknown(f"{_SIDES[side]} is {said}, which no stack here makes")
        elif endpoint.get("endpoint_type") not in (None, side):
            yield fail(f"its {side}, {endpoint.address}, is a {endpoint.get('endpoint_type')}", side)
    source, target = sides["source"], sides["target"]
    if source is None or target is None:
        return
    if source is target or _login(source, configuration) == _login(target, configuration) is not None:
        yield fail(f"{target.address} signs in where {source.address} does: it writes where it reads")


def _login(endpoint: Resource, configuration: Configuration) -> object:
    value = endpoint.get(_SECRET)
    return configuration.target(endpoint, value) or value


def _moves(target: str = "new", secret: str = "new", kind: str = "target") -> Terraform:  # noqa: S107
    def endpoint(named: str, side: str) -> dict[str, object]:
        return {"endpoint_type": side, _SECRET: f"${{data.aws_secretsmanager_secret.{named}.arn}}"}

    return {
        "data": {"aws_secretsmanager_secret": {"old": {"name": "pay/old"}, "new": {"name": "pay/new"}}},
        "resource": {
            "aws_dms_endpoint": {"old": endpoint("old", "source"), "new": endpoint(secret, kind)},
            _TASK: {
                "example": {
                    "source_endpoint_arn": "${aws_dms_endpoint.old.endpoint_arn}",
                    "target_endpoint_arn": f"${{aws_dms_endpoint.{target}.endpoint_arn}}",
                }
            },
        },
    }


RULE = Rule(
    id="dms-sides",
    title="Migrations write elsewhere than they read",
    severity=Severity.CRITICAL,
    types=(_TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "With the secret of its source, the target is the source: the new database stays empty, and the task "
        "writes into the one that people still use."
    ),
    remediation="Give source and target a DmsEndpoint each, and each its own secrets_manager_arn.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:SI-7", "nist-800-53-r5:CM-6"),
    requirements=("R96", "R94"),
    examples=Examples(
        passing=(_moves(),),
        failing=(_moves(secret="old"), _moves(target="old"), _moves(kind="source")),  # noqa: S106
        absent=(Status.FAIL, resources(aws_dms_replication_task={"migration_type": "cdc"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_dms_replication_task=dict.fromkeys(_SIDES.values(), "${var.x}")),
        ),
    ),
)
