"""What alarms watch, as several rules ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies.estate import Estate, Resource, is_known, once
from policies.model import Judgement, fail, unknown

ALARM: Final = "aws_cloudwatch_metric_alarm"
_NAMES: Final = ("function_name", "name")


class Metric(NamedTuple):
    """A metric of AWS, and the dimension that names whose it is (`AWS/Lambda`, `Errors`, `FunctionName`)."""

    namespace: str
    name: str
    dimension: str


class Watch(NamedTuple):
    """An alarm's look at one metric."""

    alarm: Resource
    statistic: str
    dimensions: Mapping[str, Any]


class _Watched(NamedTuple):
    """Every look of an estate's alarms.

    by_owner: by metric and whose it is: an element, or a name with the region or stack where it holds.
    hidden: one alarm of each region and namespace of which only the plan can tell what it watches; without
        namespace where it searches for its metrics.
    """

    by_owner: Mapping[tuple[Metric, object], list[Watch]]
    hidden: Mapping[tuple[str, str], Resource]


def unwatched(resource: Resource, estate: Estate, metric: Metric, statistic: str = "") -> Iterator[Judgement]:
    """An alarm watches the metric of the resource, with a statistic that begins so (`p99`)."""
    if any(watch.statistic.startswith(statistic) for watch in watches(resource, estate, metric)):
        return
    for namespace in (metric.namespace, ""):
        alarm = _watched(estate).hidden.get((resource.region, namespace))
        if alarm is not None:
            yield unknown(f"{alarm.address} may watch its {metric.name}, which only the plan can tell")
            return
    yield fail(
        f"no alarm watches {f'the {statistic} of ' if statistic else ''}its {metric.name}", metric.name
    )


def watches(resource: Resource, estate: Estate, metric: Metric) -> Iterator[Watch]:
    """The alarms on the metric of the resource, or of all resources of its region together."""
    name = next((str(resource.values[key]) for key in _NAMES if resource.values.get(key)), None)
    by_owner = _watched(estate).by_owner
    yield from by_owner.get((metric, resource), ())
    yield from by_owner.get((metric, (resource.region if is_known(name) else resource.stack, name)), ())
    yield from by_owner.get((metric._replace(dimension=""), (resource.region, None)), ())


@once
def _watched(estate: Estate) -> _Watched:
    by_owner: dict[tuple[Metric, object], list[Watch]] = defaultdict(list)
    hidden: dict[tuple[str, str], Resource] = {}
    for alarm in estate.of(ALARM):
        if any(_searches(query) for query in alarm.blocks("metric_query")):
            hidden[alarm.region, ""] = alarm
        for block in (alarm.values, *alarm.blocks("metric_query.metric")):
            namespace, name, dimensions = (
                block.get(key) for key in ("namespace", "metric_name", "dimensions")
            )
            if not all(map(is_known, (namespace, name, dimensions))):
                hidden[alarm.region, ""] = alarm
                continue
            watch = Watch(alarm, str(block.get("extended_statistic") or block.get("stat")), _told(dimensions))
            for dimension, value in watch.dimensions.items() or [("", None)]:
                for owner in _owners(alarm, value, estate):
                    by_owner[Metric(str(namespace), str(name), dimension), owner].append(watch)
                if not is_known(value) and estate.target(alarm, value) is None:
                    hidden[alarm.region, str(namespace)] = alarm
    return _Watched(by_owner, hidden)


def _told(dimensions: object) -> Mapping[str, Any]:
    return dimensions if isinstance(dimensions, Mapping) else {}


def _searches(query: Mapping[str, Any]) -> bool:
    """Whether it finds its metrics by a search or a query of its own."""
    return any(word in str(query.get("expression")).upper() for word in ("SEARCH(", "SELECT "))


def _owners(alarm: Resource, value: object, estate: Estate) -> list[object]:
    """Whose metric it is: an element, or a name in a region or, as an expression, in a stack."""
    target = estate.target(alarm, value)
    if target is None:
        named = (
            None
            if value is None
            else str(value).rsplit(":", 1)[-1]
            if str(value).startswith("arn:")
            else str(value)
        )
        return [(alarm.region if is_known(value) else alarm.stack, named)]
    if target.is_managed:
        return [target]
    return [(target.region, name) for name in target.values.values() if isinstance(name, str)]
