"""ilp verify of a decree in Word: equal, edited (which paragraphs), or made of other inputs."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

import ilp_cli
from ilp_cli.core.outcome import Misuse
from ilp_cli.decreeing.verb import JENIS
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.word_texts import texts_of
from ilp_cli.verifying.model import State, Verified
from tests.decreeing.test_decree import CHANGE
from tests.decreeing.test_templat import everything
from tests.plans import plan
from tests.reporting.test_names import NAUGHTY, quoted
from tests.running import DAY, EXAMPLES, ilp

PADA = date.fromisoformat(DAY)


def decreed(folder: Path, *words: str | Path, name: str = "sk.docx") -> Path:
    """The document of a plan, written beside it."""
    out = folder / name
    answer = ilp("decree", folder, "--pada", DAY, "--rancangan", "--force", "-o", out, *words)
    assert answer.returncode in (0, 1), answer.stderr
    assert out.exists(), answer.stdout + answer.stderr
    return out


def edited(path: Path, old: str, new: str) -> Path:
    """A copy as python-docx saves it again, with one text put for another in every paragraph."""
    word: Any = docx.Document(str(path))
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    for paragraph in [*word.paragraphs, *(own for cell in cells for own in cell.paragraphs)]:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    out = path.with_name(f"disunting-{path.name}")
    word.save(str(out))
    return out


def repacked(path: Path, *, without: str = "", put: dict[str, bytes] | None = None) -> Path:
    """A copy with its parts in another order and compression, one of them left out or put in."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist() if name != without} | (put or {})
    out = path.with_name(f"lain-{path.name}")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(parts, reverse=True):
            target.writestr(name, parts[name])
    return out


