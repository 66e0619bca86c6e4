"""What rehearsals of migrations share: the deployed system moves on, phase by phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from infra.settings.phases import TAG
from rehearsal.deployment import DeploymentError
from rehearsal.rehearsal import Rehearsal
from rehearsal.stacks import read_stacks
from rehearsal.synthesis import NotSynthesizedError, synthesize

if TYPE_CHECKING:
    from infra.settings.phases import MigrationSettings


@dataclass
class MigrationRehearsal(Rehearsal):
    """The rehearsal of a system that migrates; `settings` are those of the phase that holds."""

    settings: MigrationSettings

    def steps(self) -> Iterator[str]:
        """The phases after the one that holds, in their order; each holds once it is yielded.

        Raises DeploymentError.
        """
        for _, phase in pairwise(self.settings.phases):
            self._set(phase)
            yield phase

    def _set(self, phase: str) -> None:
        """Apply what is synthesized in another phase."""
        before, folder = self.settings, self.task.scratch / "phases" / phase
        try:
            synthesize(before, phase, folder)
        except NotSynthesizedError as error:
            raise DeploymentError(str(error)) from None
        own = {stack.name for stack in self.task.stacks}
        stacks = [each for each in read_stacks(folder) if each.name in own]
        changed = self.deployment.change(stacks, TAG)
        self.settings = before.model_copy(update={"phase": phase})
        self.say(
            f"from {before.phase} to {phase}: {changed} resources change beside the tag, none is made anew"
        )
