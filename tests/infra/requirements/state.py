"""Where the state is kept (R152)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import in_stack
from tests.infra.requirements.model import Proof, Requirement

REQUIREMENTS: Final = (
    Requirement(
        "R152",
        (
            Proof(in_stack("terraform.backend.s3.use_lockfile", False)),
            Proof(in_stack("terraform.backend.s3.encrypt", False)),
            Proof(in_stack("terraform.backend.s3.key", "payments.tfstate")),
        ),
    ),
)
