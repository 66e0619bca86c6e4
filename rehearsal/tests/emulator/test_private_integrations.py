"""An API asks a load balancer by a link, below its stage, and says itself who asks."""

from __future__ import annotations

import json

import pytest
from botocore.credentials import Credentials

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator
from rehearsal.rewriting import rewrite
from rehearsal.tests.emulator import given
from tests.integration.api import Api, Merchant

pytestmark = pytest.mark.terraform

HOST = "private.example.org"
ECHO = (
    "import json\n"
    "def handler(event, context):\n"
    "    said = {'path': event['path'], 'caller': event['headers'].get('x-caller-arn')}\n"
    "    return {'statusCode': 200, 'body': json.dumps(said)}\n"
)


@pytest.fixture(scope="module")
def rule(emulator: Emulator) -> str:
    """The rule of a load balancer that listens as HOST, whose function tells what it is asked."""
    client = clients(emulator, given.HOME)
    balancing = client("elbv2")
    group = balancing.create_target_group(Name="private", TargetType="lambda")["TargetGroups"][0]
    arn = group["TargetGroupArn"]
    function = given.function(emulator, "private", ECHO, given.role(emulator, "private"))
    balancing.register_targets(TargetGroupArn=arn, Targets=[{"Id": function}])
    balancer = balancing.create_load_balancer(Name="private", Subnets=["subnet-1"], Scheme="internal")
    certificate = client("acm").request_certificate(DomainName=HOST)["CertificateArn"]
    refused = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    listener = balancing.create_listener(
        LoadBalancerArn=balancer["LoadBalancers"][0]["LoadBalancerArn"],
        Protocol="HTTPS",
        Port=443,
        Certificates=[{"CertificateArn": certificate}],
        DefaultActions=[refused],
    )["Listeners"][0]["ListenerArn"]
    made: str = balancing.create_rule(
        ListenerArn=listener,
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/live/*"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": arn}],
    )["Rules"][0]["RuleArn"]
    return made


@pytest.fixture(scope="module")
def merchant(emulator: Emulator) -> Merchant:
    """Who may ask every API."""
    iam = clients(emulator, given.HOME)("iam")
    iam.create_user(UserName="asks")
    allowed = given.allow("execute-api:Invoke", f"arn:aws:execute-api:*:{ACCOUNT}:*")
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.put_user_policy(UserName="asks", PolicyName="asks", PolicyDocument=document)
    key = iam.create_access_key(UserName="asks")["AccessKey"]
    return Merchant("asks", given.HOME, Credentials(key["AccessKeyId"], key["SecretAccessKey"]))


def api(emulator: Emulator, host: str) -> Api:
    """An API whose one method asks `host` by a link, and names who signed."""
    gateway = clients(emulator, given.HOME)("apigateway")
    made = gateway.create_rest_api(name=host)["id"]
    root = gateway.get_resources(restApiId=made)["items"][0]["id"]
    resource = gateway.create_resource(restApiId=made, parentId=root, pathPart="payments")["id"]
    method = {"restApiId": made, "resourceId": resource, "httpMethod": "GET"}
    gateway.put_method(**method, authorizationType="AWS_IAM")
    gateway.put_integration(
        **method,
        type="HTTP_PROXY",
        integrationHttpMethod="GET",
        uri=f"https://{host}/payments",
        connectionType="VPC_LINK",
        connectionId="link",
        requestParameters={"integration.request.header.x-caller-arn": "context.identity.userArn"},
    )
    gateway.create_deployment(restApiId=made, stageName="live")
    url = f"https://{made}.execute-api.{given.HOME}.amazonaws.com/live"
    return Api(given.HOME, url, endpoint=emulator.url)


def test_the_load_balancer_is_asked_below_the_stage_and_told_who_signed(
    emulator: Emulator, rule: str, merchant: Merchant
) -> None:
    assert rule
    said = api(emulator, HOST).send("GET", "/payments", by=merchant)
    assert said.body == {"path": "/live/payments", "caller": f"arn:aws:iam::{ACCOUNT}:user/asks"}


def test_a_rule_rewrites_the_path_as_is_told_by_the_api(
    emulator: Emulator, rule: str, merchant: Merchant
) -> None:
    balancing = clients(emulator, given.HOME)("elbv2")
    rewrite(balancing, rule, {"regex": "^/live/(.*)$", "replace": "/$1"})
    assert api(emulator, HOST).send("GET", "/payments", by=merchant).body["path"] == "/payments"


def test_without_a_load_balancer_of_that_name_the_api_says_that_it_is_not_configured(
    emulator: Emulator, merchant: Merchant
) -> None:
    assert api(emulator, "nobody.example.org").send("GET", "/payments", by=merchant).status == 500


def test_who_does_not_sign_is_refused(emulator: Emulator, rule: str) -> None:
    assert rule
    assert api(emulator, HOST).send("GET", "/payments", by=None).status == 403
