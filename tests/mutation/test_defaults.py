"""What restates a default is no mutant, and neither is what no plan takes."""

from __future__ import annotations

import pytest

from policies.bindings import bindings
from tests.mutation.defaults import DEFAULTS, LEAST, SAME_AS, is_restated, is_too_small
from tests.mutation.mutants import GONE, Edit, Kind
from tests.policies.stacks import configuration_of

ALARM, TARGET = "aws_cloudwatch_metric_alarm", "aws_cloudwatch_event_target"


def edit(kind: str, values: dict[str, object], *path: str, after: object = GONE) -> Edit:
    (element,) = configuration_of({"resource": {kind: {"example": values}}}).of(kind)
    return Edit(element, Kind.DROPPED, "left out", path, element.get(".".join(path)), after)


@pytest.mark.parametrize(("needed", "restates"), [(5, True), (3, False)])
def test_an_argument_may_be_taken_for_another_one(needed: int, restates: bool) -> None:
    values: dict[str, object] = {"datapoints_to_alarm": needed, "evaluation_periods": 5}
    assert is_restated(edit(ALARM, values, "datapoints_to_alarm")) is restates


@pytest.mark.parametrize(("attempts", "restates"), [(185, True), (184, False)])
def test_a_default_may_be_left_out(attempts: int, restates: bool) -> None:
    path = ("retry_policy", "maximum_retry_attempts")
    values: dict[str, object] = {path[0]: {path[1]: attempts}}
    assert is_restated(edit(TARGET, values, *path)) is restates
    assert not is_restated(edit(TARGET, values, *path, after=1))


@pytest.mark.parametrize(("age", "refused"), [(59, True), (60, False), (GONE, False)])
def test_a_number_may_be_too_small(age: object, refused: bool) -> None:
    path = ("retry_policy", "maximum_event_age_in_seconds")
    assert is_too_small(edit(TARGET, {path[0]: {path[1]: 900}}, *path, after=age)) is refused


def test_each_is_an_argument_of_the_provider() -> None:
    known = {(kind, each.path) for kind, found in bindings().types.items() for each in found}
    assert known >= {*DEFAULTS, *SAME_AS, *LEAST}
