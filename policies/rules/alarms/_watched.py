"""What alarms watch, as several rules ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import Judgement, fail, unknown
from policies.resource import Resource
from policies.values import is_known

ALARM: Final = "aws_cloudwatch_metric_alarm"
Direction = Literal["Greater", "Less"]
FEW: Final = 10  # events, below which the parts of one are no rate
_NAMES: Final = ("function_name", "name", "resource_identifier")


class Metric(NamedTuple):
    """A metric of AWS, and the dimension that names whose it is (`AWS/Lambda`, `Errors`, `FunctionName`)."""

    namespace: str
    name: str
    dimension: str


DEPTH: Final = Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName")
"""How many messages lie in a queue. NumberOfMessagesSent counts nothing that a redrive policy moves (SQS
Developer Guide, "Creating alarms for dead-letter queues using CloudWatch")."""


class How(NamedTuple):
    """How an alarm has to watch a metric.

    statistic: how its statistic begins (`p99`); empty for any.
    beside: the dimensions that the service counts it by as well: an alarm without one of them sees nothing.
    direction: whether it goes off where the metric is high or where it is low.
    """

    statistic: str = ""
    beside: tuple[str, ...] = ()
    direction: Direction = "Greater"


class Watch(NamedTuple):
    """An alarm's look at one metric."""

    alarm: Resource
    statistic: str
    dimensions: Mapping[str, Any]


class _Watched(NamedTuple):
    """Every look of a configuration's alarms.

    by_owner: by metric and whose it is: an element, or a name with the region or stack where it holds.
    by_names: the same by namespace, whatever the metric.
    hidden: one alarm of each region and namespace of which only the plan can tell what it watches; without
        namespace where it searches for its metrics.
    """

    by_owner: Mapping[tuple[Metric, object], list[Watch]]
    by_names: Mapping[tuple[str, object], list[Watch]]
    hidden: Mapping[tuple[str, str], Resource]


def unwatched(
    resource: Resource,
    configuration: Configuration,
    metric: Metric,
    how: How = How(),  # noqa: B008 - nobody changes it
) -> Iterator[Judgement]:
    """An alarm watches the metric of the resource, in that way."""
    found = [
        watch
        for watch in watches(resource, configuration, metric)
        if watch.statistic.startswith(how.statistic) and watch.dimensions.keys() >= {*how.beside}
    ]
    if any(not _looks_away(watch.alarm, how.direction) for watch in found):
        return
    if found:
        found_at = found[0].alarm
        yield fail(
            f"{found_at.address} watches its {metric.name} with {found_at.get('comparison_operator')}: it "
            "does not go off when it should",
            metric.name,
        )
        return
    for namespace in (metric.namespace, ""):
        alarm = _watched(configuration).hidden.get((resource.region, namespace))
        if alarm is not None:
            yield unknown(f"{alarm.address} may watch its {metric.name}, which only the plan can tell")
            return
    instead = _instead(resource, configuration, metric)
    yield fail(
        f"no alarm watches {f'the {how.statistic} of ' if how.statistic else ''}its {metric.name}{instead}",
        metric.name,
    )


def _instead(resource: Resource, configuration: Configuration, metric: Metric) -> str:
    """The alarm that watches another metric of the resource, where there is one, to be named beside it."""
    others = _watched(configuration).by_names
    name = next((str(resource.values[key]) for key in _NAMES if resource.values.get(key)), None)
    places = (resource, (resource.region if is_known(name) else resource.stack, name))
    found = [each for place in places for each in others.get((metric.namespace, place), ())]
    return f"; {found[0].alarm.address} watches another metric of it" if found else ""


def _looks_away(alarm: Resource, direction: Direction) -> bool:
    """Whether it compares the metric itself in the other direction; an expression may turn that round."""
    other = "Less" if direction == "Greater" else "Greater"
    return alarm.get("metric_name") is not None and alarm.get("comparison_operator") in (
        f"{other}ThanThreshold",
        f"{other}ThanOrEqualToThreshold",
    )


def watches(resource: Resource, configuration: Configuration, metric: Metric) -> Iterator[Watch]:
    """The alarms on the metric of the resource, or of all resources of its region together."""
    name = next((str(resource.values[key]) for key in _NAMES if resource.values.get(key)), None)
    by_owner = _watched(configuration).by_owner
    yield from by_owner.get((metric, resource), ())
    yield from by_owner.get((metric, (resource.region if is_known(name) else resource.stack, name)), ())
    yield from by_owner.get((metric._replace(dimension=""), (resource.region, None)), ())


@recalled
def _watched(configuration: Configuration) -> _Watched:
    by_owner: dict[tuple[Metric, object], list[Watch]] = defaultdict(list)
    by_names: dict[tuple[str, object], list[Watch]] = defaultdict(list)
    hidden: dict[tuple[str, str], Resource] = {}
    for alarm in configuration.of(ALARM):
        queries = alarm.blocks("metric_query")
        if any(_is_deaf_to_few(str(query.get("expression"))) for query in queries):
            continue
        if any(_searches(query) for query in queries):
            hidden[alarm.region, ""] = alarm
        for block in looks(alarm):
            namespace, name, dimensions = (
                block.get(key) for key in ("namespace", "metric_name", "dimensions")
            )
            if not all(map(is_known, (namespace, name, dimensions))):
                hidden[alarm.region, ""] = alarm
                continue
            watch = Watch(alarm, str(block.get("extended_statistic") or block.get("stat")), _told(dimensions))
            for dimension, value in watch.dimensions.items() or [("", None)]:
                for owner in _owners(alarm, value, configuration):
                    by_owner[Metric(str(namespace), str(name), dimension), owner].append(watch)
                    by_names[str(namespace), owner].append(watch)
                if not is_known(value) and configuration.target(alarm, value) is None:
                    hidden[alarm.region, str(namespace)] = alarm
    return _Watched(by_owner, by_names, hidden)


def looks(alarm: Resource) -> tuple[Any, ...]:
    """The blocks that say at which metrics it looks: the alarm itself, and what its expressions join."""
    return (alarm.values, *alarm.blocks("metric_query.metric"))


def _is_deaf_to_few(expression: str) -> bool:
    """Whether it has no value at little traffic, where all may fail: it watches besides others, not alone."""
    condition, *chosen = arguments(expression)
    return len(chosen) == 1 and (least_of(condition) or 0) > FEW


def arguments(call: str) -> list[str]:
    """The arguments of an expression that is one call, as they are written."""
    within, found, depth = call.strip().partition("(")[2].removesuffix(")"), [""], 0
    for character in within:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "," and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return [each.strip() for each in found]


def least_of(condition: str) -> float | None:
    """The number that a condition asks for at the least; None where it asks for none."""
    return expect.number(condition.rpartition(">")[2].lstrip("= ")) if ">" in condition else None


def _told(dimensions: object) -> Mapping[str, Any]:
    return dimensions if isinstance(dimensions, Mapping) else {}


def _searches(query: Mapping[str, Any]) -> bool:
    """Whether it finds its metrics by a search or a query of its own."""
    return any(word in str(query.get("expression")).upper() for word in ("SEARCH(", "SELECT "))


def _owners(alarm: Resource, value: object, configuration: Configuration) -> list[object]:
    """Whose metric it is: an element, or a name in a region or, as an expression, in a stack."""
    target = configuration.target(alarm, value)
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
