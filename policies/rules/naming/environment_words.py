"""No name says `prod` or `dev`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.context import UNKNOWN
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
    unspecified,
)
from policies.related.names import without_suffix
from policies.related.tags import tags_of
from policies.resource import Resource
from policies.rules.naming._names import literal, names, words
from policies.values import is_known

ENVIRONMENTS: Final = frozenset({"dev", "development", "prod", "production", "stage", "staging"})
"""What environments are commonly called; only as a word of its own, so `stage` is one and `stages` is not."""


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No part of a name, or of the Name tag, is the word for an environment, unless it is the suffix."""
    found = dict(names(resource, configuration))
    if isinstance(tag := (tags_of(resource, configuration) or {}).get("Name"), str):
        found["tags.Name"] = tag
    if not found:
        yield NOT_APPLICABLE
    for attribute, name in found.items():
        rest = without_suffix(literal(name), resource.context.suffix)
        for word in words(rest):
            if word in ENVIRONMENTS and resource.context.suffix == UNKNOWN:
                yield unspecified("suffix")  # it may be this very word
            elif word in ENVIRONMENTS:
                yield fail(f"{attribute} '{name}' contains '{word}'", f"{attribute}: {word}")
        if not is_known(name):
            yield unknown(f"{attribute} is '{name}', of which only the plan can tell the whole")


def _function(name: str) -> Terraform:
    return resources(aws_lambda_function={"function_name": name})


RULE = Rule(
    id="naming-environment-words",
    title="Names do not say which kind of environment they are in",
    severity=Severity.LOW,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "A hard-coded 'prod' makes every copy of the stack claim to be production: people, dashboards and "
        "access rules then take a test for the real thing, or the reverse."
    ),
    remediation="Take the environment from the settings' suffix: Names.of(...). Write no environment word.",
    controls=("pci-dss-4.0.1:6.5.3", "nist-800-53-r5:CM-2(6)"),
    requirements=("R10", "C13"),
    examples=Examples(
        passing=(
            _function("payments-cdc-zq7"),
            _function("product-devices-zq7"),
            resources(aws_api_gateway_stage={"stage_name": "v1"}),
        ),
        failing=(
            _function("prod-payments-zq7"),
            _function("payments_Staging_zq7"),
            _function("payments.development"),
            resources(aws_ssm_parameter={"name": "/payments/dev/limit"}),
            resources(aws_api_gateway_stage={"stage_name": "prod"}),
            resources(aws_vpc={"tags": {"Name": "stage-vpc-zq7"}}),
            {**_function("${local.prefix}-zq7"), "locals": {"prefix": "production-cdc"}},
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_kms_key={"description": "the key of prod"})),
        unknown=(Status.UNKNOWN, _function("${var.environment}-payments-zq7")),
    ),
)
