"""Backups are made as often as their name says, and kept until the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.backup._schedules import days_between
from policies.values import is_known

_DAYS: Final = "lifecycle.delete_after"
_SAID: Final = {"hourly": 0, "daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 365}
"""How many days may lie between two runs of a rule that is called so."""
_RAREST: Final = 7


def check(plan: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A rule runs as often as its name says; what it makes is kept until the next run, or longer; and some
    rule of the plan runs once a week or more often, or backs up continuously.

    Without a schedule a rule runs daily at 5 UTC (AWS Backup API, BackupRuleInput).
    """
    rules = expect.written_blocks(plan, "rule")
    often = [days_between(rule.get("schedule")) if rule.get("schedule") else 1 for rule in rules]
    yield from expect.each_block(plan, "rule", "rule_name", _rule)
    continuous = any(expect.is_true(rule.get("enable_continuous_backup")) for rule in rules)
    told = [days for days in often if days is not None]
    if rules and not continuous and len(told) == len(rules) and min(told) > _RAREST:
        yield fail(
            f"none of its rules runs once a week: up to {min(told):.0f} days of data are in no backup",
            "rarely",
        )


def _rule(rule: Resource) -> Iterator[Judgement]:
    schedule, kept = rule.get("schedule"), rule.get(_DAYS)
    days = 1 if schedule is None else days_between(schedule)
    if days is None:
        if not is_known(schedule):
            yield unknown(f"schedule is {schedule}, which only the plan can tell")
        return
    name = str(rule.get("rule_name")).lower()
    for said, most in _SAID.items():
        if said in name and days > most:
            yield fail(
                f"it is called {said}, and its schedule {schedule} runs once in about {days:.0f} days",
                "often",
            )
            break
    length = expect.number(kept)
    if length is not None and length < days:
        yield fail(
            f"{_DAYS} is {kept}, and it runs once in about {days:.0f} days: in between there is none", "gap"
        )


def _plan(*rules: dict[str, Any]) -> Terraform:
    return resources(aws_backup_plan={"rule": list(rules)})


def _daily(schedule: object = "cron(0 4 * * ? *)", days: object = 35, name: str = "daily") -> dict[str, Any]:
    return {"rule_name": name, "schedule": schedule, "lifecycle": [{"delete_after": days}]}


_MONTHLY: Final = "cron(0 5 1 * ? *)"

RULE = Rule(
    id="backup-schedule",
    title="Backups are made often enough, and kept until the next",
    severity=Severity.HIGH,
    types=("aws_backup_plan",),
    check=check,
    rationale=(
        "A field of a schedule is easily set one place too far: what is called daily then runs once a year,"
        " and what is a month old was deleted two weeks ago. Nothing fails, and there is no backup."
    ),
    remediation=(
        "Set schedule as cron(minutes hours * * ? *) for a daily rule, and delete_after above its interval."
    ),
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-9", "nist-800-53-r5:CP-10"),
    requirements=("C8",),
    examples=Examples(
        passing=(
            _plan(_daily()),
            _plan(_daily("cron(0 4,16 * * ? *)"), _daily(_MONTHLY, 400, "monthly")),
            _plan(_daily("rate(12 hours)")),
            _plan(_daily("cron(0 4 ? * MON-FRI *)", 35, "workdays")),
            _plan(_daily("cron(0 4 ? * SUN *)", 35, "weekly")),
            _plan(_daily(None)),
        ),
        failing=(
            _plan(_daily("cron(0 3 1 1 ? *)")),
            _plan(_daily("cron(0 3 1 1 ? *)", 4000, "backups")),
            _plan(_daily(), _daily(_MONTHLY, 14, "monthly")),
            _plan(_daily("cron(0 3 ? * 1 *)")),
            _plan(_daily("rate(30 days)", 90, "all")),
        ),
        absent=(Status.PASS, _plan({"rule_name": "all"})),
        unknown=(Status.UNKNOWN, _plan(_daily("${var.schedule}"))),
    ),
)
