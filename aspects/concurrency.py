"""Forces reserved concurrency on every Lambda function."""

from __future__ import annotations

from typing import Any

from aspects.journal import Journal
from infra.stack import PlatformStack


def force(function: Any, stack: PlatformStack, journal: Journal) -> None:  # noqa: ANN401 - the class stays unloaded
    """Reserve its region's concurrency where none is reserved: absent, 0 (off) or -1 (no limit)."""
    before = function.reserved_concurrent_executions_input
    if before is not None and before > 0:
        return
    after = stack.settings.region(stack.region_of(function)).reserved_concurrency
    function.reserved_concurrent_executions = after
    journal.add("concurrency", function, "reserved_concurrent_executions", before=before, after=after)
