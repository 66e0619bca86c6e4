"""Each command of docs/runbooks.md, run by a shell with an `aws` that writes down what it is asked, and then
carried out by the real functions. The rotation of the token key is in test_tokens.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import boto3
import botocore.session
import jmespath
import pytest
from botocore import xform_name

from handlers.adapters.dynamodb import DynamoTable
from handlers.adapters.incoming import forwarded_request
from handlers.domain.ledger import Difference
from handlers.domain.money import Money
from handlers.domain.ownership import BY_COMMAND, TICK, Consent, Notification
from handlers.domain.payment import Change, State
from handlers.functions.heartbeat.core import alert
from handlers.local.in_memory import ManualClock
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region
from handlers.local.table import MemoryTable
from handlers.stores.deny_list import DenyList
from handlers.stores.payments import Payments
from tests.handlers.emulator import create_table
from tests.handlers.samples import payment

pytestmark = pytest.mark.fuzz

RUNBOOKS: Final = (Path(__file__).resolve().parents[2] / "docs" / "runbooks.md").read_text(encoding="utf-8")
PAIR: Final = ("us-east-2", "us-west-2")
HOMES: Final = ("us-east-1", "eu-west-1", "ap-southeast-1")
OF_ALL_COMMANDS: Final = {"region", "cli-binary-format", "query", "output"}
TWO_MINUTES: Final = timedelta(minutes=2)
AWS: Final = """#!{python}
import json, os, sys
with open(os.environ["ASKED"], "w") as asked:
    json.dump(sys.argv[1:], asked)
"""

Run = Callable[..., dict[str, str]]


def commands(heading: str) -> list[str]:
    """The shell commands below a heading, in their order."""
    section = re.search(rf"^#+ {heading}$(.*?)(?=^#+ |\Z)", RUNBOOKS, re.DOTALL | re.MULTILINE)
    assert section, heading
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", section[1], re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(block) for block in blocks]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run commands in a shell. Returns what the last call of `aws` asks for, by the API's names."""
    aws, asked = tmp_path / "aws", tmp_path / "asked"
    aws.write_text(AWS.format(python=sys.executable), encoding="utf-8")
    aws.chmod(0o700)

    def run(*blocks: str, **variables: str) -> dict[str, str]:
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "ASKED": str(asked), **variables}
        subprocess.run(["/bin/bash", "-euc", "\n".join(blocks)], env=environment, check=True)
        return request(*json.loads(asked.read_text(encoding="utf-8")))

    return run


def request(service: str, operation: str, *words: str) -> dict[str, str]:
    """What the AWS CLI makes of its words: options, then a file where the operation writes one."""
    model = botocore.session.get_session().get_service_model(service)
    named = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(named[operation]).input_shape
    known = {xform_name(name, "-"): name for name in shape.members}
    given = dict(zip((word.removeprefix("--") for word in words[::2]), words[1::2], strict=False))
    unknown = given.keys() - known.keys() - OF_ALL_COMMANDS - {"/dev/stdout"}
    assert not unknown, "the operation has no such option"
    asked = {known.get(name, name): value for name, value in given.items()}
    assert asked.keys() >= set(shape.required_members)
    return asked


@dataclass
class World:
    """Three regions that heartbeat, one of which may be lost; what one writes the others see at once."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(datetime(2026, 3, 1, tzinfo=UTC)))
    ledger: MemoryTable = field(default_factory=MemoryTable)
    lost: set[str] = field(default_factory=set)
    homes: tuple[str, ...] = HOMES

    def __post_init__(self) -> None:
        self.regions = {
            name: Region(name, self.clock, SimulatedProcessor(), home_regions=self.homes, ledger=self.ledger)
            for name in self.homes
        }
        if self.homes == PAIR:
            for region in self.regions.values():
                region.rules = replace(region.rules, successors={}, consent=Consent.COMMAND)
        self.pass_by(timedelta(minutes=1))

    def pass_by(self, time: timedelta) -> None:
        """Let the regions that are not lost heartbeat for so long."""
        for _ in range(time // TICK):
            self.clock.advance(TICK)
            for name, region in self.regions.items():
                if name not in self.lost:
                    region.call("heartbeat", {})

    def told(self, asked: dict[str, str]) -> dict[str, Any]:
        """What a function says to an operator's command."""
        function = asked["FunctionName"].partition("-")[2].removesuffix("-zq7:live")
        said: dict[str, Any] = self.regions[asked["region"]].call(function, json.loads(asked["Payload"]))
        return said

    def acting(self, home: str) -> str:
        """The one region that may act for a home region now; "" where none may."""
        now, acting = self.clock.now(), []
        for name, region in self.regions.items():
            held = (region.heartbeats.view().own or pytest.fail("no heartbeat")).promises[home]
            if (
                held.owner == name
                and held.until
                and held.quiet_until
                and held.quiet_until <= now < held.until
            ):
                acting.append(name)
        assert len(acting) <= 1, "two regions act for one home"
        return "".join(acting)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def takeover(run: Run) -> Run:
    """Run a command that is made of the function that the runbook defines first."""
    defined = commands("takeover")[0]
    return lambda command: run(defined, command, SUFFIX="zq7")


