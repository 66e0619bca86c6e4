"""A simulation decides in the context that it is given; ministack decides without any.

Source: the API reference of IAM, SimulatePrincipalPolicy, "ContextEntries".
"""

from __future__ import annotations

from contextvars import ContextVar
from itertools import count, takewhile
from typing import Any

from ministack.core import iam_evaluator
from ministack.services import iam

_context: ContextVar[dict[str, str | list[str]]] = ContextVar("simulation", default={})  # noqa: B039 (never changed)
_simulate, _evaluate = iam._simulate_principal_policy, iam_evaluator.evaluate


def apply() -> None:
    """Replace what answers a simulation, and what decides."""
    iam._IAM_HANDLERS["SimulatePrincipalPolicy"] = _simulate_in_context
    iam_evaluator.evaluate = _evaluate_in_context


def _simulate_in_context(asked: dict[str, Any]) -> Any:
    token = _context.set(
        {
            iam._p(asked, f"{entry}.ContextKeyName").lower(): _values(asked, f"{entry}.ContextKeyValues")
            for entry in _members(asked, "ContextEntries", ".ContextKeyName")
        }
    )
    try:
        return _simulate(asked)
    finally:
        _context.reset(token)


def _members(asked: dict[str, Any], name: str, of: str = "") -> list[str]:
    names = (f"{name}.member.{number}" for number in count(1))
    return list(takewhile(lambda member: iam._p(asked, member + of), names))


def _values(asked: dict[str, Any], name: str) -> str | list[str]:
    given = [iam._p(asked, member) for member in _members(asked, name)]
    return given[0] if len(given) == 1 else given


def _evaluate_in_context(ctx: Any, policies: Any, *limits: Any) -> Any:
    ctx.service_context = {**ctx.service_context, **_context.get()}
    return _evaluate(ctx, policies, *limits)
