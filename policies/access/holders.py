"""Who may do something and what is guarded: roles, users, groups, stores, endpoints of a configuration, with
all policies that are in force on each, their expressions resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from policies.access.evaluation import Caller, Endpoint, Guarded, Kind, equals
from policies.access.formulas import Formula, Not, Some, Unknown, conjunction
from policies.access.names import OWN_ACCOUNT, account_of, arn_of, made_up, resolved
from policies.access.stores import STORES, Store
from policies.configuration import Configuration, recalled
from policies.grants import grants
from policies.policy_document import HiddenPolicy, Principal, Statement, documents
from policies.related.roles import TRUST
from policies.resource import Resource
from policies.values import as_list, is_known

Policy = tuple[Statement | Unknown, ...]


@dataclass(frozen=True, eq=False)
class Holder:
    """A role, user or group of the configuration, as a caller.

    guarded: the role by its trust policy, which says who may take it on.
    attached: the ARNs of the configuration's policies that it has.
    """

    resource: Resource
    caller: Caller
    guarded: Guarded
    attached: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How sentences name it."""
        said = self.resource.values.get("name")
        return said if isinstance(said, str) and is_known(said) else self.resource.address


@dataclass(frozen=True, eq=False)
class Held:
    """A store of the configuration: the resource, what is known of its type, and it as guarded."""

    resource: Resource
    store: Store
    guarded: Guarded


def statements(holder: Resource, configuration: Configuration, *, trust: bool = False) -> Policy:
    """What the policy documents in a resource say; unknown where one of them cannot be read.

    trust: those that say who may take on the role; else all others.
    """
    return configuration.recall(
        ("statements", holder, trust), lambda: tuple(_statements(holder, configuration, trust=trust))
    )


def _statements(
    holder: Resource, configuration: Configuration, *, trust: bool
) -> Iterator[Statement | Unknown]:
    for document in documents(holder, configuration):
        if (document.attribute == TRUST) != trust:
            continue
        if isinstance(document, HiddenPolicy):
            yield Unknown(f"{document.attribute} of {holder.address} cannot be read: {document.reason}")
            continue
        for said in document.statements:
            yield _resolved(said, holder, configuration)


