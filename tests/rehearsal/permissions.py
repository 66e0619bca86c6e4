"""Whether roles may do what is done under them, and nothing beyond: what is missing and what is unused.

What is done is what functions were seen to do, recorded by the emulated AWS, and what AWS does by itself,
told from the configuration. What is granted is read from the deployed stacks' policies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policies.diff.grants import Grant, Test
from policies.diff.permissions import covers
from policies.estate import Estate
from tests.rehearsal.calls import Call
from tests.rehearsal.keys import Keys
from tests.rehearsal.platform_calls import platform_calls
from tests.rehearsal.roles import Role, read_roles


@dataclass(frozen=True, slots=True)
class Unexercised:
    """Actions that a function is granted and a rehearsal cannot make it use, and why."""

    function: str
    actions: tuple[str, ...]
    reason: str


Unused = tuple[str, str, str]
"""A role's label, an action and a resource."""


def compare(
    estate: Estate,
    recorded: Iterable[Mapping[str, Any]],
    *,
    codes: Mapping[str, str],
    unexercised: Sequence[Unexercised] = (),
) -> list[str]:
    """What the policies of the deployed roles lack and what they have too much, as sentences.

    recorded: what `/_rehearsal/calls` told of a run in which functions took every path in some region.
    codes: region -> the code that stands for it in names.
    """
    roles, problems = read_roles(estate, codes)
    keys = Keys(estate)
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
    for needed in (*seen, *of_keys, *platform_calls(estate)):
        by_role[needed.role].add(needed)
    problems += (
        f"something runs under the role {name}, which no stack has"
        for name in sorted(by_role.keys() - roles.keys())
    )
    for role in roles.values():
        problems += (
            f"{role.label} needs {call.action} on {call.resource}{_under(call.tests)}, "
            f"which its role {role.name} does not allow"
            for call in sorted(by_role[role.name])
            if not role.allows(call)
        )
    return problems + _beyond(roles.values(), by_role, unexercised)


def _call(record: Mapping[str, Any], role: Role) -> Call:
    """A recorded call, with what is known of its context; IAM knows which function's code makes it."""
    told = [
        Test("StringEquals", key, tuple(map(str, value)) if isinstance(value, list) else (str(value),))
        for key, value in record["context"].items()
    ]
    by_code = Test("ArnEquals", "lambda:SourceFunctionArn", (role.function_arn,))
    return Call(role.name, record["action"], record["resource"], (by_code, *told))


def _under(tests: tuple[Test, ...]) -> str:
    told = [f"{test.key} {' or '.join(test.values)}" for test in tests if test.key.startswith("kms:")]
    return f" ({', '.join(told)})" if told else ""


def _beyond(
    roles: Iterable[Role], by_role: Mapping[str, set[Call]], unexercised: Sequence[Unexercised]
) -> list[str]:
    """Grants that nothing used in any region, and entries of the table that say so of others."""
    used: set[Unused] = set()
    unused: dict[Unused, Role] = {}
    functions: dict[Unused, str] = {}
    for role in roles:
        for grant in sorted(role.granted):
            if grant.effect != "Allow":
                continue
            known = _named(grant, role)
            functions[known] = role.function
            if any(covers(grant, call.as_grant("Allow")) for call in by_role[role.name]):
                used.add(known)
            else:
                unused.setdefault(known, role)
    excused = {(entry.function, action): entry.reason for entry in unexercised for action in entry.actions}
    left = {known: role for known, role in unused.items() if known not in used}
    stale = excused.keys() - {(functions[known], known[1]) for known in left}
    return [
        *(
            f"{label} is granted {action} on {resource}, which nothing used"
            for (label, action, resource) in sorted(left)
            if (functions[label, action, resource], action) not in excused
        ),
        *(
            f"the table of what a rehearsal cannot use names {action} of the function {function}, "
            "which was used or is not granted: take it out"
            for function, action in sorted(stale)
        ),
    ]


def _named(grant: Grant, role: Role) -> Unused:
    """A grant as it is in every region."""
    action, resource = (
        ("all but " if scope.everything_but else "") + ", ".join(scope.patterns)
        for scope in (grant.action, grant.resource)
    )
    return role.label, action, role.anywhere(resource + _under(grant.tests))
