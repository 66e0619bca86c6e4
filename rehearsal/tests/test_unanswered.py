"""What the emulator does not answer is made up, alike wherever it is asked for, and counted."""

from __future__ import annotations

from collections import Counter

from rehearsal.tests.samples import stack_content
from rehearsal.unanswered import without_unanswered

KIND = "aws_dms_certificate"


def test_an_attribute_gets_a_value_and_the_data_source_goes() -> None:
    stack = stack_content(
        "data",
        data={KIND: {"authority": {"certificate_id": "of-rds"}}, "aws_partition": {"here": {}}},
        resource={
            "aws_dms_endpoint": {"source": {"certificate_arn": f"${{data.{KIND}.authority.certificate_arn}}"}}
        },
    )
    kept, counted = without_unanswered(stack)
    assert counted == Counter({KIND: 1})
    assert kept["data"] == {"aws_partition": {"here": {}}}
    assert kept["resource"]["aws_dms_endpoint"]["source"] == {
        "certificate_arn": "arn:aws:dms:eu-west-1:111122223333:authority"
    }


def test_a_stack_that_asks_for_none_is_left_as_it_is() -> None:
    stack = stack_content("data", data={"aws_partition": {"here": {}}})
    assert without_unanswered(stack) == (stack, Counter())
