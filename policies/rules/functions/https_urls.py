"""What programs are told to call, they call over TLS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, task_of, variables
from policies.values import is_known

_FUNCTION: Final = "aws_lambda_function"
_PARAMETER: Final = "aws_ssm_parameter"
_VALUES: Final = ("value", "insecure_value")
_PLAIN: Final = re.compile(r"\bhttp://(?!localhost\b|127\.0\.0\.1\b|\[::1\])", re.IGNORECASE)


def check(holder: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No variable of a function or a container, and no parameter, holds a URL of plain HTTP, but to the
    machine itself.
    """
    told = _told(holder)
    if told is None:
        yield unknown("only the plan can tell what its program is told")
        return
    if not told:
        yield NOT_APPLICABLE
    for name, value in told:
        if _PLAIN.search(str(value)):
            yield fail(f"{name} is {value}: whoever is on the way reads it", name)


def _told(holder: Resource) -> tuple[tuple[str, object], ...] | None:
    """What a program is told, by its names; None where only the plan can tell."""
    if holder.type == TASK:
        return variables(holder)
    if holder.type == _PARAMETER:
        values = (holder.get(each) for each in _VALUES)
        return tuple((str(holder.get("name")), value) for value in values if value is not None)
    found = holder.get("environment.variables")
    if not is_known(found):
        return None
    return tuple(found.items()) if isinstance(found, Mapping) else ()


def _function(url: object) -> Terraform:
    variables = {"PROCESSOR_URL": url} if isinstance(url, str) and not url.startswith("$") else url
    return resources(**{_FUNCTION: {"environment": [{"variables": variables}]}})


def _parameter(value: str) -> Terraform:
    return resources(**{_PARAMETER: {"name": "/pay/zq7/processor_url", "value": value}})


def _container(*urls: str) -> Terraform:
    """A container for each of them, told it by the same name."""
    told = ([{"name": "PROCESSOR_URL", "value": url}] for url in urls)
    return task_of(*({"name": f"web{number}", "environment": each} for number, each in enumerate(told)))


RULE = Rule(
    id="functions-https-urls",
    title="Programs are told no URL of plain HTTP",
    severity=Severity.HIGH,
    types=(_FUNCTION, _PARAMETER, TASK),
    check=check,
    rationale=(
        "A payment processor that is asked by plain HTTP is asked for all to read and to change, card and "
        "amount. One letter in a setting decides it."
    ),
    remediation="Give the program a URL that begins with https://.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)"),
    requirements=("R94",),
    examples=Examples(
        passing=(
            _function("https://api.processor.example.com"),
            _function("http://localhost:8080/health"),
            _parameter("https://api.processor.example.com"),
            _container("https://api.processor.example.com"),
        ),
        failing=(
            _function("http://api.processor.example.com"),
            _parameter("HTTP://api.processor.example.com"),
            _container("http://10.0.0.7/"),
            _container("http://10.0.0.7/", "https://api.processor.example.com"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{_FUNCTION: {"function_name": "pay"}})),
        unknown=(Status.UNKNOWN, _function("${var.variables}")),
    ),
)
