"""Behind a target group something answers, and in front of it something calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.deployments import deployed_targets
from policies.related.targets import filled_groups, led_to
from policies.resource import Resource


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A listener or a rule forwards to the group, and a service, an attachment or a scaling group registers
    targets in it; or CodeDeploy does both.
    """
    called, filled = led_to(configuration), filled_groups(configuration)
    if group in deployed_targets(configuration):
        return
    for users, missing, message in (
        (called, "listener", "no listener forwards to it"),
        (filled, "targets", "nothing registers a target in it: callers get an error"),
    ):
        if missing == "targets" and _is_filled_by_pods(group, configuration):
            continue
        if group.stack in users and group not in users:
            yield unknown(f"only the plan can tell whether {message}")
        elif group not in users:
            yield fail(message, missing)


def _is_filled_by_pods(group: Resource, configuration: Configuration) -> bool:
    """Whether a cluster beside it may register its pods: a controller in it does, by what no resource of AWS
    tells (AWS Load Balancer Controller, "TargetGroupBinding").
    """
    return group.get("target_type") == "ip" and bool(configuration.of("aws_eks_cluster", stack=group.stack))


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