def test_who_acts_is_told_by_any_region_and_nothing_is_changed(world: World, takeover: Run) -> None:
    before = list(world.ledger)
    said = world.told(takeover(""))
    assert (said["home_region"], said["region"], said["taken_by"], said["drained"]) == (
        HOMES[0],
        HOMES[0],
        "",
        0,
    )
    assert list(world.ledger) == before


def test_a_region_that_is_lost_is_succeeded_within_two_minutes_with_no_command(world: World) -> None:
    world.lost.add(HOMES[0])
    world.pass_by(TWO_MINUTES)
    assert world.acting(HOMES[0]) == HOMES[1]


def test_a_drained_region_acts_for_nobody_until_it_is_resumed(world: World, takeover: Run) -> None:
    (drain,), (resume,) = commands("Drain a region"), commands("Resume")
    world.told(takeover(drain))
    world.pass_by(TWO_MINUTES)
    assert [world.acting(home) for home in HOMES] == [HOMES[1], *HOMES[1:]]
    world.pass_by(timedelta(hours=1))
    assert world.acting(HOMES[0]) == HOMES[1], "it is not handed back while it is drained"
    assert world.told(takeover(""))["drained"] == 1
    world.told(takeover(resume))
    world.pass_by(TWO_MINUTES)
    assert [world.acting(home) for home in HOMES] == list(HOMES)


def test_a_region_that_an_operator_chose_acts_until_it_is_resumed(world: World, takeover: Run) -> None:
    (take,), (resume,) = commands("Take by hand"), commands("Resume")
    world.told(takeover(take))
    world.pass_by(TWO_MINUTES)
    assert world.acting(HOMES[0]) == HOMES[2], "and not the first successor"
    world.pass_by(timedelta(hours=1))
    assert world.acting(HOMES[0]) == HOMES[2]
    assert world.told(takeover(""))["taken_by"] == HOMES[2]
    world.told(takeover(resume))
    world.pass_by(TWO_MINUTES)
    assert world.acting(HOMES[0]) == HOMES[0]


@pytest.mark.parametrize("is_lost", [True, False])
def test_the_standby_of_a_pair_takes_over_and_gives_back_by_the_commands(run: Run, *, is_lost: bool) -> None:
    def pair(command: str) -> dict[str, str]:
        return run(commands("failover-of-a-pair")[0], command, SUFFIX="zq7")

    (take,), (resume,) = commands("Have the standby take over"), commands("Give back to the primary")
    world = World(homes=PAIR)
    assert world.told(pair(""))["region"] == PAIR[0]
    world.lost = {PAIR[0]} if is_lost else set()
    world.pass_by(timedelta(hours=1))
    assert world.told(pair(""))["region"] == PAIR[0], "nobody takes over without a command"
    world.told(pair(take))
    world.pass_by(BY_COMMAND)
    assert world.told(pair(""))["region"] == PAIR[1]
    world.lost = set()
    world.pass_by(timedelta(hours=1))
    assert world.acting(PAIR[0]) == PAIR[1], "it is not given back by itself"
    world.told(pair(resume))
    world.pass_by(BY_COMMAND)
    assert world.acting(PAIR[0]) == PAIR[0]


def test_a_failover_is_tested_by_turning_the_health_check_upside_down_and_back(run: Run) -> None:
    for command, option in zip(commands("Test a failover"), ("--inverted", "--no-inverted"), strict=True):
        assert run(command, CHECK="check-1")["HealthCheckId"] == "check-1"
        assert command.split()[-1] == option


CLUSTER: Final = {"cluster": "pci-web-zq7"}
TASKS_LOG: Final = {"logGroupName": "/aws/ecs/pci-web-zq7", "limit": "50"}


@pytest.mark.parametrize(
    ("heading", "number", "asked"),
    [
        ("unhealthy-hosts", 0, {**CLUSTER, "services": "pci-web-zq7"}),
        ("unhealthy-hosts", 1, {**TASKS_LOG, "filterPattern": '{ $.event != "request" }'}),
        ("web-failures", 0, {**TASKS_LOG, "filterPattern": "{ $.status >= 500 }"}),
        ("web-failures", 1, {**CLUSTER, "service": "pci-web-zq7"}),
        ("web-failures", 2, {"DBClusterIdentifier": "pci-database-zq7"}),
        (
            "busy-application",
            0,
            {
                "ServiceNamespace": "ecs",
                "ResourceId": "service/pci-web-zq7/pci-web-zq7",
                "MaxResults": "10",
            },
        ),
        (
            "busy-application",
            1,
            {"logGroupName": "/aws/rds/cluster/pci-database-zq7/slowquery", "limit": "20"},
        ),
    ],
)
def test_the_web_application_is_asked_what_is_wrong_by_its_own_names(
    run: Run, synthesis_of: Callable[[str], Path], heading: str, number: int, asked: dict[str, str]
) -> None:
    said = run(commands(heading)[number], SUFFIX="zq7")
    query = said.pop("query", "*")
    assert said == asked
    assert jmespath.compile(query)
    stacks = "".join(path.read_text() for path in synthesis_of("pci_web_app").rglob("cdk.tf.json"))
    names = {re.sub("^service/([^/]+)/.*", r"\1", value) for value in asked.values() if "zq7" in value}
    assert [name for name in names if f': "{name}"' not in stacks] == []


