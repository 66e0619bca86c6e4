"""Enforcement: the rules of the gate, over every stack as it was written, before the synthesis ends.

cdktf renders and writes stack by stack, each after its aspects, and asks the App for what is wrong when all
are written. There enforcement judges them together: rules see across stacks, and every violation is told
at once. What it returns fails the synthesis; the manifest, which makes the folder one to deploy, is not
written then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsii
from cdktf import App
from constructs import IValidation

from aspects.journal import Journal
from infra.output_folder import clear
from infra.provenance import Provenance
from infra.stack import PlatformStack
from policies.configuration import Configuration
from policies.context import Promises
from policies.gate.formats.text import complaints
from policies.gate.reading.declared import Change, changes
from policies.gate.reading.folder import read
from policies.gate.reading.metadata import Metadata, StackMetadata, write_metadata
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.gate.waivers.waiver import Waiver
from policies.registry import Registry


@jsii.implements(IValidation)
class Enforcement:
    """The validation of an app, and what its stacks share: the journal of changes, and the verdict.

    verdict: None until the app was synthesized.
    """

    def __init__(  # noqa: PLR0913 - each argument is an input of its own
        self,
        app: App,
        provenance: Provenance,
        *,
        today: date,
        waivers: tuple[Waiver, ...] = (),
        registry: Registry | None = None,
        plain: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    ) -> None:
        """Stand on `app`. `provenance` knows where constructs were made; `waivers` hold or expire by
        `today` (UTC); `registry` has the rules, ours as they are where it is None; `plain`: by stack, its
        content without the overrides of its system's settings, of each system that declares some.
        """
        self.journal = Journal(path_of=provenance.path_of)
        self.verdict: Verdict | None = None
        self._folder = Path(app.outdir)
        self._provenance = provenance
        self._today = today
        self._waivers = waivers
        self._registry = registry
        self._plain = plain
        self._stacks: dict[str, StackMetadata] = {}
        app.node.add_validation(self)

    def expect(self, stack: PlatformStack) -> None:
        """Announce a stack, with what the gate should know of it."""
        settings, promises = stack.settings, stack.settings.promises
        self._stacks[stack.stack_id] = StackMetadata(
            settings.system,
            settings.suffix,
            settings.profile.name,
            settings.overrides,
            settings.off,
            Promises(
                promises.isolated,
                promises.log_days,
                promises.health_seconds,
                promises.scheduled_mb,
                tuple(sorted(promises.tags)),
                promises.uneven,
                tuple(sorted(settings.readers.items())),
                promises.parameters,
                promises.fixed_names,
                promises.expires,
                tuple(sorted(promises.shares.items())),
            ),
        )

    def validate(self) -> list[str]:
        """Judge what was written, which stays only if it passes; each string returned fails the synthesis."""
        metadata = Metadata(
            self._stacks,
            self._provenance.chains(),
            tuple(self.journal.mutations),
            self._declared(),
        )
        write_metadata(self._folder, metadata)
        written = read(self._folder, unfinished=True)
        self.verdict = conclude(
            evaluate_rules(written.configuration, registry=self._registry, strict=True),
            today=self._today,
            waivers=self._waivers,
            problems=(*written.problems, *self._unseen(written.configuration)),
            notes=metadata.notes,
        )
        if self.verdict.exit_status:
            clear(self._folder)
        return [*complaints(self.verdict.failures), *self.verdict.problems]

    def _declared(self) -> Mapping[str, Sequence[Change]]:
        """What overrides change in each stack of a system that declares some."""
        if not self._plain:
            return {}
        written = read(self._folder, unfinished=True).contents
        return {
            stack: changes(written[stack], plain) for stack, plain in self._plain.items() if stack in written
        }

    def _unseen(self, configuration: Configuration) -> Iterator[str]:
        """Each stack whose mutators did not see every resource, or did not run."""
        written = Counter(element.stack for element in configuration.elements if element.is_managed)
        for stack in sorted(self._stacks.keys() | written.keys()):
            if self.journal.seen[stack] != written[stack]:
                yield (
                    f"{stack}: the aspects saw {self.journal.seen[stack]} resources of {written[stack]}; "
                    "give it the aspects, and make each resource as a construct before they run"
                )
