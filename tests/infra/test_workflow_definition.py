"""The definitions of the state machines end as the local runner does, whatever functions answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statelint.linter import Linter

from handlers.domain import errors
from handlers.domain.errors import PaymentError
from handlers.domain.events import Workflow
from handlers.domain.payment import State
from handlers.domain.workflows import DOUBT, FLOWS, RETRIED, Flow
from handlers.functions.alert.core import notice_in
from handlers.functions.steps import payment_id_in
from handlers.local.handbook import FILE
from handlers.local.processor import SimulatedProcessor
from handlers.local.region import Region
from infra.blocks.workflows.definition import ALERT, ALERT_SECONDS, DONE, FAILED, LEFT, TRANSIENT, Targets
from infra.blocks.workflows.definition import definition as define
from tests.infra.asl import EXECUTION, Ended, Execution, TaskError

ERRORS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, PaymentError) and not kind.__subclasses__()
}
PAYMENT_ID = "pay_abcdefghijklmnopqrstuvwxyz234567"
EXPRESS_SECONDS = 300  # the most that Step Functions grants

flows = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: str(flow.workflow))


def definition(flow: Flow) -> dict[str, Any]:
    return define(flow, Targets("arn:aws:states:::lambda:invoke", {step: step for step in flow.steps}, ALERT))


class Script:
    """What each call of each step comes to, one after the other: a state, or the name of an error."""

    def __init__(self, outcomes: Mapping[str, list[str]]) -> None:
        self.waiting = {step: list(each) for step, each in outcomes.items()}
        self.called: list[str] = []
        self.alerts: list[Mapping[str, Any]] = []

    def answer(self, step: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        if step == ALERT:
            self.alerts.append(payload)
            return {"batchItemFailures": []}
        assert payload == {"payment_id": PAYMENT_ID}
        self.called.append(step)
        outcome = self.waiting[step].pop(0) if self.waiting.get(step) else State.AUTHORIZED
        if outcome not in set(State):
            raise TaskError(outcome)
        return {"payment_id": PAYMENT_ID, "state": outcome, "reason": "", "secret": "not taken"}


class ScriptedRegion(Region):
    """The local runner on a script."""

    def __init__(self, script: Script) -> None:
        super().__init__("xx-test-1", StoppedClock(), SimulatedProcessor())
        self.script = script

    def call(self, function: str, event: Any) -> Any:
        try:
            answer = dict(self.script.answer(function, event))
        except TaskError as error:
            raise ERRORS[error.name]("told by the script") from None
        del answer["secret"]
        return answer


class StoppedClock:
    """Every run is at the same time."""

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


def executed(flow: Flow, script: Script) -> Ended:
    return Execution(definition(flow), script.answer).run({"payment_id": PAYMENT_ID, "more": "not taken"})


def run_locally(flow: Flow, script: Script) -> tuple[Mapping[str, str], str]:
    """The last output, or the name of the error that ended it."""
    try:
        return ScriptedRegion(script).run(flow.workflow, PAYMENT_ID), ""
    except PaymentError as error:
        return {}, type(error).__name__


outcomes = st.dictionaries(
    st.sampled_from(sorted({step for flow in FLOWS for step in flow.steps})),
    st.lists(st.sampled_from([*map(str, State), *ERRORS]) | st.sampled_from(RETRIED), max_size=6),
)


@given(st.sampled_from(FLOWS), outcomes)
def test_r69_an_execution_ends_as_the_local_runner_does(flow: Flow, scripted: dict[str, list[str]]) -> None:
    there, here = Script(scripted), Script(scripted)
    ended, (output, error) = executed(flow, there), run_locally(flow, here)
    assert there.called == here.called
    assert [alert["error"] for alert in there.alerts] == ([error] if error else [])
    if error:
        assert (ended.state, ended.error) == (FAILED, error)
    else:
        assert ended.state == (LEFT if State(output["state"]) in flow.ends else DONE)
        assert ended.output == output


@flows
def test_r69_a_declined_payment_leaves_and_alerts_nobody(flow: Flow) -> None:
    script = Script({flow.steps[0]: [State.DECLINED]})
    assert executed(flow, script).state == LEFT
    assert script.called == [flow.steps[0]]
    assert not script.alerts


@flows
@pytest.mark.parametrize("error", [*RETRIED, *TRANSIENT])
def test_r69_what_passes_is_retried_and_told_when_it_does_not(flow: Flow, error: str) -> None:
    step = flow.steps[-1]
    most = flow.retry.attempts
    assert executed(flow, Script({step: [error] * (most - 1)})).state == DONE
    failing = Script({step: [error] * most})
    assert executed(flow, failing).error == error
    assert failing.called.count(step) == most
    assert len(failing.alerts) == 1


@flows
@pytest.mark.parametrize("error", ["TransitionError", "States.ParameterPathFailure", "States.TaskFailed"])
def test_r69_what_does_not_pass_is_told_at_once(flow: Flow, error: str) -> None:
    script = Script({flow.steps[0]: [error]})
    assert executed(flow, script).error == error
    assert script.called == [flow.steps[0]]


@flows
def test_r69_the_alert_is_one_that_its_function_knows(flow: Flow) -> None:
    script = Script({flow.steps[0]: ["TransitionError"]})
    executed(flow, script)
    (told,) = script.alerts
    assert told == {
        "workflow": flow.workflow,
        "payment_id": PAYMENT_ID,
        "execution": EXECUTION,
        "error": "TransitionError",
    }
    notice = notice_in(json.loads(json.dumps(told)))
    assert notice is not None
    assert notice.alert.payment_id == PAYMENT_ID
    assert notice.alert.reason == "TransitionError"


@flows
def test_r69_an_alert_that_fails_leaves_a_failure(flow: Flow) -> None:
    def broken(function: str, _payload: Mapping[str, Any]) -> Mapping[str, Any]:
        raise TaskError("TransitionError" if function != ALERT else "ConfigurationError")

    ended = Execution(definition(flow), broken).run({"payment_id": PAYMENT_ID})
    assert (ended.state, ended.error) == (FAILED, "TransitionError")


@flows
def test_r69_an_input_without_a_payment_is_a_failure(flow: Flow) -> None:
    script = Script({})
    assert Execution(definition(flow), script.answer).run({}).error == "States.ParameterPathFailure"
    assert not script.called


@flows
def test_r69_a_step_that_always_fails_is_told_before_time_is_up(flow: Flow) -> None:
    def hanging(_function: str, _payload: Mapping[str, Any]) -> Mapping[str, Any]:
        raise TaskError("States.Timeout")

    whole = definition(flow)
    execution = Execution(whole, hanging)
    execution.run({"payment_id": PAYMENT_ID})
    trying = flow.retry.attempts * (flow.step_seconds + ALERT_SECONDS)
    assert execution.longest + trying < whole["TimeoutSeconds"]
    assert whole["TimeoutSeconds"] <= EXPRESS_SECONDS or not flow.express


@flows
def test_c40_nothing_but_ids_and_codes_is_handed_on_or_kept(flow: Flow) -> None:
    for name, state in definition(flow)["States"].items():
        if state["Type"] != "Task":
            continue
        paths = [value for key, value in state["Parameters"]["Payload"].items() if key.endswith(".$")]
        assert set(paths) <= {"$.payment_id", "$$.Execution.Id", "$.error.Error"}
        if name == ALERT:
            assert state["ResultPath"] is None
        else:
            assert set(state["ResultSelector"]) == {"payment_id.$", "state.$", "reason.$"}


def test_r69_every_workflow_has_a_definition() -> None:
    assert [*(flow.workflow for flow in FLOWS), DOUBT.workflow] == list(Workflow)


def test_r77_payments_run_express_and_all_else_standard() -> None:
    assert {flow.workflow for flow in FLOWS if flow.express} == {Workflow.PAYMENT}


@flows
def test_r69_the_handbook_draws_what_the_definition_says(flow: Flow) -> None:
    assert drawn(flow.workflow) == set(ways(definition(flow)["States"]))


def drawn(workflow: Workflow) -> set[tuple[str, str]]:
    """The ways from one station to another in a workflow's drawing."""
    _, _, section = FILE.read_text(encoding="utf-8").partition(f"### {workflow}\n")
    drawing = section.partition("```mermaid\n")[2].partition("```")[0]
    found = (re.split(r" -->| -- .* -->| -\. error \.->", line) for line in drawing.splitlines()[1:])
    return {(source.strip(), target.strip()) for source, target in found}


