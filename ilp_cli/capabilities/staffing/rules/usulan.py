"""ILP6xx: whether a proposal of moves and hires still fits the district, and leaves nobody worse off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ilp_cli.capabilities.staffing.model.applied import Applied, MoveFault, SettledMove
from ilp_cli.capabilities.staffing.model.usulan import Spot
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import maksud, sebutan
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.naming import made_for, unregistered
from ilp_cli.district.people import fixed_status
from ilp_cli.district.presence import IN_TIME, Presence, presence, serves
from ilp_cli.district.terikat import terikat
from ilp_cli.law.standard import figure
from ilp_cli.rulebook.rule import Hit, hit, rule


def _moves(case: Case) -> Iterator[SettledMove]:
    """The moves of the proposal, if the district is looked at with one."""
    usulan = case.beside(Applied)
    return iter(usulan.moves if usulan else ())


def _hit(path: Path, spot: Spot, **facts: object) -> Hit:
    """A hit at a place of the proposal, about a unit."""
    return hit(("usulan", *path), puskesmas=spot.puskesmas, pustu=spot.pustu, **facts)


@rule("ILP601", "Orang dalam usulan tidak ditemukan", message="{nama} ({profesi}): {sebab}")
def person_gone(case: Case) -> Iterator[Hit]:
    """Usulan menyebut orang menurut roster waktu itu. Bila orangnya sudah pergi, usulannya tidak dapat dijalankan.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Sari, puskesmas: Suli, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Rahma, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}   #! ILP601

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Sari, puskesmas: Suli, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Sari, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}

    Langkah: betulkan nama, profesi atau unit asalnya, atau susun usulan baru dengan
    `ilp plan staffing FOLDER [--roster BERKAS] -o usulan-baru.yaml`.
    """
    for settled in _moves(case):
        move = settled.move
        facts = {"nama": move.nama, "profesi": move.profesi}
        if settled.fault is MoveFault.NOBODY:
            near = "" if settled.hint else maksud(move.nama, _names(case.district, settled))
            yield _hit((*move.path, "nama"), move.dari, sebab=f"tidak ada di {move.dari}{settled.hint}{near}", **facts)
        elif settled.person is not None and not serves(settled.person, case.pada, IN_TIME):
            words = f"di {move.dari} tidak bertugas pada {tanggal(case.pada)}"
            yield _hit((*move.path, "nama"), move.dari, sebab=words, **facts)


def _names(district: District, settled: SettledMove) -> list[str]:
    return [who.nama for who in district.petugas if who.unit == settled.dari and who.profesi == settled.move.profesi]


@rule("ILP602", "Unit dalam usulan tidak dapat dipakai", message="{sebab}")
def unit_gone(case: Case) -> Iterator[Hit]:
    """Unit asal dan tujuan dicari di daftar puskesmas, persis seperti di roadmap. Yang tidak terdaftar tidak dihitung.

    Ke puskesmas yang sudah tutup, dan ke pustu atau posyandunya, tidak ada yang dipindahkan atau direkrut.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        # usulan.yaml
        rekrut:
          - {profesi: bidan, di: {puskesmas: Suli, pustu: Cimpo}}   #! ILP602

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        # usulan.yaml
        rekrut:
          - {profesi: bidan, di: {puskesmas: Suli, pustu: Cimpu}}

    Langkah: tulis puskesmas, pustu, atau posyandu seperti di roadmap yang masih buka; kader hanya untuk pustu atau
    posyandu.
    """
    for settled_move in _moves(case):
        if settled_move.fault is MoveFault.NO_UNIT:
            spot = settled_move.move.dari if settled_move.where[0] == "dari" else settled_move.move.ke
            yield _hit(
                (*settled_move.move.path, *settled_move.where),
                spot,
                sebab=_unknown(case.district, spot, str(settled_move.where[-1])),
            )
    closed = case.district.closed(case.pada)
    for path, aim, unit in _aims(case):
        shut = closed.get(unit[:2]) if unit is not None else None
        if shut is not None and shut.tutup is not None:
            words = f"{sebutan('puskesmas', shut.nama)} tutup sejak {tanggal(shut.tutup)}"
            yield _hit((*path, "puskesmas"), aim, sebab=words)
    usulan = case.beside(Applied)
    for settled in usulan.hires if usulan else ():
        hire = settled.hire
        if settled.where == ("profesi",):
            words = f"{hire.profesi} tidak dihitung di {hire.di}"
            yield _hit((*hire.path, "profesi"), hire.di, sebab=words)
        elif settled.unit is None:
            words = _unknown(case.district, hire.di, str(settled.where[-1]))
            yield _hit((*hire.path, *settled.where), hire.di, sebab=words)


def _aims(case: Case) -> Iterator[tuple[Path, Spot, Path | None]]:
    """Where the people of a proposal shall go, moved or recruited: as it is written and where, and the unit meant."""
    for settled in _moves(case):
        yield (*settled.move.path, "ke"), settled.move.ke, settled.ke
    usulan = case.beside(Applied)
    for hired in usulan.hires if usulan else ():
        yield (*hired.hire.path, "di"), hired.hire.di, hired.unit


def _unknown(district: District, spot: Spot, key: str) -> str:
    """Which name is not registered, and which one may be meant."""
    puskesmas = district.find(spot.puskesmas)
    if puskesmas is None or key == "puskesmas":
        return unregistered(district, spot.puskesmas)
    units = puskesmas.pustu if key == "pustu" else puskesmas.posyandu
    name = spot.pustu if key == "pustu" else spot.posyandu
    return f"{key} “{name}” tidak terdaftar di {puskesmas.nama}{maksud(name, (unit.nama for unit in units))}"


@rule("ILP603", "Perpindahan ini sudah terjadi", message="{nama} sudah di {ke}", severity=Severity.WARNING)
def already_there(case: Case) -> Iterator[Hit]:
    """Roster sudah memuat orang itu di tempat barunya, jadi usulannya tinggal dihapus.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}   #! ILP603

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
        # usulan.yaml
        pindah: []

    Langkah: hapus baris ini dari usulan.
    """
    for settled in _moves(case):
        if settled.fault is MoveFault.ALREADY:
            yield _hit((*settled.move.path, "nama"), settled.move.ke, nama=settled.move.nama, ke=settled.move.ke)


@rule(
    "ILP604",
    "Rekrutan tidak diperlukan lagi",
    message="{di}: {lebih} dari {jumlah} rekrutan {profesi} tidak diperlukan; minimum {minimum} terpenuhi tanpa itu",
    severity=Severity.WARNING,
)
def hire_not_needed(case: Case) -> Iterator[Hit]:
    """Formasi yang diusulkan dibandingkan dengan keadaan sesudah semua perpindahan; yang berlebih disebut.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
        # usulan.yaml
        rekrut:
          - {profesi: bidan, jumlah: 1, di: {puskesmas: Suli, pustu: Cimpu}}   #! ILP604

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
        # usulan.yaml
        rekrut:
          - {profesi: perawat, jumlah: 1, di: {puskesmas: Suli, pustu: Cimpu}}

    Langkah: kurangi jumlahnya, atau hapus baris ini dari usulan.
    """
    usulan = case.beside(Applied)
    if usulan is None or not any(settled.unit for settled in usulan.hires):
        return
    after = presence(case.district, case.pada)
    spare: dict[tuple[Path, str], int] = {}
    for settled in reversed(usulan.hires):
        unit, hire = settled.unit, settled.hire
        if unit is None or not (hire.di.pustu or hire.di.posyandu):
            continue
        kind = "posyandu" if hire.di.posyandu else "pustu"
        minimum = figure(case.standards.get(f"{kind}.{hire.profesi}")) or 0
        key = (unit, hire.profesi)
        if key not in spare:
            spare[key] = max(0, _least(case.district, after, unit, hire.profesi) - minimum)
        extra = min(spare[key], hire.jumlah)
        spare[key] -= extra
        if extra:
            yield _hit(
                hire.path, hire.di, di=hire.di, lebih=extra, jumlah=hire.jumlah, profesi=hire.profesi, minimum=minimum
            )


def _least(district: District, who: Presence, unit: Path, kind: str) -> int:
    """How many of a kind are at a unit on its weakest service day; of a posyandu, how many there are."""
    people = who.at(unit, kind)
    if "posyandu" in unit:
        return len(people)
    return min((_on(people, day) for day in district.days_of(unit)), default=0)


def _on(people: Mapping[object, frozenset[int]], day: int) -> int:
    return sum(day in days for days in people.values())


@rule(
    "ILP605",
    "Orang dalam usulan dapat berarti beberapa orang",
    message="{nama} ({profesi}): ada {jumlah} orang bernama itu di {dari}",
)
def person_ambiguous(case: Case) -> Iterator[Hit]:
    """Dua orang bernama sama di satu unit hanya dibedakan oleh empat angka terakhir NIP-nya.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: "198501052010012901"}
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: "198703122011012905"}
        # usulan.yaml
        pindah:
          - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}   #! ILP605

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: "198501052010012901"}
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, nip: "198703122011012905"}
        # usulan.yaml
        pindah:
          - {nama: Ina, nip: "2905", profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}

    Langkah: tambahkan nip dengan empat angka terakhirnya.
    """
    for settled in _moves(case):
        if settled.fault is MoveFault.SEVERAL:
            move = settled.move
            facts = {"nama": move.nama, "profesi": move.profesi, "jumlah": settled.hint, "dari": move.dari}
            yield _hit((*move.path, "nama"), move.dari, **facts)


@rule("ILP606", "Satu orang diusulkan di dua tempat", message="{nama} ke {ke}: {sebab}")
def person_twice(case: Case) -> Iterator[Hit]:
    """Pada satu hari orang hanya di satu tempat, dan itu hari tugasnya; minggunya terbagi di paling banyak dua unit.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Malela}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Sari, puskesmas: Suli, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}
          - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Malela}}   #! ILP606

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Malela}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
          - {nama: Sari, puskesmas: Suli, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Ina, profesi: bidan, hari: Sen-Rab, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}
          - {nama: Ina, profesi: bidan, hari: Kam-Jum, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Malela}}

    Langkah: bagi harinya dengan kunci hari, atau hapus salah satu baris.
    """
    for settled in _moves(case):
        if settled.fault is MoveFault.CLASH:
            yield _hit(
                settled.move.path, settled.move.ke, nama=settled.move.nama, ke=settled.move.ke, sebab=settled.hint
            )


@rule(
    "ILP607",
    "Unit asal jatuh di bawah minimumnya",
    message="{dari}: sesudah {nama} pindah, {profesi} pada {hari} tinggal {ada}, harus tetap {minimum}",
)
def donor_below_minimum(case: Case) -> Iterator[Hit]:
    """Memindahkan orang tidak boleh membuat pustu lain atau puskesmas induk kekurangan.

    Setiap pustu menyisakan minimumnya, lokus atau bukan; yang sudah kurang tidak boleh bertambah kurang. Puskesmas
    induk menyisakan angka di `kebijakan: induk_minimum`; bila tidak disebut, satu dari tiap jenis tenaga puskesmas.
    Orang lain yang diusulkan pindah ke sana dihitung, rekrutan tidak: sampai rekrutan datang unit itu kekurangan. Di
    puskesmas yang sudah tutup tidak ada yang harus tetap.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}   #! ILP607

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan}
        kebijakan: {induk_minimum: {bidan: 0}}
        # usulan.yaml
        pindah:
          - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}

    Langkah: pindahkan orang dari unit yang berlebih, isi dulu tempatnya dengan orang lain, atau rekrut untuk unit
    tujuannya.
    """
    usulan = case.beside(Applied)
    leaving = {
        (settled.dari, settled.move.profesi): settled for settled in reversed(tuple(_moves(case))) if not settled.fault
    }
    if usulan is None or not leaving:
        return
    before, after = presence(usulan.before, case.pada), presence(usulan.moved_only, case.pada)
    closed = case.district.closed(case.pada)
    for (unit, kind), settled in reversed(leaving.items()):
        if unit is None or unit[:2] in closed:  # at a closed puskesmas nobody has to stay
            continue
        keeps = figure(case.standards.get(f"pustu.{kind}")) or 0 if "pustu" in unit else _induk_keeps(case, kind)
        there, left = before.at(unit, kind), after.at(unit, kind)
        least = {day: min(keeps, _on(there, day)) for day in case.district.days_of(unit)}
        short = [day for day in least if _on(left, day) < least[day]]
        if short:
            yield _hit(
                settled.move.path,
                settled.move.dari,
                dari=settled.move.dari,
                nama=settled.move.nama,
                profesi=kind,
                hari=days_text(short),
                ada=min(_on(left, day) for day in short),
                minimum=max(least[day] for day in short),
            )


def _induk_keeps(case: Case, kind: str) -> int:
    """What a puskesmas induk must keep of a profession."""
    policy = case.district.kebijakan.induk_minimum
    if kind in policy:
        return policy[kind]
    standard = case.standards.get("puskesmas.jenis_nakes")
    return int(standard is not None and isinstance(standard.nilai, tuple) and kind in standard.nilai)


@rule("ILP608", "Orang yang tidak boleh diusulkan pindah", message="{nama}: {sebab}")
def protected_person(case: Case) -> Iterator[Hit]:
    """Yang bertanda tetap, penanggung jawab klaster, dan status yang oleh kebijakan daerah terikat pada puskesmasnya.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, tetap: ya}
          - {nama: Sari, puskesmas: Suli, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}   #! ILP608

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: Ina, puskesmas: Suli, profesi: Bidan, tetap: ya}
          - {nama: Sari, puskesmas: Suli, profesi: Bidan}
        # usulan.yaml
        pindah:
          - {nama: Sari, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}

    Langkah: pilih orang lain, atau ubah tandanya di roster atau `kebijakan: status_tetap_di_puskesmas`.
    """
    fixed, closed = case.district.kebijakan.status_tetap_di_puskesmas, case.district.closed(case.pada)
    for settled in _moves(case):
        if settled.person is None or settled.dari is None or settled.ke is None:
            continue
        crossing = settled.dari[:2] != settled.ke[:2] and settled.dari[:2] not in closed
        bound = case.as_is.of(terikat).get(settled.person.path)
        reasons = (
            (bound is not None, bound.rinci if bound is not None else ""),
            (
                crossing and fixed_status(settled.person, fixed),
                f"status {settled.person.status or 'kosong'} tidak boleh pindah ke puskesmas lain menurut kebijakan",
            ),
        )
        for true, words in reasons:
            if true:
                yield _hit((*settled.move.path, "nama"), settled.move.dari, nama=settled.move.nama, sebab=words)


@rule(
    "ILP609",
    "Usulan untuk kabupaten lain",
    message="usulan ini disusun untuk {lain}, bukan {kabupaten}",
)
def other_district(case: Case) -> Iterator[Hit]:
    """Usulan yang tertukar antarkabupaten tidak cocok dengan satu unit pun.

    Salah usulan.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        # usulan.yaml
        kabupaten: Majene   #! ILP609
        pindah: []

    Benar usulan.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        # usulan.yaml
        kabupaten: Luwu
        pindah: []

    Langkah: pakai usulan kabupaten ini, atau susun usulan baru dengan
    `ilp plan staffing FOLDER [--roster BERKAS] -o usulan-baru.yaml`.
    """
    usulan = case.beside(Applied)
    name = case.district.kabupaten.nama
    if usulan is not None and not made_for(case.district, usulan.proposal.kabupaten):
        yield hit(("usulan", "kabupaten"), lain=usulan.proposal.kabupaten, kabupaten=name)


@rule(
    "ILP610",
    "Rekrutan untuk tahun di luar roadmap",
    message="{di}: tahap {tahun} tidak ada di roadmap; yang ada: {ada}",
)
def year_outside(case: Case) -> Iterator[Hit]:
    """Tabel kebutuhan formasi disusun menurut tahap; rekrutan untuk tahap yang tidak ada tidak dapat diusulkan.

    Salah usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas: []
        # usulan.yaml
        rekrut:
          - {profesi: bidan, jumlah: 1, tahun: 2030, di: {puskesmas: Suli, pustu: Cimpu}}   #! ILP610

    Benar usulan.yaml::

        # roadmap.yaml
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
        petugas: []
        # usulan.yaml
        rekrut:
          - {profesi: bidan, jumlah: 1, tahun: 2025, di: {puskesmas: Suli, pustu: Cimpu}}

    Langkah: tulis tahun tahap yang ada, atau tambahkan tahapnya di roadmap.
    """
    usulan, years = case.beside(Applied), case.district.years()
    for hire in usulan.proposal.rekrut if usulan is not None else ():
        if hire.tahun is not None and hire.tahun not in years:
            ada = daftar(map(str, years)) or "tidak ada"
            yield hit(("usulan", *hire.path, "tahun"), di=str(hire.di), tahun=hire.tahun, ada=ada)


RULES = (
    person_gone,
    unit_gone,
    already_there,
    hire_not_needed,
    person_ambiguous,
    person_twice,
    donor_below_minimum,
    protected_person,
    other_district,
    year_outside,
)
