"""The verdicts on stacks, compared with those on what real Terraform shows of the same stacks.

Both sides are what Terraform was given: a copy without what the provider's version lacks. Its backend,
which Terraform was not given, is put back, so that what one stack reads of another is found.
"""

from __future__ import annotations

import copy
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from policies.context import Form
from policies.gate.engines.forms import UNANSWERED
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import read_metadata
from policies.gate.reading.shown import refusal
from policies.gate.verdict import evaluate_rules
from policies.model import Finding, Status
from policies.registry import load
from rehearsal.stacks import Stack

OPPOSITE: Final = {Status.PASS: Status.FAIL, Status.FAIL: Status.PASS}
REPORTS: Final = Path("reports")
DOCUMENT: Final = Path("docs/forms.md")
GIVEN: Final = frozenset({"terraform-provider-region"})
"""What the providers of a rehearsal are told otherwise, to reach the emulator."""
_TOLD: Final = ("id", "arn")
"""What AWS always tells of a resource, though the provider's schema may take it as an argument."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What comparing found.

    opposite: a line for each verdict that is a pass in one form and a fail in the other.
    rules: for each rule, how often (verdict on the stack, verdict on what is shown), `-` where there is none.
    """

    opposite: tuple[str, ...]
    rules: Mapping[str, Counter[tuple[str, str]]]

    def keep(self, form: str, reports: Path, left_out: Iterable[str]) -> None:
        """Leave the numbers, and what was not given to Terraform, where `make forms` finds them."""
        path = reports / f"forms-{form}.json"
        path.parent.mkdir(exist_ok=True)
        told = {
            "left_out": sorted(left_out),
            "rules": {
                rule: {f"{before} {after}": number for (before, after), number in sorted(pairs.items())}
                for rule, pairs in self.rules.items()
            },
        }
        path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


@dataclass
class Forms:
    """Stacks as they were given to Terraform, and what it showed of each, by name."""

    given: dict[str, Mapping[str, Any]]
    shown: dict[str, Mapping[str, Any]]

    def give(self, stack: Stack, given: Mapping[str, Any]) -> None:
        """A stack, as it is given to Terraform."""
        settings = {**given["terraform"], "backend": stack.content["terraform"]["backend"]}
        self.given[stack.name] = {**given, "terraform": settings}

    def compared(self, folder: Path) -> Agreement:
        """Judge both by our rules, with the metadata of the synthesized folder."""
        given = {name: self.given[name] for name in self.shown}
        written, told = (self._judged(contents, folder) for contents in (given, self.shown))
        rules: dict[str, Counter[tuple[str, str]]] = {}
        for place in written.keys() | told.keys():
            before, after = written.get(place), told.get(place)
            pair = before.status.value if before else "-", after.status.value if after else "-"
            rules.setdefault(place[0], Counter())[pair] += 1
        return Agreement(tuple(_opposite(written, told)), dict(sorted(rules.items())))

    @staticmethod
    def _judged(
        contents: Mapping[str, Mapping[str, Any]], folder: Path
    ) -> dict[tuple[str, str, str], Finding]:
        refused = [why for why in map(_refused, contents.values()) if why]
        answer = evaluate_rules(build(contents, read_metadata(folder), NO_OVERRIDES))
        if refused or answer.problems:
            raise AssertionError("; ".join((*refused, *answer.problems)))
        return {(found.rule, found.stack, found.address): found for found in answer.findings}


def without_invented(
    state: Mapping[str, Any], given: Mapping[str, Any], schemas: Mapping[str, Any]
) -> dict[str, Any]:
    """A state that a mocked provider made, without the arguments that nobody gave and that it invented.

    schemas: what the provider says of its resource types.
    """
    shown = copy.deepcopy(dict(state))
    for each in shown["values"]["root_module"].get("resources", []):
        written = given["resource"].get(each["type"], {}).get(each["name"], {})
        if each["mode"] == "managed" and each["type"] in schemas:
            described = schemas[each["type"]]["block"]["attributes"]
            each["values"] = {
                name: _as_given(value, written[name]) if name in written else value
                for name, value in each["values"].items()
                if name in written or name in _TOLD or not described.get(name, {}).get("optional")
            }
    return shown


def _as_given(value: Any, written: Any) -> Any:
    if isinstance(written, Mapping) and isinstance(value, list) and len(value) == 1:
        return [_as_given(value[0], written)]
    if isinstance(written, Mapping) and isinstance(value, Mapping):
        return {key: _as_given(item, written[key]) for key, item in value.items() if key in written}
    if isinstance(written, list) and isinstance(value, list) and len(written) == len(value):
        return [_as_given(*pair) for pair in _paired(value, written)]
    return value


