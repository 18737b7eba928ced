"""A district's own Word template: filled in with the facts of a decree, and trusted in nothing."""

from __future__ import annotations

import io
import os
import re
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import docx
import pytest

import ilp_cli
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import BLANK
from ilp_cli.decreeing.isian import variabel
from ilp_cli.decreeing.verb import JENIS, Written, decree
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.stamp import intact
from ilp_cli.files.word_stamp import stamp_of, stamped
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
        ("{% autoescape false %}{{ penandatangan.nama }}{% endautoescape %}", "tidak diizinkan"),
        ("{{ self }}", "bukan teks"),
        ("{% for x in lokus %}{{ loop }}{% endfor %}", "bukan teks"),
        ("{{ nomor is defined }}", "bukan teks"),
        ("{{ naskah | join(', ') }}", "ini daftar, bukan teks"),
        ("{{ lokus | upper }}", "ini daftar, bukan teks"),
        ("{{ 'a' ~ penandatangan }}", "ini daftar, bukan teks"),
        ("{% set a = TENTANG %}" + "{% set a = a ~ a %}" * 60, "terlalu lama atau terlalu besar"),
        ("{{r nomor }}", "jatuh di luar paragraf"),
        ("{{p nomor }}", "jatuh di luar paragraf"),
    ],
)
def test_what_a_template_may_not_do_is_told_with_its_paragraph(tmp_path: Path, text: str, words: str) -> None:
    own = templat(tmp_path, "Awal", f"Tanda: {text}")
    with pytest.raises(Misuse, match=words) as told:
        written(tmp_path, own)
    assert "templat.docx" in str(told.value)
    assert not (tmp_path / "sk.docx").exists()


def test_a_template_without_variables_is_no_template(tmp_path: Path) -> None:
    word: Any = docx.Document()
    word.add_paragraph("Nomor {nomor}")
    word.save(str(tmp_path / "templat.docx"))
    (tmp_path / "sk.docx").write_bytes(b"lama")
    with pytest.raises(Misuse, match="tidak ada satu pun"):
        written(tmp_path, tmp_path / "templat.docx")
    assert (tmp_path / "sk.docx").read_bytes() == b"lama"


def test_known_names_in_other_signs_are_told(tmp_path: Path) -> None:
    result = written(tmp_path, templat(tmp_path, "{nomor} { { tahun } } «kabupaten» [[TENTANG]] {entah} (nomor)"))
    told = [note.split("”")[0].removeprefix("templat: “") for note in result.catatan if "seperti tertulis" in note]
    assert told == ["{nomor}", "{ { tahun } }", "«kabupaten»", "[[TENTANG]]"]


def test_a_condition_that_begins_in_a_cell_and_ends_outside_loses_nothing_silently(tmp_path: Path) -> None:
    def across(parts: dict[str, bytes]) -> None:
        text = parts["word/document.xml"].decode()
        text = text.replace("{%tr for baris in lokus %}", "{% if not nomor %}").replace("{%tr endfor %}", "")
        text = text.replace("</w:tbl>", "</w:tbl><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p>")
        parts["word/document.xml"] = text.encode()

    with pytest.raises(Misuse, match="ditutup di tempat lain"):
        written(tmp_path, changed(templat(tmp_path, "Awal"), across))


