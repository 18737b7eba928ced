"""The sheet Temuan."""

from __future__ import annotations

from collections.abc import Sequence

from ilp_cli.core.finding import SEVERITY_WORDS, Finding
from ilp_cli.paper.sheet import Cell, Page, Sheet, Value
from ilp_cli.paper.tables import WAIVED, Field, base_name, data_sheet


def findings_sheet(findings: Sequence[Finding], page: Page) -> Sheet:
    """Everything the check found, errors first; of what is waived the reason stands where the remedy would."""
    fields = [
        Field("Tingkat", 12), Field("Kode", 9), Field("Tempat", 26, "wrap"), Field("Temuan", 48, "wrap"),
        Field("Puskesmas", 18, "wrap"), Field("Pustu", 16, "wrap"), Field("Dasar", 30, "wrap"), Field("Pangkat", 9),
        Field("Langkah", 48, "wrap"),
    ]  # fmt: skip
    records: list[list[Value | Cell]] = [
        [
            WAIVED if item.waived else SEVERITY_WORDS[item.severity], item.code, base_name(str(item.place)),
            item.message, item.puskesmas, item.pustu, item.citation, item.rank,
            str(item.waived) if item.waived else item.remedy,
        ]
        for item in findings
    ]  # fmt: skip
    tab = "D55E00" if records else ""
    return data_sheet("Temuan", fields, records, page, tab=tab, nothing="Tidak ada temuan.")
