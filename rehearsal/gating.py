"""The gates of a phase, asked of the emulated CloudWatch by the command that operators have for it.

What was measured, and that all alarms are quiet, is put there; the command then judges as of a later moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from infra.names import Names
from operations.__main__ import main
from operations.declared import read_declared
from operations.gates import LATE
from rehearsal.account import clients
from rehearsal.emulator.process import Emulator

if TYPE_CHECKING:
    from infra.settings.phases import Gate, MigrationSettings

GO, NO_GO, UNKNOWN = 0, 1, 2
_AT_ONCE: Final = 500  # values of one call
_QUIET: Final = "the rehearsal finds everything well"


@dataclass(frozen=True)
class Gates:
    """The gates of the phase that holds. folder: the synthesis that was deployed."""

    emulator: Emulator
    settings: MigrationSettings
    folder: Path

    def problems(self) -> Iterator[str]:
        """Ask before anything is measured, after all went well, and once a metric does not hold; each answer
        that is another one than it has to be.
        """
        # Alarms of health checks are well by now, but have not been for long enough.
        yield from self._expect({NO_GO, UNKNOWN}, "nothing is measured", datetime.now(UTC))
        later = datetime.now(UTC) + self._longest
        self._quieten()
        for gate in self.settings.current.gates:
            self._measure(gate, gate.below / 2, later)
        yield from self._expect({GO}, "every gate holds", later)
        worst = self.settings.current.gates[0]
        self._measure(worst, worst.below * 2, later)
        yield from self._expect({NO_GO}, f"{worst.metric} does not hold", later)

    @property
    def _longest(self) -> timedelta:
        current = self.settings.current
        minutes = max(current.quiet_minutes or 0, *(gate.minutes for gate in current.gates))
        return timedelta(minutes=minutes + 1) + LATE

    def _expect(self, wanted: Collection[int], when: str, now: datetime) -> Iterator[str]:
        said = StringIO()
        arguments = ["gates", self.settings.system, "--phase", self.settings.phase]
        with redirect_stdout(said), patch.dict("os.environ", ENVIRONMENT_SUFFIX=self.settings.suffix):
            found = main([*arguments, "--synthesis", str(self.folder)], now)
        if found not in wanted:
            allowed = " or ".join(map(str, wanted))
            yield f"when {when}, the gates are answered by {found}, and not {allowed}: {said.getvalue()}"

    def _quieten(self) -> None:
        """Have every declared alarm be OK."""
        declared = read_declared(self.folder, self.settings.system, self.settings.suffix)
        for region, alarms in declared.alarms.items():
            client = clients(self.emulator, region)("cloudwatch")
            for name in alarms:
                client.set_alarm_state(AlarmName=name, StateValue="OK", StateReason=_QUIET)

    def _measure(self, gate: Gate, value: float, until: datetime) -> None:
        """Measure one value again and again, from the begin of a gate's time until its end."""
        name = Names(self.settings.app, self.settings.suffix).alarm(gate.metric)
        for region in gate.regions or [each.name for each in self.settings.regions]:
            client = clients(self.emulator, region)("cloudwatch")
            (alarm,) = client.describe_alarms(AlarmNames=[name])["MetricAlarms"]
            times = _times(alarm["Period"], until - timedelta(minutes=gate.minutes) - 2 * LATE, until)
            told: list[Any] = [
                {
                    "MetricName": alarm["MetricName"],
                    "Dimensions": alarm["Dimensions"],
                    "Timestamp": each,
                    "Value": value,
                }
                for each in times
            ]
            for first in range(0, len(told), _AT_ONCE):
                client.put_metric_data(
                    Namespace=alarm["Namespace"], MetricData=told[first : first + _AT_ONCE]
                )


def _times(period: int, since: datetime, until: datetime) -> list[datetime]:
    return [since + timedelta(seconds=at) for at in range(0, int((until - since).total_seconds()), period)]
