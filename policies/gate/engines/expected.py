"""What checkov must have an answer to: an absent check is not a passed one.

`checkov_checks.json` lists the checks that the locked checkov registers for each type of element. It is
generated (`make generated`), reviewed, and compared with every output: a check that did not load, did
not run, or skipped an element of its type is missed, whatever checkov's own report says.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from policies.resource import Resource

PROCESS: Final = Path(__file__).with_name("checkov_process.py")
COMMAND: Final = (sys.executable, "-I", "-B", str(PROCESS))
"""checkov in a process of its own: isolated (-I) from the user's paths and settings of Python."""
FILE: Final = Path(__file__).with_name("checkov_checks.json")
_ID: Final = re.compile(r"^CKV2?_[A-Z0-9]+_\d+$")


@dataclass(frozen=True, slots=True)
class Expected:
    """The checks of one checkov version.

    checks: ids by type of element (`aws_sqs_queue`, `data.aws_ami`, `provider.aws`).
    graph_checks: the checks that see several elements at once, and the types that each judges (`*`: any);
        each has to run.
    not_in_a_plan: ids that a plan cannot answer, since it has no lifecycle.
    """

    version: str
    checks: Mapping[str, tuple[str, ...]]
    graph_checks: Mapping[str, tuple[str, ...]]
    not_in_a_plan: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        """Every check there is, so that a waiver of one that there is not is told at once."""
        return frozenset(self.graph_checks).union(*self.checks.values())

    def of(self, element: Resource, shape: str) -> Iterator[str]:
        """The checks that must answer for an element in a shape."""
        for check in self.checks.get(element.type, ()):
            if shape != "terraform_plan" or check not in self.not_in_a_plan:
                yield check

    def graph_judges(self, check: str, element: Resource) -> bool:
        """Whether a check on the graph is to tell of an element."""
        kinds = self.graph_checks[check]
        return element.type in kinds or ("*" in kinds and element.is_managed)

    def missing(
        self, elements: Iterable[Resource], shape: str, answered: Iterable[tuple[str, str, str]]
    ) -> Mapping[str, list[Resource]]:
        """By check, the elements that it has no answer for; `answered` is (check, stack, address)."""
        known = set(answered)
        missed: dict[str, list[Resource]] = {}
        for element in elements:
            for check in self.of(element, shape):
                if (check, element.stack, element.address) not in known:
                    missed.setdefault(check, []).append(element)
        return missed


def is_checkov_id(rule: str) -> bool:
    """Whether it is written as checkov writes its ids, be there such a check or not."""
    return bool(_ID.match(rule))


@cache
def expected() -> Expected:
    """The list as it was generated and reviewed."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    return Expected(
        version=content["version"],
        checks={kind: tuple(ids) for kind, ids in content["checks"].items()},
        graph_checks={check: tuple(kinds) for check, kinds in content["graph_checks"].items()},
        not_in_a_plan=frozenset(content["not_in_a_plan"]),
    )


def registered() -> str:
    """The list anew, as text, from the checkov that is installed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output.json"
        subprocess.run([*COMMAND, "--list", str(output)], check=True)
        return json.dumps(json.loads(output.read_text(encoding="utf-8")), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(registered(), encoding="utf-8")
