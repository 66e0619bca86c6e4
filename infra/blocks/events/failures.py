"""What services of AWS tell where something failed, sent to operators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from infra.blocks.events.route import Route, RouteSpec, TopicTarget, add_route

if TYPE_CHECKING:
    from infra.place import Outputs, Place


@dataclass(frozen=True, slots=True)
class Failure:
    """A kind of failure: `id` is the Terraform id of its rule and goes into its name."""

    id: str
    description: str
    pattern: Mapping[str, Any]


def _failure(failure: str, description: str, source: str, kind: str, **detail: object) -> Failure:
    return Failure(failure, description, {"source": [source], "detail-type": [kind], "detail": detail})


RELEASE_OF_ECS: Final = _failure(
    "release_failed",
    "Releases that ECS has given up",
    "aws.ecs",
    "ECS Deployment State Change",
    eventName=["SERVICE_DEPLOYMENT_FAILED"],
)
RELEASE_OF_CODE_DEPLOY: Final = _failure(
    "release_failed",
    "Releases that CodeDeploy has given up, or somebody has stopped",
    "aws.codedeploy",
    "CodeDeploy Deployment State-change Notification",
    state=["FAILURE", "STOP"],
)
DATA_MIGRATION: Final = _failure(
    "data_migration_failed",
    "Tasks of DMS that failed or stopped",
    "aws.dms",
    "DMS Replication Task State Change",
    eventType=["REPLICATION_TASK_FAILED", "REPLICATION_TASK_STOPPED"],
)
ROTATION: Final = _failure(
    "rotation_failed",
    "Rotations of a secret that failed, which the account's trail tells",
    "aws.secretsmanager",
    "AWS Service Event via CloudTrail",
    eventName=["RotationFailed", "RotationAbandoned"],
)


UNDELIVERED: Final = "events_dlq"
"""The queue of a foundation with a bus; one without keeps them with its lost alerts."""


def tell_operators(
    place: Place, failure: Failure, foundation: Outputs, undelivered: str = "alerts_dlq"
) -> Route:
    """Send each failure of the kind in the place's region to the topic of alerts of the foundation, and what
    the topic does not take to its queue called `undelivered`.
    """
    spec = RouteSpec(
        failure.id, failure.description, failure.pattern, dead_letters_arn=foundation[f"{undelivered}_arn"]
    )
    return add_route(place, spec, TopicTarget(foundation["alerts_topic_arn"]))