def ways(states: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every way from one state to another, over the choices between them."""
    for name, state in states.items():
        if state["Type"] == "Wait":
            yield name, state["Next"]
        if state["Type"] == "Task":
            for following in (state["Next"], *(each["Next"] for each in state["Catch"])):
                choice = states[following]
                choices = [choice.get("Default"), *(each["Next"] for each in choice.get("Choices", ()))]
                yield from (
                    (name, target) for target in (choices if choice["Type"] == "Choice" else [following])
                )


class Looked:
    """The function that looks, which comes to one outcome after the other: "" where it answers."""

    def __init__(self, *outcomes: str) -> None:
        self.waiting = list(outcomes)
        self.given: list[Mapping[str, Any]] = []
        self.alerts: list[Mapping[str, Any]] = []

    def answer(self, function: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        if function == ALERT:
            self.alerts.append(payload)
            return {}
        assert function == DOUBT.function
        self.given.append(payload)
        if error := self.waiting.pop(0) if self.waiting else "":
            raise TaskError(error)
        return {"payments": 1, "failed": 0}


def looking(looked: Looked) -> tuple[Execution, dict[str, Any]]:
    targets = Targets("arn:aws:states:::lambda:invoke", {DOUBT.function: DOUBT.function}, ALERT)
    whole = define(DOUBT, targets)
    return Execution(whole, looked.answer), whole


def test_r69_a_doubt_is_looked_at_when_the_table_says_and_nothing_of_a_look_is_kept() -> None:
    looked = Looked()
    execution, whole = looking(looked)
    ended = execution.run({"payment_id": PAYMENT_ID})
    assert (ended.state, ended.output) == (DONE, {"payment_id": PAYMENT_ID})
    assert tuple(accumulate(execution.waited)) == DOUBT.after == (10, 30, 120)
    assert looked.given == [{"payment_id": PAYMENT_ID}] * 3
    assert payment_id_in(looked.given[0]) == PAYMENT_ID
    assert Linter.validate(whole) == []


def test_r69_a_look_that_fails_is_tried_again_and_told_when_it_fails_for_good() -> None:
    passing = ["States.Timeout"] * (DOUBT.retry.attempts - 1)
    assert looking(Looked(*passing))[0].run({"payment_id": PAYMENT_ID}).state == DONE
    failing = Looked("", *passing, "States.Timeout")
    execution, whole = looking(failing)
    assert execution.run({"payment_id": PAYMENT_ID})[::2] == (FAILED, "States.Timeout")
    (alert,) = failing.alerts
    assert notice_in(json.loads(json.dumps(alert)))
    trying = len(DOUBT.after) * DOUBT.retry.attempts * DOUBT.step_seconds
    alerting = DOUBT.retry.attempts * ALERT_SECONDS
    waiting = DOUBT.after[-1] + (len(DOUBT.after) + 1) * execution.longest
    assert trying + alerting + waiting < whole["TimeoutSeconds"]


def test_r69_the_handbook_draws_the_looks() -> None:
    assert drawn(DOUBT.workflow) == set(ways(looking(Looked())[1]["States"]))


@flows
def test_r69_an_independent_linter_finds_nothing(flow: Flow) -> None:
    assert Linter.validate(definition(flow)) == []
