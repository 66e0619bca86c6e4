"""Enforcement: the rules of the gate, over every stack as it will be written, after every mutator.

cdktf renders and writes stack by stack. Enforcement renders each one in its turn and judges them
together in the turn of the last, so that rules see across stacks and every violation is told at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import jsii
from constructs import IValidation

from aspects.journal import Journal
from infra.provenance import Provenance
from infra.stack import PlatformStack
from policies.estate import Estate
from policies.gate.metadata import Metadata, StackMetadata
from policies.gate.reading import Overrides, Reading, build
from policies.gate.text import complaints
from policies.gate.verdict import Verdict, conclude, judge_estate
from policies.gate.waivers import Waiver


class Enforcement:
    """What the stacks of one app share: the journal of changes, what was rendered, and the verdict."""

    def __init__(self, provenance: Provenance, *, today: date, waivers: tuple[Waiver, ...] = ()) -> None:
        """`provenance` knows where constructs were made; `waivers` hold or expire by `today` (UTC)."""
        self.journal = Journal(path_of=provenance.path_of)
        self.verdict: Verdict | None = None
        self._provenance = provenance
        self._today = today
        self._waivers = waivers
        self._stacks: dict[str, StackMetadata] = {}
        self._rendered: dict[str, Mapping[str, Any]] = {}

    def expect(self, stack: PlatformStack) -> None:
        """Announce a stack; the verdict waits for all that were announced."""
        settings = stack.settings
        self._stacks[stack.stack_id] = StackMetadata(
            settings.system,
            settings.suffix,
            settings.profile.name,
            tuple(f"{region.name}.{key}" for region in settings.regions for key in region.overrides),
            settings.off,
        )

    @property
    def metadata(self) -> Metadata:
        """What the gate should know of these stacks, to be written beside them."""
        return Metadata(self._stacks, self._provenance.sources(), tuple(self.journal.mutations))

    def holds_for(self, written: Reading) -> bool:
        """Whether what was written is, value for value, what was judged, so that the verdict stands."""
        return (
            self.verdict is not None
            and not written.problems
            and written.contents == self._rendered
            and written.metadata == self.metadata
        )

    def rendered(self, stack_id: str, content: Mapping[str, Any]) -> tuple[str, ...]:
        """Take one rendered stack; with the last one, judge them all and return what fails."""
        self._rendered[stack_id] = content
        if self._rendered.keys() != self._stacks.keys():
            return ()
        metadata = self.metadata
        estate = build(self._rendered, metadata, Overrides())
        self.verdict = conclude(
            judge_estate(estate),
            today=self._today,
            waivers=self._waivers,
            problems=self._unseen(estate),
            notes=metadata.notes,
        )
        return (*complaints(self.verdict.failures), *self.verdict.problems)

    def _unseen(self, estate: Estate) -> Iterator[str]:
        """Each stack whose mutators did not see every resource, or did not run."""
        rendered = Counter(element.stack for element in estate.elements if element.is_managed)
        for stack in self._stacks:
            if self.journal.seen[stack] != rendered[stack]:
                yield (
                    f"{stack}: the aspects saw {self.journal.seen[stack]} resources of {rendered[stack]}; "
                    "make each as a construct, before the aspects run"
                )


@jsii.implements(IValidation)
class Enforcer:
    """The validation of one stack: cdktf calls it after every aspect has run."""

    def __init__(self, stack: PlatformStack, enforcement: Enforcement) -> None:
        self._stack = stack
        self._enforcement = enforcement

    def validate(self) -> list[str]:
        """Render the stack as it will be written; each string returned fails the synthesis."""
        return list(self._enforcement.rendered(self._stack.stack_id, self._stack.to_terraform()))
