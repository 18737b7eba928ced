"""ilp plan: proposals that mend a plan, one subcommand each."""

from __future__ import annotations

import typer

from ilp_cli.commands.shared import lazy_group

PLANS = {
    "duty": "Jadwal tugas pustu untuk satu bulan atau satu tahun.",
}
"""What can be planned, with its help in one line."""

app = typer.Typer(
    cls=lazy_group(PLANS, "ilp_cli.commands.plan_{}"),
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def plan() -> None:
    """Usulan, terbukti yang terbaik menurut urutan tujuannya; yang memutuskan tetap dinas.

    \b
    Contoh:
      ilp plan duty examples/luwu --bulan 2025-03 -o jadwal.xlsx
    """  # noqa: D301
