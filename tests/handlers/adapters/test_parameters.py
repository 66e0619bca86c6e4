"""Variables that Parameter Store keeps: read together, kept for a while, known when they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from handlers.adapters.clients import Clients
from handlers.adapters.parameters import LIFETIME_SECONDS, Parameters
from handlers.adapters.runtime import workflow_step
from handlers.domain.errors import ConfigurationError, StoreUnavailableError
from tests.handlers.adapters.test_runtime import Context, HomePorts, a_spec, lines
from tests.handlers.emulator import REGION

pytestmark = pytest.mark.database

TABLE: Final = "/onp/zq7/LEDGER_TABLE"
GIVEN: Final = {"AWS_REGION": REGION, "PARAMETER_LEDGER_TABLE": TABLE}


@dataclass
class Store(Clients):
    """A client that answers from `values`, or raises `failure`."""

    values: dict[str, str]
    failure: Exception | None = None
    asked: list[list[str]] = field(default_factory=list)
    now: float = 0.0

    @property
    def ssm(self) -> Store:  # type: ignore[override]
        return self

    def get_parameters(self, *, Names: Any) -> dict[str, Any]:  # noqa: N803
        self.asked.append(Names)
        if self.failure:
            raise self.failure
        return {"Parameters": [{"Name": n, "Value": self.values[n]} for n in Names if n in self.values]}

    def parameters(self, given: dict[str, str] | None = None) -> Parameters:
        return Parameters(given or GIVEN, lambda: self.now, lambda _region: self)


def denied(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "GetParameters")


def test_a_variable_is_read_once_and_kept_as_the_same_object() -> None:
    store = Store({TABLE: "onp-ledger-zq7"})
    parameters = store.parameters()
    first = parameters.variables()
    assert first["LEDGER_TABLE"] == "onp-ledger-zq7"
    store.now = LIFETIME_SECONDS - 1
    assert parameters.variables() is first
    store.now = LIFETIME_SECONDS
    assert parameters.variables() is first, "nothing is opened anew for a value that did not change"
    assert store.asked == [[TABLE]] * 2


def test_a_change_is_known_once_the_kept_one_is_old() -> None:
    store = Store({TABLE: "before"})
    parameters = store.parameters()
    parameters.variables()
    store.values[TABLE] = "after"
    store.now = LIFETIME_SECONDS - 1
    assert parameters.variables()["LEDGER_TABLE"] == "before"
    store.now = LIFETIME_SECONDS
    assert parameters.variables()["LEDGER_TABLE"] == "after"


def test_missing_ones_are_named_together_and_their_values_are_not() -> None:
    store = Store({"/b": "secret-value"})
    given = {"AWS_REGION": REGION, "PARAMETER_A": "/a", "PARAMETER_B": "/b", "PARAMETER_C": "/c"}
    with pytest.raises(ConfigurationError) as told:
        store.parameters(given).variables()
    assert str(told.value) == "Parameter Store does not have /a (for A), /c (for C)"
    assert told.value.variable == "A"


def test_one_that_was_there_and_is_gone_is_told() -> None:
    store = Store({TABLE: "x"})
    parameters = store.parameters()
    parameters.variables()
    store.values.clear()
    store.now = LIFETIME_SECONDS
    with pytest.raises(ConfigurationError, match=TABLE):
        parameters.variables()


@pytest.mark.parametrize(
    "failure", [denied("ThrottlingException"), ConnectTimeoutError(endpoint_url="https://ssm.invalid")]
)
def test_while_the_store_does_not_answer_the_known_ones_hold(failure: Exception) -> None:
    store = Store({TABLE: "x"})
    parameters = store.parameters()
    first = parameters.variables()
    store.failure, store.now = failure, LIFETIME_SECONDS
    assert parameters.variables() is first
    store.failure, store.values[TABLE], store.now = None, "y", 2 * LIFETIME_SECONDS
    assert parameters.variables()["LEDGER_TABLE"] == "y"


def test_without_a_known_one_that_is_an_error_and_the_next_event_asks_again() -> None:
    store = Store({TABLE: "x"}, failure=denied("InternalServerError"))
    parameters = store.parameters()
    with pytest.raises(StoreUnavailableError):
        parameters.variables()
    store.failure = None
    assert parameters.variables()["LEDGER_TABLE"] == "x"


def test_a_refusal_is_no_outage() -> None:
    store = Store({TABLE: "x"})
    parameters = store.parameters()
    parameters.variables()
    store.failure, store.now = denied("AccessDeniedException"), LIFETIME_SECONDS
    with pytest.raises(ConfigurationError):
        parameters.variables()


def test_ten_are_asked_for_at_once() -> None:
    names = {f"PARAMETER_V{number:02}": f"/v/{number:02}" for number in range(23)}
    store = Store({name: name.upper() for name in names.values()})
    found = store.parameters({"AWS_REGION": REGION, **names}).variables()
    assert [len(asked) for asked in store.asked] == [10, 10, 3]
    assert all(found[f"V{number:02}"] == f"/V/{number:02}" for number in range(23))


def test_without_any_the_environment_is_what_is_read_and_nothing_is_asked() -> None:
    store, given = Store({}), {"LEDGER_TABLE": "t"}
    assert store.parameters(given).variables() is given
    assert store.asked == []


@pytest.fixture
def kept(aws: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    assert aws
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("PARAMETER_HOME_REGIONS", "/onp/kept/HOME_REGIONS")
    client = boto3.client("ssm", region_name=REGION)
    yield client
    for each in client.describe_parameters()["Parameters"]:
        client.delete_parameter(Name=each["Name"])


def test_a_function_knows_a_changed_parameter_and_names_a_missing_one(
    kept: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over a real connection to moto: opened with the first value, anew with the second, kept between."""
    monkeypatch.setattr("handlers.adapters.runtime.time.monotonic", lambda: now[0])
    now, seen = [0.0], []

    def handle(_: Any, ports: HomePorts) -> dict[str, Any]:
        seen.append(ports)
        return {"homes": ports.home_regions}

    entry = workflow_step(a_spec(), handle, HomePorts)
    with pytest.raises(ConfigurationError, match="/onp/kept/HOME_REGIONS"):
        entry({}, Context())
    reasons = [line["reason"] for line in lines(capsys) if line.get("message") == "failed"]
    assert reasons == ["ConfigurationError:HOME_REGIONS"]
    kept.put_parameter(Name="/onp/kept/HOME_REGIONS", Value="north", Type="String")
    assert entry({}, Context()) == {"homes": ("north",)}
    kept.put_parameter(Name="/onp/kept/HOME_REGIONS", Value="north,south", Overwrite=True)
    assert entry({}, Context()) == {"homes": ("north",)}
    now[0] = LIFETIME_SECONDS + 1
    assert entry({}, Context()) == {"homes": ("north", "south")}
    assert seen[0] is seen[1] is not seen[2]
