"""Tests, documents and outputs (R56 to R60)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import forget
from tests.infra.requirements.model import Proof, Requirement
from tests.infra.requirements.predicates import operators_find_what_they_need

OUTPUTS: Final = "tests/infra/test_outputs.py"


REQUIREMENTS: Final = (
    Requirement(
        "R56",
        carried={
            "T": (
                "tests/policies/test_rules.py::test_each_example_is_judged_as_it_says",
                "tests/policies/test_blind_spots.py::test_the_gate_catches",
                "tests/handlers/test_permissions.py::test_each_grant_that_is_missing_and_each_too_many_is_told",
                "tests/simulation/test_faults.py::test_every_function_is_in_a_scenario_or_has_its_faults_elsewhere",
                "tests/infra/test_synthesis.py::test_r16_another_suffix_changes_every_name",
            )
        },
    ),
    Requirement(
        "R57",
        carried={
            "T": (
                "tests/integration/test_payments.py::test_a_payment_is_settled_and_has_a_receipt",
                "rehearsal/tests/test_integration.py::test_passed_and_not_provable_are_told_apart",
            ),
            "L": ("rehearsal/rehearse.py::rehearse",),
        },
    ),
    Requirement(
        "R58",
        carried={
            "T": (
                f"{OUTPUTS}::test_r58_a_whole_deployment_becomes_one_flat_file",
                f"{OUTPUTS}::test_r58_a_synthesis_writes_no_outputs",
                f"{OUTPUTS}::test_r58_a_partial_one_is_refused_in_one_sentence",
            ),
            "X": ("tests/architecture/test_structure.py::test_r58_outputs_of_deployments_are_not_committed",),
        },
    ),
    Requirement(
        "R59",
        (
            Proof(forget("vpc_id", of="-foundation-eu-west-1"), operators_find_what_they_need),
            Proof(forget("api_url", of="-app-eu-west-1"), operators_find_what_they_need),
        ),
    ),
    Requirement(
        "R60",
        carried={
            "D": (
                "README.md#Start",
                "README.md#Deploy",
                "tests/test_readme.py::test_every_command_of_the_readme_is_run_by_ci",
                "tests/test_readme.py::test_every_path_that_the_readme_names_is_there",
            )
        },
    ),
)
