"""The whole comparison of two outputs, judged alike, with every credential of either side masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from policies.configuration import Configuration
from policies.diff.access import AccessChange, compare_access
from policies.diff.exposure import Exposure, compare_exposure
from policies.diff.gate import GateDiff
from policies.diff.permissions import Permissions, compare_permissions
from policies.diff.posture import Posture, compare_posture
from policies.diff.resources import ResourceChange, as_planned, compare_resources
from policies.diff.rule_settings import RuleChange, compare_rules
from policies.diff.waiver_use import WaiverChange, compare_waivers
from policies.gate.evaluation import Evaluation, Terms, evaluate
from policies.gate.reading.shown_elements import planned_changes
from policies.gate.verdict import Verdict
from policies.masking import distinctive_secrets, masked, masker


class ComparisonError(ValueError):
    """A side could not be read or judged in full; `problems` has a sentence for each reason."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Diff:
    """What is different in the head. Every part is without credentials.

    stacks_added, stacks_removed: the stacks that one side alone has; resources has their elements too.
    gate: how the gate itself is different, and what that of the base says of the head; None where not asked.
    """

    exposure: Exposure
    access: AccessChange
    permissions: Permissions
    posture: Posture
    waivers: tuple[WaiverChange, ...]
    rules: tuple[RuleChange, ...]
    resources: tuple[ResourceChange, ...]
    stacks_added: tuple[str, ...]
    stacks_removed: tuple[str, ...]
    gate: GateDiff | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no difference; what fails on both sides alike is none."""
        exposure, permissions, posture = self.exposure, self.permissions, self.posture
        access = self.access
        return not any(
            (
                *(exposure.gained, exposure.lost),
                *(access.gained, access.lost, access.undecided),
                *(permissions.gained, permissions.lost, permissions.unreadable),
                *(posture.new, posture.fixed, posture.newly_unknown, posture.newly_waived),
                *(posture.newly_declared,),
                *(posture.problems, posture.solved),
                *(self.waivers, self.rules, self.resources),
                self.gate and not self.gate.is_empty,
            )
        )


def judged(folder: Path, terms: Terms, *, waivers: Path | None) -> Evaluation:
    """Read and judge one side as the gate does. Raises ComparisonError where it could not in full."""
    evaluation = evaluate(folder, terms, waivers=waivers)
    if not evaluation.verdict.whole:
        raise ComparisonError(evaluation.verdict.problems)
    return evaluation


def compare(base: Evaluation, head: Evaluation, gate: GateDiff | None = None) -> Diff:
    """Compare two sides that were read and judged in full, by the same engines on the same day.

    gate: how that of the head is different from that of the base, where it was asked.
    """
    before, after = base.verdict, head.verdict
    permissions = compare_permissions(before.configuration, after.configuration)
    if base.reading.contents == head.reading.contents:
        # What cannot be read is the same, together with all that it may refer to.
        permissions = replace(permissions, unreadable=())
    diff = Diff(
        exposure=compare_exposure(before, after),
        access=compare_access(before.configuration, after.configuration),
        permissions=permissions,
        posture=compare_posture(before, after),
        waivers=compare_waivers(before, after),
        rules=compare_rules(before, after),
        resources=as_planned(
            compare_resources(before.configuration, after.configuration),
            planned_changes(head.reading.contents),
        ),
        stacks_added=tuple(stack for stack in after.stacks if stack not in before.stacks),
        stacks_removed=tuple(stack for stack in before.stacks if stack not in after.stacks),
        gate=gate,
    )
    return masked(diff, masker(distinctive_secrets(both(before, after))))


def both(base: Verdict, head: Verdict) -> Configuration:
    """The elements of both sides."""
    return Configuration((*base.configuration.elements, *head.configuration.elements))
