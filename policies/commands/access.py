"""`python -m policies access`: who can do what to which store, and which properties of access are proven."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from policies.access.matrix import Entry, matrix
from policies.configuration import Configuration
from policies.counting import counted
from policies.doubts import doubts
from policies.engine import judge
from policies.gate.formats.safe_text import printable
from policies.gate.reading.folder import read
from policies.masking import distinctive_secrets, masked, masker
from policies.model import Finding, Rule, Status
from policies.registry import load

_EPILOG: Final = """\
exit status:
  0  every property is proven
  1  one is refuted; a request that breaks it stands there
  2  nothing is refuted and something undecided, or the folder could not be read
"""
PROPERTIES: Final = "access-"
"""What the ids of the rules begin with whose verdict is a proof."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one property. proven: at how many places no request breaks it."""

    rule: Rule
    proven: int
    refuted: tuple[Finding, ...]
    undecided: tuple[Finding, ...]


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `access` and its options to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "access",
        help="prove who can do what to which store",
        description=(
            "Prove or refute, over all policies of a synthesized output together, the properties of access; "
            "and say who can do what to which store, under which conditions."
        ),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("dir", nargs="?", type=Path, default=Path("cdktf.out"), metavar="DIR")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text unless said")
    parser.add_argument("--proofs", action="store_true", help="the properties alone, not who can do what")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what is proven and who may what; answer the exit status."""
    reading = read(options.dir)
    registry = load()
    configuration = reading.configuration
    problems = [*reading.problems, *(f"a rule did not load: {error}" for error in registry.errors)]
    if not problems and not any(element.is_managed for element in configuration.elements):
        problems.append(f"{options.dir}: Terraform would make no resource of it, so nothing was proven.")
    judged = judge(configuration, [rule for rule in registry.rules if rule.id.startswith(PROPERTIES)])
    problems += judged.errors
    if problems:
        for problem in problems:
            print(f"access: {printable(problem)}", file=sys.stderr)
        return 2
    proofs = tuple(_proofs(registry.rules, judged.findings))
    entries: tuple[Entry, ...] = ()
    if not options.proofs:
        with doubts():  # each is told where a property depends on it
            entries = matrix(configuration)
    mask = masker(distinctive_secrets(configuration))
    render = _json if options.format == "json" else _text
    sys.stdout.write(render(masked(proofs, mask), masked(entries, mask), configuration))
    if any(proof.refuted for proof in proofs):
        return 1
    return 2 if any(proof.undecided for proof in proofs) else 0


def _proofs(rules: Iterable[Rule], findings: tuple[Finding, ...]) -> Iterator[Proof]:
    for rule in rules:
        if not rule.id.startswith(PROPERTIES):
            continue
        own = [finding for finding in findings if finding.rule == rule.id]
        yield Proof(
            rule,
            sum(finding.status is Status.PASS for finding in own),
            tuple(finding for finding in own if finding.status is Status.FAIL),
            tuple(finding for finding in own if finding.status is Status.UNKNOWN),
        )


def _text(proofs: tuple[Proof, ...], entries: tuple[Entry, ...], configuration: Configuration) -> str:
    return "\n".join(map(printable, _lines(proofs, entries, configuration))) + "\n"


def _lines(
    proofs: tuple[Proof, ...], entries: tuple[Entry, ...], configuration: Configuration
) -> Iterator[str]:
    for proof in proofs:
        word = "REFUTED" if proof.refuted else "UNDECIDED" if proof.undecided else "PROVEN"
        yield f"{word} {proof.rule.id}: {proof.rule.title} ({counted(proof.proven, 'place')} proven)"
        for finding in (*proof.refuted, *proof.undecided):
            yield f"  {finding.status} at {finding.stack}: {finding.address}: {finding.message}"
    for (stack, store), of_store in groupby(entries, key=lambda entry: (entry.stack, entry.store)):
        yield ""
        yield f"{stack}: {store}"
        for entry in of_store:
            yield f"  {entry.who}: {', '.join(entry.actions) or 'nobody can tell what'}"
            yield from (f"      if {condition}" for condition in entry.conditions)
            if entry.unknown:
                yield f"      unknown: {entry.unknown}"
    stacks = counted(len({element.stack for element in configuration.elements}), "stack")
    failed = sum(len(proof.refuted) for proof in proofs)
    unknown = sum(len(proof.undecided) for proof in proofs)
    yield ""
    yield f"{stacks}: {sum(proof.proven for proof in proofs)} proven, {failed} refuted, {unknown} undecided"


def _json(proofs: tuple[Proof, ...], entries: tuple[Entry, ...], configuration: Configuration) -> str:
    del configuration

    def places(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
        return [{"stack": each.stack, "address": each.address, "message": each.message} for each in findings]

    content = {
        "properties": [
            {
                "id": proof.rule.id,
                "title": proof.rule.title,
                "proven": proof.proven,
                "refuted": places(proof.refuted),
                "undecided": places(proof.undecided),
            }
            for proof in proofs
        ],
        "access": [asdict(entry) for entry in entries],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
