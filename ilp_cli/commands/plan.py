"""ilp plan: the planners, each imported only when called."""

from __future__ import annotations

from ilp_cli.commands.shared import group_app

COMMANDS = {
    "staffing": "Usulkan perpindahan dan rekrutan agar lokus memenuhi minimum.",
}
"""The planners in the order a planner meets them, with their help in one line."""

app = group_app(COMMANDS, "ilp_cli.commands.plan_")


@app.callback()
def plan() -> None:
    """Susun usulan yang memenuhi standar, dengan bukti bahwa yang lebih sedikit tidak cukup.

    \b
    Contoh:
      ilp plan staffing examples/luwu --tahun 2025 -o usulan.yaml
    """  # noqa: D301
