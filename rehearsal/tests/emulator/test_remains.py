"""What a destroyed environment left behind is named, and nothing of another's."""

from __future__ import annotations

import pytest

from infra.systems import load
from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.remains import remains
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_what_bears_the_suffix_or_lies_in_the_networks_is_named(emulator: Emulator) -> None:
    settings = load("global_payments", "gone9")
    home, away = clients(emulator, given.HOME), clients(emulator, given.AWAY)
    assert remains(emulator, settings) == []
    for name in ("payments-gone9", "payments-gone99", "gone9000"):
        home("logs").create_log_group(logGroupName=name)
    url = away("sqs").create_queue(QueueName="payments-inbox-gone9")["QueueUrl"]
    away("s3").create_bucket(
        Bucket="receipts-gone9", CreateBucketConfiguration={"LocationConstraint": given.AWAY}
    )
    network = home("ec2").create_vpc(CidrBlock=str(settings.regions[0].cidr))["Vpc"]["VpcId"]
    assert remains(emulator, settings) == [
        f"{given.AWAY}: sqs: {url}",
        f"{given.HOME}: ec2: {network}",
        f"{given.HOME}: logs: payments-gone9",
        f"{given.HOME}: s3: receipts-gone9",
    ]
