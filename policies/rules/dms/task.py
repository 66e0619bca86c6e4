"""A migration moves changes as well, loses no row unsaid, compares what it moved, and says what it does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.dms._texts import SETTINGS, TASK, object_of, section
from policies.values import as_list, is_known

_ON: Final = (
    ("Logging", "EnableLogging"),
    ("ValidationSettings", "EnableValidation"),
    ("TargetMetadata", "SupportLobs"),
    ("TargetMetadata", "FullLobMode"),  # AWS's default cuts large values off at 32 KiB
)
_EMPTYING: Final = {
    "DROP_AND_CREATE": "a reload drops tables, with their indexes",
    "TRUNCATE_BEFORE_LOAD": "a reload empties tables, with what was written since",
}
# They write values of rows into the log (DMS User Guide, "Logging task settings").
_DETAILED: Final = frozenset({"LOGGER_SEVERITY_DEBUG", "LOGGER_SEVERITY_DETAILED_DEBUG"})


def check(task: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The task goes on with changes after the first copy, logs and validates; no component logs rows. It
    drops and empties no table of the target, skips no row that does not fit, and cuts no large value off.
    """
    yield from expect.one_of(task, "migration_type", ("full-load-and-cdc", "cdc"))
    text = task.get(SETTINGS)
    if text is None:
        yield fail(f"{SETTINGS} is not set: nothing is logged or validated", SETTINGS)
        return
    if not is_known(text):
        yield unknown(f"{SETTINGS} is {text}, which only the plan can tell")
        return
    settings = object_of(task, SETTINGS)
    if settings is None:
        yield fail(f"{SETTINGS} is no object of JSON", SETTINGS)
        return
    yield from _lost(settings)
    yield from _logged(settings)


def _lost(settings: Mapping[str, Any]) -> Iterator[Judgement]:
    prepared = section(settings, "FullLoadSettings").get("TargetTablePrepMode", "DROP_AND_CREATE")
    if prepared in _EMPTYING:
        yield fail(f"TargetTablePrepMode is {prepared}: {_EMPTYING[prepared]}", "TargetTablePrepMode")
    for policy, value in section(settings, "ErrorBehavior").items():
        if value == "IGNORE_RECORD":
            yield fail(f"{policy} is IGNORE_RECORD: a row that does not fit is left out unsaid", policy)


def _logged(settings: Mapping[str, Any]) -> Iterator[Judgement]:
    for name, switch in _ON:
        if section(settings, name).get(switch) is not True:
            yield fail(f"{name}.{switch} is not true", switch)
    for component in as_list(section(settings, "Logging").get("LogComponents")):
        if isinstance(component, Mapping) and component.get("Severity") in _DETAILED:
            yield fail(
                f"{component.get('Id')} logs {component.get('Severity')}, which has rows in it", "rows"
            )


def _task(
    severity: str = "LOGGER_SEVERITY_DEFAULT",
    *,
    log: object = True,
    prepared: str = "DO_NOTHING",
    misfit: str = "SUSPEND_TABLE",
    **sections: Mapping[str, object],
) -> Terraform:
    components = [{"Id": "TARGET_APPLY", "Severity": severity}]
    said = {
        "Logging": {"EnableLogging": log, "LogComponents": components},
        "ValidationSettings": {"EnableValidation": True},
        "FullLoadSettings": {"TargetTablePrepMode": prepared},
        "ErrorBehavior": {"DataErrorPolicy": misfit},
        "TargetMetadata": {"SupportLobs": True, "FullLobMode": True},
        **sections,
    }
    return _said(json.dumps(said))


def _said(settings: object, kind: str = "full-load-and-cdc") -> Terraform:
    return resources(**{TASK: {"migration_type": kind, SETTINGS: settings}})


RULE = Rule(
    id="dms-task",
    title="Migrations move changes, skip and drop nothing, validate what they moved, and log without rows",
    severity=Severity.HIGH,
    types=(TASK,),
    check=check,
    rationale=(
        "A copy without the changes since is out of date when it is finished; one that nobody compared loses "
        "rows unseen, as does one that skips what does not fit or cuts off what is large; a reload that "
        "drops or empties tables takes what was written meanwhile; the finest logs hold card data."
    ),
    remediation=(
        "Set migration_type='full-load-and-cdc', and in replication_task_settings Logging.EnableLogging, "
        "ValidationSettings.EnableValidation, TargetMetadata.SupportLobs and FullLobMode, and "
        "TargetTablePrepMode=DO_NOTHING; leave IGNORE_RECORD out of it."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:3.3.1", "nist-800-53-r5:SI-7", "nist-800-53-r5:AU-12"),
    requirements=("R96", "R46", "R94"),
    examples=Examples(
        passing=(
            _task(),
            _said(_task()["resource"][TASK]["example"][SETTINGS], "cdc"),
        ),
        failing=(
            _task(log=False),
            _task(ValidationSettings={"EnableValidation": False}),
            _task(prepared="DROP_AND_CREATE"),
            _task(prepared="TRUNCATE_BEFORE_LOAD"),
            _task(misfit="IGNORE_RECORD"),
            _task(TargetMetadata={"SupportLobs": True, "LimitedSizeLobMode": True}),
            _task("LOGGER_SEVERITY_DETAILED_DEBUG"),
            _said("{}"),
            _said("no"),
            _said(None),
            _said(_task()["resource"][TASK]["example"][SETTINGS], "full-load"),
        ),
        absent=(Status.FAIL, resources(**{TASK: {"table_mappings": "{}"}})),
        unknown=(Status.UNKNOWN, _said("${var.settings}")),
    ),
)
