"""A bucket's objects reach every destination, once there is a way."""

from __future__ import annotations

import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform

_FAR = "ap-southeast-1"


def _there(client: Any, bucket: str) -> bool:
    try:
        client.head_object(Bucket=bucket, Key="receipt")
    except ClientError:
        return False
    return True


def _until_there(client: Any, bucket: str) -> None:
    limit = time.monotonic() + 20
    while not _there(client, bucket):
        assert time.monotonic() < limit, bucket
        time.sleep(0.1)


def test_each_destination_gets_a_copy_and_one_that_is_cut_off_gets_it_later(emulator: Emulator) -> None:
    s3 = clients(emulator, given.HOME)("s3")
    for name, region in (("copy-home", given.HOME), ("copy-away", given.AWAY), ("copy-far", _FAR)):
        place = {} if region == given.HOME else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        clients(emulator, region)("s3").create_bucket(Bucket=name, **place)
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    role = given.role(emulator, "copying", service="s3")
    rules = [
        {
            "ID": name,
            "Priority": number,
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": {"Status": "Enabled"},
            "Destination": {"Bucket": f"arn:aws:s3:::{name}"},
        }
        for number, name in enumerate(("copy-away", "copy-far"), 1)
    ]
    s3.put_bucket_replication(Bucket="copy-home", ReplicationConfiguration={"Role": role, "Rules": rules})
    emulator.ask("/_rehearsal/partition", [[given.HOME], [given.AWAY]])
    try:
        s3.put_object(Bucket="copy-home", Key="receipt", Body=b"paid")
        _until_there(s3, "copy-far")
        assert not _there(s3, "copy-away")
    finally:
        emulator.ask("/_rehearsal/heal", {})
    _until_there(s3, "copy-away")
