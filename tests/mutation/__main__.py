"""`python -m tests.mutation cdktf.out`: how many mutants of the synthesized stacks our rules find.

Parity between regions is not asked: it finds nearly every change of one region. `reports/mutation.json` lists
what survives. Ends with status 1 where less is found than the last time.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from policies.bindings import bindings
from policies.configuration import Configuration
from policies.gate.reading.folder import read
from policies.gate.waivers.file import DEFAULT, read_waivers
from policies.registry import load
from policies.resource import Resource
from tests.mutation.guards import learn
from tests.mutation.measure import PARITY, Outcome, System
from tests.mutation.mutants import Kind, Mutant
from tests.mutation.schema import Schema
from tests.mutation.score import fell, keep, last, lines, score, survivors

SAMPLE: Final = 4000
"""So many mutants that they take less than three minutes on two cores."""
_BATCH: Final = 100
_WORK: list[tuple[System, Mutant]] = []
"""What is to be judged: the processes that judge are copies of this one."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, tell and keep."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("cdktf.out"), help="synthesized stacks")
    parser.add_argument("--short", action="store_true", help=f"a fixed sample of {SAMPLE} mutants")
    parser.add_argument("--only", metavar="SYSTEM", help="the mutants of this system")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes that judge")
    parser.add_argument("--write", action="store_true", help="keep the score as that of the last time")
    parser.add_argument(
        "--survivors", type=Path, default=Path("reports/mutation.json"), help="where survivors are listed"
    )
    options = parser.parse_args(arguments)
    if options.only and options.write:
        parser.error("what is kept is the score of all systems")
    reading = read(options.folder)
    if reading.problems:
        parser.error("; ".join(reading.problems))
    excluded: Counter[str] = Counter()
    _WORK[:] = _mutants(reading.configuration, options.only, excluded)
    if options.short:
        del _WORK[SAMPLE:]
    if not _WORK:
        parser.error("there is no resource to change")
    outcomes = list(_outcomes(options.jobs))
    now, sample = score(outcomes), "short" if options.short else "full"
    before = {} if options.only else last(sample)
    print("\n".join(lines(now, before)))
    for reason, number in sorted({**excluded, **_apart(outcomes)}.items()):
        print(f"{number:6} not counted: {reason}")
    afar = sum(bool(outcome.afar) and not outcome.found for outcome in outcomes)
    print(f"{afar:6} of what survives are found at what does not belong to it")
    options.survivors.parent.mkdir(parents=True, exist_ok=True)
    options.survivors.write_text(json.dumps(survivors(outcomes), indent=1) + "\n", encoding="utf-8")
    print(f"what survives: {options.survivors}")
    if options.write:
        keep(now, sample)
    return int(fell(now, before))


def _apart(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    free = [outcome for outcome in outcomes if outcome.mutant.kind is Kind.FREE]
    found = sum(bool(outcome.found) for outcome in free)
    return {
        "it is proven to let through what was let through before": sum(each.same for each in outcomes),
        f"the table of switches says that either is sound ({found} of them are found)": len(free),
    }


def _mutants(
    configuration: Configuration, only: str | None, excluded: Counter[str]
) -> list[tuple[System, Mutant]]:
    """Every mutant of each system, in an order by chance that is always the same."""
    registry = load()
    if registry.errors:
        raise ValueError("; ".join(map(str, registry.errors)))
    rules = [rule for rule in registry.rules if not rule.id.startswith(PARITY)]
    _say(f"learning from {len(rules)} rules' examples what they guard")
    guarded = learn(rules)
    _say(f"{len(guarded.guards)} guards; reading the provider's schema")
    types = bindings().types
    waivers = read_waivers(DEFAULT)
    by_system: dict[str, list[Resource]] = defaultdict(list)
    for element in configuration.elements:
        by_system[element.context.system].append(element)
    found: list[tuple[System, Mutant]] = []
    for name, elements in by_system.items():
        if only in (None, name):
            own = [waiver for waiver in waivers if waiver.scope.system == name]
            system = System(Configuration(tuple(elements)), rules, own)
            schema = Schema.of(elements, types, guarded)
            mutants = system.mutants(schema, guarded)
            found += [(system, mutant) for mutant in mutants]
            excluded.update(schema.excluded)
            _say(f"{name}: {len(mutants)} mutants of {len(elements)} elements")
    return sorted(found, key=lambda each: each[1].order)


def _outcomes(jobs: int) -> Iterator[Outcome]:
    """What becomes of each, in order."""
    batches = range(0, len(_WORK), _BATCH)
    gc.freeze()  # what is there stays, and is shared with the processes
    found = survived = 0
    with multiprocessing.get_context("fork").Pool(max(1, jobs)) as pool:
        for first, told in zip(batches, pool.imap(_judge, batches), strict=True):
            for (_, mutant), (by, afar, same) in zip(_WORK[first : first + _BATCH], told, strict=True):
                found, survived = found + bool(by), survived + (not by and not same)
                yield Outcome(mutant, by, afar, same=same)
            _say(
                f"{min(first + _BATCH, len(_WORK))} of {len(_WORK)} judged: {found} found, {survived} survive"
            )


def _judge(first: int) -> list[tuple[str, str, bool]]:
    outcomes = [system.outcome(mutant) for system, mutant in _WORK[first : first + _BATCH]]
    return [(outcome.found, outcome.afar, outcome.same) for outcome in outcomes]


def _say(what: str) -> None:
    print(f"mutation: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
