"""An alarm that describes itself, notifies its own region's operators and names what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Self, TypedDict

from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import (
    CloudwatchMetricAlarm,
    CloudwatchMetricAlarmMetricQuery,
    CloudwatchMetricAlarmMetricQueryMetric,
)

from infra.blocks.observe.metrics import Measure, Metric

if TYPE_CHECKING:
    from infra.place import Place

MOST_METRICS: Final = 10  # of one alarm's expression (CloudWatch User Guide, "Using metric math")
_PERCENTILE: Final = "p"


@dataclass(frozen=True, slots=True)
class AlarmSpec:
    """An alarm: `id` is its Terraform id, `description`: what is wrong when it goes off.

    what: goes into its name, where that is not the id.
    runbook: the heading of the runbooks that says what to do.
    missing: whether no data is well (`notBreaching`) or the very trouble (`breaching`).
    breaching, periods: how many of how many periods of `seconds` have to be beyond the threshold.
    """

    id: str
    description: str
    runbook: str
    measure: Measure
    threshold: float
    comparison: Literal["GreaterThanThreshold", "LessThanThreshold"] = "GreaterThanThreshold"
    missing: Literal["notBreaching", "breaching"] = "notBreaching"
    seconds: int = 60
    breaching: int = 3
    periods: int = 5
    what: str = ""

    @classmethod
    def on_any(
        cls, alarm_id: str, description: str, runbook: str, measure: Measure, *, seconds: int = 60
    ) -> Self:
        """One that goes off as soon as anything is counted at all in `seconds`."""
        return cls(alarm_id, description, runbook, measure, 0, seconds=seconds, breaching=1, periods=1)

    @classmethod
    def on_silence(
        cls, alarm_id: str, description: str, runbook: str, measure: Measure, *, seconds: int = 60
    ) -> Self:
        """One that goes off where nothing is counted in three times `seconds`, or nothing measured."""
        return cls(
            alarm_id,
            description,
            runbook,
            measure,
            1,
            "LessThanThreshold",
            "breaching",
            seconds,
            breaching=3,
            periods=3,
        )


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm that was added: its Terraform id; its name and ARN as tokens."""

    id: str
    name: str
    arn: str


def add_alarm(place: Place, spec: AlarmSpec, *, topic_arn: str) -> Alarm:
    """Add the alarm, which notifies the topic `topic_arn` of its region.

    Raises ValueError where its expression has more metrics than an alarm takes.
    """
    alarm = CloudwatchMetricAlarm(
        place.stack,
        f"alarm_{spec.id}",
        alarm_name=place.names.alarm(spec.what or spec.id),
        alarm_description=f"{spec.description} Runbook: {place.defaults.runbooks}#{spec.runbook}",
        comparison_operator=spec.comparison,
        threshold=spec.threshold,
        evaluation_periods=spec.periods,
        datapoints_to_alarm=spec.breaching,
        treat_missing_data=spec.missing,
        alarm_actions=[topic_arn],
        **_measured(spec),
        provider=place.provider,
    )
    return Alarm(f"alarm_{spec.id}", alarm.alarm_name, alarm.arn)


class _Measured(TypedDict, total=False):
    """The arguments of an alarm that say what it measures."""

    namespace: str
    metric_name: str
    dimensions: dict[str, str]
    period: int
    statistic: str | None
    extended_statistic: str | None
    metric_query: list[CloudwatchMetricAlarmMetricQuery]


def _measured(spec: AlarmSpec) -> _Measured:
    measure = spec.measure
    if isinstance(measure, Metric):
        is_percentile = measure.statistic.startswith(_PERCENTILE)
        return {
            "namespace": measure.namespace,
            "metric_name": measure.name,
            "dimensions": dict(measure.dimensions),
            "period": spec.seconds,
            "statistic": None if is_percentile else measure.statistic,
            "extended_statistic": measure.statistic if is_percentile else None,
        }
    math = measure.math
    if len(math.metrics) > MOST_METRICS:
        raise ValueError(f"{spec.id}: {len(math.metrics)} metrics; an alarm takes {MOST_METRICS}")
    return {
        "metric_query": [
            CloudwatchMetricAlarmMetricQuery(
                id="measure", expression=math.expression, label=spec.id, return_data=True
            ),
            *(
                CloudwatchMetricAlarmMetricQuery(
                    id=name,
                    metric=CloudwatchMetricAlarmMetricQueryMetric(
                        namespace=metric.namespace,
                        metric_name=metric.name,
                        dimensions=dict(metric.dimensions),
                        period=spec.seconds,
                        stat=metric.statistic,
                    ),
                )
                for name, metric in math.metrics.items()
            ),
        ]
    }
