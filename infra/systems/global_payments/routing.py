"""Which events and alarms of one region are heard in another.

Only exceptions travel, to exactly one other region: the one that watches. Nothing but the function `alert`
reads the events of another region; payments are taken over by an operator, who calls `takeover` there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.domain.events import HEARD, SOURCE, detail_type_of
from handlers.domain.workflows import DOUBT, FLOWS
from infra.blocks.compute.permission import may_call
from infra.blocks.events.route import RuleSpec, route_to_bus, route_to_function
from infra.blocks.events.topic import SubscriptionSpec, add_subscription
from infra.systems.global_payments import names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from handlers.domain.events import Workflow
    from infra.blocks.compute.function import Function
    from infra.place import Place
    from infra.systems.global_payments.settings import Settings

EXCEPTIONS_HERE: Final = "exceptions_here"
EXCEPTIONS_ELSEWHERE: Final = "exceptions_elsewhere"
EXCEPTIONS_OUT: Final = "exceptions_out"
RULES: Final = (EXCEPTIONS_HERE, EXCEPTIONS_ELSEWHERE, EXCEPTIONS_OUT)
"""The rules on the region's bus."""


def add_routing(  # noqa: PLR0913 (what is routed, and between what)
    place: Place,
    settings: Settings,
    functions: Mapping[str, Function],
    workflows: Mapping[Workflow, str],
    *,
    alerts_topic_arn: str,
    dead_letters_arn: str,
) -> None:
    """Add the rules of the region, the subscriptions of its topic and what lets them call `alert`.

    workflows: the ARNs of the state machines.
    dead_letters_arn: the queue for events that were not delivered.
    """
    alert = functions["alert"]
    bus = names.event_bus(place.names)
    own, others = [place.region.name], [{"anything-but": [place.region.name]}]

    def rule(rule_id: str, description: str, pattern: Mapping[str, Any], on: str | None = bus) -> RuleSpec:
        name = names.rule(place.names, rule_id, place.region)
        return RuleSpec(rule_id, name, description, on, pattern, dead_letters_arn)

    route_to_function(
        place, rule(EXCEPTIONS_HERE, "Payments of this region that failed or are in doubt", _of(own)), alert
    )
    route_to_function(
        place, rule(names.EXECUTIONS, "Workflows that ended badly", _ended_badly(workflows), on=None), alert
    )
    watcher = settings.watcher(place.region)
    if watcher:
        route_to_bus(
            place,
            rule(EXCEPTIONS_OUT, "Exceptions of this region, for the region that watches it", _of(own)),
            place.arn("events", f"event-bus/{bus}", region=watcher),
            role_name=names.event_router_role(place.names, place.region),
        )
        route_to_function(place, rule(EXCEPTIONS_ELSEWHERE, "The same, of other regions", _of(others)), alert)
    for number, watched in enumerate(settings.watched(place.region), start=1):
        topic_arn = place.arn("sns", names.alerts_topic(place.names), region=watched)
        heard = f"alarms_elsewhere_{number}"
        may_call(
            place,
            heard,
            alert,
            statement_id=heard,
            service="sns.amazonaws.com",
            source_arn=topic_arn,
            source_account=place.account,
        )
    _subscribe_peers(place, settings, alerts_topic_arn)


def _of(origin: list[Any]) -> dict[str, Any]:
    return {
        "source": [SOURCE],
        "detail-type": [detail_type_of(state) for state in HEARD],
        "detail": {"origin_region": origin},
    }


def _ended_badly(workflows: Mapping[Workflow, str]) -> dict[str, Any]:
    """Of Standard executions: Express ones send no such events, and tell of themselves."""
    standard = (*(flow.workflow for flow in FLOWS if not flow.express), DOUBT.workflow)
    machines = [workflows[workflow] for workflow in standard]
    return {
        "source": ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": machines},
    }


def _subscribe_peers(place: Place, settings: Settings, topic_arn: str) -> None:
    """Have the inbox of each peer hear the region's topic, so that its alerts are read while it is down."""
    inbox, lost = names.queue(place.names, names.ALERTS_INBOX), names.queue(place.names, "alerts_dlq")
    for number, peer in enumerate(settings.peers(place.region), start=1):
        inbox_arn, lost_arn = place.arn("sqs", inbox, region=peer), place.arn("sqs", lost)
        heard = SubscriptionSpec(f"alerts_to_peer_{number}", topic_arn, inbox_arn, lost_arn=lost_arn)
        add_subscription(place, heard)
