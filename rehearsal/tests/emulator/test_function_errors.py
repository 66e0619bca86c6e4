"""A function's exception by its class, as workflows match on it."""

from __future__ import annotations

import json

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_an_exception_is_reported_by_its_class_and_the_function_stays_warm(emulator: Emulator) -> None:
    given.function(
        emulator,
        "raises",
        "calls = []\n"
        "class ContentionError(Exception): pass\n"
        "def handler(event, context):\n"
        "    calls.append(event)\n"
        "    if event: raise ContentionError('moved')\n"
        "    return len(calls)\n",
        given.role(emulator, "raises"),
    )
    function = clients(emulator, given.HOME)("lambda")
    failed = function.invoke(FunctionName="raises", Payload="true")
    assert failed["FunctionError"] == "Unhandled"
    error = json.load(failed["Payload"])
    assert (error["errorType"], error["errorMessage"]) == ("ContentionError", "moved")
    assert json.load(function.invoke(FunctionName="raises", Payload="false")["Payload"]) == 2
