"""ilp why: which facts make a month impossible, and the smallest repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.areas.verb import WhyAreas, why_areas
from ilp_cli.capabilities.duty.verb import why as duty_why
from ilp_cli.capabilities.duty.verb.why import Why
from ilp_cli.capabilities.openings.verb import WhyOpenings, why_openings
from ilp_cli.capabilities.rollout.verb import WhyRollout, why_rollout
from ilp_cli.capabilities.staffing.verb import WhyHires, why_hires
from ilp_cli.capabilities.visits.screen import why_lines
from ilp_cli.capabilities.visits.verb.why import why_visit
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.shell import command
from ilp_cli.core.words import BULAN, daftar, tanggal
from ilp_cli.district.district import District
from ilp_cli.district.menurut import AsProposed
from ilp_cli.planning import screen as reasons
from ilp_cli.planning.conflict import Conflict
from ilp_cli.planning.patience import limit, listening
from ilp_cli.reading.usable import unread
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver, resting
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    BatasWaktu,
    Debug,
    Dengan,
    Pada,
    PathArgument,
    Quiet,
    RosterOption,
    Tahun,
    TextOrJson,
    format_option,
    parse_month,
)

app = command_app()

LIMIT = 60.0
"""Seconds the search may take where nobody says otherwise."""


@app.command(cls=IndonesianCommand)
def why(
    context: typer.Context,
    path: PathArgument,
    bulan: Annotated[
        date | None,
        typer.Option(
            "--bulan",
            metavar="BULAN",
            parser=parse_month,
            help="Bulan jadwal tugas, misalnya 2025-05.  [bawaan: mengapa harus merekrut]",
        ),
    ] = None,
    puskesmas: Annotated[
        str, typer.Option("--puskesmas", metavar="NAMA", help="Dengan --bulan atau --posyandu: hanya puskesmas ini.")
    ] = "",
    pustu: Annotated[str, typer.Option("--pustu", metavar="NAMA", help="Dengan --bulan: hanya pustu ini.")] = "",
    posyandu: Annotated[
        str,
        typer.Option("--posyandu", metavar="NAMA", help="Wilayah kader posyandu ini; dengan --bulan: hari bukanya."),
    ] = "",
    keluarga: Annotated[
        str, typer.Option("--keluarga", metavar="KODE", help="Dengan --bulan: mengapa keluarga ini tidak terjangkau.")
    ] = "",
    rollout: Annotated[
        bool, typer.Option("--rollout", help="Mengapa puskesmas tidak menjadi lokus lebih cepat; dengan --puskesmas.")
    ] = False,
    jadwal: Annotated[
        Path | None,
        typer.Option("--jadwal", metavar="BERKAS", help="Dengan --keluarga: jadwal tugas pustu bulan itu."),
    ] = None,
    roster: RosterOption = None,
    tahun: Tahun = None,
    pada: Pada = None,
    jarak_maks: Annotated[
        float | None,
        typer.Option("--jarak-maks", metavar="KM", min=0, help="Tanpa --bulan: paling jauh seseorang dipindahkan."),
    ] = None,
    keliling: Annotated[
        bool, typer.Option("--keliling", help="Tanpa --bulan: seseorang boleh membagi minggunya di dua unit.")
    ] = False,
    dengan: Dengan = None,
    batas_waktu: BatasWaktu = LIMIT,
    format_: Annotated[TextOrJson, format_option(TextOrJson)] = TextOrJson.TEXT,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Mengapa mustahil: fakta yang saling bertentangan, tidak satu pun berlebih, dan perbaikannya.

    Dengan --bulan: mengapa bulan itu tidak dapat dijadwalkan. Dengan --posyandu: mengapa wilayah kadernya tidak dapat
    lebih rata; dengan keduanya: mengapa hari bukanya bulan itu bergeser. Dengan --rollout: mengapa puskesmas tidak
    menjadi lokus lebih cepat, atau pada --tahun itu. Tanpa semuanya: mengapa rekrutan tidak terhindarkan.

    \b
    Contoh:
      ilp why examples/luwu --tahun 2025
      ilp why examples/luwu --bulan 2025-05 --pustu Cimpu --format json
      ilp why . --bulan 2025-03 --keluarga ML-037
      ilp why . --tahun 2025 --dengan usulan.yaml
      ilp why . --rollout --puskesmas Lampasio
    """  # noqa: D301
    until = limit(batas_waktu)
    in_one_piece = bool(keluarga)  # there is no best so far: Ctrl-C ends it at once
    with nullcontext() if in_one_piece else listening(until, lambda: stream.stopping(quiet=quiet)):
        as_proposed: AsProposed = context.meta[AS_PROPOSED]
        source = as_proposed(path, roster, dengan or (), pada=pada, tahun=() if rollout else tahun or ())
        if rollout:
            if bulan or pustu or posyandu or keluarga or jadwal or len(tahun or ()) > 1:
                raise Misuse(
                    "--rollout hanya dengan --puskesmas dan satu --tahun; tulis misalnya --rollout --puskesmas Bua"
                )
            order = why_rollout(
                source, roster=roster, pada=pada, puskesmas=puskesmas, tahun=tahun[0] if tahun else None,
                until=until,
            )  # fmt: skip
            _notices(order.planned.warnings, quiet=quiet)
            _give(format_, lambda: _order_lines(order), order.document, order.district)
            raise typer.Exit(order.exit_status())
        if posyandu:
            if pustu:
                raise Misuse("--posyandu dan --pustu menanyakan dua hal; sebut salah satunya")
            if bulan is not None:
                days = why_openings(
                    source, posyandu, (bulan.year, bulan.month), roster=roster, puskesmas=puskesmas, pada=pada,
                    until=until,
                )  # fmt: skip
                _notices(unread(days.district, leave=True), quiet=quiet)
                _give(format_, lambda: _opening_lines(days), days.document, days.district)
                raise typer.Exit(days.exit_status())
            areas = why_areas(
                source, (posyandu,), roster=roster, pada=pada, puskesmas=(puskesmas,) if puskesmas else (), until=until
            )
            _notices(unread(areas.district), quiet=quiet)
            _give(format_, lambda: _area_lines(areas), areas.document, areas.district)
            raise typer.Exit(areas.exit_status())
        if keluarga:
            if bulan is None or pustu:
                raise Misuse("--keluarga hanya dengan --bulan, tanpa --pustu; tulis misalnya --bulan 2025-03")
            visit = why_visit(
                source,
                keluarga,
                (bulan.year, bulan.month),
                puskesmas=puskesmas,
                roster=roster,
                jadwal=jadwal,
                pada=pada,
            )
            _notices(visit.planned.warnings, quiet=quiet)
            _give(
                format_,
                lambda: why_lines(visit.keluarga.id, visit.planned.periode, visit.kata, visit.cukup, visit.dasar),
                visit.document,
                visit.planned.district,
            )
            raise typer.Exit(visit.exit_status())
        if jadwal is not None:
            raise Misuse("--jadwal hanya untuk --keluarga")
        if bulan is None:
            if puskesmas or pustu:
                raise Misuse("--puskesmas dan --pustu hanya untuk --bulan; tulis misalnya --bulan 2025-05")
            hires = why_hires(
                source,
                roster=roster,
                pada=pada,
                tahun=tahun or (),
                jarak_maks=jarak_maks,
                keliling=keliling,
                until=until,
            )
            _notices(unread(hires.district), quiet=quiet)
            _give(format_, lambda: _hire_lines(hires), hires.document, hires.district)
            raise typer.Exit(hires.exit_status())
        answer = duty_why.why(source, bulan, roster=roster, tahun=tahun or (), puskesmas=puskesmas, pustu=pustu,
                              until=until)  # fmt: skip
        _notices(unread(answer.district, leave=True), quiet=quiet)
        _give(format_, lambda: _lines(answer), answer.document, answer.district)
        if answer.perkiraan:
            stream.notice(f"Tanggal libur ini masih perkiraan: {'; '.join(answer.perkiraan)}", quiet=quiet)
        raise typer.Exit(answer.exit_status())


