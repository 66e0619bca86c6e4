"""Stand-in until the adapters are merged."""

from __future__ import annotations

from typing import Any


class Environment:
    """Stand-in."""

    def __getattr__(self, name: str) -> Any: ...  # noqa: ANN401


def api(spec: Any, handle: Any, wire: Any) -> Any:  # noqa: ANN401, ARG001
    """Stand-in."""
    return None


workflow_step = api
