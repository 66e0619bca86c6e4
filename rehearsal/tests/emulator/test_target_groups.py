"""A target group tells the version of HTTP that it was made for."""

from __future__ import annotations

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


@pytest.mark.parametrize(
    ("options", "version"),
    [
        ({"Protocol": "HTTPS", "Port": 443, "VpcId": "vpc-1", "TargetType": "ip"}, "HTTP1"),
        ({"Protocol": "HTTPS", "Port": 443, "VpcId": "vpc-1", "ProtocolVersion": "HTTP2"}, "HTTP2"),
        ({"TargetType": "lambda"}, None),
    ],
    ids=["by default", "as was asked for", "of a function"],
)
def test_a_target_group_tells_its_version(
    options: dict[str, object], version: str | None, emulator: Emulator
) -> None:
    balancing = clients(emulator, given.AWAY)("elbv2")
    name = f"version-{version or 'none'}"
    balancing.create_target_group(Name=name, **options)
    (told,) = balancing.describe_target_groups(Names=[name])["TargetGroups"]
    assert told.get("ProtocolVersion") == version
