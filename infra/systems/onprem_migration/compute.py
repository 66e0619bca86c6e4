"""`compute`: what works on payments, how callers reach it or the data centre, and the rotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.compute.functions import specs
from infra.blocks.data.aurora import POSTGRESQL
from infra.blocks.edge.private_front import OnPremises
from infra.blocks.network.security_group import SecurityGroup
from infra.blocks.payments.application import (
    PaymentApplicationSpec,
    PaymentSecrets,
    add_payment_application,
)
from infra.blocks.payments.private_api import PrivateApiSpec, add_private_api
from infra.blocks.security.rotation import RotationSpec, add_rotation
from infra.stack import PlatformStack, RegionalStack
from infra.systems.onprem_migration import DATABASE, FAILED

if TYPE_CHECKING:
    from cdktf import App

    from infra.blocks.compute.package import Package
    from infra.place import Outputs
    from infra.systems.onprem_migration.settings import Settings

SPECS: Final = specs(
    *("private_front", "validate", "screen", "authorize", "capture", "receipt", "settle", "refund", "look"),
    *("sweep", "heartbeat", "takeover", "change_capture", "alert"),
)


class Compute(RegionalStack):
    """The application."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings, package: Package, *below: PlatformStack) -> None:
        super().__init__(scope, settings, "compute", settings.primary)
        place, base = self.place(), self.outputs_of(*below)
        secrets = settings.secrets
        application = PaymentApplicationSpec(
            id="workflow",
            handlers=SPECS,
            package=package,
            foundation=base,
            zones=len(self.home.zones),
            secrets=PaymentSecrets(secrets.processor, secrets.token_key, secrets.key_alias),
            variables=settings.given_to_functions,
            reserved=self.home.reserved_concurrency,
            internet=True,
            alerts=FAILED,
            in_parameters=True,
        )
        added = add_payment_application(place, application)
        rotation = add_rotation(place, self._rotation(base), added.functions)
        api = add_private_api(place, self._api(base), added.function("private_front"))
        place.publish(added, rotation, api)
        place.output("phase", settings.phase, "Phase of the migration")
        place.output("parameter_prefix", place.names.parameter(""), "What names of parameters begin with")

    def _rotation(self, base: Outputs) -> RotationSpec:
        database = self.settings.database
        return RotationSpec(
            id="rotation",
            secret=database.application_secret,
            key_alias=database.secrets_key_alias,
            foundation=base,
            zones=len(self.home.zones),
            database=SecurityGroup.published(base, "rds_cluster_group", DATABASE),
            port=POSTGRESQL.port,
            days=database.rotation_days,
        )

    def _api(self, base: Outputs) -> PrivateApiSpec:
        domain, callers, site = self.settings.domain, self.settings.callers, self.settings.on_premises
        return PrivateApiSpec(
            id="api",
            foundation=base,
            zones=len(self.home.zones),
            domain=domain.name,
            zone_id=domain.hosted_zone_id,
            legacy=OnPremises(site.network, site.addresses) if site else None,
            weights=self.settings.current.weights,
            rate=callers.api_tps,
            client_rate=callers.client_tps,
        )
