"""A report for programs: csv, GitHub annotations, JUnit and SARIF 2.1.0."""

from __future__ import annotations

import html
import os
import posixpath
import re
from collections.abc import Sequence
from urllib.parse import quote

from ilp_cli.core.finding import SEVERITY_WORDS, Code, Finding, Severity, Waiver
from ilp_cli.core.masking import printable
from ilp_cli.core.rows import TABLES
from ilp_cli.core.words import ended
from ilp_cli.rulebook.report import Report
from ilp_cli.screen.machine import COMMA, table_csv, to_json

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _weight(finding: Finding, *, strict: bool) -> Severity:
    """How much a finding weighs for the exit status: with --strict a warning is an error."""
    return Severity.ERROR if strict and finding.severity is Severity.WARNING else finding.severity


def to_csv(report: Report, name: str, pemisah: str = COMMA) -> str:
    """One table of the report with its JSON columns."""
    return table_csv(TABLES[name], report.rows(name), pemisah)


def to_github(report: Report, *, strict: bool = False) -> str:
    """Workflow commands that GitHub shows beside the lines of a change."""
    return "".join(_annotation(finding, strict=strict) for finding in (*report.findings, *report.waived))


def _annotation(finding: Finding, *, strict: bool) -> str:
    place = finding.place
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column,
        "title": finding.code,
    }
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    cell = f"{place.sheet}!{place.cell}: " if place.cell else ""
    level = "notice" if finding.waived else _GITHUB[_weight(finding, strict=strict)]
    return f"::{level} {shown}::{_data(f'{cell}{_sentence(finding)}')}\n"


def _sentence(finding: Finding) -> str:
    """What was found, and what to do about it or why it is let be."""
    reason = f"Langkah: {finding.remedy}" if finding.waived is None else f"Ini {finding.waived}"
    return f"{ended(finding.message)} {reason}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_junit(report: Report, codes: Sequence[Code], *, strict: bool = False) -> str:
    """One test case per code: failed with its errors, else skipped if some are waived, else passed.

    Warnings and notes stand in its output, and so does what is waived; with `strict` a warning is a failure.
    """
    every = (*report.findings, *report.waived)
    cases = [_case(code, [finding for finding in every if finding.code == code.code], strict=strict) for code in codes]
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


def _case(code: Code, findings: Sequence[Finding], *, strict: bool) -> str:
    name = _attribute(f"{code.code} {code.title}")
    counted = [finding for finding in findings if not finding.waived]
    errors = [finding for finding in counted if _weight(finding, strict=strict) is Severity.ERROR]
    others = [finding for finding in findings if finding not in errors]
    waived = [finding for finding in findings if finding.waived]
    body = ""
    if errors:
        warned = all(finding.severity is Severity.WARNING for finding in errors)
        weight = f"{SEVERITY_WORDS[Severity.WARNING]} (--strict)" if warned else SEVERITY_WORDS[Severity.ERROR]
        message = _attribute(f"{len(errors)} {weight}: {errors[0].message}")
        body += f'      <failure message={message} type="{code.code}">{_listing(errors)}</failure>\n'
    elif waived:
        body += f"      <skipped message={_attribute(f'{len(waived)} temuan {waived[0].waived}')}/>\n"
    if others:
        body += f"      <system-out>{_listing(others)}</system-out>\n"
    start = f'    <testcase classname="ilp.check" name={name} time="0"'
    return f"{start}>\n{body}    </testcase>\n" if body else f"{start}/>\n"


def _listing(findings: Sequence[Finding]) -> str:
    rows = (printable(f"{finding.place}: {_sentence(finding)}") for finding in findings)
    return html.escape("\n".join(rows), quote=False)


def _attribute(text: str) -> str:
    """Text as a quoted XML attribute, without characters XML does not allow."""
    return f'"{html.escape(printable(text))}"'


def to_sarif(report: Report, codes: Sequence[Code], version: str, *, strict: bool = False) -> str:
    """SARIF 2.1.0, as code scanning reads it; a workbook cell is a logical location and a property of its own.

    With `strict` the level of a warning is error, whatever the usual level of its rule.
    """
    index = {code.code: number for number, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "ilp_cli",
                "version": version,
                "semanticVersion": version,
                "informationUri": _ABOUT,
                "language": "id",
                "rules": [_sarif_rule(code) for code in codes],
            }
        },
        "language": "id",
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, index, strict=strict) for finding in (*report.findings, *report.waived)],
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


_ABOUT = "data:text/plain;charset=utf-8," + quote("ilp_cli: arti setiap kode tercetak dengan perintah ilp explain KODE")
"""Where to read about the program: a text of its own, for it has no page on the web."""
_LONG = re.compile(r"^[\\/]{2}[?.][\\/](UNC[\\/])?", re.IGNORECASE)
"""What Windows puts before a path that is longer than others."""
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def _uri(file: str) -> str:
    """A file as SARIF names it: relative as it was typed, or file:/// where its path is absolute, also on Windows."""
    file = _LONG.sub(lambda prefix: "//" if prefix[1] else "", file)
    windows = bool(_DRIVE.match(file)) or file.startswith(("\\\\", "//"))
    shown = file.replace("\\", "/") if windows or os.name == "nt" else file
    if not windows and not shown.startswith("/"):
        return quote(shown, safe="/")  # a colon in the first part would be read as a scheme
    shown = f"//{posixpath.normpath(shown).lstrip('/')}" if shown.startswith("//") else posixpath.normpath(shown)
    if shown.startswith("//"):
        return f"file:{quote(shown, safe='/')}"
    drive, rest = (shown[:2], shown[2:]) if windows else ("", shown)
    return f"file:///{drive}{quote(rest, safe='/')}" if drive else f"file://{quote(rest, safe='/')}"


def _sarif_result(finding: Finding, index: dict[str, int], *, strict: bool) -> dict[str, object]:
    place = finding.place
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line:
        column = {"startColumn": place.column} if place.column else {}
        physical["region"] = {"startLine": place.line, **column}
    location: dict[str, object] = {"physicalLocation": physical}
    if place.sheet:
        name = f"{place.sheet}!{place.cell}" if place.cell else place.sheet
        location["logicalLocations"] = [{"fullyQualifiedName": f"{place.file}:{name}", "name": name}]
        location["properties"] = {"sheet": place.sheet, "cell": place.cell}
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVEL[_weight(finding, strict=strict)],
        "message": {"text": f"{ended(finding.message)} Langkah: {finding.remedy}"},
        "locations": [location],
        "properties": {
            "citation": finding.citation,
            "rank": finding.rank,
            "sheet": place.sheet,
            "cell": place.cell,
            "puskesmas": finding.puskesmas,
            "pustu": finding.pustu,
            "posyandu": finding.posyandu,
            "tahun": finding.tahun,
        },
        **({"suppressions": [_suppression(finding.waived)]} if finding.waived else {}),
    }


def _suppression(waiver: Waiver) -> dict[str, object]:
    return {"kind": "external", "status": "accepted", "justification": str(waiver), "properties": waiver.row()}
