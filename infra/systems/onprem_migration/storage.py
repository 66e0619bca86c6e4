"""`storage`: keys, messages, tables and buckets: what outlives the network and the application."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infra.blocks.edge.load_balancer import ACCESS_LOGS, CONNECTION_LOGS
from infra.blocks.events.alerts import AlertsSpec, add_alerts
from infra.blocks.events.failures import DATA_MIGRATION, ROTATION
from infra.blocks.payments.base import PaymentBaseSpec, add_payment_base
from infra.blocks.payments.stores import PaymentStoresSpec, add_payment_stores
from infra.blocks.storage.audit import AuditSpec, add_audit
from infra.blocks.storage.lifecycle import Ageing
from infra.stack import RegionalStack
from infra.systems.onprem_migration import FAILED

if TYPE_CHECKING:
    from cdktf import App

    from infra.systems.onprem_migration.settings import Settings


class Storage(RegionalStack):
    """What keeps data, records and messages."""

    settings: Settings

    def __init__(self, scope: App, settings: Settings) -> None:
        super().__init__(scope, settings, "storage", settings.primary)
        place, operators = self.place(), settings.alerts.operator_emails
        failures = (ROTATION.id, *((DATA_MIGRATION.id,) if settings.data_migration else ()))
        rules, balancers = ("heartbeat", "sweep", "executions", *failures), (ACCESS_LOGS, CONNECTION_LOGS)
        wanted = PaymentBaseSpec("bus", settings.regions, settings.jurisdiction, rules, operators=operators)
        base = add_payment_base(place, replace(wanted, logged_by=balancers, logged=("audit",)))
        kept = Ageing(settings.retention.hot_days, settings.profile.record_days)
        logs_to = base.logs.as_log_target
        audit = add_audit(place, AuditSpec("audit_bucket", "audit", kept, logs_to))
        stores = PaymentStoresSpec("stores", base.keys["data"], kept, logs_to)
        failed = AlertsSpec(FAILED, base.keys["operations"], operators=operators)
        place.publish(base, audit, add_payment_stores(place, stores), add_alerts(place, failed))
