"""What the provider that a stack asks for does not know is not demanded of it."""

from __future__ import annotations

import pytest

from policies.bindings import bindings
from policies.engine import judge
from policies.model import Status
from policies.registry import load
from policies.related.providers import SINCE_6
from tests.policies.stacks import configuration_of

RULES = {rule.id: rule for rule in load().rules}
ARCHIVE = {"aws_cloudwatch_event_archive": {"example": {"name": "payments-zq7"}}}


def verdict(version: str, rule: str) -> Status:
    asked = {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}}
    stack = {"terraform": asked, "resource": ARCHIVE}
    found = judge(configuration_of(stack), [RULES[rule]]).findings
    return found[0].status if found else Status.NOT_APPLICABLE


@pytest.mark.parametrize("version", ["5.100.0", "~> 5.60", "= 5.0.0"])
def test_an_old_provider_is_not_asked_for_what_it_lacks(version: str) -> None:
    assert verdict(version, "events-customer-key") is Status.NOT_APPLICABLE


@pytest.mark.parametrize("version", ["6.25.0", "~> 6.0", ">= 7", "${var.version}"])
def test_a_newer_one_is(version: str) -> None:
    assert verdict(version, "events-customer-key") is Status.FAIL


def test_each_of_these_arguments_is_one_of_the_version_in_use() -> None:
    known = {(kind, argument.path) for kind, found in bindings().types.items() for argument in found}
    assert known >= SINCE_6


def test_where_no_version_is_told_the_newest_is_meant() -> None:
    (found,) = judge(configuration_of({"resource": ARCHIVE}), [RULES["events-customer-key"]]).findings
    assert found.status is Status.FAIL