@pytest.mark.parametrize("notification", Notification)
def test_what_a_heartbeat_tells_of_is_in_the_runbooks(notification: Notification) -> None:
    path, _, heading = alert(notification, HOMES[0], HOMES[1]).runbook.partition("#")
    assert path == "docs/runbooks.md"
    assert re.search(rf"^## {heading}$", RUNBOOKS, re.MULTILINE)


@pytest.mark.parametrize(("number", "event"), [(0, {"payment_id": "pay_1"}), (1, {"untouched_seconds": 0})])
def test_the_sweep_looks_at_one_payment_or_at_all_as_it_is_told(
    run: Run, number: int, event: dict[str, object]
) -> None:
    defined = commands("needs-attention")[0]
    more = "" if number == 0 else commands("needs-attention")[number]
    asked = run(defined, more, SUFFIX="zq7", REGION=HOMES[1], PAYMENT="pay_1")
    assert (asked["region"], asked["FunctionName"]) == (HOMES[1], "payments-sweep-zq7:live")
    assert json.loads(asked["Payload"]) == event


@pytest.mark.usefixtures("aws")
def test_a_difference_is_found_with_its_payment(run: Run) -> None:
    client = boto3.client("dynamodb")
    create_table(client, "payments-ledger-zq7")
    clock = ManualClock(datetime(2026, 3, 1, tzinfo=UTC))
    paid = payment(State.CAPTURED)
    difference = Difference(f"{paid.id}:capture", Money(1250, "EUR"), Money(1200, "EUR"))
    until = clock.now() + TWO_MINUTES
    Payments(DynamoTable(client, "payments-ledger-zq7"), clock).commit(
        Change(None, paid, until, differences=(difference,))
    )
    (query,) = commands("reconciliation")
    asked: dict[str, Any] = dict(run(query, SUFFIX="zq7", PAYMENT=paid.id))
    asked["ExpressionAttributeValues"] = json.loads(asked["ExpressionAttributeValues"])
    (found,) = client.query(**asked)["Items"]
    assert found["sk"] == {"S": f"DIFFERENCE#{difference.key}"}


@pytest.mark.usefixtures("aws")
def test_a_card_is_denied_by_one_of_its_payments(run: Run) -> None:
    client, name = boto3.client("dynamodb"), "payments-ledger-zq8"
    create_table(client, name)
    clock, table = ManualClock(datetime(2026, 3, 1, tzinfo=UTC)), DynamoTable(client, name)
    paid = payment(State.CAPTURED)
    Payments(table, clock).commit(Change(None, paid, clock.now() + TWO_MINUTES))
    query, put = commands("Deny a card")
    asked: dict[str, Any] = dict(run(query, SUFFIX="zq8", PAYMENT=paid.id))
    told = asked.pop("query"), asked.pop("output")
    asked["ExpressionAttributeValues"] = json.loads(asked["ExpressionAttributeValues"])
    ((region, token),) = jmespath.search(told[0], client.query(**asked))
    assert (region, token, told[1]) == (paid.region, paid.card_token, "text")
    assert not DenyList(table).holds([token])
    asked = dict(run(put, SUFFIX="zq8", TOKEN=token))
    client.put_item(**{**asked, "Item": json.loads(asked["Item"])})
    assert DenyList(table).holds([token])


def test_a_payment_of_a_side_that_nobody_is_led_to_is_asked_of_its_function(run: Run) -> None:
    read, refund = commands("What a way back costs")
    merchant = "arn:aws:iam::123456789012:role/shop"
    told = {"SUFFIX": "zq7", "REGION": HOMES[0], "PAYMENT": "pay_1", "CALLER": merchant, "KEY": "refund-1"}
    for blocks, method, resource in (
        ([read], "GET", "/payments/{payment_id}"),
        ([read, refund], "POST", "/payments/{payment_id}/refunds"),
    ):
        asked = run(*blocks, **told)
        assert asked["FunctionName"] == "onp-private-front-zq7:live"
        sent = forwarded_request(json.loads(asked["Payload"]))
        assert (sent.method, sent.resource, sent.caller) == (method, resource, merchant)
        assert (sent.path_parameters, sent.body) == ({"payment_id": "pay_1"}, "{}")
        assert sent.headers["idempotency-key"] == "refund-1"