def _paired(value: list[Any], written: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Each item with what was written of it: by name where each has its own, as a set has no order."""
    named, shown = ([_name(each) for each in items] for items in (written, value))
    if None in named or len(set(named)) < len(named) or set(named) != set(shown):
        yield from zip(value, written, strict=True)
    else:
        by_name = dict(zip(named, written, strict=True))
        yield from ((each, by_name[name]) for each, name in zip(value, shown, strict=True))


def _name(block: Any) -> str | None:
    name = block.get("name") if isinstance(block, Mapping) else None
    return name if isinstance(name, str) else None


def _refused(content: Mapping[str, Any]) -> str:
    return refusal(content) if "format_version" in content else ""


def _opposite(
    written: Mapping[tuple[str, str, str], Finding], told: Mapping[tuple[str, str, str], Finding]
) -> Iterator[str]:
    for (rule, stack, address), found in sorted(told.items()):
        before = written.get((rule, stack, address))
        if before and OPPOSITE.get(before.status) is found.status and rule not in GIVEN:
            message = found.message if found.status is Status.FAIL else before.message
            yield f"{rule} at {stack}: {address}: {before.status}, then {found.status}: {message}"


def document() -> str:
    """docs/forms.md: what each form answers, with the numbers of the last runs that compared them.

    Raises OSError where one of them was not compared.
    """
    said = {form: _kept(form) for form in ("plan", "state")}
    (_, plans), (_, states) = said.values()
    rows = [
        f"| {rule.id} | {_cell(plans.get(rule.id, {}), rule.id, Form.PLAN)} "
        f"| {_cell(states.get(rule.id, {}), rule.id, Form.STATE)} |"
        for rule in sorted(load().rules, key=lambda rule: rule.id)
    ]
    lacking = [
        f"- {form}s: {', '.join(f'`{each}`' for each in left_out) or 'nothing'}"
        for form, (left_out, _) in said.items()
    ]
    return _INTRODUCTION + "\n".join(lacking) + _ROWS + "\n".join(rows) + "\n"


def _kept(form: str) -> tuple[list[str], Mapping[str, Counter[str]]]:
    """What was left out, and the numbers by rule, of all that was compared. Raises OSError for nothing."""
    kept = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(REPORTS.glob(f"forms-{form}*.json"))
    ]
    if not kept:
        raise FileNotFoundError(f"{REPORTS} holds no forms-{form}.json")
    rules: dict[str, Counter[str]] = {}
    for told in kept:
        for rule, pairs in told["rules"].items():
            rules.setdefault(rule, Counter()).update(pairs)
    return sorted({each for told in kept for each in told["left_out"]}), rules


def _cell(pairs: Mapping[str, int], rule: str, form: Form) -> str:
    if rule in UNANSWERED[form]:
        return f"not answered: the form lacks {UNANSWERED[form][rule]}"
    told: Counter[str] = Counter()
    for pair, number in pairs.items():
        before, after = pair.split(" ")
        told[_WORDS.get((before, after), "the same" if before == after else f"{before}, then {after}")] += (
            number
        )
    return "; ".join(f"{number} {what}" for what, number in sorted(told.items())) or "nothing to judge"


_WORDS: Final = {
    **{("unknown", after): "decided" for after in ("pass", "fail")},
    **{(before, "unknown"): "unknown" for before in ("pass", "fail")},
    **{(before, "-"): "not there" for before in ("pass", "fail", "unknown")},
    **{("-", after): "only there" for after in ("pass", "fail", "unknown")},
}
_INTRODUCTION: Final = """\
# What a plan and a state answer

<!-- Generated by `make forms` from what `make rehearse` and `make mocked` compared. Do not edit. -->

`python -m policies gate` judges synthesized stacks, and what `terraform show -json` writes of a plan or a
state: a file, or a folder of them, told apart by content. Rules, addresses and formats are the same.

| | synthesized | plan | state |
|---|---|---|---|
| arguments | as written | as written where that can be followed, else as planned | as they are |
| whom an argument points at | references | references | ids, ARNs, names of what a resource depends on |
| own account | `data.aws_caller_identity` | the same | what that data source read, or all ARNs name |
| modules | one element for each call | every instance in them | every instance in them |
| what is destroyed or replaced | - | told in the notes | - |
| `lifecycle`, backend | yes | no | no |
| providers, provisioners, variables | yes | yes | no |
| what is sensitive | as written | as written | left out |

What a form cannot answer is unknown, once a rule, or not there at all; it never passes. Of an expression in
HCL a plan shows the references alone: a single one, of a value that is not yet known, is taken to be the
whole expression, and a `dynamic` block whose number of blocks is not yet known is not shown at all. What a
provider fills in (nulls, empty texts and lists, what resources of their own say) is left out.

The numbers are of every stack of the sample system. Plans: the real provider's, with an emulated AWS and
without what that lacks (`make rehearse` lists it). States: of an apply with the real provider's schema and a
mocked AWS (`make mocked` lists which arguments the provider at hand lacks). `the same`: the verdict on the
stack; `decided`: unknown of the stack; `unknown`: decided of the stack; `not there`, `only there`: the
element, or what the rule asks of it, is told in one form alone. No verdict is a pass in one form and a fail
in another: `make rehearse` and `make mocked` fail otherwise. A rehearsal tells its providers how to reach the
emulator, which `terraform-provider-region` finds; that alone is excepted.

Left out on both sides, because the provider at hand or the emulator lacks it:

"""
_ROWS: Final = """

| rule | plan | state |
|---|---|---|
"""


def main() -> int:
    """Write the document; 2 where the forms were not compared."""
    try:
        DOCUMENT.write_text(document(), encoding="utf-8")
    except OSError as error:
        print(f"forms: run 'make mocked' and 'make rehearse' first ({error})", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
