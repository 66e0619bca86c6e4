"""IAM policy documents as typed values, rendered as literal JSON.

Literal JSON is what aspects, scanners and reviewers can read; `Fn.jsonencode` and IAM policy data
sources hide what a policy says until it is applied.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal


class PolicyError(ValueError):
    """A policy that must not be written; the text names the statement and the reason."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a statement of a resource policy speaks of: `AWS` or `Service`, and their ids."""

    kind: Literal["AWS", "Service", "*"]
    ids: tuple[str, ...] = ()

    @property
    def rendered(self) -> str | dict[str, Any]:
        """The value of the element `Principal`."""
        return "*" if self.kind == "*" else {self.kind: _one_or_list(self.ids)}


ANYONE = Principal("*")


def aws(*arns: str) -> Principal:
    """Principals of AWS accounts."""
    return Principal("AWS", arns)


def service(*names: str) -> Principal:
    """AWS services, such as `sns.amazonaws.com`."""
    return Principal("Service", names)


@dataclass(frozen=True, slots=True)
class Condition:
    """`operator` applied to the context key `key`: true where any of `values` fits."""

    operator: str
    key: str
    values: tuple[str, ...]


def when(operator: str, key: str, *values: str) -> Condition:
    """A condition on the context of the request."""
    return Condition(operator, key, values)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `principal` is None in policies of identities, `resources` is empty in the trust
    policy of a role.

    Raises PolicyError where it allows a wildcard action, or allows anyone without a condition:
    neither is ever needed here.
    """

    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    principal: Principal | None = None
    conditions: tuple[Condition, ...] = ()
    effect: Literal["Allow", "Deny"] = "Allow"

    def __post_init__(self) -> None:
        if not self.actions:
            raise PolicyError(f"{self.sid}: names no action")
        if self.effect == "Deny":
            return
        wild = [action for action in self.actions if "*" in action]
        if wild:
            raise PolicyError(f"{self.sid}: allows the wildcard action {wild[0]}; name each action")
        if self.principal == ANYONE and not self.conditions:
            raise PolicyError(f"{self.sid}: allows anyone without a condition")

    @property
    def rendered(self) -> dict[str, Any]:
        """The statement as JSON values. Actions are sorted; tokens keep the order they came in."""
        statement: dict[str, Any] = {"Sid": self.sid, "Effect": self.effect}
        if self.principal is not None:
            statement["Principal"] = self.principal.rendered
        statement["Action"] = _one_or_list(tuple(sorted(self.actions)))
        if self.resources:
            statement["Resource"] = _one_or_list(self.resources)
        conditions: dict[str, dict[str, Any]] = {}
        for condition in self.conditions:
            conditions.setdefault(condition.operator, {})[condition.key] = _one_or_list(condition.values)
        if conditions:
            statement["Condition"] = conditions
        return statement


def deny(sid: str, actions: tuple[str, ...], resources: tuple[str, ...], *conditions: Condition) -> Statement:
    """A statement that denies anyone `actions` under the conditions."""
    return Statement(sid, actions, resources, ANYONE, conditions, "Deny")


def policy(*statements: Statement) -> str:
    """The policy document of the statements, as JSON text. Raises PolicyError for a repeated sid."""
    sids = [statement.sid for statement in statements]
    if len(set(sids)) < len(sids):
        raise PolicyError(f"statement ids repeat: {', '.join(sids)}")
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [statement.rendered for statement in statements]}
    )


def trust(service_name: str, *conditions: Condition) -> str:
    """The trust policy of a role that only the service `service_name` may assume."""
    return policy(Statement("Service", ("sts:AssumeRole",), (), service(service_name), conditions))


def _one_or_list(values: tuple[str, ...]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)
