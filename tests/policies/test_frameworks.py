"""The control catalogues: that they are whole, and that what is wrong is named."""

import re
import tomllib
from collections import Counter
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import policies.frameworks
from policies import adopted
from policies.frameworks import (
    EVIDENCE,
    RESPONSIBILITIES,
    Control,
    FrameworkError,
    UnknownControlError,
    control,
    frameworks,
    natural_order,
    read_framework,
    read_frameworks,
)
from policies.registry import load

FOLDER = Path(policies.frameworks.__file__).parent
PCI = "pci-dss-4.0.1"
NIST = "nist-800-53-r5"
SOC = "soc2-2017"
CIS = "cis-aws-3.0.0"
FSBP = "aws-fsbp"

CATALOGUE = """
id = "toy-1"
name = "Toy"
version = "1"
source = "The Toy Standard"

[controls]
"1.10" = { title = "Tenth of the first", evidence = "process" }
"1.9" = { title = "Ninth of the first", evidence = "configuration" }
"""


def _write(folder: Path, text: str, name: str = "toy.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_catalogue_is_loaded_sorted_and_once() -> None:
    assert list(frameworks()) == [FSBP, CIS, NIST, PCI, SOC]
    assert len(frameworks()) == len(list(FOLDER.glob("*.toml")))
    assert frameworks() is frameworks()


@pytest.mark.parametrize(
    ("framework_id", "name", "version"),
    [(PCI, "PCI DSS", "4.0.1"), (NIST, "NIST SP 800-53", "5.2.0")],
)
def test_a_framework_tells_what_it_is(framework_id: str, name: str, version: str) -> None:
    framework = frameworks()[framework_id]
    assert (framework.id, framework.name, framework.version) == (framework_id, name, version)
    assert framework.source


@pytest.mark.parametrize(
    ("framework_id", "form"),
    [
        (PCI, r"(?:[1-9]|1[0-2]|A1)(?:\.[1-9][0-9]?){2,4}"),
        (NIST, r"[A-Z]{2}-[1-9][0-9]?(?:\([1-9][0-9]?\))?"),
        (SOC, r"(?:CC|A|C|PI|P)[1-9]\.[1-9]"),
        (CIS, r"[1-5](?:\.[1-9][0-9]?){1,2}"),
        (FSBP, r"[A-Za-z0-9]+\.[1-9][0-9]{0,2}"),
    ],
)
def test_ids_are_well_formed_and_in_natural_order(framework_id: str, form: str) -> None:
    ids = list(frameworks()[framework_id].controls)
    assert [one for one in ids if not re.fullmatch(form, one)] == []
    assert ids == sorted(ids, key=natural_order)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_catalogue_file_lists_its_controls_in_natural_order_one_a_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    listed = text.partition("[controls]\n")[2].partition("\n[")[0]
    lines = re.findall(r'^"([^"]+)" = ', listed, flags=re.MULTILINE)
    assert lines == sorted(set(lines), key=natural_order)
    assert lines == list(tomllib.loads(text)["controls"])


def test_every_control_has_an_owner_and_every_process_says_what_to_ask_for() -> None:
    for framework in frameworks().values():
        for one in framework.controls.values():
            assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", one.owner), one.key
            assert one.responsibility in RESPONSIBILITIES, one.key
            assert one.ask or one.evidence == "configuration", one.key
            assert not one.missing or one.evidence == "configuration", one.key


def test_what_is_asked_for_and_what_is_missing_is_said_in_a_sentence() -> None:
    for framework in frameworks().values():
        processes = [one.ask for one in framework.controls.values() if one.evidence == "process"]
        missing = [one.missing for one in framework.controls.values() if one.missing]
        assert [text for text in (*processes, *missing) if not 4 <= len(text.split()) <= 40] == []
        assert len(set(processes)) == len(processes), framework.id


def test_disk_encryption_alone_is_no_evidence_that_account_numbers_are_unreadable() -> None:
    assert "disk" in control(f"{PCI}:3.5.1.2").missing.casefold()


def test_a_crosswalk_leads_to_rules_and_controls_that_there_are() -> None:
    rules = {rule.id for rule in load().rules}
    for framework in frameworks().values():
        for one in framework.controls.values():
            for lead in one.crosswalk:
                assert lead in rules or control(lead).framework != framework.id, one.key


FAMILIES = """
[families.1]
owner = "operations"
responsibility = "shared"
ask = "The list"
[families."1.1"]
owner = "security"
responsibility = "aws"
[ask]
"1.10" = "The plan"
[missing]
"1.9" = "Who reads it"
[crosswalk]
"1.9" = ["kms-key-rotation", "pci-dss-4.0.1:3.5.1"]
"""


def test_the_longest_family_counts_and_what_is_said_of_a_control_itself_more(tmp_path: Path) -> None:
    text = CATALOGUE.replace('"1.10"', '"1.1.1" = { title = "x", evidence = "process" }\n"1.10"') + FAMILIES
    read = read_framework(_write(tmp_path, text)).controls
    assert [(one.id, one.owner, one.responsibility, one.ask) for one in read.values()] == [
        ("1.1.1", "security", "aws", ""),
        ("1.9", "operations", "shared", "The list"),
        ("1.10", "operations", "shared", "The plan"),
    ]
    assert read["1.9"].missing == "Who reads it"
    assert read["1.9"].crosswalk == ("kms-key-rotation", "pci-dss-4.0.1:3.5.1")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('responsibility = "aws"', 'responsibility = "us"', r"'us' is none of customer, shared, aws"),
        ('"1.10" = "The plan"', '"1.11" = "x"', r'ask\."1\.11": there is no such control'),
        ('"1.9" = "Who', '"1.10" = "Who', r'missing\."1\.10": a process is its evidence'),
        ('"1.9" = ["kms-key-rotation", "pci-dss-4.0.1:3.5.1"]', '"1.9" = "x"', r"a list of rules"),
        ("[families.1]", "families = 1\n[other]", r"families: a table is needed"),
    ],
)
def test_what_is_said_wrongly_beside_controls_is_named(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    said = FAMILIES.replace(before, after)
    assert said != FAMILIES
    head, _, controls = CATALOGUE.partition("[controls]")
    text = f"{head}families = 1\n[controls]{controls}" if "families = 1" in after else CATALOGUE + said
    with pytest.raises(FrameworkError, match=message):
        read_framework(_write(tmp_path, text))


def test_controls_know_their_key_and_hold_a_title_and_a_known_evidence() -> None:
    for framework in frameworks().values():
        for control_id, one in framework.controls.items():
            assert one.key == f"{framework.id}:{control_id}"
            assert control(one.key) is one
            assert one.title == one.title.strip() != ""
            assert one.evidence in EVIDENCE


def test_pci_dss_has_every_requirement_of_the_defined_approach() -> None:
    # As many as the standard has under each requirement, and seven of appendix A1: 257.
    counts = Counter(one.split(".")[0] for one in frameworks()[PCI].controls)
    assert counts == {
        "1": 19,
        "2": 11,
        "3": 29,
        "4": 6,
        "5": 13,
        "6": 19,
        "7": 12,
        "8": 29,
        "9": 27,
        "10": 27,
        "11": 21,
        "12": 37,
        "A1": 7,
    }
    assert counts.total() == 257


def test_a_pci_dss_requirement_stands_under_all_that_it_refines() -> None:
    ids = frameworks()[PCI].controls
    refined = [one.rsplit(".", 1)[0] for one in ids if one.count(".") > 2]
    assert [one for one in refined if one not in ids] == []


def test_pci_dss_titles_are_short_and_distinct() -> None:
    titles = [one.title for one in frameworks()[PCI].controls.values()]
    assert [title for title in titles if not 4 <= len(title.split()) <= 14] == []
    assert len(set(titles)) == len(titles)


def test_nist_has_every_base_control_in_force() -> None:
    # Release 5.2.0 has 324 base controls, 24 of them withdrawn: 300 in twenty families.
    counts = Counter(one[:2] for one in frameworks()[NIST].controls if "(" not in one)
    assert counts == {
        "AC": 23,
        "AT": 5,
        "AU": 15,
        "CA": 8,
        "CM": 14,
        "CP": 12,
        "IA": 13,
        "IR": 9,
        "MA": 7,
        "MP": 8,
        "PE": 22,
        "PL": 8,
        "PM": 32,
        "PS": 9,
        "PT": 8,
        "RA": 9,
        "SA": 17,
        "SC": 47,
        "SI": 22,
        "SR": 12,
    }
    assert counts.total() == 300


def test_nist_enhancements_are_those_that_configuration_can_evidence() -> None:
    controls = frameworks()[NIST].controls
    enhancements = {one for one in controls if "(" in one}
    # All of AC-6 is kept together; its (7), the review of privileges, is done by people.
    assert {one for one in enhancements if controls[one].evidence == "process"} == {"AC-6(7)"}
    assert len(enhancements) == 149
    base = {one.partition("(")[0] for one in enhancements}
    assert {one for one in base if controls[one].evidence == "process"} == set()


@pytest.mark.parametrize(("framework_id", "configuration", "process"), [(PCI, 112, 145), (NIST, 235, 214)])
def test_the_denominators_of_reports_change_only_on_purpose(
    framework_id: str,
    configuration: int,
    process: int,
) -> None:
    counts = Counter(one.evidence for one in frameworks()[framework_id].controls.values())
    assert counts == {"configuration": configuration, "process": process}


def test_withdrawn_nist_controls_are_absent() -> None:
    withdrawn = {"AC-13", "AU-15", "CA-4", "CP-5", "PE-7", "SA-12", "SC-9", "SC-33", "SI-9"}
    assert withdrawn & frameworks()[NIST].controls.keys() == set()


def test_physical_and_personnel_controls_are_never_evidenced_by_configuration() -> None:
    physical = [one for one in frameworks()[PCI].controls.values() if one.id.startswith("9.")]
    people = [one for one in frameworks()[NIST].controls.values() if one.id[:2] in {"AT", "PE", "PM", "PS"}]
    assert {one.evidence for one in physical + people} == {"process"}


def test_a_control_is_found_by_its_key() -> None:
    found = control("nist-800-53-r5:SC-28(1)")
    assert (found.framework, found.id, found.title, found.evidence) == (
        *(NIST, "SC-28(1)", "Cryptographic Protection"),
        "configuration",
    )


def test_what_is_loaded_cannot_be_changed() -> None:
    framework = frameworks()[PCI]
    with pytest.raises(FrozenInstanceError):
        framework.controls["3.5.1"].title = "Other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        framework.controls["0.0.0"] = framework.controls["3.5.1"]  # type: ignore[index]
    with pytest.raises(TypeError):
        frameworks()["other"] = framework  # type: ignore[index]


NO_FRAMEWORK = f"the key's framework is none of {FSBP}, {CIS}, {NIST}, {PCI}, {SOC}"


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (
            "pci-dss-3.2.1:3.4",
            NO_FRAMEWORK,
        ),
        (
            "3.5.1",
            NO_FRAMEWORK,
        ),
        (
            "pci-dss-4.0.1:3.5.1.4",
            "PCI DSS 4.0.1 has none of this id; the nearest are 3.6.1.4, 3.5.1.3, 3.5.1.2",
        ),
        ("nist-800-53-r5:XY-1", "NIST SP 800-53 5.2.0 has none of this id; none has an id like it"),
        ("pci-dss-4.0.1:", "PCI DSS 4.0.1 has none of this id; none has an id like it"),
    ],
)
def test_an_unknown_control_is_named_with_what_exists(key: str, reason: str) -> None:
    with pytest.raises(UnknownControlError) as raised:
        control(key)
    assert str(raised.value) == f"unknown control {key!r}: {reason}"


