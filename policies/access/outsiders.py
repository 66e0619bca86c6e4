"""Those outside the account whom a policy may let in: anybody, other accounts, services that act for these.

Who signs in through an identity provider of the account is none: the account says whom that provider knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from policies.access.evaluation import ENDPOINT, Caller, Kind, equals
from policies.access.formulas import Formula, Not, Some, Unknown, conjunction
from policies.access.holders import DIRECTLY, Policy, endpoints
from policies.access.names import arn_of, made_up, own_accounts
from policies.access.operators import arn, literal
from policies.access.predicates import Texts
from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.policy_document import Statement

ELSEWHERE: Final = "999999999999"
"""Stands for an account of which no policy speaks."""
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_CONTEXT: Final = "kms:encryptioncontext:"


def outsiders(policy: Policy, configuration: Configuration) -> Iterator[Caller]:
    """Everybody outside the account whom statements of this policy could name."""
    own = own_accounts(configuration)
    away = _not_ours(configuration)
    allows = [said for said in policy if isinstance(said, Statement) and said.allows]
    if not allows and not any(isinstance(said, Unknown) for said in policy):
        return
    unsigned = (Not(Some(key)) for key in ("aws:principalarn", "aws:principalaccount", "kms:calleraccount"))
    yield Caller(Kind.ANONYMOUS, "anybody", "", facts=conjunction(DIRECTLY, *away, *unsigned))
    yield _foreign(f"arn:aws:iam::{ELSEWHERE}:role/any", own, away, is_any=True)
    for text in dict.fromkeys(_foreign_principals(allows, own)):
        named = text if text.startswith("arn:") and not text.endswith(":root") else ""
        found = _ACCOUNT.search(text)
        account = found[0] if found else ELSEWHERE
        yield _foreign(named or f"arn:aws:iam::{account}:role/any", own, away, is_any=not named)
    for service in dict.fromkeys(services(allows)):
        yield Caller(
            Kind.SERVICE,
            service,
            "",
            facts=conjunction(of_service(service), *_for_others(allows, configuration, own)),
        )


def of_service(service: str) -> Formula:
    """What is known of each request that a service makes by itself."""
    return conjunction(
        equals("aws:principalisawsservice", "true"),
        equals("aws:principalservicename", service),
        Some("aws:securetransport"),
        *(Not(Some(key)) for key in ("aws:principalarn", "aws:principalaccount", ENDPOINT)),
    )


def services(statements: Iterable[Statement]) -> Iterator[str]:
    """The services that the statements name."""
    for said in statements:
        for principal in said.principals:
            if principal.kind == Kind.SERVICE:
                yield principal.value


def _foreign_principals(statements: Iterable[Statement], own: frozenset[str]) -> Iterator[str]:
    """The principals of other accounts, and the accounts that conditions name."""
    for said in statements:
        for principal in said.principals:
            found = _ACCOUNT.search(principal.value)
            if principal.kind in ("AWS", "*") and found and found[0] not in own:
                yield principal.value
        for _, _, values in said.conditions:
            yield from (each for value in values for each in _ACCOUNT.findall(value) if each not in own)


def _foreign(name: str, own: frozenset[str], away: tuple[Formula, ...], *, is_any: bool) -> Caller:
    """A role or user of another account, which allows it everything; of `is_any` the account is open."""
    read = read_arn(name)
    account = read.account if read else ELSEWHERE
    keys = ("aws:principalaccount", "kms:calleraccount")
    if account == ELSEWHERE:
        whose = [conjunction(Some(key), Not(equals(key, *sorted(own)))) for key in keys]
    else:
        whose = [equals(key, account) for key in keys]
    ours = Texts(tuple(arn(f"arn:*:*:*:{each}:*") for each in sorted(own)))
    itself: Formula
    if account == ELSEWHERE:
        itself = conjunction(Some("aws:principalarn"), Not(Some("aws:principalarn", ours)))
    elif is_any:
        itself = Some("aws:principalarn", Texts((arn(f"arn:aws:iam::{account}:*"),)))
    else:
        itself = equals("aws:principalarn", name)
    kind = Kind.USER if ":user/" in name else Kind.ROLE
    return Caller(kind, name, account, identity=None, facts=conjunction(DIRECTLY, itself, *whose, *away))


@recalled
def _not_ours(configuration: Configuration) -> tuple[Formula, ...]:
    """That a request comes neither through an endpoint nor from a network of the account."""
    through = [each.id for each in endpoints(configuration)]
    networks = [made_up(each) for each in configuration.of("aws_vpc")]
    ours = ((ENDPOINT, through), ("aws:sourcevpc", networks))
    return tuple(Not(equals(key, *ids)) for key, ids in ours if ids)


def _for_others(
    statements: Iterable[Statement], configuration: Configuration, own: frozenset[str]
) -> Iterator[Formula]:
    """That a service acts for somebody outside: nothing that tells for whom is of the account."""
    for key in ("aws:sourceaccount", "kms:calleraccount"):
        yield Not(equals(key, *sorted(own)))
    ours = _ours(configuration)
    told = {key.lower() for said in statements for _, key, _ in said.conditions}
    for key in ("aws:sourcearn", *sorted(key for key in told if key.startswith(_CONTEXT))):
        yield Not(Some(key, ours))


@recalled
def _ours(configuration: Configuration) -> Texts:
    """The ARNs of what is of the account, and its ids; a bucket's ARN says no account."""
    own = sorted(own_accounts(configuration))
    buckets = (arn_of(each, configuration) for each in configuration.of("aws_s3_bucket"))
    return Texts(
        (
            *(arn(f"arn:*:*:*:{each}:*") for each in own),
            *(arn(text) for text in buckets if text is not None),
            *map(literal, own),
        )
    )
