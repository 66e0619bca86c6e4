"""The rehearsal names a region that refuses a signature for all, or accepts one for another region."""

from __future__ import annotations

from infra.systems import load
from rehearsal.signatures import Signatures, signatures

REGIONS = [region.name for region in load("global_payments", "zq7").regions]


def test_what_is_signed_once_counts_everywhere_and_a_plain_signature_in_one_region() -> None:
    found = signatures(REGIONS)
    assert set(found.once) == set(REGIONS)
    assert found.plain == {region: {region} for region in REGIONS}
    assert found.strays == 0
    assert found.problems(REGIONS) == ()


def test_a_region_that_refuses_or_accepts_too_much_is_named() -> None:
    found = Signatures({"north"}, {"north": {"north", "south"}, "south": set()})
    assert found.problems(["north", "south"]) == (
        "south refuses a request that was signed once for all",
        "a plain signature for north is accepted by north, south",
        "a plain signature for south is accepted by nobody",
    )
