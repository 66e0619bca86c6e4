"""Whether roles may do what is done under them, and nothing beyond: what is missing and what is unused.

What is done is what functions were seen to do, recorded by the emulated AWS, and what AWS does by itself,
told from the configuration. What is granted is read from the deployed stacks' policies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from policies.configuration import Configuration
from policies.diff.grants import Condition, Grant
from policies.diff.permissions import covers
from rehearsal.calls import Call
from rehearsal.keys import Keys
from rehearsal.platform_calls import platform_calls
from rehearsal.roles import Role, read_roles


class Granted(NamedTuple):
    """A grant as it is in every region: whose, and what on what."""

    label: str
    action: str
    resource: str


def compare(
    configuration: Configuration,
    recorded: Iterable[Mapping[str, Any]],
    *,
    codes: Mapping[str, str],
) -> list[str]:
    """What the policies of the deployed roles lack and what they have too much, as sentences.

    recorded: what `/_rehearsal/calls` told of a run in which functions took every path in some region.
    codes: region -> the code that stands for it in names.
    """
    roles, problems = read_roles(configuration, codes)
    keys = Keys(configuration)
    seen: set[Call] = set()
    for record in recorded:
        role = roles.get(record["role"])
        if role is None or not role.function:
            continue  # the account's owner, and services
        call = _call(record, role)
        seen.add(call)
        if not record["allowed"] and role.allows(call):
            problems.append(
                f"{role.label} was refused {call.action} on {call.resource}, which its role "
                f"{role.name} allows: a policy of the resource or of a key does not"
            )
    by_role: dict[str, set[Call]] = defaultdict(set)
    of_keys = (use for call in seen for use in keys.uses(call))
    for needed in (*seen, *of_keys, *platform_calls(configuration)):
        by_role[needed.role].add(needed)
    problems += (
        f"something runs under the role {name}, which no stack has"
        for name in sorted(by_role.keys() - roles.keys())
    )
    missed = [
        (role, call)
        for role in roles.values()
        for call in sorted(by_role[role.name])
        if not role.allows(call)
    ]
    problems += (
        f"{role.label} needs {call.action} on {call.resource}{_under(call.conditions)}, "
        f"which its role {role.name} does not allow"
        for role, call in missed
    )
    # What is missing in one region alone is not to be called unused in the others.
    astray = {(role.label, call.action) for role, call in missed}
    unused = {each for each in _unused(roles.values(), by_role) if (each.label, each.action) not in astray}
    too_much = (
        f"{each.label} is granted {each.action} on {each.resource}, which nothing used"
        for each in sorted(unused)
    )
    return list(dict.fromkeys([*problems, *too_much]))


def _call(record: Mapping[str, Any], role: Role) -> Call:
    """A recorded call, with what is known of its context; IAM knows which function's code makes it."""
    told = [
        Condition("StringEquals", key, tuple(map(str, value)) if isinstance(value, list) else (str(value),))
        for key, value in record["context"].items()
    ]
    by_code = Condition("ArnEquals", "lambda:SourceFunctionArn", (role.function_arn,))
    return Call(role.name, record["action"], record["resource"], (by_code, *told))


def _under(tests: tuple[Condition, ...]) -> str:
    told = [f"{test.key} {' or '.join(test.values)}" for test in tests if test.key.startswith("kms:")]
    return f" ({', '.join(told)})" if told else ""


def _unused(roles: Iterable[Role], by_role: Mapping[str, set[Call]]) -> set[Granted]:
    """Grants that nothing used in any region."""
    used: dict[Granted, bool] = defaultdict(bool)
    for role in roles:
        for grant in role.granted:
            if grant.effect == "Allow":
                calls = by_role[role.name]
                used[_named(grant, role)] |= any(covers(grant, call.as_grant("Allow")) for call in calls)
    return {each for each, is_used in used.items() if not is_used}


def _named(grant: Grant, role: Role) -> Granted:
    """A grant as it is in every region."""
    action, resource = (
        ("all but " if scope.everything_but else "") + ", ".join(scope.patterns)
        for scope in (grant.action, grant.resource)
    )
    return Granted(role.label, action, role.anywhere(resource + _under(grant.conditions)))
