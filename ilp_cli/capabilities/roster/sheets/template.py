"""The blank roster of one district: what to fill in, with the district's own names to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ilp_cli.core.spot import column_letters
from ilp_cli.core.weekdays import hari_text
from ilp_cli.core.words import HARI, parse_date
from ilp_cli.district.columns import REQUIRED, TRUTHS
from ilp_cli.district.district import District
from ilp_cli.district.numbers import NIK_LENGTH, NIP_LENGTH
from ilp_cli.paper.layout import CHARACTER, line_count, line_height
from ilp_cli.paper.sheet import GREY, STYLES, Book, Cell, Column, Page, Paper, Row, Sheet, Style, Validation, Value

VERSION = "1"
"""Version of the template; goes up when its columns change meaning."""
_A4 = Paper(code=9, width=595.3, height=841.9, top=43, bottom=43, left=43, right=43)
PAGE = Page(paper=_A4, landscape=True, footer="Halaman &P dari &N")
_DATES = {"mulai": "36526", "sampai": "36526", "sip_sampai": "36526", "tanggal_lahir": "1", "dari": "36526"}
"""Columns of days, each with the first day it accepts, as a spreadsheet counts them."""
_LENGTHS = {"nip": NIP_LENGTH, "nik": NIK_LENGTH}
_MEANING = {
    "nama": "Nama lengkap dengan gelar, satu orang satu baris.",
    "nip": "18 angka, NIP PNS atau NI PPPK; kosongkan untuk non-ASN. Diisi sebagai teks: Excel merusak angka panjang.",
    "nik": "16 angka, boleh kosong. Diisi sebagai teks. NIK tidak pernah ikut tercetak.",
    "puskesmas": "Pilih dari daftar puskesmas kabupaten.",
    "pustu": "Pilih pustu tempat bertugas. Petugas tanpa pustu dihitung di puskesmas induk.",
    "kader.pustu": "Pilih pustu tempat kader bertugas; kosongkan untuk kader posyandu.",
    "posyandu": "Pilih posyandu tempat kader bertugas; kosongkan untuk kader pustu.",
    "profesi": "Pilih dari daftar. *Boleh kosong bila jabatan diisi.",
    "jabatan": "Nama jabatan, misalnya Bidan Ahli Pertama. *Boleh kosong bila profesi diisi.",
    "status": "PNS, PPPK, Honorer, Kontrak, dan seterusnya.",
    "hari_tugas": "Kosong = setiap hari layanan. Lainnya: Sen-Jum, atau Senin, Rabu, Jumat.",
    "mulai": "Tanggal mulai bertugas di sini, misalnya 2025-01-02; kosong = sudah lama.",
    "sampai": "Tanggal terakhir bertugas di sini; kosong = tidak ada batas.",
    "sip_sampai": "Tanggal terakhir berlakunya SIP.",
    "tanggal_lahir": "Boleh kosong. Bila diisi, dicocokkan dengan NIP dan NIK; tidak pernah ikut tercetak.",
    "jenis_kelamin": "Boleh kosong. L atau P; bila diisi, dicocokkan dengan NIP dan NIK.",
    "tetap": "ya = jangan diusulkan pindah; kosong = boleh.",
    "pj_klaster": "Klaster yang dipimpinnya, misalnya 2; penanggung jawab klaster tidak diusulkan pindah.",
    "keterangan": "Catatan bebas; tidak dihitung.",
    "cuti.nama": "Nama seperti di lembar Petugas atau Kader. *Boleh kosong bila NIP diisi.",
    "cuti.nip": "NIP seperti di lembar Petugas. *Boleh kosong bila nama diisi.",
    "cuti.puskesmas": "Boleh kosong; isi bila ada dua orang bernama sama.",
    "cuti.pustu": "Boleh kosong; isi bila ada dua orang bernama sama.",
    "dari": "Hari pertama cuti.",
    "cuti.sampai": "Hari terakhir cuti.",
    "jenis": "Cuti tahunan, sakit, melahirkan, dan seterusnya.",
    "desa": "Desa atau kelurahan kader.",
    "wilayah": "Wilayah binaan, misalnya RT 01–03.",
    "tingkat": "Tingkatan kader: Purwa, Madya, atau Utama.",
    "terlatih": "ya atau tidak.",
    "nomor_sk": "Nomor SK pengangkatan kader. Disimpan; belum dihitung.",
    "usia": "Umur seperti di sumbernya. Disimpan; tidak dihitung.",
    "jenjang_pendidikan": "Seperti di sumbernya. Disimpan; tidak dihitung.",
    "metode_koordinasi": "Seperti di sumbernya. Disimpan; tidak dihitung.",
    "sudah_dinilai_keterampilan_dasar": "ya atau tidak: sudah dinilai (bukan: dilatih). Disimpan; belum dihitung.",
}
_WIDTHS = {
    "nama": 34, "nip": 22, "nik": 20, "puskesmas": 24, "pustu": 24, "posyandu": 24, "profesi": 26, "jabatan": 34,
    "hari_tugas": 18, "keterangan": 26, "desa": 22, "wilayah": 16, "pilihan": 40,
}  # fmt: skip
_SHEETS = {"petugas": "Petugas", "kader": "Kader", "cuti": "Cuti"}
_HARI = ("setiap hari", "Sen-Jum", "Sen-Sab", "Sen-Kam", *(day.capitalize() for day in HARI))
TITLE_LIMIT = 32
"""How long the title of a validation may be."""
_FREE = {"hari_tugas", "status", "jenis"}
"""Columns whose list is only a help: other words are understood too."""
_STYLES: Mapping[str, Style] = {
    **STYLES,
    "fill": Style(border="box", locked=False),
    "fill.id": Style(border="box", format="@", locked=False),
    "fill.date": Style(border="box", format="yyyy-mm-dd", horizontal="left", locked=False),
    "list.head": Style(bold=True, fill=GREY, border="box"),
    "must": Style(border="box", bold=True, color="D55E00"),
}


def template_book(
    district: District,
    columns: Mapping[str, tuple[str, ...]],
    professions: Sequence[str],
    filled: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    note: str = "",
    choices: Sequence[str] = (),
) -> Book:
    """The workbook a planner fills in; `filled` puts rows under its headers, `note` a sentence on its first sheet.

    `choices` is one more list to choose from, "pilihan".
    """
    lists = _lists(district, professions) | ({"pilihan": tuple(choices)} if choices else {})
    rows = filled or {}
    sheets = (
        _guide(district, columns, note),
        *(_entry(kind, columns[kind], rows.get(kind, ()), lists) for kind in _SHEETS),
        _reference(lists),
        _meta(district),
    )
    names = {
        f"daftar_{title}": f"Referensi!${letter}$2:${letter}${max(2, len(items) + 1)}"
        for index, (title, items) in enumerate(lists.items())
        for letter in [column_letters(index)]
    }
    return Book(
        title=f"Isian roster ILP {district.kabupaten.sebutan}",
        sheets=sheets,
        styles=_STYLES,
        names={**names, "versi_templat": "'_meta'!$B$1"},
    )


def _lists(district: District, professions: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What each drop-down offers, every name once."""
    register = district.puskesmas

    def once(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names))

    return {
        "puskesmas": once(puskesmas.nama for puskesmas in register),
        "pustu": tuple(sorted({unit.nama for puskesmas in register for unit in puskesmas.pustu})),
        "posyandu": tuple(sorted({post.nama for puskesmas in register for post in puskesmas.posyandu})),
        "profesi": once(professions),
        "hari_tugas": _HARI,
        "status": ("PNS", "PPPK", "PPPK Paruh Waktu", "CPNS", "BLUD", "Kontrak", "Honorer", "Sukarela"),
        "tingkat": ("Purwa", "Madya", "Utama"),
        "terlatih": ("ya", "tidak"),
        "tetap": ("ya", "tidak"),
        "jenis": ("Cuti tahunan", "Cuti sakit", "Cuti melahirkan", "Cuti besar", "Cuti alasan penting", "Izin"),
        "jenis_kelamin": ("L", "P"),
    }


