"""What a function takes for two tables is two tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
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
from policies.related.variables import Given, variables
from policies.resource import Resource
from policies.values import is_known

_FUNCTION: Final = "aws_lambda_function"
_SUFFIX: Final = "_TABLE"


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No two of its variables whose names end in `_TABLE`, its own or parameters, name one table."""
    given = variables(function, configuration)
    tables = {name: value for name, value in given.items() if name.endswith(_SUFFIX)}
    if len(tables) < 2:
        yield NOT_APPLICABLE
        return
    named: dict[object, list[str]] = defaultdict(list)
    for name, value in tables.items():
        named[_table(value, configuration)].append(name)
    for table, names in named.items():
        said = " and ".join(sorted(names))
        if table is None:
            yield unknown(f"only the plan can tell which table {said} names")
        elif len(names) > 1:
            yield fail(f"{said} are one table: what belongs in one is in the other")


def _table(given: Given, configuration: Configuration) -> object:
    """The table that a value names, or the value; None where only the plan can tell."""
    found = next(iter(configuration.named(given.holder, given.value)), None)
    return found or (str(given.value) if given.value is not None and is_known(given.value) else None)


def _given(ledger: object, personal: object) -> Terraform:
    return {
        "resource": {
            "aws_dynamodb_table": {"ledger": {"name": "ledger-zq7"}, "personal": {"name": "personal-zq7"}},
            "aws_ssm_parameter": {"personal": {"name": "/pay/PERSONAL_TABLE", "value": personal}},
            _FUNCTION: {
                "example": {
                    "environment": {
                        "variables": {
                            "LEDGER_TABLE": ledger,
                            "PARAMETER_PERSONAL_TABLE": "${aws_ssm_parameter.personal.name}",
                        }
                    }
                }
            },
        }
    }


_LEDGER: Final = "${aws_dynamodb_table.ledger.name}"

RULE = Rule(
    id="data-tables-apart",
    title="Variables of a function that name tables name different ones",
    severity=Severity.CRITICAL,
    types=(_FUNCTION,),
    scope="configuration",
    check=check,
    rationale=(
        "Names and addresses of payers that are written into the ledger go wherever its stream and its "
        "replicas go, which nothing else of the configuration shows."
    ),
    remediation="Give each variable of the LambdaFunction, or each parameter, the name of its own table.",
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:CM-6"),
    requirements=("R63",),
    examples=Examples(
        passing=(
            _given(_LEDGER, "personal-zq7"),
            _given(_LEDGER, "${aws_dynamodb_table.personal.name}"),
        ),
        failing=(_given(_LEDGER, "ledger-zq7"), _given("other-zq7", "other-zq7")),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _given("${var.table}", "personal-zq7")),
    ),
)
