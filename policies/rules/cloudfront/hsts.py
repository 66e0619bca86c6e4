"""Browsers remember that there is TLS alone."""

from __future__ import annotations

import re
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
from policies.values import is_known

_POLICY: Final = "aws_cloudfront_response_headers_policy"
_HEADERS: Final = "security_headers_config"
_AGE: Final = f"{_HEADERS}.strict_transport_security.access_control_max_age_sec"
_HEADER: Final = "routing_http_response_strict_transport_security_header_value"
_TOLD: Final = re.compile(r"max-age=\"?(\d+)", re.IGNORECASE)
_LEAST: Final = 180 * 24 * 3600
"""Half a year; less is counted as short (SSL Labs, "SSL Server Rating Guide")."""


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """What adds headers for the safety of browsers adds Strict-Transport-Security for half a year or more; so
    does a listener that adds it.
    """
    if element.type == _POLICY:
        attribute, value = _AGE, element.get(_AGE)
        applies, age = bool(element.blocks(_HEADERS)), value
    else:
        attribute, value = _HEADER, element.get(_HEADER)
        told = _TOLD.search(str(value))
        applies, age = value is not None, told[1] if told else None
    if not applies:
        yield NOT_APPLICABLE
    elif not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif (seconds := expect.number(age)) is None:
        yield fail(f"{attribute} is {value or 'not set'}: browsers come without TLS when a link says so")
    elif seconds < _LEAST:
        yield fail(f"{attribute} is {value}: browsers forget it after {seconds / 86400:.3g} days")


def _headers(age: object) -> Terraform:
    block = {"strict_transport_security": [{"access_control_max_age_sec": age, "override": True}]}
    return resources(
        **{_POLICY: {_HEADERS: [block if age else {"content_type_options": {"override": True}}]}}
    )


def _listener(value: str) -> Terraform:
    return resources(aws_lb_listener={"protocol": "HTTPS", _HEADER: value})


RULE = Rule(
    id="cloudfront-hsts",
    title="Browsers are told for half a year or more to come by TLS alone",
    severity=Severity.LOW,
    types=(_POLICY, "aws_lb_listener"),
    check=check,
    rationale=(
        "The first request of a visit goes out in the clear where the browser does not remember: whoever is "
        "on the way answers it, and shows a page of his own."
    ),
    remediation="Set access_control_max_age_sec (max-age) to 31536000.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-23"),
    requirements=("R39",),
    examples=Examples(
        passing=(_headers(31536000), _headers("63072000"), _listener("max-age=31536000; includeSubDomains")),
        failing=(_headers(60), _headers(None), _listener("max-age=0"), _listener("includeSubDomains")),
        absent=(Status.NOT_APPLICABLE, resources(**{_POLICY: {"name": "cors-zq7"}})),
        unknown=(Status.UNKNOWN, _headers("${var.age}")),
    ),
)
