"""A state machine calls versions of functions that somebody chose, and may call nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from policies.access.names import arn_of, resolved
from policies.arn import has_wildcard, matches
from policies.configuration import Configuration
from policies.examples import FUNCTION, TASK, UNDEFINED_MACHINE, definition_text, role
from policies.expect import is_true
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.references import reference
from policies.related.machines import (
    MACHINE,
    State,
    StateGroup,
    definition,
    each_task,
    function_of,
    scopes,
)
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.functions._permissions import called
from policies.values import is_known

_INVOKE: Final = "lambda:InvokeFunction"
_QUALIFIED: Final = re.compile(r":function:[^:]+:[^:]+$")
_ATTRIBUTES: Final = {"aws_lambda_alias": ("arn",), "aws_lambda_function": ("qualified_arn",)}


def check(machine: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each task calls an alias or a version, where the function has any (`functions-alias` asks for them);
    the machine's role may call these and no other function.
    """
    tasks: list[str] = []

    def qualified(_name: str, task: State, _scope: StateGroup) -> Iterator[Judgement]:
        function = function_of(task)
        if function is not None:
            tasks.append(str(function))
            if not _has_no_versions(machine, function, configuration):
                yield from _qualified(str(function))

    yield from each_task(machine, qualified)
    role = configuration.target(machine, machine.get("role_arn"))
    allowed = granted(role, configuration) if role is not None else None
    if role is None or allowed is None:
        yield unknown("what its role may do, only the plan can tell")
        return
    may = {
        resource
        for _, statement in allowed
        if statement.names_action(_INVOKE)
        for resource in statement.resources
    }
    others = {
        str(function)
        for other in configuration.related(role, MACHINE, "role_arn")
        for function in _called(other)
    }
    covers = partial(_covers, machine=machine, configuration=configuration)
    for extra in sorted(may):
        if not any(covers(extra, function) for function in {*tasks, *others}):
            yield fail(f"its role may call {extra}, which no task does", extra)
        elif has_wildcard(extra.removesuffix(":*")):
            yield fail(f"its role may call {extra}, more than its tasks do", extra)
    for lacking in sorted({*tasks}):
        if not any(covers(pattern, lacking) for pattern in may):
            yield fail(f"its role may not call {lacking}", lacking)


def _has_no_versions(machine: Resource, value: object, configuration: Configuration) -> bool:
    """Whether it is a function of the configuration of which only the newest code is there."""
    named = configuration.target(machine, value)
    return (
        named is not None
        and named.type == "aws_lambda_function"
        and not is_true(named.get("publish"))
        and is_known(named.get("publish"))
        and not configuration.related(named, "aws_lambda_alias", "function_name")
    )


def _called(machine: Resource) -> Iterator[object]:
    whole = definition(machine)
    for scope in () if isinstance(whole, Judgement) else scopes(whole):
        yield from filter(None, map(function_of, scope.states.values()))


def _covers(pattern: str, function: str, machine: Resource, configuration: Configuration) -> bool:
    """Whether a resource of the role's policy, perhaps a pattern, is what a task calls."""
    named = called(machine, function, configuration)
    arn = arn_of(named.function, configuration) if named is not None else None
    spelled = f"{arn}:{named.qualifier}" if named is not None and arn else function
    return pattern == function or matches(resolved(pattern, machine, configuration), spelled)


def _qualified(function: str) -> Iterator[Judgement]:
    named = reference(function)
    if named is not None and not named.address.startswith(("local.", "var.", "data.terraform_remote_state")):
        kind = named.address.removeprefix("data.").partition(".")[0]
        if named.attribute not in _ATTRIBUTES.get(kind, ()):
            yield fail(f"calls {function}, which is no alias and no version")
    elif _QUALIFIED.search(function):
        if function.endswith(":$LATEST"):
            yield fail("calls $LATEST, which changes with every upload")
    elif is_known(function) or ":function:" in function:
        yield fail(f"calls '{function}', which names no alias and no version")
    else:
        yield unknown(f"calls {function}, which only the plan can tell")


def _calling(function: str, *may: str) -> Terraform:
    task = {**TASK, "Parameters": {**TASK["Parameters"], "FunctionName": function}}
    tell = {"Type": "Fail"}
    statement = {"Effect": "Allow", "Action": _INVOKE, "Resource": [*(may or (function,))]}
    resource: dict[str, Any] = {
        **role("runner", statement),
        MACHINE: {
            "example": {
                "definition": definition_text(task=task, tell=tell),
                "role_arn": "${aws_iam_role.runner.arn}",
            }
        },
    }
    return {"resource": resource}


def _with_function(called_as: str, **values: object) -> Terraform:
    function = {"function_name": "capture-zq7", **values}
    return {"resource": {**_calling(called_as)["resource"], "aws_lambda_function": {"capture": function}}}


_ARN: Final = "arn:aws:lambda:xx-test-1:999988887777:function:capture-zq7"

RULE = Rule(
    id="workflows-functions",
    title="State machines call aliases of functions, and may call no others",
    severity=Severity.HIGH,
    types=(MACHINE,),
    scope="configuration",
    check=check,
    rationale=(
        "An unqualified function changes under a payment that is on its way, with no way back. A role that "
        "may call more than the definition does is a way in to every function it names."
    ),
    remediation=(
        "Write the alias's arn as FunctionName, and the same ARNs as the resources of lambda:InvokeFunction "
        "in the role's policy."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6", "nist-800-53-r5:CM-3"),
    requirements=("R69", "R40"),
    examples=Examples(
        passing=(
            _calling(FUNCTION),
            _calling("${aws_lambda_function.capture.qualified_arn}"),
            _calling(f"{_ARN}:live"),
            _calling(f"{_ARN}:live", f"{_ARN}:*"),
            _with_function("${aws_lambda_function.capture.arn}", publish=False),
        ),
        failing=(
            _calling("${aws_lambda_function.capture.arn}"),
            _with_function("${aws_lambda_function.capture.arn}", publish=True),
            _calling("${aws_lambda_alias.capture.function_name}"),
            _calling(_ARN),
            _calling(f"{_ARN}:$LATEST"),
            _calling("capture-zq7"),
            _calling(FUNCTION, FUNCTION, "${aws_lambda_alias.rotation.arn}"),
            _calling(FUNCTION, "*"),
            _calling(FUNCTION, "${aws_lambda_alias.rotation.arn}"),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, _calling("${var.function}")),
    ),
)
