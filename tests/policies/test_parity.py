"""Regions compared: what differs fails at the region that differs."""

from __future__ import annotations

from typing import Any

import pytest

from policies.configuration import Configuration
from policies.context import Context, Promises
from policies.engine import judge, verdict
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.model import Judgement, Status
from policies.registry import load

RULES = [load()["parity-attributes"], load()["parity-regions"]]


def configuration(retention: int, *, extra: bool = False, uneven: tuple[str, ...] = ()) -> Configuration:
    def stack(region: str, days: int, *, more: bool) -> dict[str, Any]:
        queues = {"inbox": {"delay_seconds": days}} | ({"more": {}} if more else {})
        return {
            "provider": {"aws": [{"region": region}]},
            "terraform": {"x": 1},
            "resource": {"aws_sqs_queue": queues},
        }

    stacks = {
        f"pay-xx-test-{number}": stack(f"xx-test-{number}", days, more=more)
        for number, days, more in ((1, 1, extra), (2, 1, extra), (3, retention, False))
    }
    belongs = StackMetadata("pay", "zq7", "ephemeral", promises=Promises(uneven=uneven))
    return build(stacks, Metadata(stacks=dict.fromkeys(stacks, belongs)), Overrides())


def statuses(judged: Configuration) -> dict[tuple[str, str], Status]:
    findings = judge(judged, RULES).findings
    return {(f.rule, f.stack): f.status for f in findings if f.status is not Status.PASS}


def test_r8_the_region_that_differs_is_the_one_that_fails() -> None:
    assert statuses(configuration(2)) == {("parity-attributes", "pay-xx-test-3"): Status.FAIL}


def test_r8_the_region_that_lacks_a_resource_is_the_one_that_fails() -> None:
    assert statuses(configuration(1, extra=True)) == {("parity-regions", "pay-xx-test-3"): Status.FAIL}


@pytest.mark.parametrize(
    ("uneven", "expected"),
    [
        ("aws_sqs_queue.delay_seconds", set()),
        ("aws_sqs_queue.name", {Status.FAIL}),
        ("aws_sns_topic.delay_seconds", {Status.FAIL}),
    ],
)
def test_regions_may_differ_in_what_the_system_says(uneven: str, expected: set[Status]) -> None:
    assert set(statuses(configuration(2, uneven=(uneven,))).values()) == expected


def test_r7_overrides_are_those_of_the_named_region() -> None:
    context = Context(overrides=("xx-test-1.a", "xx-test-10.b"))
    assert context.overridden("xx-test-1") == ("xx-test-1.a",)


def test_one_status_from_all_that_was_said() -> None:
    assert verdict([Judgement(Status.UNKNOWN), Judgement(Status.FAIL)]) is Status.FAIL


@pytest.mark.parametrize("region", ["-1", "[None]", "everywhere", "xx-test-"])
def test_a_region_that_is_none_breaks_no_rule(region: str) -> None:
    stacks = {
        f"pay-{number}": {
            "provider": {"aws": [{"region": region}]},
            "resource": {"aws_sqs_queue": {"inbox": {"delay_seconds": -1}}},
        }
        for number in (1, 2)
    }
    assert judge(build(stacks, Metadata(), Overrides()), RULES).errors == ()
