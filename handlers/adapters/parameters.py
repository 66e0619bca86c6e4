"""Variables of a function that Parameter Store keeps, beside those that its environment has.

The environment names the parameter of a variable by `PARAMETER_<variable>`. Values are kept for a while: a
changed one is known within it. While Parameter Store does not answer, the function goes on with those it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handlers.adapters.calls import calls
from handlers.adapters.clients import Clients, answered
from handlers.adapters.variables import Variables
from handlers.domain.errors import ConfigurationError, StoreUnavailableError
from handlers.domain.spec import PARAMETER

if TYPE_CHECKING:
    from handlers.adapters.clients import ParameterClient

LIFETIME_SECONDS: Final = 300
_AT_ONCE: Final = 10  # names that one call takes (Systems Manager API reference, GetParameters)


class Parameters:
    """The variables of the environment `given`. `seconds` counts up and never back."""

    def __init__(
        self,
        given: Mapping[str, str],
        seconds: Callable[[], float],
        clients: Callable[[str], Clients] = Clients,
    ) -> None:
        self._given, self._seconds, self._clients = given, seconds, clients
        self._names = {
            variable.removeprefix(PARAMETER): name
            for variable, name in given.items()
            if variable.startswith(PARAMETER)
        }
        self._kept = given
        self._known: Mapping[str, str] = {}
        self._until: float | None = None

    def variables(self) -> Mapping[str, str]:
        """Return all variables: the same object, until a parameter is another one.

        Raises ConfigurationError, which names the parameters that are missing, and StoreUnavailableError
        where none was read yet.
        """
        if self._names and (self._until is None or self._seconds() >= self._until):
            try:
                known = self._read()
            except StoreUnavailableError:
                if self._until is None:
                    raise
                known = self._known
            if known != self._known:
                self._known, self._kept = known, {**self._given, **known}
            self._until = self._seconds() + LIFETIME_SECONDS
        return self._kept

    @cached_property
    def _client(self) -> ParameterClient:
        return self._clients(Variables(self._given).text("AWS_REGION")).ssm

    def _read(self) -> Mapping[str, str]:
        values: dict[str, str] = {}
        names = sorted(set(self._names.values()))
        for first in range(0, len(names), _AT_ONCE):
            values |= self._values(names[first : first + _AT_ONCE])
        missing = {variable: name for variable, name in self._names.items() if name not in values}
        if missing:
            texts = ", ".join(f"{name} (for {variable})" for variable, name in sorted(missing.items()))
            raise ConfigurationError(f"Parameter Store does not have {texts}", variable=min(missing))
        return {variable: values[name] for variable, name in self._names.items()}

    @calls("ssm:GetParameters")
    def _values(self, names: Sequence[str]) -> Mapping[str, str]:
        with answered():
            answer = self._client.get_parameters(Names=list(names))
        return {found["Name"]: found["Value"] for found in answer["Parameters"]}
