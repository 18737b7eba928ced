"""ILP501–ILP512: whether every block has one kader of its posyandu, and what is wrong in the table Wilayah."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ilp_cli.capabilities.areas.model.bounds import arithmetic
from ilp_cli.capabilities.areas.model.exact import fairest, grown
from ilp_cli.capabilities.areas.model.pembagian import Applied, held_by_posyandu, place_of
from ilp_cli.capabilities.areas.model.places import misplaced, slip_sentence
from ilp_cli.capabilities.areas.model.problem import Problem, limit, problems, weights
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.words import angka, daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.naming import made_for
from ilp_cli.district.peta import Peta
from ilp_cli.district.place import Posyandu, Puskesmas
from ilp_cli.district.wilayah import (
    KELOMPOK,
    Blok,
    Pemegang,
    block_key,
    blocks_of,
    by_posyandu,
    holders_of,
    kader_of,
    meant,
    repeated,
    serving,
)
from ilp_cli.law.configs import reasonable
from ilp_cli.rulebook.rule import Hit, hit, rule

_CHECKED = 20_000
"""How many connected sets a check looks at to know the fairest division; where there are more, it claims nothing."""
_AGES = ("bayi", "balita", "apras", "sekolah", "remaja", "dewasa", "lansia")
_BEARING = ("sekolah", "remaja", "dewasa")
"""Groups in which everybody of a block is, and those in which everybody is who may be with child."""


def _units(case: Case) -> Mapping[Path, tuple[Puskesmas, Posyandu]]:
    """The posyandu of the register by their paths."""
    return {
        posyandu.path: (puskesmas, posyandu) for puskesmas in case.district.puskesmas for posyandu in puskesmas.posyandu
    }


def _hit(case: Case, path: Path, posyandu: Path | None, **facts: object) -> Hit:
    """A hit that names its posyandu."""
    unit = case.of(_units).get(posyandu or ())
    where = {"puskesmas": unit[0].nama, "posyandu": unit[1].nama} if unit else {}
    return hit(path, **where, **facts)


@rule("ILP501", "Blok tanpa kader", message="{posyandu}: {sebab}", severity=Severity.WARNING)
def block_unheld(case: Case) -> Iterator[Hit]:
    """Keluarga di blok yang tidak dipegang siapa pun tidak dikunjungi, dan tidak masuk daftar seorang kader.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 25}   #! ILP501

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 25, kader: Ani}

    Langkah: isi kolom kader, atau bagi bloknya dengan `ilp plan areas FOLDER [--roster BERKAS]`.
    """
    for posyandu, every_holder in held_by_posyandu(case):
        bare = [holder for holder in every_holder if not holder.nama]
        if len(bare) == len(every_holder):
            words = f"{len(bare)} blok belum dibagi di antara kader"
            yield _hit(case, _row(case, bare[0]), posyandu, sebab=words)
            continue
        for holder in bare:
            yield _hit(case, _row(case, holder), posyandu, sebab=f"{holder.blok.nama} belum ada pemegangnya")


def _row(case: Case, holder: Pemegang) -> Path:
    """Where a holder should be named: the column of the row, or the part of the division the case is looked at with."""
    return place_of(case, holder)


@rule("ILP502", "Blok dipegang dua kader", message="{posyandu}: {blok} dipegang {nama}")
def block_held_twice(case: Case) -> Iterator[Hit]:
    """Satu blok dipegang satu kader; yang dipegang dua kader biasanya tidak dikunjungi keduanya.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}, {nama: Tuti, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani dan Tuti}   #! ILP502

    Salah wilayah.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}, {nama: Tuti, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20}]
        # wilayah.yaml
        pembagian:
          - puskesmas: Suli
            posyandu: Melati
            kader:
              - {nama: Ani, blok: [RT 01]}
              - {nama: Tuti, blok: [RT 01]}   #! ILP502

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}, {nama: Tuti, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 20, kader: Tuti}

    Langkah: pilih satu kader, atau bagi bloknya menjadi dua baris.
    """
    every_holder = case.of(holders_of)
    for holder in every_holder.values():
        if len(holder.nama) > 1:
            names = daftar(holder.nama)
            yield _hit(case, place_of(case, holder), holder.blok.posyandu, blok=holder.blok.nama, nama=names)
    for path, first in repeated(case.of(blocks_of)).items():
        again, earlier = every_holder[path], every_holder[first.path]
        if len(again.nama) == len(earlier.nama) == 1 and normal(again.nama[0]) != normal(earlier.nama[0]):
            names = daftar((*earlier.nama, *again.nama))
            yield _hit(case, again.path, again.blok.posyandu, blok=again.blok.nama, nama=names)
    division = case.beside(Applied)
    for twice in division.twice if division is not None else ():
        names = daftar((twice.earlier, twice.later))
        yield _hit(case, twice.path, twice.blok.posyandu, blok=twice.blok.nama, nama=names)


@rule("ILP503", "Pemegang blok bukan kader posyandu itu", message="{posyandu}: {blok} dipegang “{nama}”, {sebab}")
def holder_unknown(case: Case) -> Iterator[Hit]:
    """Blok dipegang kader posyandunya sendiri yang bertugas; nama yang salah tulis membuat bloknya tanpa pemegang.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}, {nama: Tuti, puskesmas: Suli, posyandu: Mawar}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 25, kader: Tuti}   #! ILP503

    Salah wilayah.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20}]
        # wilayah.yaml
        pembagian:
          - puskesmas: Suli
            posyandu: Melati
            kader:
              - {nama: Anni, blok: [RT 01]}   #! ILP503

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}, {nama: Mawar}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}, {nama: Tuti, puskesmas: Suli, posyandu: Mawar}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Mawar, rt: 03, kk: 25, kader: Tuti}

    Langkah: betulkan namanya, tambahkan kadernya ke lembar Kader, atau pilih kader posyandu itu.
    """
    every_holder = case.of(holders_of)
    if not case.district.roster_given or not every_holder:
        return
    people, there = kader_of(case.district), case.of(serving)
    told: set[Path] = set()
    for holder in every_holder.values():
        posyandu = holder.blok.posyandu
        path = place_of(case, holder)
        if posyandu is None or len(holder.nama) != 1 or path in told:
            continue
        if holder.who is not None and holder.who in there.get(posyandu, {}):
            continue
        if path != holder.path:
            told.add(path)  # a division names a kader once for all its blocks
        facts = {"blok": holder.blok.nama, "nama": holder.nama[0]}
        own = [kader.nama for kader in people.get(posyandu, {}).values()]
        yield _hit(case, path, posyandu, sebab=_stranger(case, holder, own), **facts)


def _stranger(case: Case, holder: Pemegang, own: Sequence[str]) -> str:
    """Why somebody is no kader of a posyandu on the day."""
    if holder.who is not None:
        return f"yang tidak dihitung sebagai kader posyandu ini pada {tanggal(case.pada)}"
    if holder.alike:
        return f"nama {len(holder.alike)} kader posyandu ini"
    if holder.elsewhere:
        units = case.of(_units)
        named = (units.get(kader.posyandu_path or ()) for kader in holder.elsewhere)
        places = dict.fromkeys(f"{unit[1].nama} ({unit[0].nama})" for unit in named if unit)
        return f"kader posyandu {daftar(places)}"
    return f"yang tidak tercatat sebagai kader posyandu ini{maksud(holder.nama[0], own)}"


@rule(
    "ILP504", "Kader tanpa blok", message="{posyandu}: {nama} tidak memegang satu blok pun", severity=Severity.WARNING
)
def kader_without_block(case: Case) -> Iterator[Hit]:
    """Kader posyandu yang wilayahnya sudah dibagi, tetapi tidak mendapat blok, tidak dapat mengunjungi siapa pun.

    Yang belum dibagi sama sekali tidak disebut di sini.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati}
          - {nama: Tuti, puskesmas: Suli, posyandu: Melati}   #! ILP504
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 25, kader: Ani}

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati}
          - {nama: Tuti, puskesmas: Suli, posyandu: Melati}
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 25, kader: Tuti}

    Langkah: beri kader itu blok, atau bagi lagi dengan `ilp plan areas FOLDER [--roster BERKAS]`; bila kader lebih
    banyak daripada blok, bagi bloknya lebih kecil.
    """
    division = case.beside(Applied)
    for posyandu, every_holder in held_by_posyandu(case):
        if not any(holder.nama for holder in every_holder):
            continue
        holding = {holder.who for holder in every_holder}
        for who, kader in case.of(serving).get(posyandu, {}).items():
            if who not in holding:
                entry = division.entries.get(posyandu) if division is not None else None
                yield _hit(case, entry or kader.path, posyandu, nama=kader.nama)


@rule(
    "ILP505",
    "Wilayah kader lebih berat daripada batas daerah",
    message="{posyandu}: {nama} memegang {beban} {satuan}, batasnya {batas} (paling rata {rata}, ditambah {persen} %)",
    severity=Severity.WARNING,
)
def area_too_heavy(case: Case) -> Iterator[Hit]:
    """Daerah sendiri menetapkan berapa persen wilayah terberat boleh melebihi pembagian yang paling rata.

    Yang paling rata dihitung dengan memeriksa semua pembagian yang bersambung; bila bloknya terlalu banyak untuk itu,
    tidak ada yang dikatakan di sini. Tanpa `kebijakan: batas_ubah` tidak ada batasnya.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}, {nama: Tuti, puskesmas: Suli, posyandu: Melati}]
        kebijakan: {batas_ubah: 10}
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}   #! ILP505
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 03, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 04, kk: 20, kader: Tuti}

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}, {nama: Tuti, puskesmas: Suli, posyandu: Melati}]
        kebijakan: {batas_ubah: 10}
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 03, kk: 20, kader: Tuti}
          - {puskesmas: Suli, posyandu: Melati, rt: 04, kk: 20, kader: Tuti}

    Langkah: bagi lagi dengan `ilp plan areas FOLDER [--roster BERKAS]`; yang berganti kader dibuat sesedikit mungkin
    dalam batas itu.
    """
    percent = case.district.kebijakan.batas_ubah
    if percent is None:
        return
    for problem in case.of(problems):
        kader = min(len(problem.kader), len(problem.blocks))
        if not kader or -1 in problem.wish.held:
            continue
        loads = [problem.held_load(number) for number in range(len(problem.kader))]
        heavy = max(range(len(loads)), key=loads.__getitem__)
        if loads[heavy] <= limit(arithmetic(problem.ground, kader).least, percent):
            continue
        rata = _fairest(problem, kader)
        if rata is not None and loads[heavy] > limit(rata, percent):
            first = next(holder for holder in problem.holders if holder.who == problem.kader[heavy][0])
            yield _hit(
                case, place_of(case, first), problem.posyandu.path, nama=problem.kader[heavy][1].nama,
                beban=loads[heavy], satuan=problem.satuan, batas=limit(rata, percent), rata=rata, persen=percent,
            )  # fmt: skip


def _fairest(problem: Problem, kader: int) -> int | None:
    """The lightest that the heaviest area can be; None where that takes too long to know."""
    ground = problem.ground
    areas, proven = fairest(ground, kader, grown(ground, kader), arithmetic(ground, kader).least, _CHECKED)
    return max(map(ground.load, areas)) if proven else None


@rule("ILP506", "Blok ditulis dua kali", message="{blok}: {sebab}")
def block_twice(case: Case) -> Iterator[Hit]:
    """Blok yang ditulis dua kali dihitung dua kali, dan keluarganya dikunjungi dua kader atau tidak sama sekali.

    RT yang kosong berarti seluruh RW: RW yang ditulis utuh sudah memuat RT-nya.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rw: 01, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rw: 1, rt: RT 1, kk: 20, kader: Ani}   #! ILP506

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rw: 01, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rw: 01, rt: 02, kk: 20, kader: Ani}

    Langkah: hapus baris yang berlebih, atau betulkan dusun, RW, atau RT-nya.
    """
    listed = case.of(blocks_of)
    again = repeated(listed)
    for block in listed:
        if block.path in again:
            place = case.place(again[block.path].path)
            where = place.cell or (f"baris {place.line}" if place.line else "atas")
            yield _hit(case, block.path, block.posyandu, blok=block.nama, sebab=f"sudah ditulis di {where}")
    first: dict[tuple[object, ...], Blok] = {}
    for block in listed:
        if block.posyandu is None or not block.desa or not block.alamat or block.path in again:
            continue
        key = (block.puskesmas, *block.same[1:])
        other = first.setdefault(key, block)
        if other.posyandu != block.posyandu:
            unit = case.of(_units)[other.posyandu or ()][1]
            words = f"sudah ditulis sebagai blok posyandu {unit.nama}"
            yield _hit(case, block.path, block.posyandu, blok=block.nama, sebab=words)
    yield from _inside(case, [block for block in listed if block.path not in again])


def _inside(case: Case, listed: Sequence[Blok]) -> Iterator[Hit]:
    """The RT of an RW that the same posyandu lists as a whole."""
    for posyandu, own in by_posyandu(listed).items():
        every_whole = {_rw(block): block for block in own if block.rw and not block.rt and block.nama == block.alamat}
        for block in own:
            whole = every_whole.get(_rw(block))
            if block.rt and whole is not None:
                words = f"sudah termuat dalam {whole.nama}, yang ditulis utuh (RT-nya kosong)"
                yield _hit(case, (*block.path, "rt"), posyandu, blok=block.nama, sebab=words)


def _rw(block: Blok) -> tuple[object, ...]:
    return normal(block.desa), block_key(block.dusun), block_key(f"RW {block.rw}" if block.rw.isdigit() else block.rw)


@rule("ILP507", "Tetangga bukan blok", message="{blok}: {sebab}", severity=Severity.WARNING)
def neighbour_unknown(case: Case) -> Iterator[Hit]:
    """Wilayah seorang kader dibuat bersambung menurut kolom tetangga; nama yang bukan blok memutus sambungannya.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani, tetangga: RT 02; RT 20}   #! ILP507
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 25, kader: Ani}

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani, tetangga: RT 02}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 25, kader: Ani}

    Langkah: tulis nama blok seperti di lembar Wilayah, dipisah titik koma; satu arah sudah cukup.
    """
    listed = case.of(blocks_of)
    again = repeated(listed)
    around: dict[Path, list[Blok]] = defaultdict(list)
    for block in listed:
        if block.path not in again:
            around[block.puskesmas or ()].append(block)
    for own in by_posyandu(listed).values():
        others = [other for other in own if other.path not in again]
        for block in own:
            for text in block.tetangga:
                words = _no_neighbour(text, block, others, around[block.puskesmas or ()])
                if words:
                    yield _hit(case, (*block.path, "tetangga"), block.posyandu, blok=block.nama, sebab=words)


def _no_neighbour(text: str, block: Blok, own: Sequence[Blok], around: Sequence[Blok]) -> str:
    """Why a name is no neighbour; "" where it is one, of this posyandu or of another."""
    named = meant(text, own)
    if [other.path for other in named] == [block.path]:
        return "blok ini ditulis sebagai tetangganya sendiri"
    if named or meant(text, around):
        return ""
    return (
        f"tetangga “{text}” bukan blok posyandu ini{maksud(text, [other.nama for other in own if other is not block])}"
    )


@rule("ILP508", "Letak blok tidak dapat benar", message="{blok}: {sebab}", severity=Severity.WARNING)
def misplaced_block(case: Case) -> Iterator[Hit]:
    """Dari lintang dan bujur dihitung blok mana yang bersebelahan; yang letaknya tidak masuk akal tidak ikut dihitung.

    Lintang Indonesia −11 sampai 6, bujurnya 95 sampai 141. Blok satu posyandu tidak terpisah puluhan kilometer.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani, lintang: 120.37, bujur: -3.38}   #! ILP508
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 20, kader: Ani, lintang: -3.381, bujur: 120.371}
          - {puskesmas: Suli, posyandu: Melati, rt: 03, kk: 20, kader: Ani, lintang: -3.382, bujur: 120.372}
          - {puskesmas: Suli, posyandu: Melati, rt: 04, kk: 20, kader: Ani, lintang: -5.23, bujur: 120.372}   #! ILP508

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani, lintang: -3.38, bujur: 120.37}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 20, kader: Ani, lintang: -3.381, bujur: 120.371}
          - {puskesmas: Suli, posyandu: Melati, rt: 03, kk: 20, kader: Ani, lintang: -3.382, bujur: 120.372}

    Langkah: betulkan angkanya dari peta; yang tidak diketahui dikosongkan.
    """
    units = case.of(_units)
    for posyandu, own in by_posyandu(case.of(blocks_of)).items():
        for wrong in misplaced(own, units[posyandu][0].koordinat):
            words = slip_sentence(wrong)
            yield _hit(case, (*wrong.blok.path, "lintang"), posyandu, blok=wrong.blok.nama, sebab=words)


@rule("ILP509", "Isi blok tidak dapat dihitung", message="{blok}: {sebab}", severity=Severity.WARNING)
def counts_impossible(case: Case) -> Iterator[Hit]:
    """Beban kader dihitung dari isi bloknya; yang kosong dihitung 0, dan yang mustahil membuat pembagiannya salah.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kader: Ani}   #! ILP509
          - {puskesmas: Suli, posyandu: Melati, rt: 03, kk: 0, balita: 4, kader: Ani}   #! ILP509

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 02, kk: 15, kader: Ani}
          - {puskesmas: Suli, posyandu: Melati, rt: 03, kk: 9, balita: 4, kader: Ani}

    Langkah: isi jumlahnya menurut pendataan; 0 hanya bila memang tidak ada.
    """
    needed = "kk" in weights(case)
    for posyandu, own in by_posyandu(case.of(blocks_of)).items():
        missing = [block for block in own if block.kk is None]
        if needed and len(missing) == len(own):
            words = f"jumlah KK {len(own)} blok posyandu ini belum diisi; dibagi menurut banyaknya blok"
            yield _hit(case, (*own[0].path, "kk"), posyandu, blok=own[0].nama, sebab=words)
            missing = []
        for block in missing if needed else ():
            words = "jumlah KK belum diisi atau tidak terbaca; dihitung 0"
            yield _hit(case, (*block.path, "kk"), posyandu, blok=block.nama, sebab=words)
        for block in own:
            for column, words in _contradictions(block):
                yield _hit(case, (*block.path, column), posyandu, blok=block.nama, sebab=words)


def _contradictions(block: Blok) -> Iterator[tuple[str, str]]:
    """What of the counts of a block cannot be, whatever else is true."""
    counts = block.jiwa
    living = next((group for group in KELOMPOK if counts.get(group)), None)
    if block.kk is not None and block.kk > reasonable("kk_blok"):
        yield "kk", f"{angka(block.kk)} KK dalam satu blok; seorang kader tidak memegang sebanyak itu"
        return
    if block.kk == 0 and living is not None:
        yield "kk", f"jumlah KK 0, padahal {living} {counts[living]}"
        return
    most = reasonable("jiwa_per_kk")
    crowded = {group: count for group, count in counts.items() if block.kk and count > most * block.kk}
    for group, count in crowded.items():
        yield group, f"{group} {angka(count)}, padahal hanya {block.kk} KK"
    if crowded:
        return
    if all(group in counts for group in _AGES):
        people = sum(counts[group] for group in _AGES)
        for group in KELOMPOK:
            if group not in _AGES and counts.get(group, 0) > people:
                yield group, f"{group} {counts[group]}, padahal semua umur berjumlah {people}"
        if block.kk is not None and block.kk > people:
            yield "kk", f"{block.kk} KK, padahal semua umur berjumlah {people}"
    elif all(group in counts for group in _BEARING):
        people = sum(counts[group] for group in _BEARING)
        if counts.get("bumil", 0) > people:
            yield "bumil", f"bumil {counts['bumil']}, padahal usia sekolah, remaja dan dewasa berjumlah {people}"


@rule("ILP510", "Pembagian menyebut yang tidak ada", message="{sebab}")
def division_unmet(case: Case) -> Iterator[Hit]:
    """Pembagian wilayah dibuat untuk blok dan posyandu satu kabupaten; yang tidak ada di sana tidak dapat dibagi.

    Salah wilayah.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20}]
        # wilayah.yaml
        pembagian:
          - puskesmas: Suli
            posyandu: Melati
            kader:
              - nama: Ani
                blok:
                  - RT 01
                  - RT 07   #! ILP510

    Benar wilayah.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah: [{puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20}]
        # wilayah.yaml
        pembagian:
          - puskesmas: Suli
            posyandu: Melati
            kader:
              - nama: Ani
                blok: [RT 01]

    Langkah: tulis nama blok seperti di lembar Wilayah, atau susun pembagian baru dengan `ilp plan areas FOLDER
    [--roster BERKAS]`.
    """
    division = case.beside(Applied)
    if division is None:
        return
    written, own = division.pembagian.kabupaten, case.district.kabupaten.nama
    if not made_for(case.district, written):
        yield hit((division.head, "kabupaten"), sebab=f"pembagian ini disusun untuk {written}, bukan {own}")
    for unmeant in division.strange:
        yield hit(unmeant.path, puskesmas=unmeant.puskesmas, posyandu=unmeant.posyandu, sebab=unmeant.sebab)


@rule("ILP511", "Peta tidak dapat dipakai", message="{sebab}", severity=Severity.WARNING)
def map_unusable(case: Case) -> Iterator[Hit]:
    """Peta desa (GeoJSON) menggambar batas di peta wilayah kader; tanpa itu peta digambar dari titik blok saja.

    Salah::

        peta: tidak-ada.geojson   #! ILP511
        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]

    Langkah: betulkan nama berkasnya, atau simpan ulang sebagai GeoJSON dengan lintang dan bujur (WGS 84).
    """
    peta = case.beside(Peta)
    if peta is None:
        return
    for fault in peta.faults:
        yield hit(("peta",), sebab=fault)
    drawn = {normal(desa.nama) for desa in peta.desa}
    if drawn:
        wanted = dict.fromkeys(block.desa for block in case.of(blocks_of) if block.desa)
        missing = [desa for desa in wanted if normal(desa) not in drawn]
        if missing:
            near = maksud(missing[0], [desa.nama for desa in peta.desa]) if len(missing) == 1 else ""
            yield hit(("peta",), sebab=f"{peta.file} tidak memuat desa {daftar(missing)}{near}")


@rule("ILP512", "Blok tanpa nama", message="{posyandu}: {blok} tidak bernama", severity=Severity.WARNING)
def block_unnamed(case: Case) -> Iterator[Hit]:
    """Blok dikenal dari nama pendeknya, dusun, RW atau RT; tanpa semuanya tidak seorang pun tahu yang mana.

    Ia tetap dibagi, disebut menurut barisnya; keluarga di sana tidak dapat menyebutnya.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, kk: 20, kader: Ani}   #! ILP512

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        petugas: []
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        wilayah:
          - {puskesmas: Suli, posyandu: Melati, rt: 01, kk: 20, kader: Ani}

    Langkah: isi kolom blok, dusun, RW atau RT di barisnya.
    """
    for posyandu, own in by_posyandu(case.of(blocks_of)).items():
        for block in own:
            if block.nama == f"baris {block.baris}" and not block.alamat:
                yield _hit(case, (*block.path, "blok"), posyandu, blok=block.nama)


RULES = (
    block_unheld,
    block_held_twice,
    holder_unknown,
    kader_without_block,
    area_too_heavy,
    block_twice,
    neighbour_unknown,
    misplaced_block,
    counts_impossible,
    division_unmet,
    map_unusable,
    block_unnamed,
)
