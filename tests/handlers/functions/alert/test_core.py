"""What is worth an alert, and that nothing else of an event gets into one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.errors import BadEventError
from handlers.domain.events import Severity
from handlers.domain.payment import payment_id_of
from handlers.functions.alert.core import TEXTS, Kind, message_in, notice_in

PAYMENT = payment_id_of("merchant", "key")
REGION = "xx-test-1"
EXECUTION = f"arn:aws:states:{REGION}:123456789012:execution:settlement:{PAYMENT}"
ALARM = f"arn:aws:cloudwatch:{REGION}:123456789012:alarm:failures-of-payments"
RUNBOOKS = Path(__file__).resolve().parents[4] / "docs" / "runbooks.md"


def payment_event(**changed: Any) -> dict[str, Any]:
    detail = {
        "payment_id": PAYMENT,
        "version": 3,
        "state": "failed",
        "origin_region": REGION,
        "reason": "gave_up",
        "merchant_id": "marked",
        **changed,
    }
    return {"source": "payments", "detail-type": "payment.failed", "id": "one", "detail": detail}


def execution_event(**changed: Any) -> dict[str, Any]:
    detail = {"executionArn": EXECUTION, "status": "TIMED_OUT", "input": "marked", **changed}
    return {"source": "aws.states", "detail": detail}


def workflow_event(**changed: Any) -> dict[str, Any]:
    return {
        "workflow": "payment",
        "payment_id": PAYMENT,
        "execution": EXECUTION,
        "error": "ProcessorMismatchError",
        "cause": "marked",
        **changed,
    }


def alarm_event(**changed: Any) -> dict[str, Any]:
    return {
        "AlarmName": "failures-of-payments",
        "AlarmArn": ALARM,
        "NewStateValue": "ALARM",
        "NewStateReason": "marked",
        "StateChangeTime": "2026-01-31T12:00:00.000+0000",
        **changed,
    }


EVENTS = {
    "payment": (payment_event, Kind.PAYMENT_FAILED, PAYMENT, "gave_up"),
    "execution": (execution_event, Kind.WORKFLOW_FAILED, "", "timed_out"),
    "workflow": (workflow_event, Kind.WORKFLOW_FAILED, PAYMENT, "ProcessorMismatchError"),
    "alarm": (alarm_event, Kind.ALARM, "", "failures-of-payments"),
}


@pytest.mark.parametrize("kind", EVENTS)
def test_r92_an_event_makes_an_alert_of_ids_and_codes(kind: str) -> None:
    event, expected, payment_id, reason = EVENTS[kind]
    notice = notice_in(event())
    assert notice is not None
    assert (notice.alert.kind, notice.alert.payment_id, notice.alert.reason) == (expected, payment_id, reason)
    assert notice.alert.region == REGION
    assert (notice.alert.severity, notice.alert.title) == TEXTS[expected]
    assert notice.alert.runbook == f"docs/runbooks.md#{expected}"
    assert "marked" not in repr(notice)


def test_a_payment_in_doubt_is_one_of_its_own() -> None:
    notice = notice_in(payment_event(state="in_doubt", reason=""))
    assert notice is not None
    assert notice.alert.kind == Kind.PAYMENT_IN_DOUBT


def test_the_same_change_has_one_name_however_often_the_bus_tells_it() -> None:
    once, again = notice_in(payment_event()), notice_in({**payment_event(), "id": "two"})
    later = notice_in(payment_event(version=4))
    assert once
    assert again
    assert later
    assert once.name == again.name != later.name


def test_an_alarm_that_goes_off_again_is_told_again() -> None:
    first, second = notice_in(alarm_event()), notice_in(alarm_event(StateChangeTime="2026-01-31T13:00:00Z"))
    assert first
    assert second
    assert first.name != second.name


@pytest.mark.parametrize("state", ["OK", "INSUFFICIENT_DATA"])
def test_an_alarm_that_is_over_tells_nothing(state: str) -> None:
    assert notice_in(alarm_event(NewStateValue=state)) is None


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"source": "marked"},
        {"source": "payments", "detail": "marked"},
        payment_event(state="captured"),
        payment_event(state=["failed"]),
        payment_event(payment_id="4242424242424242"),
        payment_event(version=True),
        payment_event(version="3"),
        payment_event(origin_region="marked"),
        execution_event(status="SUCCEEDED"),
        execution_event(executionArn="marked"),
        workflow_event(workflow="marked"),
        workflow_event(workflow=[]),
        workflow_event(payment_id=None),
        workflow_event(execution=None),
        alarm_event(AlarmArn="marked"),
        alarm_event(NewStateValue="marked"),
        alarm_event(NewStateValue=[]),
        alarm_event(StateChangeTime=5),
    ],
    ids=str,
)
def test_any_other_event_is_refused_without_its_words(event: dict[str, Any]) -> None:
    with pytest.raises(BadEventError) as raised:
        notice_in(event)
    assert not re.search("marked|4242", str(raised.value))


@pytest.mark.parametrize(
    ("event", "name"),
    [(payment_event, "reason"), (workflow_event, "error")],
)
@given(value=st.one_of(st.text(), st.from_regex(r"[0-9]{13,19}", fullmatch=True), st.integers(), st.none()))
def test_a_reason_that_is_no_code_is_left_out(event: Any, name: str, value: object) -> None:
    notice = notice_in(event(**{name: value}))
    assert notice is not None
    assert notice.alert.reason in ("", value)
    assert re.fullmatch(r"[A-Za-z_.]*", notice.alert.reason)


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=8,
)


@given(st.sampled_from(list(EVENTS)), st.data())
def test_no_event_breaks_it(kind: str, data: st.DataObject) -> None:
    event = EVENTS[kind][0]()
    inside = event.get("detail", event)
    inside[data.draw(st.sampled_from(sorted(inside)))] = data.draw(ANYTHING)
    try:
        notice_in(event)
    except BadEventError:
        return


def test_a_message_is_taken_out_of_the_envelope_of_a_topic() -> None:
    assert message_in(json.dumps(alarm_event())) == alarm_event()
    wrapped = json.dumps({"Type": "Notification", "Message": json.dumps(alarm_event())})
    assert message_in(wrapped) == alarm_event()


@pytest.mark.parametrize("text", [None, 5, "", "marked", "[]", '{"Type": "Notification"}', "[" * 100_000])
def test_a_message_that_holds_no_event_is_refused(text: object) -> None:
    with pytest.raises(BadEventError, match="the message holds no JSON object"):
        message_in(text)


def test_each_kind_has_its_runbook_and_its_texts() -> None:
    headings = re.findall(r"^## (.+)$", RUNBOOKS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert headings[: len(Kind)] == list(Kind)
    assert TEXTS.keys() == set(Kind)
    assert all(severity in Severity and title.isascii() for severity, title in TEXTS.values())
