"""An alarm on what our own code measures names it as the code does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

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
    WithOptions,
    fail,
    unknown,
)
from policies.options import Chosen, Texts
from policies.related.metrics import Look, look_at
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, looks
from policies.values import UnknownBlock, is_known

_BY_STAGE: Final = "service stage"
METRICS: Final = Texts(
    "metrics",
    tuple(
        f"Payments {name} {_BY_STAGE}"
        for name in (
            *("ActsFor", "ColdStart", "Decline", "Difference", "Doubted", "Failure", "Healthy", "Latency"),
            *("LongestSilence", "OldestDoubt", "Success", "Unfinished", "Unstarted"),
        )
    ),
    r"(?!AWS/)[\w./#:-]+(?: [\w./#:-]+)+",
    "metrics that our own code counts, each with its namespace before it and its dimensions behind it",
    stricter="fewer",
    because="each as in Payments Latency service stage",
)

Counted = Mapping[str, Mapping[str, set[frozenset[str]]]]
"""By namespace and name, the sets of dimensions."""


def check(alarm: Resource, _configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """Each metric of a namespace into which our code counts is one that it counts, by those dimensions."""
    ours: Counted = {namespace: {} for namespace in _counted(METRICS.default)}
    counted = {**ours, **_counted(METRICS.of(chosen))}
    found = [look_at(block, alarm.region) for block in looks(alarm) if not isinstance(block, UnknownBlock)]
    own = [look for look in found if look.namespace in counted]
    if not own:
        yield NOT_APPLICABLE
    for look in own:
        yield from _is_counted(look, counted)


def _is_counted(look: Look, counted: Counted) -> Iterator[Judgement]:
    sets = counted[look.namespace].get(look.name)
    if not is_known(look.name) or look.dimensions is None:
        yield unknown(f"only the plan can tell which metric of {look.namespace} is meant")
    elif sets is None:
        yield fail(f"no code of ours counts {look.label}", look.label)
    elif frozenset(look.dimensions) not in sets:
        said = " and ".join(sorted(look.dimensions)) or "none"
        wanted = " or ".join(" and ".join(sorted(each)) or "none" for each in sets)
        yield fail(f"{look.label} is counted by {wanted}, and it asks by {said}", look.label)


def _counted(metrics: tuple[str, ...]) -> Counted:
    found: dict[str, dict[str, set[frozenset[str]]]] = defaultdict(lambda: defaultdict(set))
    for text in metrics:
        namespace, name, *dimensions = text.split()
        found[namespace][name].add(frozenset(dimensions))
    return found


def _alarm(name: str, *dimensions: str, namespace: str = "Payments", query: bool = False) -> Terraform:
    said = {
        "namespace": namespace,
        "metric_name": name,
        "dimensions": dict.fromkeys(dimensions, "sweep"),
    }
    return resources(**{ALARM: {"metric_query": [{"metric": said}]} if query else said})


RULE = Rule(
    id="alarms-own-metrics",
    title="Alarms on metrics of our own ask for what the code counts",
    severity=Severity.HIGH,
    types=(ALARM,),
    scope="configuration",
    check=WithOptions(check, METRICS),
    rationale=(
        "A metric is there once code counts it, by just the dimensions that it counts by. Without one of "
        "them, or by another name, there is no data: nobody hears that payments stay in doubt."
    ),
    remediation=(
        "Name the metric and its dimensions as the code does; what it counts newly is listed in the option "
        "metrics of this rule."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _alarm("OldestDoubt", "service", "stage"),
            _alarm("Latency", "stage", "service", query=True),
        ),
        failing=(
            _alarm("OldestDoubts", "service", "stage"),
            _alarm("OldestDoubt"),
            _alarm("OldestDoubt", "service"),
            _alarm("Latency", "service", "stage", "region", query=True),
        ),
        absent=(Status.NOT_APPLICABLE, _alarm("Latency", namespace="Orders")),
        unknown=(Status.UNKNOWN, _alarm("${var.metric}", "service", "stage")),
    ),
)
