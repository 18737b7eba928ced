"""ILP540 to ILP550: whether the figures of the table Capaian can be, and who has not reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, maksud_tempat, sebutan
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.capaian import (
    POSYANDU,
    PUSKESMAS,
    Daerah,
    Deret,
    Laporan,
    bulan_bulan,
    contradicted,
    deret,
    desa_of,
    kind,
    laporan,
)
from ilp_cli.district.case import Case
from ilp_cli.law.indicators import bare_desa, in_percent, names
from ilp_cli.rulebook.rule import Hit, hit, rule

_NAMED = 4
"""So many areas are named in one finding; `ilp pws` names them all."""
_RISES = 5
"""So many rises without a fall between them hardly come about by chance: once in 720 orders of six months."""


def _counted(case: Case) -> tuple[Laporan, ...]:
    """The rows whose area, indicator and month are known, and whose month has come."""
    known = (item for item in case.of(laporan) if item.wilayah is not None and item.indikator is not None)
    return tuple(item for item in known if item.first is not None and item.first <= case.pada)


_Own = tuple[Path | None, str, int | None]
"""An area, an indicator, a year."""


def _months(case: Case) -> Mapping[_Own, Mapping[int, Laporan]]:
    """What each area reported of each indicator in each year, by month; nothing that is contradicted."""
    wrong = case.of(contradicted)
    groups: dict[_Own, dict[int, Laporan]] = defaultdict(dict)
    for item in case.of(_counted):
        if item.path not in wrong and item.indikator is not None and item.bulan is not None:
            groups[item.wilayah, item.indikator.kunci, item.tahun].setdefault(item.bulan, item)
    return groups


def _where(item: Laporan) -> Mapping[str, str]:
    """The area of a row in words, for a finding."""
    values = item.row.values
    named = next((str(values[name]) for name in ("dusun", "posyandu", "desa", "puskesmas") if values.get(name)), "")
    told = {name: str(values[name]) for name in ("posyandu", "puskesmas") if values.get(name)}
    place = named if item.tingkat == PUSKESMAS else f"{item.tingkat} {named} ({told.get(PUSKESMAS, '')})"
    return {"tempat": place, **told}


def _month(item: Laporan) -> str:
    return bulan_bulan([item.bulan or 0], item.tahun)


@rule(
    "ILP540",
    "Yang dilayani melebihi sasaran",
    message="{tempat}: {indikator} {bulan} dilayani {dilayani} dari {sasaran} {satuan}",
    severity=Severity.WARNING,
)
def more_than_all(case: Case) -> Iterator[Hit]:
    """Yang dilayani tidak dapat lebih banyak daripada sasarannya; pada indikator yang dijumlah, sejak Januari.

    Mungkin sasarannya terlalu kecil, ada orang dari wilayah lain, atau angkanya sudah kumulatif. Isi angka bulan itu
    saja. Baris yang ditandai adalah bulan yang melampaui sasaran.

    Salah (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 20, dilayani: 12}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-02, sasaran: 20, dilayani: 15}   #! ILP540

    Benar (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 20, dilayani: 2}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-02, sasaran: 20, dilayani: 1}

    Langkah: cocokkan dengan laporan wilayahnya, lalu betulkan sasaran atau yang dilayani.
    """
    for months in case.of(_months).values():
        served, sasaran = 0, None
        for _, item in sorted(months.items()):
            indikator = item.indikator
            if indikator is None:
                continue
            sasaran = item.sasaran if item.sasaran is not None or not indikator.dijumlah else sasaran
            served = (served if indikator.dijumlah else 0) + (item.dilayani or 0)
            if item.dilayani and sasaran is not None and served > sasaran:
                since = "sampai " if indikator.dijumlah and item.bulan != 1 else ""
                facts = {"dilayani": served, "sasaran": sasaran, "satuan": indikator.satuan}
                words = {"indikator": indikator.singkat, "bulan": f"{since}{_month(item)}"}
                yield hit((*item.path, "dilayani"), **_where(item), **words, **facts)
                break


@rule("ILP541", "Indikator PWS tidak dikenal", message="indikator “{nama}” tidak dikenal{maksud}")
def unknown_indicator(case: Case) -> Iterator[Hit]:
    """Yang dikenal adalah indikator yang disebut BAB X KMK 2015/2023; baris lain tidak dihitung.

    Salah::

        puskesmas: [{nama: Suli}]
        capaian: [{puskesmas: Suli, indikator: Stuntin, bulan: 2025-01, sasaran: 20, dilayani: 2}]   #! ILP541

    Benar::

        puskesmas: [{nama: Suli}]
        capaian: [{puskesmas: Suli, indikator: Stunting, bulan: 2025-01, sasaran: 20, dilayani: 2}]

    Langkah: tulis salah satu indikator di configs/pws.yaml; singkatan seperti K1, IDL dan D/S dipahami.
    """
    seen: set[str] = set()
    for item in case.of(laporan):
        if item.indikator is None and item.tertulis and item.tertulis not in seen:
            seen.add(item.tertulis)
            share = "; isinya persen, yang tidak dijumlah: tulis jumlah orangnya" if in_percent(item.tertulis) else ""
            yield hit((*item.path, "indikator"), nama=item.tertulis, maksud=share or maksud(item.tertulis, names()))


@rule("ILP542", "Bulan laporan tidak terbaca", message="{apa}; baris ini tidak dihitung")
def unread_month(case: Case) -> Iterator[Hit]:
    """Setiap baris menyebut bulan dan tahunnya: bulan 3 dengan tahun 2025, atau bulan 2025-03, atau sebuah tanggal.

    Salah::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 13, tahun: 2025, sasaran: 20, dilayani: 2}   #! ILP542
          - {puskesmas: Suli, indikator: K1, bulan: Maret, sasaran: 20, dilayani: 2}   #! ILP542

    Benar::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 3, tahun: 2025, sasaran: 20, dilayani: 2}
          - {puskesmas: Suli, indikator: K1, bulan: April 2025, sasaran: 20, dilayani: 2}

    Langkah: isi bulan 1 sampai 12 dan tahunnya.
    """
    for item in case.of(laporan):
        written = item.row.values.get("bulan")
        if written is not None and item.bulan is None:
            yield hit((*item.path, "bulan"), apa=f"“{written}” bukan bulan")
        elif item.bulan is not None and item.tahun is None:
            year = item.row.values.get("tahun")
            words = "tahunnya tidak ditulis" if year is None else f"{year} bukan tahun laporan"
            yield hit((*item.path, "tahun" if year is not None else "bulan"), apa=words)
        elif item.disagrees:
            yield hit((*item.path, "tahun"), apa=f"tahun {item.tahun}, padahal bulannya “{written}”")


@rule(
    "ILP543",
    "Bulan laporan belum tiba",
    message="{tempat}: {indikator} {bulan} belum tiba per {pada}; tidak dihitung",
    severity=Severity.WARNING,
)
def not_yet(case: Case) -> Iterator[Hit]:
    """Laporan bulan yang belum tiba tidak dapat berisi pelayanan; tahun atau bulannya mungkin salah ketik.

    Salah (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian: [{puskesmas: Suli, indikator: K1, bulan: 2025-07, sasaran: 20, dilayani: 2}]   #! ILP543

    Benar (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian: [{puskesmas: Suli, indikator: K1, bulan: 2025-06, sasaran: 20, dilayani: 2}]

    Langkah: betulkan bulan atau tahunnya.
    """
    for item in case.of(laporan):
        if item.first is not None and item.first > case.pada and item.dilayani is not None:
            name = item.indikator.singkat if item.indikator is not None else item.tertulis
            facts = {"indikator": name, "bulan": _month(item), "pada": tanggal(case.pada)}
            yield hit((*item.path, "bulan" if "bulan" in item.row.values else "tanggal"), **_where(item), **facts)


@rule(
    "ILP544",
    "Sasaran setahun berubah di tengah tahun",
    message="{tempat}: sasaran {indikator} {tahun} {kini} sejak {bulan}, sebelumnya {lalu}",
    severity=Severity.WARNING,
)
def changed_target_group(case: Case) -> Iterator[Hit]:
    """Sasaran indikator yang dijumlah (K1, IDL, …) ditetapkan sekali untuk setahun; yang terakhir dipakai.

    Indikator keadaan seperti D/S boleh berbeda setiap bulan.

    Salah (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 20, dilayani: 2}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-02, sasaran: 35, dilayani: 3}   #! ILP544

    Benar (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 20, dilayani: 2}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-02, dilayani: 3}

    Langkah: pakai satu sasaran setahun di semua bulannya; bila memang diubah, tulis di semua bulan.
    """
    wrong = case.of(contradicted)
    groups: dict[tuple[Path | None, str, int | None], list[Laporan]] = defaultdict(list)
    for item in case.of(_counted):
        indikator = item.indikator
        if indikator is not None and indikator.dijumlah and item.sasaran is not None and item.path not in wrong:
            groups[item.wilayah, indikator.kunci, item.tahun].append(item)
    for own in groups.values():
        own.sort(key=lambda item: item.bulan or 0)
        for before, item in pairwise(own):
            if before.sasaran != item.sasaran and item.indikator is not None:
                facts = {"tahun": item.tahun, "kini": item.sasaran, "lalu": before.sasaran, "bulan": _month(item)}
                yield hit((*item.path, "sasaran"), **_where(item), indikator=item.indikator.singkat, **facts)


@rule(
    "ILP545",
    "Satu wilayah, dua angka",
    message="{tempat}: {indikator} {bulan} {kini}, di baris lain {lalu}; keduanya tidak dihitung",
)
def two_figures(case: Case) -> Iterator[Hit]:
    """Satu wilayah punya satu angka bagi satu indikator pada satu bulan. Bila ada dua, tidak satu pun dipercaya.

    Baris yang sama persis dihitung sekali.

    Salah (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 20, dilayani: 2}
          - {puskesmas: Suli, indikator: K1, bulan: Januari 2025, sasaran: 20, dilayani: 4}   #! ILP545

    Benar (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 20, dilayani: 2}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-02, sasaran: 20, dilayani: 4}

    Langkah: hapus baris yang salah.
    """
    other = case.of(contradicted)
    for item in case.of(laporan):
        before = other.get(item.path)
        if before is not None and item.indikator is not None:
            figures = {"kini": _figures(item), "lalu": _figures(before)}
            column = "dilayani" if before.dilayani != item.dilayani else "sasaran"
            facts = {"indikator": item.indikator.singkat, "bulan": _month(item), **figures}
            yield hit((*item.path, column), **_where(item), **facts)


def _figures(item: Laporan) -> str:
    served = "tanpa angka" if item.dilayani is None else str(item.dilayani)
    return f"{served} dari {item.sasaran}" if item.sasaran is not None else served


@rule(
    "ILP546",
    "Desa bukan wilayah puskesmas itu",
    message="{desa} {sebab}{maksud}",
    severity=Severity.WARNING,
)
def elsewhere(case: Case) -> Iterator[Hit]:
    """Desa di lembar Capaian adalah desa puskesmasnya menurut register (desa: pada posyandu dan pustu) atau Wilayah.

    Desa puskesmas lain dihitung di puskesmas yang menulisnya. Puskesmas yang desanya belum disebut di mana pun
    diperiksa hanya terhadap desa puskesmas lain. Desa yang salah ejaannya menjadi wilayah tersendiri, sehingga desa
    sebenarnya tampak tidak melapor.

    Salah (2025-06-30)::

        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati, desa: Cimpu}]}
          - {nama: Bajo, posyandu: [{nama: Mawar, desa: Sumabu}]}
        capaian:
          - {puskesmas: Suli, desa: Sumabu, indikator: K1, bulan: 2025-01, sasaran: 9, dilayani: 2}   #! ILP546

    Benar (2025-06-30)::

        puskesmas:
          - {nama: Suli, posyandu: [{nama: Melati, desa: Cimpu}]}
          - {nama: Bajo, posyandu: [{nama: Mawar, desa: Sumabu}]}
        capaian:
          - {puskesmas: Bajo, desa: Sumabu, indikator: K1, bulan: 2025-01, sasaran: 9, dilayani: 2}

    Langkah: betulkan nama desa atau puskesmasnya; bila desa itu memang wilayahnya, sebut di register.
    """
    known = desa_of(case.district)
    register = {puskesmas.path: puskesmas for puskesmas in case.district.puskesmas}
    owners: dict[str, list[str]] = defaultdict(list)
    for path, desa in known.items():
        for name in desa:
            owners[name].append(register[path].nama)
    home = {posyandu.path: posyandu.desa or "" for puskesmas in register.values() for posyandu in puskesmas.posyandu}
    seen: set[tuple[Path | None, str]] = set()
    for item in case.of(laporan):
        name, induk = bare_desa(item.desa), item.row.induk
        if not name or induk is None or (item.row.unit, name) in seen:
            continue
        seen.add((item.row.unit, name))
        own = known.get(induk, {})
        registered = home.get(item.row.unit or (), "") if item.tingkat == POSYANDU else ""
        if registered and bare_desa(registered) != name:
            words = f"bukan desa posyandu {item.row.values.get('posyandu')}, yang terdaftar di {registered}"
            yield hit(
                (*item.path, "desa"),
                desa=sebutan("desa", item.desa),
                sebab=words,
                maksud="",
                puskesmas=register[induk].nama,
            )
        elif name not in own and (own or name in owners):
            words = f"bukan desa {register[induk].nama}"
            if name in owners:
                words += f", melainkan {daftar(owners[name])}; angkanya dihitung di {register[induk].nama}"
            near = "" if name in owners else maksud_tempat(item.desa, own.values())
            yield hit(
                (*item.path, "desa"),
                desa=sebutan("desa", item.desa),
                sebab=words,
                maksud=near,
                puskesmas=register[induk].nama,
            )


@rule(
    "ILP547",
    "Jumlah tidak cocok dengan bagiannya",
    message="{tempat}: {indikator} {bulan} {apa}",
    severity=Severity.WARNING,
)
def does_not_add_up(case: Case) -> Iterator[Hit]:
    """Angka desa adalah jumlah posyandunya, angka puskesmas jumlah desanya, bila semua bagiannya sudah melapor.

    Bila berbeda, yang dipakai jumlah bagiannya. Angka desa dan angka posyandu tanpa desa pada puskesmas yang sama juga
    disebut, karena satu orang mungkin terhitung dua kali.

    Salah (2025-06-30)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]
        capaian:
          - {puskesmas: Suli, posyandu: Melati, indikator: K1, bulan: 2025-01, sasaran: 9, dilayani: 2}
          - {puskesmas: Suli, posyandu: Mawar, indikator: K1, bulan: 2025-01, sasaran: 8, dilayani: 1}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 17, dilayani: 5}   #! ILP547

    Benar (2025-06-30)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]
        capaian:
          - {puskesmas: Suli, posyandu: Melati, indikator: K1, bulan: 2025-01, sasaran: 9, dilayani: 2}
          - {puskesmas: Suli, posyandu: Mawar, indikator: K1, bulan: 2025-01, sasaran: 8, dilayani: 1}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 17, dilayani: 3}

    Langkah: cocokkan kedua laporan; baris jumlah boleh dihapus, karena dihitung sendiri.
    """
    other = case.of(contradicted)
    wrong = {item.key for item in case.of(laporan) if item.path in other}
    rows: dict[object, Laporan] = {}
    for item in case.of(_counted):
        if item.key not in wrong and item.dilayani is not None:
            rows.setdefault(item.key, item)
    for item in rows.values():
        if item.indikator is None or item.tahun is None or item.wilayah is None:
            continue
        series = case.of(deret).get((item.indikator.kunci, item.tahun))
        parts = series.bagian.get(item.wilayah, ()) if series is not None else ()
        if series is None or not parts:
            continue
        below = [_told(series, part, item, rows) for part in parts]
        if any(served is None for served, _ in below):
            continue
        served = sum(number or 0 for number, _ in below)
        people = None if any(number is None for _, number in below) else sum(number or 0 for _, number in below)
        facts = {"indikator": item.indikator.singkat, "bulan": _month(item)}
        if served != item.dilayani:
            words = f"dilayani {item.dilayani}, padahal jumlah {len(parts)} bagiannya {served}"
            yield hit((*item.path, "dilayani"), **_where(item), **facts, apa=words)
        elif people is not None and item.sasaran is not None and people != item.sasaran:
            words = f"sasaran {item.sasaran}, padahal jumlah {len(parts)} bagiannya {people}"
            yield hit((*item.path, "sasaran"), **_where(item), **facts, apa=words)
    yield from _mixed(case)


def _told(series: Deret, kunci: Path, above: Laporan, rows: Mapping[object, Laporan]) -> tuple[int | None, int | None]:
    """What an area and its parts told of the month of a row above: dilayani and sasaran, None where not all told."""
    own = rows.get((kunci, *above.key[1:]))
    parts = series.bagian.get(kunci, ())
    if not parts or own is not None:
        return (own.dilayani, own.sasaran) if own is not None else (None, None)
    below = [_told(series, part, above, rows) for part in parts]
    served, people = ([pair[column] for pair in below] for column in (0, 1))
    return _all(served), _all(people)


def _all(numbers: Sequence[int | None]) -> int | None:
    return None if None in numbers else sum(number or 0 for number in numbers)


def _mixed(case: Case) -> Iterator[Hit]:
    """Puskesmas of which a posyandu reports, and beside it a desa or dusun that may hold the same people."""
    seen: set[Path] = set()
    placed: dict[tuple[str, int], dict[Path, list[Path]]] = {}
    for key, series in case.of(deret).items():
        own = placed.setdefault(key, defaultdict(list))
        for part in series.bagian.get((), ()):
            levels = {kind(below) for below in series.bagian.get(part, ())}
            if POSYANDU in levels and len(levels) > 1:
                own[part] = list(series.bagian[part])
    for item in case.of(_counted):
        key = (item.indikator.kunci if item.indikator else "", item.tahun or 0)
        induk = item.row.induk or ()
        if item.tingkat == POSYANDU and induk not in seen and item.wilayah in placed.get(key, {}).get(induk, ()):
            series = case.of(deret)[key]
            if not any(kind(part) != POSYANDU and not series.bagian.get(part) for part in series.bagian[induk]):
                continue
            seen.add(induk)
            words = "dilaporkan per posyandu, dan per desa atau dusun yang bukan bagiannya; "
            words += "orang yang sama mungkin terhitung dua kali"
            facts = {"indikator": item.indikator.singkat if item.indikator else "", "bulan": _month(item)}
            yield hit((*item.path, "posyandu"), **_where(item), **facts, apa=words)


@rule(
    "ILP548",
    "Wilayah belum melapor",
    message="{tempat} belum melapor {apa}",
    severity=Severity.NOTE,
)
def silent(case: Case) -> Iterator[Hit]:
    """Wilayah yang belum melapor disebut namanya; cakupannya tidak diketahui, bukan nol.

    Yang dilihat: sejak bulan pertama sampai bulan terakhir yang dilaporkan siapa pun di kabupaten bagi indikator itu.
    Puskesmas yang belum melaporkan apa pun disebut bersama dalam satu temuan.

    Salah (2025-06-30)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]   #! ILP548
        capaian:
          - {puskesmas: Suli, posyandu: Melati, indikator: K1, bulan: 2025-01, sasaran: 9, dilayani: 2}

    Benar (2025-06-30)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]
        capaian:
          - {puskesmas: Suli, posyandu: Melati, indikator: K1, bulan: 2025-01, sasaran: 9, dilayani: 2}
          - {puskesmas: Suli, posyandu: Mawar, indikator: K1, bulan: 2025-01, sasaran: 8, dilayani: 0}

    Langkah: minta laporannya (semuanya: `ilp pws FOLDER --tabel kosong --format csv`); yang tidak melayani seorang pun
    menulis 0.
    """
    newest = max((year for _, year in case.of(deret)), default=0)
    series = [item for (_, year), item in case.of(deret).items() if year == newest]
    if not series:
        return
    mute = {
        puskesmas.path: puskesmas.nama
        for puskesmas in case.district.puskesmas
        if all(item.at(puskesmas.path, item.sampai).dilayani is None for item in series if puskesmas.path in item.angka)
    }
    together = mute if len(mute) > 1 else {}
    if together:
        place = f"{len(together)} puskesmas ({_some(list(together.values()))})"
        yield hit((*next(iter(together)), "nama"), tempat=place, apa=f"apa pun bagi PWS {newest}")
    areas = _silent_areas(series)
    for puskesmas in case.district.puskesmas:
        gaps = [] if puskesmas.path in together else list(_gaps(areas[puskesmas.path], puskesmas.path))
        if gaps:
            more = f"; dan {len(gaps) - _NAMED} lagi" if len(gaps) > _NAMED else ""
            words = f"{'; '.join(gaps[:_NAMED])}{more}"
            yield hit((*puskesmas.path, "nama"), tempat=puskesmas.nama, puskesmas=puskesmas.nama, apa=words)


def _some(names: Sequence[str]) -> str:
    """The first of these names, and how many more there are."""
    return daftar(names) if len(names) <= _NAMED else f"{', '.join(names[:_NAMED])} dan {len(names) - _NAMED} lagi"


Silent = list[tuple[Deret, Daerah, tuple[int, ...]]]
"""Areas that have not reported: in which series, and which months."""


def _silent_areas(series: Sequence[Deret]) -> dict[Path, Silent]:
    """The areas that have not reported, by their puskesmas."""
    areas: dict[Path, Silent] = defaultdict(list)
    for item in series:
        for daerah, months in item.silent(item.sampai):
            areas[daerah.kunci[:2]].append((item, daerah, months))
    return areas


def _gaps(areas: Silent, puskesmas: Path) -> Iterator[str]:
    """What areas of a puskesmas have not reported, in words; indicators and areas with the same months in one."""
    same: dict[tuple[tuple[int, ...], tuple[str, ...]], list[Deret]] = defaultdict(list)
    for _, group in groupby(areas, key=lambda area: area[0].indikator.kunci):
        of_series = list(group)
        of_months: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for _, daerah, months in of_series:
            of_months[months].append(f"{daerah.tingkat} {daerah.nama}" if daerah.kunci != puskesmas else "")
        for months, silent_ones in of_months.items():
            same[months, tuple(silent_ones)].append(of_series[0][0])
    for (months, places), items in same.items():
        where = f" ({_some(places)})" if any(places) else ""
        yield f"{daftar(item.indikator.singkat for item in items)} {bulan_bulan(months, items[0].tahun)}{where}"


@rule(
    "ILP549",
    "Sasaran PWS tidak diketahui",
    message="{tempat}: {indikator} {tahun} tanpa sasaran; cakupannya tidak dapat dihitung",
    severity=Severity.WARNING,
)
def without_target_group(case: Case) -> Iterator[Hit]:
    """Tanpa sasaran, yang dilayani tidak dapat menjadi cakupan, dan wilayahnya tidak ikut di cakupan jumlahnya.

    Bagi indikator yang dijumlah, sasaran cukup ditulis di salah satu bulan tahun itu.

    Salah (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian: [{puskesmas: Suli, indikator: K1, bulan: 2025-01, dilayani: 2}]   #! ILP549

    Benar (2025-06-30)::

        puskesmas: [{nama: Suli}]
        capaian: [{puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 17, dilayani: 2}]

    Langkah: isi sasarannya.
    """
    known: set[object] = set()
    for item in case.of(_counted):
        if item.sasaran is not None and item.indikator is not None:
            known.add((item.wilayah, item.indikator.kunci, item.tahun, _span(item)))
    for item in case.of(_counted):
        if item.dilayani is None or item.indikator is None:
            continue
        key = (item.wilayah, item.indikator.kunci, item.tahun, _span(item))
        if key not in known:
            known.add(key)
            name = item.indikator.singkat
            yield hit((*item.path, "dilayani"), **_where(item), indikator=name, tahun=item.tahun)


def _span(item: Laporan) -> int | None:
    """The time for which a sasaran holds: the year (None), or the month of a state."""
    return None if item.indikator is not None and item.indikator.dijumlah else item.bulan


@rule(
    "ILP550",
    "Angka yang dilayani tampaknya kumulatif",
    message="{puskesmas}: {indikator} {tahun} tidak pernah turun dari bulan ke bulan, di {wilayah} wilayah, misalnya "
    "{contoh}; tampaknya kumulatif",
    severity=Severity.WARNING,
)
def cumulative(case: Case) -> Iterator[Hit]:
    """Bulan-bulan setahun dijumlah, jadi yang diisi angka bulan itu saja. Angka sejak Januari terhitung berkali-kali.

    Yang disebut hanya indikator yang dijumlah yang di seluruh puskesmas itu naik paling sedikit lima kali dan tidak
    pernah turun: bacaan program, bukan bukti. Angkanya tetap dihitung seperti tertulis.

    Salah (2025-08-31)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 90, dilayani: 1}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-02, sasaran: 90, dilayani: 3}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-03, sasaran: 90, dilayani: 6}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-04, sasaran: 90, dilayani: 8}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-05, sasaran: 90, dilayani: 11}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-06, sasaran: 90, dilayani: 13}   #! ILP550

    Benar (2025-08-31)::

        puskesmas: [{nama: Suli}]
        capaian:
          - {puskesmas: Suli, indikator: K1, bulan: 2025-01, sasaran: 90, dilayani: 1}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-02, sasaran: 90, dilayani: 2}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-03, sasaran: 90, dilayani: 3}
          - {puskesmas: Suli, indikator: K1, bulan: 2025-04, sasaran: 90, dilayani: 2}

    Langkah: isi yang dilayani pada bulan itu saja, tanpa bulan-bulan sebelumnya.
    """
    steps: dict[_Own, list[list[Laporan]]] = defaultdict(list)
    for (area, key, year), months in case.of(_months).items():
        told = [item for _, item in sorted(months.items()) if item.dilayani is not None]
        if area is not None and len(told) > 1 and (indikator := told[0].indikator) is not None and indikator.dijumlah:
            steps[area[:2], key, year].append(told)
    for (_, _, year), areas in steps.items():
        rises = [(after.dilayani or 0) - (before.dilayani or 0) for own in areas for before, after in pairwise(own)]
        if min(rises) < 0 or sum(rise > 0 for rise in rises) < _RISES:
            continue
        longest = max(areas, key=lambda own: (len(own), own[-1].dilayani or 0))
        item = longest[-1]
        shown = ", ".join(f"{bulan_bulan([own.bulan or 0])} {own.dilayani}" for own in longest[-_NAMED:])
        indikator = item.indikator
        yield hit(
            (*item.path, "dilayani"),
            puskesmas=str(item.row.values.get("puskesmas", "")),
            indikator=indikator.singkat if indikator is not None else "",
            tahun=year,
            wilayah=len(areas),
            contoh=f"{_where(item)['tempat']} {shown}",
        )


RULES = (
    more_than_all,
    unknown_indicator,
    unread_month,
    not_yet,
    changed_target_group,
    two_figures,
    elsewhere,
    does_not_add_up,
    silent,
    without_target_group,
    cumulative,
)
