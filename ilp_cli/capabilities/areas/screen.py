"""A division for the eye: the load of each kader, who changes and why, and why it cannot be fairer."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.areas.model.division import AreaPlan, Division
from ilp_cli.capabilities.areas.model.places import Known, slip_sentence
from ilp_cli.capabilities.areas.model.problem import KK, piece_names
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import angka, daftar, ended, kalimat, tanggal
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table

_WHOLE = 6
"""Up to how many posyandu are told one by one; of more, a line each."""
_SHOWN = 30


def plan_lines(plan: AreaPlan) -> Iterator[Line]:
    """The whole plan on a screen or two; all of it is in wilayah.yaml."""
    summary = plan.summary
    yield line((f"Wilayah kerja kader {plan.district.kabupaten.nama}", "bold"), f" · keadaan per {tanggal(plan.pada)}")
    yield line()
    yield line(
        f"{summary['dibagi']} dari {summary['posyandu']} posyandu dibagi: {summary['blok']} blok, {summary['kk']} KK, "
        f"{summary['kader']} kader; {summary['kk_pindah']} KK berganti kader."
    )
    whose = "kebijakan daerah" if plan.told else "bawaan program; daerah menetapkannya dengan kebijakan: batas_ubah"
    yield line(f"Yang terberat boleh {plan.batas_ubah} % di atas yang paling rata supaya wilayah lama tetap ({whose}).")
    if len(plan.divisions) <= _WHOLE:
        for division in plan.divisions:
            yield line()
            yield from _division(division)
    else:
        yield line()
        yield from _recap(plan)
    if plan.undivided:
        yield line()
        for item in plan.undivided[:_SHOWN]:
            name = f"{item.problem.posyandu.nama} ({item.problem.puskesmas.nama})"
            yield line(("Tidak dibagi: ", "bold red"), f"{name}: {item.sebab}")
        yield from _more(len(plan.undivided))
    if plan.dihentikan:
        yield line()
        yield line(("Dihentikan: posyandu yang belum disebut di sini belum dibagi.", "bold yellow"))


def _division(division: Division) -> Iterator[Line]:
    problem = division.problem
    yield line((f"{kalimat(sebutan('posyandu', problem.posyandu.nama))} ({problem.puskesmas.nama})", "bold"))
    rows = [
        (area.kader.nama, ", ".join(block.nama for block in area.blocks), str(area.load), str(area.before))
        for area in division.areas
    ]
    yield from table(
        ("Kader", "Blok", problem.satuan if problem.satuan == KK else problem.satuan.capitalize(), "Kini"), rows
    )
    yield line(
        f"Terberat {division.heaviest} {problem.satuan}, rata-rata {angka(division.mean, 1)}: "
        f"{angka(division.ratio, 2)} kali rata-rata; paling rata {division.fairest}, boleh sampai {division.most}."
    )
    proof = ("Terbukti: ", "bold") if division.proven else ("Batas: ", "bold yellow")
    yield line(proof, f"{division.proof}.")
    yield line(_kept(division))
    for change in division.given_up[:_SHOWN]:
        giver = f"{change.dari.nama} → " if change.dari else ""
        kk = f" ({change.blok.kk} KK)" if change.blok.kk is not None else ""
        yield line(f"  {change.blok.nama}{kk}: {giver}{change.ke.nama}; {change.sebab}")
    yield from _more(len(division.given_up))
    if division.first_held:
        names = daftar(change.blok.nama for change in division.first_held[:_SHOWN])
        yield line(ended(f"  Belum ada pemegangnya sampai kini: {names}"))
    yield from _notes(division)
    yield line(f"{kalimat(division.one_more)}.")


def _kept(division: Division) -> str:
    if not division.moved:
        return "Tidak ada KK yang berganti kader."
    if division.settled:
        return f"{division.moved} KK berganti kader; lebih sedikit tidak mungkin dalam batas itu."
    least = f"paling sedikit {division.moved_least}" if division.moved_least else "batas bawahnya belum diketahui"
    return f"{division.moved} KK berganti kader; {least}, belum terbukti."


def _notes(division: Division) -> Iterator[Line]:
    problem = division.problem
    if problem.known is Known.NOTHING and len(problem.blocks) > 1:
        yield line("Catatan: tetangga dan letak blok tidak diketahui; blok mana pun dianggap boleh digabung.")
    if problem.pieces:
        yield line(
            f"Catatan: wilayahnya {len(problem.pieces)} bagian yang tidak bersambung, lebih banyak daripada kadernya: "
            f"{' | '.join(piece_names(problem))}. {_links(division)}."
        )
    for wrong in list(problem.wrong.values())[:_SHOWN]:
        yield line(ended(f"Catatan: letak {wrong.blok.nama} tidak dipakai: {slip_sentence(wrong)}"))
    if problem.unweighed and problem.satuan != "blok":
        names = daftar(block.nama for block in problem.unweighed[:_SHOWN])
        yield line(f"Catatan: jumlah KK {names} belum diisi atau tidak terbaca; dihitung 0.")
    elif problem.satuan == "blok":
        yield line("Catatan: jumlah KK belum diisi; dibagi menurut banyaknya blok.")
    for name in problem.namesakes:
        yield line(f"Catatan: beberapa kader bernama {name}; bedakan namanya di lembar Kader agar wilayah.yaml jelas.")
    for kader in division.idle:
        yield line(f"Catatan: {kader.nama} tanpa wilayah; kader lebih banyak daripada blok.")


def _links(division: Division) -> str:
    problem = division.problem
    pairs = [f"{problem.blocks[one].nama} dengan {problem.blocks[other].nama}" for one, other in problem.links[:_SHOWN]]
    known = all(problem.points[block] is not None for pair in problem.links for block in pair)
    how = "Masing-masing disambung ke yang terdekat" if known else "Letaknya tidak diketahui; dianggap bersambung"
    return f"{how}: {'; '.join(pairs)}"


def _recap(plan: AreaPlan) -> Iterator[Line]:
    rows = [
        (
            f"{division.problem.posyandu.nama} ({division.problem.puskesmas.nama})",
            str(len(division.areas)),
            str(len(division.problem.blocks)),
            f"{division.heaviest} {division.problem.satuan}",
            angka(division.ratio, 2),
            str(division.moved),
            "ya" if division.proven and division.settled else "belum",
        )
        for division in plan.divisions[:_SHOWN]
    ]
    yield from table(("Posyandu", "Kader", "Blok", "Terberat", "× rata-rata", "KK pindah", "Terbukti"), rows)
    yield from _more(len(plan.divisions))
    fair, kept = plan.summary["terbukti_rata"], plan.summary["terbukti_tetap"]
    yield line(f"Terbukti paling rata: {fair} posyandu; terbukti paling sedikit berganti kader: {kept}.")
    yield line("Satu posyandu selengkapnya: --posyandu NAMA.")


def _more(count: int) -> Iterator[Line]:
    if count > _SHOWN:
        yield line(f"… dan {count - _SHOWN} lagi; semuanya ada di wilayah.yaml dan --format json")