def test_the_properties_of_a_template_stay_whole_where_they_are(tmp_path: Path) -> None:
    names = 'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    values = 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    own = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:%s>%s</vt:%s></property>'
    listed = own % (2, "Riwayat", "lpwstr", "a" * 2000, "lpwstr") + own % (3, "Revisi", "i4", "7", "i4")
    listed += own % (4, "ilp.daerah", "lpwstr", "Kabupaten Palsu", "lpwstr")
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"

    def with_properties(parts: dict[str, bytes]) -> None:
        parts["docProps/milik.xml"] = f"<Properties {names} {values}>{listed}</Properties>".encode()
        override = f'<Override PartName="/docProps/milik.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
        link = f'<Relationship Id="rIdMilik" Type="{base}" Target="docProps/milik.xml"/></Relationships>'
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", link.encode())

    written(tmp_path, changed(templat(tmp_path, *WHOLE), with_properties))
    content = (tmp_path / "sk.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "docProps/custom.xml" not in package.namelist()
        kept = package.read("docProps/milik.xml").decode()
    assert f"<vt:lpwstr>{'a' * 2000}</vt:lpwstr>" in kept
    assert "<vt:i4>7</vt:i4>" in kept
    assert "Kabupaten Palsu" not in kept
    assert stamp_of(content)["daerah"] == "Kabupaten Luwu"
    assert intact(stamp_of(content))


def test_what_a_document_says_of_itself_is_whole_however_long(tmp_path: Path) -> None:
    written(tmp_path, templat(tmp_path, *WHOLE))
    facts = {"daerah": "Kabupaten Luwu", "roster": "a b" * 700, "kosong": "", "masukan.1": "<&>" * 80}
    again = stamped((tmp_path / "sk.docx").read_bytes(), facts)
    said = stamp_of(again)
    assert {name: said[name] for name in facts} == facts
    assert intact(said)
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        values = re.findall(r"<vt:lpwstr>([^<]*)</vt:lpwstr>", package.read("docProps/custom.xml").decode())
    assert max(len(unescape(value)) for value in values) <= 240


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such names")
def test_a_file_whose_name_no_document_can_hold_leaves_the_document_whole(tmp_path: Path) -> None:
    folder = everything(tmp_path / "rencana")
    for name in (b"usul\x07an.yaml", b"usul\xe9an.yaml"):
        path = Path(os.fsdecode(os.fsencode(folder / "usulan.yaml").replace(b"usulan.yaml", name)))
        path.write_bytes((folder / "usulan.yaml").read_bytes())
        out = tmp_path / "nota.docx"
        assert decree(folder, out, jenis="nota-mutasi", dengan=path, pada=PADA, force=True)
        assert ilp_cli.verify(out, plan=folder, dengan=[path]).equal


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


_MARK = b'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="%s"/></w:r><w:r><w:instrText>'
_BEGIN, _END = _MARK % b"begin", _MARK % b"end"
_BESIDE = (
    b'<Relationship Id="a>b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    b' TargetMode="External" Target="http://contoh.invalid/a.png"/></Relationships>'
)
_HEADER = (
    b'<Override PartName="/word/media/a.png" ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.header+xml"/></Types>'
)


def _field(instruction: bytes) -> bytes:
    """A paragraph with a field that says this, before what ends the document."""
    return b"<w:p><w:r><w:instrText>" + _BEGIN + instruction + _END + b"</w:instrText></w:r></w:p><w:sectPr"


@pytest.mark.parametrize(
    "instruction",
    [
        b"PAGE \\* MERGEFORMAT",
        b'HYPERLINK \\l "_Toc1"',
        b'HYPERLINK "https://contoh.invalid"',
        b"TOC \\h" + _MARK % b"separate" + _BEGIN + b'HYPERLINK \\l "_Toc1"' + _END,
    ],
)
def test_a_field_that_only_tells_of_the_document_is_kept(tmp_path: Path, instruction: bytes) -> None:
    own = changed(templat(tmp_path, *WHOLE), _put("word/document.xml", b"<w:sectPr", _field(instruction)))
    assert written(tmp_path, own)


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
        (_added("word/lain.dat", b"<a/>"), "berkas tersemat"),
        (_added("docProps/custom.xml", b"<Properties"), "rusak"),
        (_added("word/header9.xml", b"<a><b></a>"), "rusak"),
        (_put("word/_rels/document.xml.rels", b"</Relationships>", _BESIDE), "mengambil isi dari luar"),
        (_put("[Content_Types].xml", b"</Types>", _HEADER), "sebagai teks"),
        (_put("word/document.xml", b"<w:sectPr", _field(b"<![CDATA[DDEAUTO]]> c")), "bidang DDEAUTO"),
        (_put("word/document.xml", b"<w:sectPr", _field(b"dde<!-- -->auto c")), "bidang DDEAUTO"),
        (_put("word/document.xml", b"<w:sectPr", _field(b"PAGE" + _END + _BEGIN + b"LINK Excel")), "bidang LINK"),
        (_put("word/document.xml", b"<w:sectPr", _field(_BEGIN + b"QUOTE 68" + _END + b"EAUTO c")), "bidang …EAUTO"),
        (_put("word/document.xml", b"<w:sectPr", _field(b'HYPERLINK "file:///etc/passwd"')), "bidang HYPERLINK"),
        (_put("word/document.xml", b"<w:sectPr", b'<w:p><w:fldSimple w:instr="RD x"/></w:p><w:sectPr'), "bidang RD"),
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


def test_a_template_is_filled_where_the_clock_stands_in_1970(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templat_child = import_module("ilp_cli.paper.templat_child")
    own, stopped = templat(tmp_path / "daerah", "NOMOR {{ nomor }}").read_bytes(), time.gmtime(3600)
    monkeypatch.setattr(time, "localtime", lambda *_: stopped)
    filled = templat_child._marked(templat_child._filled(own, {"nomor": "7", "lokus": []}, []), "RANCANGAN")
    assert "NOMOR 7" in [paragraph.text for paragraph in docx.Document(io.BytesIO(filled)).paragraphs]
