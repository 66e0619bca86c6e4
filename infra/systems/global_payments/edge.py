"""`edge-global`: how callers find the nearest region that is well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from infra.blocks.edge.dns import RecordSpec, add_health_check, add_latency_record, add_record
from infra.blocks.edge.domain import DomainTarget
from infra.stack import GlobalStack
from infra.systems.global_payments import names
from infra.systems.global_payments.api import ApiOutput

if TYPE_CHECKING:
    from cdktf import App

    from infra.settings import Domain
    from infra.stack import RegionalStack
    from infra.systems.global_payments.settings import Settings

HEALTH_PATH: Final = "/health"


class Edge(GlobalStack):
    """The records of the domain names and a health check of each region."""

    settings: Settings

    def __init__(
        self, scope: App, settings: Settings, domain: Domain, applications: Sequence[RegionalStack]
    ) -> None:
        super().__init__(scope, settings, "edge-global")
        self.output("api_url", f"https://{names.public_api(self.names, domain)}", "The API, nearest region")
        for application in applications:
            self._add_region(domain, application)

    def _add_region(self, domain: Domain, application: RegionalStack) -> None:
        region, outputs = application.home, self.outputs_of(application)
        place = self.place(region)
        regional_name = names.regional_api(self.names, domain, region)
        check = add_health_check(place, f"health_{region.code}", regional_name, HEALTH_PATH)
        add_record(
            place,
            RecordSpec(
                f"regional_{region.code}",
                domain.hosted_zone_id,
                regional_name,
                DomainTarget(outputs[ApiOutput.REGIONAL_TARGET], outputs[ApiOutput.REGIONAL_ZONE]),
            ),
        )
        add_latency_record(
            place,
            RecordSpec(
                f"public_{region.code}",
                domain.hosted_zone_id,
                names.public_api(self.names, domain),
                DomainTarget(outputs[ApiOutput.PUBLIC_TARGET], outputs[ApiOutput.PUBLIC_ZONE]),
            ),
            region=region.name,
            health_check_id=check,
        )
        self.output(f"health_check_id_{region.code}", check, f"Health check of the API of {region.name}")
