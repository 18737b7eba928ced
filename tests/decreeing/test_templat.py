"""A district's own Word template: filled in with the facts of a decree, and trusted in nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import BLANK
from ilp_cli.decreeing.isian import variabel
from ilp_cli.decreeing.verb import JENIS, Written, decree
from ilp_cli.files.misfits import Unreadable
from tests.decreeing.test_decree import CHANGE, FIRST, HEAD, NIP
from tests.plans import KADER_CSV, PETUGAS_CSV, plan
from tests.running import ilp

pytest.importorskip("docxtpl")
PADA = date(2026, 11, 21)
WHOLE = (
    "{{ penetap }}", "NOMOR {{ nomor }} TANGGAL {{ tanggal }}", "{{ TENTANG }}",
    "{%p for butir in menimbang %}", "{{ loop.index }}) {{ butir }}", "{%p endfor %}",
    "{%p for putusan in diktum %}", "{{ putusan.label }}: {{ putusan.isi }}", "{%p endfor %}",
    "{{ angka.puskesmas }}", "{{ penandatangan.nama | upper }}, {{ penandatangan.nip }}",
)  # fmt: skip


def templat(place: Path, *paragraphs: str, head: str = "") -> Path:
    """A template with these paragraphs, and a table of lokus."""
    word: Any = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    if head:
        word.sections[0].header.paragraphs[0].text = head
    table = word.add_table(3, 2)
    for row, texts in enumerate((("{%tr for baris in lokus %}", ""), ("{{ baris.no }}", "{{ baris.puskesmas }}"),
                                 ("{%tr endfor %}", ""))):  # fmt: skip
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    place.mkdir(exist_ok=True)
    word.core_properties.author = "Penulis Rekaan"
    word.save(str(place / "templat.docx"))
    return place / "templat.docx"


def written(place: Path, own: Path, **options: Any) -> Written:
    """What comes of it for a small plan."""
    folder = plan(place / "rencana", HEAD + FIRST, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    return decree(folder, place / "sk.docx", templat=own, pada=PADA, rancangan=True, force=True, **options)


def texts(path: Path) -> list[str]:
    """What a document says, its table too."""
    word: Any = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in word.paragraphs] + cells


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same document with other parts."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def test_a_template_is_filled_in_with_the_facts_of_the_decree(tmp_path: Path) -> None:
    result = written(tmp_path, templat(tmp_path, *WHOLE, head="{{ kabupaten }}"), nip="tampil")
    said = texts(tmp_path / "sk.docx")
    assert result
    assert not {"lambang daerah di kop", "alamat kop"} & {isian.apa for isian in result.harus_diisi}
    assert "KEPALA DINAS KESEHATAN KABUPATEN LUWU" in said
    assert "NOMOR 400.7/12/DINKES TANGGAL 3 Maret 2025" in said
    assert any(text.startswith("1) bahwa") for text in said)
    assert any(text.startswith("KESATU: ") for text in said)
    assert "2 (dua)" in said
    assert f"DR. CONTOH & <REKAAN>, {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}" in said
    assert said[-4:] == ["1", "Suli", "2", "Bua"]
    heads = [paragraph.text for paragraph in docx.Document(str(tmp_path / "sk.docx")).sections[0].header.paragraphs]
    assert heads[0].startswith("RANCANGAN")
    assert heads[-1] == "Kabupaten Luwu"


def test_the_same_template_gives_the_same_bytes_and_tells_nothing_of_its_writer(tmp_path: Path) -> None:
    own = templat(tmp_path, *WHOLE)
    before = own.read_bytes()
    copies = set()
    for _ in range(2):
        written(tmp_path, own)
        copies.add((tmp_path / "sk.docx").read_bytes())
    assert len(copies) == 1
    assert own.read_bytes() == before
    with zipfile.ZipFile(io.BytesIO(copies.pop())) as package:
        assert b"Penulis Rekaan" not in package.read("docProps/core.xml")
        assert len(package.namelist()) == len(set(package.namelist()))


def test_the_variables_that_are_told_are_those_there_are(tmp_path: Path) -> None:
    lists = [name for name, words in variabel().items() if words.startswith("daftar ")]
    tags = [f"{{{{ {name} }}}}" for name in variabel() if name not in lists]
    tags += [f"{{% for butir in {name} %}}x{{% endfor %}}" for name in lists]
    result = written(tmp_path, templat(tmp_path, *tags))
    assert not [note for note in result.catatan if note.startswith("templat:")]
    assert len(tags) > 40
    assert len(lists) > 10
    assert ilp("decree", "--variabel").stdout.splitlines()[0].startswith("kabupaten ")


def test_a_list_that_is_written_as_a_text_is_told(tmp_path: Path) -> None:
    for name in ("lokus", "menimbang", "naskah", "penandatangan"):
        with pytest.raises(Misuse, match="ini daftar, bukan teks; tulis tiap butirnya"):
            written(tmp_path, templat(tmp_path, "Awal", "Dua", "Tiga", f"Isi: {{{{ {name} }}}}"))


def test_a_name_nobody_knows_stays_dotted_and_the_nearest_is_offered(tmp_path: Path) -> None:
    own = templat(tmp_path, "NOMOR {{ nomer }}", "{{ penandatangan.nma }}", "{% if entah %}ada{% endif %}")
    result = written(tmp_path, own)
    assert f"NOMOR {BLANK}" in texts(tmp_path / "sk.docx")
    told = [note for note in result.catatan if note.startswith("templat:")]
    assert len(told) == 3
    assert any("“nomer”" in note and "apakah maksudnya “nomor”?" in note for note in told)
    assert any("“nma”" in note and "apakah maksudnya “nama”?" in note for note in told)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ nomor ", "tidak lengkap"),
        ("{% for x in lokus %}{{ x.no }}", "tidak lengkap"),
        ("{{ nomor | rahasia }}", "saringan “rahasia” tidak ada"),
        ("{% hapus %}", "perintah “hapus”"),
        ("{{ ''.__class__.__mro__ }}", "tidak diizinkan"),
        ("{{ nomor['__class__'] }}", "tidak diizinkan"),
        ("{{ nomor.upper() }}", "tidak diizinkan"),
        ("{% for x in range(10**9) %}x{% endfor %}", "tidak diizinkan"),
        ("{{ nomor * 1000000000 }}", "tidak diizinkan"),
        ("{{ lipsum() }}", "tidak diizinkan"),
        ("{{ nomor | attr('upper') }}", "saringan “attr” tidak ada"),
        ("{% include '/etc/passwd' %}", "berkas lain"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "tidak diizinkan"),
    ],
)
def test_what_a_template_may_not_do_is_told_with_its_paragraph(tmp_path: Path, text: str, words: str) -> None:
    own = templat(tmp_path, "Awal", f"Tanda: {text}")
    with pytest.raises(Misuse, match=words) as told:
        written(tmp_path, own)
    assert "templat.docx" in str(told.value)
    assert not (tmp_path / "sk.docx").exists()


def test_a_fault_in_writing_is_told_with_the_words_around_it(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="paragraf “Nomor surat: "):
        written(tmp_path, templat(tmp_path, "Awal", "Dua", "Tiga", "Nomor surat: {{ nomor | rahasia }}", "Akhir"))


def test_loops_within_loops_are_stopped(tmp_path: Path) -> None:
    deep = "".join(f"{{% for a{number} in TENTANG %}}" for number in range(9))
    with pytest.raises(Misuse, match="terlalu lama atau terlalu besar"):
        written(tmp_path, templat(tmp_path, f"{deep}x{'{% endfor %}' * 9}"))


def _added(name: str, content: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update({name: content})


def _put(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


def _outside(kind: str, target: str) -> Callable[[dict[str, bytes]], None]:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return _put("word/_rels/document.xml.rels", b"</Relationships>", relation.encode())


_FIELD = (
    b'<w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c "cmd"</w:instrText></w:r></w:p><w:sectPr'
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_added("word/vbaProject.bin"), "makro"),
        (_added("word/activeX/activeX1.xml", b"<a/>"), "makro atau kendali"),
        (_added("word/embeddings/oleObject1.bin"), "berkas tersemat"),
        (_added("../../keluar.xml", b"<a/>"), "keluar dari dokumen"),
        (_added("/akar.xml", b"<a/>"), "keluar dari dokumen"),
        (_added("word/besar.xml", b"<a>" + b" " * 5 * 1024**2 + b"</a>"), "terlalu besar"),
        (_added("word/media/nol.bmp", b"\0" * 41 * 1024**2), "terlalu besar"),
        (_added("word/lain.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "deklarasi XML"),
        (_added("word/lain.xml", "<!DOCTYPE a><a/>".encode("utf-16")), "bukan UTF-8"),
        (_outside("image", "http://contoh.invalid/a.png"), "mengambil isi dari luar"),
        (_outside("attachedTemplate", "file:///tmp/a.dotm"), "objek dari luar"),
        (_outside("hyperlink", "file:///etc/passwd"), "mengambil isi dari luar"),
        (_put("word/document.xml", b"<w:sectPr", _FIELD), "bidang DDEAUTO"),
        (_put("[Content_Types].xml", b"wordprocessingml.document.main+xml", b"x.macroEnabled.main+xml"), "bermakro"),
        (lambda parts: parts.pop("word/document.xml"), "bukan dokumen Word"),
    ],
)
def test_a_document_that_acts_is_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], words: str
) -> None:
    own = changed(templat(tmp_path, *WHOLE), change)
    with pytest.raises(Unreadable) as told:
        written(tmp_path, own)
    assert words in told.value.findings[0].message
    assert not (tmp_path / "sk.docx").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "terkunci kata sandi atau Word lama"),
        (b"<html></html>", "bukan dokumen Word"),
        (b"PK\x03\x04rusak", "rusak"),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    own = tmp_path / "templat.docx"
    own.write_bytes(content)
    with pytest.raises(Unreadable) as told:
        written(tmp_path, own)
    assert words in told.value.findings[0].message


def test_of_a_document_of_another_kind_nothing_is_made(tmp_path: Path) -> None:
    own = templat(tmp_path, *WHOLE)
    with pytest.raises(Unreadable):
        written(tmp_path, own.rename(tmp_path / "templat.docm"))
    with pytest.raises(Unreadable):
        written(tmp_path, tmp_path / "tidak-ada.docx")


def test_several_need_a_template_that_goes_through_them(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="naskahnya 2, sedangkan templat ini memuat satu"):
        written(tmp_path, templat(tmp_path, *WHOLE), jenis="klaster")
    loop = ("{%p for n in naskah %}", "{{ n.puskesmas }} {{ kabupaten }}", "{%p endfor %}")
    written(tmp_path, templat(tmp_path, *loop), jenis="klaster")
    assert texts(tmp_path / "sk.docx")[:2] == ["Puskesmas Suli Kabupaten Luwu", "Puskesmas Bua Kabupaten Luwu"]


def everything(place: Path) -> Path:
    """A plan of which every kind can be written: a change, short kader, klaster with people, moves."""
    petugas = (
        "nama,nip,puskesmas,pustu,profesi,jabatan\n"
        f"Ani & <Anak>,{NIP},Suli,,Bidan,Bidan Ahli Pertama\nBudi,,Suli,Cimpu,Perawat,Perawat Ahli Pertama\n"
    )
    klaster = "puskesmas,klaster,kedudukan,nama\nSuli,3,Anggota,Budi\nSuli,2,PJ,Ani & <Anak>\n"
    folder = plan(
        place, HEAD + "roster: .\n" + FIRST, petugas_csv=petugas, kader_csv="nama,puskesmas\n", klaster_csv=klaster
    )
    change = HEAD + "roster: .\n" + FIRST + CHANGE
    (folder / "perubahan.yaml").write_text(change, encoding="utf-8")
    (folder / "usulan.yaml").write_text(
        "pada: 2026-11-21\npindah:\n"
        "  - {nama: Ani & <Anak>, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}\n",
        encoding="utf-8",
    )
    return folder


def flat(path: Path) -> list[str]:
    """The texts of a document as they are read, NIP and spaces put as one line."""
    lines = [" ".join(line.split()) for text in texts(path) for line in text.replace(", NIP.", "\nNIP.").split("\n")]
    return sorted(line for line in lines if line)


@pytest.mark.parametrize("nip", ["samar", "tampil", "tanpa"])
@pytest.mark.parametrize("jenis", JENIS)
def test_the_template_to_start_from_says_what_is_written_without_one(tmp_path: Path, jenis: str, nip: str) -> None:
    folder = everything(tmp_path / "rencana")
    if jenis == "perubahan":
        (folder / "perubahan.yaml").replace(folder / "roadmap.yaml")
    own = tmp_path / "templat.docx"
    assert ilp("decree", folder, "--jenis", jenis, "--contoh-templat", own).returncode == 0
    options: dict[str, Any] = {"jenis": jenis, "pada": PADA, "rancangan": jenis[:4] not in ("nota", "sura"), "nip": nip}
    options["dengan"] = folder / "usulan.yaml" if jenis == "nota-mutasi" else None
    plain = decree(folder, tmp_path / "biasa.docx", **options)
    filled = decree(folder, tmp_path / "sk.docx", templat=own, **options)
    assert plain
    assert not [note for note in filled.catatan if note.startswith("templat:")], filled.catatan
    assert [naskah.judul for naskah in filled.naskah] == [naskah.judul for naskah in plain.naskah]
    meant, there = flat(tmp_path / "biasa.docx"), flat(tmp_path / "sk.docx")
    extra = [line for line in there if line not in meant]
    missing = [line for line in meant if line not in there]
    assert [line for line in extra if "NIP" not in line and line != "NAMA DAN NIP"] == []
    assert [line for line in missing if "NIP" not in line and line != "NAMA"] == []


def test_a_template_to_start_from_is_not_written_over_another_file(tmp_path: Path) -> None:
    own = templat(tmp_path, *WHOLE)
    before = own.read_bytes()
    assert ilp("decree", tmp_path, "--contoh-templat", own).returncode == 4
    assert own.read_bytes() == before
    assert ilp("decree", tmp_path, "--contoh-templat", own, "--force").returncode == 0
    assert own.read_bytes() != before
    assert "sebut naskahnya" in ilp("decree", tmp_path).stderr
