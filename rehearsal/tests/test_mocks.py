"""The test file that Terraform is given: what AWS would have chosen, and what other stacks put out."""

from __future__ import annotations

from typing import Any, Final

import pytest

from rehearsal.mocks import MockError, mocked_test, remote_states
from rehearsal.stacks import Stack
from rehearsal.tests.samples import stack_content

COMPUTED: Final = {"type": "string", "computed": True}
SCHEMA: Final[dict[str, Any]] = {
    "resource_schemas": {
        "aws_kms_key": {
            "block": {
                "attributes": {
                    "arn": COMPUTED,
                    "id": COMPUTED | {"optional": True},
                    "region": COMPUTED | {"optional": True},
                    "description": {"type": "string", "optional": True},
                    "rotation_days": {"type": "number", "computed": True},
                    "grants": {"type": ["set", "string"], "computed": True, "optional": True},
                }
            }
        },
        "aws_acm_certificate": {
            "block": {
                "attributes": {
                    "domain_validation_options": {
                        "type": [
                            "set",
                            ["object", {"resource_record_name": "string", "resource_record_type": "string"}],
                        ],
                        "computed": True,
                    }
                }
            }
        },
    },
    "data_source_schemas": {
        "aws_availability_zones": {
            "block": {"attributes": {"names": {"type": ["list", "string"], "computed": True}}}
        },
        "aws_caller_identity": {"block": {"attributes": {"account_id": COMPUTED}}},
    },
}


def overridden(**sections: Any) -> dict[str, dict[str, Any]]:
    """What is said of each address of a stack with these sections."""
    test = mocked_test(stack_content("pay", **sections), SCHEMA, {})
    return {each["target"]: each["values"] for each in (*test["override_resource"], *test["override_data"])}


def test_what_aws_would_choose_has_the_form_that_the_provider_wants() -> None:
    assert overridden(resource={"aws_kms_key": {"data_key": {}}}) == {
        "aws_kms_key.data_key": {
            "arn": "arn:aws:kms:eu-west-1:111122223333:data-key",
            "id": "mock-data-key",
            "region": "eu-west-1",
        }
    }


def test_what_the_stack_says_is_not_overridden() -> None:
    assert overridden(resource={"aws_kms_key": {"data_key": {"id": "mine", "arn": "given"}}}) == {
        "aws_kms_key.data_key": {"region": "eu-west-1"}
    }


def test_a_resource_of_another_region_gets_an_arn_of_that_region() -> None:
    provider = {"aws": [{"region": "us-east-1", "alias": "use1"}, {"region": "eu-west-1", "alias": "euw1"}]}
    resource = {"aws_kms_key": {"near": {"provider": "aws.euw1"}, "far": {"provider": "aws.use1"}}}
    made = mocked_test(stack_content("pay", provider=provider, resource=resource), SCHEMA, {})
    assert made["mock_provider"] == {"aws": [{"alias": "use1"}, {"alias": "euw1"}]}
    assert [each["values"]["arn"] for each in made["override_resource"]] == [
        "arn:aws:kms:eu-west-1:111122223333:near",
        "arn:aws:kms:us-east-1:111122223333:far",
    ]


def test_lists_that_only_aws_can_fill_are_filled() -> None:
    assert overridden(
        data={"aws_availability_zones": {"zones": {}}, "aws_caller_identity": {"current": {}}},
        resource={"aws_acm_certificate": {"domain": {}}},
    ) == {
        "aws_acm_certificate.domain": {
            "domain_validation_options": [
                {"resource_record_name": "mock-domain", "resource_record_type": "CNAME"}
            ]
        },
        "data.aws_availability_zones.zones": {"names": ["mock-zones-1", "mock-zones-2", "mock-zones-3"]},
        "data.aws_caller_identity.current": {"account_id": "111122223333"},
    }


def test_a_stack_is_applied_and_then_planned_again() -> None:
    runs = mocked_test(stack_content("pay"), SCHEMA, {})["run"]
    assert list(runs.items()) == [("apply", {"command": "apply"}), ("plan_again", {"command": "plan"})]


def test_a_remote_state_is_what_the_stack_that_writes_it_put_out() -> None:
    app = Stack("app", stack_content("app", reads="network"))
    written = {name: (Stack(name, stack_content(name)), {"of": name}) for name in ("data", "network")}
    states = remote_states(app, written)
    assert states == {"network": {"of": "network"}}
    assert mocked_test(app.content, SCHEMA, states)["override_data"] == [
        {"target": "data.terraform_remote_state.network", "values": {"outputs": {"of": "network"}}}
    ]


def test_a_remote_state_that_no_stack_writes_is_refused() -> None:
    app = Stack("app", stack_content("app", reads="network"))
    with pytest.raises(
        MockError, match=r"network reads s3 bucket=states key=network\.tfstate region=eu-west-1"
    ):
        remote_states(app, {"data": (Stack("data", stack_content("data")), {})})
