"""Copies for an older provider lack what it does not know, and say so; nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from rehearsal.terraform import drop_unknown

ACTION = {
    "attributes": {"type": {}, "order": {}, "target_group_arn": {}},
    "block_types": {"redirect": {"block": {"attributes": {"port": {}}}}},
}
SCHEMA = {
    "resource_schemas": {
        "aws_lb_listener_rule": {
            "block": {"attributes": {"priority": {}}, "block_types": {"action": {"block": ACTION}}}
        }
    },
    "data_source_schemas": {},
}


def rule(*actions: Mapping[str, object]) -> dict[str, object]:
    return {"resource": {"aws_lb_listener_rule": {"paths": {"priority": 1, "action": list(actions)}}}}


def test_a_block_whose_type_is_not_known_is_left_out_as_a_whole() -> None:
    verify = {"type": "jwt-validation", "order": 1, "jwt_validation": {"issuer": "https://issuer"}}
    forward = {"type": "forward", "order": 2, "target_group_arn": "arn"}
    redirect = {"type": "redirect", "redirect": {"port": "443"}}
    kept, dropped = drop_unknown(rule(verify, forward, redirect), SCHEMA)
    assert kept == rule(forward, redirect)
    assert dropped == {("aws_lb_listener_rule", "action.jwt_validation")}


def test_an_argument_that_is_not_known_is_left_out_alone() -> None:
    kept, dropped = drop_unknown(rule({"type": "forward", "weight": 3}), SCHEMA)
    assert kept == rule({"type": "forward"})
    assert dropped == {("aws_lb_listener_rule", "action.weight")}
