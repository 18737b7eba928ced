"""The part on places: every puskesmas with how far it has come, and the map where something tells where they lie."""

from __future__ import annotations

from collections.abc import Sequence

from ilp_cli.core.words import daftar, ended, tanggal
from ilp_cli.district.angka import Angka as Hitungan
from ilp_cli.district.case import Case
from ilp_cli.district.peta import Peta
from ilp_cli.reporting.map import map_svg
from ilp_cli.reporting.places import Bidang, Rupa, Titik, bidang_of, positions, titik_of
from ilp_cli.reporting.sections import UNKNOWN, columns, number
from ilp_cli.reporting.values import Bagian, Baris, Gambar, Sel, Tabel

_LOOKS = {Rupa.BERJALAN: "baik", Rupa.TERHENTI: "buruk", Rupa.BUKAN: "redup", Rupa.TAK_TAHU: "redup"}
_SIGNS = {
    Rupa.BERJALAN: "●",
    Rupa.DITETAPKAN: "◐",
    Rupa.RENCANA: "○",
    Rupa.TERHENTI: "✕",
    Rupa.BUKAN: "–",
    Rupa.TAK_TAHU: "?",
}


def lokus_part(case: Case, peta: Peta | None) -> tuple[Bagian, Gambar | None]:
    """The list of puskesmas, and the map of the first screen; where there is none the list says why."""
    spots = case.of(titik_of)
    drawing, words = lokus_map(case, peta, spots)
    nothing = Sel("–", "redup")
    rows = tuple(
        Baris(
            id=f"pkm-{titik.nomor}",
            sel=(
                Sel(str(titik.nomor)),
                Sel(titik.puskesmas.nama),
                Sel(titik.puskesmas.kecamatan or UNKNOWN, "" if titik.puskesmas.kecamatan else "redup"),
                Sel(str(titik.tahun)) if titik.tahun else nothing,
                Sel(f"{_SIGNS[titik.rupa]} {titik.rupa.value}", _LOOKS.get(titik.rupa, "")),
                *(
                    number(count, of=Hitungan("lokus_puskesmas", titik.puskesmas.path, jenis))
                    if titik.tahun
                    else nothing
                    for jenis, count in (("pustu", titik.pustu), ("posyandu", titik.posyandu))
                ),
            ),
        )
        for titik in spots
    )
    nameless = [str(tahap.tahun) for tahap in case.district.tahap if tahap.tahun in case.years and not tahap.lokus]
    if nameless:
        words = (*words, f"Nama lokus tahap {daftar(nameless)} belum disebut; yang belum bernama ditulis {UNKNOWN}.")
    table = Tabel(
        id="tabel-lokus",
        judul=f"Puskesmas menurut keadaannya per {tanggal(case.pada)}",
        kolom=columns("No.|Puskesmas|Kecamatan|Tahap|Keadaan|#Pustu lokus|#Posyandu lokus"),
        baris=rows,
        kosong="Register belum memuat puskesmas.",
        asal=(("gambar-peta", "Peta"),) if drawing else (),
    )
    return Bagian(id="lokus", judul="Puskesmas lokus", kalimat=words, tabel=(table,)), drawing


def lokus_map(case: Case, peta: Peta | None, spots: Sequence[Titik]) -> tuple[Gambar | None, tuple[str, ...]]:
    """The map, and what is to be said of it, also where there is none."""
    places = positions(spots)
    areas = bidang_of(peta, spots) if peta is not None else ()
    if not areas and not places:
        return None, (
            "Tidak ada peta: register belum memuat koordinat puskesmas. Beri batas desa: --peta BERKAS (GeoJSON), "
            "atau isi koordinat di roadmap.yaml.",
        )
    if not places and not any(area.titik for area in areas):
        return None, (
            f"Tidak ada peta: tidak satu pun dari {len(areas)} desanya terkait dengan puskesmas. Isi desa pustu "
            "dan posyandu di roadmap.yaml, atau beri peta kabupaten ini yang menyebut kecamatan.",
        )
    title = f"Puskesmas menurut keadaannya per {tanggal(case.pada)}"
    drawing = Gambar(
        id="gambar-peta",
        judul=title,
        svg=map_svg(title, areas, spots, places),
        uraian="Nomor: baris di daftar puskesmas.",
        ke="tabel-lokus",
    )
    return drawing, (*_told(areas, places, spots), *(peta.faults if peta else ()))


def _told(areas: Sequence[Bidang], places: object, spots: Sequence[Titik]) -> list[str]:
    """How the areas were assigned, and what is not on the map."""
    words: list[str] = []
    if areas:
        words.append(
            "Di peta, desa mengikuti puskesmas yang pustu atau posyandunya ada di sana, lalu puskesmas kecamatannya; "
            "ini bacaan program (turunan), bukan batas resmi wilayah kerja."
        )
        unknown = sum(area.rupa is None for area in areas)
        if unknown:
            words.append(f"{unknown} dari {len(areas)} desa di peta {UNKNOWN} puskesmasnya.")
    shown = {titik.nomor for area in areas for titik in area.titik}
    known = places if isinstance(places, dict) else {}
    missing = [titik for titik in spots if titik.nomor not in shown and titik.puskesmas.path not in known]
    if missing:
        names = daftar(titik.puskesmas.nama for titik in missing[:8]) if len(missing) <= 8 else (
            f"{', '.join(titik.puskesmas.nama for titik in missing[:8])} dan {len(missing) - 8} lagi"
        )  # fmt: skip
        words.append(ended(f"Tidak ada di peta karena letaknya {UNKNOWN}: {names}"))
    return words
