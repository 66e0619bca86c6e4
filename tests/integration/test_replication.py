"""Copies between regions: of the ledger and of receipts in each, of payers in none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from handlers.adapters.dynamodb import DynamoTable
from handlers.stores.vault import Vault
from tests.integration.deployed import Region
from tests.integration.shop import Shop
from tests.integration.waiting import wait_until

pytestmark = pytest.mark.terraform

Settled = Callable[[Shop], str]

COPIED_WITHIN = 900.0  # seconds: most objects, says the user guide of S3 ("Replication Time Control")


def holds(region: Region, key: str) -> bool:
    """Whether the region's bucket of receipts holds one."""
    try:
        region.client("s3").head_object(Bucket=region["receipts_bucket_name"], Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] == "404":
            return False
        raise
    return True


def knows_payer(region: Region, payment_id: str) -> bool:
    """Whether the region holds who pays."""
    personal = DynamoTable(region.client("dynamodb"), region["personal_table_name"])
    return Vault(personal, ()).get(payment_id) is not None


def test_the_ledger_of_each_region_holds_a_payment_alike(
    regions: tuple[Region, ...], shop: Shop, settled: Settled
) -> None:
    payment_id = settled(shop)
    written = shop.region.ledger.query(f"PAYMENT#{payment_id}")
    assert written
    for region in regions:
        wait_until(
            lambda region=region: region.ledger.query(f"PAYMENT#{payment_id}") == written,  # type: ignore[misc]
            f"all of {payment_id} in the ledger of {region}",
        )


def test_a_receipt_is_copied_to_every_region(
    regions: tuple[Region, ...], shop: Shop, settled: Settled
) -> None:
    key = f"receipts/{shop.merchant.id}/{settled(shop)}/payment.json"
    for region in regions:
        wait_until(lambda region=region: holds(region, key), f"{key} in {region}", within=COPIED_WITHIN)  # type: ignore[misc]


def test_a_payer_is_known_in_the_home_region_alone(
    regions: tuple[Region, ...], shop: Shop, settled: Settled
) -> None:
    payment_id = settled(shop)
    assert [region.name for region in regions if knows_payer(region, payment_id)] == [shop.region.name]
