"""The lists of a month as one HTML file to print: a page for each kader, the recap of each posyandu, and the follow-up.

Nothing in it is fetched or run: no script, no picture, no address. Whatever a file said is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from ilp_cli.capabilities.visits.model.document import free_days, groups, reason, told_short
from ilp_cli.capabilities.visits.model.forms import Lembar, Rekap, rekap_head, weeks
from ilp_cli.capabilities.visits.model.planned import KaderRencana, Kunjungan, State
from ilp_cli.capabilities.visits.model.terms import result_words
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import HARI, romawi, tanggal
from ilp_cli.files.kinds import OWN_PAGE

_BLANK_ROWS = 6
"""Lines left blank on a follow-up list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPages:
    """How the pages are printed: whose they are, of which month, on which paper (its width and height)."""

    kabupaten: str
    periode: str
    kertas: Mapping[str, Any]
    status: Sequence[str] = ()


_STYLE = """
@page { size: %(lebar)smm %(tinggi)smm; margin: 12mm 12mm 12mm 18mm }
@page lebar { size: %(tinggi)smm %(lebar)smm; margin: 14mm 12mm 12mm 12mm }
* { box-sizing: border-box }
body { font-family: Arial, "Liberation Sans", sans-serif; font-size: 12pt; margin: 0; color: #000 }
section { break-after: page; padding: 6mm }
section.lebar { page: lebar }
h1 { font-size: 20pt; margin: 0 }
h2 { font-size: 13pt; margin: 6mm 0 2mm }
p { margin: 1mm 0 }
table { border-collapse: collapse; width: 100%% }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: 0.4mm solid #000; padding: 1.2mm 1.5mm; text-align: left; vertical-align: middle }
th { font-size: 9.5pt; text-align: center }
th.nama { text-align: left; border-left: 0; border-right: 0; border-top: 0 }
th.tindak { width: 32%% }
td.kotak { text-align: center; width: 13.5mm }
td.kotak i { display: inline-block; width: 7mm; height: 7mm; border: 0.6mm solid #000; vertical-align: middle }
td.id { font-size: 16pt; font-weight: bold; white-space: nowrap }
td.isi { width: 26mm }
td.kosong { height: 11mm }
tr.hari td { font-size: 14pt; font-weight: bold; border-top: 0.9mm solid #000; background: #eee }
tr.hari { break-after: avoid }
.segera { border: 0.9mm solid #000; padding: 2mm; font-weight: bold; margin: 3mm 0 }
.kecil { font-size: 10.5pt }
.kop { font-size: 11pt }
.utuh { white-space: nowrap; font-weight: bold }
.paraf { display: flex; justify-content: space-between; margin-top: 8mm; break-inside: avoid }
@media print { section { padding: 0 } section:last-child { break-after: auto } }
"""


def html(pages: Sequence[Lembar], how: HtmlPages) -> str:
    """The whole file."""
    style = _STYLE % {"lebar": how.kertas["lebar_mm"], "tinggi": how.kertas["tinggi_mm"]}
    title = escape(f"Kunjungan rumah {how.kabupaten}, {how.periode}")
    head = f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8">{OWN_PAGE}<title>{title}</title>'
    parts = [f"{head}<style>{style}</style></head><body>\n"]
    for page in pages:
        parts += (_kader(page, plan, how) for plan in page.kader)
        parts += (_recap(page, rekap, how) for rekap in page.rekap)
        if page.tindak_lanjut is not None:
            parts.append(_follow_up(page, how))
    return "".join([*parts, "</body></html>\n"])


def _kop(page: Lembar, how: HtmlPages, title: str, about: str) -> str:
    place = f"{escape(how.kabupaten)} · {escape(sebutan('puskesmas', page.puskesmas))}"
    place += f" · {escape(sebutan('posyandu', page.posyandu))}" if page.posyandu else ""
    return f'<p class="kop">{place}</p><h1>{escape(title)}</h1><p><b>{escape(about)}</b></p>'


def _kader(page: Lembar, plan: KaderRencana, how: HtmlPages) -> str:
    pustu = f" · lapor ke {sebutan('pustu', page.pustu)}" if page.pustu else ""
    running = f"{plan.kader.nama} · {sebutan('posyandu', page.posyandu)} · {how.periode}"
    parts = [
        "<section>",
        _kop(page, how, plan.kader.nama, f"Kunjungan rumah {how.periode}{pustu}"),
        *_told_at_once(plan),
        "<table><thead>",
        f'<tr><th class="nama" colspan="{len(result_words()) + 3}">{escape(running)}</th></tr>',
        "<tr><th>Keluarga</th><th>Sasaran dan sebab kunjungan</th>",
        *(f"<th>{escape(word)}</th>" for word in result_words()),
        "<th>Catatan, tanggal kembali</th></tr></thead><tbody>",
    ]
    days = plan.on()
    for day, visits in days.items():
        parts += _day(day, visits)
    if not days:
        parts.append(f'<tr><td colspan="{len(result_words()) + 3}">Tidak ada kunjungan yang jatuh bulan ini.</td></tr>')
    parts.append("</tbody></table>")
    parts += _below(plan)
    parts.append(
        '<div class="paraf"><span>Paraf kader: ……………………</span><span>Paraf nakes: ……………………</span></div></section>\n'
    )
    return "".join(parts)


