"""What a migration keeps for itself in PostgreSQL is in a schema of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.expect import is_false, is_true
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.dms._texts import MAPPINGS, SETTINGS, TASK, object_of, rules_of, section
from policies.values import is_known

_ENDPOINT: Final = "aws_dms_endpoint"
_POSTGRES: Final = frozenset({"postgres", "aurora-postgresql"})
_SHARED: Final = (None, "", "public")  # where DMS puts its tables unless told otherwise


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Control tables of the task, the source's heartbeat and what captures DDL are in no other's schema."""
    if resource.type == TASK:
        yield from _of_task(resource)
    elif resource.get("endpoint_type") != "source" or str(resource.get("engine_name")) not in _POSTGRES:
        yield NOT_APPLICABLE
    else:
        if is_true(resource.get("postgres_settings.heartbeat_enable")):
            yield from _apart(resource, "heartbeat_schema")
        if not is_false(resource.get("postgres_settings.capture_ddls")):
            yield from _apart(resource, "ddl_artifacts_schema")


def _of_task(task: Resource) -> Iterator[Judgement]:
    if not is_known(text := task.get(SETTINGS)):
        yield unknown(f"{SETTINGS} is {text}, which only the plan can tell")
        return
    schema = section(object_of(task, SETTINGS) or {}, "ControlTablesSettings").get("ControlSchema")
    moved = [section(rule, "object-locator").get("schema-name") for rule in rules_of(task) or ()]
    if schema in (*_SHARED, *moved):
        yield fail(f"ControlTablesSettings.ControlSchema is {schema or 'not set'}: among what is moved")


def _apart(endpoint: Resource, attribute: str) -> Iterator[Judgement]:
    schema = endpoint.get(f"postgres_settings.{attribute}")
    if not is_known(schema):
        yield unknown(f"{attribute} is {schema}, which only the plan can tell")
    elif schema in _SHARED:
        yield fail(f"{attribute} is {schema or 'not set'}: among what is moved", attribute)


def _task(settings: object, *rules: object) -> Terraform:
    taken = rules or ({"object-locator": {"schema-name": "billing", "table-name": "%"}},)
    said = settings if isinstance(settings, str) else json.dumps({"ControlTablesSettings": settings})
    return resources(**{TASK: {SETTINGS: said, MAPPINGS: json.dumps({"rules": taken})}})


def _endpoint(**settings: object) -> Terraform:
    said = {"endpoint_type": "source", "engine_name": "postgres", "postgres_settings": settings}
    return resources(aws_dms_endpoint=said)


RULE = Rule(
    id="dms-own-schema",
    title="Migrations keep their own tables in a schema of their own",
    severity=Severity.MEDIUM,
    types=(TASK, _ENDPOINT),
    check=check,
    rationale=(
        "DMS writes tables of its own (awsdms_…) to both databases, into public unless it is told "
        "otherwise. Among tables that are moved they are taken for data: both sides are never equal, or "
        "nobody looks any more."
    ),
    remediation=(
        "Set ControlTablesSettings.ControlSchema in replication_task_settings, and heartbeat_schema and "
        "ddl_artifacts_schema in postgres_settings of the source, to a schema of which nothing is moved."
    ),
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:SI-7", "nist-800-53-r5:CM-6"),
    requirements=("R96",),
    examples=Examples(
        passing=(
            _task({"ControlSchema": "awsdms_control"}),
            _endpoint(heartbeat_enable=True, heartbeat_schema="own", ddl_artifacts_schema="own"),
            _endpoint(capture_ddls=False),
        ),
        failing=(
            _task({"ControlSchema": ""}),
            _task({"ControlSchema": "public"}),
            _task({"ControlSchema": "billing"}),
            _task({}),
            _task("no"),
            _task("[]"),
            _task("", "billing"),
            _endpoint(heartbeat_enable=True, ddl_artifacts_schema="own"),
            _endpoint(heartbeat_enable=True, heartbeat_schema="public", ddl_artifacts_schema="own"),
            _endpoint(heartbeat_enable=True, heartbeat_schema="own"),
            _endpoint(capture_ddls=True),
        ),
        absent=(Status.FAIL, resources(**{TASK: {MAPPINGS: "{}"}})),
        unknown=(Status.UNKNOWN, _task("${var.settings}")),
    ),
)
