"""The deployed regions, as the flat outputs of the deployment tell of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

from handlers.adapters.clock import SystemClock
from handlers.adapters.dynamodb import DynamoTable
from handlers.stores.merchants import Merchants
from handlers.stores.payments import Payments

_OF_PAYMENTS: Final = "event_bus_arn"  # an output of each region with payments
_FUNCTION: Final = re.compile(r"function_(\w+)_arn(?:_([a-z0-9]+))?")

Connect = Callable[[str, str], Any]
"""Makes a client of a service in a region."""


class NotDeployedError(Exception):
    """There are no flat outputs, or none of a deployment; the text says where they were looked for."""


class Region:
    """One region: its outputs by the names that its stacks give them, and clients, one a service.

    code: what outputs of the region end in; "" where there is no other region.
    """

    def __init__(self, name: str, code: str, outputs: Mapping[str, str], connect: Connect) -> None:
        self.name, self.code = name, code
        self._outputs, self._connect = outputs, connect
        self._clients: dict[str, Any] = {}
        self._connecting = Lock()

    def __getitem__(self, output: str) -> str:
        """An output of the region; else one that all regions share."""
        return self._outputs.get(f"{output}_{self.code}") or self._outputs[output]

    def __str__(self) -> str:
        return self.name

    def client(self, service: str) -> Any:
        """The region's client of a service, which threads may share."""
        with self._connecting:
            if service not in self._clients:
                self._clients[service] = self._connect(service, self.name)
            return self._clients[service]

    @property
    def merchant_variable(self) -> str:
        """What the variables begin with that name a merchant whose home it is."""
        return f"MERCHANT_{self.code.upper()}".rstrip("_")

    @property
    def api_url(self) -> str:
        """Where the region's own API is."""
        return self._outputs.get(f"regional_api_url_{self.code}") or self["api_url"]

    @property
    def functions(self) -> tuple[str, ...]:
        """The handlers whose functions are deployed."""
        names = (_FUNCTION.fullmatch(output) for output in self._outputs)
        return tuple(sorted(name[1] for name in names if name and (name[2] or "") == self.code))

    @property
    def ledger(self) -> DynamoTable:
        """The region's copy of the ledger."""
        return DynamoTable(self.client("dynamodb"), self["ledger_table_name"])

    @property
    def payments(self) -> Payments:
        """The payments, as the region sees them."""
        return Payments(self.ledger, SystemClock())

    @property
    def merchants(self) -> Merchants:
        """The merchants, as the region sees them."""
        return Merchants(self.ledger, SystemClock())

    def invoke(self, function: str, event: Mapping[str, Any]) -> dict[str, Any]:
        """Call a function's alias and return its answer, or the error that it ended in."""
        answer = self.client("lambda").invoke(
            FunctionName=self[f"function_{function}_arn"], Payload=json.dumps(event)
        )
        said: dict[str, Any] = json.load(answer["Payload"])
        return said

    def sweep(self) -> None:
        """Run the sweep now, as an operator may, instead of waiting for its schedule and its patience.

        What it could not work on it tells as its own error; the next one tries again.
        """
        self.invoke("sweep", {"untouched_seconds": 0})


def regions_of(outputs: Mapping[str, str], connect: Connect) -> tuple[Region, ...]:
    """The regions that flat outputs speak of, by name. Raises NotDeployedError where there are none."""
    named = {
        outputs[key].split(":")[3]: key.removeprefix(_OF_PAYMENTS).removeprefix("_")
        for key in outputs
        if key.startswith(_OF_PAYMENTS)
    }
    if not named:
        raise NotDeployedError("the flat outputs name no region")
    return tuple(Region(name, code, outputs, connect) for name, code in sorted(named.items()))


def read_outputs(path: Path) -> dict[str, str]:
    """The flat outputs in a file. Raises NotDeployedError."""
    try:
        outputs: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NotDeployedError(f"nothing is deployed: {path} holds no outputs (make outputs)") from None
    return outputs
