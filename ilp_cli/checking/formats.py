"""A report for programs: csv, GitHub annotations, JUnit and SARIF 2.1.0."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote

from ilp_cli.core.finding import Code, Finding, Severity, Waiver
from ilp_cli.core.masking import printable
from ilp_cli.core.rows import TABLES
from ilp_cli.rulebook.report import Report
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.text import ended

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def to_csv(report: Report, name: str) -> str:
    """One table of the report with its JSON columns."""
    return table_csv(TABLES[name], report.rows(name))


def to_github(report: Report) -> str:
    """Workflow commands that GitHub shows beside the lines of a change."""
    return "".join(_annotation(found) for found in (*report.findings, *report.waived))


def _annotation(found: Finding) -> str:
    place = found.place
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column,
        "title": found.code,
    }
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    cell = f"{place.sheet}!{place.cell}: " if place.cell else ""
    level = "notice" if found.waived else _GITHUB[found.severity]
    return f"::{level} {shown}::{_data(f'{cell}{_sentence(found)}')}\n"


def _sentence(found: Finding) -> str:
    """What was found, and what to do about it or why it is let be."""
    return f"{ended(found.message)} {f'Langkah: {found.remedy}' if found.waived is None else f'Ini {found.waived}'}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_junit(report: Report, codes: Sequence[Code]) -> str:
    """One test case per code: failed with its errors, else skipped if some are waived, else passed.

    Warnings and notes stand in its output, and so does what is waived.
    """
    every = (*report.findings, *report.waived)
    cases = [_case(code, [found for found in every if found.code == code.code]) for code in codes]
    failed = sum("<failure" in case for case in cases)
    skipped = sum("<skipped" in case for case in cases)
    head = f'tests="{len(cases)}" failures="{failed}" errors="0" time="0"'
    stamp = f"{report.pada.isoformat()}T00:00:00"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="ilp check" {head}>\n'
        f'  <testsuite name={_attribute(report.kabupaten)} {head} skipped="{skipped}" timestamp="{stamp}">\n'
        + "".join(cases)
        + "  </testsuite>\n</testsuites>\n"
    )


def _case(code: Code, found: Sequence[Finding]) -> str:
    name = _attribute(f"{code.code} {code.title}")
    errors = [item for item in found if item.severity is Severity.ERROR and not item.waived]
    others = [item for item in found if item not in errors]
    waived = [item for item in found if item.waived]
    body = ""
    if errors:
        message = _attribute(f"{len(errors)} kesalahan: {errors[0].message}")
        body += f'      <failure message={message} type="{code.code}">{_listing(errors)}</failure>\n'
    elif waived:
        body += f"      <skipped message={_attribute(f'{len(waived)} temuan {waived[0].waived}')}/>\n"
    if others:
        body += f"      <system-out>{_listing(others)}</system-out>\n"
    start = f'    <testcase classname="ilp.check" name={name} time="0"'
    return f"{start}>\n{body}    </testcase>\n" if body else f"{start}/>\n"


def _listing(found: Sequence[Finding]) -> str:
    rows = (printable(f"{item.place}: {_sentence(item)}") for item in found)
    return html.escape("\n".join(rows), quote=False)


def _attribute(text: str) -> str:
    """Text as a quoted XML attribute, without characters XML does not allow."""
    return f'"{html.escape(printable(text))}"'


def to_sarif(report: Report, codes: Sequence[Code], version: str) -> str:
    """SARIF 2.1.0, as code scanning reads it; a workbook cell is a logical location."""
    index = {code.code: number for number, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "ilp_cli",
                "version": version,
                "semanticVersion": version,
                "language": "id",
                "rules": [_sarif_rule(code) for code in codes],
            }
        },
        "language": "id",
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(found, index) for found in (*report.findings, *report.waived)],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return to_json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _sarif_rule(code: Code) -> dict[str, object]:
    return {
        "id": code.code,
        "name": code.title,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.page.why},
        "help": {"text": f"{code.page.why} Langkah: {code.page.remedy}"},
        "defaultConfiguration": {"level": _LEVEL[code.severity]},
    }


def _sarif_result(found: Finding, index: dict[str, int]) -> dict[str, object]:
    place = found.place
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.file, safe="/:")}}
    if place.line:
        column = {"startColumn": place.column} if place.column else {}
        physical["region"] = {"startLine": place.line, **column}
    location: dict[str, object] = {"physicalLocation": physical}
    if place.sheet:
        name = f"{place.sheet}!{place.cell}" if place.cell else place.sheet
        location["logicalLocations"] = [{"fullyQualifiedName": f"{place.file}:{name}", "name": name}]
    return {
        "ruleId": found.code,
        "ruleIndex": index[found.code],
        "level": _LEVEL[found.severity],
        "message": {"text": f"{ended(found.message)} Langkah: {found.remedy}"},
        "locations": [location],
        "properties": {"citation": found.citation, "rank": found.rank},
        **({"suppressions": [_suppression(found.waived)]} if found.waived else {}),
    }


def _suppression(waiver: Waiver) -> dict[str, object]:
    return {"kind": "external", "status": "accepted", "justification": str(waiver), "properties": waiver.row()}
