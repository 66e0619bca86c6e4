"""What is measured of something in one region, and where operators see it: alarms and a dashboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.blocks.observe.alarm import Alarm, AlarmSpec, add_alarm
from infra.blocks.observe.dashboard import Dashboard, DashboardSpec, Graph, add_dashboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.place import Output, Place


@dataclass(frozen=True, slots=True)
class Signals:
    """The alarms of something, and the graphs that show it."""

    alarms: Sequence[AlarmSpec] = ()
    graphs: Sequence[Graph] = ()


def joined(*parts: Signals) -> Signals:
    """The alarms and graphs of several, in their order."""
    alarms = [alarm for part in parts for alarm in part.alarms]
    return Signals(alarms, [graph for part in parts for graph in part.graphs])


@dataclass(frozen=True, slots=True)
class SignalsSpec:
    """The signals of a region: `id` is the Terraform id of its dashboard, `what` goes into its name.

    topic_arn: the topic of the region that its alarms notify.
    """

    id: str
    what: str
    signals: Signals
    topic_arn: str


@dataclass(frozen=True, slots=True)
class Observed:
    """What was added: the alarms by their ids, and the dashboard."""

    id: str
    alarms: Mapping[str, Alarm]
    dashboard: Dashboard

    @property
    def outputs(self) -> Iterator[Output]:
        """The name of the dashboard."""
        return self.dashboard.outputs


def add_signals(place: Place, spec: SignalsSpec) -> Observed:
    """Add every alarm, and a dashboard that shows their states and the graphs."""
    alarms = {each.id: add_alarm(place, each, topic_arn=spec.topic_arn) for each in spec.signals.alarms}
    shows, arns = place.region.name, [alarm.arn for alarm in alarms.values()]
    dashboard = add_dashboard(place, DashboardSpec(spec.id, spec.what, shows, spec.signals.graphs, arns))
    return Observed(spec.id, alarms, dashboard)
