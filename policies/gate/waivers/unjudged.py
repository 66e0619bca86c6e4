"""Which waivers a verdict says nothing of: those of systems and profiles that were not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from policies.configuration import Configuration
from policies.gate.waivers.waiver import Waiver


def unjudged(waivers: Iterable[Waiver], configuration: Configuration) -> Iterator[str]:
    """How many waivers are of systems that were not judged, and of other profiles of those that were."""
    contexts = {element.context for element in configuration.elements}
    there = {context.system for context in contexts}
    idle = [waiver.scope for waiver in waivers if not any(map(waiver.scope.is_of, contexts))]
    absent = Counter(scope.system for scope in idle if scope.system not in there)
    others = Counter(scope.system for scope in idle if scope.system in there)
    for found, what in ((absent, "systems"), (others, "profiles")):
        if found:
            number = found.total()
            are = "1 waiver is" if number == 1 else f"{number} waivers are"
            each = ", ".join(f"{system} ({count})" for system, count in sorted(found.items()))
            yield f"{are} of {what} that were not judged, so nobody held them against anything: {each}"
