"""CloudWatch in one region, through boto3, which reads the caller's own configuration and credentials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from operations.account import client
from operations.gates import Alarm, UnknownAnswerError

_MOST_NAMES: Final = 100  # of one call (API DescribeAlarms)
_COMPLETE: Final = "Complete"
_TIMES: Final = Config(
    connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 4, "mode": "standard"}
)


class CloudWatch:
    """The alarms and the metrics of one region."""

    def __init__(self, region: str) -> None:
        self._client: Any = client("cloudwatch", region, _TIMES)

    def alarms(self, names: Sequence[str]) -> Mapping[str, Alarm]:
        """Those of the alarms that are there, by name. Raises UnknownAnswerError."""
        return {name: _alarm(said) for name, said in self._described(names).items()}

    def tags(self, alarm: str) -> Mapping[str, str]:
        """The tags of an alarm. Raises UnknownAnswerError."""
        arn = self._one(alarm)["AlarmArn"]
        with _told():
            found = self._client.list_tags_for_resource(ResourceARN=arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in found}

    def values(self, alarm: str, since: datetime, until: datetime) -> Sequence[float]:
        """What the alarm's own metric measured, a value a period. Raises UnknownAnswerError."""
        said = self._one(alarm)
        with _told():
            pages = list(
                self._client.get_paginator("get_metric_data").paginate(
                    MetricDataQueries=_queries(said), StartTime=since, EndTime=until
                )
            )
        results = [result for page in pages for result in page["MetricDataResults"]]
        messages = [message["Value"] for said in (*pages, *results) for message in said.get("Messages", ())]
        if messages or not results or results[-1]["StatusCode"] != _COMPLETE:
            raise UnknownAnswerError(
                f"CloudWatch did not answer in full: {'; '.join(messages) or 'partial data'}"
            )
        return [float(value) for result in results for value in result["Values"]]

    def _one(self, alarm: str) -> Mapping[str, Any]:
        said: Mapping[str, Any] | None = self._described([alarm]).get(alarm)
        if said is None:
            raise UnknownAnswerError(f"the alarm {alarm} is not in this account")
        return said

    def _described(self, names: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for start in range(0, len(names), _MOST_NAMES):
            with _told():
                pages = self._client.get_paginator("describe_alarms").paginate(
                    AlarmNames=list(names[start : start + _MOST_NAMES]),
                    AlarmTypes=["MetricAlarm", "CompositeAlarm"],
                )
                for page in pages:
                    for alarm in (*page.get("MetricAlarms", ()), *page.get("CompositeAlarms", ())):
                        found[alarm["AlarmName"]] = alarm
        return found


def _alarm(said: Mapping[str, Any]) -> Alarm:
    queries = _queries(said) if "EvaluationPeriods" in said else []
    periods = [query["MetricStat"]["Period"] for query in queries if "MetricStat" in query]
    return Alarm(
        said["AlarmName"],
        said["StateValue"],
        said["StateUpdatedTimestamp"],
        timedelta(seconds=max(periods, default=60)),
    )


def _queries(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the alarm measures, as a question for values."""
    if said.get("Metrics"):
        return list(said["Metrics"])
    metric = {name: said[name] for name in ("Namespace", "MetricName", "Dimensions") if name in said}
    statistic = said.get("ExtendedStatistic") or said.get("Statistic")
    stat = {"Metric": metric, "Period": said.get("Period"), "Stat": statistic}
    return [{"Id": "measure", "MetricStat": stat}]


@contextmanager
def _told() -> Iterator[None]:
    """Tell as ours what boto3 raises."""
    try:
        yield
    except ClientError as error:
        raise UnknownAnswerError(f"CloudWatch refused: {error.response['Error'].get('Code')}") from error
    except BotoCoreError as error:
        raise UnknownAnswerError(f"CloudWatch was not reached: {error}") from error
