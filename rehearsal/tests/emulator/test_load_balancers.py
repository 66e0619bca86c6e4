"""A load balancer answers in its region, to its names, by its rules, and over TLS to a group of HTTPS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.public_names import public_names
from rehearsal.tests.emulator import given
from tests.handlers.adapters.processor_server import Said, Server, make_certificate, serve
from tests.handlers.certificates import Authority
from tests.integration.waiting import wait_until

pytestmark = pytest.mark.terraform

NAME = "shop.example.org"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """What answers over TLS behind a target group, under a certificate that nobody trusts."""
    with serve(*make_certificate(tmp_path_factory.mktemp("target"))) as server:
        server.says = lambda asked: Said(200, {"path": asked.path, "host": asked.headers["host"]})
        yield server


@pytest.fixture(scope="module")
def balancer(emulator: Emulator, target: Server) -> dict[str, Any]:
    """A load balancer away from the default region: /health is forwarded, all else refused."""
    client = clients(emulator, given.AWAY)
    network = client("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    balancing = client("elbv2")
    made: dict[str, Any] = balancing.create_load_balancer(Name="shop", Subnets=["subnet-1"])["LoadBalancers"][
        0
    ]
    group = balancing.create_target_group(
        Name="shop", Protocol="HTTPS", Port=8443, VpcId=network, TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    balancing.register_targets(
        TargetGroupArn=group, Targets=[{"Id": "127.0.0.1", "Port": urllib3.util.parse_url(target.url).port}]
    )
    refused = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    listener = balancing.create_listener(
        LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTPS", Port=443, DefaultActions=[refused]
    )["Listeners"][0]["ListenerArn"]
    balancing.create_rule(
        ListenerArn=listener,
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/health"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": group}],
    )
    add_records(emulator, made["DNSName"])
    return made


def add_records(emulator: Emulator, to: str) -> None:
    """A failover pair under one name: the primary leads nowhere, and is asked by a health check."""
    dns = clients(emulator, given.HOME)("route53")
    zone = dns.create_hosted_zone(Name="example.org", CallerReference="shop")["HostedZone"]["Id"]
    endpoint = {
        "Type": "HTTPS",
        "FullyQualifiedDomainName": "127.0.0.1",
        "Port": 9,  # discard: nobody listens
        "RequestInterval": 10,
        "FailureThreshold": 1,
    }
    check = dns.create_health_check(CallerReference="shop", HealthCheckConfig=endpoint)["HealthCheck"]["Id"]
    pair = {"PRIMARY": ("nowhere.example.org", {"HealthCheckId": check}), "SECONDARY": (to, {})}
    for role, (target, options) in pair.items():
        alias = {"HostedZoneId": "Z1", "DNSName": target, "EvaluateTargetHealth": True}
        record = {"Name": NAME, "Type": "A", "SetIdentifier": role, "Failover": role, "AliasTarget": alias}
        changes = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record | options}]}
        dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=changes)


def ask(emulator: Emulator, host: str, path: str) -> urllib3.BaseHTTPResponse:
    """Ask the HTTPS listener of whatever load balancer a host leads to."""
    return urllib3.request("GET", f"{emulator.url}{path}", headers={"Host": f"{host}:443"}, retries=False)


def test_it_answers_in_its_region_by_its_rules(emulator: Emulator, balancer: dict[str, Any]) -> None:
    host = balancer["DNSName"]
    assert ask(emulator, host, "/health?deep=1").json()["path"] == "/health?deep=1"
    assert ask(emulator, host, "/payments").status == 404


def test_a_name_leads_to_the_one_of_a_pair_that_is_well(emulator: Emulator, balancer: dict[str, Any]) -> None:
    assert balancer
    wait_until(
        lambda: emulator.ask("/_rehearsal/unwell"), "the endpoint of the primary is not well", within=30
    )
    assert ask(emulator, NAME, "/health").status == 200


@pytest.mark.parametrize(
    ("weights", "answers"), [((100, 0), {200}), ((0, 100), {503}), ((50, 50), {200, 503})]
)
def test_a_name_leads_to_records_by_their_weights(
    weights: tuple[int, int], answers: set[int], emulator: Emulator, balancer: dict[str, Any]
) -> None:
    bare = f"bare-{weights[0]}"
    other = clients(emulator, given.HOME)("elbv2").create_load_balancer(Name=bare, Subnets=["subnet-1"])
    dns = clients(emulator, given.HOME)("route53")
    name = f"weighted-{weights[0]}.example.org"
    zone = dns.list_hosted_zones_by_name(DNSName="example.org")["HostedZones"][0]["Id"]
    for weight, to in zip(weights, (balancer, other["LoadBalancers"][0]), strict=True):
        alias = {"HostedZoneId": "Z1", "DNSName": to["DNSName"], "EvaluateTargetHealth": True}
        record = {
            "Name": name,
            "Type": "A",
            "SetIdentifier": to["DNSName"],
            "Weight": weight,
            "AliasTarget": alias,
        }
        change = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
        dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=change)
    # The other one has no listener.
    assert {ask(emulator, name, "/health").status for _ in range(20)} == answers


def test_a_lost_region_does_not_answer(emulator: Emulator, balancer: dict[str, Any]) -> None:
    emulator.ask("/_rehearsal/lose", [given.AWAY])
    try:
        with pytest.raises(urllib3.exceptions.HTTPError):
            ask(emulator, balancer["DNSName"], "/health")
    finally:
        emulator.ask("/_rehearsal/heal", True)
    assert ask(emulator, balancer["DNSName"], "/health").status == 200


def test_a_failed_health_check_sets_off_its_alarm_and_no_other_and_the_bus_hears_of_it(
    emulator: Emulator, balancer: dict[str, Any]
) -> None:
    assert balancer
    client = clients(emulator, given.HOME)
    checks = client("route53").list_health_checks()["HealthChecks"]
    (check,) = (each["Id"] for each in checks if each["CallerReference"] == "shop")
    queue, arn = given.queue(emulator, "alarm-events", policy=given.from_service("events"))
    given.rule(emulator, "aws.cloudwatch", {"Arn": arn})
    for name, of in (("unwell", check), ("another", "of-another-check")):
        client("cloudwatch").put_metric_alarm(
            AlarmName=name,
            Namespace="AWS/Route53",
            MetricName="HealthCheckStatus",
            Dimensions=[{"Name": "HealthCheckId", "Value": of}],
            Statistic="Minimum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="LessThanThreshold",
        )

    heard = wait_until(lambda: given.received(emulator, queue), "the event of the alarm", within=90)
    assert [json.loads(each)["detail"]["alarmName"] for each in heard] == ["unwell"]
    states = client("cloudwatch").describe_alarms(AlarmNames=["unwell", "another"])["MetricAlarms"]
    found = {each["AlarmName"]: each["StateValue"] for each in states}
    assert found == {"unwell": "ALARM", "another": "INSUFFICIENT_DATA"}


def test_a_public_name_is_served_under_its_own_certificate(
    emulator: Emulator, balancer: dict[str, Any], tmp_path: Path
) -> None:
    assert balancer
    authority = Authority(tmp_path).found()
    with public_names([NAME], authority) as names:
        names.behind = emulator.url
        pool = urllib3.HTTPSConnectionPool(
            "127.0.0.1",
            names.hosts[f"{NAME}:443"],
            ca_certs=str(authority.certificate),
            server_hostname=NAME,
            assert_hostname=NAME,
        )
        assert pool.request("GET", "/payments", headers={"Host": NAME}).status == 404
        assert pool.request("GET", "/health", headers={"Host": NAME}).json()["host"] == NAME
