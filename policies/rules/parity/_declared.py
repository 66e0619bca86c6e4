"""How regions are compared where the settings override something for one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from policies.configuration import Configuration
from policies.context import Context
from policies.model import Judgement, Status, declared

Among = Callable[[str], bool]
"""Whether a region is one of those that are compared."""

EVERYWHERE: Final[Among] = lambda _: True  # noqa: E731 - a name for it
"""All regions are compared."""


def compared(
    compare: Callable[[Configuration, Among], Judgement | None],
    context: Context,
    region: str,
    configuration: Configuration,
) -> Iterator[Judgement]:
    """What is said of something in a region, by a comparison that tells what differs, or None.

    Regions are compared as they would be without the overrides that the settings declare, and those that
    override nothing as they are written, too. What differs then fails. What differs as it is written and
    not then is declared.
    """
    plain = configuration.without_overrides
    judgement = compare(plain, EVERYWHERE)
    if plain is not configuration and not fails(judgement):
        if not context.overridden(region):
            judgement = compare(configuration, lambda other: not context.overridden(other))
        if not fails(judgement):
            judgement = compare(configuration, EVERYWHERE)
            if judgement and fails(judgement):
                overrides = ", ".join(context.overridden(region) or context.overrides)
                judgement = declared(f"{judgement.message}; the settings override {overrides}")
    if judgement:
        yield judgement


def fails(judgement: Judgement | None) -> bool:
    """Whether a comparison found a difference."""
    return judgement is not None and judgement.status is Status.FAIL
