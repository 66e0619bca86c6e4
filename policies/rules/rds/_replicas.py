"""Read replicas, which have of their source what they do not say themselves."""

from __future__ import annotations

from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.resource import Resource
from policies.values import is_known

_SOURCE: Final = "replicate_source_db"


def is_replica(database: Resource) -> bool:
    """Whether an instance follows another one."""
    return database.type == "aws_db_instance" and bool(database.get(_SOURCE))


def inherits_encryption(database: Resource, configuration: Configuration) -> bool:
    """Whether a replica has the encryption and the key of its source: of one in the same region, always
    (Amazon RDS User Guide, "Encrypting Amazon RDS resources", "Limitations").

    Its source is named by an ARN where it is in another region.
    """
    if not is_replica(database) or database.get("kms_key_id") is not None:
        return False
    value = database.get(_SOURCE)
    source = configuration.target(database, value)
    if source is not None:
        return source.region == database.region
    arn = read_arn(value)
    return is_known(value) and (arn is None or arn.region == database.region)
