"""Who pays is kept in regions of the payer's own jurisdiction alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import stack_in_each
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
from policies.related.variables import variables
from policies.resource import Resource
from policies.rules.data._classes import PERSONAL, data_class
from policies.values import is_known

HOMES: Final = "PAYERS_OF"
"""The variable that tells a function of which home regions it may keep payers, separated by commas."""
LAW: Final = "Jurisdiction"
"""The tag of a personal store that says under whose law it is kept."""


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function that knows a personal store may keep payers of its region's jurisdiction, and no others.

    Acting for a region of another one it does without them: a takeover must not move people's data.
    """
    told, given = function.get("environment.variables"), variables(function, configuration)
    if not any(
        _is_personal(store)
        for holder, value in given.values()
        for store in configuration.named(holder, value)
    ):
        yield NOT_APPLICABLE if is_known(told) else unknown("only the plan can tell its variables")
        return
    homes = given[HOMES].value if HOMES in given else None
    if not homes:
        yield fail(f"it knows a store of personal data, and no {HOMES} says whose")
    elif not is_known(homes):
        yield unknown(f"{HOMES} is {homes}, which only the plan can tell")
    else:
        system, laws = function.context.system, _laws(configuration)
        here = laws.get((system, function.region))
        for home in str(homes).split(","):
            there = laws.get((system, home))
            if not (is_known(here) and is_known(there)):
                yield unknown(f"only the plan can tell under whose {LAW} payers of {home} are kept there")
            elif here is None or there != here:
                said = f"it may keep payers of {home} in {function.region}, of another {LAW}"
                unsaid = _without_law(configuration).get((system, function.region if here is None else home))
                yield fail(f"{said}: {unsaid} names none" if unsaid else said, home)


def _is_personal(store: Resource) -> bool:
    return str(data_class(store)).lower() == PERSONAL


@recalled
def _laws(configuration: Configuration) -> Mapping[tuple[str, str], str | None]:
    """The jurisdiction of each region in which a system has a personal store; None where its stores name
    none, or two, and an expression where only the plan can tell.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for store in configuration.of("aws_dynamodb_table", "aws_s3_bucket"):
        if _is_personal(store):
            tags = store.get("tags")
            law = tags.get(LAW) if isinstance(tags, Mapping) else tags
            found.setdefault((store.context.system, store.region), set()).add(str(law or ""))
    return {place: _law(laws) for place, laws in found.items()}


@recalled
def _without_law(configuration: Configuration) -> Mapping[tuple[str, str], str]:
    """A personal store of each region that names no jurisdiction."""
    return {
        (store.context.system, store.region): store.address
        for store in configuration.of("aws_dynamodb_table", "aws_s3_bucket")
        if _is_personal(store) and store.get(f"tags.{LAW}") is None
    }


def _law(told: set[str]) -> str | None:
    """What a region's stores say together."""
    unspecified = sorted(law for law in told if not is_known(law))
    if unspecified:
        return unspecified[0]
    (law, *others) = told
    return None if others or not law else law


def _regions(homes: str | None, *laws: str | None, table: str = "payers-zq7") -> Terraform:
    """A store in each region, and in the first a function."""
    variables = {"PERSONAL_TABLE": table} | ({HOMES: homes} if homes else {})
    function: Terraform = {"aws_lambda_function": {"example": {"environment": {"variables": variables}}}}
    return stack_in_each(
        {
            f"xx-test-{number}": {
                "resource": {
                    "aws_dynamodb_table": {
                        "payers": {
                            "name": "payers-zq7",
                            "tags": {"DataClass": "personal"} | ({LAW: law} if law else {}),
                        }
                    },
                    **(function if number == 1 else {}),
                }
            }
            for number, law in enumerate(laws, 1)
        }
    )


RULE = Rule(
    id="data-payers-at-home",
    title="A function keeps payers of its own jurisdiction alone",
    severity=Severity.CRITICAL,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "A region that acts for a lost one gets its payers' names and addresses with each payment. Kept "
        "there, they have left their jurisdiction in the one hour in which nobody looks."
    ),
    remediation=(
        f"Give the function {HOMES}: the regions whose personal stores carry the same tag {LAW} as its own."
    ),
    controls=("pci-dss-4.0.1:3.2.1", "nist-800-53-r5:SA-9(5)", "nist-800-53-r5:AC-4"),
    requirements=("R80",),
    waivable=False,
    examples=Examples(
        passing=(
            _regions("xx-test-1", "north", "south"),
            _regions("xx-test-1,xx-test-2", "north", "north"),
        ),
        failing=(
            _regions(None, "north", "north"),
            _regions("xx-test-1,xx-test-2", "north", "south"),
            _regions("xx-test-2", "north", "south"),
            _regions("xx-test-1", None, "south"),
            _regions("xx-test-1,xx-test-2", "north", None),
            _regions("xx-test-1,xx-test-3", "north", "north"),
            _regions("xx-test-1", None),
        ),
        absent=(Status.NOT_APPLICABLE, _regions(None, "north", table="ledger-zq7")),
        unknown=(Status.UNKNOWN, _regions("${var.homes}", "north")),
    ),
)