def _resolved(said: Statement, holder: Resource, configuration: Configuration) -> Statement:
    def each(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(resolved(text, holder, configuration) for text in texts)

    return replace(
        said,
        resources=each(said.resources),
        not_resources=each(said.not_resources),
        principals=tuple(
            replace(one, value=resolved(one.value, holder, configuration)) for one in said.principals
        ),
        not_principals=tuple(
            replace(one, value=resolved(one.value, holder, configuration)) for one in said.not_principals
        ),
        conditions=tuple((operator, key, each(values)) for operator, key, values in said.conditions),
    )


_INLINE: Final = {
    "aws_iam_role": ("aws_iam_role_policy", "role"),
    "aws_iam_user": ("aws_iam_user_policy", "user"),
    "aws_iam_group": ("aws_iam_group_policy", "group"),
}
_ATTACHING: Final = {
    "aws_iam_role": (("aws_iam_role_policy_attachment", "role"), ("aws_iam_policy_attachment", "roles")),
    "aws_iam_user": (("aws_iam_user_policy_attachment", "user"), ("aws_iam_policy_attachment", "users")),
    "aws_iam_group": (("aws_iam_group_policy_attachment", "group"), ("aws_iam_policy_attachment", "groups")),
}


@recalled
def holders(configuration: Configuration) -> tuple[Holder, ...]:
    """Every role, user and group of the configuration; what a group may, its members may."""
    return tuple(holder_of(each, configuration) for each in configuration.of(*_INLINE))


def holder_of(resource: Resource, configuration: Configuration) -> Holder:
    """The role, user or group as a caller."""
    return configuration.recall(("holder", resource), lambda: _holder(resource, configuration))


def held_as(resource: Resource, configuration: Configuration) -> Held:
    """The store as what is guarded."""
    return configuration.recall(("held", resource), lambda: _held(resource, configuration))


def _holder(resource: Resource, configuration: Configuration) -> Holder:
    arn = str(arn_of(resource, configuration))
    kind = Kind.ROLE if resource.type == "aws_iam_role" else Kind.USER
    account = account_of(arn)
    caller = Caller(
        kind,
        arn,
        account,
        identity=tuple(_identity(resource, configuration)),
        boundary=_boundary(resource, configuration),
        facts=of_iam(arn, account, *_tags(resource)),
    )
    attached = (_policy(holder, each, configuration) for holder, each in _attached(resource, configuration))
    arns = tuple(str(arn_of(each, configuration)) for each in attached if each is not None)
    trust = statements(resource, configuration, trust=True)
    return Holder(resource, caller, Guarded(account, (arn,), trust, delegates=True), arns)


def of_iam(arn: str, account: str, *more: Formula) -> Formula:
    """What is known of each request of a role or user itself (IAM User Guide, "AWS global condition context
    keys").
    """
    return conjunction(
        equals("aws:principalarn", arn),
        equals("aws:principalaccount", account),
        equals("kms:calleraccount", account),
        DIRECTLY,
        *more,
    )


DIRECTLY: Final = conjunction(
    equals("aws:principalisawsservice", "false"),
    Some("aws:securetransport"),
    Not(Some("aws:sourcearn")),
    Not(Some("aws:sourceaccount")),
)
"""What is known of a request that no service makes for somebody else."""


def _tags(resource: Resource) -> Iterator[Formula]:
    tags = resource.values.get("tags")
    for key, value in tags.items() if isinstance(tags, dict) else ():
        if is_known(key) and isinstance(value, str) and is_known(value):
            yield equals(f"aws:principaltag/{key.lower()}", value)


def _identity(resource: Resource, configuration: Configuration) -> Iterator[Statement | Unknown]:
    kind, attribute = _INLINE[resource.type]
    yield from statements(resource, configuration)
    for holder in configuration.related(resource, kind, attribute):
        yield from statements(holder, configuration)
    for holder, arn in _attached(resource, configuration):
        yield from _managed(holder, arn, configuration)


def _attached(resource: Resource, configuration: Configuration) -> Iterator[tuple[Resource, object]]:
    """The managed policies of a role, user or group, each with what attaches it."""
    for arn in as_list(resource.values.get("managed_policy_arns")):
        yield resource, arn
    for kind, attribute in _ATTACHING[resource.type]:
        for each in configuration.related(resource, kind, attribute):
            yield each, each.get("policy_arn")


def _policy(holder: Resource, arn: object, configuration: Configuration) -> Resource | None:
    target = configuration.target(holder, arn)
    return target if target is not None and target.type == "aws_iam_policy" else None


def _managed(holder: Resource, arn: object, configuration: Configuration) -> Policy:
    """What a managed policy says; unknown where it is no policy of the configuration."""
    target = _policy(holder, arn, configuration)
    if target is not None:
        return statements(target, configuration)
    return (Unknown(f"the policy {arn} is not in this configuration"),)


def _boundary(resource: Resource, configuration: Configuration) -> Policy | None:
    arn = resource.values.get("permissions_boundary")
    return _managed(resource, arn, configuration) if arn else None


@recalled
def held(configuration: Configuration) -> tuple[Held, ...]:
    """Every store of the configuration."""
    return tuple(held_as(each, configuration) for kind in STORES for each in configuration.of(kind))


POLICIES: Final = {
    named[0]: (named[1], tuple(sorted(kind for kind, other in STORES.items() if named in other.policies)))
    for store in STORES.values()
    for named in store.policies
}
"""By type of policy: the argument that says whose it is, and the types of stores that have such."""


def alone(policy: Resource, configuration: Configuration) -> Guarded | None:
    """What a policy guards whose store is not in the configuration; None where it is, and judged with it."""
    attribute, kinds = POLICIES[policy.type]
    if configuration.owner(policy, attribute, *kinds) is not None:
        return None
    said = (*statements(policy, configuration), *_granted(policy))
    return Guarded(OWN_ACCOUNT, ("*",), said, delegates=STORES[kinds[0]].delegates)


def _held(resource: Resource, configuration: Configuration) -> Held:
    store = STORES[resource.type]
    policy = [*statements(resource, configuration), *_granted(resource)]
    has_own = bool(policy)
    for kind, attribute in store.policies:
        for holder in configuration.related(resource, kind, attribute):
            policy += [*statements(holder, configuration), *_granted(holder)]
            has_own = has_own or kind == "aws_kms_key_policy"
    if store.delegates and not has_own:
        policy.append(_DEFAULT_KEY_POLICY)
    arns = tuple(_arns(resource, configuration))
    guarded = Guarded(
        account_of(arns[0]),
        tuple(f"{arn}{part}" for arn in arns for part in store.parts),
        tuple(policy),
        delegates=store.delegates,
    )
    return Held(resource, store, guarded)


def _granted(resource: Resource) -> Iterator[Statement]:
    for document in grants(resource):
        yield from document.statements


def _arns(resource: Resource, configuration: Configuration) -> Iterator[str]:
    """The ARNs of a store: of a global table one in each region."""
    arn = str(arn_of(resource, configuration))
    yield arn
    if resource.type == "aws_dynamodb_table":
        made = configuration.related(resource, "aws_dynamodb_table_replica", "global_table_arn")
        regions = [each.get("region_name") for each in resource.blocks("replica")]
        for region in (*regions, *(each.region for each in made)):
            if isinstance(region, str) and region and is_known(region):
                parts = arn.split(":")
                yield ":".join((*parts[:3], region, *parts[4:]))


@recalled
def endpoints(configuration: Configuration) -> tuple[Endpoint, ...]:
    """Every VPC endpoint."""
    return tuple(endpoint_of(each, configuration) for each in configuration.of("aws_vpc_endpoint"))


def endpoint_of(resource: Resource, configuration: Configuration) -> Endpoint:
    """The VPC endpoint with what its policies say; one without a policy lets everything through."""
    policy = list(statements(resource, configuration))
    for holder in configuration.related(resource, "aws_vpc_endpoint_policy", "vpc_endpoint_id"):
        policy += statements(holder, configuration)
    return Endpoint(made_up(resource), tuple(policy) or (_EVERYTHING,))


def _statement(actions: str, kind: str, principal: str) -> Statement:
    return Statement("", "Allow", (actions,), (), ("*",), (), (Principal(kind, principal),), (), ())


_DEFAULT_KEY_POLICY: Final = _statement("kms:*", "AWS", f"arn:aws:iam::{OWN_ACCOUNT}:root")
"""KMS Developer Guide, "Default key policy"."""
_EVERYTHING: Final = _statement("*", "*", "*")
