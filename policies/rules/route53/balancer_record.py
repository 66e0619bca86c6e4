"""A name leads to each load balancer for the internet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
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
from policies.references import mentioned
from policies.resource import Resource
from policies.rules.route53._records import RECORD, leads_to, led_to
from policies.values import is_expression

_TOLD: Final = ("var.", "local.", "each.")
"""What stands for any value; a record for a certificate's proof mentions the certificate."""


def check(balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where the configuration has records of its own, one leads to the load balancer, unless it is internal.

    Its certificate is for a name of ours, and never for the name that AWS gave it.
    """
    if not configuration.of(RECORD) or expect.is_true(balancer.get("internal")):
        yield NOT_APPLICABLE
        return
    if balancer in led_to(configuration):
        return
    record = _open_record(configuration)
    if record is not None:
        yield unknown(f"{record.address} leads to {leads_to(record)}, which only the plan can tell")
    else:
        yield fail(f"no {RECORD} leads to it: callers of its own name get a certificate of another")


@recalled
def _open_record(configuration: Configuration) -> Resource | None:
    """A record of which only the plan can tell where it leads."""
    for record in configuration.of(RECORD):
        value = leads_to(record)
        of_elements = any(not address.startswith(_TOLD) for address in mentioned(str(value)))
        if is_expression(value) and configuration.target(record, value) is None and not of_elements:
            return record
    return None


def _balancer(target: str | None, **values: object) -> Terraform:
    record = {"name": "pay.example.com", "type": "A", "alias": {"name": target}}
    return {
        "resource": {
            "aws_lb": {"example": values, "other": {"internal": True}},
            RECORD: {"pay": record} if target else {},
        }
    }


RULE = Rule(
    id="route53-balancer-record",
    title="A record leads to each load balancer for the internet",
    severity=Severity.MEDIUM,
    types=("aws_lb", "aws_alb"),
    scope="configuration",
    check=check,
    rationale=(
        "Without its name nobody can call a load balancer and trust the certificate: it is there, it is "
        "healthy, and it gets no payments."
    ),
    remediation="Add a Route53Record with an alias to the Lb's dns_name and zone_id.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-20", "nist-800-53-r5:SC-23(5)"),
    requirements=("R105", "R140"),
    examples=Examples(
        passing=(_balancer("${aws_lb.example.dns_name}", internal=False),),
        failing=(
            _balancer("${aws_lb.other.dns_name}"),
            _balancer("old.example.com", internal="false"),
        ),
        absent=(Status.NOT_APPLICABLE, _balancer(None)),
        unknown=(Status.UNKNOWN, _balancer("${var.target}")),
    ),
)