def beside(path: Path, **options: Any) -> Verified:
    return ilp_cli.verify(path, **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return everything(tmp_path / "rencana")


@pytest.mark.parametrize("jenis", JENIS)
def test_every_kind_verifies_as_written_whatever_its_zip(folder: Path, jenis: str) -> None:
    if jenis == "perubahan":
        (folder / "perubahan.yaml").replace(folder / "roadmap.yaml")
    more: list[str | Path] = ["--dengan", folder / "usulan.yaml"] if jenis == "nota-mutasi" else []
    path = decreed(folder, "--jenis", jenis, *more)
    for own in (path, repacked(path), edited(path, "tidak ada di sini", "")):
        verified = beside(own)
        assert verified.equal, verified.kata
        assert verified.exit_status() == 0
        assert {item.keadaan for item in verified.masukan} == {State.SAMA}
        assert "Sama: setiap paragraf" in ilp("verify", own).stdout


@pytest.mark.parametrize("example", [p for p in EXAMPLES if (p / "roadmap.yaml").exists()], ids=lambda p: p.name)
def test_the_decree_of_every_example_verifies(tmp_path: Path, example: Path) -> None:
    for year in {tahap.tahun for tahap in ilp_cli.load(example).tahap}:
        out = tmp_path / f"sk{year}.docx"
        assert ilp("decree", example, "--tahun", str(year), "--rancangan", "--pada", DAY, "-o", out).returncode in (
            0,
            1,
        )
        assert beside(out, plan=example).equal


def test_an_edited_paragraph_and_cell_are_named_with_what_the_inputs_give(folder: Path) -> None:
    path = edited(decreed(folder), "2 (dua) puskesmas", "3 (tiga) puskesmas 198701012010011001")
    verified = beside(path)
    assert verified.exit_status() == 1
    (cell,) = [cell for item in verified.lembar for cell in item.sel]
    assert cell.lembar.startswith("Tabel ")
    assert "2 (dua) puskesmas" in str(cell.seharusnya)
    assert "3 (tiga) puskesmas" in str(cell.isi)
    assert [item.nama for item in verified.edited] == [cell.lembar]
    assert not verified.changed
    text = json.dumps(verified.document()) + ilp("verify", path).stdout
    assert "198701012010011001" not in text
    assert "disunting sesudahnya" in text


def test_a_paragraph_put_in_or_taken_out_is_one_difference(folder: Path) -> None:
    path = decreed(folder)
    word: Any = docx.Document(str(path))
    tail = next(own for own in word.paragraphs if own.text.startswith("Ditetapkan di"))
    tail.insert_paragraph_before("Paragraf baru.")
    word.save(str(folder / "tambah.docx"))
    (cell,) = [cell for item in beside(folder / "tambah.docx").lembar for cell in item.sel]
    assert (cell.seharusnya, cell.isi) == (None, "Paragraf baru.")
    tail._p.getparent().remove(tail._p)
    word.save(str(folder / "kurang.docx"))
    told = [cell for item in beside(folder / "kurang.docx").lembar for cell in item.sel]
    assert len(told) <= 2
    assert any(str(cell.seharusnya).startswith("Ditetapkan di") for cell in told)


def test_inputs_that_changed_are_told_apart_from_edits(folder: Path) -> None:
    path = decreed(folder)
    roadmap = folder / "roadmap.yaml"
    roadmap.write_text(
        roadmap.read_text(encoding="utf-8").replace("400.7/12/DINKES", "400.7/13/DINKES"), encoding="utf-8"
    )
    verified = beside(path)
    assert [item.berkas for item in verified.changed] == ["roadmap.yaml"]
    assert verified.differing
    assert not verified.edited
    assert any("masukan yang berubah" in words for words in verified.kata)
    both = beside(edited(path, "MEMUTUSKAN", "MEMUTUSKEN"))
    assert [item.nama for item in both.edited] == ["Naskah"]


def test_without_its_properties_it_is_compared_with_what_fits_best(folder: Path) -> None:
    path = repacked(decreed(folder, "--nip", "tampil"), without="docProps/custom.xml")
    verified = beside(path, pada=PADA)
    assert verified.equal, verified.kata
    assert verified.tahun == (2025,)
    other = edited(decreed(folder, "--nip", "tampil"), "MEMUTUSKAN", "MEMUTUSKEN")
    changed = beside(repacked(other, without="docProps/custom.xml"), pada=PADA)
    assert changed.exit_status() == 1
    assert any("properti asal naskah ini tidak ada" in words for words in changed.kata)


def test_without_a_plan_its_own_marks_tell_of_edits(folder: Path, tmp_path: Path) -> None:
    alone = tmp_path / "jauh" / "sk.docx"
    alone.parent.mkdir()
    alone.write_bytes(decreed(folder).read_bytes())
    verified = beside(alone)
    assert verified.exit_status() == 3
    assert not verified.compared
    changed = beside(edited(alone, "MEMUTUSKAN", "MEMUTUSKEN"))
    assert changed.exit_status() == 1
    assert [item.nama for item in changed.edited] == ["Naskah"]


def test_properties_that_somebody_changed_are_not_believed(folder: Path) -> None:
    path = decreed(folder)
    with zipfile.ZipFile(path) as source:
        own = source.read("docProps/custom.xml").replace(b"2026-11-21", b"2026-11-20")
    verified = beside(repacked(path, put={"docProps/custom.xml": own}))
    assert verified.asal is False
    assert verified.exit_status() == 1


def test_a_template_is_looked_for_by_its_name_and_must_be_the_same(folder: Path) -> None:
    own = folder / "templat.docx"
    assert ilp("decree", folder, "--contoh-templat", own).returncode == 0
    path = decreed(folder, "--templat", own)
    assert beside(path).equal
    other: Any = docx.Document(str(own))
    other.add_paragraph("lain")
    other.save(str(own))
    assert any("bukan lagi yang dipakai" in words for words in beside(path).kata)
    own.unlink()
    assert any("templat templat.docx tidak ditemukan" in words for words in beside(path).kata)


def test_what_is_none_of_ours_is_refused(tmp_path: Path, folder: Path) -> None:
    word: Any = docx.Document()
    word.add_paragraph("Surat lain")
    word.save(str(folder / "lain.docx"))
    with pytest.raises(Unreadable) as told:
        beside(folder / "lain.docx")
    assert "bukan naskah `ilp decree`" in str(told.value)
    word.save(str(tmp_path / "sendiri.docx"))
    with pytest.raises(Unreadable):
        beside(tmp_path / "sendiri.docx")
    with pytest.raises(Misuse, match="menyebut harinya sendiri"):
        beside(decreed(folder), pada=PADA)
    (folder / "rusak.docx").write_bytes(b"PK" + b"x" * 40)
    with pytest.raises(Unreadable):
        beside(folder / "rusak.docx")


def test_the_document_of_another_district_is_not_compared_with_this(folder: Path, tmp_path: Path) -> None:
    path = decreed(folder)
    other = plan(tmp_path / "lain", "kabupaten: {nama: Majene}\n" + CHANGE.replace("  - tahun", "tahap:\n  - tahun"))
    with pytest.raises(Misuse, match="milik"):
        beside(path, plan=other)


def test_no_number_of_a_person_stands_in_the_properties(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(decreed(folder, "--nip", "tampil").read_bytes())) as package:
        told = package.read("docProps/custom.xml").decode()
    assert "19750817" not in told
    assert str(folder) not in told


def sixty(place: Path) -> Path:
    """A plan of more than sixty lokus with names that mean something to a page, a template or a shell."""
    names = [name for name in NAUGHTY if name.isprintable()]
    register = "".join(f"  - {{nama: {quoted(name)}, kecamatan: {quoted(name)}}}\n" for name in names)
    lokus = "".join(f"      - {{puskesmas: {quoted(name)}}}\n" for name in names)
    head = 'kabupaten: {nama: Luwu, ibu_kota: "{{ 7 * 7 }}"}\n'
    return plan(place, f"{head}puskesmas:\n{register}tahap:\n  - tahun: 2025\n    lokus:\n{lokus}")


@pytest.mark.parametrize("jenis", ["lokus", "klaster"])
def test_many_lokus_of_strange_names_are_written_filled_in_and_verified(tmp_path: Path, jenis: str) -> None:
    folder = sixty(tmp_path / "rencana")
    own = folder / "templat.docx"
    assert ilp("decree", folder, "--jenis", jenis, "--contoh-templat", own).returncode == 0
    for more in ((), ("--templat", own)):
        path = decreed(folder, "--jenis", jenis, *more)
        assert beside(path).equal
        text = " ".join(item.teks for item in texts_of(path.read_bytes()))
        assert "{{ 7 * 7 }}" in text
        assert "endfor" not in text
        if jenis == "klaster":
            assert "<script>alert(1)</script>".upper() in text


_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RUN = "<w:r><w:t>Dana Rp 9 miliar</w:t></w:r>"


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def _document(path: Path, old: str, new: str) -> Path:
    """A copy in whose body one piece of markup stands in place of another."""
    text = _part(path, "word/document.xml")
    assert old in text
    return repacked(path, put={"word/document.xml": text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("new", "part"),
    [
        (f"<w:ins>{_RUN}</w:ins>", "Perubahan terlacak"),
        ("<w:del><w:r><w:delText>Dana Rp 9 miliar</w:delText></w:r></w:del>", "Perubahan terlacak"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "simbol F0FC"),
        ('<w:fldSimple w:instr=" = 3 "/>', "{= 3}"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "{DATE}",
        ),
        (f"<w:r><w:pict><w:txbxContent><w:p>{_RUN}</w:p></w:txbxContent></w:pict></w:r>", "[Dana Rp 9 miliar]"),
        ("<w:r><w:drawing/></w:r>", "[gambar]"),
        (f"<w:smartTag><w:sdt><w:sdtContent>{_RUN}</w:sdtContent></w:sdt></w:smartTag>", "Dana Rp 9 miliar"),
        (f"</w:p><w:customXml><w:p>{_RUN}</w:p></w:customXml><w:p>", "Dana Rp 9 miliar"),
        ('<m:oMath xmlns:m="m"><m:r><m:t>9</m:t></m:r></m:oMath>', "9"),
    ],
)
def test_what_is_put_in_where_nobody_looks_is_told(folder: Path, new: str, part: str) -> None:
    path = decreed(folder)
    verified = beside(_document(path, "</w:p>", f"{new}</w:p>"))
    assert verified.exit_status() == 1
    assert verified.edited
    told = [f"{cell.lembar} {cell.isi}" for item in verified.lembar for cell in item.sel]
    assert any(part in words for words in told), told


@pytest.mark.parametrize(
    ("look", "word"),
    [
        ("<w:vanish/>", "tersembunyi"),
        ("<w:strike/>", "dicoret"),
        ('<w:color w:val="FFFFFF"/>', "nyaris tak terlihat"),
        ('<w:sz w:val="2"/>', "nyaris tak terlihat"),
    ],
)
def test_a_text_that_is_hidden_or_struck_is_no_longer_the_same(folder: Path, look: str, word: str) -> None:
    path = decreed(folder)
    verified = beside(_document(path, "<w:r><w:t>MEMUTUSKAN", f"<w:r><w:rPr>{look}</w:rPr><w:t>MEMUTUSKAN"))
    assert [str(cell.isi) for item in verified.lembar for cell in item.sel] == [f"[{word}: MEMUTUSKAN:]"]


def test_a_style_that_hides_what_is_written_in_it_is_told(folder: Path) -> None:
    path = decreed(folder)
    styles = _part(path, "word/styles.xml")
    name = 'w:styleId="Judul"'
    assert name in styles
    before, _, behind = styles.partition(name)
    hidden = behind.replace("<w:rPr>", "<w:rPr><w:vanish/>", 1)
    own = repacked(path, put={"word/styles.xml": (before + name + hidden).encode()})
    verified = beside(own)
    assert any("[tersembunyi:" in str(cell.isi) for item in verified.lembar for cell in item.sel)


def test_what_stands_above_the_pages_and_beside_them_is_compared(folder: Path) -> None:
    path = decreed(folder)
    with zipfile.ZipFile(path) as package:
        heads = [name for name in package.namelist() if name.startswith("word/header")]
    marked = next(name for name in heads if "RANCANGAN" in _part(path, name))
    text = _part(path, marked)
    verified = beside(repacked(path, put={marked: text.replace("RANCANGAN", "SALINAN SESUAI ASLINYA").encode()}))
    assert [item.nama for item in verified.differing] == ["Kepala halaman"]
    notes = f'<w:comments {_NAMES}><w:comment w:id="1"><w:p>{_RUN}</w:p></w:comment></w:comments>'
    verified = beside(repacked(path, put={"word/comments.xml": notes.encode()}))
    assert [item.nama for item in verified.edited] == ["Komentar"]
    feet = f'<w:footnotes {_NAMES}><w:footnote w:id="2"><w:p>{_RUN}</w:p></w:footnote></w:footnotes>'
    verified = beside(repacked(path, put={"word/footnotes.xml": feet.encode()}))
    assert [item.nama for item in verified.edited] == ["Catatan kaki"]


def test_the_page_a_field_counts_is_no_difference(folder: Path) -> None:
    path = decreed(folder)
    with zipfile.ZipFile(path) as package:
        heads = [name for name in package.namelist() if name.startswith("word/header")]
    counted = next(name for name in heads if "PAGE" in _part(path, name))
    text = _part(path, counted)
    assert "<w:t>2</w:t>" in text
    assert beside(repacked(path, put={counted: text.replace("<w:t>2</w:t>", "<w:t>7</w:t>").encode()})).equal
