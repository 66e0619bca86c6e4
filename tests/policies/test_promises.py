"""What a system promises of its shares and of what expires, its stacks are held to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from policies.context import Promises
from policies.engine import judge
from policies.examples import resources
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import (
    METADATA_FILE,
    Metadata,
    MetadataError,
    StackMetadata,
    read_metadata,
    write_metadata,
)
from policies.model import Status, Terraform
from policies.registry import load

pytestmark = pytest.mark.unit

REGISTRY: Final = load()
TABLE: Final = resources(aws_dynamodb_table={"ttl": {"attribute_name": "gone_at", "enabled": True}})
GROUPS: Final = [
    {"arn": "${aws_lb_target_group.alb_old.arn}", "weight": 90},
    {"arn": "${aws_lb_target_group.alb_new.arn}", "weight": 10},
]
FORWARD: Final = {"target_group": GROUPS, "stickiness": {"enabled": True}}
SHARED: Final[Terraform] = {
    "resource": {
        "aws_lb_target_group": {"alb_old": {}, "alb_new": {}},
        "aws_lb_listener_rule": {"example": {"action": [{"type": "forward", "forward": FORWARD}]}},
    }
}
PROMISED: Final = Promises(expires="gone_at", shares=(("new", 10), ("old", 90)))


def verdict(rule: str, stack: Terraform, promises: Promises | None) -> Status:
    told = Metadata(stacks={"pay": StackMetadata("pay", "zq7", "ephemeral", promises=promises)})
    (finding,) = judge(build({"pay": stack}, told, NO_OVERRIDES), [REGISTRY[rule]]).findings
    return finding.status


@pytest.mark.parametrize(("rule", "stack"), [("dynamodb-time-to-live", TABLE), ("lb-weights", SHARED)])
@pytest.mark.parametrize(
    ("promises", "status"),
    [
        (PROMISED, Status.PASS),
        (Promises(), Status.PASS),
        (replace(PROMISED, expires="expires_at", shares=(("new", 0), ("old", 100))), Status.FAIL),
        (None, Status.UNKNOWN),
    ],
)
def test_a_stack_is_held_to_what_is_promised(
    rule: str, stack: Terraform, promises: Promises | None, status: Status
) -> None:
    assert verdict(rule, stack, promises) is status


def test_a_promise_of_others_says_nothing() -> None:
    assert verdict("lb-weights", SHARED, Promises(shares=(("legacy", 100), ("aws", 0)))) is Status.PASS


def test_what_is_promised_travels_with_the_synthesis(tmp_path: Path) -> None:
    told = Metadata(stacks={"pay": StackMetadata("pay", "zq7", "ephemeral", promises=PROMISED)})
    write_metadata(tmp_path, told)
    assert read_metadata(tmp_path).stacks == told.stacks


@pytest.mark.parametrize(
    ("key", "said"),
    [("expires", "5"), ("shares", '"all"'), ("shares", '[["new"]]'), ("shares", '[["new", true]]')],
)
def test_a_malformed_promise_is_refused(tmp_path: Path, key: str, said: Any) -> None:
    write_metadata(tmp_path, Metadata(stacks={"pay": StackMetadata("pay", "zq7", "ephemeral")}))
    file = tmp_path / METADATA_FILE
    before = {"expires": '"expires": ""', "shares": '"shares": []'}[key]
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, f'"{key}": {said}'))
    with pytest.raises(MetadataError, match=f"{key} (is|has)"):
        read_metadata(tmp_path)
