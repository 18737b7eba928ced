"""The door: names the subcommands, imports each only when called, and turns every ending into an exit status."""

from __future__ import annotations

import gc
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from ilp_cli.core.outcome import ExitStatus, Refusal
from ilp_cli.core.trouble import asked_for, trouble
from ilp_cli.core.version import __version__
from ilp_cli.planning.leaving import at_work
from ilp_cli.planning.patience import asked_to_end, called, heard_again
from ilp_cli.screen import progress, stream
from ilp_cli.screen.indonesian import Complaint, Subcommand, group_app, lazy_group, misuse

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from ilp_cli.district.district import District
    from ilp_cli.district.menurut import Jenis
    from ilp_cli.district.table import TableSpec

TASKS: dict[str, dict[str, Subcommand]] = {
    "Periksa": {
        "check": ("ilp_cli.checking.command", "Periksa roadmap dan roster terhadap minimum pustu."),
        "outlook": (
            "ilp_cli.capabilities.outlook.command",
            "Prakirakan kapan pustu lokus kekurangan tenaga, dan karena siapa.",
        ),
        "risk": (
            "ilp_cli.capabilities.risk.command",
            "Pustu mana jatuh di bawah minimum bila satu orang tidak hadir.",
        ),
        "services": (
            "ilp_cli.capabilities.services.command",
            "Layanan menurut siklus hidup: apa di mana, apa yang ada.",
        ),
        "readiness": (
            "ilp_cli.capabilities.readiness.command",
            "Kesiapan setiap lokus, dan apa yang belum diketahui.",
        ),
        "pws": ("ilp_cli.capabilities.pws.command", "Cakupan PWS tiap wilayah; siapa belum melapor."),
        "diff": (
            "ilp_cli.capabilities.diff.command",
            "Bandingkan dua rencana, arsip, atau satu rencana pada dua hari.",
        ),
    },
    "Rencanakan": {
        "plan": ("ilp_cli.cli:plan_app", "Usulkan perpindahan, rekrutan, jadwal dan wilayah, terbukti."),
        "why": ("ilp_cli.reasoning.command", "Mengapa suatu rencana mustahil, dan perbaikannya."),
        "apply": ("ilp_cli.applying.command", "Jadikan usulan yang disetujui baris roster, sejak hari SK-nya."),
    },
    "Cetak": {
        "export": ("ilp_cli.exporting.command", "Tulis rencana dan Lampiran SK sebagai workbook Excel."),
        "report": ("ilp_cli.reporting.command", "Laporan satu halaman untuk kepala dinas (HTML)."),
        "recap": ("ilp_cli.recapping.command", "Rekap banyak kabupaten di satu halaman."),
        "decree": ("ilp_cli.decreeing.command", "Tulis SK, nota mutasi atau surat ke desa sebagai Word."),
        "freeze": ("ilp_cli.freezing.command", "Bekukan Lampiran SK satu tahap seperti ditandatangani."),
        "verify": ("ilp_cli.verifying.command", "Apakah workbook atau arsip persis yang diberikan masukannya."),
        "trace": ("ilp_cli.tracing.command", "Dari mana angka ini: barisnya, aturannya, langkahnya."),
    },
    "Data": {
        "import": (
            "ilp_cli.capabilities.intake.command",
            "Jadikan berkas apa adanya roster kita; setiap keputusan dicatat.",
        ),
        "match": (
            "ilp_cli.capabilities.match.command",
            "Bandingkan register dan roster dengan daftar kementerian.",
        ),
        "template": ("ilp_cli.capabilities.roster.command", "Buat roster kosong untuk kabupaten ini."),
        "anonim": (
            "ilp_cli.capabilities.anonim.command",
            "Salin roster dengan nama dan nomor samaran, untuk dibagikan.",
        ),
        "init": ("ilp_cli.capabilities.start.command.init", "Buat folder rencana baru."),
        "schema": ("ilp_cli.capabilities.start.command.schema", "JSON Schema untuk roadmap.yaml."),
    },
    "Bantuan": {
        "rules": ("ilp_cli.manual.command.rules", "Daftar kode temuan."),
        "explain": ("ilp_cli.manual.command.explain", "Jelaskan satu kode temuan."),
        "standards": ("ilp_cli.manual.command.standards", "Standar yang berlaku pada suatu hari, dengan pasalnya."),
        "doctor": ("ilp_cli.manual.command.doctor", "Periksa pemasangan program."),
    },
}
"""Subcommands by task, in the order a planner meets them: where each lives, and its help in one line."""

PLANS: dict[str, Subcommand] = {
    "staffing": (
        "ilp_cli.capabilities.staffing.command",
        "Usulkan perpindahan dan rekrutan agar lokus memenuhi minimum.",
    ),
    "duty": ("ilp_cli.capabilities.duty.command", "Jadwal tugas pustu untuk satu bulan atau satu tahun."),
    "openings": ("ilp_cli.capabilities.openings.command", "Hari buka posyandu setahun, dengan pendampingnya."),
    "areas": ("ilp_cli.capabilities.areas.command", "Bagi blok tiap posyandu di antara kadernya."),
    "visits": ("ilp_cli.capabilities.visits.command", "Kunjungan rumah sebulan, kader demi kader."),
    "training": ("ilp_cli.capabilities.training.command", "Angkatan pelatihan kader dan nakes sebelum lokusnya mulai."),
    "rollout": ("ilp_cli.capabilities.rollout.command", "Puskesmas mana menjadi lokus di tahun mana, dan sebabnya."),
}
"""The planners, subcommands of `ilp plan`."""

_QUIET = re.compile(r"--quiet|-[a-z]*q[a-z]*")

COMMANDS = tuple(name for entries in TASKS.values() for name in entries)


