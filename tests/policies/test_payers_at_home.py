"""Under whose law payers are kept is told by the tags of stores, and unknown where these are expressions."""

from __future__ import annotations

import pytest

from policies.engine import judge
from policies.examples import stack_in_each
from policies.gate.proving import configuration_of
from policies.model import Status, Terraform
from policies.registry import load

[RULE] = (rule for rule in load().rules if rule.id == "data-payers-at-home")


def stacks(*tags: object) -> Terraform:
    """One stack a region with a personal store, and in the first a function that may keep payers of both."""
    variables = {"PERSONAL_TABLE": "payers", "PAYERS_OF": "xx-test-1,xx-test-2"}
    function = {"environment": {"variables": variables}}
    return stack_in_each(
        {
            f"xx-test-{number}": {
                "resource": {
                    "aws_dynamodb_table": {
                        "payers": {"name": "payers", "tags": {"DataClass": "personal", "Jurisdiction": tag}}
                    },
                    **({"aws_lambda_function": {"pay": function}} if number == 1 else {}),
                },
            }
            for number, tag in enumerate(tags, 1)
        }
    )


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("north", "north"), Status.PASS),
        (("north", "south"), Status.FAIL),
        (("north", None), Status.FAIL),
        (("${var.law}", "${var.law}"), Status.UNKNOWN),  # variables of two stacks, however alike they look
        (("north", "${var.law}"), Status.UNKNOWN),
        (("${var.law}", "north"), Status.UNKNOWN),
    ],
)
def test_jurisdictions_are_compared_as_far_as_they_can_be_told(
    tags: tuple[object, ...], expected: Status
) -> None:
    judged = judge(configuration_of(stacks(*tags)), [RULE])
    assert not judged.errors
    assert [finding.status for finding in judged.findings] == [expected]
