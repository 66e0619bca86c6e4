"""5,000 random cases: the decision procedure and a search through a small universe say the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import pytest

from policies.access.evaluation import ACTION, RESOURCE, Caller, Endpoint, Guarded, Kind, doing, may
from policies.access.formulas import Request, conjunction, request_for
from policies.policy_document import PolicyDocument, Statement, _literal
from tests.policies.access.brute_force import Asked, World, is_allowed

OWN, OTHER = "111111111111", "222222222222"
ACTIONS = ("s:Get", "s:Put", "t:Get")
RESOURCES = ("arn:aws:s:r:1:a", "arn:aws:s:r:1:b", "arn:aws:s:r:1:a/u", "arn:aws:s:q:1:a:u")
SEVERAL = frozenset({"s:tags"})
VALUES: dict[str, tuple[str, ...]] = {
    "aws:name": ("a", "A", "ab", "b", "u", ""),
    "s:tags": ("a", "b", "ab"),
    "s:size": ("0", "1", "1.5", "2", "3"),
    "aws:currenttime": ("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2026-06-01T00:00:00Z"),
    "aws:sourceip": ("10.0.0.1", "10.0.1.1", "192.0.2.1"),
    "aws:securetransport": ("true", "false"),
    "aws:sourcearn": (*RESOURCES[:3], "arn:aws:t:r:2:b"),
    "aws:sourcevpce": ("vpce-1", "vpce-2"),
}
TESTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "aws:name": (
        *(
            ("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"),
            ("a", "ab", "a*", "?", "*b", "*", "${*}"),
        ),
    ),
    "s:tags": (("StringEquals", "StringNotEquals", "StringLike", "StringNotLike"), ("a", "b", "a*", "*")),
    "s:size": (
        (
            *("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"),
            *("NumericGreaterThan", "NumericGreaterThanEquals"),
        ),
        ("0", "1", "2", "1.5"),
    ),
    "aws:currenttime": (
        ("DateLessThan", "DateGreaterThanEquals", "DateEquals", "DateNotEquals"),
        ("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
    ),
    "aws:sourceip": (("IpAddress", "NotIpAddress"), ("10.0.0.0/24", "10.0.0.0/16", "192.0.2.1/32")),
    "aws:securetransport": (("Bool",), ("true", "false")),
    "aws:sourcearn": (
        ("ArnLike", "ArnNotLike", "ArnEquals", "StringLike"),
        ("arn:aws:s:*:1:a*", "arn:aws:s:r:1:?", "arn:aws:*:r:*:b", "*", RESOURCES[0]),
    ),
    "aws:sourcevpce": (("StringEquals", "StringNotEquals"), ("vpce-1", "vpce-2")),
}
ARNS = (
    *RESOURCES,
    "*",
    "arn:aws:s:*:1:a",
    "arn:aws:s:r:1:*",
    "arn:aws:s:?:1:a*",
    "arn:aws:s",
    "arn:aws:s:r:1:a/${aws:name}",
)
PRINCIPALS = (
    "*",
    OWN,
    f"arn:aws:iam::{OWN}:root",
    f"arn:aws:iam::{OWN}:role/r",
    f"arn:aws:iam::{OWN}:user/r",
    f"arn:aws:sts::{OWN}:assumed-role/r/s",
    f"arn:aws:iam::{OTHER}:root",
)


def some(random: Random, values: tuple[str, ...], most: int = 2) -> list[str]:
    return random.sample(values, random.randint(1, min(most, len(values))))


def statement(random: Random, keys: list[str], *, principal: bool) -> dict[str, Any]:
    """A statement that may be anything which IAM's grammar allows over the universe."""
    made: dict[str, Any] = {"Effect": random.choice(("Allow", "Allow", "Deny"))}
    scope = random.choice(("Action", "Action", "Action", "NotAction"))
    made[scope] = some(random, (*ACTIONS, "s:*", "*:get", "S:?et", "*"))
    made[random.choice(("Resource", "Resource", "Resource", "NotResource"))] = some(random, ARNS)
    if principal:
        named = some(random, PRINCIPALS)
        if random.random() < 0.1:
            made["NotPrincipal"] = {"AWS": [*named, OWN] if made["Effect"] == "Deny" else named}
        else:
            made["Principal"] = "*" if "*" in named else {"AWS": named}
    tests: dict[str, dict[str, list[str]]] = {}
    for key in random.sample(keys, random.randint(0, len(keys))):
        operators, values = TESTS[key]
        operator = random.choice((*operators, "Null"))
        if operator == "Null":
            tests.setdefault(operator, {})[key] = [random.choice(("true", "false"))]
            continue
        quantified = key in SEVERAL or random.random() < 0.1
        prefix = random.choice(("ForAllValues:", "ForAnyValue:")) if quantified else ""
        suffix = random.choice(("", "", "IfExists"))
        tests.setdefault(f"{prefix}{operator}{suffix}", {})[key] = some(random, values)
    if tests:
        made["Condition"] = tests
    return made


