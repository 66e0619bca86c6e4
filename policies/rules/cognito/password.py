"""Passwords of users are long, mixed and not used again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_POLICY: Final = "password_policy"
_LETTERS: Final = (f"{_POLICY}.require_lowercase", f"{_POLICY}.require_uppercase")
_DIGITS: Final = f"{_POLICY}.require_numbers"


def check(pool: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Twelve characters with letters and digits, the last four are refused, and what an administrator gives
    ends within a week.

    Where no policy is said, Cognito asks for eight characters of all kinds (Developer Guide, "Adding user
    pool password requirements"); a policy that does not say a kind does not ask for it.
    """
    length, temporary = f"{_POLICY}.minimum_length", f"{_POLICY}.temporary_password_validity_days"
    yield from expect.apart(length, expect.between(pool, length, 12))
    if pool.blocks(_POLICY):
        yield from expect.apart(_DIGITS, expect.true(pool, _DIGITS))
        yield from expect.apart("letters", _letters(pool))
    history = f"{_POLICY}.password_history_size"
    yield from expect.apart(history, expect.between(pool, history, 4))
    if pool.get(temporary) is not None:
        yield from expect.apart(temporary, expect.between(pool, temporary, 1, 7))


def _letters(pool: Resource) -> Iterator[Judgement]:
    said = [pool.get(letters) for letters in _LETTERS]
    if any(expect.is_true(each) for each in said):
        return
    if all(map(is_known, said)):
        yield fail(f"neither {' nor '.join(_LETTERS)} is true: digits alone will do")
    else:
        yield unknown("only the plan can tell whether letters are asked for")


_RIGHT: Final = {
    "minimum_length": 14,
    "require_numbers": True,
    "require_lowercase": True,
    "password_history_size": 4,
}


def _pool(**changed: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    return resources(aws_cognito_user_pool={_POLICY: [{**_RIGHT, **changed}]})


RULE = Rule(
    id="cognito-password",
    title="User pools ask for twelve characters with letters and digits, and refuse the last four",
    severity=Severity.MEDIUM,
    types=("aws_cognito_user_pool",),
    check=check,
    rationale=(
        "Short passwords are tried out in hours once their hashes are lost, and at the sign-in page by those "
        "who have lists. PCI DSS asks for these numbers."
    ),
    remediation=(
        "Set password_policy with minimum_length=12 or more, require_numbers=True, require_lowercase=True, "
        "password_history_size=4 and temporary_password_validity_days of 7 or less."
    ),
    controls=(
        *("pci-dss-4.0.1:8.3.6", "pci-dss-4.0.1:8.3.7", "pci-dss-4.0.1:8.3.5"),
        *("nist-800-53-r5:IA-5(1)", "nist-800-53-r5:IA-5"),
    ),
    requirements=("R42",),
    examples=Examples(
        passing=(_pool(), _pool(require_lowercase=False, require_uppercase="true", minimum_length="12")),
        failing=(
            _pool(minimum_length=8),
            _pool(require_numbers=False),
            _pool(require_lowercase=None),
            _pool(password_history_size=0),
            _pool(temporary_password_validity_days=30),
        ),
        absent=(Status.FAIL, resources(aws_cognito_user_pool={"name": "merchants-zq7"})),
        unknown=(Status.UNKNOWN, _pool(minimum_length="${var.length}")),
    ),
)
