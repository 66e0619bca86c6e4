"""Code that nobody signed is not deployed."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, resources


def check(config: Resource, _estate: Estate) -> Iterator[Judgement]:
    """A code-signing configuration enforces; its default, Warn, deploys what nobody signed.

    AWS Lambda API, "CodeSigningPolicies".
    """
    yield from expect.one_of(config, "policies.untrusted_artifact_on_deployment", ("Enforce",))


def _on_untrusted(answer: str) -> Terraform:
    return resources(
        aws_lambda_code_signing_config={"policies": {"untrusted_artifact_on_deployment": answer}}
    )


RULE = Rule(
    id="functions-code-signing",
    title="Code-signing configurations refuse what nobody signed",
    severity=Severity.HIGH,
    types=("aws_lambda_code_signing_config",),
    check=check,
    rationale="A configuration that only warns lets changed code run on the path that money takes.",
    remediation="Set policies.untrusted_artifact_on_deployment to Enforce.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:SI-7(15)", "nist-800-53-r5:CM-14"),
    rows=("R65",),
    examples=Examples(
        passing=(_on_untrusted("Enforce"),),
        failing=(_on_untrusted("Warn"),),
        absent=(Status.FAIL, resources(aws_lambda_code_signing_config={"description": "x"})),
        unknown=(Status.UNKNOWN, _on_untrusted("${var.answer}")),
    ),
)
