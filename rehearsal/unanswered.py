"""Copies of stacks without data sources that the emulator does not answer: what AWS would tell is made up."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from rehearsal.mocks import invented
from rehearsal.stacks import region_of, regions_by_alias

UNANSWERED: Final = ("aws_dms_certificate",)
"""Types of which the emulator lacks the service."""
_REFERENCE: Final = re.compile(rf"\$\{{data\.({'|'.join(UNANSWERED)})\.([\w-]+)\.(\w+)\}}")


def without_unanswered(content: Mapping[str, Any]) -> tuple[dict[str, Any], Counter[str]]:
    """The stack with a value in the place of each attribute of such a data source, and their number by type.

    An expression that does more than name the attribute is refused by Terraform, and so is not overlooked.
    """
    data = content.get("data", {})
    regions = regions_by_alias(content)

    def answer(found: re.Match[str]) -> str:
        kind, name, attribute = found.groups()
        region = region_of(data[kind][name], regions)
        return str(invented(kind, name, region, attribute, "string", optional=False))

    counted = Counter({kind: len(data[kind]) for kind in UNANSWERED if kind in data})
    if not counted:
        return dict(content), counted
    kept = {**content, "data": {kind: named for kind, named in data.items() if kind not in counted}}
    return json.loads(_REFERENCE.sub(answer, json.dumps(kept))), counted
