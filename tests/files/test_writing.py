"""Several files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.files.writing import all_or_nothing, in_temporary_place, write_files


def full(monkeypatch: pytest.MonkeyPatch, *written: int) -> None:
    """Let a disk have room for these writings only, counted from 0."""
    sync, count = os.fsync, iter(range(100))

    def fsync(descriptor: int) -> None:
        if next(count) not in written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)


def contents(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("named", [True, False])
def test_old_files_are_put_back_and_new_ones_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, named: bool
) -> None:
    old = {"a.txt": b"lama", "c.txt": b"lama"}
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    full(monkeypatch, 0, 1, 3)
    files = {tmp_path / name: b"baru" for name in ("a.txt", "b.txt", "c.txt")}
    with pytest.raises(OutputBlocked) as refused:
        write_files(files, folder=tmp_path if named else None, force=True)
    assert str(refused.value) == (
        f"{(tmp_path / 'c.txt').as_posix()} tidak dapat ditulis: tempat penyimpanan penuh; pilih nama atau folder lain"
    )
    assert contents(tmp_path) == old


def test_an_old_file_that_cannot_be_put_back_is_named_and_all_else_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"lama")
    full(monkeypatch, 0, 1, 2, 5)
    files = {tmp_path / name: b"baru" for name in ("a.txt", "b.txt", "c.txt", "d.txt")}
    with pytest.raises(OutputBlocked) as refused:
        write_files(files, folder=tmp_path, force=True)
    shown = (tmp_path / "a.txt").as_posix()
    assert str(refused.value).endswith(f"; isi lama {shown} tidak dapat dikembalikan")
    assert contents(tmp_path) == {"a.txt": b"baru", "b.txt": b"lama"}


def test_a_new_folder_goes_though_an_old_file_elsewhere_cannot_be_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "a.txt", tmp_path / "baru" / "dalam" / "b.txt"
    old.write_bytes(b"lama")
    full(monkeypatch, 0, 1)
    with pytest.raises(OutputBlocked, match="isi lama"):
        write_files({old: b"baru", new: b"baru", new.with_name("c.txt"): b"baru"}, folder=new.parent, force=True)
    assert contents(tmp_path) == {"a.txt": b"baru"}


@pytest.mark.skipif(os.name == "nt", reason="a pipe of Unix")
def test_what_was_there_and_is_no_file_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    with pytest.raises(OutputBlocked, match="bukan berkas biasa"):
        write_files({tmp_path / "a.txt": b"baru", pipe: b"baru"}, folder=tmp_path, force=True)
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(os.name == "nt", reason="links of Unix")
def test_a_link_to_nothing_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "tautan"
    link.symlink_to("nanti.txt")
    full(monkeypatch, 0)
    with pytest.raises(OutputBlocked, match="penuh"):
        write_files({link: b"baru", tmp_path / "b.txt": b"baru"}, folder=tmp_path, force=True)
    assert (list(tmp_path.iterdir()), link.is_symlink()) == ([link], True)


def test_an_interruption_puts_back_too(tmp_path: Path) -> None:
    kept, fresh = tmp_path / "a.txt", tmp_path / "baru" / "b.txt"
    kept.write_bytes(b"lama")

    def interrupted() -> None:
        with all_or_nothing(fresh.parent, [kept, fresh]):
            kept.unlink()
            fresh.parent.mkdir()
            fresh.write_bytes(b"baru")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert contents(tmp_path) == {"a.txt": b"lama"}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "tempat penyimpanan penuh; sediakan ruang penyimpanan, atau tunjuk folder lain"),
        (errno.EROFS, "tempat itu hanya dapat dibaca; tunjuk folder lain"),
        (errno.ENOENT, "foldernya tidak ada; tunjuk folder lain"),
    ],
)
def test_room_is_asked_for_only_where_it_helps(number: int, said: str) -> None:
    with pytest.raises(OutputBlocked, match=f"^berkas sementara tidak dapat ditulis: {said}"), in_temporary_place():
        raise OSError(number, os.strerror(number))


def test_no_folder_for_temporary_files_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "hilang"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", lambda: [str(tmp_path / "hilang")])
    words = "tidak ada folder sementara yang menerimanya; tunjuk folder lain"
    with pytest.raises(OutputBlocked, match=words), in_temporary_place():
        pytest.fail("nothing is worked on")
