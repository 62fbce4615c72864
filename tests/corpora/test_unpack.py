"""An archive gives the files of its manifest and nothing else, whatever it holds."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from analysis.corpora.manifests import File
from analysis.corpora.unpack import unpack

BODY = b"a posting"


def archive(folder: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    path = folder / "corpus.tar.xz"
    with tarfile.open(path, "w:xz") as writer:
        for info, body in members:
            info.size = len(body)
            writer.addfile(info, io.BytesIO(body))
    return path


def link(name: str, to: str, kind: bytes) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info, b""


def wanted(path: str) -> File:
    return File(path, hashlib.sha256(BODY).hexdigest(), len(BODY), "o/r", "0" * 40, path)


def test_a_member_outside_the_manifest_is_left_where_it_is(tmp_path: Path) -> None:
    packed = archive(
        tmp_path,
        (tarfile.TarInfo("../evil"), BODY), (tarfile.TarInfo("/evil"), BODY),
        link("link", "/etc", tarfile.SYMTYPE), (tarfile.TarInfo("link/evil"), BODY),
        (tarfile.TarInfo("a.csv"), BODY),
    )  # fmt: skip
    assert unpack([wanted("a.csv")], tmp_path / "to", packed) is None
    assert [path.name for path in (tmp_path / "to").rglob("*")] == ["a.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.tar.xz", "to"]


def test_members_may_be_named_from_the_folder_that_was_packed(tmp_path: Path) -> None:
    packed = archive(tmp_path, (tarfile.TarInfo("./sub/a.csv"), BODY))
    assert unpack([wanted("sub/a.csv")], tmp_path / "to", packed) is None
    assert (tmp_path / "to/sub/a.csv").read_bytes() == BODY


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_a_member_of_the_manifest_that_is_a_link_is_missing(kind: bytes, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(BODY)
    packed = archive(tmp_path, link("a.csv", "../secret", kind))
    fault = unpack([wanted("a.csv")], tmp_path / "to", packed)
    assert fault is not None
    assert "lacks a.csv" in fault.message
    assert not (tmp_path / "to" / "a.csv").exists()


@pytest.mark.parametrize("name", ["../a.csv", "./../a.csv"])
def test_a_manifest_that_leads_out_of_the_folder_is_not_followed(name: str, tmp_path: Path) -> None:
    packed = archive(tmp_path, (tarfile.TarInfo(name), BODY))
    assert unpack([wanted("../a.csv")], tmp_path / "to", packed) is not None
    assert not (tmp_path / "a.csv").exists()


def test_a_member_of_another_size_is_not_unpacked(tmp_path: Path) -> None:
    packed = archive(tmp_path, (tarfile.TarInfo("a.csv"), BODY * 1_000_000))
    fault = unpack([wanted("a.csv")], tmp_path / "to", packed)
    assert fault is not None
    assert "wrong SHA-256" in fault.message
    assert not (tmp_path / "to").exists()


def test_an_archive_cut_short_is_told(tmp_path: Path) -> None:
    packed = archive(tmp_path, (tarfile.TarInfo("a.csv"), BODY))
    packed.write_bytes(packed.read_bytes()[: packed.stat().st_size // 2])
    fault = unpack([wanted("a.csv")], tmp_path / "to", packed)
    assert fault is not None
    assert packed.name in fault.message
