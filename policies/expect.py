"""The vocabulary of checks: each function yields what keeps a resource from meeting one expectation.

    yield from expect.true(resource, "enable_key_rotation")

Absent, wrong and unknown values are told apart in the same way by every rule that uses them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policies.estate import Estate, Resource, is_known
from policies.model import Judgement, fail, unknown


def is_true(value: object) -> bool:
    """Whether Terraform takes it for true: the boolean, or its JSON string."""
    return value is True or value == "true"


def true(resource: Resource, attribute: str) -> Iterator[Judgement]:
    """The attribute stands there and is literally true."""
    value = resource.get(attribute)
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif value is None:
        yield fail(f"{attribute} is not set")
    elif not is_true(value):
        yield fail(f"{attribute} is {_shown(value)}, not true")


def not_true(resource: Resource, attribute: str) -> Iterator[Judgement]:
    """The attribute is absent or false."""
    value = resource.get(attribute)
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif is_true(value):
        yield fail(f"{attribute} is true")


def one_of(resource: Resource, attribute: str, allowed: Collection[object]) -> Iterator[Judgement]:
    """The attribute stands there with one of the allowed values."""
    value = resource.get(attribute)
    choices = " or ".join(_shown(choice) for choice in allowed)
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif value is None:
        yield fail(f"{attribute} is not set; it must be {choices}")
    elif value not in allowed:
        yield fail(f"{attribute} is {_shown(value)}, not {choices}")


def between(
    resource: Resource, attribute: str, lowest: int, highest: int | None = None
) -> Iterator[Judgement]:
    """The attribute stands there as a number from `lowest` to `highest` (without end where None)."""
    value = resource.get(attribute)
    wanted = f"at least {lowest}" if highest is None else f"{lowest} to {highest}"
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
        return
    if value is None:
        yield fail(f"{attribute} is not set; it must be {wanted}")
        return
    try:
        number = float(value)
    except (TypeError, ValueError):
        yield fail(f"{attribute} is {_shown(value)}, not a number")
        return
    if isinstance(value, bool) or not lowest <= number <= (number if highest is None else highest):
        yield fail(f"{attribute} is {_shown(value)}; it must be {wanted}")


def customer_key(resource: Resource, estate: Estate, attribute: str) -> Iterator[Judgement]:
    """The attribute names a customer-managed KMS key: one of ours, or one whose ARN is literal.

    An AWS-managed key (`alias/aws/...`) fails: its policy cannot be edited.
    """
    value = resource.get(attribute)
    if value is None or value == "":
        yield fail(f"{attribute} is not set: no customer-managed key encrypts it")
        return
    target = estate.target(resource, value)
    name = str(target.values.get("name", "")) if target is not None else str(value)
    if "alias/aws/" in name:
        yield fail(f"{attribute} is the AWS-managed key {name}, not a customer-managed one")
    elif target is not None:
        if not target.type.removeprefix("data.").startswith(("aws_kms_", "terraform_remote_state")):
            yield fail(f"{attribute} refers to {target.address}, which is no KMS key")
        elif target.type == "data.terraform_remote_state":
            yield unknown(f"{attribute} is read from a state outside this estate: {value}")
    elif not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif not name.startswith(("arn:", "alias/")) and len(name) != len("00000000-0000-0000-0000-000000000000"):
        yield fail(f"{attribute} is {_shown(value)}, which names no KMS key")


def companion(resource: Resource, estate: Estate, kind: str, attribute: str) -> Iterator[Judgement]:
    """Some resource of type `kind` names this one in its `attribute`."""
    if not estate.companions(resource, kind, attribute):
        yield fail(f"no {kind} names it")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)
