"""Who was looked at for a unit: the rows of the roster as they are told, and why somebody does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import mask_numbers
from ilp_cli.core.names import sebutan
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris
from ilp_cli.district.leave import known_leave
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.presence import Away, Looked, looked_at


def unit_words(case: Case) -> Mapping[Path, str]:
    """Every registered place in words: "pustu Cimpu (Suli)", "puskesmas Suli"."""
    words: dict[Path, str] = {}
    for puskesmas in case.district.puskesmas:
        words[puskesmas.path] = sebutan("puskesmas", puskesmas.nama)
        words |= {unit.path: f"{sebutan('pustu', unit.nama)} ({puskesmas.nama})" for unit in puskesmas.pustu}
        words |= {post.path: f"{sebutan('posyandu', post.nama)} ({puskesmas.nama})" for post in puskesmas.posyandu}
    return words


def people(case: Case, unit: Path, kind: str) -> Iterator[Baris]:
    """The rows that were looked at for a unit and a kind."""
    for looked in looked_at(case, unit, kind):
        row = looked.row
        yield Baris(
            nama=row.nama,
            keterangan=_about(case, row, kind, unit),
            place=row.place("nama"),
            dihitung=looked.counts,
            sebab=_note(case, row) if looked.counts else why_not(looked),
        )


def _about(case: Case, row: Petugas | Kader, kind: str, unit: Path) -> str:
    words = [kind]
    if isinstance(row, Petugas):
        words += [row.status] if row.status else []
        words += [f"NIP …{row.nip.last}"] if row.nip else []
    days = row.hari or case.district.days_of(unit)
    words.append(f"hari {days_text(days)}" if row.hari else "setiap hari layanan")
    return ", ".join([*words, f"di {case.of(unit_words).get(unit, '')}"])


def why_not(looked: Looked) -> str:
    """Why a row does not count, in words."""
    if looked.aside is not None:
        return looked.aside.value
    gone = Away.LEFT in looked.away  # its end was read off the same words
    return "; ".join(_away(looked.row, reason) for reason in looked.away if not (gone and reason is Away.OVER))


def _away(row: Petugas | Kader, reason: Away) -> str:
    if reason is Away.NOT_YET and row.mulai:
        return f"{reason.value}: baru mulai {tanggal(row.mulai)}"
    if reason is Away.OVER and row.sampai:
        return f"{reason.value}: sampai {tanggal(row.sampai)}"
    if reason is Away.RETIRED and isinstance(row, Petugas) and row.pensiun:
        return f"{reason.value}: sejak {row.pensiun.year}"  # the day tells the month of a birth
    if reason is Away.LEFT and row.pergi:
        since = f" sejak {tanggal(row.pergi.sejak)}" if row.pergi.sejak else ""
        return f"{reason.value}{since}: {row.pergi.kolom} menulis “{mask_numbers(row.pergi.kata)}”"
    if reason is Away.UNREAD:
        return f"{reason.value}: “{mask_numbers(row.hari_tugas)}”"
    return reason.value


def _note(case: Case, row: Petugas | Kader) -> str:
    """What is to be noted of somebody who counts: leave does not lower a minimum, and a doubtful going neither."""
    leave = case.of(known_leave).get(case.district.identities[row.path], ())
    current = next((cuti for cuti in leave if cuti.covers(case.pada)), None)
    if current is not None and current.dari and current.sampai:
        until = tanggal(current.sampai)
        return f"sedang cuti sampai {until}; tetap dihitung, sebab minimum menghitung siapa yang bertugas di unit"
    if row.pergi is not None and not row.pergi.pasti:
        return f"{row.pergi.kolom} menulis “{mask_numbers(row.pergi.kata)}”; belum pasti pergi, jadi tetap dihitung"
    return ""
