"""What is there in a region before payments are: keys apart by what they protect, buckets of logs and code,
payers, and messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.data.table import Table, TableSpec, add_table
from infra.blocks.events.messages import Messages, MessagesSpec, add_messages
from infra.blocks.labels import DataClass
from infra.blocks.observe.recorder import PREFIX, RecorderSpec, add_recorder
from infra.blocks.payments.keys import payment_keys
from infra.blocks.payments.names import PERSONAL, RECEIPTS
from infra.blocks.security.keys import add_key
from infra.blocks.storage.bucket import Bucket, BucketSpec, add_bucket
from infra.blocks.storage.lifecycle import Ageing
from infra.blocks.storage.log_bucket import LogBucketSpec, add_log_bucket
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infra.names import RegionLike
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class PaymentBaseSpec:
    """The base of a region. `id` is the Terraform id of its event bus.

    regions: all that have copies of the receipts, this one among them.
    jurisdiction: whose law payers are under.
    rules: what goes into the names of rules on the account's default bus.
    beside: regions that are none of `regions`, whose alerts its inbox keeps and whose router its bus lets in.
    operators: who gets alerts by e-mail.
    logged_by: what load balancers write into the bucket of logs, by prefixes.
    recorded: whether AWS Config records here, into the same bucket.
    logged: what goes into the names of further buckets whose use it logs.
    """

    id: str
    regions: tuple[RegionLike, ...]
    jurisdiction: str
    rules: tuple[str, ...]
    beside: tuple[RegionLike, ...] = ()
    operators: tuple[str, ...] = ()
    logged_by: tuple[str, ...] = ()
    recorded: bool = False
    logged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentBase:
    """What was added; of the keys `data`, `personal` and `operations`, their ARNs."""

    id: str
    keys: Mapping[str, str]
    logs: Bucket
    code: Bucket
    payers: Table
    messages: Messages

    @property
    def outputs(self) -> Iterator[Output]:
        """What functions and stores of other stacks need of it."""
        for what, key_arn in self.keys.items():
            yield Output(f"{what}_key_arn", key_arn)
        for handle in (self.logs, self.code, self.payers, self.messages):
            yield from handle.outputs


def add_payment_base(place: Place, spec: PaymentBaseSpec) -> PaymentBase:
    """Add it all."""
    specs = payment_keys(place, spec.regions, personal=("dynamodb",))
    keys = {what: add_key(place, key).arn for what, key in specs.items()}
    recorder = PREFIX if spec.recorded else ""
    of_logs = LogBucketSpec("log_bucket", "logs", ("code", RECEIPTS, *spec.logged), spec.logged_by, recorder)
    logs = add_log_bucket(place, of_logs)
    if spec.recorded:
        add_recorder(place, RecorderSpec("recorder", "recorder", logs))
    code = BucketSpec("code_bucket", "code", DataClass.CODE, Ageing(), keys["operations"], logs.as_log_target)
    payers = TableSpec(
        id="personal_table",
        name=place.names.table(PERSONAL),
        data_class=DataClass.PERSONAL,
        key_arn=keys["personal"],
        streamed=False,
        jurisdiction=spec.jurisdiction,
    )
    peers = (*(each for each in spec.regions if each.name != place.region.name), *spec.beside)
    messages = MessagesSpec(
        id=spec.id,
        key_arn=keys["operations"],
        peers=peers,
        rules=spec.rules,
        routers=tuple(place.names.role("event-router", each) for each in spec.beside),
        operators=spec.operators,
    )
    added = add_bucket(place, code), add_table(place, payers), add_messages(place, messages)
    return PaymentBase(spec.id, keys, logs, *added)
