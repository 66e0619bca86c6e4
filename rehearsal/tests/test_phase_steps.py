"""What a plan of a step between phases may do, and what it may not: each by a plan as Terraform writes it."""

from __future__ import annotations

from typing import Any

import pytest

from infra.settings.phases import Phase
from rehearsal.phase_steps import Judged, Step
from rehearsal.states import is_settled

PHASES = {
    "legacy": Phase(weights={"old": 100, "new": 0}, tasks={"old": (3, 12), "new": (1, 3)}),
    "canary": Phase(weights={"old": 90, "new": 10}, tasks={"old": (3, 12), "new": (3, 6)}),
}
STEP = Step("legacy", "canary", PHASES)


def change(
    kind: str, before: Any, after: Any, unknown: Any = None, *, actions: str = "update"
) -> dict[str, Any]:
    """One resource's change."""
    return {
        "mode": "managed",
        "type": kind,
        "name": "it",
        "address": f"{kind}.it",
        "change": {
            "actions": actions.split(),
            "before": before,
            "after": after,
            "after_unknown": unknown or {},
        },
    }


def tags(phase: str) -> dict[str, Any]:
    return {key: {"App": "move", "MigrationPhase": phase} for key in ("tags", "tags_all")}


def record(side: str, weight: int, phase: str = "legacy") -> dict[str, Any]:
    return {"set_identifier": side, "weighted_routing_policy": [{"weight": weight}], **tags(phase)}


def rule(*weights: int, cookie: bool = True) -> dict[str, Any]:
    groups = [{"arn": f"arn:{number}", "weight": weight} for number, weight in enumerate(weights)]
    return {"action": [{"forward": [{"target_group": groups, "stickiness": [{"enabled": cookie}]}]}]}


DECLARED = [
    change("aws_kms_key", tags("legacy"), tags("canary")),
    change("aws_route53_record", record("old", 100), record("old", 90, "canary")),
    change("aws_route53_record", record("new", 0), record("new", 10, "canary")),
    change(
        "aws_appautoscaling_target",
        {"min_capacity": 1, "max_capacity": 3},
        {"min_capacity": 3, "max_capacity": 6},
    ),
    change("aws_sqs_queue", tags("legacy"), tags("legacy"), actions="no-op"),
]


def problems(*changes: dict[str, Any], outputs: dict[str, Any] | None = None, step: Step = STEP) -> list[str]:
    judged = Judged()
    judged.plan(step, {"resource_changes": list(changes), "output_changes": outputs or {}})
    judged.conclude(step)
    return judged.problems


def test_what_the_phases_declare_may_change_and_nothing_else_does() -> None:
    assert problems(*DECLARED) == []


def test_weights_of_a_rule_are_told_apart_whatever_the_order_of_its_groups() -> None:
    turned = rule(90, 10)
    turned["action"][0]["forward"][0]["target_group"].reverse()
    kept = [each for each in DECLARED if each["type"] != "aws_route53_record"]
    assert problems(*kept, change("aws_lb_listener_rule", rule(100, 0), turned)) == []


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            change("aws_dynamodb_table", {}, {}, actions="delete create"),
            "aws_dynamodb_table.it would be replaced",
        ),
        (change("aws_lb", {}, {}, actions="create delete"), "aws_lb.it would be replaced"),
        (change("aws_s3_bucket", {}, None, actions="delete"), "aws_s3_bucket.it would be destroyed"),
        (change("aws_sqs_queue", None, {}, actions="create"), "aws_sqs_queue.it would be made"),
        (
            change("aws_kms_key", {"tags": {"App": "a"}}, {"tags": {"App": "b"}}),
            "aws_kms_key.it would change in tags.App: 'a' -> 'b'",
        ),
        (
            change("aws_route53_record", record("new", 0), record("new", 20)),
            "aws_route53_record.it would change in weighted_routing_policy.0.weight: 0 -> 20",
        ),
        (
            change("aws_lb_listener_rule", rule(100, 0), rule(90, 10, cookie=False)),
            "aws_lb_listener_rule.it would change in action.0.forward.0.stickiness.0.enabled: True -> False",
        ),
        (
            change("aws_ecs_service", {"min_capacity": 1}, {"min_capacity": 3}),
            "aws_ecs_service.it would change in min_capacity: 1 -> 3",
        ),
        (
            change("aws_rds_cluster", {"arn": "arn:x"}, {}, {"arn": True}),
            "aws_rds_cluster.it would change in arn: 'arn:x' -> '(known after apply)'",
        ),
    ],
    ids=[
        "replaced",
        "replaced at once",
        "destroyed",
        "made",
        "a tag",
        "a weight",
        "a rule",
        "bounds",
        "unknown",
    ],
)
def test_what_the_phases_do_not_declare_may_not_change(more: dict[str, Any], problem: str) -> None:
    assert problems(*DECLARED, more) == [problem]


