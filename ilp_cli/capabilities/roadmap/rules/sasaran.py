"""ILP1xx: whether the stages keep what the roadmap promises for each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ilp_cli.capabilities.roadmap.rules.asked import stages_asked
from ilp_cli.core.names import maksud, near, normal
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import coverage
from ilp_cli.district.roadmap import Sasaran, Tahap
from ilp_cli.rulebook.rule import Hit, hit, rule


@rule(
    "ILP103",
    "Sasaran belum termuat di roadmap",
    message="{subjek}sasaran {tahun} menjanjikan {janji}, {kenyataan}",
)
def promise_not_kept(case: Case) -> Iterator[Hit]:
    """Sasaran yang diumumkan harus termuat di roadmap: tiap puskesmas yang dijanjikan punya tahun.

    Salah::

        sasaran: [{tahun: 2025, puskesmas: semua, dasar: RPJMD}]
        puskesmas:
          - nama: Suli
          - nama: Bajo   #! ILP103
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}

    Benar::

        sasaran: [{tahun: 2025, puskesmas: semua, dasar: RPJMD}]
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}
          - {tahun: 2025, lokus: [{puskesmas: Bajo}]}

    Langkah: masukkan puskesmas ini ke tahap sampai tahun sasaran, atau sesuaikan sasaran dengan dasarnya.
    """
    everything = case.years == case.district.years()
    for sasaran in case.district.sasaran:
        if everything or sasaran.tahun <= max(case.years):
            yield from _missing(case, sasaran)


def _missing(case: Case, sasaran: Sasaran) -> Iterator[Hit]:
    """What one promise still lacks: puskesmas by name, or a number where names are not known."""
    district = case.district
    stages = [tahap for tahap in district.tahap if tahap.tahun <= sasaran.tahun]
    cancelled = district.cancelled(case.pada)
    named = {
        puskesmas.path for tahap in stages for lokus in tahap.lokus if (puskesmas := lokus.puskesmas.unit) is not None
    } - cancelled
    unnamed = sum(tahap.target.puskesmas or 0 for tahap in stages if tahap.target and not tahap.lokus)
    promise = sasaran.puskesmas
    if isinstance(promise, int):
        if len(named) + unnamed < promise:
            yield _short(sasaran, f"{promise} puskesmas", promise, len(named) + unnamed)
        return
    wanted = [
        puskesmas
        for puskesmas in district.puskesmas
        if (promise == "semua" and puskesmas.open_on(date(sasaran.tahun, 12, 31)))
        or (promise != "semua" and any(normal(name) in puskesmas.names() for name in promise))
    ]
    likely = _likely(case, stages)
    left = [puskesmas for puskesmas in wanted if puskesmas.path not in named and normal(puskesmas.nama) not in likely]
    words = "semua puskesmas" if promise == "semua" else "puskesmas ini"
    if len(left) <= unnamed:
        return
    if unnamed:
        yield _short(sasaran, f"{words} ({len(wanted)})", len(wanted), len(wanted) - len(left) + unnamed)
        return
    for puskesmas in left:
        later = district.since.get(puskesmas.path)
        reality = "tetapi belum masuk tahap mana pun" if later is None else f"tetapi baru masuk tahap {later}"
        if puskesmas.path in cancelled:
            reality = f"tetapi penerapannya pada tahap {later} batal"
        facts = {"tahun": sasaran.tahun, "janji": words, "kenyataan": reality}
        yield hit((*puskesmas.path, "nama"), subjek=f"{puskesmas.nama}: ", puskesmas=puskesmas.nama, **facts)


def _likely(case: Case, stages: Iterable[Tahap]) -> frozenset[str]:
    """The puskesmas that a lokus of a name nobody knows most likely means: it is told at that name."""
    names = [puskesmas.nama for puskesmas in case.district.puskesmas]
    unknown = (lokus.puskesmas.nama for tahap in stages for lokus in tahap.lokus if lokus.puskesmas.unit is None)
    return frozenset(normal(meant) for name in unknown if (meant := near(name, names)))


def _short(sasaran: Sasaran, words: str, wanted: int, reached: int) -> Hit:
    reality = f"roadmap sampai {sasaran.tahun} baru memuat {reached}, kurang {wanted - reached}"
    return hit(sasaran.path, subjek="", tahun=sasaran.tahun, janji=words, kenyataan=reality)


@rule(
    "ILP104",
    "Target berbeda dari nama yang disebut",
    message="tahap {tahun}: target {jenis} {target}, yang disebut {ada}",
)
def target_differs(case: Case) -> Iterator[Hit]:
    """Angka dalam teks SK harus sama dengan jumlah nama di Lampiran.

    Puskesmas yang sudah lokus dan hanya menambah pustu atau posyandu boleh dihitung, boleh tidak.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2024
            target: {puskesmas: 9}   #! ILP104
            lokus: [{puskesmas: Suli}]

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2024
            target: {puskesmas: 1}
            lokus: [{puskesmas: Suli}]

    Langkah: lengkapi nama lokus, atau betulkan target.
    """
    for tahap in stages_asked(case):
        if tahap.target is None or not tahap.lokus or not case.district.text.whole((*tahap.path, "lokus")):
            continue
        for kind in ("puskesmas", "pustu", "posyandu"):
            target, there = getattr(tahap.target, kind), getattr(case.district.added[tahap.path], kind)
            named = len({key for lokus in tahap.lokus for sort, key in lokus.members() if sort == kind == "puskesmas"})
            if target is not None and target not in (there, named or there):
                yield hit((*tahap.path, "target", kind), tahun=tahap.tahun, jenis=kind, target=target, ada=there)


@rule(
    "ILP109",
    "Tahun tahap berulang atau tidak berurutan",
    message="{masalah}",
)
def years_out_of_order(case: Case) -> Iterator[Hit]:
    """Cakupan kumulatif dan urutan Lampiran mengikuti urutan tahap; tiap tahun satu tahap.

    Salah::

        tahap:
          - {tahun: 2025, target: {puskesmas: 13}}
          - {tahun: 2024, target: {puskesmas: 9}}   #! ILP109

    Benar::

        tahap:
          - {tahun: 2024, target: {puskesmas: 9}}
          - {tahun: 2025, target: {puskesmas: 13}}

    Langkah: urutkan tahap menurut tahun dan gabungkan yang tahunnya sama; SK perubahan menulis mengubah di sk-nya.
    """
    seen: list[int] = []
    for tahap in case.district.tahap:
        year, last = tahap.tahun, max(seen, default=0)
        if year <= last and year in case.years:
            words = f"tahun {year} ditulis dua kali" if year in seen else f"tahap {year} ditulis sesudah tahap {last}"
            yield hit((*tahap.path, "tahun"), masalah=words)
        seen.append(year)


@rule(
    "ILP117",
    "Sasaran menyebut puskesmas yang tidak terdaftar",
    message="sasaran {tahun} menyebut “{nama}”, yang tidak ada di daftar puskesmas{maksud}",
)
def promise_unknown(case: Case) -> Iterator[Hit]:
    """Janji untuk puskesmas yang tidak terdaftar tidak pernah dapat diperiksa.

    Salah::

        sasaran:
          - {tahun: 2025, puskesmas: [Sulii]}   #! ILP117
        puskesmas: [{nama: Suli}]

    Benar::

        sasaran:
          - {tahun: 2025, puskesmas: [Suli]}
        puskesmas: [{nama: Suli}]
        tahap:
          - {tahun: 2025, lokus: [{puskesmas: Suli}]}

    Langkah: betulkan nama puskesmas di sasaran.
    """
    names = [puskesmas.nama for puskesmas in case.district.puskesmas]
    for sasaran in case.district.sasaran:
        if isinstance(sasaran.puskesmas, tuple):
            for index, name in enumerate(sasaran.puskesmas):
                if case.district.find(name) is None:
                    path = (*sasaran.path, "puskesmas", index)
                    yield hit(path, tahun=sasaran.tahun, nama=name, maksud=maksud(name, names))


@rule(
    "ILP119",
    "Target melebihi jumlah puskesmas",
    message="target sampai tahap {tahun} menjadi {ada} puskesmas, padahal yang terdaftar {total}",
)
def target_beyond_register(case: Case) -> Iterator[Hit]:
    """Cakupan tidak dapat melebihi jumlah puskesmas; salah satu angkanya pasti keliru.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - {tahun: 2024, target: {puskesmas: 30}}   #! ILP119

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - {tahun: 2024, target: {puskesmas: 1}}

    Langkah: lengkapi daftar puskesmas, atau betulkan target.
    """
    for row in coverage(case.district, case.years, case.pada):
        total = row.puskesmas_total
        if total and row.puskesmas_kumulatif > total:
            stages = [tahap for tahap in case.district.tahap if tahap.tahun == row.tahun and tahap.target]
            for tahap in stages[:1]:
                path = (*tahap.path, "target", "puskesmas")
                yield hit(path, tahun=row.tahun, ada=row.puskesmas_kumulatif, total=total)


@rule("ILP124", "Sasaran satu tahun ditulis dua kali", message="sasaran {tahun} sudah ditulis di baris {baris}")
def promise_twice(case: Case) -> Iterator[Hit]:
    """Dua janji untuk satu tahun tidak dapat sama-sama dipegang; tulis yang berlaku saja.

    Salah::

        sasaran:
          - {tahun: 2025, puskesmas: 2}
          - {tahun: 2025, puskesmas: 1}   #! ILP124
        tahap:
          - {tahun: 2025, target: {puskesmas: 2}}

    Benar::

        sasaran:
          - {tahun: 2025, puskesmas: 2}
        tahap:
          - {tahun: 2025, target: {puskesmas: 2}}

    Langkah: hapus yang tidak berlaku, atau betulkan tahunnya.
    """
    first: dict[int, Sasaran] = {}
    for sasaran in case.district.sasaran:
        earlier = first.setdefault(sasaran.tahun, sasaran)
        if earlier.puskesmas != sasaran.puskesmas:
            yield hit((*sasaran.path, "tahun"), tahun=sasaran.tahun, baris=case.place((*earlier.path, "tahun")).line)


RULES = (
    promise_not_kept,
    target_differs,
    years_out_of_order,
    promise_unknown,
    target_beyond_register,
    promise_twice,
)