def _notices(words: Sequence[str], *, quiet: bool) -> None:
    for notice in words:
        stream.notice(f"ilp: {notice}", quiet=quiet)


def _give(
    format_: TextOrJson,
    lines: Callable[[], Iterable[stream.Line]],
    document: Callable[[], Mapping[str, object]],
    district: District,
) -> None:
    """Deliver an answer that says below its head on which proposals it rests."""
    deliver(format_, lambda: resting(lines(), district.menurut), {TextOrJson.JSON: lambda: to_json(document())})


def _hire_lines(hires: WhyHires) -> list[stream.Line]:
    when = f"tahap {daftar(map(str, hires.tahun))}, keadaan per {tanggal(hires.pada)}"
    head = stream.line((hires.district.kabupaten.nama, "bold"), f" · rekrutan yang tidak terhindarkan · {when}")
    if hires.possible is None:
        return [head, _unknown()]
    if hires.possible:
        see = "" if hires.district.menurut else f"; lihat `{command('plan', 'staffing', *hires.district.typed)}`"
        words = f"semua lokus dapat memenuhi minimum tanpa merekrut{see}"
        return [head, stream.line(("mungkin: ", "bold green"), words)]
    told = reasons.conflict_lines(hires.conflicts, whole=hires.whole)
    return [head, *told, stream.line(), *_count(hires.conflicts)]


