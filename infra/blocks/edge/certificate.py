"""Certificates that Amazon issues, and the records that prove the name is ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.acm_certificate import AcmCertificate, AcmCertificateOptions
from cdktf_cdktf_provider_aws.acm_certificate_validation import AcmCertificateValidation
from cdktf_cdktf_provider_aws.route53_record import Route53Record

from infra.blocks.labels import labels

if TYPE_CHECKING:
    from infra.place import Place

TTL_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class ProofSpec:
    """The record that proves a certificate's name, in the zone of the name."""

    id: str
    zone_id: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that was added: its Terraform id, and the record's name as a token."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CertificateSpec:
    """A certificate of one name: the proofs of several come as a set, whose order may change.

    proof: the record to add; or the one of another certificate of the name, since the proof of a name is the
        same record for all regions of an account, and can be added only once.
    """

    id: str
    name: str
    proof: ProofSpec | Proof


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that was added: its Terraform id and name, and its ARN as a token, which is known once it
    is issued.
    """

    id: str
    name: str
    arn: str
    proof: Proof


def add_certificate(place: Place, spec: CertificateSpec) -> Certificate:
    """Request the certificate, prove its name, and wait until it is issued."""
    requested = AcmCertificate(
        place.stack,
        spec.id,
        domain_name=spec.name,
        validation_method="DNS",
        options=AcmCertificateOptions(certificate_transparency_logging_preference="ENABLED"),
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        tags=labels(name=place.names.of(spec.id)),
        provider=place.provider,
    )
    proof = spec.proof if isinstance(spec.proof, Proof) else _add_proof(place, spec.proof, requested)
    issued = AcmCertificateValidation(
        place.stack,
        f"{spec.id}_validation",
        certificate_arn=requested.arn,
        validation_record_fqdns=[proof.name],
        provider=place.provider,
    )
    return Certificate(spec.id, spec.name, issued.certificate_arn, proof)


def _add_proof(place: Place, spec: ProofSpec, requested: AcmCertificate) -> Proof:
    asked = requested.domain_validation_options.get(0)
    record = Route53Record(
        place.stack,
        spec.id,
        zone_id=spec.zone_id,
        name=asked.resource_record_name,
        type=asked.resource_record_type,
        records=[asked.resource_record_value],
        ttl=TTL_SECONDS,
        provider=place.provider,
    )
    return Proof(spec.id, record.fqdn)
