"""What is sent beside a decree: the nota dinas of accepted moves, and the letters to desa that must appoint kader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ilp_cli.capabilities.staffing.model.applied import Applied, SettledMove
from ilp_cli.core.masking import nip_grouped
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import BLANK, daftar, kalimat, tanggal
from ilp_cli.decreeing.isian import isian
from ilp_cli.decreeing.office import closing_block, unsigned, whose
from ilp_cli.decreeing.wording import Facts, Naskah, angka_huruf, blanks, filled, kop, strings
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import posyandu_states, pustu_states
from ilp_cli.district.office import office_of, words_of
from ilp_cli.law import configs
from ilp_cli.law.standard import Rank
from ilp_cli.paper.annex import closing
from ilp_cli.paper.document import Block, Fields, Grid, GridColumn, Labelled, Paragraph
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.templat import Isi

NOTA, SURAT = "nota-mutasi", "surat-desa"
_LABEL_MM = 28.0
_KADER = {"pustu": "pustu.kader", "posyandu": "posyandu.kader"}
"""The standard of kader for each kind of unit."""


def _known(case: Case, wording: Mapping[str, Any]) -> tuple[str, dict[str, str | None]]:
    """The kind of head of a letter of the dinas, and what is known of every one."""
    kabupaten, signatory = case.district.kabupaten, case.district.penandatangan
    jabatan = signatory.jabatan if signatory else None
    kind, head = whose(wording, jabatan, kabupaten)
    return kind, {
        **head,
        "kabupaten": kabupaten.sebutan,
        "tahun": daftar(map(str, case.years)),
        "tempat": kabupaten.ibu_kota,
        "pengirim": words_of(office_of(jabatan, kabupaten), kabupaten) if jabatan else None,
        "per": tanggal(case.pada),
    }


def _heading(texts: Mapping[str, str], facts: Facts) -> Fields:
    rows = (
        Labelled(label=label, body=(Paragraph(text=filled(text, facts), style="Isi Rapat"),))
        for label, text in texts.items()
    )
    return Fields(rows=tuple(rows), label_mm=_LABEL_MM)


def _heads(texts: Mapping[str, str], facts: Facts) -> Isi:
    """The same for a template."""
    return tuple({"label": label, "isi": filled(text, facts)} for label, text in texts.items())


def _lines(texts: Iterable[str], facts: Facts) -> tuple[str, ...]:
    return tuple(filled(text, facts) for text in texts)


def nota_mutasi(case: Case, usulan: Applied, edition: Edition) -> Naskah:
    """The nota dinas of the moves of a proposal that can be carried out, each person with NIP as the edition has it."""
    badan = edition.naskah["badan"]
    wording, (kind, facts) = badan["nota"], _known(case, badan)
    moves = [settled for settled in usulan.moves if settled.person is not None and not settled.fault]
    people = len({settled.person.path for settled in moves if settled.person})
    facts = {**facts, "jumlah_orang": f"{angka_huruf(people)} orang tenaga kesehatan"}
    head, of_head = kop(badan, kind, facts)
    signatory = case.district.penandatangan
    blocks: tuple[Block, ...] = (
        head,
        Paragraph(text=wording["judul"], style="Judul Jarak"),
        _heading(wording["kepala"], facts),
        *(Paragraph(text=filled(text, facts), style="Isi Awal") for text in wording["isi"]),
        _moves(moves, wording, edition.nip),
        *(Paragraph(text=filled(text, facts)) for text in wording["penutup"]),
        *closing_block(signatory, None, case.district.kabupaten, edition.nip),
    )
    left = len(usulan.moves) - len(moves)
    said = strings([wording["kepala"], wording["isi"], wording["penutup"]])
    signs = unsigned(signatory, None, case.district.kabupaten, edition.nip)
    notes = [f"{left} baris usulan tidak dapat dijalankan dan tidak dimuat; lihat ilp check --dengan"] if left else []
    return Naskah(
        judul=filled(wording["kepala"]["Hal"], facts),
        blocks=blocks,
        kosong=tuple(dict.fromkeys((*blanks(said, facts), *signs, *of_head))),
        catatan=tuple(notes),
        isian=isian(
            facts,
            head,
            closing(signatory, None, case.district.kabupaten, edition.nip),
            kepala=_heads(wording["kepala"], facts),
            isi=_lines(wording["isi"], facts),
            pindah=tuple(_told(moves, wording, edition.nip)),
            penutup=_lines(wording["penutup"], facts),
        ),
    )


def _told(moves: list[SettledMove], wording: Mapping[str, Any], nip: str) -> Iterator[Mapping[str, str]]:
    """The moves, each by the names of its columns."""
    professions = configs.professions().names
    for number, settled in enumerate(moves, 1):
        move, person = settled.move, settled.person
        own = person.nip if person else None
        digits = (nip_grouped(own.digits) if nip == "tampil" else str(own)) if own else BLANK
        yield {
            "no": str(number),
            "nama": person.nama if person else move.nama,
            "nip": "" if nip == "tanpa" else digits,
            "profesi": professions.get(move.profesi, move.profesi),
            "dari": str(move.dari),
            "ke": str(move.ke),
            "hari": days_text(move.hari) if move.hari else wording["semua_hari"],
        }


def _moves(moves: list[SettledMove], wording: Mapping[str, Any], nip: str) -> Grid:
    titles = wording["kolom"]
    shares = {"nomor": 9, "nama" if nip == "tanpa" else "nama_nip": 47, "profesi": 19, "dari": 23, "ke": 25, "hari": 16}
    columns = tuple(GridColumn(title=titles[key], weight=share, center=key == "nomor") for key, share in shares.items())
    rows = (
        (
            row["no"],
            row["nama"] if nip == "tanpa" else f"{row['nama']}\nNIP. {row['nip']}",
            *(row[name] for name in ("profesi", "dari", "ke", "hari")),
        )
        for row in _told(moves, wording, nip)
    )
    return Grid(columns=columns, rows=tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kurang:
    """A unit that lacks kader."""

    jenis: str
    unit: str
    puskesmas: str
    kecamatan: str | None
    desa: str | None
    ada: int
    minimum: int


def lacking(case: Case) -> dict[tuple[str, str], list[Kurang]]:
    """The units that lack kader as things stand, by their kecamatan and desa, in the order of the roadmap."""
    case = case.as_is
    kecamatan = {puskesmas.nama: puskesmas.kecamatan for puskesmas in case.district.puskesmas}
    short: list[Kurang] = []
    for pustu in case.of(pustu_states):
        if pustu.kurang["kader"]:
            known = {"ada": pustu.ada["kader"], "minimum": pustu.minimum["kader"]}
            short.append(_kurang("pustu", pustu.pustu, pustu.puskesmas, pustu.desa, kecamatan, **known))
    for post in case.of(posyandu_states):
        if post.kurang:
            known = {"ada": post.kader, "minimum": post.minimum}
            short.append(_kurang("posyandu", post.posyandu, post.puskesmas, post.desa, kecamatan, **known))
    by_desa: dict[tuple[str, str], list[Kurang]] = {}
    for unit in short:
        where = (
            (normal(unit.kecamatan or ""), normal(unit.desa)) if unit.desa else ("", f"{unit.puskesmas}: {unit.unit}")
        )
        by_desa.setdefault(where, []).append(unit)
    return by_desa


def _kurang(
    jenis: str,
    nama: str,
    puskesmas: str,
    desa: str | None,
    kecamatan: Mapping[str, str | None],
    *,
    ada: int,
    minimum: int,
) -> Kurang:
    return Kurang(
        jenis=jenis,
        unit=sebutan(jenis, nama),
        puskesmas=puskesmas,
        kecamatan=kecamatan.get(puskesmas),
        desa=desa,
        ada=ada,
        minimum=minimum,
    )


def letters(case: Case, edition: Edition) -> Iterator[Naskah]:
    """A letter for each desa that must appoint kader; none where none lacks any."""
    for units in lacking(case).values():
        yield _letter(case, units, edition)


def _letter(case: Case, units: list[Kurang], edition: Edition) -> Naskah:
    badan = edition.naskah["badan"]
    wording, (kind, facts) = badan["surat"], _known(case, badan)
    first, short = units[0], sum(unit.minimum - unit.ada for unit in units)
    facts = {
        **facts,
        "kepala_desa": _kepala(first.desa, badan["kepala_desa"]) if first.desa else None,
        "desa": first.desa,
        "kecamatan": f"Kecamatan {first.kecamatan}" if first.kecamatan else None,
        "unit_lokus": kalimat(daftar(dict.fromkeys(unit.unit for unit in units))),
        "kurang": f"{angka_huruf(short)} orang kader",
    }
    head, of_head = kop(badan, kind, facts)
    signatory, kabupaten = case.district.penandatangan, case.district.kabupaten
    place = f"{filled('{tempat}', facts)}, {BLANK}"
    columns = {"nomor": 8, "unit": 30, "puskesmas": 26, "ada": 14, "minimum": 14, "kurang": 12}
    centred = ("nomor", "ada", "minimum", "kurang")
    told = tuple(
        {
            "no": str(number),
            "unit": unit.unit,
            "puskesmas": unit.puskesmas,
            "ada": str(unit.ada),
            "minimum": str(unit.minimum),
            "kurang": str(unit.minimum - unit.ada),
        }
        for number, unit in enumerate(units, 1)
    )
    articles = tuple(_articles(case, units, wording))
    to = filled(wording["tujuan"], facts)
    blocks: tuple[Block, ...] = (
        head,
        Paragraph(text=place, style="Kanan"),
        _heading(wording["kepala"], facts),
        Paragraph(text=to, style="Kanan"),
        *(Paragraph(text=filled(text, facts)) for text in wording["isi"]),
        Grid(
            columns=tuple(
                GridColumn(title=wording["kolom"][key], weight=share, center=key in centred)
                for key, share in columns.items()
            ),
            rows=tuple(tuple(row.values()) for row in told),
        ),
        *(Paragraph(text=text) for text in articles),
        *(Paragraph(text=filled(text, facts)) for text in wording["penutup"]),
        *closing_block(signatory, None, kabupaten, edition.nip),
    )
    said = strings([wording["kepala"], wording["tujuan"], wording["isi"], wording["penutup"]])
    signs = unsigned(signatory, None, kabupaten, edition.nip)
    open_ = (*blanks(("{tempat}",), facts), "tanggal_surat", *blanks(said, facts), *signs, *of_head)
    return Naskah(
        judul=f"{filled(wording['kepala']['Hal'], facts)}: {facts['kepala_desa'] or BLANK}",
        blocks=blocks,
        kosong=tuple(dict.fromkeys(open_)),
        isian=isian(
            {**facts, "tujuan": to},
            head,
            closing(signatory, None, kabupaten, edition.nip),
            kepala=_heads(wording["kepala"], facts),
            isi=_lines(wording["isi"], facts),
            unit=told,
            dasar=articles,
            penutup=_lines(wording["penutup"], facts),
        ),
    )


def _kepala(desa: str, heads: Mapping[str, str]) -> str:
    """Who heads a village: by the word its name begins with, which is then not said twice."""
    word, _, rest = desa.strip().partition(" ")
    known = heads.get(normal(word)) if rest else None
    return f"{known} {rest.strip()}" if known else f"{heads['']} {desa}"


def _articles(case: Case, units: list[Kurang], wording: Mapping[str, Any]) -> Iterator[str]:
    """What asks for the kader, with its article, and its rank where it is not printed law."""
    for jenis in dict.fromkeys(unit.jenis for unit in units):
        standard = case.as_is.standards[_KADER[jenis]]
        minimum = next(unit.minimum for unit in units if unit.jenis == jenis)
        rank = "" if standard.rank is Rank.RESMI else f"; {standard.rank.value}"
        facts = {"minimum": angka_huruf(minimum), "dasar": f"{standard.citation}{rank}"}
        yield filled(wording["dasar"][_KADER[jenis]], facts)
