"""A hosted zone may be made under the id that the settings name: the zone of a real account is older than
what is deployed. The id is the caller's reference where that looks like one.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ministack.services import route53

_ID: Final = re.compile(rb"<CallerReference>(Z[A-Z0-9]+)</CallerReference>")
_create, _made = route53._create_hosted_zone, route53._zone_id


def apply() -> None:
    """Replace how zones are made."""
    route53._create_hosted_zone = _create_named


def _create_named(body: bytes, query: dict[str, Any]) -> Any:
    named = _ID.search(body)
    route53._zone_id = named[1].decode if named else _made
    return _create(body, query)
