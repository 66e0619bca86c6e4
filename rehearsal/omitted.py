"""Resource types that the emulator lacks: left out with all that names them, listed and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

OMITTED: Final[Mapping[str, str]] = {
    "aws_api_gateway_client_certificate": "API Gateway makes no client certificates",
    "aws_lambda_code_signing_config": "Lambda checks no signatures",
    "aws_wafv2_web_acl_logging_configuration": "WAF writes no logs",
}
"""Type -> what the emulator cannot do."""


def leave_out(content: Mapping[str, Any]) -> tuple[dict[str, Any], Counter[str]]:
    """The content of a stack without the types of OMITTED, and how many of each were left out.

    An argument that refers to one goes as well; what cannot do without it is refused by Terraform, and so is
    not overlooked.
    """
    counted = Counter(
        {kind: len(named) for kind, named in content.get("resource", {}).items() if kind in OMITTED}
    )
    if not counted:
        return dict(content), counted
    refers = re.compile(rf"\b(?:{'|'.join(counted)})\.")
    kept = {**content, "resource": {k: v for k, v in content["resource"].items() if k not in counted}}
    return {key: _without(value, refers) for key, value in kept.items()}, counted


def _without(value: Any, refers: re.Pattern[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _without(each, refers) for key, each in value.items() if not _names(each, refers)}
    if isinstance(value, list):
        return [_without(each, refers) for each in value if not _names(each, refers)]
    return value


def _names(value: object, refers: re.Pattern[str]) -> bool:
    return isinstance(value, str) and refers.search(value) is not None
