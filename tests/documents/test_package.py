"""Closing packages: every change, addition, removal or cut is detected."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.package import PackedFile, check_package, encode_manifest
from domain.evidence.acuses import hash_of
from domain.papers.packages import MANIFEST
from workers.calls import writing

MADE = datetime(2025, 10, 8, 12, 30, tzinfo=ZoneInfo("America/Mexico_City"))
ACUSE = {"unit_code": "402", "steps": [], "folio": "A-402-3T2025-0001"}
FACTS: dict[str, Any] = {
    "period": "3T2025",
    "units": [{"code": "402", "acuse": {"facts": ACUSE, "sha256": hash_of(ACUSE)}}],
}
CONTENTS = {
    "402/informe-pp08.pdf": b"%PDF informe",
    "402/evidencias/pp08/componente-7/01-sp-dsav-112-2025.pdf": b"%PDF oficio",
    "402/notas.txt": b"",
}


def packed(contents: Mapping[str, bytes] = CONTENTS, facts: Mapping[str, Any] = FACTS) -> bytes:
    files = [PackedFile(path, "evidence", partial(bytes, content)) for path, content in contents.items()]
    return written(files, facts, MADE)


def written(files: list[PackedFile], facts: Mapping[str, Any], made_at: datetime) -> bytes:
    return writing("documents.package:write_package", files, facts, made_at)()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "paquete.zip"


def problems(place: Path, content: bytes) -> tuple[tuple[str, str], ...]:
    place.write_bytes(content)
    return check_package(place).problems


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Change what lies in a package as somebody with a tool for ZIP files could."""
    with ZipFile(BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, each in entries.items():
            archive.writestr(name, each)
    return made.getvalue()


def test_a_package_as_it_was_made_has_nothing_wrong(place: Path) -> None:
    place.write_bytes(packed())

    check = check_package(place)

    assert (check.problems, check.files) == ((), 3)
    assert check.manifest is not None
    assert check.manifest["made_at"] == "2025-10-08T12:30:00-06:00"
    assert len(check.sha256) == 64


def test_the_same_facts_give_the_same_package() -> None:
    assert packed() == packed()


def test_a_file_before_1980_cannot_be_said_in_a_zip(place: Path) -> None:
    old = written([], {"units": []}, MADE.replace(year=1979))

    assert problems(place, old) == ()


@given(path=st.sampled_from(sorted(CONTENTS)), content=st.binary(max_size=40))
def test_a_changed_file_is_found(tmp_path_factory: pytest.TempPathFactory, path: str, content: bytes) -> None:
    place = tmp_path_factory.getbasetemp() / "changed.zip"
    found = problems(place, rewritten(packed(), lambda entries: entries.update({path: content})))

    assert found == (() if content == CONTENTS[path] else (("changed", path),))


def test_what_was_taken_away_or_added_is_found(place: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        del entries["402/notas.txt"]
        entries["../../etc/passwd"] = b"root"

    assert problems(place, rewritten(packed(), change)) == (
        ("missing", "402/notas.txt"),
        ("unknown", "../../etc/passwd"),
    )


def test_a_name_that_lies_in_it_twice_is_found(place: Path) -> None:
    made = BytesIO(packed())
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(made, "a") as archive:
        archive.writestr("402/notas.txt", b"")

    assert problems(place, made.getvalue()) == (("twice", "402/notas.txt"),)


def test_an_acuse_whose_facts_were_changed_is_found(place: Path) -> None:
    forged = {**FACTS, "units": [{"code": "402", "acuse": {"facts": {**ACUSE, "steps": [1]}, "sha256": "0"}}]}

    assert problems(place, packed(facts=forged)) == (("acuse", "402"),)


@pytest.mark.parametrize("unit", ["402", {"code": "402"}, {"code": "402", "acuse": "A-402"}])
def test_a_unit_that_is_not_written_as_we_write_it_is_forged(place: Path, unit: Any) -> None:
    ((what, _),) = problems(place, packed(facts={"units": [unit]}))

    assert what == "acuse"


def test_a_unit_without_an_acuse_has_nothing_to_prove(place: Path) -> None:
    assert problems(place, packed(facts={"units": [{"code": "402", "acuse": None}]})) == ()


@pytest.mark.parametrize(
    "manifest",
    [
        b"{",
        b"[]",
        b'"manifest"',
        b"{}",
        encode_manifest({"version": 99, "units": [], "files": []}),
        encode_manifest({"version": 1, "units": {}, "files": []}),
        encode_manifest({"version": 1, "units": [], "files": [{"path": "a"}]}),
        encode_manifest({"version": 1, "units": [], "files": ["a"]}),
    ],
)
def test_a_manifest_that_is_not_ours_is_none(place: Path, manifest: bytes) -> None:
    content = rewritten(packed(), lambda entries: entries.update({MANIFEST: manifest}))

    assert problems(place, content) == (("no_manifest", MANIFEST),)


def test_a_zip_without_a_manifest_is_not_a_package(place: Path) -> None:
    def change(entries: dict[str, bytes]) -> None:
        del entries[MANIFEST]

    content = rewritten(packed(), change)

    assert problems(place, content) == (("no_manifest", MANIFEST),)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", packed()[:200], packed()[:-30]])
def test_what_cannot_be_opened_says_so(place: Path, content: bytes) -> None:
    assert problems(place, content) == (("unreadable", "paquete.zip"),)


def test_a_file_that_does_not_exist_is_unreadable(place: Path) -> None:
    assert check_package(place).problems == (("unreadable", "paquete.zip"),)


def test_a_damaged_byte_of_a_stored_file_is_a_changed_file(place: Path) -> None:
    content = packed().replace(b"%PDF oficio", b"%PDF OFICIO")

    assert problems(place, content) == (
        ("changed", "402/evidencias/pp08/componente-7/01-sp-dsav-112-2025.pdf"),
    )


def test_the_manifest_says_size_and_hash_of_every_file() -> None:
    with ZipFile(BytesIO(packed())) as archive:
        manifest = json.loads(archive.read(MANIFEST))

    assert [(each["path"], each["size"]) for each in manifest["files"]] == [
        (path, len(content)) for path, content in CONTENTS.items()
    ]


def test_more_files_than_any_package_has_are_not_read(place: Path) -> None:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", b"")

    assert problems(place, made.getvalue()) == (("too_large", ""),)


def test_proof_that_rotted_after_it_was_read_is_left_out_and_named(place: Path) -> None:
    whole, rotten = b"%PDF oficio", b"%PDF 0ficio"
    files = [
        PackedFile("402/a.pdf", "evidence", partial(bytes, whole), sha256(whole).hexdigest()),
        PackedFile("402/b.pdf", "evidence", partial(bytes, rotten), sha256(whole).hexdigest()),
    ]

    assert problems(place, written(files, FACTS, MADE)) == ()

    check = check_package(place)
    assert check.manifest is not None
    assert check.manifest["left_out"] == ["402/b.pdf"]
    with ZipFile(place) as archive:
        assert archive.namelist() == ["402/a.pdf", MANIFEST]
