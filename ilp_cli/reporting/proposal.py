"""The part on proposals: who would move, what must be recruited, and what that changes; else the command that asks."""

from __future__ import annotations

from ilp_cli.capabilities.areas.model.pembagian import Applied as Divided
from ilp_cli.capabilities.rollout.model.applied import AppliedRollout
from ilp_cli.capabilities.staffing.model.applied import Applied, MoveFault
from ilp_cli.capabilities.staffing.model.ukuran import UKURAN, signed
from ilp_cli.core.shell import command
from ilp_cli.core.weekdays import days_text
from ilp_cli.core.words import angka
from ilp_cli.district.angka import Angka as Hitungan
from ilp_cli.district.bukaan import AppliedDays
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import measurable, posyandu_states, pustu_states
from ilp_cli.law import configs
from ilp_cli.paper.tables import base_name
from ilp_cli.reporting.sections import FOLDER, columns, limited, number
from ilp_cli.reporting.values import Bagian, Baris, Sel, Tabel

_WHEN = ("sekarang", "usulan", "selisih")
_FAULTS = {
    MoveFault.NO_UNIT: "tidak: unit tidak terdaftar",
    MoveFault.NOBODY: "tidak: orangnya tidak ditemukan",
    MoveFault.SEVERAL: "tidak: namanya milik beberapa orang",
    MoveFault.ALREADY: "sudah terjadi",
    MoveFault.CLASH: "tidak: bentrok dengan baris lain",
}


def assumptions(case: Case) -> tuple[str, ...]:
    """What the figures of a report rest on that nobody has carried out yet."""
    words = []
    if usulan := case.beside(Applied):
        words.append(
            f"{usulan.moved} perpindahan dan {usulan.hired} rekrutan dari {base_name(usulan.proposal.file)} "
            "dianggap sudah jalan"
        )
    for kind, told in ((Divided, "pembagian wilayah"), (AppliedDays, "hari buka"), (AppliedRollout, "urutan tahap")):
        if case.beside(kind) is not None:
            words.append(f"usulan {told} dianggap sudah jalan")
    return tuple(words)


def proposal_part(case: Case) -> Bagian:
    """Moves, hires, and the figures before and after; without a proposal what is short and how to ask for one."""
    usulan = case.beside(Applied)
    if usulan is None:
        return _without(case)
    names = configs.professions().names
    moves = [
        Baris(
            sel=(
                Sel(settled.move.nama), Sel(names.get(settled.move.profesi, settled.move.profesi)),
                Sel(str(settled.move.dari)), Sel(str(settled.move.ke)),
                Sel(days_text(settled.move.hari) if settled.move.hari else "semua hari"),
                Sel("dapat", "baik") if settled.fault is None else Sel(_FAULTS[settled.fault], "buruk"),
            )
        )
        for settled in usulan.moves
    ]  # fmt: skip
    hires = [
        Baris(
            sel=(
                Sel(str(settled.hire.tahun) if settled.hire.tahun else "–"),
                Sel(names.get(settled.hire.profesi, settled.hire.profesi)),
                Sel(str(settled.hire.di)),
                number(settled.hire.jumlah, of=Hitungan("usulan_rekrut", settled.hire.path, settled.hire.profesi)),
                Sel("dapat", "baik") if settled.unit else Sel("tidak: unit tidak terdaftar", "buruk"),
            )
        )
        for settled in usulan.hires
    ]  # fmt: skip
    see = f"lihat {base_name(usulan.proposal.file)}"
    kept_moves, more_moves = limited(moves, see)
    kept_hires, more_hires = limited(hires, see)
    return Bagian(
        id="usulan",
        judul="Usulan tenaga",
        kalimat=(f"Usulan {base_name(usulan.proposal.file)}: {usulan.moved} orang pindah, {usulan.hired} direkrut.",),
        tabel=(
            _change(case),
            Tabel(
                id="tabel-pindah",
                judul=f"Diusulkan pindah ({len(moves)})",
                kolom=columns("Nama|Profesi|Dari|Ke|Hari|Dapat dijalankan"),
                baris=kept_moves,
                kosong="Tidak ada yang diusulkan pindah.",
                catatan=more_moves,
            ),
            Tabel(
                id="tabel-rekrut",
                judul=f"Diusulkan direkrut ({sum(item.hire.jumlah for item in usulan.hires)} orang)",
                kolom=columns("Tahap|Profesi|Untuk|#Orang|Dapat dijalankan"),
                baris=kept_hires,
                kosong="Tidak ada yang diusulkan direkrut.",
                catatan=more_hires,
            ),
        ),
    )


def _change(case: Case) -> Tabel:
    rows = []
    for key, item in UKURAN.items():
        old, new = item.total(case.as_is), item.total(case)
        now, then, change = (Hitungan("usulan_ukuran", jenis=f"{key} {when}") for when in _WHEN)
        tail = " (orang)" if item.satuan == "orang" else ""
        cells = (number(old, of=now), number(new, of=then), Sel(signed(new - old), "", change))
        rows.append(Baris(sel=(Sel(f"{item.judul}{tail}"), *cells)))
    return Tabel(
        id="tabel-usulan",
        judul="Sekarang dan menurut usulan",
        kolom=columns("Ukuran|#Sekarang|#Menurut usulan|#Selisih"),
        baris=tuple(rows),
    )


def _without(case: Case) -> Bagian:
    if not case.of(measurable):
        words = "Usulan tenaga belum dapat dibuat: tenaga belum dapat dihitung."
        return Bagian(id="usulan", judul="Usulan tenaga", kalimat=(words,))
    empty = sum(sum(state.kurang.values()) for state in case.of(pustu_states))
    empty += sum(state.kurang for state in case.of(posyandu_states))
    gaps = sum(bool(state.absences) for state in case.of(pustu_states))
    if not empty and not gaps:
        words = "Tidak ada pos kosong di pustu dan posyandu lokus menurut roster, jadi tidak ada yang perlu diusulkan."
        return Bagian(id="usulan", judul="Usulan tenaga", kalimat=(words,))
    words = (
        f"{angka(empty)} pos kosong dan {angka(gaps)} pustu dengan hari kosong. Laporan ini dibuat tanpa usulan. "
        "Perintah di bawah mencari siapa yang dapat dipindahkan dan berapa yang harus direkrut; hasilnya diberikan "
        "kepada laporan dengan --dengan usulan.yaml."
    )
    see = command("plan", "staffing", FOLDER, "-o", "usulan.yaml")
    return Bagian(id="usulan", judul="Usulan tenaga", kalimat=(words,), perintah=see)
