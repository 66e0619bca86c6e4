"""A service that is offered to other networks is offered to those that are named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.values import as_list

_SERVICE: Final = "aws_vpc_endpoint_service"
_ALLOWED: Final = "aws_vpc_endpoint_service_allowed_principal"


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Whoever wants to connect is asked for, and nobody allows everybody (AWS PrivateLink Guide, "Manage
    permissions").
    """
    if element.type == _SERVICE:
        yield from expect.true(element, "acceptance_required")
        named = as_list(element.get("allowed_principals"))
    else:
        named = [element.get("principal_arn")]
    if "*" in named:
        yield fail("it is offered to every AWS account", "principals")


def _service(accepted: object, *allowed: str) -> Terraform:
    return resources(**{_SERVICE: {"acceptance_required": accepted, "allowed_principals": list(allowed)}})


RULE = Rule(
    id="vpc-endpoint-service",
    title="Services are offered to other networks by name, one by one",
    severity=Severity.HIGH,
    types=(_SERVICE, _ALLOWED),
    check=check,
    rationale=(
        "A connection by PrivateLink comes past the internet's firewalls: whoever may make one stands before "
        "the load balancer as if from inside."
    ),
    remediation="Set acceptance_required=True and name the accounts in allowed_principals.",
    controls=("pci-dss-4.0.1:1.3.1", "nist-800-53-r5:AC-4", "nist-800-53-r5:SC-7"),
    requirements=("R45",),
    examples=Examples(
        passing=(_service("true", "arn:aws:iam::999988887777:root"),),
        failing=(
            _service("false"),
            _service("true", "*"),
            resources(**{_ALLOWED: {"principal_arn": "*"}}),
        ),
        absent=(Status.FAIL, resources(**{_SERVICE: {"network_load_balancer_arns": []}})),
        unknown=(Status.UNKNOWN, _service("${var.asked}")),
    ),
)
