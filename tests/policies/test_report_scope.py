"""The scope in the report: each resource has one place, and none is outside that may hold or reach data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.report.build import build_report
from policies.report.flows import flow_entries, systems_of
from policies.report.model import Flow, Place, ScopeEntry
from policies.report.scope import scope_entries
from policies.rules.data._classes import STORES
from tests.policies.shown_stacks import plan_of, state_of
from tests.policies.test_report import judged

Json = Any
PROVIDER = {"aws": [{"region": "xx-test-1"}]}


def tagged(label: str | None, **values: Json) -> dict[str, Json]:
    return {**values, **({"tags": {"DataClass": label}} if label is not None else {})}


PAYMENTS: dict[str, Json] = {
    "aws_dynamodb_table": {
        "payers": {
            "name": "payers",
            "server_side_encryption": {"enabled": True, "kms_key_arn": "${aws_kms_key.data.arn}"},
            "tags": {"DataClass": "personal", "Jurisdiction": "EU"},
        }
    },
    "aws_lambda_function": {
        "pay": {
            "function_name": "pay",
            "role": "${aws_iam_role.pay.arn}",
            "environment": {
                "variables": {
                    "TABLE": "${aws_dynamodb_table.payers.name}",
                    "QUEUE": "${aws_sqs_queue.told.url}",
                }
            },
        }
    },
    "aws_sqs_queue": {"told": {"name": "told"}},
    "aws_iam_role": {"pay": {"name": "pay"}},
    "aws_kms_key": {"data": {}},
    "aws_kms_alias": {"data": {"name": "alias/data", "target_key_id": "${aws_kms_key.data.id}"}},
    "aws_s3_bucket": {"code": tagged("code", bucket="code")},
    "aws_guardduty_detector": {"all": {"enable": True}},
    "aws_vpc": {"apart": {"cidr_block": "10.0.0.0/16"}},
}


def inventory(app: Mapping[str, Json], **others: Mapping[str, Json]) -> dict[str, ScopeEntry]:
    """What the scope says of each address of stacks of one system."""
    configuration = build({"app": app, **others}, Metadata(), Overrides(system="pay"))
    return {
        entry.id.partition("/")[2]: entry
        for system in systems_of(configuration.elements)
        for entry in scope_entries(system)
    }


def stack(**resources: Json) -> dict[str, Json]:
    return {"provider": PROVIDER, "resource": resources}


def places(found: Mapping[str, ScopeEntry]) -> dict[str, str]:
    return {
        address.partition(".")[0].removeprefix("aws_"): entry.place.value for address, entry in found.items()
    }


def test_what_is_in_scope_is_told_with_why() -> None:
    found = inventory(stack(**PAYMENTS))
    assert places(found) == {
        "dynamodb_table": "store",
        "s3_bucket": "store",
        "lambda_function": "connected",
        "sqs_queue": "connected",
        "iam_role": "secures",
        "kms_key": "secures",
        "kms_alias": "secures",
        "guardduty_detector": "secures",
        "vpc": "outside",
    }
    payers = found["aws_dynamodb_table.payers"]
    assert (payers.data, payers.jurisdiction, payers.region) == ("personal", "EU", "xx-test-1")
    assert found["aws_lambda_function.pay"].why == "leads to app/aws_dynamodb_table.payers"
    assert found["aws_sqs_queue.told"].why == "is led to from app/aws_lambda_function.pay"
    assert found["aws_kms_key.data"].why == "app/aws_dynamodb_table.payers refers to it"
    assert found["aws_kms_alias.data"].why == "refers to app/aws_kms_key.data"


@pytest.mark.parametrize(
    ("label", "why"),
    [
        (None, "says not what it holds: it has no tag DataClass"),
        ("", "says not what it holds: it has no tag DataClass"),
        ("cardholder", "says not what it holds: its tag DataClass is no known class"),
        ("${var.class}", "says not what it holds: only the plan can tell its tag DataClass"),
    ],
)
def test_a_store_that_does_not_say_what_it_holds_is_unknown_with_what_leads_to_it(
    label: str | None, why: str
) -> None:
    table = tagged(label, name="payers")
    found = inventory(stack(**{**PAYMENTS, "aws_dynamodb_table": {"payers": table}}))
    assert (found["aws_dynamodb_table.payers"].place, found["aws_dynamodb_table.payers"].why) == (
        Place.UNKNOWN,
        why,
    )
    assert found["aws_dynamodb_table.payers"].data == ""
    for address in ("aws_lambda_function.pay", "aws_sqs_queue.told", "aws_iam_role.pay"):
        assert found[address].place is Place.UNKNOWN, address


@pytest.mark.parametrize(
    ("content", "address"),
    [
        (stack(aws_ebs_volume={"a": {"size": 8}}), "aws_ebs_volume.a"),
        (stack(aws_no_such_type={"a": {}}), "aws_no_such_type.a"),
        (stack(google_storage_bucket={"a": {}}), "google_storage_bucket.a"),
        ({"module": {"shop": {"source": "./shop"}}}, "module.shop"),
        (state_of(stack(aws_vpc={"a": {"cidr_block": "10.0.0.0/16"}})), "aws_vpc.a"),
    ],
    ids=["a store nobody tags", "a new type", "another cloud", "a module", "what a state tells"],
)
def test_what_cannot_be_told_is_not_outside(content: Json, address: str) -> None:
    assert inventory(content)[address].place is Place.UNKNOWN


def test_a_plan_has_the_same_stores() -> None:
    table = PAYMENTS["aws_dynamodb_table"]
    assert inventory(plan_of(stack(aws_dynamodb_table=table)))["aws_dynamodb_table.payers"].data == "personal"


def test_what_another_stack_hands_on_joins_them() -> None:
    data = {
        "provider": PROVIDER,
        "terraform": {"backend": {"s3": {"key": "data.tfstate", "bucket": "b", "region": "xx-test-1"}}},
        "resource": {"aws_dynamodb_table": {"payers": tagged("personal", name="payers-${var.x}")}},
        "output": {"table": {"value": "${aws_dynamodb_table.payers.name}"}},
    }
    app = {
        "provider": PROVIDER,
        "data": {"terraform_remote_state": {"data": {"backend": "s3", "config": {"key": "data.tfstate"}}}},
        "resource": {
            "aws_lambda_function": {
                "pay": {
                    "environment": {
                        "variables": {"TABLE": "${data.terraform_remote_state.data.outputs.table}"}
                    }
                }
            }
        },
    }
    assert (
        inventory(app=app, data=data)["aws_lambda_function.pay"].why
        == "leads to data/aws_dynamodb_table.payers"
    )


def test_flows_are_told_between_nodes() -> None:
    configuration = build(
        {"one": stack(**PAYMENTS), "two": stack(aws_vpc={"a": {}})}, Metadata(), Overrides(system="pay")
    )
    (system,) = systems_of(configuration.elements)
    assert flow_entries(system) == (
        Flow("pay", "one: Functions", "one: DynamoDB tables", ("uses",)),
        Flow("pay", "one: Functions", "one: Queues", ("uses",)),
    )


def test_the_report_answers_what_is_in_scope() -> None:
    report = build_report(judged({"one": stack(**PAYMENTS)}))
    held = [entry.id for entry in report.scope if entry.data == "personal"]
    joined = [entry.id for entry in report.scope if entry.place is Place.CONNECTED]
    assert held == ["one/aws_dynamodb_table.payers"]
    assert joined == ["one/aws_lambda_function.pay", "one/aws_sqs_queue.told"]
    assert {flow.target for flow in report.flows} == {"one: DynamoDB tables", "one: Queues"}


_TYPES = sorted({*STORES, "aws_lambda_function", "aws_vpc", "aws_ebs_volume", "aws_new_thing"})
_NAMES = st.sampled_from(["a", "b", "c"])
_RESOURCES = st.dictionaries(
    st.tuples(st.sampled_from(_TYPES), _NAMES),
    st.tuples(
        st.sampled_from([None, "personal", "tokenised", "logs", "other", "${var.x}"]),
        st.lists(st.tuples(st.sampled_from(_TYPES), _NAMES), max_size=3),
    ),
    max_size=8,
)


def _written(drawn: Mapping[tuple[str, str], tuple[str | None, list[tuple[str, str]]]]) -> dict[str, Json]:
    resources: dict[str, Json] = {}
    for (kind, name), (label, others) in drawn.items():
        variables = {f"V{n}": f"${{{kind}.{name}.arn}}" for n, (kind, name) in enumerate(others)}
        resources.setdefault(kind, {})[name] = tagged(label, environment={"variables": variables})
    return stack(**resources)


@given(_RESOURCES)
def test_every_resource_has_one_place_and_no_store_of_unknown_data_is_outside(
    drawn: Mapping[tuple[str, str], tuple[str | None, list[tuple[str, str]]]],
) -> None:
    found = inventory(_written(drawn))
    assert set(found) == {f"{kind}.{name}" for kind, name in drawn}
    for (kind, name), (label, _) in drawn.items():
        place = found[f"{kind}.{name}"].place
        if kind in STORES:
            assert place is (Place.STORE if label in ("personal", "tokenised", "logs") else Place.UNKNOWN)
        if kind == "aws_new_thing" and label is None:
            assert place is not Place.OUTSIDE


@given(_RESOURCES)
def test_what_refers_to_sensitive_data_is_never_outside(
    drawn: Mapping[tuple[str, str], tuple[str | None, list[tuple[str, str]]]],
) -> None:
    found = inventory(_written(drawn))
    sensitive = {place for place, (label, _) in drawn.items() if label in ("personal", "tokenised")}
    for (kind, name), (label, others) in drawn.items():
        if sensitive & set(others):
            place = found[f"{kind}.{name}"].place
            assert place is not Place.OUTSIDE
            assert place is not Place.UNKNOWN or kind in STORES or label in ("other", "${var.x}")
