"""What a function is given: each port that it asks for, of that type, and nothing is loaded for others."""

from __future__ import annotations

import importlib
import subprocess
import sys
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, get_type_hints

import pytest

import handlers.adapters.composition as root
from handlers.adapters.composition import Composition
from handlers.adapters.telemetry import PowertoolsTelemetry
from handlers.domain.errors import ConfigurationError
from handlers.domain.ports import Clock, Telemetry
from handlers.domain.spec import HandlerSpec, Trigger
from tests.handlers.permissions import functions

FUNCTIONS = functions()
SPEC = HandlerSpec("composed", "An example", Trigger.WORKFLOW, (), ())
GIVEN = {
    "CAPTURE_PATIENCE_SECONDS": "60",
    "CAPTURE_WITHIN_SECONDS": "60",
    "CLOCK_SKEW_SECONDS": "5",
    "ENDPOINTS": '{"api": "https://api.test/health"}',
    "FRAUD_LIMITS": "{}",
    "HAND_BACK_AFTER_SECONDS": "60",
    "HOME_REGIONS": "eu-west-1",
    "MERCHANT_TPS": "10",
    "OWNERSHIP": "votes",
    "PROCESSOR_URL": "https://processor.test",
    "REGIONAL_URLS": "{}",
    "SUCCESSORS": "{}",
}


def ports_of(name: str) -> type[Any]:
    kind: type[Any] = importlib.import_module(f"handlers.functions.{name}.handler").Ports
    return kind


def composed(spec: HandlerSpec, given: dict[str, str]) -> Composition:
    return Composition(spec, {"AWS_REGION": "eu-west-1", **given}, PowertoolsTelemetry(spec.name))


@pytest.mark.database
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_given_each_of_its_ports_from_the_variables_that_it_declares(name: str) -> None:
    kind, spec = ports_of(name), FUNCTIONS[name]
    ports = composed(spec, {each: GIVEN.get(each, each) for each in spec.environment}).ports(kind)
    assert all(getattr(ports, each.name) is not None for each in fields(kind))


def providers() -> dict[str, Any]:
    return {
        name: each.func
        for name, each in vars(Composition).items()
        if isinstance(each, cached_property) and not name.startswith("_")
    }


@pytest.fixture(scope="module")
def provided() -> dict[str, Any]:
    """The type of each provider, with the names that its annotations alone need."""
    names = {
        name: value
        for each in FUNCTIONS
        for name, value in vars(importlib.import_module(f"handlers.functions.{each}.handler")).items()
        if isinstance(value, type)
    }
    return {
        name: get_type_hints(func, {**vars(root), **names})["return"] for name, func in providers().items()
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_given_is_of_the_very_type_that_is_asked_for(name: str, provided: dict[str, Any]) -> None:
    for field, wanted in get_type_hints(ports_of(name)).items():
        assert provided[field] == wanted, f"{name} asks for another {wanted} under '{field}'"


def test_nothing_is_provided_that_no_function_asks_for() -> None:
    asked = {each.name for name in FUNCTIONS for each in fields(ports_of(name))}
    assert sorted(set(providers()) - asked) == []


@dataclass(frozen=True)
class UnknownPorts:
    """Ports of which one is unknown."""

    clock: Clock
    oracle: Clock


@dataclass(frozen=True)
class HiddenPorts:
    """A port that only providers use."""

    _ledger: Clock


@dataclass(frozen=True)
class OtherPorts:
    """A port of another type."""

    clock: Telemetry


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (UnknownPorts, "nothing provides the port 'oracle'"),
        (HiddenPorts, "nothing provides the port '_ledger'"),
        (OtherPorts, "the port 'clock' is provided as Clock, not Telemetry"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_what_nothing_provides_is_named(kind: type[Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{said}$"):
        composed(SPEC, {}).ports(kind)


LOADED = "import sys, handlers.functions.health.handler; print(*(n for n in sys.modules if 'adapters' in n))"


def test_a_function_loads_no_adapter_that_it_does_not_need_before_its_first_event() -> None:
    answer = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in answer.stdout.split()}
    assert loaded == {
        *("adapters", "attributes", "calls", "clients", "composition", "incoming", "parameters", "runtime"),
        *("telemetry", "variables"),
    }
