"""Providers: what the version that a stack asks for does not know yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.resource import Resource

SINCE_6: Final = frozenset(
    {
        ("aws_cloudwatch_event_archive", "kms_key_identifier"),
        ("aws_cloudwatch_log_group", "deletion_protection_enabled"),
        ("aws_dynamodb_table", "replica.deletion_protection_enabled"),
        ("aws_eks_cluster", "deletion_protection"),
    }
)
"""Arguments that rules demand and that no hashicorp/aws before 6 has, by type and path (the schemas of
5.100.0, the last of them, and of the version of the bindings, compared)."""
_MAJOR: Final = re.compile(r"[~>=\s]*v?(\d+)")


def lacks(resource: Resource, path: str, configuration: Configuration) -> bool:
    """Whether the provider that the resource's stack asks for is too old to know an argument.

    path: dotted, as in `SINCE_6`. False where no version is told.
    """
    return (resource.type, path) in SINCE_6 and _majors(configuration).get(resource.stack, 6) < 6


@recalled
def _majors(configuration: Configuration) -> Mapping[str, int]:
    """The major version of the AWS provider that each stack asks for, where it asks for one."""
    found: dict[str, int] = {}
    for settings in configuration.of("terraform"):
        for group in settings.blocks("required_providers"):
            wanted = group.get("aws")
            version = wanted.get("version") if isinstance(wanted, Mapping) else wanted
            if match := _MAJOR.match(str(version)):
                found[settings.stack] = int(match[1])
    return found
