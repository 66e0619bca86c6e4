"""An alias follows the version that was published last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.references import reference
from policies.resource import Resource
from policies.values import is_known

LATEST: Final = "$LATEST"


def check(alias: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It points to its function's own `version`, and no part of its calls goes to a version written out."""
    yield from _version(alias, configuration, "function_version", alias.get("function_version"))
    for weights in alias.blocks("routing_config.additional_version_weights"):
        for version in weights:
            yield from _version(alias, configuration, "routing_config", version)
    hidden = alias.get("routing_config.additional_version_weights") or alias.values.get("routing_config")
    if not is_known(hidden):
        yield unknown(f"routing_config is {hidden}, which only the plan can tell")


def _version(
    alias: Resource,
    configuration: Configuration,
    attribute: str,
    value: Any,  # noqa: ANN401 - Terraform values have every JSON type
) -> Iterator[Judgement]:
    if value is None or value == "":
        yield fail(f"{attribute} is not set")
    elif value == LATEST:
        yield fail(f"{attribute} is {LATEST}: callers get whatever was uploaded last")
    elif not is_known(value):
        found = reference(value)
        function = configuration.target(alias, value)
        if found is None or function is None or found.attribute != "version":
            yield unknown(f"{attribute} is {value}, which only the plan can tell")
        elif not configuration.names(alias, alias.get("function_name"), function):
            yield fail(f"{attribute} is the version of {function.address}, which is not its function")
    elif str(value) not in _published(alias, configuration):
        yield fail(f"{attribute} is '{value}': what is deployed later is never called")


def _published(alias: Resource, configuration: Configuration) -> list[str]:
    """The last versions of its function, where a plan or a state tells them."""
    named = configuration.named(alias, alias.get("function_name"))
    return [str(function.get("version")) for function in named if function.type == "aws_lambda_function"]


def _alias(version: object = "${aws_lambda_function.ingest.version}", **values: object) -> Terraform:
    return {
        "resource": {
            "aws_lambda_function": {"ingest": {"function_name": "ingest-zq7", "version": "7"}, "other": {}},
            "aws_lambda_alias": {
                "example": {
                    "name": "live",
                    "function_name": "${aws_lambda_function.ingest.function_name}",
                    "function_version": version,
                    **values,
                }
            },
        }
    }


def _weights(**weights: float) -> dict[str, object]:
    return {"routing_config": [{"additional_version_weights": weights}]}


RULE = Rule(
    id="functions-alias-version",
    title="Aliases follow the version that was published last",
    severity=Severity.HIGH,
    types=("aws_lambda_alias",),
    scope="configuration",
    check=check,
    rationale=(
        "An alias that is pinned to a version, or sends part of its calls to an old one, keeps running what "
        "was fixed since: every deployment succeeds and changes nothing."
    ),
    remediation=(
        "Set function_version to the function's version attribute, and leave shifting of traffic to the "
        "deployment (CodeDeploy), with lifecycle.ignore_changes for what it changes."
    ),
    controls=("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SI-2", "nist-800-53-r5:CM-3"),
    requirements=("R64",),
    examples=Examples(
        passing=(_alias(), _alias("7"), _alias(routing_config=None)),
        failing=(
            _alias("3"),
            _alias("$LATEST"),
            _alias("${aws_lambda_function.other.version}"),
            _alias(**_weights(**{"3": 0.5})),
            _alias("3", function_name="ingest-zq7"),
        ),
        absent=(Status.FAIL, _alias(None)),
        unknown=(Status.UNKNOWN, _alias("${var.version}")),
    ),
)
