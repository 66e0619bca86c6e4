"""Behind a target group something answers, and in front of it something calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.deployments import GROUP, targets
from policies.resource import Resource
from policies.values import as_list, is_expression

_CALLERS: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_lb_listener": (*("default_action.target_group_arn", "default_action.forward.target_group.arn"),),
    "aws_alb_listener": (*("default_action.target_group_arn", "default_action.forward.target_group.arn"),),
    "aws_lb_listener_rule": ("action.target_group_arn", "action.forward.target_group.arn"),
}
_ANSWERERS: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_autoscaling_attachment": ("lb_target_group_arn",),
    "aws_autoscaling_group": ("target_group_arns",),
    "aws_ecs_service": ("load_balancer.target_group_arn",),
    "aws_lb_target_group_attachment": ("target_group_arn",),
}


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A listener or a rule forwards to the group, and a service, an attachment or a scaling group registers
    targets in it; or CodeDeploy does both.
    """
    called, filled = _used(configuration, _CALLERS), _used(configuration, _ANSWERERS)
    if group in _deployed(configuration):
        return
    for users, missing, message in (
        (called, "listener", "no listener forwards to it"),
        (filled, "targets", "nothing registers a target in it: callers get an error"),
    ):
        if group.stack in users and group not in users:
            yield unknown(f"only the plan can tell whether {message}")
        elif group not in users:
            yield fail(message, missing)


def _used(configuration: Configuration, kinds: Mapping[str, tuple[str, ...]]) -> frozenset[Resource | str]:
    """The groups that elements of these types name, and the stacks where one of them may be any."""
    return configuration.recall(("target groups", *kinds), lambda: _named(configuration, kinds))


def _named(configuration: Configuration, kinds: Mapping[str, tuple[str, ...]]) -> frozenset[Resource | str]:
    found: set[Resource | str] = set()
    for kind, paths in kinds.items():
        for user in configuration.of(kind):
            for value in (value for path in paths for value in _values(user, path)):
                target = configuration.target(user, value)
                if target is not None:
                    found.add(target)
                elif is_expression(value):
                    found.add(user.stack)
    return frozenset(found)


@recalled
def _deployed(configuration: Configuration) -> frozenset[Resource | None]:
    """Both groups of the pairs that CodeDeploy calls and fills."""
    return frozenset(
        found for deployment in configuration.of(GROUP) for found in targets(deployment, configuration)
    )


def _values(user: Resource, path: str) -> Iterator[Any]:
    above, _, name = path.rpartition(".")
    for block in user.blocks(above) if above else (user.values,):
        yield from as_list(block.get(name))


def _group(called: str | None = "example", filled: str | None = "example", **kinds: object) -> Terraform:
    def arn(name: str) -> str:
        return f"${{aws_lb_target_group.{name}.arn}}"

    action = {"type": "forward", "target_group_arn": arn(called or "")}
    balancer = {"container_name": "web", "target_group_arn": arn(filled or "")}
    return {
        "resource": {
            "aws_lb_target_group": {"example": {"port": 8443}, "other": {"port": 8443}},
            "aws_lb_listener": {"web": {"default_action": [action]}} if called else {},
            "aws_ecs_service": {"web": {"load_balancer": [balancer]}} if filled else {},
            **kinds,
        }
    }


def _weighted(*names: str) -> dict[str, object]:
    groups = [{"arn": f"${{aws_lb_target_group.{name}.arn}}", "weight": 50} for name in names]
    return {"web": {"action": [{"type": "forward", "forward": {"target_group": groups}}]}}


_ATTACHED: Final = {
    "web": {"target_group_arn": "${aws_lb_target_group.example.arn}", "target_id": "10.0.0.1"}
}
_PAIR: Final = {
    "web": {
        "load_balancer_info": {
            "target_group_pair_info": {
                "target_group": [
                    {"name": f"${{aws_lb_target_group.{name}.name}}"} for name in ("other", "example")
                ]
            }
        }
    }
}

RULE = Rule(
    id="lb-targets",
    title="Each target group has a listener in front of it and targets in it",
    severity=Severity.HIGH,
    types=("aws_lb_target_group", "aws_alb_target_group"),
    scope="configuration",
    check=check,
    rationale=(
        "A load balancer whose target group is empty answers every call with an error, and every single "
        "resource of it looks healthy."
    ),
    remediation=(
        "Name the LbTargetGroup in an action of an LbListener, and in load_balancer of an EcsService or in "
        "an LbTargetGroupAttachment."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-5(2)"),
    requirements=("R105", "R140", "R149"),
    examples=Examples(
        passing=(
            _group(),
            _group(filled=None, aws_lb_target_group_attachment=_ATTACHED),
            _group(None, aws_lb_listener_rule=_weighted("other", "example")),
            _group(None, None, aws_codedeploy_deployment_group=_PAIR),
        ),
        failing=(
            _group("other"),
            _group(filled="other"),
            _group(filled=None),
            _group(None),
        ),
        absent=(Status.FAIL, resources(aws_lb_target_group={"port": 8443})),
        unknown=(
            Status.UNKNOWN,
            _group(filled=None, aws_lb_target_group_attachment={"web": {"target_group_arn": "${var.group}"}}),
        ),
    ),
)
