"""What a role may do with the objects of buckets that are encrypted under a key of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.policy_document import Statement, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.place import Place


@dataclass(frozen=True, slots=True)
class ObjectAccess:
    """The objects of buckets, by their ARNs, all under one key of the region.

    read: those whose objects are read. written: those whose objects are written, but not deleted.
    """

    read: tuple[str, ...]
    written: tuple[str, ...]
    key_arn: str

    def statements(self, place: Place) -> Iterator[Statement]:
        """What a policy of the role says, which uses the key through S3 alone."""
        yield Statement("Read", ("s3:GetObject",), tuple(f"{arn}/*" for arn in self.read))
        yield Statement("Write", ("s3:PutObject",), tuple(f"{arn}/*" for arn in self.written))
        yield Statement(
            "ObjectsKey",
            ("kms:Decrypt", "kms:GenerateDataKey"),
            (self.key_arn,),
            conditions=(when("StringEquals", "kms:ViaService", f"s3.{place.region.name}.amazonaws.com"),),
        )
