"""`certs-global`: the certificates of the API's domain names, in each region that answers to them.

In one stack, because the proof of a name is one record for all regions: stacks of their own would each
want to make it, and the first one destroyed would take it from the others, whose certificates then could
not be renewed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.edge.certificate import add_proof, await_certificate, request_certificate
from infra.stack import GlobalStack
from infra.systems.global_payments import names

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Domain, Region
    from infra.stack import PlatformStack
    from infra.systems.global_payments.settings import Settings


@dataclass(frozen=True, slots=True)
class ApiCertificates:
    """The ARNs of one region's certificates: of the name that regions share, and of its own."""

    public: str
    regional: str


class Certificates(GlobalStack):
    """The certificates of every region, each of one name."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, domain: Domain) -> None:
        super().__init__(scope, settings, "certs-global")
        public = [
            request_certificate(
                self.place(region), f"certificate_public_{region.code}", names.public_api(self.names, domain)
            )
            for region in settings.regions
        ]
        proof = add_proof(self.place(), "proof_public", public[0], zone_id=domain.hosted_zone_id)
        for region, certificate in zip(settings.regions, public, strict=True):
            self._publish("public", region, await_certificate(certificate, proof))
            self._add_regional(domain, region)

    def for_api(self, reader: PlatformStack) -> ApiCertificates:
        """The certificates of the region of `reader`, which is then deployed later."""
        outputs, code = reader.outputs_of(self), reader.home.code
        return ApiCertificates(outputs[_output("public", code)], outputs[_output("regional", code)])

    def _add_regional(self, domain: Domain, region: Region) -> None:
        place = self.place(region)
        certificate = request_certificate(
            place, f"certificate_regional_{region.code}", names.regional_api(self.names, domain, region)
        )
        proof = add_proof(place, f"proof_regional_{region.code}", certificate, zone_id=domain.hosted_zone_id)
        self._publish("regional", region, await_certificate(certificate, proof))

    def _publish(self, kind: str, region: Region, arn: str) -> None:
        self.output(_output(kind, region.code), arn, f"Certificate of the {kind} API name in {region.name}")


def _output(kind: str, code: str) -> str:
    return f"{kind}_certificate_arn_{code}"
