"""Who can read what: each secret by the functions that declare it, and nothing of it by a merchant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import boto3
import pytest
from botocore.exceptions import ClientError

from handlers.domain.spec import Grant, GrantedResource
from handlers.local.handbook import specs
from tests.integration.deployed import Region
from tests.integration.shop import Shop

pytestmark = pytest.mark.terraform

SECRETS: Final[Mapping[GrantedResource, str]] = {
    GrantedResource.PROCESSOR_CREDENTIALS: "PROCESSOR_SECRET",
    GrantedResource.TOKEN_KEY: "TOKEN_SECRET",
}
READ: Final = "secretsmanager:GetSecretValue"
REFUSALS: Final = ("AccessDenied", "AccessDeniedException")


def configuration(region: Region, function: str) -> dict[str, Any]:
    """How a function is deployed."""
    arn = region[f"function_{function}_arn"]
    found: dict[str, Any] = region.client("lambda").get_function_configuration(FunctionName=arn)
    return found


def secret_arns(region: Region) -> dict[GrantedResource, str]:
    """The secrets of a region, as the function is told that reads all of them."""
    told = configuration(region, "ingest")["Environment"]["Variables"]
    return {secret: told[variable] for secret, variable in SECRETS.items()}


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.name)
def test_a_secret_is_read_by_the_functions_that_declare_it_alone(
    home: Region, secret: GrantedResource
) -> None:
    arn = secret_arns(home)[secret]
    grant = Grant(READ, secret)
    # Of the functions that this system deploys: specs are of every system.
    declared = {spec.name for spec in specs() if grant in spec.grants} & set(home.functions)
    may: set[str] = set()
    for name in home.functions:
        role = configuration(home, name)["Role"]
        simulated = home.client("iam").simulate_principal_policy(
            PolicySourceArn=role, ActionNames=[READ], ResourceArns=[arn]
        )
        (result,) = simulated["EvaluationResults"]
        if result["EvalDecision"] == "allowed":
            may.add(name)
    assert may == declared
    assert set() < declared < set(home.functions)


def test_a_merchant_reads_nothing_but_the_api(shop: Shop) -> None:
    region, credentials = shop.region, shop.merchant.credentials
    session = boto3.Session(credentials.access_key, credentials.secret_key, region_name=region.name)
    ledger, bucket = region["ledger_table_name"], region["receipts_bucket_name"]
    secrets, read = secret_arns(region), session.client("secretsmanager").get_secret_value
    attempts: Mapping[str, Callable[[], Any]] = {
        **{secret.name: partial(read, SecretId=arn) for secret, arn in secrets.items()},
        "the ledger": lambda: session.client("dynamodb").scan(TableName=ledger),
        "the payers": lambda: session.client("dynamodb").scan(TableName=region["personal_table_name"]),
        "the receipts": lambda: session.client("s3").list_objects_v2(Bucket=bucket),
        "the alerts": lambda: session.client("sqs").receive_message(QueueUrl=_inbox(region)),
    }
    for what, attempt in attempts.items():
        with pytest.raises(ClientError) as refused:
            attempt()
        assert refused.value.response["Error"]["Code"] in REFUSALS, what


def _inbox(region: Region) -> str:
    name = region["alerts_queue_arn"].rpartition(":")[2]
    url: str = region.client("sqs").get_queue_url(QueueName=name)["QueueUrl"]
    return url
