"""ILP150 to ILP154: whether an SK perubahan cites the decree it changes, in the right order of days and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.core.finding import Severity
from ilp_cli.core.names import maksud
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.roadmap import SK, Mengubah, Tahap, number_key
from ilp_cli.rulebook.rule import Hit, hit, rule


def _changing(case: Case) -> Iterator[tuple[Tahap, SK, Mengubah]]:
    """The stages of the years asked for whose decree changes another, with both."""
    for tahap in case.district.every_stage():
        if tahap.sk and tahap.sk.mengubah and tahap.tahun in case.years:
            yield tahap, tahap.sk, tahap.sk.mengubah


def _chain(case: Case, tahap: Tahap) -> tuple[Tahap, ...]:
    """Every version of a stage, the first decree first, of which this is one; only itself where it changes none."""
    for last in case.district.tahap:
        chain = (*case.district.terdahulu.get(last.path, ()), last)
        if any(version.path == tahap.path for version in chain):
            return chain
    return (tahap,)


def _cited(case: Case, tahap: Tahap, mengubah: Mengubah) -> Tahap | None:
    """The other stage whose decree has the number that is cited: of the same year before those of another."""
    number = number_key(mengubah.nomor)
    others = [
        other
        for other in case.district.every_stage()
        if number and other.path != tahap.path and other.sk and number_key(other.sk.nomor) == number
    ]
    return min(others, key=lambda other: other.tahun != tahap.tahun, default=None)


@rule("ILP150", "SK yang diubah tidak ada", message="SK perubahan tahap {tahun}: {sebab}")
def changes_nothing(case: Case) -> Iterator[Hit]:
    """SK perubahan mengubah SK yang ada di roadmap; tahap yang diubahnya tetap ditulis, di atasnya.

    Tanpa SK pertama, yang dihapus dan yang ditambah tidak dapat dibandingkan.

    Salah::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        tahap:
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-09-01
              mengubah: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}   #! ILP150
            lokus: [{puskesmas: Suli}]

    Benar::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}, {puskesmas: Bua}]
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-09-01
              mengubah: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]

    Langkah: betulkan nomornya, atau tulis tahap yang diubah di atas tahap ini, dengan SK dan lokusnya semula.
    """
    for tahap, _, mengubah in _changing(case):
        if not number_key(mengubah.nomor):
            yield hit(mengubah.path, tahun=tahap.tahun, sebab="nomor SK yang diubah belum ditulis")
            continue
        cited = _cited(case, tahap, mengubah)
        if cited is None:
            known = [
                other.sk.nomor
                for other in case.district.every_stage()
                if other.sk and other.sk.nomor and other.path < tahap.path
            ]
            own = tahap.sk is not None and number_key(tahap.sk.nomor) == number_key(mengubah.nomor)
            hint = "; itu nomor SK ini sendiri" if own else maksud(mengubah.nomor or "", known)
            words = f"SK yang diubah, “{mengubah.nomor}”, tidak ada di roadmap{hint}"
            yield hit((*mengubah.path, "nomor"), tahun=tahap.tahun, sebab=words)
        elif cited.tahun == tahap.tahun and len(_chain(case, tahap)) == 1:
            words = f"SK yang diubah, “{mengubah.nomor}”, ditulis di bawah tahap ini; urutkan menurut tanggalnya"
            yield hit((*mengubah.path, "nomor"), tahun=tahap.tahun, sebab=words)


@rule(
    "ILP151",
    "SK perubahan mendahului SK yang diubah",
    message="tahap {tahun}: SK perubahan bertanggal {tanggal}, sebelum {sebelum}",
)
def changed_before_decreed(case: Case) -> Iterator[Hit]:
    """Sebuah SK baru dapat diubah sesudah ditetapkan, dan perubahan kedua sesudah perubahan pertama.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-02-01   #! ILP151
              mengubah: {nomor: 400.7/12/DINKES/2025}
            lokus: [{puskesmas: Suli}]

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-09-01
              mengubah: {nomor: 400.7/12/DINKES/2025}
            lokus: [{puskesmas: Suli}]

    Langkah: cocokkan kedua tanggal dengan SK-nya.
    """
    for tahap, sk, mengubah in _changing(case):
        if sk.tanggal is None:
            continue
        chain = _chain(case, tahap)
        place = next(index for index, version in enumerate(chain) if version.path == tahap.path)
        dated = [(version.sk.tanggal, version.sk) for version in chain[:place] if version.sk and version.sk.tanggal]
        last, before = max(dated, key=lambda pair: pair[0], default=(sk.tanggal, sk))
        if last > sk.tanggal:
            words = f"{'SK perubahan' if before.mengubah else 'SK'} {before.nomor} ({tanggal(last)})"
        elif not dated and mengubah.tanggal and mengubah.tanggal > sk.tanggal:
            words = f"tanggal SK yang diubah ({tanggal(mengubah.tanggal)})"
        else:
            continue
        yield hit((*sk.path, "tanggal"), tahun=tahap.tahun, tanggal=tanggal(sk.tanggal), sebelum=words)


@rule(
    "ILP152",
    "Tanggal SK yang diubah berbeda",
    message="tahap {tahun}: SK {nomor} yang diubah disebut bertanggal {tanggal}, padahal di roadmap {ada}",
)
def cites_another_day(case: Case) -> Iterator[Hit]:
    """SK perubahan mengutip nomor dan tanggal SK pertama persis seperti yang ditetapkan.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-09-01
              mengubah: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-13}   #! ILP152
            lokus: [{puskesmas: Suli}]

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-09-01
              mengubah: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]

    Langkah: betulkan salah satunya menurut SK yang ditandatangani.
    """
    for tahap, _, mengubah in _changing(case):
        cited = _cited(case, tahap, mengubah)
        day = cited.sk.tanggal if cited and cited.sk else None
        if mengubah.tanggal and day and mengubah.tanggal != day:
            facts = {"nomor": mengubah.nomor, "tanggal": tanggal(mengubah.tanggal), "ada": tanggal(day)}
            yield hit((*mengubah.path, "tanggal"), tahun=tahap.tahun, **facts)


@rule(
    "ILP153",
    "Urutan perubahan meloncat",
    message="tahap {tahun}: tertulis perubahan ke-{ke}, padahal di roadmap ini perubahan ke-{urutan}",
)
def ordinal_skips(case: Case) -> Iterator[Hit]:
    """Perubahan pertama berjudul “Perubahan atas”, berikutnya “Perubahan Kedua atas”, dan seterusnya.

    Salah::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-09-01
              mengubah: {nomor: 400.7/12/DINKES/2025, ke: 3}   #! ILP153
            lokus: [{puskesmas: Suli}]

    Benar::

        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk:
              nomor: 400.7/40/DINKES/2025
              tanggal: 2025-09-01
              mengubah: {nomor: 400.7/12/DINKES/2025, ke: 1}
            lokus: [{puskesmas: Suli}]

    Langkah: tulis juga perubahan sebelumnya, atau betulkan ke.
    """
    for tahap, _, mengubah in _changing(case):
        chain = _chain(case, tahap)
        place = next(index for index, version in enumerate(chain) if version.path == tahap.path)
        if mengubah.ke is not None and place and mengubah.ke != place:
            yield hit((*mengubah.path, "ke"), tahun=tahap.tahun, ke=mengubah.ke, urutan=place)


@rule("ILP154", "SK perubahan mengutip SK yang keliru", message="tahap {tahun}: {sebab}", severity=Severity.ERROR)
def cites_the_wrong_one(case: Case) -> Iterator[Hit]:
    """Yang dikutip selalu SK pertama, bukan perubahan di antaranya; dan tahap yang diubah bertahun sama.

    Salah::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk: {nomor: 400.7/40/DINKES/2025, tanggal: 2025-09-01, mengubah: {nomor: 400.7/12/DINKES/2025}}
            lokus: [{puskesmas: Suli}, {puskesmas: Bua}]
          - tahun: 2025
            sk:
              nomor: 400.7/55/DINKES/2025
              tanggal: 2025-11-03
              mengubah: {nomor: 400.7/40/DINKES/2025, ke: 2}   #! ILP154
            lokus: [{puskesmas: Bua}]

    Benar::

        puskesmas: [{nama: Suli}, {nama: Bua}]
        tahap:
          - tahun: 2025
            sk: {nomor: 400.7/12/DINKES/2025, tanggal: 2025-03-03}
            lokus: [{puskesmas: Suli}]
          - tahun: 2025
            sk: {nomor: 400.7/40/DINKES/2025, tanggal: 2025-09-01, mengubah: {nomor: 400.7/12/DINKES/2025}}
            lokus: [{puskesmas: Suli}, {puskesmas: Bua}]
          - tahun: 2025
            sk:
              nomor: 400.7/55/DINKES/2025
              tanggal: 2025-11-03
              mengubah: {nomor: 400.7/12/DINKES/2025, ke: 2}
            lokus: [{puskesmas: Bua}]

    Langkah: kutip SK pertama; lokus yang bergeser ke tahun lain dihapus di sini dan ditulis di tahap barunya.
    """
    for tahap, _, mengubah in _changing(case):
        cited = _cited(case, tahap, mengubah)
        if cited is None or cited.sk is None:
            continue
        if cited.tahun != tahap.tahun:
            words = f"SK {mengubah.nomor} menetapkan tahap {cited.tahun}; yang mengubahnya juga bertahun {cited.tahun}"
        elif cited.sk.mengubah is not None:
            words = f"{mengubah.nomor} adalah SK perubahan; yang dikutip SK pertama, {cited.sk.mengubah.nomor}"
        else:
            continue
        yield hit((*mengubah.path, "nomor"), tahun=tahap.tahun, sebab=words)


RULES = (changes_nothing, changed_before_decreed, cites_another_day, ordinal_skips, cites_the_wrong_one)
