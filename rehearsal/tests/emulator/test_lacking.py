"""What is left out of a rehearsal is left out because the emulator lacks it, and for no longer than that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator
from rehearsal.omitted import OMITTED
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform

Client = Callable[[str], Any]
ASKED: Mapping[str, Callable[[Client], Any]] = {
    "aws_api_gateway_client_certificate": lambda client: client("apigateway").generate_client_certificate(),
    "aws_lambda_code_signing_config": lambda client: client("lambda").create_code_signing_config(
        AllowedPublishers={"SigningProfileVersionArns": [f"arn:aws:signer:us-east-1:{ACCOUNT}:/x/y"]}
    )["CodeSigningConfig"],
    "aws_wafv2_web_acl_logging_configuration": lambda client: client("wafv2").put_logging_configuration(
        LoggingConfiguration={
            "ResourceArn": f"arn:aws:wafv2:us-east-1:{ACCOUNT}:regional/webacl/x/y",
            "LogDestinationConfigs": [f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:aws-waf-logs-x"],
        }
    ),
}


def test_each_type_that_is_left_out_is_asked_for() -> None:
    assert ASKED.keys() == OMITTED.keys()


@pytest.mark.parametrize("kind", OMITTED)
def test_the_emulator_lacks_what_is_left_out(kind: str, emulator: Emulator) -> None:
    with pytest.raises((ClientError, KeyError), match=r"Unknown|CodeSigningConfig"):
        ASKED[kind](clients(emulator, given.HOME))
