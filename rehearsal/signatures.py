"""Which regions accept a signature. The emulator verifies none: a verifier of our own does, which knows both
of AWS's algorithms and shares nothing with the libraries that signed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tests.signatures.samples import SECRETS, SIGNED_ONCE, plainly_signed
from tests.signatures.verifier import RefusedError, Request, verify


@dataclass(frozen=True, slots=True)
class Signatures:
    """once: regions that accept each request that was signed once. plain: of each region, those that accept a
    plain signature for it.
    """

    once: Collection[str]
    plain: dict[str, Collection[str]]

    @property
    def strays(self) -> int:
        """How often a region accepts a plain signature for another one."""
        return sum(len(set(accepting) - {region}) for region, accepting in self.plain.items())

    def problems(self, regions: Collection[str]) -> tuple[str, ...]:
        """What must not be, as sentences."""
        refusing = sorted(set(regions) - set(self.once))
        return (
            *(f"{region} refuses a request that was signed once for all" for region in refusing),
            *(
                f"a plain signature for {region} is accepted by {', '.join(sorted(accepting)) or 'nobody'}"
                for region, accepting in self.plain.items()
                if set(accepting) != {region}
            ),
        )


def signatures(regions: Collection[str]) -> Signatures:
    """Hold requests against each region."""
    once = set.intersection(*(_accepting(request, regions) for request in SIGNED_ONCE))
    return Signatures(once, {region: _accepting(plainly_signed(region), regions) for region in regions})


def _accepting(request: Request, regions: Iterable[str]) -> set[str]:
    return {region for region in regions if _accepts(region, request)}


def _accepts(region: str, request: Request) -> bool:
    try:
        verify(request, region, SECRETS)
    except RefusedError:
        return False
    return True
