"""Functions run on a runtime that is still patched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
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
from policies.resource import Resource
from policies.values import as_list, is_known

SUPPORTED: Final = (
    *("python3.14", "python3.13", "python3.12", "python3.11"),
    *("nodejs24.x", "nodejs22.x"),
    *("java25", "java21", "java17", "java11", "java8.al2"),
    "dotnet10",
    *("ruby4.0", "ruby3.4", "ruby3.3"),
    "provided.al2023",
)
"""What AWS still patched in November 2026: AWS Lambda Developer Guide, "Lambda runtimes", table of
supported runtimes, https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""


_LAYER: Final = "aws_lambda_layer_version"
_NAMED: Final = "compatible_runtimes"


def check(function: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The runtime is supported, and one of those that a layer is for. A container image brings its own, which
    only its scan can judge; a layer that names none is for every one.
    """
    if function.type == _LAYER:
        yield from _layer(function)
        return
    if function.get("package_type") == "Image":
        yield NOT_APPLICABLE
        return
    yield from expect.one_of(function, "runtime", SUPPORTED)


def _layer(layer: Resource) -> Iterator[Judgement]:
    named = as_list(layer.get(_NAMED))
    if not all(map(is_known, named)):
        yield unknown(f"{_NAMED} is {layer.get(_NAMED)}, which only the plan can tell")
    elif named and not {*map(str, named)} & {*SUPPORTED}:
        yield fail(f"{_NAMED} is {', '.join(map(str, named))}, none of which is patched")


def _function(runtime: str) -> Terraform:
    return resources(aws_lambda_function={"runtime": runtime, "package_type": "Zip"})


RULE = Rule(
    id="functions-runtime",
    title="Functions run on a supported runtime",
    severity=Severity.HIGH,
    types=("aws_lambda_function", _LAYER),
    check=check,
    rationale=(
        "AWS patches a runtime until its deprecation and no longer. After that each new hole stays open, "
        "and soon the function can no longer be updated."
    ),
    remediation="Set runtime='python3.13', or another of the list in this rule.",
    controls=("pci-dss-4.0.1:6.3.3", "nist-800-53-r5:SA-22", "nist-800-53-r5:SI-2"),
    requirements=("R3",),
    examples=Examples(
        passing=(
            _function("python3.13"),
            _function("provided.al2023"),
            resources(aws_lambda_layer_version={_NAMED: ["python3.9", "python3.13"]}),
        ),
        failing=(
            _function("python3.8"),
            _function("python3.10"),
            _function("nodejs18.x"),
            _function("provided.al2"),
            _function("Python3.13"),
            _function("python3.1"),
            resources(aws_lambda_layer_version={_NAMED: ["python3.6"]}),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.runtime}")),
    ),
)
