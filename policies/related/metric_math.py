"""Metric math, as alarms and dashboards have it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_ID: Final = re.compile(r"\b[a-z]\w*")
"""Ids begin with a small letter, functions and keywords are capitals (CloudWatch User Guide, "Using metric
math").
"""
_CALL: Final = re.compile(r"\b([A-Z]\w*)\s*\(")
_FUNCTIONS: Final = frozenset(
    {
        *("ABS", "ANOMALY_DETECTION_BAND", "AVG", "CEIL", "DATAPOINT_COUNT", "DATE", "DAY"),
        *("DB_PERF_INSIGHTS", "DIFF", "DIFF_TIME", "EPOCH", "FILL", "FIRST", "FLOOR", "HOUR", "IF"),
        *("INSIGHT_RULE_METRIC", "LAMBDA", "LAST", "LOG", "LOG10", "MAX", "METRICS", "METRIC_COUNT", "MIN"),
        *("MINUTE", "MONTH", "PERIOD", "RATE", "REMOVE_EMPTY", "RUNNING_SUM", "SEARCH", "SERVICE_QUOTA"),
        *("SLICE", "SORT", "STDDEV", "SUM", "TIME_SERIES", "YEAR"),
    }
)
_JOINING: Final = ("AND", "OR")


def wrong(expression: str, ids: Collection[str]) -> Iterator[str]:
    """What of an expression names nothing: ids that are none of these, functions that there are not."""
    if expression.lstrip().startswith("SELECT "):  # a query, which has a language of its own
        return
    bare = _QUOTED.sub("", expression)
    lacking = sorted(set(_ID.findall(bare)) - {*ids})
    if lacking:
        yield f"names {', '.join(lacking)}, which its graph does not have"
    odd = sorted(set(_CALL.findall(bare)) - {*_FUNCTIONS, *_JOINING})
    if odd:
        yield f"calls {', '.join(odd)}, which metric math does not know"
