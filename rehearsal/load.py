"""`python -m rehearsal.load`: payments as fast as some customers send them, from a process of its own.

It reads from standard input where to send them and what to sign with, and writes to standard output what came
of it, both as JSON. The figures are the emulator's on one machine, not those of AWS.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from typing import Final

from botocore.credentials import Credentials

from rehearsal.cards import card_of
from tests.integration.api import ACCEPTED, Api, Merchant, UnreachableError

PROJECT: Final = Path(__file__).resolve().parents[1]
_LONGEST: Final = 600.0  # seconds that the process may take
_OTHERS: Final = 1_000_000  # customers who pay nowhere else
_PERCENTILES: Final = (50, 90, 99)


class LoadError(Exception):
    """The process that sends the load failed; the text says how."""


@dataclass(frozen=True, slots=True)
class Till:
    """Where a merchant sends payments, and what it signs them with."""

    region: str
    url: str
    endpoint: str
    merchant: str
    access_key: str
    secret_key: str


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a load.

    statuses: answers by status, "none" where there was none.
    milliseconds: until a payment was accepted, by percentile.
    promised: what was accepted, in minor units by payment.
    """

    seconds: float
    statuses: Mapping[str, int]
    milliseconds: Mapping[str, float]
    promised: Mapping[str, int]

    def __str__(self) -> str:
        others = {status: count for status, count in self.statuses.items() if status != str(ACCEPTED)}
        latencies = ", ".join(f"p{name} {value:.0f} ms" for name, value in self.milliseconds.items())
        return (
            f"{len(self.promised)} payments accepted in {self.seconds:.0f} s, "
            f"{len(self.promised) / self.seconds:.1f} a second, {latencies}; "
            f"other answers: {others or 'none'}"
        )


def send_load(tills: Iterable[Till], *, payments: int, customers: int) -> Load:
    """Send a load from a second process. Raises LoadError."""
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name if __spec__ else __name__],
        cwd=PROJECT,
        input=json.dumps(
            {"tills": [asdict(till) for till in tills], "payments": payments, "customers": customers}
        ),
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    if done.returncode:
        raise LoadError(f"the load ended with status {done.returncode}: {done.stderr[-1000:]}")
    return Load(**json.loads(done.stdout))


def sent(tills: list[Till], payments: int, customers: int) -> Load:
    """Send payments by so many customers at once, in turn to each till."""
    apis = [Api(till.region, till.url, endpoint=till.endpoint) for till in tills]
    merchants = [
        Merchant(till.merchant, till.region, Credentials(till.access_key, till.secret_key)) for till in tills
    ]
    run = os.getpid()

    promised: dict[str, int] = {}

    def pay(number: int) -> tuple[str, float]:
        which, minor = number % len(tills), 100 + number
        began = time.monotonic()
        try:
            answer = apis[which].pay(
                merchants[which], f"load-{run}-{number}", minor, card_of(_OTHERS + number)
            )
        except UnreachableError:
            return "none", 0.0
        if answer.status == ACCEPTED:
            promised[answer.body["payment_id"]] = minor
        return str(answer.status), time.monotonic() - began

    began = time.monotonic()
    with ThreadPoolExecutor(customers) as threads:
        answers = list(threads.map(pay, range(payments)))
    took = time.monotonic() - began
    latencies = [1000 * seconds for status, seconds in answers if status == str(ACCEPTED)]
    cuts = quantiles(latencies, n=100, method="inclusive") if len(latencies) > 1 else []
    return Load(
        took,
        dict(sorted(Counter(status for status, _ in answers).items())),
        {str(each): cuts[each - 1] for each in _PERCENTILES} if cuts else {},
        promised,
    )


def main() -> int:
    """Send what standard input says."""
    asked = json.load(sys.stdin)
    tills = [Till(**till) for till in asked["tills"]]
    json.dump(asdict(sent(tills, asked["payments"], asked["customers"])), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
