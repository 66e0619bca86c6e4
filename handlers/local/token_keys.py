"""`python -m handlers.local.token_keys STEP`: the secret of the token keys after a step of its rotation.

Reads the secret's JSON from standard input and writes the next one to standard output, so that a key
stands in no command line and no file. docs/runbooks.md says when to take which step.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Callable, Mapping
from typing import Final

from handlers.domain.errors import ConfigurationError
from handlers.domain.tokens import KEY_BYTES, KeyRing, ring_in

STEPS: Final[Mapping[str, Callable[[KeyRing], KeyRing]]] = {
    "announce": lambda ring: ring.announced(secrets.token_bytes(KEY_BYTES)),
    "promote": KeyRing.promoted,
    "retire": KeyRing.retired,
}


def main(arguments: list[str] | None = None) -> int:
    """Take a step. Returns the status of the process."""
    parser = argparse.ArgumentParser(prog="token_keys", description="Take a step of a rotation.")
    parser.add_argument("step", choices=STEPS)
    step = parser.parse_args(arguments).step
    try:
        after = STEPS[step](ring_in(_fields(sys.stdin.read())))
    except ConfigurationError as error:
        print(f"token_keys: {error}", file=sys.stderr)
        return 1
    print(after.secret())
    return 0


def _fields(text: str) -> Mapping[str, object]:
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise ConfigurationError("what was read is no object of JSON")
    return read


if __name__ == "__main__":
    raise SystemExit(main())
