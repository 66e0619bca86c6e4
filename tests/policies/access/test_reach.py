"""Who is not asked about has no way in, and what is decided once is what each would be told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from policies.access.asking import alike, asked, concerning, depends_on_arns
from policies.access.escalation import _as_another, _likely
from policies.access.evaluation import Caller, Guarded, Kind, doing, equals, may
from policies.access.formulas import Answer, Unknown, conjunction, request_for
from policies.access.holders import Policy, held, holders
from policies.access.properties import destroyed_by, found
from policies.access.reach import Callers, Places
from policies.access.stores import EVIDENCE
from policies.configuration import Configuration
from policies.service_reference import may_have_several
from tests.policies.access.test_brute_force import OTHER, OWN, some, statement, statements
from tests.policies.test_growth import RULES, copies

ACTIONS: tuple[tuple[str, ...], ...] = (("s:Get", "s:Put"), ("t:Get",), ())
NAMES = tuple(
    f"arn:aws:iam::{account}:{who}"
    for account in (OWN, OTHER)
    for who in ("role/r", "role/path/r", "user/r", "role/rr")
)
PRINCIPALS = (
    *NAMES,
    *("*", OWN, OTHER, f"arn:aws:iam::{OWN}:root", f"arn:aws:sts::{OWN}:assumed-role/r/s"),
    *(f"arn:aws:sts::{OTHER}:assumed-role/rr/s", "${var.who}", f"arn:aws:iam::{OWN}:role/${{var.role}}"),
)
GUARDED = (
    *("arn:aws:s:r:1:a", "arn:aws:s:r:1:a/*", "arn:aws:s:r:1:ab", "arn:aws:s:r:1:a:b", "arn:aws:t:r:1:a"),
    *("arn:aws:s:r:1:b/${var.name}", "arn:aws:s:${var.region}:1:b", "arn:aws:s:*:1:b", "${var.arn}", "*"),
)
ARNS = (
    *GUARDED,
    *("arn:aws:s:r:1:a*", "arn:aws:s:r:1:*b", "arn:aws:s:r:1:?", "arn:aws:*:r:1:a", "arn:aws:?:r:1:ab"),
    *("arn:aws:s:r:2:a", "arn:aws:s:q:1:*", "arn:aws:s:*:*:b/*", "arn:aws:s", "arn:aws:s:r", "a*", "arn*"),
    *("arn:aws:s:r:1:${aws:username}", "arn:aws:s:r:1:a/${aws:username}/*", "arn:aws:s:r:1:${*}"),
    *("arn:aws:s:r:1:a%{if x}b%{endif}", "arn:*:s:r:1:a", "arn:aws:s:r:${aws:username}:a", "", "*:a"),
)


def policy(random: Random, most: int, *, principal: bool = False) -> Policy:
    made = []
    for _ in range(random.randint(0, most)):
        said: dict[str, Any] = statement(random, ["aws:name"], principal=principal)
        scope = "NotResource" if "NotResource" in said else "Resource"
        said[scope] = some(random, ARNS)
        if "Principal" in said:
            kind = random.choice(("AWS", "AWS", "AWS", "Service", "CanonicalUser"))
            said["Principal"] = {kind: some(random, PRINCIPALS)}
        if random.random() < 0.05:
            said["Effect"] = "${var.effect}"
        made.append(said)
    hidden = (Unknown("a document cannot be read"),) if random.random() < 0.05 else ()
    return (*statements(made), *hidden)


def callers(random: Random) -> list[Caller]:
    return [
        Caller(
            Kind.USER if ":user/" in name else Kind.ROLE,
            name,
            name.split(":")[4],
            identity=None if random.random() < 0.05 else policy(random, 2),
            boundary=policy(random, 2) if random.random() < 0.2 else None,
            facts=equals("aws:principalarn", name),
        )
        for name in random.choices(NAMES, k=5)
    ]


def guarded(random: Random) -> list[Guarded]:
    return [
        Guarded(
            random.choice((OWN, OWN, OTHER)),
            tuple(some(random, GUARDED)),
            policy(random, 2, principal=True) if random.random() < 0.5 else (),
            delegates=random.random() < 0.4,
        )
        for _ in range(6)
    ]


def exactly(caller: Caller, place: Guarded, actions: tuple[str, ...]) -> Answer:
    """The answer of the procedure alone."""
    allowed = may(caller, place)
    return request_for(conjunction(doing(actions), allowed) if actions else allowed, may_have_several)


def limited(caller: Caller, place: Guarded, actions: tuple[str, ...]) -> tuple[Caller, Guarded]:
    """Both, with the statements about the actions alone: what others leave open is no reason to be told."""
    identity, boundary = (
        None if said is None else concerning(said, actions) for said in (caller.identity, caller.boundary)
    )
    return (
        replace(caller, identity=identity, boundary=boundary),
        replace(place, policy=concerning(place.policy, actions)),
    )


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(5))
def test_whoever_is_not_asked_is_refused_by_the_procedure(part: int) -> None:
    """Of 4,500 random pairs a part, found from either side; and enough are left out to be worth it."""
    random = Random(part)  # noqa: S311 - no secret
    seen: Counter[str] = Counter()
    for _ in range(50):
        configuration = Configuration(())
        who, what = callers(random), guarded(random)
        for actions in ACTIONS:
            places, reached = Places(what, actions), Callers(who, actions, configuration)
            within = {(c, g) for c, caller in enumerate(who) for g in places.within(caller, configuration)}
            assert within == {(c, g) for g, place in enumerate(what) for c in reached.reaching(place)}
            for c, caller in enumerate(who):
                for g, place in enumerate(what):
                    is_refused = exactly(caller, place, actions).is_refused
                    assert is_refused or (c, g) in within, (caller, place, actions)
                    seen["refused" if is_refused else "not refused"] += 1
                    seen["left out"] += (c, g) not in within
    assert seen["left out"] > seen["refused"] / 3, seen
    assert seen["not refused"] > 100, seen


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(5))
def test_what_is_decided_once_for_all_that_are_alike_is_decided_of_each(part: int) -> None:
    random = Random(100 + part)  # noqa: S311 - no secret
    shared = 0
    for _ in range(50):
        configuration = Configuration(())
        who, what = callers(random), guarded(random)
        for actions in ACTIONS:
            answers = {
                (caller, place): asked(caller, place, actions, configuration)
                for caller in who
                for place in what
            }
            for (caller, place), answer in answers.items():
                exact = exactly(*limited(caller, place, actions), actions)
                assert answer == exact, (caller, place)
                first = next(
                    each
                    for each in what
                    if alike(each, actions, configuration) is alike(place, actions, configuration)
                )
                if first is not place and not depends_on_arns(caller, first, actions, configuration):
                    shared += 1
                    before = answers[caller, first]
                    assert (before.unknown, before.request is None) == (exact.unknown, exact.request is None)
    assert shared > 100


def test_a_role_destroys_what_asking_of_each_store_finds() -> None:
    """The first of each kind, and how many there are."""
    configuration = copies(RULES["access-evidence"], 2)
    for holder in holders(configuration):
        expected = [
            (store, said)
            for store in held(configuration)
            if store.resource.type in EVIDENCE
            for said in (
                found(holder.name, holder.caller, store.guarded, store.store.destroys, configuration),
            )
            if said is not None
        ]
        told = list(destroyed_by(holder, configuration))
        number: Counter[object] = Counter()
        for store, said, alike_ in told:
            assert (store, said) in expected
            number[store.resource.type, type(said)] += alike_
        assert number == Counter((store.resource.type, type(said)) for store, said in expected)
        firsts = {(store.resource.type, type(said)): (store, said) for store, said in reversed(expected)}
        first = {(store.resource.type, type(said)): (store, said) for store, said, _ in reversed(told)}
        assert first == firsts


def test_a_role_that_is_not_likely_is_out_of_reach() -> None:
    configuration = copies(RULES["access-escalation"], 2)
    left_out = 0
    for holder in holders(configuration):
        likely = set(_likely(holder, configuration))
        for other in set(holders(configuration)) - likely - {holder}:
            left_out += 1
            assert list(_as_another(holder, other, configuration)) == []
    assert left_out > 100
