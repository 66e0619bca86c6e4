"""The proof of a name is one record, however many certificates rest on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
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
from policies.resource import Resource

_PROOF: Final = re.compile(r"aws_acm_certificate\.([\w-]+)\.domain_validation_options")

_NOT_PROVEN: Final = ("certificate_body", "certificate_authority_arn")
"""What an imported certificate has, and one of a private authority."""


def check(certificate: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """One record, of all stacks, proves a certificate's name by DNS, and the certificate is waited for."""
    if any(certificate.get(name) is not None for name in _NOT_PROVEN):
        yield NOT_APPLICABLE
        return
    yield from expect.one_of(certificate, "validation_method", ("DNS",))
    yield from expect.has_related(
        certificate, configuration, "aws_acm_certificate_validation", "certificate_arn"
    )
    if not certificate.get("domain_name"):
        yield fail("domain_name is not set: it is for no name", "domain_name")
    proofs = _proofs(configuration).get(str(certificate.get("domain_name")), ())
    if not proofs:
        if generated := _generated(configuration):
            yield unknown(f"only the plan can tell what {generated} proves")
        else:
            yield fail(f"no record proves {certificate.get('domain_name')}")
    elif len(proofs) > 1:
        where = ", ".join(f"{record.stack}: {record.address}" for record in proofs)
        yield fail(f"{len(proofs)} records prove one name, of which each takes the others' place: {where}")


@recalled
def _generated(configuration: Configuration) -> str:
    """The records of which only the plan can tell how many there are."""
    return ", ".join(record.address for record in configuration.of("aws_route53_record") if record.presence)


@recalled
def _proofs(configuration: Configuration) -> Mapping[str, list[Resource]]:
    """The records that prove each domain name."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for record in configuration.of("aws_route53_record"):
        named = _PROOF.search(str(record.get("name")))
        proven = (
            configuration.by_address.get((record.stack, f"aws_acm_certificate.{named[1]}")) if named else None
        )
        if proven is not None:
            found[str(proven.get("domain_name"))].append(record)
    return found


def _certificates(*records: dict[str, object], validation: bool = True) -> Terraform:
    requested = {"domain_name": "api-zq7.example.com", "validation_method": "DNS"}
    waited = {"certificate_arn": "${aws_acm_certificate.example.arn}"}
    return {
        "resource": {
            "aws_acm_certificate": {"example": requested, "peer": requested},
            "aws_route53_record": {f"proof_{number}": record for number, record in enumerate(records)},
            "aws_acm_certificate_validation": {"example": waited} if validation else {},
        }
    }


def _nameless() -> Terraform:
    example = _certificates(_proof("example"))
    del example["resource"]["aws_acm_certificate"]["example"]["domain_name"]
    return example


def _proof(name: str, **changed: object) -> dict[str, object]:
    options = f"aws_acm_certificate.{name}.domain_validation_options"
    return {"name": f"${{tolist({options}).0.resource_record_name}}", **changed}


RULE = Rule(
    id="acm-validated-once",
    title="Each certificate is proven by exactly one record, and waited for",
    severity=Severity.HIGH,
    types=("aws_acm_certificate",),
    scope="configuration",
    check=check,
    rationale=(
        "ACM asks for the same record for a name in every region. Two stacks that make it overwrite each "
        "other, and the first one destroyed takes the proof from the rest, whose certificates then expire."
    ),
    remediation=(
        "Add one Route53Record for the name, and an AcmCertificateValidation for "
        "each certificate, all in one stack."
    ),
    controls=("pci-dss-4.0.1:4.2.1.1", "nist-800-53-r5:SC-12", "nist-800-53-r5:SC-17"),
    requirements=("R72",),
    examples=Examples(
        passing=(_certificates(_proof("example")), _certificates(_proof("peer"))),
        failing=(
            _certificates(_proof("example"), _proof("peer")),
            _certificates(),
            _certificates(_proof("example"), validation=False),
            {"resource": {"aws_acm_certificate": {"example": {"validation_method": "EMAIL"}}}},
            _nameless(),
            {"resource": {"aws_acm_certificate": {"example": {"domain_name": "api-zq7.example.com"}}}},
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_acm_certificate": {"example": {"certificate_body": "x"}}}},
        ),
        unknown=(
            Status.UNKNOWN,
            _certificates({"for_each": "${local.proofs}", "name": "${each.value.name}"}),
        ),
    ),
)
