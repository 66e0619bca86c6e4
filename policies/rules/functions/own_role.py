"""Each function has a role of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No other function of the configuration names the same role."""
    value = function.get("role")
    role = configuration.target(function, value)
    if value is None:
        yield fail("role is not set")
    elif role is not None:
        yield from _shared(function, configuration.related(role, "aws_lambda_function", "role"))
    elif is_known(value) or str(value).startswith("arn:"):
        yield from _shared(function, configuration.having("aws_lambda_function", "role", value))
    else:
        yield unknown(f"role is {value}, which only the plan can tell")


def _shared(function: Resource, users: Iterable[Resource]) -> Iterator[Judgement]:
    for user in users:
        if user is not function:
            yield fail(f"{user.address} has the same role", user.address)


def _functions(role: str, other: str = "${aws_iam_role.other.arn}") -> Terraform:
    return {
        "resource": {
            "aws_iam_role": {"example": {"name": "ingest-zq7"}, "other": {"name": "other-zq7"}},
            "aws_lambda_function": {"example": {"role": role}, "other": {"role": other}},
        }
    }


RULE = Rule(
    id="functions-own-role",
    title="Each function has a role of its own",
    severity=Severity.HIGH,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale="Functions that share a role may each do what any of them needs: a health check moves money.",
    remediation="Add an IamRole for the function, with the grants of its own spec.",
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:2.2.3", "nist-800-53-r5:AC-6", "nist-800-53-r5:AC-5"),
    requirements=("R40", "R76"),
    examples=Examples(
        passing=(
            resources(aws_lambda_function={"role": "arn:aws:iam::999988887777:role/ingest-zq7"}),
            _functions("arn:aws:iam::999988887777:role/ingest-zq7"),
        ),
        failing=(
            _functions("${aws_iam_role.other.arn}"),
            _functions(
                "arn:aws:iam::999988887777:role/ingest-zq7", "arn:aws:iam::999988887777:role/ingest-zq7"
            ),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _functions("${var.role}")),
    ),
)
