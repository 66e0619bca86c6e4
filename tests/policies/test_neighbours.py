"""The same place: an element, what refers to it and what it refers to, in arguments that say what it does."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.gate.waivers.neighbours import is_at
from policies.model import Terraform

BUCKET = "aws_s3_bucket.data"
BLOCK = "aws_s3_bucket_public_access_block.own"


def stack(block: dict[str, Any], **more: Any) -> Terraform:
    return {
        "locals": {"bucket": "${aws_s3_bucket.data.id}"},
        "resource": {
            "aws_s3_bucket": {"data": {}, "other": {}},
            "aws_s3_bucket_public_access_block": {"own": block},
            **more,
        },
    }


def configuration(**stacks: Terraform) -> Configuration:
    return build(stacks, Metadata(), Overrides())


def neighbours(found: Configuration) -> set[tuple[str, str]]:
    """Who is at whose place, of bucket and block."""
    return {(at, of) for at, of in product((BUCKET, BLOCK), repeat=2) if is_at(found, "one", of, at)}


SAME = {(BUCKET, BUCKET), (BLOCK, BLOCK)}
BOTH = {*product((BUCKET, BLOCK), repeat=2)}


@pytest.mark.parametrize(
    "block",
    [
        {"bucket": "${aws_s3_bucket.data.id}"},
        {"bucket": "${local.bucket}"},
        {"rule": [{"resources": ["${aws_s3_bucket.data.arn}/*"]}]},
    ],
    ids=["by reference", "by a local", "within a text"],
)
def test_what_refers_to_an_element_is_at_its_place_and_the_other_way_round(block: dict[str, Any]) -> None:
    assert neighbours(configuration(one=stack(block))) == BOTH


@pytest.mark.parametrize(
    "block",
    [
        {"bucket": "${aws_s3_bucket.other.id}"},
        {"bucket": "data"},
        {"depends_on": ["aws_s3_bucket.data", "${aws_s3_bucket.data}"]},
        {"tags": {"Of": "${aws_s3_bucket.data.id}"}},
        {"lifecycle": [{"replace_triggered_by": ["${aws_s3_bucket.data.id}"]}]},
    ],
    ids=["to another", "by a text", "to wait for it", "to label it", "for its lifecycle"],
)
def test_what_does_not_refer_to_it_or_only_orders_and_labels_is_elsewhere(block: dict[str, Any]) -> None:
    assert neighbours(configuration(one=stack(block))) == SAME


def test_one_instance_is_not_the_place_of_all() -> None:
    buckets = {"data": {"for_each": "${toset(var.names)}"}}
    one = stack({"bucket": '${aws_s3_bucket.data["a"].id}'}, aws_s3_bucket=buckets)
    assert neighbours(configuration(one=one)) == SAME


def test_the_same_addresses_in_another_stack_are_told_apart() -> None:
    found = configuration(
        one=stack({"bucket": "${aws_s3_bucket.other.id}"}), two=stack({"bucket": "${aws_s3_bucket.data.id}"})
    )
    assert neighbours(found) == SAME
    assert is_at(found, "two", BUCKET, BLOCK)


def test_an_output_that_hands_an_element_on_is_elsewhere() -> None:
    one = {"output": {"id": {"value": "${aws_s3_bucket.data.id}"}}, **stack({})}
    assert not is_at(configuration(one=one), "one", BUCKET, "output.id")
