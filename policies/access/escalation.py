"""The ways by which a role comes to rights that it has not been given: published, and told from the policies.

Sources: Rhino Security Labs, "AWS IAM Privilege Escalation - Methods and Mitigation"; Bishop Fox, "IAM
Vulnerable"; NCC Group, PMapper. A role that can act as another one raises its rights where that one may do
something that it may not itself; every chain of such steps begins with one that is told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Final

from policies.access.asking import is_granted
from policies.access.evaluation import Caller, Guarded, Kind, allowed, denial, equals
from policies.access.formulas import TRUE, Answer, Formula, conjunction, negation, request_for
from policies.access.holders import Holder, holders
from policies.access.names import arn_of
from policies.access.outsiders import of_service
from policies.access.properties import (
    ASSUMES,
    Counterexample,
    Found,
    Undecided,
    found,
)
from policies.access.reach import Places
from policies.configuration import Configuration, recalled
from policies.policy_document import Statement
from policies.resource import Resource
from policies.service_reference import may_have_several
from policies.values import as_list

_OF_ITSELF: Final = (
    *("iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy"),
    *("iam:AttachGroupPolicy", "iam:PutGroupPolicy"),
)
_OF_ITS_LIMITS: Final = (
    *("iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"),
    *("iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"),
)
_OF_ITS_DENIALS: Final = (
    *("iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:DeleteUserPolicy", "iam:DetachUserPolicy"),
)
_OF_ITS_POLICIES: Final = ("iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion")
_OF_ANY_ROLE: Final = ("iam:UpdateAssumeRolePolicy",)
_OF_ANY_USER: Final = (
    *("iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"),
    *("iam:CreateServiceSpecificCredential", "iam:EnableMFADevice"),
)
_PASS: Final = ("iam:PassRole",)
_OF_A_GROUP: Final = ("iam:AddUserToGroup",)

_PASSED: Final[Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]]] = MappingProxyType(
    {
        "apprunner": ((("apprunner:CreateService",),),),
        "bedrock-agentcore": ((("bedrock-agentcore:CreateCodeInterpreter",),),),
        "cloudformation": (
            (("cloudformation:CreateStack", "cloudformation:UpdateStack", "cloudformation:CreateChangeSet"),),
        ),
        "codebuild": ((("codebuild:CreateProject", "codebuild:UpdateProject"), ("codebuild:StartBuild",)),),
        "datapipeline": ((("datapipeline:CreatePipeline",), ("datapipeline:PutPipelineDefinition",)),),
        "ec2": ((("ec2:RunInstances",),),),
        "ecs-tasks": (
            (("ecs:RunTask", "ecs:StartTask"),),
            (
                ("ecs:RegisterTaskDefinition",),
                ("ecs:CreateService", "ecs:UpdateService", "ecs:CreateTaskSet"),
            ),
        ),
        "events": ((("events:PutRule",), ("events:PutTargets",)),),
        "glue": ((("glue:CreateDevEndpoint", "glue:CreateJob", "glue:UpdateJob", "glue:CreateSession"),),),
        "lambda": ((("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"),),),
        "pipes": ((("pipes:CreatePipe", "pipes:UpdatePipe"),),),
        "sagemaker": (
            (
                (
                    *("sagemaker:CreateNotebookInstance", "sagemaker:CreateTrainingJob"),
                    *("sagemaker:CreateProcessingJob", "sagemaker:CreateHyperParameterTuningJob"),
                ),
            ),
        ),
        "scheduler": ((("scheduler:CreateSchedule", "scheduler:UpdateSchedule"),),),
        "ssm": ((("ssm:StartAutomationExecution",),),),
        "states": ((("states:CreateStateMachine", "states:UpdateStateMachine"),),),
    }
)
"""The services to which a role is passed, with what has them run something under it: of one of the
alternatives, an action of each part.
"""


@dataclass(frozen=True, slots=True)
class _Run:
    """What runs under a role, and the actions by which somebody else decides what it does.

    role: the arguments that name the role, or the instance profile that has it.
    """

    role: tuple[str, ...]
    actions: tuple[str, ...]


_TAKEN: Final[Mapping[str, _Run]] = MappingProxyType(
    {
        "aws_codebuild_project": _Run(("service_role",), ("codebuild:StartBuild", "codebuild:UpdateProject")),
        "aws_ecs_task_definition": _Run(("task_role_arn",), ("ecs:ExecuteCommand",)),
        "aws_glue_job": _Run(("role_arn",), ("glue:UpdateJob",)),
        "aws_instance": _Run(
            ("iam_instance_profile",),
            ("ssm:SendCommand", "ssm:StartSession", "ec2-instance-connect:SendSSHPublicKey"),
        ),
        "aws_lambda_function": _Run(("role",), ("lambda:UpdateFunctionCode",)),
        "aws_launch_template": _Run(
            ("iam_instance_profile.arn", "iam_instance_profile.name"), ("ssm:SendCommand", "ssm:StartSession")
        ),
        "aws_sfn_state_machine": _Run(("role_arn",), ("states:UpdateStateMachine",)),
    }
)


def raised(holder: Holder, configuration: Configuration) -> Iterator[Found]:
    """No role can raise its own rights: each way in which this one can."""
    yield from _directly(holder, configuration)
    ways = (_PASS, ASSUMES, *(run.actions for run in _TAKEN.values()))
    takes = any(is_granted(holder.caller, actions, configuration) for actions in ways)
    for other in _likely(holder, configuration):
        if other is holder:
            continue
        if not (takes or _trusts_roles(other)):
            continue
        for way in _as_another(holder, other, configuration):
            told = _beyond(holder, other, configuration)
            if told is None:
                break
            yield _chained(way, other, told)
            break


def _likely(holder: Holder, configuration: Configuration) -> Iterator[Holder]:
    """The roles as which it may come to act, by one of the ways: all others are proven to be out of reach."""
    every = _roles(configuration)
    found = set[int]()
    for places, whose in _ways(configuration):
        found.update(whose[place] for place in places.within(holder.caller, configuration))
    yield from (every[place] for place in sorted(found))


@recalled
def _roles(configuration: Configuration) -> tuple[Holder, ...]:
    """Every role."""
    return tuple(holder for holder in holders(configuration) if holder.caller.kind is Kind.ROLE)


@recalled
def _ways(configuration: Configuration) -> list[tuple[Places, list[int]]]:
    """What somebody takes hold of to act as a role: each with the place of the role."""
    roles = _roles(configuration)
    itself = list(range(len(roles)))
    passed = [Guarded(role.caller.account, (role.caller.name,)) for role in roles]
    ways = [
        (Places([role.guarded for role in roles], ASSUMES), itself),
        (Places(passed, _PASS), itself),
    ]
    runs: dict[tuple[str, ...], list[tuple[Guarded, int]]] = {}
    for place, role in enumerate(roles):
        for run, resource in _running(configuration).get(role.caller.name, ()):
            runs.setdefault(run.actions, []).append(
                (_run(resource, role.caller.account, configuration), place)
            )
    for actions, targets in runs.items():
        ways.append((Places([target for target, _ in targets], actions), [place for _, place in targets]))
    return ways


def _run(resource: Resource, account: str, configuration: Configuration) -> Guarded:
    """What runs under a role, as something that is called."""
    target = arn_of(resource, configuration) or "*"
    return Guarded(account, (target, f"{target}:*") if target != "*" else ("*",))


def _directly(holder: Holder, configuration: Configuration) -> Iterator[Found]:
    """What changes its own policies, or those who may take on other rights."""
    caller = holder.caller
    any_role = f"arn:aws:iam::{caller.account}:role/*"
    any_user = f"arn:aws:iam::{caller.account}:user/*"
    limited = caller.boundary is not None
    denied = any(isinstance(said, Statement) and not said.allows for said in caller.identity or ())
    for arns, actions in (
        ((caller.name,), _OF_ITSELF),
        ((caller.name,) if limited else (), _OF_ITS_LIMITS),
        ((caller.name,) if denied else (), _OF_ITS_DENIALS),
        (holder.attached, _OF_ITS_POLICIES),
        ((any_role,), _OF_ANY_ROLE),
        ((any_user,), _OF_ANY_USER),
        (() if caller.kind is Kind.ROLE else ("*",), _OF_A_GROUP),
    ):
        if arns:
            said = found(holder.name, caller, Guarded(caller.account, arns), actions, configuration)
            if said is not None:
                yield said


def _as_another(holder: Holder, other: Holder, configuration: Configuration) -> Iterator[Found]:
    """Each way in which a role can act as another one."""
    caller, name = holder.caller, holder.name
    said = found(name, caller, other.guarded, ASSUMES, configuration)
    if said is not None:
        yield said
    for run, resource in _running(configuration).get(other.caller.name, ()):
        if not is_granted(caller, run.actions, configuration):
            continue
        said = found(name, caller, _run(resource, caller.account, configuration), run.actions, configuration)
        if said is not None:
            yield said
    if is_granted(caller, _PASS, configuration):
        yield from _passed(holder, other, configuration)


def _trusts_roles(holder: Holder) -> bool:
    """Whether a role may be taken on by others than services."""
    return any(
        not isinstance(said, Statement)
        or any(principal.kind != Kind.SERVICE for principal in said.principals)
        or said.not_principals
        for said in holder.guarded.policy
    )


def _passed(holder: Holder, other: Holder, configuration: Configuration) -> Iterator[Found]:
    """Each service to which it may pass the other role and have it run something."""
    caller, name = holder.caller, holder.name
    for service, alternatives in _PASSED.items():
        principal = f"{service}.amazonaws.com"
        trusted = _trusted(principal, other, configuration)
        if trusted is None:
            continue
        itself = Guarded(caller.account, (other.caller.name,))
        to_it = equals("iam:passedtoservice", principal)
        passes = found(name, caller, itself, _PASS, configuration, where=to_it)
        if passes is None:
            continue
        anything = Guarded(caller.account, ("*",))
        for parts in alternatives:
            steps = [found(name, caller, anything, actions, configuration) for actions in parts]
            if all(step is not None for step in steps):
                every = [trusted, passes, *(step for step in steps if step is not None)]
                yield next((each for each in every if isinstance(each, Undecided)), every[-1])
                break


def _trusted(principal: str, role: Holder, configuration: Configuration) -> Found | None:
    """Whether a service may take on the role."""

    def look() -> Found | None:
        acting = Caller(Kind.SERVICE, principal, "", facts=of_service(principal))
        return found(principal, acting, role.guarded, ASSUMES, configuration)

    return configuration.recall(("trusted", principal, role.guarded), look)


@recalled
def _running(configuration: Configuration) -> Mapping[str, tuple[tuple[_Run, Resource], ...]]:
    """What runs under each role, by its ARN."""
    by_role: dict[str, list[tuple[_Run, Resource]]] = {}
    for kind, run in _TAKEN.items():
        for resource, path in product(configuration.of(kind), run.role):
            for role in _named_roles(resource, resource.get(path), configuration):
                by_role.setdefault(role, []).append((run, resource))
    return {role: tuple(every) for role, every in by_role.items()}


def _named_roles(user: Resource, value: object, configuration: Configuration) -> Iterator[str]:
    """The ARN of the role that a value is, or that the instance profile has which it is."""
    for item in as_list(value):
        for target in configuration.named(user, item):
            if target.type == "aws_iam_instance_profile":
                kept = as_list(target.get("role"))
                roles = [role for each in kept for role in configuration.named(target, each)]
            else:
                roles = [target]
            yield from (str(arn_of(role, configuration)) for role in roles if role.type == "aws_iam_role")


def _beyond(holder: Holder, other: Holder, configuration: Configuration) -> Answer | None:
    """Something that the other role may do and this one may not; None where there is proven to be none."""
    rights = (holder.caller.identity, holder.caller.boundary, other.caller.identity, other.caller.boundary)
    answer = configuration.recall(
        ("beyond", *rights),
        lambda: request_for(conjunction(_rights(other), negation(_rights(holder))), may_have_several),
    )
    return None if answer.is_refused else answer


def _rights(holder: Holder) -> Formula:
    """That identity policies and the boundary of a role allow the request."""
    caller = holder.caller
    identity = caller.identity or ()
    bounded = TRUE if caller.boundary is None else allowed(caller.boundary)
    denied = (negation(denial(identity)), negation(denial(caller.boundary or ())))
    return conjunction(allowed(identity), bounded, *denied)


def _chained(way: Found, other: Holder, answer: Answer) -> Found:
    """The way to another role, with what that one may do beyond."""
    if isinstance(way, Undecided):
        return way
    if answer.request is None:
        return Undecided(way.who, f"as {other.name}: {'; '.join(answer.unknown)}")
    action, resource = (
        answer.request.get("action", ("anything",))[0],
        answer.request.get("resource", ("*",))[0],
    )
    gained = f"as {other.name} {action} on {resource}"
    return Counterexample(way.who, way.action, way.resource, way.conditions, gained)