def _told_at_once(plan: KaderRencana) -> Iterator[str]:
    ids = [visit.perlu.keluarga.id for visit in plan.kunjungan if visit.state is State.PUSTU]
    if ids:
        words = f"Tanda bahaya: {', '.join(ids)}. Beri tahu nakes hari ini juga; jangan menunggu hari kunjungan."
        yield f'<p class="segera">{escape(words)}</p>'


def _day(day: date, visits: Sequence[Kunjungan]) -> Iterator[str]:
    where = dict.fromkeys(visit.perlu.keluarga.blok.nama for visit in visits if visit.perlu.keluarga.blok is not None)
    words = f"{HARI[day.weekday()].capitalize()}, {tanggal(day)} · {', '.join(where)}"
    yield f'<tr class="hari"><td colspan="{len(result_words()) + 3}">{escape(words)}</td></tr>'
    for visit in visits:
        keluarga = visit.perlu.keluarga
        own = escape(groups(keluarga.kelompok))
        blok = keluarga.blok.nama if keluarga.blok is not None and len(where) > 1 else ""
        about = ". ".join(filter(None, [own, escape(blok), f"<b>{escape(reason(visit))}</b>"]))
        boxes = '<td class="kotak"><i></i></td>' * len(result_words())
        told = f'<td class="id">{escape(keluarga.id)}</td><td class="kecil">{about}</td>'
        yield f'<tr>{told}{boxes}<td class="isi"></td></tr>'


def _below(plan: KaderRencana) -> Iterator[str]:
    free = free_days(plan)
    if free:
        yield f'<p class="kecil">Hari yang dikosongkan: {escape(free)}.</p>'
    left = [visit.perlu.keluarga.id for visit in plan.kunjungan if visit.hari is None and visit.state is State.TIDAK]
    if left:
        yield f'<p class="kecil">Belum terjangkau bulan ini, dibicarakan dengan nakes: {escape(", ".join(left))}.</p>'
    if plan.kader.sempat:
        soon = "; ".join(f"{keluarga.id} (jatuh tempo {tanggal(day)})" for keluarga, day in plan.kader.sempat)
        yield f'<p class="kecil">Bila sempat: {escape(soon)}.</p>'


def _recap(page: Lembar, rekap: Rekap, how: HtmlPages) -> str:
    above, titles = rekap_head()
    spans = [(title, len(list(same))) for title, same in groupby(above)]
    parts = [
        '<section class="lebar">',
        _kop(
            page, how, "Form Rekapitulasi kunjungan rumah", f"{how.periode} · diisi setiap minggu, diserahkan ke nakes"
        ),
        '<table><thead><tr><th rowspan="2">Minggu ke</th>',
    ]
    parts += (f'<th colspan="{span}">{escape(title)}</th>' for title, span in spans)
    parts.append("</tr><tr>")
    parts += (f"<th>{escape(title)}</th>" for title in titles)
    parts.append("</tr></thead><tbody>")
    for number, days in enumerate(rekap.minggu, 1):
        cells = '<td class="kosong"></td>' * len(titles)
        parts.append(f"<tr><td><b>{romawi(number)}</b><br>{escape(weeks(days))}</td>{cells}</tr>")
    parts.append(f"<tr><td><b>Jumlah</b></td>{'<td class=kosong></td>' * len(titles)}</tr></tbody></table>")
    parts.append(f'<p class="kecil">Direncanakan bulan ini: {rekap.rencana} keluarga.</p></section>\n')
    return "".join(parts)


def _follow_up(page: Lembar, how: HtmlPages) -> str:
    title = f"Form Tindak Lanjut · {sebutan('pustu', page.pustu) if page.pustu else 'nakes puskesmas'}"
    status = " / ".join(how.status)
    parts = [
        '<section class="lebar">',
        _kop(page, how, title, f"{how.periode} · nakes pustu dan kader"),
        "<table><thead><tr><th>Posyandu</th><th>Keluarga</th><th>Blok, kader</th><th>Masalah</th>",
        f'<th class="tindak">Tindak lanjut</th><th>Waktu</th><th>Status ({escape(status)})</th></tr></thead><tbody>',
    ]
    for posyandu, who, visit in page.tindak_lanjut or ():
        cells = (posyandu, visit.perlu.keluarga.id, who, told_short(visit))
        shown = "".join(
            f"<td{' class=utuh' if number == 1 else ''}>{escape(cell)}</td>" for number, cell in enumerate(cells)
        )
        parts.append(f"<tr>{shown}{'<td></td>' * 3}</tr>")
    parts.append(("<tr>" + '<td class="kosong"></td>' * 7 + "</tr>") * _BLANK_ROWS)
    parts.append("</tbody></table></section>\n")
    return "".join(parts)
