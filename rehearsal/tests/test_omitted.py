"""What the emulator lacks is left out with all that names it, and counted."""

from __future__ import annotations

from collections import Counter

from rehearsal.omitted import leave_out
from rehearsal.tests.samples import content

KIND = "aws_lambda_code_signing_config"


def test_a_type_goes_with_every_argument_and_item_that_names_it() -> None:
    stack = content(
        "app",
        resource={
            KIND: {"signing": {"policies": {"untrusted_artifact_on_deployment": "Enforce"}}},
            "aws_lambda_function": {
                "pay": {
                    "function_name": "pay",
                    "code_signing_config_arn": f"${{{KIND}.signing.arn}}",
                    "depends_on": [f"{KIND}.signing", "aws_iam_role.pay"],
                }
            },
        },
    )
    kept, counted = leave_out(stack)
    assert counted == Counter({KIND: 1})
    assert kept["resource"] == {
        "aws_lambda_function": {"pay": {"function_name": "pay", "depends_on": ["aws_iam_role.pay"]}}
    }


def test_a_name_that_only_begins_like_an_omitted_type_stays() -> None:
    other = {
        "aws_lambda_code_signing_config_of_another": {"x": {"a": "${aws_lambda_code_signing_configs.y.z}"}}
    }
    stack = content("app", resource={KIND: {"signing": {}}, **other})
    assert leave_out(stack)[0]["resource"] == other


def test_a_stack_without_such_types_is_left_as_it_is() -> None:
    stack = content("app", resource={"aws_kms_key": {"key": {}}})
    assert leave_out(stack) == (stack, Counter())