def policy(
    random: Random, keys: list[str], *, principal: bool = False, least: int = 0
) -> list[dict[str, Any]]:
    return [statement(random, keys, principal=principal) for _ in range(random.randint(least, 3))]


def world(random: Random) -> tuple[World, list[str]]:
    keys = random.sample(sorted(VALUES), random.choice((1, 1, 2)))
    endpoints = None
    if random.random() < 0.15:
        keys = ["aws:sourcevpce", *keys[:1]] if keys[0] != "aws:sourcevpce" else keys
        endpoints = {"vpce-1": policy(random, keys[:1], principal=True, least=1)}
    kind = random.choice(("role", "role", "user"))
    return (
        World(
            arn=f"arn:aws:iam::{OWN}:{kind}/r",
            account=OWN,
            owner=random.choice((OWN, OWN, OTHER)),
            identity=policy(random, keys, least=1),
            boundary=policy(random, keys, least=1) if random.random() < 0.3 else None,
            resource=policy(random, keys, principal=True) if random.random() < 0.6 else [],
            delegates=random.random() < 0.25,
            endpoints=endpoints,
        ),
        keys if "aws:name" in keys else [*keys, "aws:name"] if "${aws:name}" in str(endpoints) else keys,
    )


def statements(listed: object) -> tuple[Statement, ...]:
    document = _literal("policy", json.dumps({"Statement": listed}))
    assert isinstance(document, PolicyDocument)
    return document.statements


def formula(given: World) -> Any:
    caller = Caller(
        Kind.USER if ":user/" in given.arn else Kind.ROLE,
        given.arn,
        given.account,
        identity=statements(list(given.identity)),
        boundary=None if given.boundary is None else statements(list(given.boundary)),
    )
    guarded = Guarded(given.owner, RESOURCES, statements(list(given.resource)), delegates=given.delegates)
    endpoints = tuple(
        Endpoint(name, statements(list(listed))) for name, listed in (given.endpoints or {}).items()
    )
    return conjunction(doing(ACTIONS), may(caller, guarded, endpoints))


def contexts(keys: list[str]) -> Iterator[dict[str, tuple[str, ...]]]:
    choices = []
    for key in keys:
        one = [(), *((value,) for value in VALUES[key])]
        choices.append([*one, ("a", "b"), ("b", "ab")] if key in SEVERAL else one)
    for chosen in product(*choices):
        yield {key: values for key, values in zip(keys, chosen, strict=True) if values}


def first_allowed(given: World, keys: list[str]) -> Asked | None:
    named = [*keys, "aws:name"] if "${aws:name}" in str(given) and "aws:name" not in keys else keys
    for action, resource, context in product(ACTIONS, RESOURCES, contexts(named)):
        asked = Asked(action, resource, context)
        if is_allowed(given, asked):
            return asked
    return None


def as_asked(request: Request) -> Asked:
    context = {key: values for key, values in request.items() if key not in (ACTION, RESOURCE)}
    return Asked(request[ACTION][0], request[RESOURCE][0], context)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(10))
def test_the_procedure_and_brute_force_say_the_same(part: int) -> None:
    """500 cases each: who is found by one is confirmed by the other, and nobody is found by one alone."""
    random = Random(part)  # noqa: S311 - no secret
    verdicts: Counter[str] = Counter()
    for number in range(500):
        given, keys = world(random)
        answer = request_for(formula(given), SEVERAL.__contains__)
        found = first_allowed(given, keys)
        where = f"case {number} of {part}: {given}"
        if answer.request is not None:
            assert is_allowed(given, as_asked(answer.request)), (answer, where)
            verdicts["allowed"] += 1
        elif answer.unknown:
            raise AssertionError((answer, where))
        else:
            assert found is None, (found, where)
            verdicts["refused"] += 1
    assert min(verdicts["allowed"], verdicts["refused"]) > 100, verdicts


@pytest.mark.parametrize("flaw", ["identity", "boundary"])
def test_the_judge_finds_a_procedure_that_forgets_a_policy(flaw: str) -> None:
    """The comparison is worth something: a procedure without one kind of policy is found out."""
    random = Random(7)  # noqa: S311 - no secret
    disagreed = 0
    for _ in range(150):
        given, keys = world(random)
        flawed = replace(given, **{flaw: [] if flaw == "identity" else None})
        answer = request_for(formula(flawed), SEVERAL.__contains__)
        found = first_allowed(given, keys)
        wrong = answer.request is not None and not is_allowed(given, as_asked(answer.request))
        disagreed += wrong or (answer.request is None and found is not None)
    assert disagreed > 5
