"""What an API says and what it does are the same."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.estate import Estate, Resource
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, resources

_FIRST = {"create_before_destroy": True}


def check(deployment: Resource, _estate: Estate) -> Iterator[Judgement]:
    """Triggers replace the deployment, and the new one is made before the old one goes."""
    if not deployment.values.get("triggers"):
        yield fail("triggers is not set: a changed method, model or authorization is never deployed")
    yield from expect.true(deployment, "lifecycle.create_before_destroy")


def _deployment(**values: object) -> Terraform:
    return resources(
        aws_api_gateway_deployment={"triggers": {"definition": "6971ec4e"}, "lifecycle": _FIRST, **values}
    )


RULE = Rule(
    id="api-redeployment",
    title="A changed API is deployed anew, without a gap",
    severity=Severity.HIGH,
    types=("aws_api_gateway_deployment",),
    check=check,
    rationale=(
        "A stage serves the copy that its deployment took. Without triggers an authorization that was added "
        "stays a plan; without create_before_destroy the old copy cannot go while the stage still serves it."
    ),
    remediation=(
        "Set triggers to a hash of all methods, integrations, models and responses, and "
        "lifecycle=TerraformResourceLifecycle(create_before_destroy=True)."
    ),
    controls=("pci-dss-4.0.1:1.2.8", "nist-800-53-r5:CM-3"),
    rows=("R72",),
    examples=Examples(
        passing=(_deployment(), _deployment(triggers={"definition": "${sha256(local.definition)}"})),
        failing=(_deployment(triggers={}), _deployment(lifecycle={}), _deployment(lifecycle=None)),
        absent=(Status.FAIL, resources(aws_api_gateway_deployment={"rest_api_id": "abc"})),
        unknown=(Status.UNKNOWN, _deployment(lifecycle={"create_before_destroy": "${var.first}"})),
    ),
)
