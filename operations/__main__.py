"""`python -m operations gates SYSTEM`: whether a migration may go on to its next phase.
`python -m operations reconcile`: whether what was moved is whole.

Exit status 0: go. 1: no-go, and what does not hold is named. 2: it cannot be known, which is no go either.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from handlers.domain.spec import SpecError
from infra.settings import SettingsError
from operations.account import AccountError
from operations.commands import RequestError, gates, reconcile
from operations.declared import SynthesisError
from operations.line import one_line
from operations.reconciliation import UnreadableError
from operations.tables import TablesError
from operations.verdict import STATUS, Verdict

_COMMANDS: Final = {
    "gates": (gates, "whether a migration may go on to its next phase"),
    "reconcile": (reconcile, "whether what was moved is whole"),
}
_TOLD: Final = (
    *(AccountError, RequestError, SettingsError, SpecError, SynthesisError, TablesError, UnreadableError),
)


def main(arguments: Sequence[str], now: datetime | None = None) -> int:
    """Do what was asked, as of `now` (the clock's, unless said), and answer the exit status."""
    parser = argparse.ArgumentParser(prog="python -m operations", description="Ask an account.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name, (command, purpose) in _COMMANDS.items():
        command.add_options(commands.add_parser(name, help=purpose, description=command.__doc__))
    options = parser.parse_args(arguments)
    try:
        verdict = _COMMANDS[options.command][0].run(options, now or datetime.now(UTC))
    except _TOLD as error:
        print(one_line(f"operations: {error}"), file=sys.stderr)
        verdict = Verdict.UNKNOWN
    except Exception:  # noqa: BLE001 - what fails has not said no-go, which is what Python's own status 1 says
        traceback.print_exc()
        verdict = Verdict.UNKNOWN
    return STATUS[verdict]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
