"""Every resource lands where a configured provider puts it."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.rules.terraform._elements import judged_with


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The provider that a resource or data source names is configured in its stack; where it names none,
    the unnamed one is.

    Providers other than AWS may go without configuration: they are in no region.
    """
    for where, user in judged_with(element, configuration):
        if user.type == "terraform" or configuration.provider(user) is not None:
            continue
        named = user.values.get("provider")
        if named:
            yield fail(f"{where}its provider {named} is not configured in this stack")
        elif user.type.removeprefix("data.").startswith("aws_"):
            yield fail(f"{where}it names no provider, and the stack configures none without alias")


def _stack(resource: dict[str, object], *aliases: str) -> Terraform:
    providers = [{"region": f"xx-test-{number}", "alias": alias} for number, alias in enumerate(aliases, 1)]
    return {"resource": {"aws_sqs_queue": {"example": resource}}, "provider": {"aws": providers}}


RULE = Rule(
    id="terraform-explicit-provider",
    title="Every resource has a provider that its stack configures",
    severity=Severity.HIGH,
    types=("*", "terraform"),
    scope="configuration",
    check=check,
    rationale=(
        "In a stack of several regions a resource without provider lands in whatever region the deployer's "
        "shell names: the wrong key, the wrong residency, and no error."
    ),
    remediation="Pass provider=place.provider to every resource of a stack that has aliased providers.",
    controls=(
        *("pci-dss-4.0.1:12.5.1", "pci-dss-4.0.1:2.2.6"),
        *("nist-800-53-r5:SA-9(5)", "nist-800-53-r5:CM-12", "nist-800-53-r5:CM-6"),
    ),
    requirements=("R7", "R8", "R61"),
    examples=Examples(
        passing=(
            _stack({"provider": "aws.one"}, "one", "two"),
            _stack({"provider": "${aws.two}"}, "one", "two"),
            {"resource": {"aws_sqs_queue": {"example": {}}, "random_id": {"example": {}}}},
        ),
        failing=(
            _stack({"provider": "aws.three"}, "one", "two"),
            _stack({"provider": "aws"}, "one"),
            _stack({"region": "xx-test-1"}),
            {
                "terraform": {},
                "data": {"aws_kms_alias": {"data": {"name": "alias/data-zq7"}}},
                "provider": {"aws": [{"region": "xx-test-1", "alias": "one"}]},
            },
        ),
        absent=(Status.FAIL, _stack({"name": "orders-zq7"}, "one", "two")),
        unknown=(Status.FAIL, _stack({"provider": "${var.provider}"}, "one")),
    ),
)
