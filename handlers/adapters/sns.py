"""The `Alerts` port over SNS. What is sent is the alert's own fields: fixed texts, ids and codes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from handlers.adapters.calls import calls
from handlers.adapters.clients import answered
from handlers.domain.events import Alert

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class SnsAlerts:
    """A topic by its ARN. Subscriptions filter by the attributes `kind` and `severity`."""

    def __init__(self, client: SNSClient, topic: str) -> None:
        self._client, self._topic = client, topic

    @calls("sns:Publish")
    def send(self, alert: Alert) -> None:
        """Send an alert."""
        with answered():
            self._client.publish(
                TopicArn=self._topic,
                Subject=alert.title[:100],  # the longest that SNS takes (API reference, Publish)
                Message=json.dumps(asdict(alert), indent=2),
                MessageAttributes={
                    "kind": {"DataType": "String", "StringValue": alert.kind},
                    "severity": {"DataType": "String", "StringValue": str(alert.severity)},
                },
            )
