"""Whether a caller may do something, by AWS's evaluation logic, as a formula about the request.

IAM User Guide: "Policy evaluation logic", "Cross-account policy evaluation logic", "Evaluating identity-based
policies with resource-based policies", "Permissions boundaries for IAM entities", "AWS JSON policy elements:
Principal" and "NotPrincipal"; KMS Developer Guide: "Key policies"; Amazon VPC: "Control access to VPC
endpoints using endpoint policies". Policies of an organization and of a session are in no configuration: they
take away and never add.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from policies.access.formulas import (
    FALSE,
    TRUE,
    Formula,
    Not,
    Some,
    Unknown,
    conjunction,
    disjunction,
    negation,
)
from policies.access.operators import arn, condition, literal, wildcards
from policies.access.predicates import Texts
from policies.arn import read_arn
from policies.policy_document import Principal, Statement
from policies.values import is_known

ACTION: Final = "action"
RESOURCE: Final = "resource"
ENDPOINT: Final = "aws:sourcevpce"


class Kind(StrEnum):
    """What calls: a session of a role, a user, a service, somebody that another provider knows, anybody."""

    ROLE = "Role"
    USER = "User"
    SERVICE = "Service"
    FEDERATED = "Federated"
    ANONYMOUS = "Anonymous"


@dataclass(frozen=True, eq=False)
class Caller:
    """Who calls, and what identity policies allow.

    name: the ARN of a role, user or provider, or the name of a service.
    identity: the statements of its identity policies; None where they allow everything.
    boundary: those of its permissions boundary; None where it has none.
    facts: what is known of each of its requests.
    """

    kind: Kind
    name: str
    account: str
    identity: tuple[Statement | Unknown, ...] | None = ()
    boundary: tuple[Statement | Unknown, ...] | None = None
    facts: Formula = TRUE


@dataclass(frozen=True, eq=False)
class Guarded:
    """What is called, and its own policy.

    patterns: the ARNs of all that is called: a bucket's and its objects'.
    delegates: whether its policy has to let in the account before an identity policy counts: a key, a role.
    """

    account: str
    patterns: tuple[str, ...]
    policy: tuple[Statement | Unknown, ...] = ()
    delegates: bool = False


@dataclass(frozen=True)
class Endpoint:
    """A VPC endpoint and its policy; `id` is what aws:SourceVpce says of what comes through it."""

    id: str
    policy: tuple[Statement | Unknown, ...]


def equals(key: str, *values: str) -> Formula:
    """The key is there with one of the values."""
    return Some(key, Texts(tuple(map(literal, values))))


def on(patterns: Iterable[str]) -> Formula:
    """The resource is one of those that the ARNs stand for."""
    return Some(RESOURCE, Texts(tuple(map(arn, patterns))))


def doing(actions: Iterable[str]) -> Formula:
    """The action is one of these, which have no wildcards."""
    return equals(ACTION, *actions)


def may(caller: Caller, guarded: Guarded, endpoints: tuple[Endpoint, ...] = ()) -> Formula:
    """That the caller's request on what is guarded is allowed."""
    identity = caller.identity
    inherent = TRUE if identity is None else allowed(identity)
    bounded = TRUE if caller.boundary is None else allowed(caller.boundary)
    own, through, session = _let_in(caller, guarded.policy)
    if caller.kind in (Kind.SERVICE, Kind.ANONYMOUS, Kind.FEDERATED):
        granted = own
    elif caller.account != guarded.account:
        granted = conjunction(inherent, bounded, disjunction(own, through, session))
    elif guarded.delegates:
        granted = disjunction(conjunction(own, bounded), session, conjunction(through, inherent, bounded))
    else:
        granted = disjunction(conjunction(disjunction(inherent, own), bounded), session)
    if caller.kind is Kind.USER and caller.account == guarded.account:
        granted = disjunction(granted, own)  # no boundary limits what a policy grants to a user
    denied = disjunction(
        denial(identity or ()),
        denial(caller.boundary or ()),
        *(conjunction(_effective(said, "Deny"), _denied_to(caller, said)) for said in guarded.policy),
    )
    return conjunction(
        caller.facts, on(guarded.patterns), granted, negation(denied), *_through(caller, endpoints)
    )


def _through(caller: Caller, endpoints: tuple[Endpoint, ...]) -> Iterable[Formula]:
    """That a request through an endpoint is allowed by its policy; one that comes otherwise needs none."""
    if not endpoints:
        return
    ways = (
        conjunction(equals(ENDPOINT, endpoint.id), let_through(caller, endpoint.policy))
        for endpoint in endpoints
    )
    elsewhere = conjunction(Some(ENDPOINT), Not(equals(ENDPOINT, *(endpoint.id for endpoint in endpoints))))
    yield disjunction(Not(Some(ENDPOINT)), *ways, elsewhere)


def let_through(caller: Caller, policy: Iterable[Statement | Unknown]) -> Formula:
    """That the policy of an endpoint lets the caller's request through."""
    said = tuple(policy)
    denied = (conjunction(_effective(each, "Deny"), _denied_to(caller, each)) for each in said)
    return conjunction(disjunction(*_let_in(caller, said)), negation(disjunction(*denied)))


def allowed(policy: Iterable[Statement | Unknown]) -> Formula:
    """That one of an identity policy's statements allows the request."""
    return disjunction(*(_effective(said, "Allow") for said in policy))


