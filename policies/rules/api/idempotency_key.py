"""A method that knows of keys of idempotency takes no request without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from policies.values import is_known

_METHOD: Final = "aws_api_gateway_method"
_HEADER: Final = "method.request.header.idempotency-key"


def check(method: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The header `Idempotency-Key`, where the method names it, is demanded and not only handed on."""
    parameters = method.get("request_parameters")
    named = parameters if isinstance(parameters, Mapping) else {}
    demanded = [value for name, value in named.items() if str(name).lower() == _HEADER]
    if not demanded:
        yield NOT_APPLICABLE
    for value in demanded:
        if not expect.is_true(value):
            said = f"Idempotency-Key is {value}, so that requests without one are taken"
            yield fail(said) if is_known(value) else unknown(said)


def _method(demanded: object, name: str = "Idempotency-Key") -> Terraform:
    return resources(
        aws_api_gateway_method={"request_parameters": {f"method.request.header.{name}": demanded}}
    )


RULE = Rule(
    id="api-idempotency-key",
    title="Methods that know keys of idempotency demand one",
    severity=Severity.HIGH,
    types=(_METHOD,),
    check=check,
    rationale=(
        "Who gets no answer asks again. Without a key the second request is a second payment, and API "
        "Gateway takes a parameter that is false for one that may be left out."
    ),
    remediation="Set 'method.request.header.Idempotency-Key': True in request_parameters.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10"),
    requirements=("R69", "R80"),
    examples=Examples(
        passing=(_method(demanded=True), _method("true", "idempotency-key")),
        failing=(_method(demanded=False), _method("no")),
        absent=(Status.NOT_APPLICABLE, resources(aws_api_gateway_method={"http_method": "POST"})),
        unknown=(Status.UNKNOWN, _method("${var.demanded}")),
    ),
)
