"""What rules know of AWS's actions and ARNs is what AWS's own reference says, all of it and no more."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from policy_sentry.querying.actions import get_action_data
from policy_sentry.querying.all import get_all_actions

from policies.arn import Arn, read_arn
from policies.rules.iam.wildcard_resources import CONDITIONED
from policies.service_reference import DATA, _resources, generate, knows_no_resource, spans_a_type

pytestmark = pytest.mark.fuzz


def test_data_is_what_the_reference_says() -> None:
    assert DATA.read_text(encoding="utf-8") == generate()


def test_every_action_without_a_resource_is_known_and_no_other() -> None:
    actions = get_all_actions()
    assert len(actions) > 15_000
    wrong = [
        action
        for action in actions
        if knows_no_resource(action)
        != (
            {
                entry["resource_arn_format"]
                for entry in get_action_data(*action.split(":"))[action.split(":")[0]]
            }
            == {"*"}
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("action", [*CONDITIONED, "ec2:DescribeInstances", "EC2:describeinstances"])
def test_aws_knows_no_resource_for_it(action: str) -> None:
    assert knows_no_resource(action)


@pytest.mark.parametrize(
    "action", ["s3:GetObject", "ec2:*", "ec2:Describe*", "no:Such", "DescribeInstances", ""]
)
def test_everything_else_names_a_resource(action: str) -> None:
    assert not knows_no_resource(action)


def test_each_pattern_is_spanned_by_itself_without_names() -> None:
    for service in json.loads(DATA.read_bytes()):
        for pattern in _resources(service):
            assert "${" not in pattern
            whole = Arn("aws", service, "", "", pattern.replace("\0", "*"))
            assert spans_a_type(whole) or not whole.is_pattern, (service, pattern)


@pytest.mark.parametrize(
    ("arn", "spans"),
    [
        ("arn:aws:lambda:x:1:function:*", True),
        ("arn:aws:lambda:x:1:fun*", True),
        ("arn:aws:lambda:x:1:function:settle-*", False),
        ("arn:aws:lambda:x:1:function:settle:*", False),
        ("arn:aws:dynamodb:x:1:table/*/index/*", True),
        ("arn:aws:dynamodb:x:1:table/ledger/index/*", False),
        ("arn:aws:s3:::receipts/*", False),
        ("arn:aws:s3:::*/reports/x", False),
        ("arn:aws:wafv2:x:1:regional/webacl/*/*", True),
        ("arn:aws:states:x:1:execution:pay:*", False),
        ("arn:aws:lambda:x:1:brand-new:*", True),
        ("arn:aws:unheard-of:x:1:thing/*", True),
        ("arn:aws:unheard-of:x:1:thing/a*", False),
    ],
)
def test_what_spans_a_type(arn: str, *, spans: bool) -> None:
    read = read_arn(arn)
    assert read is not None
    assert spans_a_type(read) is spans


def test_rules_load_without_reading_it() -> None:
    program = (
        "import policies.registry, policies.service_reference as r; policies.registry.load();"
        "assert r._reference.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
