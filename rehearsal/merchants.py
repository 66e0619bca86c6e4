"""Merchants, onboarded as an operator does it: a user that may call the API, and who it speaks for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from botocore.credentials import Credentials

from handlers.domain.velocity import MOST_COUNTED
from handlers.local.demo import seed
from tests.integration.api import Merchant
from tests.integration.deployed import Region
from tests.integration.waiting import wait_until

_OFTEN: Final = MOST_COUNTED - 1


def onboard(regions: Sequence[Region]) -> dict[str, Merchant]:
    """Make a merchant of each home region. Returns them by it, once every region knows them all."""
    apis = [
        f"arn:aws:execute-api:{region.name}:{_account_of(region)}:{region['api_id']}/*/*"
        for region in regions
    ]
    made = {region.name: _onboard(region, apis) for region in regions}
    for region in regions:
        for merchant in made.values():
            wait_until(
                lambda region=region, merchant=merchant: region.merchants.get(merchant.id),  # type: ignore[misc]
                f"the merchant {merchant.id} in {region.name}",
            )
    return made


def variables(regions: Sequence[Region], merchants: Mapping[str, Merchant]) -> dict[str, str]:
    """The variables with which the integration tests are told of the merchants."""
    return {
        f"{region.merchant_variable}{part}": value
        for region in regions
        for part, value in (
            ("", merchants[region.name].id),
            ("_ACCESS_KEY_ID", merchants[region.name].credentials.access_key),
            ("_SECRET_ACCESS_KEY", merchants[region.name].credentials.secret_key),
        )
    }


def _onboard(home: Region, apis: Sequence[str]) -> Merchant:
    name = f"merchant-{home.code or home.name}"
    iam = home.client("iam")
    caller: str = iam.create_user(UserName=name)["User"]["Arn"]
    allowed: dict[str, Any] = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": list(apis)}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.put_user_policy(UserName=name, PolicyName="pays", PolicyDocument=document)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    # The sandbox approves one card, with which all tests pay.
    seed(home.ledger, home.name, merchant=name, caller=caller, card_payments=_OFTEN, payer_payments=_OFTEN)
    return Merchant(name, home.name, Credentials(key["AccessKeyId"], key["SecretAccessKey"]))


def _account_of(region: Region) -> str:
    return region["event_bus_arn"].split(":")[4]
