"""`python -m operations gates`: a synthesized system asked of an emulated account."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

import main as program
from infra import systems
from operations import __main__ as command
from tests.handlers.emulator import emulator, point_aws_at
from tests.systems import moving

SYSTEM = "moving"
REGION = "us-east-1"
ALARM = "moving-throttled-zq7"
ENDPOINTS = ("moving-new-endpoint-zq7", "moving-old-endpoint-zq7")
DIMENSIONS = [{"Name": "TableName", "Value": "moving-records-zq7"}]

pytestmark = [pytest.mark.synth, pytest.mark.database]


@pytest.fixture(scope="module", autouse=True)
def _listed() -> Iterator[None]:
    """`moving` among the systems."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(systems, "SYSTEMS", {**systems.SYSTEMS, SYSTEM: moving.__name__})
        yield


@pytest.fixture(scope="module")
def synthesis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stacks of `moving` in its first phase."""
    return synthesized(tmp_path_factory.mktemp(SYSTEM), "legacy")


def synthesized(folder: Path, phase: str) -> Path:
    told = {"environmentSuffix": "zq7", "system": SYSTEM, "migrationPhase": phase}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDKTF_OUTDIR", str(folder / "cdktf.out"))
        assert program.main([part for key, value in told.items() for part in ("-c", f"{key}={value}")]) == 0
    return folder / "cdktf.out"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """CloudWatch of an emulated account, in which nothing is."""
    with emulator() as url:
        point_aws_at(url, monkeypatch)
        monkeypatch.setenv("ENVIRONMENT_SUFFIX", "zq7")
        client = boto3.client("cloudwatch", region_name=REGION)
        client.delete_alarms(
            AlarmNames=[*ENDPOINTS, ALARM]
        )  # all emulators of a process share what is in them
        yield client


def deployed(client: Any, phase: str = "legacy") -> None:
    """The alarms, as the stacks have them in a phase."""
    tags = [{"Key": "MigrationPhase", "Value": phase}]
    for endpoint in ENDPOINTS:
        client.put_metric_alarm(
            AlarmName=endpoint,
            Namespace="AWS/Route53",
            MetricName="HealthCheckStatus",
            Period=60,
            Statistic="Minimum",
            EvaluationPeriods=1,
            Threshold=1.0,
            ComparisonOperator="LessThanThreshold",
            Tags=tags,
        )
    client.put_metric_alarm(
        AlarmName=ALARM,
        Namespace="AWS/DynamoDB",
        MetricName="WriteThrottleEvents",
        Dimensions=DIMENSIONS,
        Period=60,
        Statistic="Maximum",
        EvaluationPeriods=5,
        Threshold=0.0,
        ComparisonOperator="GreaterThanThreshold",
        Tags=tags,
    )


def measured(client: Any, value: float, until: datetime) -> None:
    """A value in each of the last thirty minutes."""
    client.put_metric_data(
        Namespace="AWS/DynamoDB",
        MetricData=[
            {
                "MetricName": "WriteThrottleEvents",
                "Dimensions": DIMENSIONS,
                "Timestamp": until - timedelta(minutes=minute),
                "Value": value,
            }
            for minute in range(30)
        ],
    )


def asked(synthesis: Path, now: datetime, *more: str) -> int:
    return command.main(["gates", SYSTEM, "--synthesis", str(synthesis), *more], now)


# Each test has an hour of its own, in which nobody else measures.
def test_an_alarm_that_was_only_just_made_is_no_go(
    synthesis: Path, account: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    deployed(account)
    measured(account, 1.0, now)
    assert asked(synthesis, now) == 1
    said = capsys.readouterr().out
    assert said.startswith("moving-zq7: from legacy to half\n")
    assert "go       us-east-1       throttled: at most 1; must be below 5 for 15 minutes\n" in said
    assert f"no-go    us-east-1       {ALARM} is OK only since " in said
    assert said.endswith("no-go: a gate does not hold; half has to wait\n")


def test_where_all_holds_the_answer_is_go(
    synthesis: Path, account: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    deployed(account)
    measured(account, 4.0, later)
    assert asked(synthesis, later) == 0
    assert capsys.readouterr().out.splitlines() == [
        "moving-zq7: from legacy to half",
        "  go       us-east-1       phase: legacy is deployed",
        "  go       us-east-1       throttled: at most 4; must be below 5 for 15 minutes",
        "  go       us-east-1       alarms: 3 declared, quiet for 30 minutes or more",
        "go: every gate holds; half may be set",
    ]


def test_too_much_is_no_go_and_the_phase_may_be_named(
    tmp_path: Path, account: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    deployed(account, "half")
    measured(account, 7.0, later)
    assert asked(synthesized(tmp_path, "half"), later, "--phase", "half") == 1
    said = capsys.readouterr().out
    assert "moving-zq7: from half to last\n" in said
    assert "no-go    us-east-1       throttled: at most 7; must be below 5 for 15 minutes\n" in said


def test_gates_of_a_phase_that_is_not_deployed_cannot_be_known(
    synthesis: Path, account: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    later = datetime.now(UTC) + timedelta(hours=4)
    deployed(account, "half")
    measured(account, 1.0, later)
    assert asked(synthesis, later) == 2
    said = capsys.readouterr().out.splitlines()
    assert "  unknown  us-east-1       phase: half is deployed, and the gates of legacy are asked" in said
    assert said[-1].startswith("unknown: ")


def test_nothing_measured_cannot_be_known(
    synthesis: Path, account: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(account)
    assert asked(synthesis, datetime.now(UTC) + timedelta(hours=3)) == 2
    assert capsys.readouterr().out.splitlines()[2:] == [
        "  unknown  us-east-1       throttled: nothing was measured; must be below 5 for 15 minutes",
        "  go       us-east-1       alarms: 3 declared, quiet for 30 minutes or more",
        "unknown: what was not measured has not held; half has to wait",
    ]


def test_nothing_deployed_cannot_be_known(
    synthesis: Path, account: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.describe_alarms(AlarmNames=[ALARM])["MetricAlarms"] == []
    assert asked(synthesis, datetime.now(UTC)) == 2
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"  unknown  us-east-1       throttled: the alarm {ALARM} is not in this account",
        *(f"  unknown  us-east-1       {name} is not in this account" for name in (*ENDPOINTS, ALARM)),
        "unknown: what was not measured has not held; half has to wait",
    ]


def test_an_account_that_is_not_reached_cannot_be_known(
    synthesis: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    point_aws_at("http://127.0.0.1:1", monkeypatch)
    monkeypatch.setenv("ENVIRONMENT_SUFFIX", "zq7")
    assert asked(synthesis, datetime.now(UTC)) == 2
    assert "CloudWatch was not reached" in capsys.readouterr().out


@pytest.mark.parametrize(
    "case",
    [
        ("", [SYSTEM], "ENVIRONMENT_SUFFIX is not set, which says whose alarms are asked"),
        ("zq7", ["pci_web_app"], "pci_web_app has no phases, since it migrates nothing"),
        (
            "zq7",
            [SYSTEM, "--phase", "last"],
            "last is the last phase: nothing follows",
        ),
        (
            "zq7",
            [SYSTEM, "--phase", "x"],
            "MIGRATION_PHASE: phase: found 'x'; allowed: one of",
        ),
        (
            "zq7",
            [SYSTEM, "--phase", "half"],
            "is of the phase legacy, and the gates of half are asked: name the phase that is deployed",
        ),
        ("zq7", [SYSTEM, "--synthesis", "nowhere"], "nowhere holds no synthesis"),
        (
            "other",
            [SYSTEM],
            "holds no alarms of moving for 'other': run SYSTEM=moving",
        ),
    ],
    ids=[
        *("no suffix", "no phases", "the last phase", "an unknown phase", "another phase", "no synthesis"),
        "another suffix",
    ],
)
def test_what_cannot_be_asked_is_one_sentence_and_status_2(
    synthesis: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[str, list[str], str],
) -> None:
    suffix, arguments, told = case
    monkeypatch.setenv("ENVIRONMENT_SUFFIX", suffix)
    assert command.main(["gates", "--synthesis", str(synthesis), *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith("operations: ")
    assert told in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("manifest", ["[]", '{"stacks": []}', '{"stacks": {"moving-data": []}}', "null", "{"])
def test_a_folder_that_holds_no_synthesis_is_one_sentence_and_status_2(
    tmp_path: Path,
    manifest: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ENVIRONMENT_SUFFIX", "zq7")
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    assert asked(tmp_path, datetime.now(UTC)) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"operations: {tmp_path} holds no synthesis (")
    assert said.count("\n") == 1


@pytest.mark.parametrize("stack", ["{}", "[]", '{"provider": {"aws": [{}]}}', '{"provider": []}', "null"])
def test_a_stack_that_is_none_is_one_sentence_and_status_2(
    tmp_path: Path,
    stack: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ENVIRONMENT_SUFFIX", "zq7")
    entry = {"stacks": {"moving-data": {"synthesizedStackPath": "stack.json"}}}
    (tmp_path / "manifest.json").write_text(json.dumps(entry), encoding="utf-8")
    (tmp_path / "stack.json").write_text(stack, encoding="utf-8")
    assert asked(tmp_path, datetime.now(UTC)) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"operations: {tmp_path} holds no synthesis (")
    assert said.count("\n") == 1


WRONG = {
    "AWS_PROFILE": ("nope", "The config profile (nope) could not be found"),
    "AWS_ENDPOINT_URL": ("foo", "Invalid endpoint: foo"),
}
LEDGERS = ["reconcile", "--source", "dynamodb://us-east-1/a", "--target", "dynamodb://us-east-1/b"]


@pytest.mark.parametrize("variable", WRONG)
@pytest.mark.parametrize("command_line", [["gates", SYSTEM], LEDGERS], ids=["gates", "reconcile"])
def test_a_configuration_that_leads_to_no_account_is_one_sentence_and_status_2(
    synthesis: Path,
    variable: str,
    command_line: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    value, told = WRONG[variable]
    monkeypatch.setenv("ENVIRONMENT_SUFFIX", "zq7")
    monkeypatch.setenv(variable, value)
    more = ["--synthesis", str(synthesis)] if command_line[0] == "gates" else []
    assert command.main([*command_line, *more]) == 2
    expected = f"operations: AWS cannot be asked in 'us-east-1', as it is configured: {told}\n"
    assert capsys.readouterr().err == expected


def test_what_nobody_foresaw_is_told_in_full_and_is_not_no_go(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("operations.commands.gates.run", fails)
    assert command.main(["gates", SYSTEM]) == 2
    assert capsys.readouterr().err.endswith("RuntimeError: unforeseen\n")
