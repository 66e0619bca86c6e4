"""A request is signed once: which regions accept it?

`signed_by_aws.json` was signed by AWS's own runtime; the verifier shares nothing with it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from infra.systems import load
from tests.signatures.samples import ACCESS_KEY, SECRET, SECRETS, SIGNED_ONCE, plainly_signed
from tests.signatures.verifier import ASYMMETRIC, RefusedError, Request, key_of, verify

REGIONS = tuple(region.name for region in load("global_payments", "zq7").regions)


def altered(request: Request, **headers: str) -> Request:
    return replace(request, headers={**request.headers, **headers})


def test_the_key_that_follows_from_an_access_key_is_the_one_that_aws_publishes() -> None:
    """The vector is that of AWS's own test suite for the algorithm (aws-c-auth, v4a)."""
    public = key_of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY").public_key().public_numbers()
    assert f"{public.x:064x}" == "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1"
    assert f"{public.y:064x}" == "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518"


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("request_", SIGNED_ONCE, ids=lambda each: each.method)
def test_what_is_signed_once_for_all_regions_is_accepted_by_each(request_: Request, region: str) -> None:
    assert request_.headers["authorization"].startswith(ASYMMETRIC)
    assert verify(request_, region, SECRETS) == ACCESS_KEY


def test_it_is_accepted_by_the_regions_that_it_names_alone() -> None:
    with pytest.raises(RefusedError, match="not for eu-central-1"):
        verify(SIGNED_ONCE[0], "eu-central-1", SECRETS)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("named", REGIONS)
def test_a_plain_signature_is_accepted_by_the_region_that_it_names_alone(named: str, region: str) -> None:
    request = plainly_signed(named)
    if region == named:
        assert verify(request, region, SECRETS) == ACCESS_KEY
    else:
        with pytest.raises(RefusedError, match=f"scoped to {named}, not to {region}"):
            verify(request, region, SECRETS)


def test_a_plain_signature_does_not_become_another_region_s_by_its_scope() -> None:
    request = plainly_signed(REGIONS[0])
    moved = request.headers["authorization"].replace(REGIONS[0], REGIONS[1])
    with pytest.raises(RefusedError, match="something else"):
        verify(altered(request, authorization=moved), REGIONS[1], SECRETS)


@pytest.mark.parametrize(
    "other",
    [
        replace(SIGNED_ONCE[0], body=b'{"amount_minor": 1}'),
        replace(SIGNED_ONCE[0], method="PUT"),
        replace(SIGNED_ONCE[0], url="https://api-x.payments.example.com/payments/other"),
        altered(SIGNED_ONCE[0], host="api-use1-x.payments.example.com"),
        altered(SIGNED_ONCE[0], **{"idempotency-key": "order-1001-try-2"}),
        altered(SIGNED_ONCE[0], **{"x-amz-region-set": "*"}),
        altered(SIGNED_ONCE[0], **{"x-amz-date": "20260314T160926Z"}),
    ],
    ids=["body", "method", "path", "host", "key", "regions", "time"],
)
def test_whatever_is_signed_cannot_be_changed(other: Request) -> None:
    with pytest.raises(RefusedError, match="something else"):
        verify(other, REGIONS[0], SECRETS)


def test_the_regions_themselves_must_be_signed() -> None:
    unsigned = SIGNED_ONCE[0].headers["authorization"].replace(";x-amz-region-set", "")
    with pytest.raises(RefusedError, match="no region"):
        verify(altered(SIGNED_ONCE[0], authorization=unsigned), REGIONS[0], SECRETS)


def test_nobody_else_s_secret_serves() -> None:
    with pytest.raises(RefusedError, match="something else"):
        verify(SIGNED_ONCE[0], REGIONS[0], {ACCESS_KEY: "another"})
    with pytest.raises(RefusedError, match="nobody"):
        verify(SIGNED_ONCE[0], REGIONS[0], {"AKIDOTHER": SECRET})
    with pytest.raises(RefusedError, match="not signed"):
        verify(altered(SIGNED_ONCE[0], authorization=""), REGIONS[0], SECRETS)
