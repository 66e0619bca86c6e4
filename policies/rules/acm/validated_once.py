"""The proof of a name is one record, however many certificates rest on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.estate import Estate, Resource, once
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

_PROOF: Final = re.compile(r"aws_acm_certificate\.([\w-]+)\.domain_validation_options")


def check(certificate: Resource, estate: Estate) -> Iterator[Judgement]:
    """One record, of all stacks, proves the name of a certificate by DNS, and overwrites no other; and the
    certificate is waited for.
    """
    method = certificate.get("validation_method")
    if method is None:
        yield NOT_APPLICABLE  # imported, or of a private authority
        return
    yield from expect.one_of(certificate, "validation_method", ("DNS",))
    yield from expect.companion(certificate, estate, "aws_acm_certificate_validation", "certificate_arn")
    proofs = _proofs(estate).get(str(certificate.get("domain_name")), ())
    if not proofs:
        if generated := _generated(estate):
            yield unknown(f"only the plan can tell what {generated} proves")
        else:
            yield fail(f"no record proves {certificate.get('domain_name')}")
    elif len(proofs) > 1:
        where = ", ".join(f"{record.stack}: {record.address}" for record in proofs)
        yield fail(f"{len(proofs)} records prove one name, of which each takes the others' place: {where}")
    for record in proofs:
        for judgement in expect.not_true(record, "allow_overwrite"):
            yield fail(f"{record.address}: {judgement.message}")


@once
def _generated(estate: Estate) -> str:
    """The records of which only the plan can tell how many there are."""
    return ", ".join(record.address for record in estate.of("aws_route53_record") if record.presence)


@once
def _proofs(estate: Estate) -> Mapping[str, list[Resource]]:
    """The records that prove each domain name."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for record in estate.of("aws_route53_record"):
        named = _PROOF.search(str(record.get("name")))
        proven = estate.by_address.get((record.stack, f"aws_acm_certificate.{named[1]}")) if named else None
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


def _proof(name: str, **changed: object) -> dict[str, object]:
    options = f"aws_acm_certificate.{name}.domain_validation_options"
    return {"name": f"${{tolist({options}).0.resource_record_name}}", **changed}


RULE = Rule(
    id="acm-validated-once",
    title="Each certificate is proven by exactly one record, and waited for",
    severity=Severity.HIGH,
    types=("aws_acm_certificate",),
    scope="estate",
    check=check,
    rationale=(
        "ACM asks for the same record for a name in every region. Two stacks that make it overwrite each "
        "other, and the first one destroyed takes the proof from the rest, whose certificates then expire."
    ),
    remediation=(
        "Add one Route53Record for the name, without allow_overwrite, and an AcmCertificateValidation for "
        "each certificate, all in one stack."
    ),
    controls=("pci-dss-4.0.1:4.2.1.1", "nist-800-53-r5:SC-12", "nist-800-53-r5:SC-17"),
    rows=("R72",),
    examples=Examples(
        passing=(_certificates(_proof("example")), _certificates(_proof("peer"))),
        failing=(
            _certificates(_proof("example"), _proof("peer")),
            _certificates(),
            _certificates(_proof("example"), validation=False),
            _certificates(_proof("example", allow_overwrite=True)),
            {"resource": {"aws_acm_certificate": {"example": {"validation_method": "EMAIL"}}}},
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