def _guide(district: District, columns: Mapping[str, tuple[str, ...]], note: str) -> Sheet:
    longest = max(len(name) for names in columns.values() for name in names)
    widths = (12, max(16, longest), 10, 84)
    rows = [
        _over(f"Isian roster ILP {district.kabupaten.sebutan}", "title", 26),
        *([_over(note, "answer", _tall(note, sum(widths), 12))] if note else []),
        *(_over(text, "plain", 16) for text in _advice(district)),
        Row([], 8),
        Row([Cell(title, "head") for title in ("Lembar", "Kolom", "Wajib", "Cara mengisi")], 20),
    ]
    over = tuple((number, 1, number, 4) for number in range(1, len(rows) - 1))
    for kind, sheet in _SHEETS.items():
        for name in columns[kind]:
            must = _must(kind, name)
            meaning = _MEANING.get(f"{kind}.{name}") or _MEANING.get(name) or _skill(name)
            cells = [Cell(sheet), Cell(name), Cell(must or None, "must"), Cell(meaning, "wrap")]
            rows.append(Row(cells, _tall(meaning, widths[3], 10)))
    return Sheet(
        name="Petunjuk",
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        merges=over,
        page=replace(PAGE, landscape=False),
        gridlines=False,
        protected=True,
        tab="0072B2",
    )


def _skill(name: str) -> str:
    """What a column of a register of kader says: status_pelatihan_ibu_hamil."""
    fact, _, group = name.removeprefix("status_").partition("_")
    done = {"pelatihan": "sudah dilatih", "penilaian": "sudah dinilai", "keterampilan": "terampil"}[fact]
    return f"ya atau tidak: {done} dalam {group.replace('_', ' ')}. Disimpan; belum dihitung."


