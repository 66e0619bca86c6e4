"""The state of an alarm, by the values of its metrics (CloudWatch User Guide, "Alarm evaluation")."""

from __future__ import annotations

import operator
from typing import Final

from tests.infra.metric_math import Values, measured
from tests.infra.synthesis import Resource

_COMPARED: Final = {"GreaterThanThreshold": operator.gt, "LessThanThreshold": operator.lt}


def is_in_alarm(alarm: Resource, values: Values) -> bool:
    """Whether as many of its last periods as it says are beyond its threshold. A gap counts as it says."""
    beyond, missing = _COMPARED[alarm["comparison_operator"]], alarm["treat_missing_data"] == "breaching"
    last = list(measured(alarm, values))[-alarm["evaluation_periods"] :]
    breaching = [missing if value is None else beyond(value, alarm["threshold"]) for value in last]
    return sum(breaching) >= alarm["datapoints_to_alarm"]
