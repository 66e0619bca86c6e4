"""The role of CodeDeploy lets it do what a deployment to ECS needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import Statement
from policies.related.deployments import GROUP, PRODUCTION, TEST, listeners
from policies.related.roles import TRUST, granted, trusts
from policies.resource import Resource
from policies.values import is_known

_ROLE: Final = "service_role_arn"
_NEEDED: Final = (
    *("ecs:CreateTaskSet", "ecs:DeleteTaskSet", "ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"),
    *("elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules"),
    *("elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:ModifyListener"),
    *("cloudwatch:DescribeAlarms", "iam:PassRole"),
)
"""AWS Managed Policy Reference Guide, "AWSCodeDeployRoleForECS", but for what notifies, invokes functions and
reads revisions in S3, and for `ModifyRule`, where listeners have no rules."""
_MOVES: Final = "elasticloadbalancing:ModifyListener"
_SETS: Final = "ecs:CreateTaskSet"
"""What it makes is a set of tasks: on a service it is refused, when the first deployment begins."""
_OF_SETS: Final = ":task-set/"


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """CodeDeploy may take the role on, and the role has each permission that a deployment needs, that of
    moving callers for each of its listeners.
    """
    value = group.get(_ROLE)
    role = configuration.target(group, value)
    if value is None:
        yield fail(f"{_ROLE} is not set", _ROLE)
        return
    if role is None or role.type != "aws_iam_role":
        yield unknown(f"{_ROLE} is {value}, and that role is not in the configuration")
        return
    if trusts(role, configuration, "codedeploy") is False:
        yield fail(f"{role.address} does not trust codedeploy.amazonaws.com", _ROLE)
    may = granted(role, configuration)
    if may is None:
        yield unknown(f"not all of what {role.address} may do can be read")
        return
    for action in _NEEDED:
        if not any(statement.names_action(action) for _, statement in may):
            yield fail(f"{role.address} does not grant {action}", action)
    yield from _moves(group, role, may, configuration)
    for _, statement in may:
        if not statement.names_action(_SETS) or any(
            value == "*" or _OF_SETS in value for value in statement.resources
        ):
            continue
        said = f"{role.address} grants {_SETS} on {', '.join(statement.resources)}, which are no task sets"
        yield fail(said) if all(map(is_known, statement.resources)) else unknown(f"perhaps {said}")


def _moves(
    group: Resource, role: Resource, may: Sequence[tuple[Resource, Statement]], configuration: Configuration
) -> Iterator[Judgement]:
    movable = {
        resource if resource == "*" else configuration.target(holder, resource)
        for holder, statement in may
        if statement.names_action(_MOVES)
        for resource in statement.resources
    }
    for listener in listeners(group, configuration, PRODUCTION, TEST):
        if listener is None or not movable or movable & {"*", listener}:
            continue
        said = f"{role.address} does not grant {_MOVES} of {listener.address}"
        if None in movable:
            yield unknown(f"only the plan can tell whether {said}")
        else:
            yield fail(said, f"{_MOVES} of {listener.address}")


def _group(
    *without: str,
    service: str = "codedeploy",
    on: str = "*",
    moves: str = "*",
    role: object = "${aws_iam_role.deploy.arn}",
) -> Terraform:
    principal = {"Service": f"{service}.amazonaws.com"}
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    resources_of = {_SETS: on, _MOVES: moves}
    statements = [
        {"Effect": "Allow", "Action": action, "Resource": resources_of.get(action, "*")}
        for action in _NEEDED
        if action not in without
    ]
    pair = {
        route: {"listener_arns": [f"${{aws_lb_listener.{name}.arn}}"]}
        for route, name in (("prod_traffic_route", "production"), ("test_traffic_route", "test"))
    }
    policy = {"role": "${aws_iam_role.deploy.name}", "policy": json.dumps({"Statement": statements})}
    return {
        "resource": {
            GROUP: {"example": {_ROLE: role, "load_balancer_info": {"target_group_pair_info": pair}}},
            "aws_lb_listener": {"production": {}, "test": {}},
            "aws_iam_role": {"deploy": {TRUST: json.dumps({"Statement": [trust]})}},
            "aws_iam_role_policy": {"deploy": policy},
        }
    }


RULE = Rule(
    id="deploy-role",
    title="CodeDeploy has a role with all that a deployment needs",
    severity=Severity.MEDIUM,
    types=(GROUP,),
    scope="configuration",
    check=check,
    rationale=(
        "A permission that is missing, or names a resource of another kind, is found when the first "
        "release is deployed; the old one then stays, and so does what it was to mend."
    ),
    remediation="Take the role of infra.blocks.compute.deploy; ecs:CreateTaskSet needs * or task-set ARNs.",
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6", "nist-800-53-r5:CM-5"),
    requirements=("R123", "R40"),
    examples=Examples(
        passing=(_group(), _group(on="arn:aws:ecs:xx-test-1:999988887777:task-set/web-zq7/*/*")),
        failing=(
            *(_group(action) for action in _NEEDED),
            _group(service="ecs"),
            _group(on="arn:aws:ecs:xx-test-1:999988887777:service/web-zq7/web-zq7"),
            _group(moves="${aws_lb_listener.test.arn}"),
            _group(role=None),
        ),
        absent=(Status.FAIL, resources(**{GROUP: {}})),
        unknown=(Status.UNKNOWN, _group(role="${var.role}")),
    ),
)