def _version(value: bool) -> None:
    if value:
        stream.put(f"ilp {__version__}\n")
        raise typer.Exit


app = typer.Typer(
    cls=lazy_group(TASKS),
    name="ilp",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Status keluar: 0 tanpa kesalahan; 1 ada kesalahan; 2 salah pakai; 3 masukan tidak terbaca, atau "
    "memori atau batas sistem tidak cukup; 4 keluaran tidak tertulis; 70 kesalahan program; 130 dihentikan.",
)


def _tables() -> tuple[TableSpec, ...]:
    """The sheets of a roster, those of every capability among them; asked for by the few commands that want them."""
    from ilp_cli.registry import SHEETS_OF_ROSTER

    return SHEETS_OF_ROSTER


def _as_proposed(
    source: Path,
    roster: Path | None,
    dengan: Sequence[Path],
    *,
    pada: date | None,
    tahun: Sequence[int],
    jenis: Collection[Jenis] | None = None,
) -> District | Path:
    """A district as it would be with proposals; what reads them is imported where there are any."""
    if not dengan:
        return source
    from ilp_cli.checking.verb import as_proposed

    return as_proposed(source, roster, dengan, pada=pada, tahun=tahun, jenis=jenis)


@app.callback()
def ilp(
    context: typer.Context,
    version: bool = typer.Option(  # noqa: ARG001  # printed as it is read
        False, "--version", callback=_version, is_eager=True, help="Tampilkan versi, lalu selesai."
    ),
) -> None:
    """Rencanakan Integrasi Layanan Primer (ILP) di kabupaten/kota: periksa rencana, lalu cetak Lampiran SK.

    \b
    Contoh:
      ilp check examples/luwu
      ilp export examples/luwu --tahun 2024 -o rencana.xlsx
    """  # noqa: D301
    context.obj = _tables  # a capability may know no other, but template, import, anonim and schema serve them all
    context.meta["ilp.as_proposed"] = _as_proposed  # nor what reads a proposal, but many look at a district with one


plan_app = group_app({"Perintah": PLANS})


@plan_app.callback()
def plan() -> None:
    """Usulan, terbukti yang terbaik menurut urutan tujuannya; yang memutuskan tetap dinas.

    \b
    Contoh:
      ilp plan staffing examples/luwu --tahun 2025 -o usulan.yaml
      ilp plan duty examples/luwu --bulan 2025-03 -o jadwal.xlsx
    """  # noqa: D301


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run `ilp` and end the process with the status the run has earned."""
    stream.prepare()
    gc.disable()  # a run is short, and what it makes it keeps to its end
    # pydantic would search every installed package for plugins: 20 ms of each start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # The algebra library of numpy takes memory for each processor; nothing here is large enough to gain by them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = sys.argv[1:] if arguments is None else arguments
    with (
        called(),
        asked_to_end(),
        heard_again(),
        asked_for(),
        progress.shown(sys.stderr, quiet=any(map(_QUIET.fullmatch, words))),
    ):
        status = _run(words, debug="--debug" in words)
    if at_work():
        _leave(status)
    sys.exit(status)


def _leave(status: int) -> NoReturn:
    """End the process although a search that was left behind still goes on: Python itself would wait for it."""
    for told in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or there is none
            told.flush()
    os._exit(status)


def _run(words: list[str], *, debug: bool) -> int:
    try:
        status = _answered(words)
    except Complaint as error:
        for row in misuse(error):
            stream.notice(row)
        return ExitStatus.MISUSE
    except Refusal as error:
        stream.notice(f"ilp: {error}")
        return error.status
    except PermissionError as error:  # outputs are looked after where they are written: this was an input
        if debug or not error.filename:
            raise
        stream.notice(f"ilp: {Path(os.fsdecode(error.filename)).as_posix()}: tidak boleh dibaca (izin ditolak)")
        return ExitStatus.INPUT
    except (KeyboardInterrupt, typer.Abort):
        stream.notice("ilp: dihentikan")
        return ExitStatus.INTERRUPTED
    except Exception as error:
        if debug:
            raise
        return _unforeseen(error)
    if status == ExitStatus.INTERRUPTED:
        stream.notice("ilp: dihentikan")
    return status


def _answered(words: list[str]) -> int:
    """Run the command. Raises OutputBlocked where the command-line library itself could not write its answer.

    That library takes a file that ends too early for somebody who ends the program.
    """
    try:
        return int(app(words, prog_name="ilp", standalone_mode=False) or 0)
    except typer.Abort as error:
        raise error.__cause__ if isinstance(error.__cause__, EOFError) else error  # noqa: B904
    except OSError:
        stream.checked()
        raise


def _unforeseen(error: Exception) -> int:
    """An error that nobody has answered: what the computer lacks, or a bug of ours."""
    if words := trouble(error):
        stream.notice(f"ilp: {words}")
        return ExitStatus.INPUT
    return _fault()


def _fault() -> int:
    """Our own bug: one sentence, and a report without anybody's data (frames only, no values, no message)."""
    import tempfile  # a run that goes well does without
    import traceback

    kind, _, trace = sys.exc_info()
    name, frames = kind.__name__ if kind else "?", "".join(traceback.format_tb(trace))
    told = f"ilp_cli {__version__}, Python {sys.version.split()[0]}\n{frames}{name}\n"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="ilp-laporan-", suffix=".txt", delete=False, encoding="utf-8"
        ) as report:
            report.write(told)
            where = Path(report.name).as_posix()
    except OSError:
        where = f"\n{told}"
    stream.notice(
        f"ilp: kesalahan program ({name}); bukan salah berkas Anda. Kirim laporan ini kepada pengelola ilp_cli: {where}"
    )
    return ExitStatus.FAULT
