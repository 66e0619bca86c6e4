"""What access a change adds and takes away, by proof: what can be done now and could not before.

Two policies that say the same in other words differ in nothing here. Both sides are decided as
`policies.access` decides them; a request stands for each difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.access.evaluation import Caller, Guarded, about, allowed, denial, may
from policies.access.formulas import (
    FALSE,
    TRUE,
    Formula,
    Unknown,
    conjunction,
    negation,
    request_for,
)
from policies.access.holders import Holder, Policy, held, holders
from policies.access.outsiders import outsiders
from policies.access.properties import called, counterexample, named_in
from policies.configuration import Configuration
from policies.doubts import doubts
from policies.policy_document import Statement
from policies.service_reference import may_have_several

_Place = tuple[str, str]
"""A stack and an address."""


@dataclass(frozen=True, slots=True, order=True)
class Access:
    """Something that can be done on one side alone.

    stack, address: the role whose rights differ, or the store or role that lets in.
    who: the caller. action, resource, conditions: a request that one side allows and the other does not.
    unknown: why nobody can tell whether there is a difference; the request is then empty.
    """

    stack: str
    address: str
    who: str
    action: str
    resource: str
    conditions: tuple[str, ...]
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class AccessChange:
    """What can be done in the head and could not in the base, what no longer can, and what is undecided."""

    gained: tuple[Access, ...] = ()
    lost: tuple[Access, ...] = ()
    undecided: tuple[Access, ...] = ()


def compare_access(base: Configuration, head: Configuration) -> AccessChange:
    """Compare what each role may do, and whom each store and role lets in."""
    with doubts():  # what a side depends on is told by the rules that judge it
        gained, lost = set(_beyond(head, base)), set(_beyond(base, head))
    return AccessChange(
        tuple(sorted(each for each in gained if not each.unknown)),
        tuple(sorted(each for each in lost if not each.unknown)),
        tuple(sorted(each for each in gained | lost if each.unknown)),
    )


def _beyond(these: Configuration, those: Configuration) -> Iterator[Access]:
    """What one side allows and the other does not."""
    before = {_place(each): each for each in holders(those)}
    for holder in holders(these):
        other = before.get(_place(holder))
        yield from _rights_beyond(holder, other)
        yield from _let_in_beyond(_place(holder), holder.guarded, other.guarded if other else None, these)
    stores = {(each.resource.stack, each.resource.address): each.guarded for each in held(those)}
    for store in held(these):
        place = store.resource.stack, store.resource.address
        yield from _let_in_beyond(place, store.guarded, stores.get(place), these)


def _place(holder: Holder) -> _Place:
    return holder.resource.stack, holder.resource.address


def _rights_beyond(holder: Holder, other: Holder | None) -> Iterator[Access]:
    """What a role's own policies allow beyond those of the other side, a request for each statement."""
    caller, its = holder.caller, other.caller if other else None
    if its is not None and (caller.identity, caller.boundary) == (its.identity, its.boundary):
        return
    beyond = conjunction(_rights(caller), negation(_rights(its)) if its else TRUE)
    for said in caller.identity or ():
        if isinstance(said, Statement) and said.allows:
            yield from _told(_place(holder), holder.name, conjunction(about(said), beyond))
        elif isinstance(said, Unknown):
            yield Access(*_place(holder), holder.name, "", "", (), said.reason)


def _rights(caller: Caller) -> Formula:
    bounded = TRUE if caller.boundary is None else allowed(caller.boundary)
    denied = (negation(denial(caller.identity or ())), negation(denial(caller.boundary or ())))
    return conjunction(allowed(caller.identity or ()), bounded, *denied)


def _let_in_beyond(
    place: _Place, guarded: Guarded, other: Guarded | None, configuration: Configuration
) -> Iterator[Access]:
    """Whom the own policy of a store or a role lets in whom the other side's does not, with the same rights
    of his own.
    """
    if other is not None and guarded.policy == other.policy:
        return
    elsewhere = other or replace(guarded, policy=())
    for who, caller in _callers(guarded.policy, configuration):
        now = may(caller, guarded)
        if now != FALSE:
            yield from _told(place, who, conjunction(now, negation(may(caller, elsewhere))))


def _callers(policy: Policy, configuration: Configuration) -> Iterator[tuple[str, Caller]]:
    """Everybody whom a policy could let in or keep out."""
    for caller in outsiders(policy, configuration):
        yield called(caller), caller
    yield from named_in(policy, configuration)
    for holder in holders(configuration):
        yield holder.name, holder.caller


def _told(place: _Place, who: str, formula: Formula) -> Iterator[Access]:
    if formula == FALSE:
        return
    answer = request_for(formula, may_have_several)
    if answer.request is not None:
        found = counterexample(who, answer.request)
        conditions = tuple(f"{key} is {' and '.join(values)}" for key, values in found.conditions)
        yield Access(*place, who, found.action, found.resource, conditions)
    elif answer.unknown:
        yield Access(*place, who, "", "", (), "; ".join(answer.unknown))
