"""An API calls a function only where that permits the method."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_a_method_calls_its_function_once_that_permits_it(emulator: Emulator) -> None:
    function = given.function(
        emulator,
        "asked",
        "def handler(event, context): return {'statusCode': 200, 'body': 'yes'}\n",
        given.role(emulator, "asked"),
    )
    client = clients(emulator, given.HOME)
    api = client("apigateway").create_rest_api(name="asked")["id"]
    root = client("apigateway").get_resources(restApiId=api)["items"][0]["id"]
    method = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    client("apigateway").put_method(**method, authorizationType="NONE")
    uri = f"arn:aws:apigateway:{given.HOME}:lambda:path/2015-03-31/functions/{function}/invocations"
    client("apigateway").put_integration(**method, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    client("apigateway").create_deployment(restApiId=api, stageName="live")
    url = f"{emulator.url}/_aws/execute-api/{api}/live/"
    assert _status(url) >= 500
    client("lambda").add_permission(
        FunctionName="asked",
        StatementId="get",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn=f"arn:aws:execute-api:{given.HOME}:{ACCOUNT}:{api}/live/GET/",
    )
    assert _status(url) == 200


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - of the loopback
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
