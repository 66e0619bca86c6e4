"""Names keep the suffix and fit."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from infra.names import Limit, Names, fit

ACCOUNT = "1" * 12


class Somewhere(NamedTuple):
    """A region."""

    name: str
    code: str


WEST = Somewhere("eu-west-1", "euw1")


def test_a_name_is_app_what_and_suffix() -> None:
    assert Names("payments", "zq7").of("alerts") == "payments-alerts-zq7"


def test_a_name_of_the_app_itself_has_no_middle() -> None:
    assert Names("payments", "zq7").of() == "payments-zq7"


@pytest.mark.parametrize("limit", list(Limit))
def test_r18_a_long_name_is_cut_to_the_limit_and_keeps_its_suffix(limit: Limit) -> None:
    name = Names("payments", "s" * 20).of("w" * 1100, limit=limit)
    assert len(name) == limit
    assert name.endswith(f"-{'s' * 20}")


def test_r18_two_long_names_that_differ_at_the_end_stay_apart() -> None:
    head = "w" * 80
    assert fit(f"{head}-one", "zq7", 64) != fit(f"{head}-two", "zq7", 64)


@pytest.mark.parametrize("what", ["logs", "w" * 80])
def test_r18_a_bucket_name_fits_with_its_account(what: str) -> None:
    name = Names("a" * 16, "s" * 20).bucket(what, account=ACCOUNT, code="apse1")
    assert len(name) <= Limit.BUCKET
    assert name.endswith(f"-{ACCOUNT}-apse1-{'s' * 20}")


def test_a_name_is_made_of_a_terraform_id() -> None:
    assert Names("payments", "zq7").queue("alerts_dlq") == "payments-alerts-dlq-zq7"


def test_what_regions_share_a_namespace_of_carries_their_code() -> None:
    names = Names("payments", "zq7")
    assert names.role("alert", WEST) == names.rule("alert", WEST) == "payments-alert-euw1-zq7"


def test_a_host_is_of_all_regions_or_of_one() -> None:
    names = Names("payments", "zq7")
    assert names.host("api", "example.com") == "api-zq7.example.com"
    assert names.host("api", "example.com", WEST) == "api-euw1-zq7.example.com"


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        ("archive", Limit.ARCHIVE),
        ("function", Limit.FUNCTION),
        ("queue", Limit.QUEUE),
        ("rest_api", Limit.REST_API),
        ("security_group", Limit.SECURITY_GROUP),
        ("state_machine", Limit.STATE_MACHINE),
        ("table", Limit.TABLE),
        ("topic", Limit.TOPIC),
        ("web_acl", Limit.WEB_ACL),
    ],
)
def test_r18_a_name_of_each_kind_is_as_long_as_it_may_be(kind: str, limit: Limit) -> None:
    name: str = getattr(Names("payments", "zq7"), kind)("w" * 1100)
    assert len(name) == limit
