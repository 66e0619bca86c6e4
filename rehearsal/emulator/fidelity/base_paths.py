"""API Gateway keeps the mapping of a domain's root under the name `(none)`; ministack under the empty name.

Source: the API reference of API Gateway, BasePathMapping.
"""

from __future__ import annotations

from typing import Any

from ministack.services import apigateway_v1

_create = apigateway_v1._create_base_path_mapping


def apply() -> None:
    """Replace how mappings are made."""
    apigateway_v1._create_base_path_mapping = _create_named


def _create_named(domain_name: str, asked: dict[str, Any]) -> Any:
    return _create(domain_name, {**asked, "basePath": asked.get("basePath") or "(none)"})
