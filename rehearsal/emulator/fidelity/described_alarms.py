"""An alarm is described in full, by whatever protocol one asks; ministack leaves most of it out of XML, which
boto3 asks for.

Source: the API reference of Amazon CloudWatch, DescribeAlarms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final
from xml.sax.saxutils import escape

from ministack.services import cloudwatch

_describe = cloudwatch._describe_alarms
_LISTS: Final = ("AlarmNames", "AlarmTypes")
_TEXTS: Final = ("AlarmNamePrefix", "MaxRecords", "NextToken", "StateValue")
_OK: Final = 200
_FOUND: Final = ("MetricAlarms", "CompositeAlarms")
_UNSAID: Final[tuple[Any, ...]] = (None, "", [], {})


def apply() -> None:
    """Replace how alarms are described."""
    cloudwatch._describe_alarms = _describe_whole


def _describe_whole(asked: Any, told: Any, is_cbor: bool, is_json: bool = False) -> Any:  # noqa: FBT001, FBT002
    if is_cbor or is_json:
        return _describe(asked, told, is_cbor, is_json)
    named = {name: list(_members(asked, name)) for name in _LISTS}
    wanted = {**named, **{name: cloudwatch._p(asked, name) or None for name in _TEXTS}}
    status, _, body = _describe(asked, wanted, is_cbor, is_json=True)
    if status != _OK:
        return _describe(asked, told, is_cbor, is_json)
    found = json.loads(body)
    lists = "".join(f"<{name}>{_written(found.pop(name))}</{name}>" for name in _FOUND)
    result = f"<DescribeAlarmsResult>{lists}{_written(found)}</DescribeAlarmsResult>"
    return cloudwatch._xml(_OK, "DescribeAlarmsResponse", result)


def _members(asked: Any, name: str) -> Iterator[str]:
    for number in count(1):
        member = cloudwatch._p(asked, f"{name}.member.{number}")
        if not member:
            return
        yield member


def _of_time(name: str, value: Any) -> Any:
    """Times as XML has them, and other values as they are."""
    if name.endswith("Timestamp") and isinstance(value, int | float):
        return f"{datetime.fromtimestamp(value, UTC):%Y-%m-%dT%H:%M:%SZ}"
    return value


def _written(value: Any) -> str:
    match value:
        case dict():
            told = {name: each for name, each in value.items() if each not in _UNSAID}
            return "".join(
                f"<{name}>{_written(_of_time(name, each))}</{name}>" for name, each in told.items()
            )
        case list():
            return "".join(f"<member>{_written(each)}</member>" for each in value)
        case bool():
            return str(value).lower()
    return escape(str(value))
