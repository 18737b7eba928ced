"""What one absence breaks, for the eye: the answer first, then each pustu, then the pool of each puskesmas."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.risk.model.pool import Pool
from ilp_cli.capabilities.risk.model.risk import Exposure, Risk
from ilp_cli.core.words import tanggal
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table

_NONE = "–"
_HEADER = "Puskesmas,Pustu,Tenaga,Ada,Rawan,Cuti tahunan,Melahirkan,Mundur,Sudah kurang,Bila tidak hadir".split(",")


def exposure_lines(risk: Risk) -> Iterator[Line]:
    """The whole answer; figures are service days of the calendar year."""
    broken, total = risk.pustu
    yield line("Satu orang tidak hadir membuat ", (f"{broken} dari {total}", "bold"), " pustu lokus di bawah minimum.")
    if not broken and not any(exposure.kurang for exposure in risk.exposures):
        return
    yield line()
    yield from table(_HEADER, [_row(exposure) for exposure in risk.exposures if exposure.rawan or exposure.kurang])
    yield line()
    yield from _legend(risk)
    if risk.pools:
        yield line()
        yield line(("Cadangan bersama terkecil tiap puskesmas", "bold"), ", bila satu orang tidak hadir")
        yield from table(("Puskesmas", "Tenaga", "Orang", "Untuk", ""), [_pool(pool) for pool in risk.pools])


def _newcomers(risk: Risk) -> Iterator[str]:
    """Since when each of those who have not yet served long enough may take yearly leave."""
    for newcomer in risk.baru:
        yield f"{newcomer.nama} sebelum {tanggal(newcomer.berhak)}"


def _row(exposure: Exposure) -> tuple[str, ...]:
    figures = (exposure.cuti_tahunan, exposure.cuti_melahirkan, exposure.mundur)
    return (
        exposure.puskesmas,
        exposure.pustu,
        exposure.kind,
        f"{exposure.ada} dari {exposure.minimum}",
        str(exposure.rawan) if exposure.rawan else _NONE,
        *(str(figure) if figure is not None and exposure.rawan else _NONE for figure in figures),
        str(exposure.kurang) if exposure.kurang else _NONE,
        ", ".join(exposure.orang) or _NONE,
    )


def _legend(risk: Risk) -> Iterator[Line]:
    yield line("Angka: hari layanan sepanjang tahun itu, tanpa hari libur.")
    yield line("Rawan: satu orang saja tidak hadir sudah di bawah minimum.")
    if risk.tahunan is not None:
        most = f"sampai {risk.tahunan} hari kerja"
        yield line(f"Cuti tahunan: di bawah minimum bila semua mengambil haknya ({most}), sebaik apa pun diatur.")
    if risk.baru:
        yield line(f"Belum berhak cuti tahunan (TMT pada NIP; tanpa NIP, mulai): {'; '.join(_newcomers(risk))}.")
    if risk.melahirkan is not None:
        months = f"{risk.melahirkan} bulan"
        if risk.melahirkan_lama is not None:
            months += f" (kondisi khusus: sampai {risk.melahirkan_lama} bulan)"
        yield line(f"Melahirkan: paling banyak, bila seorang perempuan cuti {months}; hanya kemungkinan.")
    yield line("Mundur: setahun, bila seorang berhenti tanpa pengganti. Cuti tidak dihitung untuk kader.")
    yield line("Tersedia: di atas minimum unitnya; puskesmas induk menahan induk_minimum, 1 bila tidak ditulis.")


def _pool(pool: Pool) -> tuple[str, ...]:
    return pool.puskesmas, pool.kind, str(pool.orang), f"{pool.hari} hari", pool.words
