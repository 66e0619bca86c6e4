"""What is told of payments: a change once, by the region that wrote it; exceptions and alerts elsewhere."""

from __future__ import annotations

import secrets
import string
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers.adapters.eventbridge import EventBridgeEvents
from handlers.domain.events import Event
from handlers.domain.payment import Change, State, payment_id_of
from handlers.functions.alert.core import Kind
from handlers.stores.items import text_of
from tests.handlers.samples import payment
from tests.integration.deployed import Region
from tests.integration.shop import Shop, new_key
from tests.integration.taps import Tap, bus_tap, topic_tap
from tests.integration.waiting import wait_until

pytestmark = pytest.mark.terraform

LOOKING_SECONDS = 5  # for which a message that was looked at is out of sight


def told_of(tap: Tap, payment_id: str, *, put_in: str = "") -> Counter[tuple[str, int, str]]:
    """How often each change of a payment was heard: state, version, and the region that wrote it."""
    return Counter(
        (str(detail["state"]), int(detail["version"]), str(detail["origin_region"]))
        for detail in tap.details(put_in=put_in)
        if detail["payment_id"] == payment_id
    )


def doubtful(region: Region) -> Event:
    """A made-up payment of the region, in doubt for a cause of its own, as its change would be told."""
    payment_id = payment_id_of("nobody", new_key())
    return Event(
        payment_id=payment_id,
        merchant_id="nobody",
        version=1,
        epoch=0,
        state=str(State.IN_DOUBT),
        previous=str(State.AUTHORIZED),
        amount_minor=1,
        currency="EUR",
        reason=f"drill_{''.join(secrets.choice(string.ascii_lowercase) for _ in range(12))}",
        refund_id="",
        origin_region=region.name,
        home_region=region.name,
        occurred_at=text_of(datetime.now(UTC)),
    )


def publish(region: Region, event: Event) -> None:
    bus = region["event_bus_arn"].partition("/")[2]
    assert EventBridgeEvents(region.client("events"), bus).publish([event]) == []


def alerts_about(tap: Tap, payment_id: str) -> list[dict[str, Any]]:
    """What a topic said of a payment."""
    return [said for said in tap.listen() if said.get("payment_id") == payment_id]


def lies_in_the_inbox(region: Region, payment_id: str) -> bool:
    """Whether an alert about a payment is in the region's inbox, where it stays for the people on call."""
    sqs = region.client("sqs")
    url = sqs.get_queue_url(QueueName=region["alerts_queue_arn"].split(":")[-1])["QueueUrl"]
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=LOOKING_SECONDS, WaitTimeSeconds=1
    ).get("Messages"):
        if any(payment_id in message["Body"] for message in messages):
            return True
    return False


def given_up(region: Region) -> str:
    """Write a made-up payment of the region that failed into its ledger. Returns its id."""
    now = datetime.now(UTC)
    failed = payment(
        State.FAILED,
        id=payment_id_of("nobody", new_key()),
        merchant_id="nobody",
        home_region=region.name,
        region=region.name,
        created_at=now,
        updated_at=now,
    )
    region.payments.commit(Change(None, failed, now + timedelta(hours=1)))
    return failed.id


def test_a_change_is_told_once_and_by_the_region_that_wrote_it(shops: Mapping[str, Shop]) -> None:
    """Each region's stream carries every region's changes. Where a region told of another's, it would have
    done so before it told of its own later ones; what its bus was forwarded it did not tell. What nobody
    hears is not told at all.
    """
    with ExitStack() as stack:
        taps = {name: stack.enter_context(bus_tap(shop.region)) for name, shop in shops.items()}
        unheard = [shop.settled(shop.pay())["payment_id"] for shop in shops.values()]
        failed: dict[str, str] = {}
        for name, shop in [*shops.items()] * 2:  # the later ones come after all of the first
            payment_id = given_up(shop.region)
            failed[payment_id] = name
            wait_until(
                lambda name=name, payment_id=payment_id: told_of(taps[name], payment_id),  # type: ignore[misc]
                f"the change of {payment_id} on the bus of {name}, once",
            )
        for payment_id, home in failed.items():
            for name, tap in taps.items():
                expected = Counter({(str(State.FAILED), 1, home): 1} if name == home else {})
                assert told_of(tap, payment_id, put_in=name) == expected, (
                    f"{name} told of a change that {home} wrote"
                )
        for payment_id in unheard:
            assert not any(told_of(tap, payment_id) for tap in taps.values()), "told, and nobody hears it"


def test_an_exception_is_heard_in_one_other_region(regions: tuple[Region, ...], home: Region) -> None:
    event = doubtful(home)
    with ExitStack() as stack:
        taps = {each.name: stack.enter_context(bus_tap(each)) for each in regions if each is not home}
        publish(home, event)
        heard = wait_until(
            lambda: [name for name, tap in taps.items() if told_of(tap, event.payment_id)],
            f"the exception of {home} in another region: its rule exceptions-out sends it to one",
        )
        assert len(heard) == 1
        assert set(told_of(taps[heard[0]], event.payment_id).values()) == {1}


def test_an_exception_invokes_the_alert_function_of_another_region(
    regions: tuple[Region, ...], home: Region
) -> None:
    """That function tells the topic of its own region."""
    event = doubtful(home)
    with ExitStack() as stack:
        taps = [stack.enter_context(topic_tap(each, each)) for each in regions if each is not home]
        publish(home, event)
        wait_until(
            lambda: [said for tap in taps for said in alerts_about(tap, event.payment_id)],
            f"an alert of another region about {home}: the rule exceptions-elsewhere invokes its function",
        )


def test_an_alert_lies_in_each_inbox(regions: tuple[Region, ...], home: Region) -> None:
    event = doubtful(home)
    publish(home, event)
    for region in regions:
        wait_until(
            lambda region=region: lies_in_the_inbox(region, event.payment_id),  # type: ignore[misc]
            f"the alert of {home} in the inbox of {region}",
        )


def test_an_alert_reaches_a_subscriber_in_each_other_region(
    regions: tuple[Region, ...], home: Region
) -> None:
    event = doubtful(home)
    with ExitStack() as stack:
        taps = [stack.enter_context(topic_tap(home, each)) for each in regions if each is not home]
        publish(home, event)
        for tap in taps:
            alerts = wait_until(
                lambda tap=tap: alerts_about(tap, event.payment_id),  # type: ignore[misc]
                f"the alert of {home} in {tap.region}",
            )
            assert [(said["kind"], said["region"]) for said in alerts] == [
                (str(Kind.PAYMENT_IN_DOUBT), home.name)
            ]
