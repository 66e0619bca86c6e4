"""A name that leads to addresses can be led elsewhere within the hour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
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
from policies.rules.route53._records import RECORD

_LONGEST: Final = 3600


def check(record: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Of records of addresses, and of names that hosts have, `ttl` is an hour at most.

    Names with an underscore prove something, and lead nobody.
    """
    ttl, name = record.get("ttl"), str(record.get("name"))
    proves = "_" in name.partition(".")[0] or "domain_validation_options" in name or "._" in name
    if ttl is None or record.get("type") not in ("A", "AAAA", "CNAME") or proves:
        yield NOT_APPLICABLE
        return
    seconds = expect.number(ttl)
    if seconds is None:
        yield unknown(f"ttl is {ttl}, which only the plan can tell")
    elif seconds > _LONGEST:
        yield fail(f"ttl is {seconds:g} s: for so long callers keep an address that is gone")


def _record(ttl: object, kind: str = "A", name: str = "pay.example.com") -> Terraform:
    return resources(**{RECORD: {"name": name, "type": kind, "ttl": ttl, "records": ["192.0.2.1"]}})


RULE = Rule(
    id="route53-time-to-live",
    title="Names can be led elsewhere within an hour",
    severity=Severity.LOW,
    types=(RECORD,),
    check=check,
    rationale=(
        "Resolvers keep an answer as long as it says: a failover reaches callers when the old one expires."
    ),
    remediation="Set ttl to 60, or to 3600 at most, or use an alias.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-7", "nist-800-53-r5:SC-22"),
    requirements=("R107",),
    examples=Examples(
        passing=(_record(60), _record("3600", "CNAME")),
        failing=(_record(172800), _record("7200", "AAAA")),
        absent=(Status.NOT_APPLICABLE, _record(86400, "CNAME", "_proof.pay.example.com")),
        unknown=(Status.UNKNOWN, _record("${var.ttl}")),
    ),
)
