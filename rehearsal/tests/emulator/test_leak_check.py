"""What a destroyed environment left behind is named, and nothing of another's."""

from __future__ import annotations

import pytest

from infra.systems import load
from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.leak_check import leaks
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_what_bears_the_suffix_or_lies_in_the_networks_is_named(emulator: Emulator) -> None:
    settings = load("global_payments", "gone9")
    regions = [region.name for region in settings.regions]
    home, away = clients(emulator, given.HOME), clients(emulator, given.AWAY)
    assert leaks(emulator, settings, regions) == []
    for name in ("payments-gone9", "payments-gone99", "gone9000"):
        home("logs").create_log_group(logGroupName=name)
    url = away("sqs").create_queue(QueueName="payments-inbox-gone9")["QueueUrl"]
    away("s3").create_bucket(
        Bucket="receipts-gone9", CreateBucketConfiguration={"LocationConstraint": given.AWAY}
    )
    dns = home("route53")
    zone = dns.create_hosted_zone(Name="example.net", CallerReference="leaks")["HostedZone"]["Id"]
    for name in ("pay-gone9.example.net", "pay-gone99.example.net"):
        endpoint = {"Type": "HTTPS", "FullyQualifiedDomainName": name, "Port": 443, "Disabled": True}
        dns.create_health_check(CallerReference=name, HealthCheckConfig=endpoint)
        record = {"Name": name, "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
        changes = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
        dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=changes)
    network = home("ec2").create_vpc(CidrBlock=str(settings.regions[0].cidr))["Vpc"]["VpcId"]
    assert leaks(emulator, settings, regions) == [
        f"{given.AWAY}: sqs: {url}",
        "route53: A pay-gone9.example.net.",
        "route53: the health check of pay-gone9.example.net",
        f"{given.HOME}: ec2: {network}",
        f"{given.HOME}: logs: payments-gone9",
        f"{given.HOME}: s3: receipts-gone9",
    ]
