"""ilp plan: the planners, each imported only when called."""

from __future__ import annotations

from ilp_cli.commands.shared import group_app

PLANS = {
    "staffing": "Usulkan perpindahan dan rekrutan agar lokus memenuhi minimum.",
    "duty": "Jadwal tugas pustu untuk satu bulan atau satu tahun.",
}
"""The planners in the order a planner meets them, with their help in one line."""

app = group_app(PLANS, "ilp_cli.commands.plan_{}")


@app.callback()
def plan() -> None:
    """Usulan, terbukti yang terbaik menurut urutan tujuannya; yang memutuskan tetap dinas.

    \b
    Contoh:
      ilp plan staffing examples/luwu --tahun 2025 -o usulan.yaml
      ilp plan duty examples/luwu --bulan 2025-03 -o jadwal.xlsx
    """  # noqa: D301
