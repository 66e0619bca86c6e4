"""The runbook of a migration: its statements move a database between two real servers, its commands run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import jmespath
import pg8000.native
import pytest

from tests.handlers.functions.rotation.servers import ADMIN, ADMIN_PASSWORD, DATABASE, HOST, Server
from tests.handlers.test_runbooks import RUNBOOKS, commands, request

pytestmark = [pytest.mark.database, pytest.mark.long]

PROJECT = Path(__file__).resolve().parents[2]
SAID = "of-the-replicator"
WITHIN = 60.0
COLUMNS = "id bigserial PRIMARY KEY, merchant text, currency text, amount numeric, at timestamptz"
SCHEMA = ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", f"CREATE TABLE payments ({COLUMNS})")
TABLES = """
[tables.payments]
key = ["id"]
merchant = "merchant"
currency = "currency"
moment = "at"
amounts = ["amount"]
"""
TASK = "arn:aws:dms:us-east-1:111122223333:task:onp-data-migration-zq7"
DESCRIBED = {"Status": "stopped", "StopReason": "Stop Reason NORMAL", "ReplicationTaskArn": TASK}
PAY = (
    "INSERT INTO payments (merchant, currency, amount, at) "
    "SELECT 'm_' || i % 5, 'EUR', i, now() - interval '2 days' FROM generate_series(1, 500) AS i"
)


def statements(heading: str, **values: str) -> list[str]:
    """The statements of SQL below a heading, in their order, with values in the place of capitals."""
    section = re.search(rf"^#+ {heading}$(.*?)(?=^#+ |\Z)", RUNBOOKS, re.DOTALL | re.MULTILINE)
    assert section, heading
    blocks = "\n".join(re.findall(r"^ *```sql\n(.*?)^ *```$", section[1], re.DOTALL | re.MULTILINE))
    for name, value in values.items():
        blocks = blocks.replace(name, value)
    return [each.strip() for each in blocks.split(";\n") if each.strip()]


def shell(heading: str, number: int, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command below a heading."""
    command = commands(heading)[number].replace(".venv/bin/python", shlex.quote(sys.executable))
    environment = {"PATH": "/usr/bin:/bin", **variables}
    return subprocess.run(
        ["/bin/bash", "-euc", command],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def asked(server: Server, statement: str) -> list[list[object]]:
    """What the administrator is answered."""
    session = pg8000.native.Connection(
        ADMIN, host=HOST, port=server.port, database=DATABASE, password=ADMIN_PASSWORD, ssl_context=True
    )
    try:
        return list(session.run(statement) or ())
    finally:
        session.close()


def wait(server: Server, statement: str, expected: object) -> None:
    """Wait until a server answers so."""
    until = time.monotonic() + WITHIN
    while (found := asked(server, statement)) != expected:
        assert time.monotonic() < until, f"{found}, not {expected}"
        time.sleep(0.1)


def test_r96_the_database_is_moved_while_payments_go_on_and_cut_over_without_a_loss(
    source: Server, target: Server, tmp_path: Path
) -> None:
    publish, *rest = statements(
        "Move the database",
        HOST=HOST,
        PORT=str(source.port),
        DATABASE=DATABASE,
        AUTHORITIES=str(source.authority),
        SECRET=SAID,
    )
    *reader, subscribe, progress = rest
    *go_back, stop, end, sequences, drop = statements("Cut over", app=DATABASE)
    file = tmp_path / "tables.toml"
    file.write_text(TABLES, encoding="utf-8")
    compared = {
        "TABLES": str(file),
        "SOURCE": f"postgresql://{ADMIN}@{HOST}:{source.port}/{DATABASE}",
        "TARGET": f"postgresql://{ADMIN}@{HOST}:{target.port}/{DATABASE}",
        "SOURCE_CA": str(source.authority),
        "TARGET_CA": str(target.authority),
        "SOURCE_PASSWORD": ADMIN_PASSWORD,
        "TARGET_PASSWORD": ADMIN_PASSWORD,
    }
    for server in (source, target):
        server.run(*SCHEMA)
    try:
        source.run(PAY, publish, *reader)
        target.run(subscribe)
        wait(target, progress, [["payments", "r"]])
        source.run(
            PAY,
            "UPDATE payments SET amount = amount + 1 WHERE id % 3 = 0",
            "DELETE FROM payments WHERE id = 9",
        )
        source.run(stop, end)
        with pytest.raises(pg8000.native.DatabaseError, match="25006"):
            source.run(PAY)
        wait(target, "SELECT count(*) FROM payments", [[999]])
        equal = shell("Compare both sides", 0, **compared)
        assert equal.stdout.endswith("go: both sides are equal\n"), equal.stdout + equal.stderr
        target.run(drop, *(str(each) for (each,) in asked(source, sequences)))
        target.run(PAY)
        ((first,),) = asked(target, "SELECT min(id) FROM payments WHERE id > 1000")
        assert first == 2001, "ids that the source gave out are not given out again"
        differs = shell("Compare both sides", 0, **compared)
        assert differs.returncode == 1, "payments are at the target alone now"
        assert "not at the source: id=" in differs.stdout
    finally:
        source.run(*go_back)
        source.run("DROP PUBLICATION IF EXISTS migration")


def test_the_plan_and_the_gates_are_asked_as_the_runbook_says() -> None:
    plan = shell("Migration", 0, SYSTEM="region_migration")
    assert plan.returncode == 0
    assert plan.stdout.startswith("region_migration: from primary to secondary in 4 phases\n")
    gates = shell(
        "Go to the next phase", 0, SYSTEM="region_migration", ENVIRONMENT_SUFFIX="no-such-environment"
    )
    assert gates.returncode == 2
    assert gates.stderr.startswith("operations: cdktf.out holds no ")


def test_two_ledgers_are_asked_as_the_runbook_says() -> None:
    variables = {
        "SOURCE_REGION": "us-east-1",
        "TARGET_REGION": "us-east-2",
        "SOURCE_TABLE": "a",
        "TARGET_TABLE": "b",
    }
    keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    done = shell("Compare both sides", 1, **variables, **keys)
    assert done.returncode == 2
    assert done.stderr.startswith("operations: the ledger b is not reached"), "the target first"


def test_the_switchover_is_asked_of_aws_as_its_api_takes_it() -> None:
    variables = {
        "FROM": "us-east-1",
        "TO": "us-east-2",
        "SUFFIX": "zq7",
        "CLUSTER": "arn:aws:rds:us-east-2:1:cluster:x",
        "TASK_ARN": TASK,
    }
    *_, switch, told = (_request(command, variables) for command in commands("Cut over"))
    assert switch == {
        "region": "us-east-1",
        "GlobalClusterIdentifier": "move-database-zq7",
        "TargetDbClusterIdentifier": "arn:aws:rds:us-east-2:1:cluster:x",
    }
    assert told["GlobalClusterIdentifier"] == "move-database-zq7"


def test_the_task_of_dms_is_started_stopped_and_asked_as_its_api_takes_it() -> None:
    (start,) = commands("Move the database")
    assert _request(start, {"TASK_ARN": TASK}) == {
        "ReplicationTaskArn": TASK,
        "StartReplicationTaskType": "start-replication",
    }
    stop, told, *_ = commands("Cut over")
    assert _request(stop, {"TASK_ARN": TASK}) == {"ReplicationTaskArn": TASK}
    asked = dict(_request(told, {"TASK_ARN": TASK}))
    status, reason = jmespath.search(asked.pop("query"), {"ReplicationTasks": [DESCRIBED]})
    assert (status, reason) == ("stopped", "Stop Reason NORMAL")
    assert asked == {"Filters": f"Name=replication-task-arn,Values={TASK}"}


def _request(command: str, variables: Mapping[str, str]) -> Mapping[str, str]:
    """What the AWS CLI makes of a command."""
    said = re.sub(r"\$(\w+)", lambda found: variables[found[1]], command.replace("\\\n", " "))
    _, *words = shlex.split(said)
    return request(*words)
