"""Code that nobody signed is not deployed."""

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
from policies.values import is_known

CONFIG: Final = "aws_lambda_code_signing_config"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function names a code-signing configuration; it enforces, where its default, Warn, deploys what
    nobody signed. Images are signed in their registry.

    AWS Lambda API, "CodeSigningPolicies".
    """
    if element.type == CONFIG:
        yield from expect.one_of(element, "policies.untrusted_artifact_on_deployment", ("Enforce",))
        return
    if element.get("package_type") == "Image":
        yield NOT_APPLICABLE
        return
    value = element.get("code_signing_config_arn")
    config = configuration.target(element, value)
    if not value:
        yield fail("code_signing_config_arn is not set: unsigned code is deployed")
    elif config is not None and config.type != CONFIG:
        yield fail(f"code_signing_config_arn refers to {config.address}, which demands no signature")
    elif config is None and not is_known(value):
        yield unknown(f"code_signing_config_arn is {value}, which only the plan can tell")


def _function(config: str, **values: str) -> Terraform:
    return {
        "resource": {
            CONFIG: {"signed": {"policies": {"untrusted_artifact_on_deployment": "Enforce"}}},
            "aws_signer_signing_profile": {"profile": {"platform_id": "AWSLambda-SHA384-ECDSA"}},
            "aws_lambda_function": {"example": {"code_signing_config_arn": config, **values}},
        }
    }


def _on_untrusted(answer: str) -> Terraform:
    return resources(
        aws_lambda_code_signing_config={"policies": {"untrusted_artifact_on_deployment": answer}}
    )


RULE = Rule(
    id="functions-code-signing",
    title="Functions refuse code that no trusted profile signed",
    severity=Severity.HIGH,
    types=(CONFIG, "aws_lambda_function"),
    scope="configuration",
    check=check,
    rationale="A configuration that only warns lets changed code run on the path that money takes.",
    remediation=(
        "Set code_signing_config_arn to a LambdaCodeSigningConfig whose "
        "policies.untrusted_artifact_on_deployment is Enforce."
    ),
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:SI-7(15)", "nist-800-53-r5:CM-14"),
    requirements=("R65",),
    examples=Examples(
        passing=(
            _on_untrusted("Enforce"),
            _function("${aws_lambda_code_signing_config.signed.arn}"),
            _function("arn:aws:lambda:xx-test-1:999988887777:code-signing-config:csc-0f6c334abcdea4d8b"),
        ),
        failing=(
            _on_untrusted("Warn"),
            _function("${aws_signer_signing_profile.profile.arn}"),
            resources(aws_lambda_function={"function_name": "ingest-zq7"}),
        ),
        absent=(Status.FAIL, resources(aws_lambda_code_signing_config={"description": "x"})),
        unknown=(Status.UNKNOWN, _on_untrusted("${var.answer}")),
    ),
)
