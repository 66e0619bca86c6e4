"""The metrics of a stage. Every call of a function has a latency; one that raises is a failure."""

from __future__ import annotations

from typing import Final

SUCCESS: Final = "Success"
DECLINE: Final = "Decline"
FAILURE: Final = "Failure"
LATENCY: Final = "Latency"
HEALTHY: Final = "Healthy"  # 1 or 0, each time an endpoint is probed
DIFFERENCE: Final = "Difference"  # records of the processor of another amount than was asked for
UNFINISHED: Final = "Unfinished"  # payments that a sweep could not work on
DOUBTED: Final = "Doubted"  # payments that came to be in doubt
OLDEST_DOUBT: Final = "OldestDoubt"  # for how many seconds the oldest payment in doubt is so, at each sweep
LONGEST_SILENCE: Final = "LongestSilence"  # for how many seconds a region has not heard one of its peers
ACTS_FOR: Final = "ActsFor"  # for how many home regions a region may act
UNSTARTED: Final = "Unstarted"  # a workflow that could not be started; the sweep will
