"""Where the people of the klaster come from: the rows of the table Klaster, each person once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ilp_cli.capabilities.klaster.model import FIGURE, JUMLAH, LUAR, contents, puskesmas_of
from ilp_cli.core.words import tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris, Cara, Jejak, counted, dasar
from ilp_cli.district.klaster import Keanggotaan, klaster_title, susunan

_RULE = "puskesmas.klaster_orang"


def _klaster(case: Case, angka: Angka) -> Jejak:
    """The members of a klaster of a puskesmas, or who of it is in none."""
    own = case.of(susunan)[angka.subjek]
    where = f"puskesmas {own.puskesmas.nama}"
    if angka.jenis == LUAR:
        outside = tuple((own.luar or {}).values())
        return Jejak(
            angka=angka,
            judul=f"Di luar klaster, {where}",
            nilai=len(outside) if own.luar is not None else None,
            satuan="orang",
            cara=Cara.BARIS if own.luar is not None else Cara.TEKS,
            langkah=(
                f"Petugas {where} per {tanggal(case.pada)} yang tidak ada di lembar Klaster; kepala puskesmas tidak "
                "ditanyakan.",
            ),
            baris=tuple(
                Baris(nama=row.nama, keterangan=row.profesi or "", place=row.place("nama"), dihitung=True)
                for row in outside
            ),
        )
    isi = next(item for item in case.of(contents) if item.susunan is own and item.klaster == angka.jenis)
    known = bool(isi.anggota) or own.sure(isi.klaster)
    lines = [f"Anggota menurut lembar Klaster yang berlaku per {tanggal(case.pada)}; penanggung jawabnya tidak ikut."]
    lines += [] if known else ["Ada isian yang tidak dikenal, jadi jumlahnya tidak diketahui."]
    return Jejak(
        angka=angka,
        judul=f"Anggota {klaster_title(isi.klaster)}, {where}",
        nilai=len({row.person for row in isi.anggota}) if known else None,
        satuan="orang",
        cara=Cara.BARIS if known else Cara.TEKS,
        langkah=tuple(lines),
        aturan=dasar(case, _RULE),
        baris=tuple(_people(case, isi.anggota)),
    )


def _jumlah(case: Case, angka: Angka) -> Jejak:
    """The people of all klaster of a stage; somebody in two klaster of a puskesmas counts once."""
    tahap = next(stage for stage in case.district.tahap if stage.path == angka.subjek)
    told = case.of(susunan)
    own = [told[path] for path in puskesmas_of(tahap) if path in told]
    groups = [tuple(_people(case, each.rows)) for each in own]
    return counted(
        angka=angka,
        judul=f"Petugas dalam klaster puskesmas tahap {tahap.tahun}",
        satuan="orang",
        langkah=("Tiap orang sekali di tiap puskesmas, juga bila ia di beberapa klaster.",),
        aturan=dasar(case, _RULE),
        baris=(row for rows in groups for row in rows),
        bagian=tuple(
            (each.puskesmas.nama, sum(row.dihitung for row in rows)) for each, rows in zip(own, groups, strict=True)
        ),
    )


def _people(case: Case, rows: Iterable[Keanggotaan]) -> Iterator[Baris]:
    done = set[object]()
    for row in rows:
        again = row.person in done
        done.add(row.person)
        klaster = klaster_title(row.klaster) if row.klaster else "klaster tidak dikenal"
        role = row.kedudukan.value if row.kedudukan else "kedudukan tidak dikenal"
        yield Baris(
            nama=row.sebutan,
            keterangan=", ".join(filter(None, (klaster, role, row.jabatan))),
            place=case.place(row.path),
            dihitung=not again,
            sebab="orang yang sama sudah dihitung di baris lain" if again else "",
        )


FIGURES = {FIGURE: _klaster, JUMLAH: _jumlah}
