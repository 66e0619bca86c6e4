"""What an alarm computes is computed from metrics that it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.metric_math import wrong
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM
from policies.values import is_known

_QUERY: Final = "metric_query"


def check(alarm: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each expression names metrics and expressions of its alarm alone, one query is what is compared, and
    the band that it is compared with is there.

    CloudWatch API Reference, `PutMetricAlarm`: one query returns data, or two where one of them is the band.
    """
    queries = alarm.blocks(_QUERY)
    if not queries:
        yield NOT_APPLICABLE
        return
    hidden = tuple(expect.written_out(alarm, _QUERY))
    yield from hidden
    ids = {str(query.get("id")) for query in queries}
    band = alarm.get("threshold_metric_id")
    if hidden or not all(map(is_known, ids)):
        yield unknown("only the plan can tell which metrics it joins")
        return
    for query in queries:
        expression = str(query.get("expression") or "")
        for said in wrong(expression, ids) if is_known(expression) else ():
            yield fail(f"'{expression}' {said}", expression)
    told = [query.get("return_data") for query in queries if query.get("id") != band]
    compared = sum(map(expect.is_true, told))
    if all(map(is_known, told)) and compared != 1 and len(queries) > 1:
        yield fail(f"{compared} of its queries return data, and one is compared", "return_data")
    if band is not None and is_known(band) and str(band) not in ids:
        yield fail(f"threshold_metric_id is {band}, which none of its queries is", "threshold_metric_id")


def _computing(expression: str, *returned: str, **alarm: object) -> Terraform:
    metric = {"namespace": "AWS/Lambda", "metric_name": "Errors"}
    queries: list[dict[str, object]] = [
        {"id": name, "metric": [metric], "return_data": name in returned} for name in ("m0", "m1")
    ]
    queries.append({"id": "rate", "expression": expression, "return_data": not returned})
    return resources(aws_cloudwatch_metric_alarm={_QUERY: queries, **alarm})


_RATE: Final = "IF(FILL(m1, 0) > 100, 100 * m0 / m1, 0)"

RULE = Rule(
    id="alarms-expressions",
    title="Expressions of alarms are about metrics of their alarm",
    severity=Severity.HIGH,
    types=(ALARM,),
    check=check,
    rationale="An expression that names what its alarm does not have is refused, or never has a value.",
    remediation="Give the expression the ids of metrics of the same alarm, and let one query return data.",
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _computing(_RATE),
            _computing('SELECT MAX(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)'),
            _computing("ANOMALY_DETECTION_BAND(m0)", "m0", threshold_metric_id="rate"),
        ),
        failing=(
            _computing("IF(m1 > 100, 100 * failed / m1, 0)"),
            _computing("IFF(m1 > 100, 100 * m0 / m1, 0)"),
            _computing(_RATE, "m0", "m1"),
            _computing("ANOMALY_DETECTION_BAND(m0)", "m0", threshold_metric_id="band"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_metric_alarm={"metric_name": "Errors"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_metric_alarm={_QUERY: "${var.queries}"})),
    ),
)
