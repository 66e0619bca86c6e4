"""What the emulator lacks is left out with all that names it, and counted."""

from __future__ import annotations

from collections import Counter

import pytest

from rehearsal.omitted import leave_out, reason
from rehearsal.tests.samples import stack_content

pytestmark = pytest.mark.database

KIND = "aws_lambda_code_signing_config"


def test_a_type_goes_with_every_argument_and_item_that_names_it() -> None:
    stack = stack_content(
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
    stack = stack_content("app", resource={KIND: {"signing": {}}, **other})
    assert leave_out(stack)[0]["resource"] == other


def test_a_stack_without_such_types_is_left_as_it_is() -> None:
    stack = stack_content("app", resource={"aws_kms_key": {"key": {}}})
    assert leave_out(stack) == (stack, Counter())


def test_what_is_only_read_goes_too_and_is_not_counted() -> None:
    stack = stack_content(
        "app",
        data={"aws_dms_certificate": {"source": {}}, "aws_partition": {"here": {}}},
        resource={
            "aws_ssm_parameter": {"x": {"name": "x", "value": "${data.aws_dms_certificate.source.arn}"}}
        },
    )
    kept, counted = leave_out(stack)
    assert (kept["data"], kept["resource"]) == (
        {"aws_partition": {"here": {}}},
        {"aws_ssm_parameter": {"x": {"name": "x"}}},
    )
    assert not counted


def test_a_route_goes_with_the_gateway_that_it_leads_to() -> None:
    stack = stack_content(
        "app",
        resource={
            "aws_ec2_transit_gateway": {"way": {}},
            "aws_route": {
                "there": {"transit_gateway_id": "${aws_ec2_transit_gateway.way.id}"},
                "existing": {"transit_gateway_id": "tgw-0123456789abcdef0"},
                "out": {"nat_gateway_id": "${aws_nat_gateway.nat.id}"},
            },
        },
    )
    kept, counted = leave_out(stack)
    assert kept["resource"]["aws_route"].keys() == {"existing", "out"}
    assert counted == Counter({"aws_ec2_transit_gateway": 1, "aws_route": 1})
    assert reason("aws_route") == "its transit_gateway_id is left out"


def test_a_section_of_which_nothing_is_left_is_left_out() -> None:
    assert "resource" not in leave_out(stack_content("app", resource={KIND: {"signing": {}}}))[0]


def test_an_output_says_that_what_it_tells_of_is_left_out() -> None:
    stack = stack_content(
        "app",
        resource={KIND: {"signing": {}}},
        output={"signing": {"value": f"${{{KIND}.signing.arn}}"}, "phase": {"value": "legacy"}},
    )
    assert leave_out(stack)[0]["output"] == {
        "signing": {"value": f"of {KIND}, left out"},
        "phase": {"value": "legacy"},
    }
