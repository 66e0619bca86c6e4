"""What finds a mutant, where, and that it finds this one and no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policies.bindings import Argument
from policies.configuration import Configuration
from policies.engine import judge
from policies.examples import ACCOUNT, policy_text
from policies.gate.proving import configuration_of
from policies.gate.reading.folder import read
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.registry import load
from tests.mutation.guards import Guarded, learn
from tests.mutation.judged import Verdict
from tests.mutation.measure import Outcome, System
from tests.mutation.mutants import Kind, Mutant
from tests.mutation.schema import Schema
from tests.policies.verdicts import REVIEWED

REGISTRY = load()
RULES = {rule.id: rule for rule in REGISTRY.rules}
KEYS: dict[str, dict[str, object]] = {
    "data": {"description": "a", "is_enabled": True},
    "logs": {"deletion_window_in_days": 30},
}
ARGUMENTS = {"aws_kms_key": (Argument("is_enabled", "boolean"), Argument("multi_region", "boolean"))}
OFF = "terraform-switched-off"
NOTHING = Guarded((), {}, frozenset())


def system(
    stack: dict[str, Any], *rules: str, waivers: tuple[Waiver, ...] = (), guarded: Guarded = NOTHING
) -> tuple[System, dict[str, Mutant]]:
    """A system of one stack that some rules judge, and its mutants by what is done where."""
    configuration = configuration_of({"resource": stack})
    made = System(configuration, [RULES[rule] for rule in rules], waivers)
    schema = Schema.of(configuration.elements, ARGUMENTS, guarded)
    mutants = made.mutants(schema, guarded)
    return made, {f"{each.edits[0].element.address}: {each.edits[0].label}": each for each in mutants}


def test_a_rule_finds_one_and_none_finds_another() -> None:
    keys, mutants = system({"aws_kms_key": KEYS}, OFF)
    off = mutants["aws_kms_key.data: is_enabled is false"]
    assert keys.outcome(off) == Outcome(off, OFF)
    gone = mutants["aws_kms_key.data: removed"]
    assert keys.outcome(gone) == Outcome(gone)


def test_a_restated_default_is_no_mutant() -> None:
    _, mutants = system({"aws_kms_key": KEYS}, OFF)
    assert "aws_kms_key.data: is_enabled left out" not in mutants
    assert "aws_kms_key.data: is_enabled is false" in mutants


def test_what_is_found_of_one_mutant_is_not_said_of_the_next() -> None:
    def found(own: System, names: Iterable[str]) -> set[str]:
        return {name for name in names if own.outcome(mutants[name]).found}

    keys, mutants = system({"aws_kms_key": KEYS}, OFF)
    alone = [found(system({"aws_kms_key": KEYS}, OFF)[0], [name]) for name in mutants]
    one_by_one = set().union(*alone)
    assert one_by_one == {f"aws_kms_key.{key}: is_enabled is false" for key in KEYS}
    assert found(keys, sorted(mutants)) == found(keys, sorted(mutants, reverse=True)) == one_by_one


def bucket(name: str) -> dict[str, Any]:
    return {
        "bucket": f"${{aws_s3_bucket.{name}.id}}",
        "versioning_configuration": [{"status": "Enabled"}],
    }


VERSIONED = {
    "aws_s3_bucket": {name: {"bucket": f"{name}-zq7"} for name in ("code", "logs")},
    "aws_s3_bucket_versioning": {name: bucket(name) for name in ("code", "logs")},
}


def worse(own: System, mutant: Mutant) -> list[Verdict]:
    return [each for each in own.judged.after(mutant.change(own.judged.watched)) if each.is_worse]


def test_what_a_rule_guards_is_told_as_that_and_found_at_what_it_belongs_to() -> None:
    guarded = learn([RULES["s3-versioning"]])
    buckets, mutants = system(VERSIONED, "s3-versioning", guarded=guarded)
    removed = mutants["aws_s3_bucket_versioning.code: removed"]
    assert removed.kind is Kind.GUARDED
    (verdict,) = (
        each for each in buckets.judged.after(removed.change(buckets.judged.watched)) if each.is_worse
    )
    assert verdict.element.address == "aws_s3_bucket.code"
    assert buckets.outcome(removed) == Outcome(removed, "s3-versioning")


def test_what_is_found_at_something_else_is_found_afar() -> None:
    """Of two resources that neither name each other nor a third."""
    buckets, mutants = system(VERSIONED, "s3-versioning")
    removed = mutants["aws_s3_bucket_versioning.code: removed"]
    (verdict,) = (
        each for each in buckets.judged.after(removed.change(buckets.judged.watched)) if each.is_worse
    )
    assert verdict.after is not None
    other = replace(verdict, element=buckets.judged.watched["example", "aws_s3_bucket.logs"])
    silent = replace(other, after=replace(verdict.after, message="it lacks something"))
    assert not buckets._is_near(silent, removed)
    named = replace(other, after=replace(verdict.after, message="it is not as aws_s3_bucket_versioning.code"))
    assert buckets._is_near(named, removed)


def test_parity_is_not_asked() -> None:
    asked = System(configuration_of({}), REGISTRY.rules).rules.keys()
    assert RULES.keys() - asked == {"parity-regions", "parity-attributes", "parity-verdicts"}


def waiver(address: str, *subjects: str) -> Waiver:
    scope = WaiverScope("example", (address,), stacks=("example",))
    return Waiver(OFF, scope, "r", "o", "a", REVIEWED, row="R46", reviewed=REVIEWED, subjects=subjects)


def test_a_waiver_that_is_for_nothing_any_more_is_a_finding() -> None:
    keys = {"data": {"is_enabled": False}}
    own, mutants = system({"aws_kms_key": keys}, OFF, waivers=(waiver("aws_kms_key.data", "is_enabled"),))
    assert own.outcome(mutants["aws_kms_key.data: removed"]).found == "waivers"
    bare, mutants = system({"aws_kms_key": keys}, OFF)
    assert bare.outcome(mutants["aws_kms_key.data: removed"]).found == ""


def queue(action: str = "sqs:SendMessage") -> dict[str, Any]:
    said = {
        "Sid": "Own",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": action,
        "Resource": f"arn:aws:sqs:xx-test-1:{ACCOUNT}:inbox-zq7",
    }
    return {"aws_sqs_queue": {"inbox": {"name": "inbox-zq7", "policy": policy_text(said)}}}


def test_a_policy_that_lets_nothing_more_through_is_no_mutant() -> None:
    """A queue's own policy is about this queue, whatever resource it names."""
    queues, mutants = system(queue(), OFF)
    named = {
        name.rpartition(": ")[2]: queues.outcome(mutant)
        for name, mutant in mutants.items()
        if mutant.kind is Kind.WIDENED
    }
    assert {how: outcome.same for how, outcome in named.items()} == {
        "resource to *": True,
        "action to *": False,
        "principal to *": False,
    }


