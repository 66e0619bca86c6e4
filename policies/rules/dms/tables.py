"""A migration takes in what it names, and leaves nothing of it out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.dms._texts import MAPPINGS, TASK, rules_of, section
from policies.values import is_known

_INCLUDES: Final = "include"
_LOSES: Final = ("remove-column", "remove-schema", "remove-table")
_EVERY: Final = "%"


def check(task: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Its rules include whole schemas, exclude nothing, filter no rows and remove no columns."""
    text = task.get(MAPPINGS)
    if text is not None and not is_known(text):
        yield unknown(f"{MAPPINGS} is {text}, which only the plan can tell")
        return
    rules = rules_of(task)
    if rules is None or not all({"rule-type", "rule-action"} <= rule.keys() for rule in rules):
        yield fail(f"{MAPPINGS} is no list of rules in JSON")
        return
    found = [(rule["rule-type"], rule["rule-action"], rule) for rule in rules]
    if not any(_takes_a_schema(rule) for kind, action, rule in found if (kind, action) == _SELECTS):
        yield fail("no rule includes every table of a schema: tables stay behind", "include")
    for kind, action, rule in found:
        said = f"rule {rule.get('rule-name') or rule.get('rule-id')}"
        if kind == "selection" and action not in (_INCLUDES, "explicit"):
            yield fail(f"{said} leaves tables out: {action}", action)
        elif action in _LOSES:
            yield fail(f"{said} leaves out what it is about: {action}", action)
        if rule.get("filters"):
            yield fail(f"{said} filters: rows stay behind", "filters")


_SELECTS: Final = ("selection", _INCLUDES)


def _takes_a_schema(rule: Mapping[str, Any]) -> bool:
    return section(rule, "object-locator").get("table-name") == _EVERY


def _rule(action: str = "include", kind: str = "selection", table: str = "%", **more: object) -> object:
    located = {"schema-name": "public", "table-name": table}
    return {"rule-type": kind, "rule-id": "1", "rule-action": action, "object-locator": located, **more}


def _moves(*rules: object) -> Terraform:
    return resources(**{TASK: {MAPPINGS: json.dumps({"rules": rules})}})


RULE = Rule(
    id="dms-tables",
    title="Migrations take whole schemas, and leave no table, column or row out",
    severity=Severity.HIGH,
    types=(TASK,),
    check=check,
    rationale=(
        "What a mapping leaves out is in no copy, in no validation and in no alarm: it is missed when the "
        "old database is gone."
    ),
    remediation=(
        "Give table_mappings one selection rule with include and table-name % for each schema; no exclude, "
        "no filters, no remove-column."
    ),
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:SI-7", "nist-800-53-r5:CP-9"),
    requirements=("R96",),
    examples=Examples(
        passing=(_moves(_rule()), _moves(_rule(), _rule("convert-lowercase", "transformation"))),
        failing=(
            _moves(),
            _moves(_rule("exclude")),
            _moves(_rule(), _rule("exclude", table="audit")),
            _moves(_rule(table="payments")),
            _moves(_rule(), _rule("remove-column", "transformation")),
            _moves(_rule(filters=[{"filter-type": "source", "column-name": "id"}])),
            resources(**{TASK: {MAPPINGS: "all"}}),
            _moves("public"),
        ),
        absent=(Status.FAIL, resources(**{TASK: {"migration_type": "cdc"}})),
        unknown=(Status.UNKNOWN, resources(**{TASK: {MAPPINGS: "${var.tables}"}})),
    ),
)
