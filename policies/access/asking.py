"""Whether somebody may do something to what is guarded, with all that a configuration says: what is alike is
decided once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from policies.access.evaluation import RESOURCE, Caller, Guarded, doing, may
from policies.access.formulas import (
    FALSE,
    TRUE,
    Answer,
    Formula,
    Some,
    Unknown,
    conjunction,
    leaves,
    request_for,
)
from policies.access.holders import Policy, endpoints
from policies.access.operators import arn
from policies.access.patterns import some_text
from policies.arn import matches
from policies.configuration import Configuration
from policies.policy_document import Statement
from policies.service_reference import may_have_several
from policies.values import is_known


def asked(
    caller: Caller,
    guarded: Guarded,
    actions: tuple[str, ...],
    configuration: Configuration,
    where: Formula = TRUE,
) -> Answer:
    """Whether the caller may do one of the actions on what is guarded, `where` this holds of the request; any
    action where none is named.
    """
    if not _may_be_granted(caller, guarded, actions, configuration):
        return Answer(None)
    decided = _decided(caller, guarded, actions, configuration, where)
    request = decided.answer.request
    if request is None or decided.patterns == guarded.patterns:
        return decided.answer
    return Answer({**request, RESOURCE: (str(_example(guarded.patterns)),)})


def depends_on_arns(
    caller: Caller, guarded: Guarded, actions: tuple[str, ...], configuration: Configuration
) -> bool:
    """Whether the answer may be another one about something else that is `alike`."""
    return (
        _may_be_granted(caller, guarded, actions, configuration)
        and _decided(caller, guarded, actions, configuration, TRUE).tells_arns
    )


def alike(guarded: Guarded, actions: tuple[str, ...], configuration: Configuration) -> Guarded:
    """One and the same for all that differs in nothing but its ARNs, where these can be told."""
    return guarded if _example(guarded.patterns) is None else _without_arns(guarded, actions, configuration)


def _may_be_granted(
    caller: Caller, guarded: Guarded, actions: tuple[str, ...], configuration: Configuration
) -> bool:
    own = _without_arns(guarded, actions, configuration).policy
    return is_granted(caller, actions, configuration) or any(map(grants, own))


@dataclass(frozen=True, slots=True)
class _Decided:
    """The answer about these ARNs; about others it differs in the resource alone, unless it `tells_arns`."""

    patterns: tuple[str, ...]
    answer: Answer
    tells_arns: bool


def _decided(
    caller: Caller, guarded: Guarded, actions: tuple[str, ...], configuration: Configuration, where: Formula
) -> _Decided:
    """What is decided about the ARNs, or about those of something alike."""
    limited = _limited(caller, actions, configuration)
    place = _without_arns(guarded, actions, configuration)
    asked_for = ("decided", limited, place, actions, where)

    def decide() -> _Decided:
        whole = replace(place, patterns=guarded.patterns)
        return _decide(limited, whole, actions, configuration, where)

    decided = configuration.recall(asked_for, decide)
    if decided.patterns == guarded.patterns:
        return decided
    if decided.tells_arns or None in (_example(guarded.patterns), _example(decided.patterns)):
        return configuration.recall((*asked_for, guarded.patterns), decide)
    return decided


def _decide(
    caller: Caller, guarded: Guarded, actions: tuple[str, ...], configuration: Configuration, where: Formula
) -> _Decided:
    told = (*guarded.policy, *(caller.identity or ()))
    formula = may(caller, guarded, endpoints(configuration) if _tells_endpoints(told) else ())
    formula = conjunction(where, conjunction(doing(actions), formula) if actions else formula)
    answer = Answer(None) if formula == FALSE else request_for(formula, may_have_several)
    tests = sum(isinstance(leaf, Some) and leaf.key == RESOURCE for leaf in leaves(formula))
    return _Decided(guarded.patterns, answer, tests > 1)


@lru_cache(maxsize=65536)
def _example(patterns: tuple[str, ...]) -> str | None:
    """One of the ARNs; None where nobody can tell some part of them."""
    every = tuple(map(arn, patterns))
    return some_text(frozenset((every,)), frozenset()) if all(each.is_whole for each in every) else None


def _without_arns(guarded: Guarded, actions: tuple[str, ...], configuration: Configuration) -> Guarded:
    """What is guarded, with what its policy says of the actions: one for all that are alike but for ARNs."""

    def shared(own: Policy) -> Guarded:
        told = (guarded.account, (), own, guarded.delegates)
        return configuration.recall(("guarded", *told), lambda: Guarded(*told))

    if not guarded.policy:
        return shared(())
    limited = ("guarded", guarded, actions)
    return configuration.recall(limited, lambda: shared(concerning(guarded.policy, actions)))


def is_granted(caller: Caller, actions: tuple[str, ...], configuration: Configuration) -> bool:
    """Whether a statement of the caller's own policies may allow one of the actions, on whatever."""
    identity = _limited(caller, actions, configuration).identity
    return identity is None or any(map(grants, identity))


def granting(caller: Caller, actions: tuple[str, ...], configuration: Configuration) -> Policy | None:
    """The statements of the caller's own policies that may allow one of the actions; None: all is allowed."""
    identity = _limited(caller, actions, configuration).identity
    return None if identity is None else tuple(filter(grants, identity))


def _limited(caller: Caller, actions: tuple[str, ...], configuration: Configuration) -> Caller:
    """The caller with what its policies say of the actions alone: one for all that are alike."""

    def look() -> Caller:
        identity = None if caller.identity is None else concerning(caller.identity, actions)
        boundary = None if caller.boundary is None else concerning(caller.boundary, actions)
        told = (caller.kind, caller.name, caller.account, identity, boundary, caller.facts)
        return configuration.recall(("caller", *told), lambda: Caller(*told))

    return configuration.recall(("limited", caller, actions), look)


def grants(said: Statement | Unknown) -> bool:
    """Whether a statement may allow something."""
    return isinstance(said, Unknown) or said.allows


def _tells_endpoints(policy: Iterable[Statement | Unknown]) -> bool:
    """Whether the way of a request matters: no endpoint's policy keeps from going another way."""
    return any(
        isinstance(said, Statement)
        and any(key.lower().startswith("aws:sourcevpc") for _, key, _ in said.conditions)
        for said in policy
    )


def concerning(policy: Policy, actions: tuple[str, ...]) -> Policy:
    """The statements that may be about one of the actions."""
    if not actions:
        return policy
    return tuple(
        said
        for said in policy
        if isinstance(said, Unknown) or not said.actions or _take(said.actions, actions)
    )


@lru_cache(maxsize=65536)
def _take(patterns: tuple[str, ...], actions: tuple[str, ...]) -> bool:
    return any(_takes(pattern, actions) for pattern in patterns)


@lru_cache(maxsize=65536)
def _takes(pattern: str, actions: tuple[str, ...]) -> bool:
    folded = pattern.lower()
    return not is_known(pattern) or any(matches(folded, action.lower()) for action in actions)