def test_natural_order_compares_numbers_as_numbers() -> None:
    ordered = ["9.5.1", "9.5.1.2.1", "10.2.1", "10.2.1.1", "10.2.2", "12.10.1", "A1.1.1", "A1.2.1"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural_order) == ordered
    ordered = ["AC-2", "AC-2(4)", "AC-2(12)", "AC-9", "AC-10", "AU-1"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural_order) == ordered


def test_a_catalogue_is_read_into_natural_order(tmp_path: Path) -> None:
    framework = read_framework(_write(tmp_path, CATALOGUE))
    assert list(framework.controls) == ["1.9", "1.10"]
    assert framework.controls["1.9"] == Control("toy-1", "1.9", "Ninth of the first", "configuration")


@pytest.mark.parametrize(
    ("sound", "broken", "text"),
    [
        ('id = "toy-1"', 'id = "toy', "not a catalogue in TOML"),
        ('"1.10" =', '"1.9" =', "not a catalogue in TOML: "),
        ('version = "1"\n', "", "version: a text is needed"),
        ('version = "1"', "version = 1", "version: a text is needed"),
        ('name = "Toy"', 'name = " "', "name: a text is needed"),
        ('name = "Toy"', 'name = "Toy"\nurl = "no"', "url: unknown; the keys are id, name, version, source"),
        ('id = "toy-1"', 'id = "toy:1"', "id: a colon ends the framework's part of a key: 'toy:1'"),
        ("[controls]", "[control]", "control: unknown; the keys are id, name, version, source"),
        ('title = "Ninth of the first", ', "", 'controls."1.9".title: a text is needed'),
        (', evidence = "process"', "", 'controls."1.10".evidence: a text is needed'),
        (
            'evidence = "process"',
            'evidence = "paper"',
            "controls.\"1.10\".evidence: 'paper' is none of configuration, process",
        ),
        (
            'evidence = "process"',
            'evidence = "process", note = "x"',
            'controls."1.10".note: unknown; the keys are title, evidence',
        ),
        (
            '{ title = "Ninth of the first", evidence = "configuration" }',
            '"Ninth"',
            'controls."1.9": a table',
        ),
    ],
)
def test_a_malformed_catalogue_is_refused_by_file_and_key(
    tmp_path: Path,
    sound: str,
    broken: str,
    text: str,
) -> None:
    assert CATALOGUE.count(sound) == 1
    path = _write(tmp_path, CATALOGUE.replace(sound, broken))
    with pytest.raises(FrameworkError, match="^" + re.escape(f"{path}: {text}")):
        read_framework(path)


@pytest.mark.parametrize("controls", ["", "[controls]", "controls = []"])
def test_a_catalogue_without_controls_is_refused(tmp_path: Path, controls: str) -> None:
    path = _write(tmp_path, CATALOGUE.partition("[controls]")[0] + controls)
    with pytest.raises(FrameworkError, match=re.escape(f"{path}: controls: a table")):
        read_framework(path)


def test_a_catalogue_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "toy.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FrameworkError, match=re.escape(f"{path}: not a catalogue in TOML")):
        read_framework(path)


def test_two_files_cannot_be_one_framework(tmp_path: Path) -> None:
    _write(tmp_path, CATALOGUE, "a.toml")
    second = _write(tmp_path, CATALOGUE, "b.toml")
    with pytest.raises(FrameworkError, match=re.escape(f"{second}: id: another file is 'toy-1' already")):
        read_frameworks(tmp_path)


def test_a_stock_check_taken_over_for_an_unknown_control_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopted, "_OWN", {"CKV_AWS_1": adopted.Adopted(controls=("nist-800-53-r5:AC-66",))})
    with pytest.raises(UnknownControlError, match="unknown control 'nist-800-53-r5:AC-66'"):
        adopted.adoptions.__wrapped__()
