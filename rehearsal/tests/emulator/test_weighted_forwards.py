"""A rule's weights are told as they were set, and share requests out."""

from __future__ import annotations

from typing import Any

import pytest
import urllib3

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform

SIDES = ("old", "new")


@pytest.fixture(scope="module")
def groups(emulator: Emulator) -> dict[str, str]:
    """A target group a side, each with a function that answers with its name."""
    client = clients(emulator, given.HOME)
    balancing, made = client("elbv2"), {}
    for side in SIDES:
        function = given.function(
            emulator,
            f"side-{side}",
            f"def handler(event, context): return {{'statusCode': 200, 'body': '{side}'}}\n",
            given.role(emulator, f"side-{side}"),
        )
        group = balancing.create_target_group(Name=f"side-{side}", TargetType="lambda")["TargetGroups"][0]
        balancing.register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=[{"Id": function}])
        made[side] = group["TargetGroupArn"]
    return made


@pytest.fixture(scope="module")
def balancer(emulator: Emulator, groups: dict[str, str]) -> dict[str, Any]:
    """A load balancer whose one rule shares out by 100 and 0; its name, and the rule."""
    balancing = clients(emulator, given.HOME)("elbv2")
    made = balancing.create_load_balancer(Name="sides", Subnets=["subnet-1"])["LoadBalancers"][0]
    refused = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    listener = balancing.create_listener(
        LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=[refused]
    )["Listeners"][0]["ListenerArn"]
    rule = balancing.create_rule(
        ListenerArn=listener,
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/live/*"]}],
        Actions=[shared(groups, 100, 0)],
    )["Rules"][0]
    return {"host": made["DNSName"], "rule": rule["RuleArn"]}


def shared(groups: dict[str, str], *weights: int) -> dict[str, Any]:
    """An action that forwards to the sides by weights."""
    told = [
        {"TargetGroupArn": groups[side], "Weight": weight}
        for side, weight in zip(SIDES, weights, strict=True)
    ]
    lasting = {"Enabled": True, "DurationSeconds": 3600}
    return {
        "Type": "forward",
        "ForwardConfig": {"TargetGroups": told, "TargetGroupStickinessConfig": lasting},
    }


@pytest.mark.parametrize(
    ("weights", "answering"), [((100, 0), {"old"}), ((50, 50), {"old", "new"}), ((0, 100), {"new"})]
)
def test_requests_are_shared_out_by_the_weights_that_are_told(
    weights: tuple[int, int],
    answering: set[str],
    emulator: Emulator,
    groups: dict[str, str],
    balancer: dict[str, Any],
) -> None:
    balancing = clients(emulator, given.HOME)("elbv2")
    balancing.modify_rule(RuleArn=balancer["rule"], Actions=[shared(groups, *weights)])
    (told,) = balancing.describe_rules(RuleArns=[balancer["rule"]])["Rules"]
    assert told["Actions"][0]["ForwardConfig"] == shared(groups, *weights)["ForwardConfig"]
    answers = {ask(emulator, balancer["host"]).data.decode() for _ in range(20)}
    assert answers == answering


def test_where_no_side_has_a_weight_nobody_answers(
    emulator: Emulator, groups: dict[str, str], balancer: dict[str, Any]
) -> None:
    balancing = clients(emulator, given.HOME)("elbv2")
    balancing.modify_rule(RuleArn=balancer["rule"], Actions=[shared(groups, 0, 0)])
    assert ask(emulator, balancer["host"]).status == 503


def ask(emulator: Emulator, host: str) -> urllib3.BaseHTTPResponse:
    """Ask by the rule."""
    return urllib3.request("GET", f"{emulator.url}/live/any", headers={"Host": f"{host}:80"}, retries=False)
