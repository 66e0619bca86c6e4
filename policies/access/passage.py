"""What a role is granted and the endpoint that its requests go through keeps back.

Amazon VPC, "Control access to VPC endpoints using endpoint policies": a request has to be allowed by the
policies of its caller and by that of the endpoint.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from policies.access.evaluation import (
    ENDPOINT,
    Endpoint,
    allowed,
    denial,
    doing,
    equals,
    let_through,
    on,
)
from policies.access.formulas import Formula, Not, Some, Unknown, conjunction, negation, request_for
from policies.access.holders import Holder, Policy, endpoint_of
from policies.access.names import made_up
from policies.access.properties import Found, Undecided, counterexample
from policies.arn import has_wildcard
from policies.configuration import Configuration
from policies.policy_document import Statement
from policies.resource import Resource
from policies.service_reference import may_have_several

_TOLD = frozenset(
    {
        *("aws:principalaccount", "aws:principalarn", "aws:principalisawsservice", "aws:resourceaccount"),
        *("aws:securetransport", "aws:sourcevpc", "aws:sourcevpce", "aws:viaawsservice"),
    }
)
"""The keys of a request through an endpoint whose values follow from who asks, whence and for what."""


def kept_back(
    holder: Holder,
    resource: Resource,
    service: str,
    configuration: Configuration,
    without: Collection[str] = (),
) -> Iterator[Found]:
    """A request to a service that the role is granted by name, on what is in the endpoint's region and the
    role's account, and that the endpoint does not let through: one, where there is any.

    resource: the endpoint. service: the prefix of its actions. without: actions that go another way.
    """
    caller = holder.caller
    actions = tuple(sorted(_named(caller.identity or (), service) - set(without)))
    if not actions:
        return
    endpoint = endpoint_of(resource, configuration)
    vpc = configuration.target(resource, resource.get("vpc_id"))
    asked = conjunction(
        doing(actions),
        on((f"arn:*:*:{resource.region}:*:*", "arn:*:*::*:*")),
        caller.facts,
        allowed(caller.identity or ()),
        negation(denial(caller.identity or ())),
        equals(ENDPOINT, endpoint.id),
        equals("aws:sourcevpc", made_up(vpc or resource)),
        equals("aws:resourceaccount", caller.account),
        equals("aws:viaawsservice", "false"),
        Not(Some("kms:viaservice")),
        Not(Some("aws:calledvia")),
        negation(_let_through(holder, endpoint)),
    )
    answer = request_for(asked, may_have_several)
    if answer.request is not None:
        refuted = counterexample(holder.name, answer.request)
        yield replace(refuted, conditions=tuple(each for each in refuted.conditions if each[0] not in _TOLD))
    elif not answer.is_refused:
        yield Undecided(holder.name, "; ".join(answer.unknown))


def _named(policy: Policy, service: str) -> set[str]:
    """The actions of the service that the statements allow by name."""
    return {
        action
        for said in policy
        if isinstance(said, Statement) and said.allows
        for action in said.actions
        if action.lower().startswith(f"{service}:") and not has_wildcard(action)
    }


def _let_through(holder: Holder, endpoint: Endpoint) -> Formula:
    """That the endpoint lets the request through; unknown where it asks for what only AWS can tell."""
    policy = tuple(
        said if isinstance(said, Unknown) or not (asked := _untold(said)) else Unknown(asked)
        for said in endpoint.policy
    )
    return let_through(holder.caller, policy)


def _untold(said: Statement) -> str:
    keys = sorted(key for _, key, _ in said.conditions if key.lower() not in _TOLD)
    return f"{said.label} of the endpoint asks for {', '.join(keys)}" if keys else ""
