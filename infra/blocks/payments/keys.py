"""The keys of a region of payments, apart by what they protect: copied data, pinned data, operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.domain.events import Workflow
from infra.blocks.payments.names import RECEIPTS
from infra.blocks.security.key_uses import KeyUses
from infra.blocks.security.keys import KeySpec
from infra.blocks.storage.replication import replication_role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from infra.names import RegionLike
    from infra.place import Place


def payment_keys(
    place: Place, regions: Sequence[RegionLike], *, personal: tuple[str, ...]
) -> Mapping[str, KeySpec]:
    """The keys of the region of `place`, by what begins their outputs.

    regions: all that have copies of the receipts, this one among them.
    personal: the services that keep personal data.
    """
    names, region = place.names, place.region
    peers = tuple(each for each in regions if each.name != region.name)
    copying = {each.name: replication_role(names, RECEIPTS, each) for each in regions}
    # The ledger and the receipts, whose copies the peers keep under keys of their own.
    data = KeyUses(("dynamodb", "s3"), peers, [copying[peer.name] for peer in peers])
    # No replication role may ever use it.
    pinned = KeyUses(personal, never_replicated_by=[*copying.values()])
    operations = KeyUses(
        services=("events", "lambda", "logs", "s3", "sns", "sqs", "states"),
        workflows={names.state_machine(each): names.role(f"workflow-{each}", region) for each in Workflow},
        bus=(names.bus(), names.archive("events")),
        publishers=("cloudwatch", "events", "sns"),
        log_groups=True,
        stream_filters=True,
    )
    return {
        "data": KeySpec("data", "Tokenised payment data", data),
        "personal": KeySpec("pii", "Personal data, pinned to its region", pinned),
        "operations": KeySpec("ops", "Logs, messages, events and functions", operations),
    }
