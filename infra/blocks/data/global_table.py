"""A global table: the table of one region, and a replica of it in each of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.dynamodb_table_replica import DynamodbTableReplicaA

from infra.blocks.data.table import Index, TableSpec, add_table
from infra.blocks.labels import DataClass, labels
from infra.place import Output

if TYPE_CHECKING:
    from infra.names import RegionLike
    from infra.place import Place


@dataclass(frozen=True, slots=True)
class GlobalTableSpec:
    """A table in several regions: `id` goes into the name that all copies have. Terraform ids are `id` and
    the code of their region.

    key_arns: the key of each region, by its name.
    """

    id: str
    data_class: DataClass
    key_arns: Mapping[str, str]
    indexes: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True)
class GlobalTable:
    """A global table that was added: as tokens its name, and each copy's ARN by its region."""

    id: str
    name: str
    arns: Mapping[RegionLike, str]

    @property
    def outputs(self) -> Iterator[Output]:
        """The ARN of each copy."""
        for region, arn in self.arns.items():
            description = f"{self.id.capitalize()} of {region.name}"
            yield Output(f"{self.id}_table_arn_{region.code}", arn, description)


def add_global_table(places: Sequence[Place], spec: GlobalTableSpec) -> GlobalTable:
    """Add the table in the first of the places, and replicas in the others, one after the other.

    DynamoDB refuses a second change of a table's replicas while one is under way, and refuses to
    delete the table before they are gone: the chain gives both orders.
    """
    owner, *others = places
    table = add_table(
        owner,
        TableSpec(
            id=f"{spec.id}_{owner.region.code}",
            name=owner.names.table(spec.id),
            data_class=spec.data_class,
            key_arn=spec.key_arns[owner.region.name],
            streamed=True,
            indexes=spec.indexes,
        ),
    )
    arns = {owner.region: table.arn}
    previous: DynamodbTableReplicaA | None = None
    for place in others:
        previous = DynamodbTableReplicaA(
            place.stack,
            f"{spec.id}_{place.region.code}",
            global_table_arn=table.arn,
            kms_key_arn=spec.key_arns[place.region.name],
            point_in_time_recovery=True,
            deletion_protection_enabled=place.defaults.deletion_protection,
            tags=labels(data_class=spec.data_class),
            depends_on=[previous] if previous else None,
            provider=place.provider,
        )
        arns[place.region] = previous.arn
    return GlobalTable(spec.id, table.name, arns)
