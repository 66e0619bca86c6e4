"""Who may read some parameters reads those, and no call with another one among them."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform

OWN, OTHER = ("/own/a", "/own/b"), "/other/a"


def test_the_right_to_each_parameter_is_asked_for(emulator: Emulator) -> None:
    for name in (*OWN, OTHER):
        clients(emulator, given.HOME)("ssm").put_parameter(Name=name, Value=name, Type="String")
    arn = f"arn:aws:ssm:{given.HOME}:{ACCOUNT}:parameter/own/*"
    role = given.role(emulator, "reads", given.allow("ssm:GetParameters", arn))
    client = given.assumed(emulator, role).client("ssm", endpoint_url=emulator.url)
    found = client.get_parameters(Names=list(OWN))["Parameters"]
    assert {each["Value"] for each in found} == set(OWN)
    with pytest.raises(ClientError, match="AccessDenied"):
        client.get_parameters(Names=[*OWN, OTHER])
