"""The three keys of a region, apart by what they protect: copied data, pinned data, operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.events import Workflow
from infra.blocks.security import key_statements as may
from infra.blocks.security.keys import KeySpec
from infra.systems.global_payments import names

if TYPE_CHECKING:
    from infra.place import Place
    from infra.systems.global_payments.settings import Settings


def data_key(place: Place, settings: Settings) -> KeySpec:
    """The key of the ledger and the receipts, whose copies the peers keep under keys of their own."""
    peers = settings.peers(place.region)
    roles = (place.role_arn(names.receipts_replication_role(place.names, peer)) for peer in peers)
    return KeySpec(
        "data",
        "Tokenised payment data",
        (
            may.administered_by_account(place),
            *may.used_through(place, "dynamodb", "s3", replicated="dynamodb", peers=peers),
            may.replicated_by_dynamodb(place),
            *([may.replicated_from_peers_by_s3(place, *roles)] if peers else []),
        ),
    )


def personal_key(place: Place, settings: Settings) -> KeySpec:
    """The key of personal data, which no replication role may ever use."""
    regions = settings.regions
    roles = (place.role_arn(names.receipts_replication_role(place.names, region)) for region in regions)
    return KeySpec(
        "pii",
        "Personal data, pinned to its region",
        (
            may.administered_by_account(place),
            *may.used_through(place, "dynamodb", "s3"),
            may.never_used_by(may.dynamodb_replication_role(place), *roles),
        ),
    )


def operations_key(place: Place) -> KeySpec:
    """The key of logs, messages, events, functions and their code."""
    return KeySpec(
        "ops",
        "Logs, messages, events and functions",
        (
            may.administered_by_account(place),
            *may.used_through(place, "events", "lambda", "logs", "s3", "sns", "sqs", "states"),
            may.log_groups(place),
            *may.workflow_executions(
                place,
                tuple(names.workflow(place.names, workflow) for workflow in Workflow),
                *(
                    place.role_arn(names.workflow_role(place.names, place.region, workflow))
                    for workflow in Workflow
                ),
            ),
            *may.event_bus(place, bus=names.event_bus(place.names), archive=names.event_archive(place.names)),
            may.publishers(place, "cloudwatch", "events", "sns"),
            may.stream_filters(place),
        ),
    )
