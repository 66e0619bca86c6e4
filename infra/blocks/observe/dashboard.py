"""A dashboard from a description of its graphs."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from cdktf_cdktf_provider_aws.cloudwatch_dashboard import CloudwatchDashboard

from infra.blocks.observe.metrics import Measure, Metric, over_all
from infra.place import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from infra.place import Place

_COLUMNS: Final = 3
_WIDTH: Final = 24 // _COLUMNS  # a dashboard is 24 units wide
_HEIGHT: Final = 6


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph: lines by their labels, and where alarms go off. One without lines is not shown."""

    title: str
    lines: Mapping[str, Measure]
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class DashboardSpec:
    """A dashboard: `id` is its Terraform id, `what` goes into its name. Its graphs say for each metric which
    region it is of.

    shows: what that is of, in words.
    alarm_arns: alarms of the place's own region, whose states are shown first.
    """

    id: str
    what: str
    shows: str
    graphs: Sequence[Graph]
    alarm_arns: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A dashboard that was added: its Terraform id, its name, its ARN as a token, and what it shows."""

    id: str
    name: str
    arn: str
    shows: str

    @property
    def outputs(self) -> Iterator[Output]:
        """Its name."""
        yield Output(f"{self.id}_name", self.name, f"Dashboard of {self.shows}")


def of_regions(regions: Sequence[Sequence[Graph]]) -> tuple[Graph, ...]:
    """The graphs of several regions, which list the same ones in the same order: in each the lines of every
    region, and one of all regions where their values can be made one. Raises ValueError for unequal lists.
    """
    return tuple(_joined(graphs) for graphs in zip(*regions, strict=True))


def _joined(graphs: Sequence[Graph]) -> Graph:
    lines = {label: line for graph in graphs for label, line in graph.lines.items()}
    whole = over_all(list(lines.values())) if len(lines) > 1 else None
    return replace(graphs[0], lines={**lines, "all regions": whole} if whole else lines)


def add_dashboard(place: Place, spec: DashboardSpec) -> Dashboard:
    """Add the dashboard."""
    name = place.names.dashboard(spec.what)
    dashboard = CloudwatchDashboard(
        place.stack,
        spec.id,
        dashboard_name=name,
        dashboard_body=body(spec.graphs, region=place.region.name, alarm_arns=spec.alarm_arns),
        provider=place.provider,
    )
    return Dashboard(spec.id, name, dashboard.dashboard_arn, spec.shows)


def body(graphs: Sequence[Graph], *, region: str, alarm_arns: Sequence[str] = ()) -> str:
    """The dashboard as the JSON that CloudWatch takes; `region` is where expressions are worked out."""
    widgets: list[dict[str, Any]] = []
    top = 0
    if alarm_arns:
        properties = {"title": "Alarms", "alarms": list(alarm_arns)}
        widgets.append(_widget("alarm", 0, 0, 24, properties))
        top = _HEIGHT
    for number, graph in enumerate(graph for graph in graphs if graph.lines):
        row, column = divmod(number, _COLUMNS)
        widgets.append(
            _widget("metric", column * _WIDTH, top + row * _HEIGHT, _WIDTH, _properties(graph, region))
        )
    return json.dumps({"start": "-PT3H", "widgets": widgets})


def _widget(kind: str, left: int, top: int, width: int, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": kind,
        "x": left,
        "y": top,
        "width": width,
        "height": _HEIGHT,
        "properties": properties,
    }


def _properties(graph: Graph, region: str) -> dict[str, Any]:
    metrics: list[list[Any]] = []
    for number, (label, line) in enumerate(graph.lines.items()):
        if isinstance(line, Metric):
            metrics.append(_row(line, {"label": label}))
            continue
        apart = line.math.apart(f"l{number}")
        metrics.append([{"expression": apart.expression, "id": f"line{number}", "label": label}])
        metrics.extend(_row(metric, {"id": name, "visible": False}) for name, metric in apart.metrics.items())
    properties = {
        "title": graph.title,
        "view": "timeSeries",
        "region": region,
        "period": 60,
        "metrics": metrics,
        "yAxis": {"left": {"min": 0}},
    }
    if graph.limit is not None:
        properties["annotations"] = {"horizontal": [{"label": "alarm", "value": graph.limit}]}
    return properties


def _row(metric: Metric, options: Mapping[str, Any]) -> list[Any]:
    dimensions = [part for pair in metric.dimensions.items() for part in pair]
    return [
        metric.namespace,
        metric.name,
        *dimensions,
        {"region": metric.region, "stat": metric.statistic, **options},
    ]