def _area_lines(areas: WhyAreas) -> list[stream.Line]:
    head = stream.line((areas.district.kabupaten.nama, "bold"), f" · wilayah kader · keadaan per {tanggal(areas.pada)}")
    if not areas.conflicts:
        words = "yang lebih rata belum ditemukan, dan belum terbukti tidak ada; lihat ilp plan areas"
        return [head, stream.line(("belum diketahui: ", "bold yellow"), words)]
    told = reasons.conflict_lines(areas.conflicts)
    return [head, *told, stream.line(), *_count(areas.conflicts)]


def _opening_lines(days: WhyOpenings) -> list[stream.Line]:
    month = f"{BULAN[days.bulan.month - 1]} {days.bulan.year}"
    head = stream.line((days.district.kabupaten.nama, "bold"), f" · hari buka posyandu · {month}")
    if days.possible is None:
        return [head, _unknown()]
    if not days.conflicts:
        words = f"{daftar(days.posyandu)} buka menurut iramanya, didampingi nakes"
        return [head, stream.line(("mungkin: ", "bold green"), words)]
    return [head, *reasons.conflict_lines(days.conflicts, whole=days.whole), stream.line(), *_count(days.conflicts)]


def _order_lines(order: WhyRollout) -> list[stream.Line]:
    years = daftar(str(year.tahun) for year in order.planned.plan.problem.tahun)
    head = stream.line((order.district.kabupaten.nama, "bold"), f" · urutan puskesmas {years}")
    could = [
        stream.line(("mungkin: ", "bold green"), f"{words}, tanpa kerugian menurut tujuan") for words in order.dapat
    ]
    if not order.conflicts and order.whole:
        nothing = stream.line(("mungkin: ", "bold green"), "yang ditanyakan sudah menjadi lokus pada tahun itu")
        return [head, *(could or [nothing])]
    return [head, *could, *reasons.conflict_lines(order.conflicts, whole=order.whole), stream.line(),
            *_count(order.conflicts)]  # fmt: skip


def _unknown() -> stream.Line:
    words = f"{reasons.UNFINISHED} Beri waktu lebih panjang dengan --batas-waktu"
    return stream.line(("belum diketahui: ", "bold yellow"), words)


def _count(conflicts: Sequence[Conflict]) -> list[stream.Line]:
    return [stream.line(f"{len(conflicts)} hal mustahil")]


def _lines(answer: Why) -> list[stream.Line]:
    month = f"{BULAN[answer.bulan.month - 1]} {answer.bulan.year}"
    head = stream.line((answer.district.kabupaten.nama, "bold"), f" · jadwal {month} · {answer.pustu} pustu lokus")
    if answer.possible is None:
        return [head, _unknown()]
    if answer.possible:
        words = "setiap hari layanan dapat dipenuhi minimumnya"
        return [head, stream.line(("mungkin: ", "bold green"), words)]
    lines = [head, *reasons.conflict_lines(answer.conflicts, whole=answer.whole), stream.line()]
    lines += [stream.line(("Dasar  : ", "dim"), words) for words in answer.dasar]
    return [*lines, *_count(answer.conflicts)]
