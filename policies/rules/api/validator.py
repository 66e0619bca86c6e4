"""Requests are checked before they reach a function."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

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
from policies.rules.api._operations import REST, Operation, each_operation
from policies.values import is_known

_WITHOUT_BODY = ("GET", "HEAD", "DELETE", "OPTIONS")
"""Verbs whose requests have no content that means anything (RFC 9110, "Method Definitions")."""
_PREFLIGHT = "OPTIONS"
"""A browser's question before a call, which holds nothing to check (Fetch Standard, "CORS-preflight
request")."""
_NAME = "x-amazon-apigateway-request-validator"


def check(method: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The method, or the operation of a body, names a validator that checks the parameters, and the content
    where the verb has one.
    """
    if method.type in REST:
        for operation in each_operation(method):
            if not isinstance(operation, Operation):
                yield operation
            elif operation.verb != _PREFLIGHT:
                yield from _of_body(method, operation)
    elif method.get("http_method") == _PREFLIGHT:
        yield NOT_APPLICABLE
    else:
        yield from _of_method(method, configuration)


def _of_method(method: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = method.get("request_validator_id")
    validator = configuration.target(method, value)
    if value is None:
        yield fail("request_validator_id is not set: nothing checks what is sent")
    elif validator is None or validator.type.startswith("data."):
        yield unknown(f"request_validator_id is {value}, of which only the plan can tell what it checks")
    elif validator.type != "aws_api_gateway_request_validator":
        yield fail(f"request_validator_id refers to {validator.address}, which is no validator")
    else:
        body = () if method.get("http_method") in _WITHOUT_BODY else ("validate_request_body",)
        for attribute in (*body, "validate_request_parameters"):
            for judgement in expect.true(validator, attribute):
                yield replace(judgement, message=f"{validator.address}: {judgement.message}")


def _of_body(api: Resource, operation: Operation) -> Iterator[Judgement]:
    """What the document says of its validators: "x-amazon-apigateway-request-validator property"."""
    document = operation.document
    name = operation.said.get(_NAME, document.get(_NAME))
    validators = document.get(f"{_NAME}s")
    validator = validators.get(name) if isinstance(validators, Mapping) else validators
    if name is None or (validator is None and is_known(name)):
        yield fail(f"body: {operation.label} has no validator: nothing checks what is sent", operation.label)
    elif not isinstance(validator, Mapping):
        yield unknown(f"body: only the plan can tell what checks {operation.label}")
    else:
        body = () if operation.verb in _WITHOUT_BODY else ("validateRequestBody",)
        for attribute in (*body, "validateRequestParameters"):
            for judgement in expect.true(replace(api, values=validator), attribute):
                subject = f"{operation.label}: {attribute}"
                yield replace(
                    judgement, message=f"body: {operation.label}: {judgement.message}", subject=subject
                )


def _method(
    validator: str = "${aws_api_gateway_request_validator.example.id}", verb: str = "POST", **checks: object
) -> Terraform:
    return resources(
        aws_api_gateway_request_validator={
            "validate_request_body": True,
            "validate_request_parameters": True,
            **checks,
        },
        aws_api_gateway_method={"request_validator_id": validator, "http_method": verb},
    )


def _body(
    operation: Mapping[str, object],
    *,
    parameters: object = True,
    options: object = None,
    **document: object,
) -> Terraform:
    checks = {"validateRequestBody": True, "validateRequestParameters": parameters}
    verbs = {"post": operation, **({} if options is None else {"options": options})}
    body = {"paths": {"/payments": verbs}, f"{_NAME}s": {"all": checks}, **document}
    return resources(aws_api_gateway_rest_api={"body": json.dumps(body)})


RULE = Rule(
    id="api-validator",
    title="Every method of an API validates body and parameters",
    severity=Severity.MEDIUM,
    types=("aws_api_gateway_method", *REST),
    scope="configuration",
    check=check,
    rationale=(
        "What API Gateway refuses costs no function and reaches no code. A method left out is the one that "
        "is probed."
    ),
    remediation=(
        "Set request_validator_id to an ApiGatewayRequestValidator with validate_request_body=True and "
        "validate_request_parameters=True, or x-amazon-apigateway-request-validator on the operation, and "
        "request_models and request_parameters to what is expected."
    ),
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SI-10", "nist-800-53-r5:SC-7(17)"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            *(_method(), _method(validate_request_body="true")),
            _method(validate_request_body=False, verb="GET"),
            _body({_NAME: "all"}, options={}),
            *(_body({_NAME: "all"}), _body({}, **{_NAME: "all"})),
        ),
        failing=(
            _method(validate_request_body=False),
            _method(validate_request_parameters=False),
            _method(validate_request_parameters=None),
            _method("${aws_api_gateway_method.example.id}"),
            *(_body({}), _body({_NAME: "other"}), _body({_NAME: "all"}, parameters=False)),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_method={"http_method": "POST"})),
        unknown=(Status.UNKNOWN, _method("abc123")),
    ),
)
