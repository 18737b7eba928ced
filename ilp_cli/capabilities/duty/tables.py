"""The table Jadwal: a duty roster that is handed in, a file of its own with a column for each day of the month."""

from __future__ import annotations

from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.district.tables import PROFESI

JADWAL = TableSpec(
    "jadwal",
    "Jadwal",
    (
        ColumnSpec("nama", Holds.NAME, Privacy.REPLACED, "Nama seperti di roster.", required=True),
        ColumnSpec("profesi", Holds.CHOICE, Privacy.MASKED, "Profesi seperti di roster.", choices=PROFESI),
        ColumnSpec("pustu", Holds.PLACE, Privacy.MASKED, "Pustu, bila tidak tertulis di atas tabelnya."),
        ColumnSpec("puskesmas", Holds.PLACE, Privacy.MASKED, "Puskesmas, bila tidak tertulis di atas tabelnya."),
    ),
    beside=True,
)

TABLES = (JADWAL,)
