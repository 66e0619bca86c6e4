"""The name of a certificate leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from policies.configuration import Configuration, recalled
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
from policies.related.certificates import certificate_of
from policies.resource import Resource
from policies.rules.route53._records import RECORD
from policies.rules.vpc._links import by_links_alone
from policies.values import is_known

_CERTIFICATE: Final = "aws_acm_certificate"


def check(certificate: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where the configuration has records of its own, one of them has the name of the certificate. A load
    balancer that APIs alone reach, by their links, is asked by no name of the DNS.
    """
    name = certificate.get("domain_name")
    if not configuration.of(RECORD) or name is None or certificate in _linked(configuration):
        yield NOT_APPLICABLE
        return
    names = _names(configuration)
    if configuration.having(RECORD, "name", name) or str(name) in names.led:
        return
    if not is_known(name):
        yield unknown(f"domain_name is {name}, which only the plan can tell")
    elif names.hidden is not None:
        yield unknown(f"{names.hidden.address} may have its name, which only the plan can tell")
    else:
        yield fail(f"no {RECORD} has the name {name}")


@recalled
def _linked(configuration: Configuration) -> frozenset[Resource | None]:
    """The certificates of load balancers that nobody reaches but links of APIs."""
    found: set[Resource | None] = set()
    for listener in configuration.of("aws_lb_listener"):
        balancer = configuration.target(listener, listener.get("load_balancer_arn"))
        if balancer is not None and not tuple(by_links_alone(balancer, configuration)):
            found.add(certificate_of(listener, listener.get("certificate_arn"), configuration))
    return frozenset(found)


class _Names(NamedTuple):
    """The names that records have, and `*.` of what each is below; a record that may have any name."""

    led: frozenset[str]
    hidden: Resource | None


@recalled
def _names(configuration: Configuration) -> _Names:
    """The name of a record that proves another one is no name that callers ask, whatever it will be."""
    led: set[str] = set()
    hidden = None
    for record in configuration.of(RECORD):
        name = str(record.get("name"))
        if is_known(name):
            led |= {name, f"*.{name.partition('.')[2]}"}
        if record.presence or (not is_known(name) and "domain_validation_options" not in name):
            hidden = record
    return _Names(frozenset(led), hidden)


def _certificate(name: str, record: str) -> Terraform:
    return {
        "resource": {
            _CERTIFICATE: {"example": {"domain_name": name, "validation_method": "DNS"}},
            RECORD: {
                "pay": {"name": record, "type": "A"},
                "proof": {"name": f"${{{_CERTIFICATE}.example.domain_validation_options[0].name}}"},
            },
        }
    }


RULE = Rule(
    id="route53-certified-name",
    title="A record has the name of each certificate",
    severity=Severity.MEDIUM,
    types=(_CERTIFICATE,),
    scope="configuration",
    check=check,
    rationale=(
        "Behind a name that was proven and leads nowhere, everything looks healthy and no caller arrives: "
        "records of one name that fail over are all gone at once, and none is there to say so."
    ),
    remediation="Add the Route53Records of the name that callers ask, or take the certificate out.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-20", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10"),
    requirements=("R72", "R105", "R107", "R140"),
    examples=Examples(
        passing=(
            _certificate("pay.example.com", "pay.example.com"),
            _certificate("*.example.com", "pay.example.com"),
        ),
        failing=(
            _certificate("pay.example.com", "other.example.com"),
            _certificate("*.example.com", "pay.example.org"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_acm_certificate={"domain_name": "pay.example.com"})),
        unknown=(Status.UNKNOWN, _certificate("pay.example.com", "${var.name}")),
    ),
)