def denial(policy: Iterable[Statement | Unknown]) -> Formula:
    """That one of an identity policy's statements denies the request."""
    return disjunction(*(_effective(said, "Deny") for said in policy))


def _effective(said: Statement | Unknown, effect: str) -> Formula:
    """That a statement with this effect is about the request, whoever calls."""
    if isinstance(said, Unknown):
        return said
    if not is_known(said.effect):
        return conjunction(Unknown(f"the effect of {said.label} is known to the plan alone"), about(said))
    return about(said) if said.effect == effect else FALSE


@lru_cache(maxsize=65536)
def about(said: Statement) -> Formula:
    """That a statement is about the request: its action, its resource, its conditions."""
    return conjunction(
        _scope(ACTION, said.actions, said.not_actions),
        _scope(RESOURCE, said.resources, said.not_resources),
        *(condition(operator, key, values) for operator, key, values in said.conditions),
    )


def _scope(key: str, patterns: tuple[str, ...], excluded: tuple[str, ...]) -> Formula:
    if not (patterns or excluded):
        return TRUE  # a trust policy names no resource, an attribute that lets in no action
    listed = excluded or patterns
    if "*" in listed:
        return FALSE if excluded else TRUE
    made = tuple(wildcards(text, fold=True) if key == ACTION else arn(text) for text in listed)
    return Not(Some(key, Texts(made))) if excluded else Some(key, Texts(made))


def _let_in(caller: Caller, policy: Iterable[Statement | Unknown]) -> tuple[Formula, Formula, Formula]:
    """That a resource's policy allows the request: to the caller itself, to its account, to its session."""
    ways: tuple[list[Formula], list[Formula], list[Formula]] = ([], [], [])
    for said in policy:
        effective = _effective(said, "Allow")
        if effective == FALSE:
            continue
        if isinstance(said, Unknown):
            ways[0].append(said)
            continue
        for way, named in zip(ways, _named(caller, said), strict=True):
            way.append(conjunction(named, effective))
    own, through, session = (disjunction(*way) for way in ways)
    return own, through, session


def _named(caller: Caller, said: Statement) -> tuple[Formula, Formula, Formula]:
    """Whether a statement's principals are the caller itself, its account, a session of it."""
    if said.not_principals:
        spared = disjunction(*(disjunction(*_is(caller, each)) for each in said.not_principals))
        return negation(spared), FALSE, FALSE
    if not said.principals:
        return FALSE, FALSE, FALSE
    own, through, session = zip(*(_is(caller, each) for each in said.principals), strict=True)
    return disjunction(*own), disjunction(*through), disjunction(*session)


def _denied_to(caller: Caller, said: Statement | Unknown) -> Formula:
    """Whether a Deny of a resource's policy is about the caller.

    One that spares a role has to name its account too; else it is about all of the account, and the role
    with it (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
    """
    if isinstance(said, Unknown):
        return TRUE
    if not said.not_principals:
        return disjunction(*_named(caller, said))
    found = [_is(caller, each) for each in said.not_principals]
    itself = disjunction(*(disjunction(own, session) for own, _, session in found))
    if caller.kind not in (Kind.ROLE, Kind.USER):
        return negation(itself)
    if any(each.is_anyone for each in said.not_principals):
        return FALSE
    account = disjunction(*(through for _, through, _ in found), _ACCOUNT_UNNAMED)
    return negation(conjunction(itself, account))


_ACCOUNT_UNNAMED: Final = Unknown("a Deny spares a principal without naming its account, which may deny both")


def _is(caller: Caller, principal: Principal) -> tuple[Formula, Formula, Formula]:
    """Whether a principal is the caller itself, its account, a session of it."""
    kind, value = principal.kind, principal.value
    if kind in (Kind.SERVICE, Kind.FEDERATED) and is_known(value):
        is_it = caller.kind == kind and caller.name.lower() == value.lower()
        return TRUE if is_it else FALSE, FALSE, FALSE
    if value == "*" and kind in ("*", "AWS"):
        # What everybody may, no boundary takes from a role ("AWS JSON policy elements: Principal").
        return (FALSE, FALSE, TRUE) if caller.kind is Kind.ROLE else (TRUE, FALSE, FALSE)
    if not is_known(value):
        return Unknown(f"the principal {value} is known to the plan alone"), FALSE, FALSE
    return _is_of_iam(caller, kind, value)


def _is_of_iam(caller: Caller, kind: str, value: str) -> tuple[Formula, Formula, Formula]:
    """The same of a principal that is an account, a role or a user."""
    if caller.kind not in (Kind.ROLE, Kind.USER):
        return FALSE, FALSE, FALSE
    if kind not in ("AWS", "*"):
        return Unknown(f"whose {kind} {value} is, only AWS can tell"), FALSE, FALSE
    named = read_arn(value)
    account = named.account if named is not None and named.resource == "root" else value
    if account == caller.account:
        return FALSE, TRUE, FALSE
    return (TRUE, FALSE, FALSE) if value == caller.name else (FALSE, FALSE, _is_session(caller, value))


def _is_session(caller: Caller, value: str) -> Formula:
    """Whether an ARN is a session of the caller's role: whoever assumes it chooses the name."""
    named, role = read_arn(value), read_arn(caller.name)
    if named is None or role is None or caller.kind is not Kind.ROLE:
        return FALSE
    begins = f"assumed-role/{role.resource.rpartition('/')[2]}/"
    is_it = named.service == "sts" and named.account == caller.account and named.resource.startswith(begins)
    return TRUE if is_it else FALSE
