"""Metrics and arithmetic on them, as values: alarms and dashboards are written from the same ones.

A metric that nothing was counted in has no value, not zero: sums fill the gaps first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric and how its values of a period are made one. `region` is where it is kept."""

    namespace: str
    name: str
    region: str
    dimensions: Mapping[str, str] = field(default_factory=dict)
    statistic: str = "Sum"

    def by(self, statistic: str) -> Metric:
        """The same metric under another statistic."""
        return replace(self, statistic=statistic)


@dataclass(frozen=True, slots=True)
class Math:
    """An expression over metrics, which it names by their ids."""

    expression: str
    metrics: Mapping[str, Metric]

    def apart(self, prefix: str) -> Math:
        """The same with other ids, so that several expressions fit into one graph."""
        names = re.compile(rf"\b({'|'.join(self.metrics)})\b")
        return Math(
            names.sub(rf"{prefix}\1", self.expression),
            {f"{prefix}{name}": metric for name, metric in self.metrics.items()},
        )


def total(metrics: Sequence[Metric]) -> Math:
    """The sum of metrics."""
    named = {f"m{number}": metric for number, metric in enumerate(metrics)}
    return Math(_sum(named), named)


def largest(metrics: Sequence[Metric]) -> Math:
    """The largest of metrics."""
    named = {f"m{number}": metric for number, metric in enumerate(metrics)}
    filled = ", ".join(f"FILL({name}, 0)" for name in named)
    return Math(f"MAX([{filled}])", named)


def percent(part: Sequence[Metric], whole: Sequence[Metric], *, least: int = 1) -> Math:
    """What percentage `part` is of `whole`, both summed up; 0 where the whole is less than `least`.

    Rates of several regions are never averaged: a quiet region would weigh as much as a busy one.
    """
    parts = {f"p{number}": metric for number, metric in enumerate(part)}
    wholes = {f"w{number}": metric for number, metric in enumerate(whole)}
    summed = _sum(wholes)
    return Math(f"IF(({summed}) >= {least}, 100*({_sum(parts)})/({summed}), 0)", {**parts, **wholes})


def _sum(named: Mapping[str, Metric]) -> str:
    return "+".join(f"FILL({name}, 0)" for name in named)
