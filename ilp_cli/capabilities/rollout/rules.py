"""ILP620 to ILP629: whether what the order rests on can be meant, and whether an order keeps to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ilp_cli.capabilities.rollout.model.applied import AppliedRollout
from ilp_cli.capabilities.rollout.model.problem import (
    WORDS,
    Calon,
    Problem,
    amount,
    batas_of,
    kebutuhan_of,
    problem,
)
from ilp_cli.capabilities.rollout.model.syarat import meant
from ilp_cli.core.finding import Path, Severity
from ilp_cli.core.names import normal
from ilp_cli.core.words import angka, daftar
from ilp_cli.district.case import Case
from ilp_cli.district.naming import unregistered
from ilp_cli.district.rollout import RESOURCES, Rollout
from ilp_cli.rulebook.rule import Hit, hit, rule


def _key(case: Case) -> Rollout:
    return case.district.rollout or Rollout()


@rule("ILP620", "Nama dalam rollout tidak dapat dipakai", message="{sebab}; {akibat}")
def strange_name(case: Case) -> Iterator[Hit]:
    """Kebutuhan dan urutan dipasangkan dengan puskesmas yang terdaftar. Yang tidak terdaftar tidak ikut direncanakan.

    Demikian juga kriteria di `kesiapan`: yang tidak dikenal, atau yang bukan untuk puskesmas, tidak ditanyakan.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}]
          puskesmas:
            - {nama: Sulli, jiwa: 12.000}   #! ILP620

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}]
          puskesmas:
            - {nama: Suli, jiwa: 12.000, sesudah: [Bajo]}

    Langkah: tulis nama seperti di daftar puskesmas, sekali saja; kode kriteria seperti di `ilp readiness`.
    """
    key = _key(case)
    first = {kebutuhan.path for kebutuhan in kebutuhan_of(key).values()}
    for kebutuhan in key.puskesmas:
        name, unit = kebutuhan.puskesmas, kebutuhan.puskesmas.unit
        left_out = "barisnya tidak dipakai"
        if unit is None:
            words = unregistered(case.district, name.nama)
            yield hit(name.path, sebab=words, akibat=left_out, puskesmas=name.nama)
        elif kebutuhan.path not in first:
            yield hit(name.path, sebab=f"{unit.nama} sudah disebut di atas", akibat=left_out, puskesmas=unit.nama)
        elif not unit.open_on(case.pada):
            yield hit(name.path, sebab=f"{unit.nama} sudah tutup", akibat=left_out, puskesmas=unit.nama)
        for before in kebutuhan.sesudah:
            if before.unit is None:
                words = unregistered(case.district, before.nama)
                yield hit(before.path, sebab=words, akibat="tidak ditunggu", puskesmas=name.nama)
            elif not before.unit.open_on(case.pada):
                yield hit(before.path, sebab=f"{before.nama} sudah tutup", akibat="tidak ditunggu", puskesmas=name.nama)
    for strange in case.of(meant)[1]:
        yield hit(strange.path, sebab=strange.sebab, akibat="tidak ditanyakan", kriteria=strange.kriteria)


@rule("ILP621", "Puskesmas saling menunggu", message="{siapa}; urutan ini tidak dipakai")
def cycle(case: Case) -> Iterator[Hit]:
    """Bila A sesudah B dan B sesudah A, tidak satu pun dapat dimulai. Tunggu-menunggu itu dikesampingkan.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}]
          puskesmas:
            - {nama: Suli, jiwa: 12.000, sesudah: [Bajo]}   #! ILP621
            - {nama: Bajo, jiwa: 9.000, sesudah: [Suli]}   #! ILP621

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}]
          puskesmas:
            - {nama: Suli, jiwa: 12.000, sesudah: [Bajo]}
            - {nama: Bajo, jiwa: 9.000}

    Langkah: hapus salah satu sesudah.
    """
    waits: dict[Path, list[tuple[Path, Path, str]]] = {}
    names: dict[Path, str] = {}
    for kebutuhan in kebutuhan_of(_key(case)).values():
        unit = kebutuhan.puskesmas.unit
        if unit is not None:
            names[unit.path] = unit.nama
            waits[unit.path] = [
                (before.unit.path, before.path, before.unit.nama) for before in kebutuhan.sesudah if before.unit
            ]
    for own, listed in waits.items():
        for before, path, _ in listed:
            came: dict[Path, Path] = {before: own}
            further = [before]
            for other in further:
                new = [target for target, *_ in waits.get(other, []) if target not in came]
                came |= dict.fromkeys(new, other)
                further += new
            if own in came:
                yield hit(path, siapa=_waiting(own, came, names))


def _waiting(own: Path, came: Mapping[Path, Path], names: Mapping[Path, str]) -> str:
    """Who waits for whom, all round; `came` says of each place by which one it was come to."""
    loop = [own]
    while (before := came[loop[-1]]) != own:
        loop.append(before)
    names_of_loop = [names[path] for path in (own, *reversed(loop[1:]))]
    if len(names_of_loop) == 1:
        return f"{names_of_loop[0]} menunggu dirinya sendiri"
    if len(names_of_loop) == 2:  # each for the other
        return f"{daftar(names_of_loop)} saling menunggu"
    following = [*names_of_loop[1:], names_of_loop[0]]
    return daftar(f"{name} menunggu {other}" for name, other in zip(names_of_loop, following, strict=True))


@rule(
    "ILP622",
    "Batas setahun belum diisi",
    message="tahun {tahun}: batas {apa} belum diisi, dianggap tidak terbatas; semuanya butuh {butuh}",
    severity=Severity.WARNING,
)
def no_limit(case: Case) -> Iterator[Hit]:
    """Tanpa batas, semua dapat menjadi lokus di tahun pertama; urutannya lalu tidak berarti.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout:
          tahun:
            - {tahun: 2027, tempat_latihan: 20, rekrut: }   #! ILP622
          puskesmas:
            - {nama: Suli, jiwa: 12.000, tempat_latihan: 8, rekrut: 3}

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout:
          tahun:
            - {tahun: 2027, tempat_latihan: 20, rekrut: 8}
          puskesmas:
            - {nama: Suli, jiwa: 12.000, tempat_latihan: 8, rekrut: 3}

    Langkah: isi batasnya; tulis 0 bila memang tidak ada.
    """
    if not _key(case).tahun:
        return
    asked = case.of(problem)
    needs = {
        resource: sum(calon.butuh[resource] for calon in asked.calon if calon.tetap is None) for resource in RESOURCES
    }
    unread = {misfit.place for misfit in case.district.misfits}
    for batas in batas_of(_key(case)):
        missing = [
            resource
            for resource in RESOURCES
            if needs[resource] and resource not in batas.batas and case.place((*batas.path, resource)) not in unread
        ]
        if missing:
            yield hit(
                batas.path, tahun=batas.tahun, apa=daftar(WORDS[resource] for resource in missing),
                butuh=daftar(amount(resource, needs[resource]) for resource in missing),
            )  # fmt: skip


@rule("ILP623", "Tahun rollout dua kali", message="tahun {tahun} sudah disebut di atas; baris ini tidak dipakai")
def year_twice(case: Case) -> Iterator[Hit]:
    """Setiap tahun punya satu baris batas; dari dua baris tidak jelas mana yang berlaku.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout:
          tahun:
            - {tahun: 2027, rekrut: 4}
            - {tahun: 2027, rekrut: 6}   #! ILP623

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout:
          tahun:
            - {tahun: 2027, rekrut: 4}
            - {tahun: 2028, rekrut: 6}

    Langkah: betulkan tahunnya, atau hapus salah satu.
    """
    key = _key(case)
    used = {batas.path for batas in batas_of(key)}
    for batas in key.tahun:
        if batas.path not in used:
            yield hit((*batas.path, "tahun"), tahun=batas.tahun)


@rule("ILP624", "Sasaran melebihi kabupaten", message="{sasaran}, padahal kabupaten ini {ada}")
def target_above(case: Case) -> Iterator[Hit]:
    """Sasaran yang lebih besar daripada kabupatennya tidak dapat dicapai; sebanyak yang ada yang dikejar.

    Salah::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4, jiwa: 150.000}]   #! ILP624
          puskesmas: [{nama: Suli, jiwa: 12.000, rekrut: 2}]

    Benar::

        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4, jiwa: 12.000}]
          puskesmas: [{nama: Suli, jiwa: 12.000, rekrut: 2}]

    Langkah: betulkan sasarannya, atau lengkapi puskesmas dan penduduknya.
    """
    key = _key(case)
    if not key.tahun:
        return
    asked = case.of(problem)
    count = len(asked.calon)
    for sasaran in case.district.sasaran:
        if isinstance(sasaran.puskesmas, int) and sasaran.puskesmas > count:
            words = f"sasaran {sasaran.tahun} menyebut {sasaran.puskesmas} puskesmas"
            yield hit((*sasaran.path, "puskesmas"), sasaran=words, ada=f"punya {count}")
    people = sum(calon.jiwa or 0 for calon in asked.calon)
    for batas in batas_of(key):
        if batas.jiwa is not None and batas.jiwa > people and not asked.tanpa_jiwa:
            words = f"sasaran {batas.tahun} menyebut {angka(batas.jiwa)} jiwa"
            yield hit((*batas.path, "jiwa"), sasaran=words, ada=f"berpenduduk {angka(people)} jiwa")


@rule("ILP625", "Urutan menyebut yang tidak dapat dipakai", message="{sebab}")
def strange_line(case: Case) -> Iterator[Hit]:
    """Setiap baris rollout.yaml memberi satu puskesmas terdaftar satu tahun dari rollout.

    Salah rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout: {tahun: [{tahun: 2027, rekrut: 4}]}
        # rollout.yaml
        urutan:
          - tahun: 2027
            puskesmas: [Sulli]   #! ILP625

    Benar rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        rollout: {tahun: [{tahun: 2027, rekrut: 4}]}
        # rollout.yaml
        urutan:
          - tahun: 2027
            puskesmas: [Suli]

    Langkah: betulkan nama atau tahunnya, atau susun urutan baru dengan `ilp plan rollout`.
    """
    order = case.beside(AppliedRollout)
    if order is None:
        return
    for strange in order.strange:
        yield hit(strange.path, sebab=f"{strange.sebab}; barisnya tidak dipakai", puskesmas=strange.puskesmas)
    years = {batas.tahun for batas in batas_of(_key(case.as_is))}
    for calon, start, path in _ordered(case, order):
        if start not in years:
            listed = daftar(map(str, sorted(years))) or "belum ada"
            words = f"{calon.nama}: {start} bukan tahun rollout ({listed}), batasnya tidak diketahui"
            yield hit(path, sebab=words, puskesmas=calon.nama)


def _ordered(case: Case, order: AppliedRollout) -> Iterator[tuple[Calon, int, Path]]:
    """The puskesmas an order moves, with their year and where it is told."""
    for calon in case.as_is.of(problem).calon:
        path = calon.puskesmas.path
        if path in order.starts:
            yield calon, order.starts[path], order.entries[path]


@rule(
    "ILP626", "Tahap yang sudah ditetapkan dipindah", message="{puskesmas} sudah ditetapkan untuk {lama}, bukan {baru}"
)
def decree_moved(case: Case) -> Iterator[Hit]:
    """Yang sudah ditetapkan dengan SK tidak dipindah oleh urutan baru; mengubahnya butuh SK perubahan.

    Salah rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2027, lokus: [{puskesmas: Suli, status: ditetapkan}]}]
        rollout: {tahun: [{tahun: 2027, rekrut: 4}, {tahun: 2028, rekrut: 4}]}
        # rollout.yaml
        urutan:
          - {tahun: 2028, puskesmas: [Suli]}   #! ILP626

    Benar rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2027, lokus: [{puskesmas: Suli, status: ditetapkan}]}]
        rollout: {tahun: [{tahun: 2027, rekrut: 4}, {tahun: 2028, rekrut: 4}]}
        # rollout.yaml
        urutan:
          - {tahun: 2027, puskesmas: [Suli]}

    Langkah: kembalikan ke tahun SK-nya, atau ubah dulu SK-nya.
    """
    order = case.beside(AppliedRollout)
    if order is None:
        return
    for urut, year in order.moved:
        yield hit(urut.path, puskesmas=urut.puskesmas, lama=year, baru=urut.tahun)
    for calon, start, path in _ordered(case, order):
        if calon.tetap is not None and calon.tetap != start:
            yield hit(path, puskesmas=calon.nama, lama=calon.tetap, baru=start)


@rule("ILP627", "Batas setahun terlampaui", message="{tahun}: butuh {butuh}, batas {batas}; oleh {oleh}")
def over_limit(case: Case) -> Iterator[Hit]:
    """Yang menjadi lokus dalam satu tahun bersama-sama tidak boleh butuh lebih daripada batas tahun itu.

    Salah rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}, {tahun: 2028, rekrut: 4}]
          puskesmas: [{nama: Suli, jiwa: 12.000, rekrut: 3}, {nama: Bajo, jiwa: 9.000, rekrut: 2}]
        # rollout.yaml
        urutan:
          - {tahun: 2027, puskesmas: [Suli, Bajo]}   #! ILP627

    Benar rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}, {tahun: 2028, rekrut: 4}]
          puskesmas: [{nama: Suli, jiwa: 12.000, rekrut: 3}, {nama: Bajo, jiwa: 9.000, rekrut: 2}]
        # rollout.yaml
        urutan:
          - {tahun: 2027, puskesmas: [Suli]}
          - {tahun: 2028, puskesmas: [Bajo]}

    Langkah: pindahkan sebagian ke tahun lain, atau naikkan batasnya di roadmap.yaml.
    """
    order = case.beside(AppliedRollout)
    if order is None:
        return
    asked = case.as_is.of(problem)
    for batas in batas_of(_key(case.as_is)):
        here = [(calon, path) for calon, start, path in _ordered(case, order) if start == batas.tahun]
        for resource, limit in batas.batas.items():
            needing = [(calon, path) for calon, path in here if calon.butuh[resource]]
            by_decree = [calon for calon in asked.calon if calon.tetap == batas.tahun and calon.butuh[resource]]
            every = [*by_decree, *(calon for calon, _ in needing)]
            need = sum(calon.butuh[resource] for calon in every)
            if needing and need > limit:
                told = daftar(f"{calon.nama} {_plain(resource, calon.butuh[resource])}" for calon in every)
                yield hit(needing[-1][1], tahun=batas.tahun, butuh=amount(resource, need),
                          batas=_plain(resource, limit), oleh=told)  # fmt: skip


def _plain(resource: str, number: int) -> str:
    return amount(resource, number) if resource == "anggaran" else angka(number)


@rule("ILP628", "Puskesmas terlalu awal dalam urutan", message="{puskesmas} pada {tahun}: {sebab}")
def too_early(case: Case) -> Iterator[Hit]:
    """Puskesmas yang belum siap, atau yang menunggu puskesmas lain, tidak dapat mendahuluinya.

    Belum siap: `siap` puskesmas itu, atau kriteria di `kesiapan` yang belum dinyatakan terpenuhi di lembar Kesiapan.

    Salah rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}, {tahun: 2028, rekrut: 4}]
          puskesmas: [{nama: Bajo, jiwa: 9.000, rekrut: 2, sesudah: [Suli]}]
        # rollout.yaml
        urutan:
          - {tahun: 2027, puskesmas: [Bajo]}   #! ILP628
          - {tahun: 2028, puskesmas: [Suli]}

    Benar rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        rollout:
          tahun: [{tahun: 2027, rekrut: 4}, {tahun: 2028, rekrut: 4}]
          puskesmas: [{nama: Bajo, jiwa: 9.000, rekrut: 2, sesudah: [Suli]}]
        # rollout.yaml
        urutan:
          - {tahun: 2027, puskesmas: [Suli]}
          - {tahun: 2028, puskesmas: [Bajo]}

    Langkah: mundurkan puskesmas ini, atau betulkan siap dan sesudah di roadmap.yaml.
    """
    order = case.beside(AppliedRollout)
    if order is None:
        return
    asked = case.as_is.of(problem)
    begun = _begun(asked, order)
    for calon, start, path in _ordered(case, order):
        waiting = calon.siap is not None and start < calon.siap
        why = [calon.kesiapan or f"siap baru {calon.siap}"] if waiting else []
        for other in calon.sesudah:
            before = asked.calon[other]
            when = begun.get(before.puskesmas.path)
            if when is None or when > start:
                why.append(f"harus sesudah {before.nama} ({when or 'belum punya tahun'})")
        if why:
            yield hit(path, puskesmas=calon.nama, tahun=start, sebab=daftar(why))


def _begun(asked: Problem, order: AppliedRollout) -> Mapping[Path, int]:
    """The year of each puskesmas, by decree or by the order."""
    by_decree = {calon.puskesmas.path: calon.tetap for calon in asked.calon if calon.tetap is not None}
    return {**order.starts, **by_decree}


@rule(
    "ILP629",
    "Sasaran belum tercapai menurut urutan",
    message="{sasaran}: {kenyataan}",
    severity=Severity.WARNING,
)
def short_of_target(case: Case) -> Iterator[Hit]:
    """Urutan yang belum mencapai sasaran boleh, asal diketahui: sasaran dan kecamatan yang tertinggal disebut di sini.

    Salah rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, kecamatan: Suli}, {nama: Bajo, kecamatan: Bajo}]
        rollout: {kecamatan: 2027, tahun: [{tahun: 2027, rekrut: 4}]}
        # rollout.yaml
        urutan:
          - {tahun: 2027, puskesmas: [Suli]}   #! ILP629

    Benar rollout.yaml::

        # roadmap.yaml
        kabupaten: {nama: Luwu}
        puskesmas: [{nama: Suli, kecamatan: Suli}, {nama: Bajo, kecamatan: Bajo}]
        rollout: {kecamatan: 2027, tahun: [{tahun: 2027, rekrut: 4}]}
        # rollout.yaml
        urutan:
          - {tahun: 2027, puskesmas: [Suli, Bajo]}

    Langkah: geser urutannya, atau tambah batas tahun yang menghalangi; `ilp plan rollout` menyebut yang mana.
    """
    order = case.beside(AppliedRollout)
    if order is None:
        return
    asked = case.as_is.of(problem)
    begun = _begun(asked, order)
    for year in asked.tahun:
        here = [calon for calon in asked.calon if begun.get(calon.puskesmas.path, 9999) <= year.tahun]
        late = [asked.calon[n].nama for n in sorted(year.wajib) if asked.calon[n] not in here]
        if late:
            yield hit((order.head,), sasaran=f"sasaran sampai {year.tahun}",
                      kenyataan=f"{len(late)} puskesmas belum menjadi lokus ({daftar(late)})")  # fmt: skip
        if len(here) < year.jumlah:
            yield hit((order.head,), sasaran=f"sasaran {year.tahun}: {year.jumlah} puskesmas",
                      kenyataan=f"baru {len(here)}")  # fmt: skip
        people = sum(calon.jiwa or 0 for calon in here)
        if not asked.tanpa_jiwa and people < year.jiwa:
            yield hit((order.head,), sasaran=f"sasaran {year.tahun}: {angka(year.jiwa)} jiwa",
                      kenyataan=f"baru {angka(people)}, kurang {angka(year.jiwa - people)}")  # fmt: skip
    if asked.kecamatan is not None:
        every = Counter(normal(calon.puskesmas.kecamatan or "") for calon in asked.calon)
        names = {normal(calon.puskesmas.kecamatan or ""): calon.puskesmas.kecamatan or "" for calon in asked.calon}
        reached = {
            normal(calon.puskesmas.kecamatan or "")
            for calon in asked.calon
            if begun.get(calon.puskesmas.path, 9999) <= asked.kecamatan
        }
        left = [names[key] for key in every if key and key not in reached]
        if left:
            yield hit((order.head,), sasaran=f"satu lokus setiap kecamatan sampai {asked.kecamatan}",
                      kenyataan=f"{len(left)} kecamatan belum ({daftar(left)})")  # fmt: skip


RULES = (
    strange_name,
    cycle,
    no_limit,
    year_twice,
    target_above,
    strange_line,
    decree_moved,
    over_limit,
    too_early,
    short_of_target,
)