def _must(kind: str, name: str) -> str:
    """Whether a column must be filled in; of a group marked with a star, one is enough."""
    group = next((group for group in REQUIRED[kind] if name in group), ())
    return "wajib*" if len(group) > 1 else "wajib" if group else ""


def _over(text: str, style: str, height: float) -> Row:
    return Row([Cell(text, style), *[Cell(None, style)] * 3], height)


def _tall(text: str, width: float, size: float) -> float:
    return line_count(text, width * CHARACTER, "Arial", size, bold=True) * line_height(size) + 5


def _advice(district: District) -> tuple[str, ...]:
    return (
        "Isi lembar Petugas dan Kader mulai baris 2, satu orang satu baris; jangan mengubah judul kolom.",
        f"Hari layanan kabupaten: {hari_text(district.hari_layanan)}.",
        "Nama puskesmas, pustu, posyandu, dan profesi dipilih dari daftar (lembar Referensi, menurut roadmap.yaml).",
        "Kader pustu mengisi kolom pustu, kader posyandu mengisi kolom posyandu.",
        "Lembar Cuti boleh kosong; dipakai untuk jadwal tugas.",
        "Lembar dilindungi tanpa kata sandi, agar judul tidak terhapus; mengisi, mengurutkan, dan menyaring bebas.",
        "Setelah terisi, periksa dengan: ilp check FOLDER --roster NAMA-BERKAS-INI.xlsx",
    )


def _entry(
    kind: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]], lists: Mapping[str, Sequence[str]]
) -> Sheet:
    """A sheet of people: nothing but the header and the rows."""
    looks = ["fill.id" if name in _LENGTHS else "fill.date" if name in _DATES else "fill" for name in columns]
    filled = [Row([Cell(_entered(name, row.get(name, "")), look) for name, look in zip(columns, looks, strict=True)])
              for row in rows]  # fmt: skip
    return Sheet(
        name=_SHEETS[kind],
        columns=tuple(
            Column(width=_WIDTHS.get(name, 14), style=look) for name, look in zip(columns, looks, strict=True)
        ),
        rows=[Row([Cell(name, "head") for name in columns], 20), *filled],
        freeze=(2, 2),
        titles=(1, 1),
        page=PAGE,
        table=(1, 1, max(2, len(rows) + 1), len(columns)),
        validations=tuple(
            rule for number, name in enumerate(columns, 1) if (rule := _validation(name, number, lists)) is not None
        ),
        protected=True,
        tab="009E73",
    )


def _entered(name: str, text: str) -> Value:
    """A day as a day, so that no spreadsheet swaps its parts; anything else as it was written."""
    return (parse_date(text) if name in _DATES else None) or text or None


def _validation(name: str, number: int, lists: Mapping[str, Sequence[str]]) -> Validation | None:
    title = f"Kolom {name}"[:TITLE_LIMIT]
    if name in _LENGTHS:
        first, length = f"{column_letters(number - 1)}2", _LENGTHS[name]
        words = f"{name.upper()} harus teks {length} angka tanpa spasi, atau kosong."
        rule = f"AND(ISTEXT({first}),LEN({first})={length})"
        return Validation(column=number, kind="custom", formula=rule, title=title, error=words, prompt=words)
    if name in _DATES:
        words = f"Isi tanggal, misalnya {'1985' if name == 'tanggal_lahir' else '2025'}-01-02, atau kosongkan."
        return Validation(column=number, kind="date", formula=_DATES[name], title=title, error=words)
    listed = "terlatih" if name in TRUTHS else name
    if listed not in lists:
        return None
    strict = name not in _FREE
    words = "Pilih dari daftar (lembar Referensi)." if strict else "Di luar daftar. Tetap pakai isian ini?"
    return Validation(column=number, kind="list", formula=f"daftar_{listed}", title=title, error=words, strict=strict)


def _reference(lists: Mapping[str, Sequence[str]]) -> Sheet:
    depth = max(len(items) for items in lists.values())
    rows = [Row([Cell(title, "list.head") for title in lists])]
    rows += [
        Row([Cell(items[index] if index < len(items) else None, "plain") for items in lists.values()])
        for index in range(depth)
    ]
    return Sheet(
        name="Referensi",
        columns=tuple(Column(width=_WIDTHS.get(title, 18)) for title in lists),
        rows=rows,
        freeze=(2, 1),
        titles=(1, 1),
        page=PAGE,
        protected=True,
    )


def _meta(district: District) -> Sheet:
    facts = (("versi_templat", VERSION), ("kabupaten", district.kabupaten.nama), ("kode", district.kabupaten.kode))
    return Sheet(
        name="_meta",
        columns=(Column(width=18), Column(width=30)),
        rows=[Row([Cell(name, "plain"), Cell(value, "plain")]) for name, value in facts],
        hidden=True,
        protected=True,
    )
