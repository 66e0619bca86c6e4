"""Properties of access that hold of every request, or are refuted by one.

Each is told of one resource: a store, a role. What is not decided is unknown, never a proof.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from policies.access.asking import alike, asked, depends_on_arns
from policies.access.evaluation import ACTION, RESOURCE, Caller, Guarded, Kind
from policies.access.formulas import TRUE, Formula, Request
from policies.access.holders import Held, Holder, Policy, held, holders
from policies.access.names import own_accounts
from policies.access.outsiders import of_service, outsiders, services
from policies.access.reach import Callers, Places
from policies.access.stores import EVIDENCE, STORES
from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.policy_document import Statement
from policies.values import is_known


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A request that the policies allow and the property does not.

    who: the caller, as sentences name it. gained: what it may do by this beyond what it was given.
    """

    who: str
    action: str
    resource: str
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    gained: str = ""

    def __str__(self) -> str:
        given = ", ".join(f"{key} is {' and '.join(values)}" for key, values in self.conditions)
        where = f", where {given}" if given else ""
        then = f", and so {self.gained}" if self.gained else ""
        return f"{self.who} may {self.action} on {self.resource}{where}{then}"


@dataclass(frozen=True, slots=True)
class Undecided:
    """What nobody can tell. who: about which caller."""

    who: str
    reason: str

    def __str__(self) -> str:
        return f"it cannot be told whether {self.who} may: {self.reason}"


Found = Counterexample | Undecided

_TRIVIAL = frozenset(
    {
        *(
            "aws:principalarn",
            "aws:principalaccount",
            "aws:principalisawsservice",
            "aws:principalservicename",
        ),
        *("kms:calleraccount", "aws:securetransport"),
    }
)
"""Keys that follow from who calls."""
_TAGS = "aws:principaltag/"


def found(  # noqa: PLR0913 - who, what, where: each is an input of its own
    who: str,
    caller: Caller,
    guarded: Guarded,
    actions: tuple[str, ...],
    configuration: Configuration,
    *,
    where: Formula = TRUE,
) -> Found | None:
    """What refutes that the caller may do none of the actions, or keeps from deciding; None where neither."""
    answer = asked(caller, guarded, actions, configuration, where)
    if answer.is_refused:
        return None
    if answer.request is None:
        return Undecided(who, "; ".join(answer.unknown))
    return counterexample(who, answer.request)


def counterexample(who: str, request: Request) -> Counterexample:
    """A request as sentences tell it."""
    action, resource = request.get(ACTION, ("do anything",))[0], request.get(RESOURCE, ("*",))[0]
    told = tuple(
        (key, values)
        for key, values in request.items()
        if key not in (ACTION, RESOURCE) and key not in _TRIVIAL and not key.startswith(_TAGS)
    )
    return Counterexample(who, action, resource, told)


def reached_from_outside(guarded: Guarded, configuration: Configuration) -> Iterator[Found]:
    """Nobody outside the account can reach what is guarded: each who can."""
    for caller in outsiders(guarded.policy, configuration):
        said = found(called(caller), caller, guarded, (), configuration)
        if said is not None and not _has_to_sign(caller, said):
            yield said


_UNSIGNED = ("s3", "sqs", "sns", "es", "elasticfilesystem")
"""Services that take requests which nobody signed, where their policies do (IAM User Guide, "AWS JSON policy
elements: Principal", "All principals"; OpenSearch Service, "Resource-based policies"; Amazon EFS, "Using IAM
to control file system data access")."""


def _has_to_sign(caller: Caller, said: Found) -> bool:
    """Whether it tells of a request without a signature that the service refuses whatever a policy says: of
    KMS, Secrets Manager or STS. Whoever signs it, of any account, is told apart.
    """
    if caller.kind is not Kind.ANONYMOUS or isinstance(said, Undecided):
        return False
    arn = read_arn(said.resource)
    service = "" if arn is None else arn.service
    return said.action == "sts:AssumeRole" or service not in (*_UNSIGNED, "", "iam")


def called(caller: Caller) -> str:
    """How sentences name somebody outside the account."""
    match caller.kind:
        case Kind.SERVICE:
            return f"{caller.name}, for another account,"
        case Kind.ANONYMOUS:
            return "an anonymous caller"
        case _ if caller.name.endswith(":role/any"):
            return f"the account {caller.account}" if caller.account.strip("9") else "any other account"
        case _:
            return caller.name


