"""Which mutants our rules find, in the stacks of one system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from policies.access.holders import held, holders
from policies.configuration import Configuration
from policies.diff.access import AccessChange, compare_access
from policies.doubts import doubts
from policies.gate.waivers.applying import apply_waivers
from policies.gate.waivers.waiver import Waiver
from policies.model import Finding, Rule
from policies.references import mentioned
from tests.mutation import guards
from tests.mutation.defaults import is_restated, is_too_small
from tests.mutation.guards import Guarded
from tests.mutation.judged import Judged, Verdict
from tests.mutation.mutants import Edit, Kind, Mutant, mutants, removals, widenings
from tests.mutation.same import lets_the_same_through
from tests.mutation.schema import Schema
from tests.policies.verdicts import REVIEWED

PARITY: Final = "parity-"
"""How the ids of rules begin that compare regions: they find nearly every change of one alone, and are not
asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant.

    found: the id of a rule that finds it where it is or at what it belongs to, or `waivers` where the gate
        says that one of these does not fit any more; empty where nothing does.
    afar: a rule that finds something at what has nothing to do with it.
    same: whether it is proven to let through what was let through before, and nothing else.
    """

    mutant: Mutant
    found: str = ""
    afar: str = ""
    same: bool = False


class System:
    """The stacks of one system, judged, and what can be done to them."""

    def __init__(
        self,
        configuration: Configuration,
        rules: Sequence[Rule],
        waivers: Collection[Waiver] = (),
    ) -> None:
        self.rules = {rule.id: rule for rule in rules if not rule.id.startswith(PARITY)}
        self.configuration = configuration
        self.waivers = [each for each in waivers if each.rule in self.rules]
        self.judged = Judged(configuration, self.rules.values())
        self._unfit = set(self._problems(self.judged.findings))

    def mutants(self, schema: Schema, guarded: Guarded) -> list[Mutant]:
        """Every mutant, in an order by chance that is always the same; what a rule guards is told as that."""
        edits: dict[tuple[str, str, object, str], Edit] = {}
        for element in self.configuration.elements:
            if element.is_managed:
                for edit in chain(
                    guards.edits(element, guarded, self.judged),
                    schema.edits(element),
                    removals(element),
                    widenings(element),
                ):
                    edits.setdefault((element.stack, element.address, edit.path, repr(edit.after)), edit)
        kept: list[Edit] = []
        for edit in edits.values():
            if schema.is_refused(edit) or is_too_small(edit):
                schema.excluded["the provider refuses it"] += 1
            elif is_restated(edit):
                schema.excluded["it is left out where it says what is so anyway"] += 1
            else:
                kept.append(edit)
        return sorted(mutants(kept, self.configuration), key=lambda mutant: mutant.order)

    def outcome(self, mutant: Mutant) -> Outcome:
        """Whether something finds the mutant."""
        afar = ""
        verdicts: list[Verdict] = []
        for verdict in self.judged.after(mutant.change(self.judged.watched)):
            if verdict.is_worse and self._is_near(verdict, mutant):
                return Outcome(mutant, verdict.rule.id)
            if verdict.is_worse and not afar:
                afar = f"{verdict.rule.id} at {verdict.element.stack}: {verdict.element.address}"
            verdicts.append(verdict)
        if self._waivers_do_not_fit(verdicts):
            return Outcome(mutant, "waivers")
        return Outcome(mutant, "", afar, same=self._is_the_same(mutant))

    def _is_the_same(self, mutant: Mutant) -> bool:
        """Whether it is proven to let through what was let through before, and nothing else."""
        if all(lets_the_same_through(edit, self.configuration) for edit in mutant.edits):
            return True
        return mutant.kind is Kind.WIDENED and self._is_proven_the_same(mutant)

    def _is_proven_the_same(self, mutant: Mutant) -> bool:
        """Whether another policy is proven to let through the same as before: a queue's own policy, say, is
        about this queue whatever resource it names.
        """
        change = mutant.change(self.judged.watched)
        with self.judged.configuration.changed(change.arguments), doubts():
            if _policies(self.judged.configuration) == _policies(self.configuration):
                return False  # nothing can be proven of a policy that is none of a store or a role
            difference = compare_access(self.configuration, self.judged.configuration)
        return difference == AccessChange()

    def _is_near(self, verdict: Verdict, mutant: Mutant) -> bool:
        """Whether a verdict is on what is changed or on what belongs to it, or names either."""
        if verdict.error:
            return True
        place = (verdict.element.stack, verdict.element.address)
        said = verdict.after.message if verdict.after else ""
        for edit in mutant.edits:
            own = (edit.element.stack, edit.element.address)
            if place == own or place in self._links[own]:
                return True
            if not self._links[own].isdisjoint(self._links[place]):
                return True
            if edit.element.address in said or edit.element.name in said or edit.element.type in said:
                return True
            if any(address in said for _, address in self._links[own]):
                return True
        return False

    @cached_property
    def _links(self) -> Mapping[tuple[str, str], set[tuple[str, str]]]:
        return _links(self.configuration)

    def _waivers_do_not_fit(self, verdicts: Iterable[Verdict]) -> bool:
        """Whether waivers that held are too broad now: fewer failures are left than they are for."""
        waived = {waiver.rule for waiver in self.waivers}
        changed = {
            (verdict.rule.id, verdict.element.stack, verdict.element.address): verdict.after
            for verdict in verdicts
            if verdict.before is not None and verdict.rule.id in waived
        }
        if not changed:
            return False
        now = (
            changed.get((each.rule, each.stack, each.address), each)
            for each in self.judged.findings
            if each is not None
        )
        return bool(set(self._problems(now)) - self._unfit)

    def _problems(self, findings: Iterable[Finding | None]) -> tuple[str, ...]:
        return apply_waivers(
            [each for each in findings if each is not None],
            self.waivers,
            rules=self.rules,
            configuration=self.configuration,
            engines=("rules",),
            today=REVIEWED,
            whole=True,
        ).problems


def _policies(configuration: Configuration) -> Mapping[tuple[str, str], tuple[object, ...]]:
    """What is said of each role and store, by stack and address."""
    said: dict[tuple[str, str], tuple[object, ...]] = {}
    for holder in holders(configuration):
        caller = holder.caller
        place = (holder.resource.stack, holder.resource.address)
        said[place] = (caller.identity, caller.boundary, holder.guarded.policy)
    for store in held(configuration):
        said[store.resource.stack, store.resource.address] = (store.guarded.policy,)
    return said


def _links(configuration: Configuration) -> Mapping[tuple[str, str], set[tuple[str, str]]]:
    """What each element mentions, in its stack or by an output of another one."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for element in configuration.elements:
        own = (element.stack, element.address)
        for _, text in element.strings():
            found[own].update((element.stack, address) for address in mentioned(text))
            target = configuration.target(element, text)
            if target is not None:
                found[own].add((target.stack, target.address))
    for own, others in list(found.items()):
        for other in list(others):
            found[other].add(own)
    return found
