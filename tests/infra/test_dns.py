"""Records and health checks, as blocks alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.systems import load
from tests.infra.synthesis import SUFFIX, SYSTEM

pytestmark = pytest.mark.synth


def test_callers_are_led_to_the_secondary_while_the_primary_is_not_well(tmp_path: Path) -> None:
    from cdktf import App

    from infra.blocks.edge.dns import (
        AliasTarget,
        Failover,
        HealthCheckSpec,
        RecordSpec,
        add_health_check,
        add_record,
    )
    from infra.stack import RegionalStack

    app, settings = App(outdir=str(tmp_path)), load(SYSTEM, SUFFIX)
    place = RegionalStack(app, settings, "dns", settings.primary).place()
    for role, host in (("PRIMARY", "one.example.com"), ("SECONDARY", "two.example.com")):
        check = add_health_check(place, HealthCheckSpec(f"check_{role.lower()}", host, "/health", 30))
        target = AliasTarget(f"{host}.aws", "Z1")
        spec = RecordSpec(f"record_{role.lower()}", "Z2", "app.example.com", target, Failover(role, check))
        assert add_record(place, spec).id == spec.id
    app.synth()
    (file,) = tmp_path.glob("stacks/*/cdk.tf.json")
    made = json.loads(file.read_text())["resource"]
    for role in ("primary", "secondary"):
        record = made["aws_route53_record"][f"record_{role}"]
        assert record["failover_routing_policy"] == {"type": role.upper()}
        assert record["set_identifier"] == role
        assert record["health_check_id"] == f"${{aws_route53_health_check.check_{role}.id}}"
        assert record["alias"]["evaluate_target_health"] is True
        check = made["aws_route53_health_check"][f"check_{role}"]
        assert (check["request_interval"], check["failure_threshold"]) == (30, 3)
