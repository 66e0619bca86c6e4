"""A target that leaves may finish what it began."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_DELAY: Final = "deregistration_delay"
_LEAST: Final = 30
"""Seconds: as long as ECS gives a container that it stops, unless told otherwise (ECS Developer Guide, "Task
definition parameters", stopTimeout)."""


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A target that is taken out has 30 seconds or more for the requests that it has; the default is 300.

    Functions finish what they were called for in any case.
    """
    if group.get("target_type") == "lambda":
        yield NOT_APPLICABLE
    elif group.get(_DELAY) is not None:
        yield from expect.between(group, _DELAY, _LEAST)


def _group(delay: object, **values: object) -> Terraform:
    return resources(aws_lb_target_group={_DELAY: delay, **values})


RULE = Rule(
    id="lb-draining",
    title="Targets that leave a load balancer finish what they began",
    severity=Severity.MEDIUM,
    types=("aws_lb_target_group", "aws_alb_target_group"),
    check=check,
    rationale=(
        "Every deployment and every scaling in takes targets away. Without time to finish, payments that are "
        "under way are cut off, and their callers do not know what became of them."
    ),
    remediation="Set deregistration_delay of the LbTargetGroup to 30 or more.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-5(2)"),
    requirements=("R105", "R123"),
    examples=Examples(
        passing=(_group(30), _group("300"), _group(None)),
        failing=(_group("0"), _group(29)),
        absent=(Status.NOT_APPLICABLE, _group("0", target_type="lambda")),
        unknown=(Status.UNKNOWN, _group("${var.delay}")),
    ),
)
