"""Rotation in memory: whatever dies, is repeated or is given up, the application's credential works."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.domain.errors import BadEventError, PaymentError, RotationError
from handlers.functions.rotation.core import Step, given_up
from handlers.functions.rotation.handler import Ports, handle
from tests.handlers.functions.rotation.memory import DiedError, Dying, MemoryDatabase, MemorySecrets
from tests.handlers.recorded import RecordedTelemetry

pytestmark = pytest.mark.database

SECRET = "arn:aws:secretsmanager:region:123456789012:secret:database-AbCdEf"  # noqa: S105 (a name)


def login(user: str, password: str, **more: object) -> str:
    return json.dumps(
        {
            "engine": "postgres",
            "host": "db",
            "port": 5432,
            "dbname": "app",
            "username": user,
            "password": password,
            **more,
        }
    )


class World:
    """A secret with its twins, `blue` in use."""

    def __init__(self) -> None:
        self.database = MemoryDatabase({"blue": "b", "green": "g"})
        self.secrets = MemorySecrets(
            {"v-green": login("green", "g"), "v-blue": login("blue", "b", dbClusterIdentifier="cluster")},
            {"AWSPREVIOUS": "v-green", "AWSCURRENT": "v-blue"},
        )
        self.telemetry = RecordedTelemetry()

    def begin(self, version: str) -> None:
        self.secrets.labels["AWSPENDING"] = version

    def call(self, step: str, version: str, dying: Dying | None = None, secret: str = SECRET) -> Any:
        dying = dying or Dying()
        ports = Ports(
            SECRET,
            dying.port("secrets", self.secrets),
            dying.port("database", self.database),
            dying.port("telemetry", self.telemetry),
        )
        return handle({"Step": step, "SecretId": secret, "ClientRequestToken": version}, ports)

    def rotate(self, version: str, dying: Dying | None = None) -> None:
        for step in Step:
            self.call(step, version, dying)

    def check(self) -> None:
        used = self.secrets.login("AWSCURRENT")
        assert self.database.passwords[used["username"]] == used["password"], "the application is locked out"


def calls_of_a_rotation() -> list[str]:
    world, dying = World(), Dying()
    world.begin("v1")
    world.rotate("v1", dying)
    return dying.calls


CALLS = calls_of_a_rotation()
DEATHS = [
    pytest.param(at, after, id=f"{at}-{'after' if after else 'before'}-{name}")
    for at, name in enumerate(CALLS)
    for after in (False, True)
]


def test_a_rotation_makes_the_twin_current_with_a_new_password() -> None:
    world = World()
    world.begin("v1")
    world.rotate("v1")
    used = world.secrets.login("AWSCURRENT")
    assert used == json.loads(login("green", "password 1", dbClusterIdentifier="cluster"))
    assert world.secrets.labels["AWSPREVIOUS"] == "v-blue"
    assert world.database.passwords == {"blue": "b", "green": "password 1"}


def test_the_next_rotation_turns_back() -> None:
    world = World()
    for version in ("v1", "v2"):
        world.begin(version)
        world.rotate(version)
    assert world.database.passwords == {"blue": "password 2", "green": "password 1"}
    assert world.secrets.login("AWSCURRENT")["username"] == "blue"


def test_each_port_is_called() -> None:
    assert {name for name in CALLS if not name.startswith("telemetry")} == {
        *("secrets.versions", "secrets.get", "secrets.put", "secrets.move", "secrets.random_password"),
        *("database.accepts", "database.change_password"),
    }


@pytest.mark.parametrize(("at", "after"), DEATHS)
def test_died_anywhere_and_repeated(at: int, after: bool) -> None:
    world = World()
    world.begin("v1")
    with pytest.raises(DiedError):
        world.rotate("v1", Dying(at, after, world.check))
    world.check()
    world.rotate("v1", Dying(watch=world.check))
    assert world.secrets.login("AWSCURRENT")["username"] == "green"
    world.check()


@pytest.mark.parametrize(("at", "after"), DEATHS)
def test_died_anywhere_given_up_and_begun_anew(at: int, after: bool) -> None:
    world = World()
    world.begin("v1")
    with pytest.raises(DiedError):
        world.rotate("v1", Dying(at, after, world.check))
    del world.secrets.labels["AWSPENDING"]
    world.begin("v2")
    world.rotate("v2", Dying(watch=world.check))
    assert world.secrets.labels["AWSCURRENT"] == "v2"
    world.check()


def test_a_rotation_that_was_taken_back_is_not_one_that_was_given_up() -> None:
    """An operator made the version before current again; the next rotation makes a password of its own."""
    world = World()
    world.begin("v1")
    world.rotate("v1")
    world.secrets.labels |= {"AWSCURRENT": "v-blue", "AWSPREVIOUS": "v1"}
    world.begin("v2")
    world.rotate("v2", Dying(watch=world.check))
    assert world.database.passwords == {"blue": "b", "green": "password 2"}


@pytest.mark.parametrize("step", Step)
def test_a_step_of_a_finished_rotation_changes_nothing(step: Step) -> None:
    world = World()
    world.begin("v1")
    world.rotate("v1")
    before = (dict(world.secrets.values), dict(world.secrets.labels), dict(world.database.passwords))
    world.call(step, "v1")
    assert (world.secrets.values, world.secrets.labels, world.database.passwords) == before


@pytest.mark.parametrize(
    ("event", "complaint"),
    [
        ({"secret": "another"}, "the call is for another secret"),
        ({"step": "dropSecret"}, "the call names no step of a rotation"),
        ({"version": "v0"}, "the call's version is not the pending one"),
        ({"version": ""}, "the call names no version"),
        ({"version": "v-green"}, "the call's version is not the pending one"),
    ],
)
def test_a_call_that_is_not_of_this_rotation_is_refused(event: dict[str, str], complaint: str) -> None:
    world = World()
    world.begin("v1")
    with pytest.raises(BadEventError, match=complaint):
        world.call(**{"step": "createSecret", "version": "v1", **event})
    assert world.secrets.values.keys() == {"v-blue", "v-green"}


def test_a_secret_that_is_not_rotated_is_refused() -> None:
    world = World()
    world.begin("v1")
    world.secrets.rotated = False
    with pytest.raises(BadEventError, match="the secret is not rotated"):
        world.call("createSecret", "v1")


def test_without_a_twin_nothing_is_begun() -> None:
    world = World()
    world.begin("v1")
    for previous in (None, login("blue", "old")):
        world.secrets.labels.pop("AWSPREVIOUS", None)
        if previous:
            world.secrets.values["v-old"], world.secrets.labels["AWSPREVIOUS"] = previous, "v-old"
        with pytest.raises(RotationError, match="AWSPREVIOUS does not hold another user than AWSCURRENT"):
            world.call("createSecret", "v1")
    assert "v1" not in world.secrets.values


@pytest.mark.parametrize("step", ["setSecret", "finishSecret"])
@pytest.mark.parametrize(
    ("pending", "complaint"),
    [
        (login("blue", "b2"), "the pending version is for the user that is in use"),
        (login("green", "g2", host="elsewhere"), "the pending version is for another database"),
    ],
)
def test_a_pending_version_that_somebody_else_wrote_is_refused(
    step: str, pending: str, complaint: str
) -> None:
    world = World()
    world.begin("v1")
    world.secrets.values["v1"] = pending
    with pytest.raises(RotationError, match=complaint):
        world.call(step, "v1")
    assert world.database.passwords == {"blue": "b", "green": "g"}
    assert world.secrets.labels["AWSCURRENT"] == "v-blue"


@pytest.mark.parametrize("step", ["testSecret", "finishSecret"])
def test_a_password_that_the_database_does_not_know_is_never_made_current(step: str) -> None:
    world = World()
    world.begin("v1")
    world.call("createSecret", "v1")
    with pytest.raises(RotationError, match="the database refuses the pending credential"):
        world.call(step, "v1")
    assert world.secrets.labels["AWSCURRENT"] == "v-blue"


def test_no_password_is_logged_or_measured() -> None:
    world = World()
    world.begin("v1")
    world.rotate("v1")
    assert "password" not in repr(world.telemetry)
    assert [reason for _, _, reason in world.telemetry.events] == list(Step)


class Rotations(RuleBasedStateMachine):
    """Rotations that begin, die, are repeated, given up, finished and taken back, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.world, self.begun, self.pending = World(), 0, ""

    @precondition(lambda self: not self.pending)
    @rule()
    def begin(self) -> None:
        self.begun += 1
        self.pending = f"v{self.begun}"
        self.world.begin(self.pending)

    @precondition(lambda self: self.pending)
    @rule(step=st.sampled_from(Step), at=st.integers(0, 12), after=st.booleans())
    def call(self, step: Step, at: int, after: bool) -> None:
        try:
            self.world.call(step, self.pending, Dying(at, after, self.world.check))
        except (DiedError, PaymentError):
            return

    @rule(step=st.sampled_from(Step), version=st.integers(1, 9))
    def call_late(self, step: Step, version: int) -> None:
        try:
            self.world.call(step, f"v{version}", Dying(watch=self.world.check))
        except PaymentError:
            return

    @precondition(lambda self: self.pending)
    @rule()
    def give_up(self) -> None:
        self.world.secrets.labels.pop("AWSPENDING", None)
        self.pending = ""

    @precondition(lambda self: self.pending)
    @rule()
    def complete(self) -> None:
        """Undisturbed, every rotation comes to its end, whatever happened before."""
        self.world.rotate(self.pending, Dying(watch=self.world.check))
        assert self.world.secrets.labels["AWSCURRENT"] == self.pending
        self.give_up()

    @precondition(lambda self: not self.pending and given_up(self.world.secrets.versions(), "") is None)
    @rule()
    def take_back(self) -> None:
        """An operator makes the previous version current again, when docs/runbooks.md allows it."""
        labels = self.world.secrets.labels
        labels["AWSCURRENT"], labels["AWSPREVIOUS"] = labels["AWSPREVIOUS"], labels["AWSCURRENT"]

    @invariant()
    def the_application_gets_in(self) -> None:
        self.world.check()


TestRotations = Rotations.TestCase
TestRotations.settings = settings(max_examples=60, stateful_step_count=40)
