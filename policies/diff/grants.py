"""What a configuration's policies grant and deny, taken apart into the smallest statements and by owner.

The order of statements, how they are split, and which policy of a role they stand in, say nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from policies.configuration import Configuration
from policies.grants import grants as granted
from policies.policy_document import HiddenPolicy, Principal, Statement, documents
from policies.resource import Resource

EVERYBODY: Final = "everybody (*)"
_TRUST: Final = "assume_role_policy"
_OWNERS: Final = (
    *("role", "user", "group", "bucket", "queue_url", "arn", "key_id", "resource_arn", "event_bus_name"),
    *("vpc_endpoint_id", "secret_arn", "repository", "function_name", "rest_api_id", "file_system_id"),
    *("domain_name", "target_key_id", "resource_policy_arn", "backup_vault_name"),
)
"""Where a policy that is a resource of its own says whose it is."""

_ATTACHING: Final = (
    *("aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment"),
    *("aws_iam_group_policy_attachment", "aws_iam_policy_attachment"),
)
_ATTACHED_TO: Final = ("role", "user", "group", "roles", "users", "groups")


@dataclass(frozen=True, slots=True, order=True)
class Patterns:
    """One pattern, or everything but several; without any pattern, what the statement leaves unsaid."""

    patterns: tuple[str, ...]
    everything_but: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Condition:
    """One condition on one key. Its values are alternatives where they can be parted."""

    operator: str
    key: str
    values: tuple[str, ...]

    @property
    def is_alternatives(self) -> bool:
        """Whether one statement with several values says the same as several with one each.

        IAM User Guide, "Multiple values for a condition operator": those of a negated operator must all
        be missed, and ForAllValues asks for a set.
        """
        quantifier, _, plain = self.operator.rpartition(":")
        return "Not" not in plain and quantifier != "ForAllValues"

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The same with one value each, all of which must hold or, of alternatives, one."""
        return tuple(replace(self, values=(value,)) for value in self.values)


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """The smallest statement: one principal, action and resource, and tests of which all must hold."""

    effect: str
    principal: Patterns
    action: Patterns
    resource: Patterns
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """Whose policy it is: a role, or the resource that it guards; `trust` is who may assume the role."""

    stack: str
    address: str
    trust: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Unreadable:
    """A policy that cannot be read before Terraform runs; `reason` says why."""

    stack: str
    address: str
    attribute: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grants:
    """Every grant by owner, and the policies that nobody can read."""

    by_owner: Mapping[Owner, frozenset[Grant]]
    unreadable: frozenset[Unreadable]


def grants_of(configuration: Configuration) -> Grants:
    """Every policy document of every managed resource, with what IAM attaches and lets invoke."""
    found: dict[Owner, set[Grant]] = defaultdict(set)
    unreadable: set[Unreadable] = set()
    for holder in configuration.elements:
        if not holder.is_managed:
            continue
        owners = _owners(holder, configuration)
        for document in documents(holder, configuration):
            if isinstance(document, HiddenPolicy):
                unreadable.add(Unreadable(holder.stack, holder.address, document.attribute, document.reason))
                continue
            trust = document.attribute == _TRUST
            for owner in owners:
                named = Owner(owner.stack, owner.address, trust)
                found[named].update(grant for said in document.statements for grant in smallest_grants(said))
        for statement in _besides_documents(holder, configuration):
            for owner in owners:
                found[owner].update(smallest_grants(statement))
    return Grants({owner: frozenset(said) for owner, said in found.items()}, frozenset(unreadable))


def smallest_grants(statement: Statement) -> Iterator[Grant]:
    """The smallest statements that together say what this one says."""
    principals = _scopes(
        tuple(map(_principal, statement.principals)), tuple(map(_principal, statement.not_principals))
    )
    actions = _scopes(statement.actions, statement.not_actions)
    resources = _scopes(statement.resources, statement.not_resources)
    tests = [_tests(operator, key, values) for operator, key, values in statement.conditions]
    effect = "Allow" if statement.allows else "Deny"
    for principal, action, resource in product(principals, actions, resources):
        for chosen in product(*tests):
            together = {test for alternative in chosen for test in alternative}
            yield Grant(effect, principal, action, resource, tuple(sorted(together)))


def _scopes(patterns: tuple[str, ...], excluded: tuple[str, ...]) -> list[Patterns]:
    if excluded:
        return [Patterns(tuple(sorted(set(excluded))), everything_but=True)]
    return [Patterns((pattern,)) for pattern in patterns] or [Patterns(())]


def _principal(principal: Principal) -> str:
    # {"AWS": "*"} and "*" are the same (IAM User Guide, "AWS JSON policy elements: Principal").
    if principal.is_anyone and principal.kind in ("*", "AWS"):
        return EVERYBODY
    return f"{principal.kind} {principal.value}"


def _tests(operator: str, key: str, values: tuple[str, ...]) -> list[tuple[Condition, ...]]:
    """The alternatives of one condition, each as tests that hold together."""
    test = Condition(operator, key, tuple(sorted(set(values))))
    if test.is_alternatives and test.values:
        return [(part,) for part in test.parts]
    if "Not" in operator and not operator.startswith("ForAnyValue:"):
        return [test.parts]
    return [(test,)]


def _owners(holder: Resource, configuration: Configuration) -> tuple[Owner, ...]:
    if holder.type == "aws_iam_policy":
        attached = tuple(
            owner
            for kind in _ATTACHING
            for attachment in configuration.of(kind)
            if configuration.target(attachment, attachment.get("policy_arn")) is holder
            for owner in _attached_to(attachment, configuration)
        )
        return attached or (Owner(holder.stack, holder.address),)
    if holder.type in _ATTACHING:
        return _attached_to(holder, configuration)
    if holder.type.endswith(("_policy", "_permission")):
        for attribute in _OWNERS:
            target = configuration.target(holder, holder.get(attribute))
            if target is not None:
                return (Owner(target.stack, target.address),)
    return (Owner(holder.stack, holder.address),)


def _attached_to(attachment: Resource, configuration: Configuration) -> tuple[Owner, ...]:
    owners = []
    for attribute in _ATTACHED_TO:
        value = attachment.get(attribute)
        for named in value if isinstance(value, list) else [] if value is None else [value]:
            target = configuration.target(attachment, named)
            owners.append(
                Owner(target.stack, target.address) if target else Owner(attachment.stack, str(named))
            )
    return tuple(owners)


def _besides_documents(holder: Resource, configuration: Configuration) -> Iterator[Statement]:
    """What grants or limits without a document: attached policies by ARN, boundaries, shares."""
    if holder.type in _ATTACHING:
        target = configuration.target(holder, holder.get("policy_arn"))
        if target is None or target.type != "aws_iam_policy":
            yield _statement("Allow", f"whatever {holder.get('policy_arn')} allows")
    arns = holder.values.get("managed_policy_arns")
    for arn in arns if isinstance(arns, list) else [arns] if arns else []:
        yield _statement("Allow", f"whatever {arn} allows")
    if boundary := holder.values.get("permissions_boundary"):
        yield _statement("Deny", f"whatever {boundary} does not allow")
    for document in granted(holder):
        yield from document.statements


def _statement(effect: str, action: str) -> Statement:
    return Statement("", effect, (action,), (), (), (), (), (), ())
