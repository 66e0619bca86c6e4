"""What is changed: one thing, in every region alike and in one alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.examples import policy_text, resources, stack_in_each
from policies.gate.proving import configuration_of
from tests.mutation.mutants import (
    GONE,
    Edit,
    Kind,
    Mutant,
    edited,
    exchanged,
    mutants,
    removals,
    widenings,
)


def widened(statement: dict[str, Any]) -> dict[str, Any]:
    """What stands in place of a statement after each of its widenings."""
    kind = "aws_sqs_queue"
    (element,) = configuration_of(resources(**{kind: {"policy": policy_text(statement)}})).of(kind)
    return {edit.label: json.loads(str(edit.after))["Statement"] for edit in widenings(element)}


def test_a_grant_lets_more_through() -> None:
    said = {
        "Sid": "Send",
        "Effect": "Allow",
        "Principal": {"AWS": "a"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Condition": {"Bool": {"a": "b"}},
    }
    assert widened(said) == {
        "policy statement Send: condition dropped": [{k: v for k, v in said.items() if k != "Condition"}],
        "policy statement Send: action to *": [{**said, "Action": "*"}],
        "policy statement Send: principal to *": [{**said, "Principal": "*"}],
    }


def test_what_is_excepted_is_let_through_too() -> None:
    said = {"Effect": "Allow", "NotAction": "iam:*", "NotResource": ["a"]}
    assert widened(said) == {
        "policy statement 0: action to *": [{"Effect": "Allow", "NotResource": ["a"], "Action": "*"}],
        "policy statement 0: resource to *": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
    }


def test_a_denial_is_taken_out() -> None:
    said = {"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Condition": {"Bool": {}}}
    assert widened(said) == {
        "policy statement Tls: condition dropped": [{k: v for k, v in said.items() if k != "Condition"}],
        "policy statement Tls: denial taken out": [],
    }


def test_what_is_no_policy_has_no_statements() -> None:
    for text in ("{", '{"Statement": []}', '["Statement"]', '{"Version": "1"}'):
        (element,) = configuration_of(resources(aws_sqs_queue={"policy": text})).of("aws_sqs_queue")
        assert list(widenings(element)) == []


def test_a_value_is_set_or_taken_out_at_its_path() -> None:
    values = {"rule": [{"status": "Enabled", "days": 1}], "name": "a"}
    assert edited(values, ("rule", 0, "status"), "Disabled")["rule"] == [{"status": "Disabled", "days": 1}]
    assert edited(values, ("rule", 0, "days"), GONE)["rule"] == [{"status": "Enabled"}]
    assert edited(values, ("rule", 0), GONE)["rule"] == []
    assert edited(values, ("name",), GONE) == {"rule": values["rule"]}
    assert edited(values, ("new",), 1)["new"] == 1
    assert values == {"rule": [{"status": "Enabled", "days": 1}], "name": "a"}


@pytest.fixture
def queues() -> Configuration:
    """A queue in each of two regions, and one that only one of them has."""
    return configuration_of(
        stack_in_each(
            {
                "xx-test-1": {"resource": {"aws_sqs_queue": {"inbox_xxt1": {"name": "a"}, "only": {}}}},
                "xx-test-2": {"resource": {"aws_sqs_queue": {"inbox_xxt2": {"name": "b"}}}},
            }
        )
    )


def made(configuration: Configuration) -> list[Mutant]:
    edits = (edit for element in configuration.of("aws_sqs_queue") for edit in removals(element))
    return list(mutants(edits, configuration))


def test_what_is_alike_is_changed_together_and_one_by_one(queues: Configuration) -> None:
    assert [(mutant.everywhere, [edit.element.name for edit in mutant.edits]) for mutant in made(queues)] == [
        (True, ["inbox_xxt1", "inbox_xxt2"]),
        (False, ["inbox_xxt1"]),
        (False, ["inbox_xxt2"]),
        (True, ["only"]),
    ]


def test_each_has_a_name_and_a_place_by_chance_of_its_own(queues: Configuration) -> None:
    names = [mutant.name for mutant in made(queues)]
    assert names == [
        "pay-xx-test-1: aws_sqs_queue.inbox_xxt1 and alike: removed",
        "pay-xx-test-1: aws_sqs_queue.inbox_xxt1: removed",
        "pay-xx-test-2: aws_sqs_queue.inbox_xxt2: removed",
        "pay-xx-test-1: aws_sqs_queue.only: removed",
    ]
    orders = [mutant.order for mutant in made(queues)]
    assert len(set(orders)) == len(orders)
    assert orders == [mutant.order for mutant in made(queues)]


def test_what_is_guarded_in_one_region_is_so_in_each(queues: Configuration) -> None:
    first, _, second = queues.of("aws_sqs_queue")
    edits = [
        exchanged(first, Kind.DROPPED, ("name",), GONE),
        exchanged(second, Kind.GUARDED, ("name",), GONE),
    ]
    assert edits[0] == Edit(first, Kind.DROPPED, "name left out", ("name",), "a", GONE)
    assert {mutant.kind for mutant in mutants(edits, queues)} == {Kind.GUARDED}
