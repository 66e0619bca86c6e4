"""The functions of one region: which there are, what they are given, and what they may reach."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from handlers.domain.ownership import Consent
from infra.blocks.compute.attachment import AttachmentSpec
from infra.blocks.compute.environment import KeyUse
from infra.blocks.compute.functions import FunctionsSpec, specs
from infra.blocks.compute.payments import PaymentResourcesSpec, find_payment_resources
from infra.blocks.compute.signing import SignedCodeSpec
from infra.blocks.compute.stream import StreamSpec
from infra.blocks.data.ledger import own_notified_changes
from infra.blocks.payments.names import LEDGER, PERSONAL, RECEIPTS
from infra.systems.global_payments.capacity import concurrency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infra.blocks.compute.package import Package
    from infra.place import Outputs, Place
    from infra.systems.global_payments.settings import Settings

SPECS: Final = specs(
    *("ingest", "inquiry", "capture_request", "refund_request", "health"),
    *("validate", "screen", "authorize", "capture", "receipt"),
    *("settle", "refund", "look"),
    *("sweep", "heartbeat", "takeover", "change_capture", "alert"),
)


def functions_of(place: Place, settings: Settings, foundation: Outputs, package: Package) -> FunctionsSpec:
    """The functions of the region of `place`, on its foundation."""
    region, key_arn = settings.region(place.region.name), foundation["operations_key_arn"]
    key = KeyUse("Operations", key_arn, "lambda")
    secrets = settings.secrets
    found = PaymentResourcesSpec(
        id="secrets",
        ledger=LEDGER,
        personal=PERSONAL,
        receipts=RECEIPTS,
        foundation=foundation,
        secrets={"processor_credentials": secrets.processor, "token_key": secrets.token_key},
        key_alias=secrets.key_alias,
        operations=key,
    )
    resources = find_payment_resources(place, found)
    return FunctionsSpec(
        handlers=SPECS,
        code=SignedCodeSpec(package, foundation["code_bucket_name"], key_arn),
        attachment=AttachmentSpec.published("functions", foundation, zones=len(region.zones)),
        reserved={spec.name: concurrency.reserved(spec, region.reserved_concurrency) for spec in SPECS},
        targets=resources.targets,
        variables={**resources.variables, **_variables(place, settings)},
        key=key,
        dead_letters_arn=foundation["functions_dlq_arn"],
        undelivered_arn=foundation["events_dlq_arn"],
        stream=StreamSpec(
            "changes",
            place.names.table(LEDGER),
            own_notified_changes(place.region),
            failed_arn=foundation["changes_dlq_arn"],
            key_arn=key_arn,
        ),
    )


def _variables(place: Place, settings: Settings) -> Mapping[str, str]:
    """What functions are given beside the names of resources, by the names that their specs give."""
    processor, sharing = settings.processor, settings.sharing_ledger(place.region)
    successors = {home.name: [region.name for region in settings.successors(home)] for home in sharing}
    domain, regions = settings.domain, settings.regions
    hosts = {each.name: place.names.host("api", domain.name, each) for each in regions} if domain else {}
    return {
        "PROCESSOR_URL": f"https://{processor.host}",
        "CAPTURE_PATIENCE_SECONDS": str(processor.capture_patience_minutes * 60),
        "CAPTURE_WITHIN_SECONDS": str(processor.capture_within_days * 86_400),
        "REGIONAL_URLS": json.dumps({region: f"https://{host}" for region, host in hosts.items()}),
        "MERCHANT_TPS": str(settings.capacity.merchant_tps),
        "HOME_REGIONS": ",".join(region.name for region in sharing),
        "SUCCESSORS": json.dumps(successors),
        "OWNERSHIP": Consent.VOTES.value,
        "CLOCK_SKEW_SECONDS": str(settings.failover.clock_skew_seconds),
        "HAND_BACK_AFTER_SECONDS": str(settings.failover.hand_back_after_minutes * 60),
        "PAYERS_OF": ",".join(region.name for region in settings.payers_of(place.region)),
        "FRAUD_LIMITS": settings.fraud_limits.model_dump_json(exclude_none=True),
    }
