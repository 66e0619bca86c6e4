"""A target group tells in which version of HTTP it asks: HTTP/1.1 unless it was told another. ministack
forgets it.

Source: the API reference of Elastic Load Balancing, CreateTargetGroup.
"""

from __future__ import annotations

from typing import Any, Final

from ministack.services import alb

_VERSION: Final = "ProtocolVersion"
_VERSIONED: Final = ("HTTP", "HTTPS")
_create, _written = alb._create_tg, alb._tg_xml


def apply() -> None:
    """Replace how target groups are made and told."""
    alb._ACTION_MAP["CreateTargetGroup"] = _create_with_version
    alb._tg_xml = _written_with_version


def _create_with_version(asked: Any) -> Any:
    answer = _create(asked)
    for group in alb._tgs.values():
        if group["TargetGroupName"] == alb._p(asked, "Name"):
            group.setdefault(_VERSION, alb._p(asked, _VERSION, "HTTP1"))
    return answer


def _written_with_version(group: Any) -> str:
    told: str = _written(group)
    if group["TargetType"] == "lambda" or group["Protocol"] not in _VERSIONED or _VERSION not in group:
        return told
    return told.replace("</TargetType>", f"</TargetType><{_VERSION}>{group[_VERSION]}</{_VERSION}>")
