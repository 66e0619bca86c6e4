"""What runs in one region, by the names that its metrics go by, with the alarms and graphs that every system
wants of it. A system adds what is its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from infra.blocks.observe.alarm import AlarmSpec
from infra.blocks.observe.metrics import Metric, largest, percent, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from infra.names import RegionLike

_ENDED_BADLY: Final = ("Failed", "TimedOut", "Aborted")
_UNDELIVERED: Final = ("FailedInvocations", "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq")


@dataclass(frozen=True, slots=True)
class Limits:
    """Above what operators are told: percentages, and latencies in milliseconds.

    failure_percent: requests that the API fails, once there are `least_traffic` a minute.
    error_percent: calls of one function that end in an error.
    concurrency_percent: of the `reserved` executions of a function that are in use.
    """

    failure_percent: float
    least_traffic: int
    api_p99: int
    integration_p99: int
    error_percent: float
    concurrency_percent: float
    reserved: int


@dataclass(frozen=True, slots=True)
class Services:
    """What runs in one region.

    functions: names by handler. kinds: what calls each. api: the name of the REST API, and its `stage`.
    queues: of dead letters, names by Terraform id. rules: names by Terraform id, on the bus `bus`.
    paced: handlers that run as often as time makes them, whatever the load.
    """

    region: RegionLike
    functions: Mapping[str, str]
    kinds: Mapping[str, str]
    api: str
    stage: str
    bus: str
    queues: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    paced: tuple[str, ...] = ()

    def metric(self, namespace: str, name: str, statistic: str = "Sum", **dimensions: str) -> Metric:
        """A metric that is kept in the region."""
        return Metric(namespace, name, self.region.name, dimensions, statistic)

    def execution(self, machine_arn: str, what: str) -> Metric:
        """Executions of a state machine: `Started`, `Failed`, `TimedOut`, `Aborted`."""
        return self.metric("AWS/States", f"Executions{what}", StateMachineArn=machine_arn)

    def ended_badly(self, machine_arn: str) -> tuple[Metric, ...]:
        """Executions that did not do their work."""
        return tuple(self.execution(machine_arn, what) for what in _ENDED_BADLY)

    def requests(self, metric: str, statistic: str = "Sum") -> Metric:
        """What API Gateway measures: `Count`, `5XXError`, `Latency`, `IntegrationLatency`."""
        return self.metric("AWS/ApiGateway", metric, statistic, ApiName=self.api, Stage=self.stage)

    def function(self, handler: str, metric: str, statistic: str = "Sum") -> Metric:
        """What Lambda measures of a function."""
        return self.metric("AWS/Lambda", metric, statistic, FunctionName=self.functions[handler])

    def of_all_functions(self, metric: str, statistic: str = "Sum") -> tuple[Metric, ...]:
        """The same of each function."""
        return tuple(self.function(handler, metric, statistic) for handler in sorted(self.functions))

    def depth(self, queue_id: str) -> Metric:
        """How many messages wait in a queue."""
        name = self.queues[queue_id]
        return self.metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", QueueName=name)

    def undelivered(self, rule_id: str) -> tuple[Metric, ...]:
        """What a rule on the region's bus could not deliver."""
        name = self.rules[rule_id]
        return tuple(
            self.metric("AWS/Events", metric, EventBusName=self.bus, RuleName=name) for metric in _UNDELIVERED
        )

    def alarms_of_api(self, limits: Limits, *, runbook: str) -> Iterator[AlarmSpec]:
        """Errors of the API itself (`runbook`: what to do), and latencies."""
        yield AlarmSpec(
            "api_failures",
            f"The API answers more than {limits.failure_percent:g} % of the requests with an error of its "
            "own.",
            runbook,
            percent([self.requests("5XXError")], [self.requests("Count")], least=limits.least_traffic),
            limits.failure_percent,
        )
        for alarm_id, metric, limit, what in (
            ("api_latency", "Latency", limits.api_p99, "its answer"),
            ("integration_latency", "IntegrationLatency", limits.integration_p99, "our function"),
        ):
            says = f"One request in a hundred waits longer than {limit} ms for {what}."
            yield AlarmSpec(alarm_id, says, "latency", self.requests(metric, "p99"), limit)

    def alarms_of_messages(self) -> Iterator[AlarmSpec]:
        """Whatever lies in a queue of dead letters, and whatever a rule could not deliver."""
        for queue in self.queues:
            says = f"Messages lie in the queue {queue.replace('_', '-')}: something was given up."
            yield AlarmSpec(
                f"{queue}_depth", says, "dead-letters", self.depth(queue), 0, breaching=1, periods=1
            )
        for rule in self.rules:
            says = f"The rule {rule.replace('_', '-')} could not deliver events."
            lost = total(self.undelivered(rule))
            yield AlarmSpec(
                f"{rule}_undelivered", says, "undelivered-events", lost, 0, breaching=1, periods=1
            )

    def alarms_of_workflow(self, name: str, machine_arn: str) -> AlarmSpec:
        """Any execution that did not do its work."""
        says = f"Executions of the workflow {name} failed, ran out of time or were aborted."
        failed = total(self.ended_badly(machine_arn))
        return AlarmSpec(
            f"{name}_failures", says, "workflow-failed", failed, 0, breaching=1, periods=1, seconds=300
        )

    def alarms_of_functions(self, limits: Limits) -> Iterator[AlarmSpec]:
        """Errors of each function; calls turned away and concurrency in use of each kind."""
        for handler in self.functions:
            errors, calls = self.function(handler, "Errors"), self.function(handler, "Invocations")
            says = f"More than {limits.error_percent:g} % of the calls of {handler} end in an error."
            yield AlarmSpec(
                f"{handler}_errors", says, "function-errors", percent([errors], [calls]), limits.error_percent
            )
        for kind, handlers in self._by_kind():
            turned_away = (
                f"Calls of functions of the kind '{kind}' are turned away: their concurrency is used up."
            )
            throttles = total([self.function(handler, "Throttles") for handler in handlers])
            yield AlarmSpec(f"{kind}_throttles", turned_away, "concurrency", throttles, 0)
            in_use = (
                f"A function of the kind '{kind}' uses more than {limits.concurrency_percent:g} % of the "
                f"{limits.reserved} executions that are reserved for it."
            )
            used = [
                self.function(each, "ConcurrentExecutions", "Maximum")
                for each in handlers
                if each not in self.paced
            ]
            most = limits.concurrency_percent / 100 * limits.reserved
            yield AlarmSpec(f"{kind}_concurrency", in_use, "concurrency", largest(used), most)

    def _by_kind(self) -> Iterator[tuple[str, Sequence[str]]]:
        """The handlers by what calls them, as many as fit into one alarm."""
        ordered = sorted(self.functions, key=self.kinds.__getitem__)
        yield from ((kind, list(found)) for kind, found in groupby(ordered, key=self.kinds.__getitem__))
