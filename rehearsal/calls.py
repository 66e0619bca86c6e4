"""Calls of AWS's API under a role: those that were made, and those that what is configured will make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.diff.grants import Condition, Grant, Patterns


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """One action under the role of that name. `tests` are those conditions on the call that hold."""

    role: str
    action: str
    resource: str
    conditions: tuple[Condition, ...] = ()

    def as_grant(self, effect: str) -> Grant:
        """The least grant that allows it, or denies it."""
        return Grant(
            effect, Patterns(()), Patterns((self.action,)), Patterns((self.resource,)), self.conditions
        )


def role_name(arn: object) -> str:
    """The name of the role with this ARN."""
    return str(arn).rpartition("/")[2]


def called(role_arn: object, actions: tuple[str, ...], resource: str, *tests: Condition) -> Iterator[Call]:
    """Several actions on one resource."""
    for action in actions:
        yield Call(role_name(role_arn), action, resource, tests)


def through(call: Call, service: str) -> Call:
    """A use of a key that `service` makes in the name of the role, in the key's region."""
    region = call.resource.split(":")[3]
    return replace(
        call,
        conditions=(Condition("StringEquals", "kms:ViaService", (f"{service}.{region}.amazonaws.com",)),),
    )


def arn_like(arn: str, service: str, resource: str) -> str:
    """The ARN of another resource, in the partition, region and account of `arn`."""
    _, partition, _, region, account, _ = arn.split(":", 5)
    return f"arn:{partition}:{service}:{region}:{account}:{resource}"
