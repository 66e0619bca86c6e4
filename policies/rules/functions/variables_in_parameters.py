"""Functions that read their variables in Parameter Store find all of them there, and may read them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Promises
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
from policies.related.roles import granted
from policies.related.variables import PARAMETER, PREFIX, parameter
from policies.resource import Resource
from policies.values import is_known

_VARIABLES: Final = "environment.variables"
_OWN: Final = ("AWS_", "POWERTOOLS_")  # what AWS's own libraries read
_ACTION: Final = "ssm:GetParameters"
_READ_EARLY: Final = "data.aws_ssm_parameter"
_BOTH: Final = (Promises(), Promises(parameters=True))


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a system promises it, or the function has one variable that is called `PARAMETER_...`, each is,
    and names a parameter of the configuration that its role may read. No value of a parameter is read as the
    function is deployed.
    """
    variables = function.get(_VARIABLES)
    if variables is None:
        yield NOT_APPLICABLE
        return
    if not isinstance(variables, Mapping):
        yield unknown(f"{_VARIABLES} is {variables}, which only the plan can tell")
        return
    for name, value in variables.items():
        if any(address.startswith(_READ_EARLY) for address in mentioned(str(value))):
            yield fail(f"{name} is read as the function is deployed, and stays what it was then", name)
    named = {name: value for name, value in variables.items() if name.startswith(PREFIX)}
    plain = sorted(name for name in variables if not name.startswith((PREFIX, *_OWN)))
    if named and plain:
        yield fail(f"{', '.join(plain)} stand in the environment, and others in Parameter Store", "plain")
    elif plain:
        yield from expect.whichever(function, "promises", _BOTH, lambda each: _promised(each, plain))
    elif not named:
        yield NOT_APPLICABLE
    yield from _found(function, named, configuration)


def _promised(function: Resource, plain: list[str]) -> Iterator[Judgement]:
    if (function.context.promises or Promises()).parameters:
        yield fail(f"{', '.join(plain)} stand in the environment, and not in Parameter Store", "plain")
    else:
        yield NOT_APPLICABLE


def _found(function: Resource, named: Mapping[str, Any], configuration: Configuration) -> Iterator[Judgement]:
    role = configuration.target(function, function.get("role"))
    may = granted(role, configuration) if role is not None and role.type == "aws_iam_role" else None
    for name, value in named.items():
        found = parameter(function, value, configuration)
        if found is None:
            said = f"{name} is {value}, which is no parameter of its region"
            yield fail(said, name) if is_known(value) else unknown(said)
        elif may is None:
            yield unknown("only the plan can tell what its role may read")
        elif not any(
            statement.names_action(_ACTION)
            and any(_is(holder, arn, found, configuration) for arn in statement.resources)
            for holder, statement in may
        ):
            yield fail(f"its role may not read {found.address}, which {name} names", "role")


def _is(holder: Resource, arn: str, named: Resource, configuration: Configuration) -> bool:
    name = str(named.get("name"))
    return configuration.target(holder, arn) is named or arn.endswith(f":parameter{name}")


_ROLE: Final = "${aws_iam_role.pay.arn}"
_ARN: Final = "${aws_ssm_parameter.ledger.arn}"
_NAME: Final = "${aws_ssm_parameter.ledger.name}"


def _function(arn: str = _ARN, action: str = _ACTION, **variables: object) -> Terraform:
    statement = {"Effect": "Allow", "Action": [action], "Resource": [arn]}
    return {
        "resource": {
            "aws_lambda_function": {
                "example": {
                    "role": _ROLE,
                    "environment": {"variables": variables or {"PARAMETER_LEDGER": _NAME}},
                }
            },
            "aws_iam_role": {"pay": {"name": "pay"}},
            "aws_iam_role_policy": {
                "pay": {"role": "${aws_iam_role.pay.name}", "policy": json.dumps({"Statement": [statement]})}
            },
            PARAMETER: {"ledger": {"name": "/pay/zq7/LEDGER", "value": "pay-ledger-zq7"}},
        }
    }


RULE = Rule(
    id="functions-variables-in-parameters",
    title="Functions that read Parameter Store find every variable there, and may read it",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "A value that is copied into the environment as a function is deployed does not follow its "
        "parameter; a name that leads nowhere, or that the role may not read, stops the first request."
    ),
    remediation=(
        "Give the LambdaFunction variables called PARAMETER_<name> with the names of SsmParameters, and its "
        "role ssm:GetParameters on their ARNs; read no DataAwsSsmParameter."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6", "nist-800-53-r5:AC-6"),
    requirements=("R9", "C25"),
    examples=Examples(
        passing=(_function(), _function(PARAMETER_LEDGER="/pay/zq7/LEDGER", POWERTOOLS_LOG_LEVEL="INFO")),
        failing=(
            _function(PARAMETER_LEDGER=_NAME, LEDGER="pay-ledger-zq7"),
            _function(LEDGER="${data.aws_ssm_parameter.ledger.value}"),
            _function(PARAMETER_LEDGER="/pay/zq7/OTHER"),
            _function("arn:aws:ssm:xx-test-1:999988887777:parameter/pay/zq7/OTHER"),
            _function(action="ssm:DescribeParameters"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _function(PARAMETER_LEDGER="${var.name}")),
    ),
)
