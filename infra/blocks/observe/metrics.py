"""Metrics and arithmetic on them, as values: alarms and dashboards are written from the same ones.

A metric that nothing was counted in has no value, not zero: sums fill the gaps first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from infra.names import RegionLike


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric and how its values of a period are made one. `region` is where it is kept."""

    namespace: str
    name: str
    region: str
    dimensions: Mapping[str, str] = field(default_factory=dict)
    statistic: str = "Sum"


def metric(
    region: RegionLike, namespace: str, name: str, statistic: str = "Sum", **dimensions: str
) -> Metric:
    """A metric that is kept in `region`."""
    return Metric(namespace, name, region.name, dimensions, statistic)


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


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of metrics."""

    metrics: Sequence[Metric]

    @property
    def math(self) -> Math:
        """The sum, written out."""
        named = _named("m", self.metrics)
        return Math(_sum(named), named)


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest of metrics."""

    metrics: Sequence[Metric]

    @property
    def math(self) -> Math:
        """The maximum, written out."""
        named = _named("m", self.metrics)
        filled = ", ".join(f"FILL({name}, 0)" for name in named)
        return Math(f"MAX([{filled}])", named)


@dataclass(frozen=True, slots=True)
class Percent:
    """What percentage `part` is of `whole`, both summed up.

    Where the whole is less than `least`, one failure would be a high rate: there it is 100 where the part is
    more than half of the whole, or of nothing, and 0 elsewhere.
    """

    part: Sequence[Metric]
    whole: Sequence[Metric]
    least: int = 1

    @property
    def math(self) -> Math:
        """The rate, written out."""
        parts, wholes = _named("p", self.part), _named("w", self.whole)
        whole, part = _sum(wholes), _sum(parts)
        rate = f"IF(({whole}) >= {self.least}, 100*({part})/({whole}), IF(2*({part}) > ({whole}), 100, 0))"
        return Math(rate, {**parts, **wholes})


@dataclass(frozen=True, slots=True)
class Overall:
    """What percentage `part` is of `whole`, both summed up over all the time that is asked for, so that a
    minute of few counts for little. Nothing where the whole is less than `least`: so few tell no rate.
    """

    part: Sequence[Metric]
    whole: Sequence[Metric]
    least: int

    @property
    def math(self) -> Math:
        """The rate, written out: the same value at each moment, since the sum of one metric is one number."""
        parts, wholes = _named("p", self.part), _named("w", self.whole)
        moments = "+".join(f"0*FILL({name}, 0)" for name in wholes)
        whole = f"{moments}+{_sum_over_time(wholes)}"
        # An IF without an alternative leaves out where it does not hold (CloudWatch User Guide, "Using metric
        # math", "IF expressions").
        rate = f"IF({whole} >= {self.least}, 100*({_sum_over_time(parts)})/({whole}))"
        return Math(rate, {**parts, **wholes})


@dataclass(frozen=True, slots=True)
class WhileDown:
    """What is `measured` while `well` is less than 1; `otherwise` at all other times."""

    well: Metric
    measured: Metric
    otherwise: int = 1

    @property
    def math(self) -> Math:
        """The choice, written out."""
        named = _named("m", (self.well, self.measured))
        return Math(f"IF(FILL(m0, 1) < 1, FILL(m1, 0), {self.otherwise})", named)


Measure = Metric | Total | Largest | Percent | Overall | WhileDown


def over_all(measures: Sequence[Measure]) -> Total | Percent | None:
    """One measure over the same ones of several regions: sums of sums, and rates of sums; None of others.

    Rates of several regions are never averaged: a quiet region would weigh as much as a busy one.
    """
    totals = [each for each in measures if isinstance(each, Total)]
    rates = [each for each in measures if isinstance(each, Percent)]
    if totals and len(totals) == len(measures):
        return Total([one for each in totals for one in each.metrics])
    if rates and len(rates) == len(measures):
        parts = [one for each in rates for one in each.part]
        wholes = [one for each in rates for one in each.whole]
        return Percent(parts, wholes, rates[0].least)
    return None


def _named(letter: str, metrics: Sequence[Metric]) -> dict[str, Metric]:
    return {f"{letter}{number}": metric for number, metric in enumerate(metrics)}


def _sum(named: Mapping[str, Metric]) -> str:
    return "+".join(f"FILL({name}, 0)" for name in named)


def _sum_over_time(named: Mapping[str, Metric]) -> str:
    return "+".join(f"SUM(FILL({name}, 0))" for name in named)
