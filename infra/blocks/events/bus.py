"""An encrypted event bus with its policy, dead-letter queue and archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_event_archive import CloudwatchEventArchive
from cdktf_cdktf_provider_aws.cloudwatch_event_bus import (
    CloudwatchEventBus,
    CloudwatchEventBusDeadLetterConfig,
)
from cdktf_cdktf_provider_aws.cloudwatch_event_bus_policy import CloudwatchEventBusPolicy

from infra.blocks.labels import DataClass, labels
from infra.blocks.policy_document import Statement, aws, policy, when
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.blocks.events.queue import Queue
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class BusSpec:
    """The bus of a place, its archive, and the roles of peer regions that may put events on it."""

    id: str
    key_arn: str
    dead_letters: Queue
    peer_role_arns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus that was added: its Terraform id; its name and ARN as tokens."""

    id: str
    name: str
    arn: str

    @property
    def outputs(self) -> Iterator[Output]:
        """Its ARN."""
        yield Output(f"event_{self.id}_arn", self.arn)


def add_bus(place: Place, spec: BusSpec) -> Bus:
    """Add the bus with its policy and archive."""
    bus = CloudwatchEventBus(
        place.stack,
        spec.id,
        name=place.names.bus(),
        kms_key_identifier=spec.key_arn,
        dead_letter_config=CloudwatchEventBusDeadLetterConfig(arn=spec.dead_letters.arn),
        tags=labels(data_class=DataClass.TOKENISED),
        provider=place.provider,
    )
    arn: str = bus.arn
    account = aws(place.account_principal)
    own = when("StringEquals", "aws:PrincipalAccount", place.account)
    by_tls = when("Bool", "aws:SecureTransport", "true")
    peers = when("ArnEquals", "aws:PrincipalArn", *spec.peer_role_arns)
    put = ("events:PutEvents",)
    statements = [Statement("Senders", put, (arn,), account, (own, by_tls))]
    if spec.peer_role_arns:
        statements.append(Statement("Peers", put, (arn,), account, (own, peers)))
    CloudwatchEventBusPolicy(
        place.stack,
        f"{spec.id}_policy",
        event_bus_name=bus.name,
        policy=policy(*statements),
        provider=place.provider,
    )
    CloudwatchEventArchive(
        place.stack,
        f"{spec.id}_archive",
        name=place.names.archive("events"),
        event_source_arn=arn,
        kms_key_identifier=spec.key_arn,
        retention_days=place.defaults.archive_days,
        provider=place.provider,
    )
    return Bus(spec.id, bus.name, arn)