def test_null_and_empty_are_one_value_to_the_provider() -> None:
    before = {"period": None, "account_id": None, "keys": None, "version": "", "writes": None}
    after = {"period": 0, "account_id": "", "keys": [], "version": None, "writes": False}
    assert problems(*DECLARED, change("aws_cloudwatch_metric_alarm", before, after)) == []
    changed = change("aws_cloudwatch_metric_alarm", before, {**after, "period": 60})
    assert problems(*DECLARED, changed) == [
        "aws_cloudwatch_metric_alarm.it would change in period: None -> 60"
    ]


def test_what_replaces_a_resource_is_named() -> None:
    replaced = change("aws_dynamodb_table", {}, {}, actions="delete create")
    replaced["change"]["replace_paths"] = [["name"]]
    assert problems(*DECLARED, replaced) == ["aws_dynamodb_table.it would be replaced because of name"]


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("aws_route53_record", ["a weight of 0 to 10", "a weight of 100 to 90"]),
        ("aws_appautoscaling_target", ["max_capacity of 3 to 6", "min_capacity of 1 to 3"]),
    ],
)
def test_what_is_declared_has_to_change(left_out: str, missing: list[str]) -> None:
    found = problems(*(each for each in DECLARED if each["type"] != left_out))
    assert found == [f"declared, and changed nowhere: {each}" for each in missing]


def test_a_phase_without_its_tag_is_found() -> None:
    assert "declared, and changed nowhere: the tag MigrationPhase" in problems(DECLARED[3])


@pytest.mark.parametrize(
    "plans",
    [[], [{"resource_changes": []}], [{"resource_changes": [{**DECLARED[0], "mode": "data"}]}]],
    ids=["no plan", "no resource", "data sources alone"],
)
def test_where_no_resource_is_planned_nothing_was_judged_which_is_a_problem(
    plans: list[dict[str, Any]],
) -> None:
    judged = Judged()
    for plan in plans:
        judged.plan(STEP, plan)
    judged.conclude(STEP)
    assert judged.problems == ["no plan has a resource, so that nothing was judged"]


def test_an_output_may_be_the_phase_and_nothing_else() -> None:
    phase = {"phase": {"actions": ["update"], "before": "legacy", "after": "canary"}}
    assert problems(*DECLARED, outputs=phase) == []
    other = {"table_name": {"actions": ["update"], "before": "a", "after": "b"}}
    assert problems(*DECLARED, outputs=other) == ["the output table_name changes"]
    unknown = {"endpoint": {"actions": ["update"], "before": "a", "after_unknown": True}}
    assert problems(*DECLARED, outputs=unknown) == ["the output endpoint changes"]


@pytest.mark.parametrize(
    ("after", "unknown", "settled"),
    [({"a": 1}, {}, True), ({"a": 2}, {}, False), ({"a": 1}, {"b": [{"c": True}]}, False)],
    ids=["a mark alone", "a value", "an unknown"],
)
def test_an_update_that_changes_no_value_is_none(after: Any, unknown: Any, settled: bool) -> None:
    assert is_settled(change("aws_rds_cluster", {"a": 1}, after, unknown)) is settled
