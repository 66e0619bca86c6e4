"""Who can do what to which store, and under which conditions: one entry for each statement that lets in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from policies.access.evaluation import Caller, Guarded, about, may
from policies.access.formulas import FALSE, Answer, Unknown, conjunction, request_for
from policies.access.holders import Held, Policy, held, holders
from policies.access.operators import arn
from policies.access.outsiders import outsiders
from policies.access.patterns import some_text
from policies.access.predicates import Texts
from policies.access.properties import called, named_in
from policies.arn import matches
from policies.configuration import Configuration
from policies.policy_document import Statement
from policies.service_reference import knows_no_resource, may_have_several
from policies.values import is_known


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """What one statement lets somebody do to a store.

    actions: as the statement says them. conditions: all of which must hold. unknown: what nobody can tell.
    """

    stack: str
    store: str
    who: str
    actions: tuple[str, ...]
    conditions: tuple[str, ...]
    unknown: str = ""


def matrix(configuration: Configuration) -> tuple[Entry, ...]:
    """Every entry, by store and then by who."""
    entries = {entry for store in held(configuration) for entry in _entries(store, configuration)}
    return tuple(sorted(entries))


def _entries(store: Held, configuration: Configuration) -> Iterator[Entry]:
    guarded = store.guarded
    callers = [(holder.name, holder.caller) for holder in holders(configuration)]
    callers += [(called(caller), caller) for caller in outsiders(guarded.policy, configuration)]
    callers += named_in(guarded.policy, configuration)
    policy = tuple(said for said in guarded.policy if _concerns(said, guarded))
    whole = replace(guarded, policy=policy)
    for who, caller in callers:
        own = tuple(said for said in caller.identity or () if _concerns(said, guarded))
        for said in _allowing(own):
            limited = replace(caller, identity=(said, *_denying(own)))
            yield from _entry(store, who, said, limited, whole)
        for said in _allowing(policy):
            narrowed = replace(whole, policy=(said, *_denying(policy)))
            outside = replace(caller, identity=None if caller.identity is None else _denying(own))
            yield from _entry(store, who, said, outside, narrowed)


def _concerns(said: Statement | Unknown, guarded: Guarded) -> bool:
    """Whether a statement may be about something that is done to what is guarded."""
    if isinstance(said, Unknown):
        return True
    service = guarded.patterns[0].split(":")[2]
    return (not said.actions or any(_is_of(action, service) for action in said.actions)) and (
        not said.resources or _meet(said.resources, guarded.patterns)
    )


@lru_cache(maxsize=65536)
def _is_of(action: str, service: str) -> bool:
    """Whether a pattern may be an action of the service that is done to something."""
    named, _, name = action.lower().partition(":")
    is_it = matches(named, service) or not is_known(action)
    return is_it and ("*" in name or not knows_no_resource(action))


@lru_cache(maxsize=65536)
def _meet(patterns: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether some ARN is of both."""
    unions = (tuple(map(arn, every)) for every in (patterns, others))
    bound = (Texts(union).bound(widen=True, values={}).patterns for union in unions)
    return some_text(frozenset(bound), frozenset()) is not None


def _allowing(policy: Policy) -> Policy:
    return tuple(said for said in policy if isinstance(said, Unknown) or said.allows)


def _denying(policy: Policy) -> Policy:
    return tuple(said for said in policy if isinstance(said, Statement) and not said.allows)


def _entry(
    store: Held, who: str, said: Statement | Unknown, caller: Caller, guarded: Guarded
) -> Iterator[Entry]:
    this = said if isinstance(said, Unknown) else about(said)
    formula = conjunction(this, may(caller, guarded))
    answer = Answer(None) if formula == FALSE else request_for(formula, may_have_several)
    if answer.is_refused:
        return
    place = store.resource.stack, store.resource.address, who
    if isinstance(said, Unknown):
        yield Entry(*place, (), (), said.reason)
        return
    excluded = tuple(f"everything but {action}" for action in said.not_actions)
    conditions = (f"{operator} {key}: {' or '.join(values)}" for operator, key, values in said.conditions)
    unknown = "" if answer.request is not None else "; ".join(answer.unknown)
    yield Entry(*place, said.actions or excluded or ("anything",), tuple(conditions), unknown)
