"""A listener shows a certificate of the name that callers ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

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
from policies.related.certificates import CERTIFICATE, requested
from policies.resource import Resource
from policies.rules.route53._records import RECORD, leads_to
from policies.values import as_list, is_known


def check(listener: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its certificates, where all are in the configuration, have each name by which a record leads to its
    load balancer, or that a record has which is called as the load balancer is; a `*.` covers one label.
    """
    balancer = configuration.target(listener, listener.get("load_balancer_arn"))
    values = [
        (holder, holder.get("certificate_arn"))
        for holder in (
            listener,
            *configuration.related(listener, "aws_lb_listener_certificate", "listener_arn"),
        )
    ]
    shown = [requested(holder, value, configuration) for holder, value in values if value is not None]
    records = [] if balancer is None else _records(configuration)[balancer]
    if not shown or None in shown or not records:
        hidden = [
            value
            for holder, value in values
            if not is_known(value) and not configuration.target(holder, value)
        ]
        yield (
            unknown(f"certificate_arn is {hidden[0]}, which only the plan can tell")
            if hidden
            else NOT_APPLICABLE
        )
        return
    covered = [
        name
        for each in shown
        if each is not None
        for name in (each.get("domain_name"), *as_list(each.get("subject_alternative_names")))
    ]
    for record in records:
        name = str(record.get("name"))
        if name in covered or f"*.{name.partition('.')[2]}" in covered:
            continue
        if not all(map(is_known, (name, *covered))):
            yield unknown(f"only the plan can tell whether its certificate covers {name}")
        elif "." in name:
            certificates = ", ".join(each.address for each in shown if each is not None)
            yield fail(f"{certificates} does not cover {name}, the name of {record.address}", name)


@recalled
def _records(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """By load balancer, the records that lead to it, and one that leads to another and is called as it is."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    called = {(each.stack, each.name): each for each in configuration.of("aws_lb")}
    for record in configuration.of(RECORD):
        target = configuration.target(record, leads_to(record))
        if target is not None and target.type == "aws_lb":
            found[target].append(record)
            namesake = called.get((record.stack, record.name))
            if namesake is not None and namesake is not target:
                found[namesake].append(record)
                found[target].remove(record)
    return found


def _listener(name: str, covered: str = "api.example.com", led: str = "web") -> Terraform:
    alias = [{"name": f"${{aws_lb.{led}.dns_name}}"}]
    return {
        "resource": {
            "aws_lb": {"web": {}, "iso": {}},
            CERTIFICATE: {
                "web": {"domain_name": covered, "subject_alternative_names": ["*.pay.example.com"]}
            },
            RECORD: {"web": {"name": name, "type": "A", "alias": alias}},
            "aws_lb_listener": {
                "example": {
                    "load_balancer_arn": "${aws_lb.web.arn}",
                    "certificate_arn": f"${{{CERTIFICATE}.web.arn}}",
                }
            },
        }
    }


RULE = Rule(
    id="lb-certificate-name",
    title="Listeners show a certificate of the name that callers ask",
    severity=Severity.MEDIUM,
    types=("aws_lb_listener",),
    scope="configuration",
    check=check,
    rationale="A client that checks whom it speaks to hangs up; one that does not speaks to anyone.",
    remediation="Add the name to subject_alternative_names of the AcmCertificate, or show another one.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-23"),
    requirements=("R39", "R140"),
    examples=Examples(
        passing=(_listener("api.example.com"), _listener("a.pay.example.com")),
        failing=(_listener("iso.example.com"), _listener("iso.example.com", led="iso")),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_lb_listener": {"example": {"port": 80}}}}),
        unknown=(Status.UNKNOWN, _listener("${var.name}")),
    ),
)