def test_of_what_is_no_policy_of_a_role_or_a_store_nothing_is_proven() -> None:
    (said,) = json.loads(queue()["aws_sqs_queue"]["inbox"]["policy"])["Statement"]
    endpoint = {"aws_vpc_endpoint": {"s3": {"policy": policy_text(said)}}}
    own, mutants = system(endpoint, OFF)
    widened = mutants["aws_vpc_endpoint.s3: policy statement Own: resource to *"]
    assert own.outcome(widened) == Outcome(widened)


@pytest.mark.synth
@pytest.mark.parametrize("name", ["pci_web_app", "disaster_recovery"])
def test_on_a_whole_system_it_is_as_if_all_were_judged_anew(
    name: str, synthesis_of: Callable[[str], Path]
) -> None:
    configuration = read(synthesis_of(name)).configuration
    own = System(configuration, REGISTRY.rules)
    mutants = own.mutants(Schema.of(configuration.elements, {}, NOTHING), NOTHING)
    said = {(each.rule, each.stack, each.address): each for each in own.judged.findings if each is not None}
    for mutant in mutants[:12]:
        change = mutant.change(own.judged.watched)
        now = dict(said)
        for verdict in own.judged.after(change):
            place = (verdict.rule.id, verdict.element.stack, verdict.element.address)
            now.pop(place, None)
            if verdict.after is not None:
                now[place] = verdict.after
        changed = {(each.stack, each.address): values for each, values in change.arguments.items()}
        gone = {(each.stack, each.address) for each in change.gone}
        elements = (
            replace(each, values=changed.get((each.stack, each.address), each.values))
            for each in configuration.elements
            if (each.stack, each.address) not in gone
        )
        whole = judge(Configuration(tuple(elements)), own.rules.values())
        assert whole.errors == ()
        assert now == {(each.rule, each.stack, each.address): each for each in whole.findings}, mutant.name


def test_each_run_gives_the_same_mutants_in_the_same_order() -> None:
    assert list(system(VERSIONED, OFF)[1]) == list(system(VERSIONED, OFF)[1])
