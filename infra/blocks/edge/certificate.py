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
class Certificate:
    """A certificate that was requested, and where."""

    id: str
    place: Place
    requested: AcmCertificate


def request_certificate(place: Place, resource_id: str, name: str) -> Certificate:
    """Request a certificate of one name: the proofs of several come as a set, whose order may change."""
    certificate = AcmCertificate(
        place.stack,
        resource_id,
        domain_name=name,
        validation_method="DNS",
        options=AcmCertificateOptions(certificate_transparency_logging_preference="ENABLED"),
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        tags=labels(name=place.names.of(resource_id.replace("_", "-"))),
        provider=place.provider,
    )
    return Certificate(resource_id, place, certificate)


def add_proof(place: Place, resource_id: str, certificate: Certificate, *, zone_id: str) -> str:
    """Add the record that proves the certificate's name. Returns the record's name.

    It is the same for all certificates of the name in the account, whatever their region: add it once.
    """
    proof = certificate.requested.domain_validation_options.get(0)
    record = Route53Record(
        place.stack,
        resource_id,
        zone_id=zone_id,
        name=proof.resource_record_name,
        type=proof.resource_record_type,
        records=[proof.resource_record_value],
        ttl=TTL_SECONDS,
        provider=place.provider,
    )
    name: str = record.fqdn
    return name


def await_certificate(certificate: Certificate, proof: str) -> str:
    """Wait until the certificate is issued. Returns its ARN, which is good from then on."""
    validation = AcmCertificateValidation(
        certificate.place.stack,
        f"{certificate.id}_validation",
        certificate_arn=certificate.requested.arn,
        validation_record_fqdns=[proof],
        provider=certificate.place.provider,
    )
    arn: str = validation.certificate_arn
    return arn
