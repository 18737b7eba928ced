"""The workbook of a recap: the answer on one page, provinces, districts, stages, shortages, and what was not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ilp_cli.core.version import __version__
from ilp_cli.core.words import tanggal
from ilp_cli.district.people import KINDS
from ilp_cli.law import configs
from ilp_cli.paper.layout import CHARACTER, line_count, line_height, paper, spread
from ilp_cli.paper.sheet import NUMBER, STYLES, Book, Cell, Column, Page, Range, Row, Sheet, Value
from ilp_cli.paper.tables import Field, data_sheet, sized, with_sentences
from ilp_cli.recapping.pivot import Turned, by_profession, by_year
from ilp_cli.recapping.rekap import SHORTAGE, Rekap, head_figures, sums, unknown
from ilp_cli.recapping.ringkasan import SHORT, TERBACA, Ringkasan, Scalar

_UNKNOWN = "–"
"""Stands where a figure is not known: no roster, or nothing told."""
_SHORT_WORDS = (*(f"Kurang {kind} pustu" for kind in KINDS), "Kurang kader posyandu")
_SHORT = (*SHORT, "kurang_kader_posyandu")


def recap_book(rekap: Rekap, kertas: str) -> Book:
    """All sheets of a recap."""
    page = Page(paper=paper(configs.naskah(), kertas), about=f"{rekap.said}, {tanggal(rekap.pada)}", number=NUMBER)
    sheets = (
        _summary(rekap, page),
        _provinces(rekap, page),
        _districts(rekap, page),
        _stages(rekap, page),
        _shortages(rekap, page),
        _realised(rekap, page),
        _findings(rekap, page),
        _not_whole(rekap, page),
    )
    return Book(title="Rekap Integrasi Layanan Primer", sheets=sheets, styles=STYLES)


def _summary(rekap: Rekap, page: Page) -> Sheet:
    """How much is in the figures, the figures, and what is to be known of them."""
    room, _ = page.paper.room(landscape=False)
    widths = spread([4.0, 1.0], room)
    rows: list[Row] = []
    merges: list[Range] = []

    def line(text: str, style: str, size: float = 10) -> None:
        lines = line_count(text, sum(widths) * CHARACTER, "Arial", size, bold=True)
        rows.append(Row([Cell(text, style), Cell(None, style)], lines * line_height(size) + 7))
        merges.append((len(rows), 1, len(rows), 2))

    line("Rekap Integrasi Layanan Primer (ILP)", "title", 16)
    line(f"Keadaan per {tanggal(rekap.pada)}", "subtitle", 12)
    rows.append(Row([], 8))
    line(f"Angka {rekap.said}.", "answer", 12)
    for words in told(rekap):
        line(words, "note")
    rows.append(Row([], 8))
    rows.append(sized([Cell(title, "head") for title in ("Apa", "Jumlah")], widths, least=20))
    for label, value in head_figures(rekap):
        rows.append(sized([Cell(label[:1].upper() + label[1:], "wrap"), _figure(value)], widths, least=17))
    rows.append(Row([], 8))
    line(f"{SHORTAGE}.".replace("`", ""), "note")
    line(indicator(rekap), "note")
    line(f"{_UNKNOWN}: belum diketahui. Disusun dengan ilp_cli {__version__}.", "note")
    return Sheet(
        name="Ringkasan",
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        merges=tuple(merges),
        page=replace(page, titled=True),
        gridlines=False,
        tab="0072B2",
    )


def told(rekap: Rekap) -> Iterator[str]:
    """What stands against taking the figures for those of all."""
    counts = rekap.summary
    states = (
        ("sebagian", "terbaca sebagian: angka yang bersandar pada bagian yang tidak terbaca belum diketahui"),
        ("ganda", "tidak dijumlahkan karena tampak sebagai satu kabupaten dengan folder lain"),
        ("gagal", "tidak terbaca"),
    )
    for state, text in states:
        if counts[state]:
            yield f"{counts[state]} {text}; lihat lembar Tidak Utuh."
    if rekap.tanpa_roadmap:
        yield f"{len(rekap.tanpa_roadmap)} folder di sampingnya tidak berisi roadmap.yaml dan tidak ikut dihitung."
    if words := unknown(rekap):
        yield f"{words}."


def indicator(rekap: Rekap) -> str:
    """The indicator that can be told from rosters, and how far it is only our reading."""
    item = configs.rekap()["indikator"]["pustu_standar"]
    total = rekap.jumlah
    share = total["persen_pustu_standar"]
    figure = "belum diketahui" if share is None else f"{str(share).replace('.', ',')}% ({total['pustu_standar']} pustu)"
    return f"{item['nama']} (serupa indikator {item['kode']}; {item['pangkat']}): {figure}. {item['catatan']}"


def _figure(value: Scalar, style: str = "number") -> Cell:
    return Cell(_UNKNOWN, "center") if value is None else Cell(value, style)


def _missing(value: Scalar) -> Cell:
    return _figure(value, "short" if value else "number")


def _share(value: Scalar) -> Cell:
    return _figure(value, "percent")


def _plus(
    name: str,
    fields: Sequence[Field],
    records: Sequence[Sequence[Value | Cell]],
    page: Page,
    notes: Iterable[str],
    *,
    total: Sequence[Value | Cell] = (),
    fixed: int = 1,
    nothing: str = "Tidak ada isinya.",
) -> Sheet:
    """A table, below it its sum, and below that what its titles mean; neither is sorted along with it."""
    sheet = data_sheet(name, fields, records, page, fixed=fixed, nothing=nothing)
    widths = [column.width for column in sheet.columns]
    rows = list(sheet.rows)
    if total and records:
        looks = {"percent": "bold.percent", "text": "bold", "wrap": "bold"}
        cells = [
            cell if isinstance(cell, Cell) else Cell(cell, field.style)
            for cell, field in zip(total, fields, strict=True)
        ]
        rows.append(sized([Cell(cell.value, looks.get(cell.style, "bold.number")) for cell in cells], widths, least=17))
    return with_sentences(replace(sheet, rows=rows), notes)


def _provinces(rekap: Rekap, page: Page) -> Sheet:
    turned = by_year(rekap, provinsi=True)
    fields = [
        Field("Provinsi", 24, "wrap"), Field("Kab/kota", 8, "number"), Field("Dihitung", 9, "number"),
        Field("Puskesmas", 10, "number"), Field("Lokus", 8, "number"), Field("Persen", 8, "percent"),
        Field("Berjalan", 9, "number"), *(Field(f"Lokus s.d. {year}", 8, "number") for year in turned.across),
        Field("Pustu lokus", 8, "number"), Field("Pustu memenuhi", 10, "number"), Field("Posyandu lokus", 10, "number"),
        Field("Posyandu memenuhi", 10, "number"), Field("Kurang orang", 8, "number"),
        Field("Pustu sesuai standar", 9, "percent"),
        *(Field(words, 9, "number", printed=False) for words in _SHORT_WORDS),
    ]  # fmt: skip

    def record(row: dict[str, Scalar], years: Sequence[int | None]) -> list[Value | Cell]:
        return [
            row["provinsi"], row["kabupaten_ada"], row["kabupaten_dijumlahkan"], _figure(row["puskesmas"]),
            _figure(row["puskesmas_lokus"]), _share(row["persen_lokus"]), _figure(row["puskesmas_berjalan"]),
            *map(_figure, years), _figure(row["pustu_diperiksa"]), _figure(row["pustu_memenuhi"]),
            _figure(row["posyandu_diperiksa"]), _figure(row["posyandu_memenuhi"]),
            _missing(row["perlu_orang"]), _share(row["persen_pustu_standar"]),
            *(_missing(row[name]) for name in _SHORT),
        ]  # fmt: skip

    blank = (None,) * len(turned.across)
    rows = rekap.rows("provinsi")
    records = [record(row, turned.rows.get(str(row["provinsi"]), blank)) for row in rows]
    columns = zip(*turned.rows.values(), strict=True) if turned.rows else iter(())
    years = [sum(known) if (known := [n for n in column if n is not None]) else None for column in columns]
    whole = {**rekap.jumlah, "provinsi": "Jumlah", "kabupaten_ada": len(rekap.ringkasan),
             "kabupaten_dijumlahkan": len(rekap.counted)}  # fmt: skip
    notes = [
        "Lokus s.d. tahun: puskesmas yang menjadi lokus menurut roadmap; kabupaten tanpa tahap di tahun itu tetap "
        "seperti tahun sebelumnya.",
        "Pustu dan posyandu lokus yang diperiksa: yang rosternya terbaca. Pustu sesuai standar: dari semua pustu "
        "terdaftar, lokus atau bukan (turunan, bukan angka resmi). Kurang orang menurut tenaganya: lembar Kekurangan.",
    ]
    return _plus("Provinsi", fields, records, page, notes, total=record(whole, years or blank))


def _districts(rekap: Rekap, page: Page) -> Sheet:
    fields = [
        Field("Kode", 8, "id"), Field("Kabupaten/kota", 22, "wrap"), Field("Provinsi", 18, "wrap"),
        Field("Keadaan", 10), Field("Puskesmas", 10, "number"), Field("Lokus", 8, "number"),
        Field("Persen", 8, "percent"), Field("Ditetapkan", 10, "number"), Field("Berjalan", 9, "number"),
        Field("Pustu lokus", 8, "number"), Field("Pustu memenuhi", 10, "number"), Field("Posyandu lokus", 10, "number"),
        Field("Posyandu memenuhi", 10, "number"), Field("Kurang orang", 8, "number"),
        Field("Pustu sesuai standar", 9, "percent"),
        Field("Kesalahan", 10, "number", printed=False), Field("Peringatan", 11, "number", printed=False),
    ]  # fmt: skip

    def figures(row: dict[str, Scalar]) -> list[Value | Cell]:
        return [
            _figure(row["puskesmas"]), _figure(row["puskesmas_lokus"]), _share(row["persen_lokus"]),
            _figure(row["puskesmas_ditetapkan"]), _figure(row["puskesmas_berjalan"]), _figure(row["pustu_diperiksa"]),
            _figure(row["pustu_memenuhi"]), _figure(row["posyandu_diperiksa"]), _figure(row["posyandu_memenuhi"]),
            _missing(row["perlu_orang"]), _share(row["persen_pustu_standar"]), _figure(row["kesalahan"]),
            _figure(row["peringatan"]),
        ]  # fmt: skip

    records = [
        [row["kode"], row["kabupaten"], row["provinsi"],
         Cell(row["keadaan"], "text" if row["keadaan"] == TERBACA else "bad"), *figures(row)]
        for row in rekap.rows("kabupaten")
    ]  # fmt: skip
    total = [None, f"Jumlah {len(rekap.counted)} yang dihitung", None, None, *figures(rekap.jumlah)]
    notes = [
        "Ditetapkan dan berjalan: puskesmas lokus sampai tahap terakhir, pada hari rekap. Kurang orang: bidan, perawat "
        "dan kader yang kurang di pustu dan posyandu lokus; hitungan kekurangan, bukan usulan rekrut.",
        f"{_UNKNOWN}: belum diketahui.",
    ]
    return _plus("Kabupaten", fields, records, page, notes, total=total, fixed=2)


def _stages(rekap: Rekap, page: Page) -> Sheet:
    turned = by_year(rekap)
    fields = [
        Field("Kode", 8, "id"), Field("Kabupaten/kota", 24, "wrap"), Field("Puskesmas", 10, "number"),
        *(Field(f"Lokus s.d. {year}", 9, "number") for year in turned.across), Field("Persen akhir", 9, "percent"),
    ]  # fmt: skip
    records = [
        [item.kode, _name(item), _figure(item.fakta["puskesmas"]), *map(_figure, turned.rows[item.folder]),
         _share(item.fakta["persen_lokus"])]
        for item in rekap.counted
        if item.folder in turned.rows
    ]  # fmt: skip
    notes = ["Puskesmas lokus sampai akhir tiap tahun menurut roadmap; – sebelum tahap pertama kabupaten itu."]
    return _plus("Tahap", fields, records, page, notes, fixed=2, nothing="Belum ada tahap.")


def _shortages(rekap: Rekap, page: Page) -> Sheet:
    turned: Turned = by_profession(rekap)
    fields = [
        Field("Kode", 8, "id"), Field("Kabupaten/kota", 24, "wrap"), Field("Provinsi", 20, "wrap"),
        *(Field(words, 11, "number") for words in _SHORT_WORDS), Field("Jumlah", 9, "number"),
        Field("Pustu dengan hari kosong", 11, "number"),
    ]  # fmt: skip
    listed = [item for item in rekap.counted if item.folder in turned.rows]
    records = [
        [item.kode, _name(item), item.provinsi, *map(_missing, turned.rows[item.folder]),
         _missing(item.fakta["perlu_orang"]), _figure(item.fakta["pustu_hari_kurang"])]
        for item in listed
    ]  # fmt: skip
    total = sums(rekap.counted)
    last = [None, "Jumlah", None, *(_figure(total[name]) for name in (*_SHORT, "perlu_orang", "pustu_hari_kurang"))]
    notes = [
        "Orang yang kurang dari minimum di pustu dan posyandu lokus. Ini hitungan: sebagian dapat dipenuhi dengan "
        "memindahkan orang, yang dihitung per kabupaten dengan ilp plan staffing. Hari kosong: orangnya cukup, tetapi "
        "tidak setiap hari layanan.",
    ]
    nothing = "Tidak ada kekurangan di lokus yang rosternya terbaca."
    return _plus("Kekurangan", fields, records, page, notes, total=last, fixed=2, nothing=nothing)


def _realised(rekap: Rekap, page: Page) -> Sheet:
    fields = [
        Field("Kode", 8, "id"), Field("Kabupaten/kota", 24, "wrap"), Field("Tahun", 8, "center"), Field("Jenis", 12),
        Field("Target", 9, "number"), *(Field(f"Tw {quarter}", 8, "number") for quarter in ("I", "II", "III", "IV")),
        Field("Di luar tahunnya", 10, "number"),
    ]  # fmt: skip
    records = [
        [row["kode"], row["kabupaten"], row["tahun"], row["jenis"],
         *(_figure(row[name]) for name in ("target", "tw1", "tw2", "tw3", "tw4", "di_luar_tahun"))]
        for row in rekap.rows("realisasi")
    ]  # fmt: skip
    notes = [f"Yang mulai berjalan per triwulan, dari yang melaporkannya. {_UNKNOWN}: belum tiba atau tidak disebut."]
    return _plus(
        "Realisasi", fields, records, page, notes, fixed=2, nothing="Belum ada kabupaten yang melaporkan realisasi."
    )


def _findings(rekap: Rekap, page: Page) -> Sheet:
    fields = [Field("Temuan", 9), Field("Berat", 12), Field("Arti", 60, "wrap"),
              Field("Kab/kota", 9, "number"), Field("Jumlah", 9, "number")]  # fmt: skip
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for item in rekap.counted:
        for row in item.tabel["temuan"]:
            counts[str(row["temuan"]), str(row["berat"]), str(row["judul"])].append(int(row["jumlah"] or 0))
    records: list[list[Value | Cell]]
    records = [[*key, len(numbers), sum(numbers)] for key, numbers in sorted(counts.items())]
    notes = ["Berapa kabupaten/kota punya temuan itu, dan berapa kali seluruhnya; artinya: ilp explain KODE."]
    return _plus("Temuan", fields, records, page, notes, fixed=1, nothing="Tidak ada temuan.")


def _not_whole(rekap: Rekap, page: Page) -> Sheet:
    fields = [Field("Folder", 34, "wrap"), Field("Kabupaten/kota", 22, "wrap"), Field("Keadaan", 14, "wrap"),
              Field("Sebab", 70, "wrap")]  # fmt: skip
    records = [
        [row["folder"], row["kabupaten"], Cell(row["keadaan"], "bad"), row["alasan"]]
        for row in rekap.rows("tidak_utuh")
    ]
    records += [[again, None, "dua kali", f"sama dengan {first}; dihitung sekali"] for again, first in rekap.dua_kali]
    records += [
        [folder, None, "tanpa roadmap", "tidak berisi roadmap.yaml; tidak ikut dihitung"]
        for folder in rekap.tanpa_roadmap
    ]
    return _plus("Tidak Utuh", fields, records, page, [], nothing="Semua folder terbaca utuh.")


def _name(item: Ringkasan) -> str:
    return item.kabupaten or item.folder