def read_by_others(held: Held, readers: Collection[str], configuration: Configuration) -> Iterator[Found]:
    """The store is read by these roles of its region alone: each other who can read it.

    readers: names of roles as Terraform has them, of services, or ARNs.
    """
    reads = held.store.reads
    every = holders(configuration)
    callers = configuration.recall(
        ("callers", reads),
        lambda: Callers([holder.caller for holder in every], reads, configuration),
    )
    for holder in (every[place] for place in callers.reaching(held.guarded)):
        resource = holder.resource
        if resource.name in readers and resource.region == held.resource.region:
            continue
        said = found(holder.name, holder.caller, held.guarded, reads, configuration)
        if said is not None:
            yield said
    for name, caller in named_in(held.guarded.policy, configuration):
        if name not in readers:
            said = found(name, caller, held.guarded, reads, configuration)
            if said is not None:
                yield said


def named_in(policy: Policy, configuration: Configuration) -> Iterator[tuple[str, Caller]]:
    """The services that a policy lets in, and the principals of the account that no resource here is."""
    allows = [said for said in policy if isinstance(said, Statement) and said.allows]
    for service in dict.fromkeys(services(allows)):
        yield service, Caller(Kind.SERVICE, service, "", facts=of_service(service))
    ours = _names(configuration)
    own = own_accounts(configuration)
    named = {each.value for said in allows for each in said.principals if each.kind in ("AWS", "*")}
    for text in sorted(named - ours):
        parts = text.split(":")
        if len(parts) == 6 and parts[4] in own and parts[5] != "root" and is_known(text):
            kind = Kind.USER if parts[5].startswith("user/") else Kind.ROLE
            yield text, Caller(kind, text, parts[4])


@recalled
def _names(configuration: Configuration) -> frozenset[str]:
    """The principals that resources here are."""
    return frozenset(holder.caller.name for holder in holders(configuration))


def destroyed_by(holder: Holder, configuration: Configuration) -> Iterator[tuple[Held, Found, int]]:
    """The role can destroy nothing of what keeps evidence: the stores where that is not proven, in order; of
    those that are alike the first, with how many they are.
    """
    for evidence in _evidence(configuration):
        told = [
            each
            for places in evidence.alike_within(holder.caller, configuration)
            for each in _destroyed(holder, evidence, places, configuration)
        ]
        for place, said, number in sorted(told, key=itemgetter(0)):
            yield evidence.stores[place], said, number


def _destroyed(
    holder: Holder, evidence: _Evidence, places: list[int], configuration: Configuration
) -> Iterator[tuple[int, Found, int]]:
    """What is found of stores that are alike: the place, and how many places that stands for."""
    caller, actions = holder.caller, evidence.actions
    first = evidence.stores[places[0]].guarded
    number = 1 if depends_on_arns(caller, first, actions, configuration) else len(places)
    for place in places if number == 1 else places[:1]:
        said = found(holder.name, caller, evidence.stores[place].guarded, actions, configuration)
        if said is not None:
            yield place, said, number


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The stores of one type that keep evidence, and the actions that destroy it."""

    stores: list[Held]
    actions: tuple[str, ...]
    places: Places
    kinds: list[Guarded]

    def alike_within(self, caller: Caller, configuration: Configuration) -> Iterable[list[int]]:
        """The places of those that the caller may reach, by what is alike."""
        found: dict[Guarded, list[int]] = defaultdict(list)
        for place in self.places.within(caller, configuration):
            found[self.kinds[place]].append(place)
        return found.values()


@recalled
def _evidence(configuration: Configuration) -> list[_Evidence]:
    """What keeps evidence, by type."""
    by_type: dict[str, list[Held]] = defaultdict(list)
    for store in held(configuration):
        if store.resource.type in EVIDENCE:
            by_type[store.resource.type].append(store)
    return [
        _Evidence(
            stores,
            actions,
            Places([store.guarded for store in stores], actions),
            [alike(store.guarded, actions, configuration) for store in stores],
        )
        for kind, stores in by_type.items()
        for actions in (STORES[kind].destroys,)
    ]


def assumed_from_outside(holder: Holder, configuration: Configuration) -> Iterator[Found]:
    """Nobody outside the account can take on the role: each who can, but for services, which get their roles
    from the account itself.
    """
    guarded = holder.guarded
    for caller in outsiders(guarded.policy, configuration):
        if caller.kind is not Kind.SERVICE:
            said = found(called(caller), caller, guarded, ASSUMES, configuration)
            if said is not None and not _has_to_sign(caller, said):
                yield said


ASSUMES = ("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity")
