"""A state after a plan that nobody applied: what it knows is kept, what AWS would choose is made up alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rehearsal.states import carried_out, drop_tainted, read_state, write_state
from rehearsal.tests.samples import stack_content

ATTRIBUTES = {
    "name": {"type": "string", "optional": True},
    "arn": {"type": "string", "computed": True},
    "comment": {"type": "string", "optional": True, "computed": True},
    "size": {"type": "number", "computed": True},
    "tags": {"type": ["map", "string"], "optional": True},
    "targets": {"type": ["list", "string"], "optional": True},
}
RULES = {"block": {"attributes": {"target": {"type": "string", "required": True}}}, "nesting_mode": "list"}
SCHEMA = {
    "resource_schemas": {
        "aws_sqs_queue": {
            "version": 3,
            "block": {"attributes": ATTRIBUTES, "block_types": {"rule": RULES}},
        }
    }
}
ARN = "arn:aws:sqs:eu-west-1:111122223333:{}"


def carried(
    arguments: Mapping[str, Any], after: Any, unknown: Mapping[str, Any], state: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The state after a plan that makes, changes or destroys the queue `one`."""
    state = state or {"serial": 0, "outputs": {}, "resources": []}
    content = stack_content("app", resource={"aws_sqs_queue": {"one": dict(arguments), "two": {}}})
    change = {"actions": ["create"], "before": None, "after": after, "after_unknown": unknown}
    plan = {
        "resource_changes": [
            {
                "mode": "managed",
                "type": "aws_sqs_queue",
                "name": "one",
                "address": "aws_sqs_queue.one",
                "change": change,
            }
        ],
        "planned_values": {
            "outputs": {
                "phase": {"value": "legacy", "type": "string", "sensitive": False},
                "untold": {"sensitive": False},
            }
        },
    }
    carried_out(state, plan, content, SCHEMA)
    return state


def attributes(state: dict[str, Any]) -> dict[str, Any]:
    (resource,) = state["resources"]
    (instance,) = resource["instances"]
    assert instance["schema_version"] == 3
    return dict(instance["attributes"])


def test_what_the_plan_knows_is_kept() -> None:
    assert attributes(carried({"name": "a"}, {"name": "a", "tags": {"App": "x"}}, {})) == {
        "name": "a",
        "tags": {"App": "x"},
    }


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("arn", ARN.format("one")), ("comment", ""), ("size", 0)],
    ids=["a name", "what a stack may say and does not", "a number"],
)
def test_what_aws_would_choose_is_made_up(attribute: str, value: object) -> None:
    assert attributes(carried({}, {}, {attribute: True}))[attribute] == value


REFERENCE = "${aws_sqs_queue.two.arn}"
TWO = ARN.format("two")


@pytest.mark.parametrize(
    ("written", "after", "unknown", "filled"),
    [
        ({"name": f"of-{REFERENCE}"}, {}, {"name": True}, {"name": f"of-{TWO}"}),
        ({"targets": [REFERENCE]}, {"targets": [None]}, {"targets": [True]}, {"targets": [TWO]}),
        ({"tags": {"Of": REFERENCE}}, {"tags": {}}, {"tags": {"Of": True}}, {"tags": {"Of": TWO}}),
        (
            {"rule": [{"target": REFERENCE}]},
            {"rule": [{}]},
            {"rule": [{"target": True}]},
            {"rule": [{"target": TWO}]},
        ),
    ],
    ids=["in a text", "in a list", "in a map", "in a block"],
)
def test_a_reference_gets_what_is_made_up_of_its_target(
    written: dict[str, Any], after: dict[str, Any], unknown: dict[str, Any], filled: dict[str, Any]
) -> None:
    assert attributes(carried(written, after, unknown)) == filled


def test_a_resource_that_is_destroyed_is_gone() -> None:
    assert carried({}, None, {}, carried({"name": "a"}, {"name": "a"}, {}))["resources"] == []


def test_a_resource_that_changes_is_there_once() -> None:
    state = carried({"name": "b"}, {"name": "b"}, {}, carried({"name": "a"}, {"name": "a"}, {}))
    assert attributes(state) == {"name": "b"}


def test_outputs_are_those_that_the_plan_knows() -> None:
    assert carried({}, {}, {})["outputs"] == {"phase": {"value": "legacy", "type": "string"}}


def test_what_an_apply_did_not_finish_is_forgotten() -> None:
    whole, half = ({"instances": [{"status": status} if status else {}]} for status in ("", "tainted"))
    state = {"resources": [whole, half]}
    drop_tainted(state)
    assert state["resources"] == [whole]


def test_a_state_is_written_as_the_next_one(tmp_path: Path) -> None:
    state = read_state(tmp_path)
    assert state["resources"] == []
    write_state(tmp_path, state)
    assert read_state(tmp_path)["serial"] == 1
