"""One block gives clusters of both engines: each with its own parameters, logs and port."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from infra import systems
from policies.engine import judge
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata
from policies.model import Status
from policies.registry import load
from tests.infra.synthesis import SUFFIX, SYSTEM

pytestmark = pytest.mark.synth

ENGINES: Final = {
    "aurora-mysql": ("8.0.mysql_aurora.3.10.4", "aurora-mysql8.0", {"audit", "error", "slowquery"}, 3306),
    "aurora-postgresql": ("17.9", "aurora-postgresql17", {"postgresql"}, 5432),
}
RULES: Final = ("rds-audit", "rds-audit-events", "rds-log-groups", "rds-own-parameters", "rds-tls")


@pytest.mark.parametrize("name", ENGINES)
def test_each_engine_has_its_own_parameters_logs_and_port(tmp_path: Path, name: str) -> None:
    from cdktf import App

    from infra.blocks.data.aurora import MYSQL, POSTGRESQL, AuroraSpec, Database, add_aurora
    from infra.stack import RegionalStack

    version, family, logs, port = ENGINES[name]
    settings = systems.load(SYSTEM, SUFFIX)
    app = App(outdir=str(tmp_path))
    stack = RegionalStack(app, settings, "database", settings.primary)
    spec = AuroraSpec(
        id="cluster",
        what="ledger",
        engine={engine.name: engine for engine in (MYSQL, POSTGRESQL)}[name],
        version=version,
        holds=Database("ledger", "ledgeradmin", "${ephemeral.a.b.secret_string}"),
        vpc_id="vpc-1",
        subnet_ids=("subnet-1", "subnet-2"),
        key_arn="arn:aws:kms:k",
        logs_key_arn="arn:aws:kms:l",
        backup_days=7,
        least=0.5,
        most=2,
    )
    add_aurora(stack.place(), spec)
    app.synth()
    (file,) = tmp_path.glob("stacks/*/cdk.tf.json")
    made: dict[str, Any] = json.loads(file.read_text())
    cluster = made["resource"]["aws_rds_cluster"]["cluster"]
    assert (cluster["engine"], cluster["port"]) == (name, port)
    assert set(cluster["enabled_cloudwatch_logs_exports"]) == logs
    assert made["resource"]["aws_rds_cluster_parameter_group"]["cluster_parameters"]["family"] == family
    registry = load()
    judged = judge(build({"database": made}, Metadata(), NO_OVERRIDES), [registry[rule] for rule in RULES])
    assert judged.errors == ()
    assert {finding.rule for finding in judged.findings} == set(RULES)
    assert {finding.status for finding in judged.findings} == {Status.PASS}
