"""What a roster and `why` say of days that stay open is so: companions elsewhere, one place a day, no days at all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ilp_cli.capabilities.duty.screen import duty_lines
from ilp_cli.capabilities.duty.verb.plan import PlannedDuty, plan_duty
from ilp_cli.capabilities.duty.verb.why import why
from ilp_cli.checking.verb import check
from ilp_cli.screen.stream import plain
from tests.plans import plan

MONDAY = date(2025, 3, 3)
ROADMAP = """\
kabupaten: {nama: Luwu}
roster: .
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu}]
    posyandu: [{nama: Melati, pustu: Buntu, hari_buka: selasa ke-2, pendamping: [{nama: Ina, dari: pustu Cimpu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [LOKUS], posyandu: [Melati]}]}]
"""
STAFF = "nama,nik,puskesmas,pustu,profesi,hari_tugas\n"
KADER = "nama,nik,puskesmas,pustu\nAni,,Suli,Cimpu\nTuti,,Suli,Cimpu\n"


def folder(tmp_path: Path, *staff: str, more: str = "", lokus: str = "Cimpu", kader: str = KADER) -> Path:
    petugas = STAFF + "".join(f"{row}\n" for row in staff)
    return plan(tmp_path / "suli", ROADMAP.replace("LOKUS", lokus) + more, petugas_csv=petugas, kader_csv=kader)


def planned(place: Path) -> PlannedDuty:
    return plan_duty(place, bulan=(2025, 3))


def reasons(made: PlannedDuty, pustu: str, kind: str) -> list[str]:
    rows: Any = made.document()["kurang"]
    return [row["sebab"] for row in rows if (row["pustu"], row["jenis"]) == (pustu, kind)]


@pytest.mark.parametrize("weekdays", ["", '"Senin, Selasa, Rabu, Kamis, Jumat"'])
def test_who_goes_with_a_posyandu_elsewhere_is_not_said_to_be_off_duty(tmp_path: Path, weekdays: str) -> None:
    place = folder(tmp_path, f"Ina,,Suli,Cimpu,Bidan,{weekdays}", "Rosi,,Suli,Cimpu,Bidan,Senin",
                   "Yusuf,,Suli,Cimpu,Perawat,", "Umar,,Suli,Cimpu,Perawat,")  # fmt: skip
    assert [told for told in reasons(planned(place), "Cimpu", "bidan") if "Melati" in told] == [
        "1 hari kekurangan bidan karena Ina mendampingi posyandu Melati dan Rosi di luar hari atau masa tugasnya"
    ]
    (conflict,) = [told for told in why(place, MONDAY).conflicts if "pustu Cimpu (Suli), 11 Maret 2025" in told.subject]
    facts = {fact.kind: fact.text for fact in conflict.facts}
    assert facts["pendamping"] == "Ina mendampingi posyandu Melati 11 Maret 2025"
    assert facts["hari_tugas"] == "Rosi bertugas hanya hari senin"


def test_days_of_the_week_that_change_within_a_month_are_told_with_their_time(tmp_path: Path) -> None:
    nik = "7317014501850001"
    place = folder(tmp_path, f"Ina,{nik},Suli,Cimpu,Bidan,", f"Ina,{nik},Suli,Cimpu,Bidan,Senin",
                   f"Ina,{nik},Suli,Cimpu,Bidan,Jumat", "Umar,,Suli,Cimpu,Perawat,")  # fmt: skip
    times = ("mulai,sampai", "2025-03-17,2025-03-21", ",2025-03-14", "2025-03-22,", ",")
    lines = (place / "petugas.csv").read_text(encoding="utf-8").splitlines()
    dated = "".join(f"{line},{time}\n" for line, time in zip(lines, times, strict=True))
    (place / "petugas.csv").write_text(dated, encoding="utf-8")
    (conflict,) = (told for told in why(place, MONDAY).conflicts if "4–7" in told.subject)
    assert [fact.text for fact in conflict.facts if fact.kind == "hari_tugas"] == [
        "Ina bertugas hari senin sampai 14 Maret 2025, setiap hari mulai 17 Maret 2025 sampai 21 Maret 2025 dan "
        "hari jumat mulai 22 Maret 2025"
    ]


def test_the_times_of_somebody_are_told_in_their_order(tmp_path: Path) -> None:
    ina, umar = "Ina,7317014501850001,Suli,Cimpu,Bidan", "Umar,7317014501860002,Suli,Cimpu,Perawat"
    place = folder(tmp_path, f"{ina},Jumat,2025-03-17,", f"{ina},Senin,,2025-03-14",
                   f"{umar},,2025-03-24,", f"{umar},,,2025-03-07")  # fmt: skip
    table = (place / "petugas.csv").read_text(encoding="utf-8").replace("hari_tugas", "hari_tugas,mulai,sampai", 1)
    (place / "petugas.csv").write_text(table, encoding="utf-8")
    facts = [fact for conflict in why(place, MONDAY).conflicts for fact in conflict.facts]
    assert {fact.text for fact in facts if fact.kind == "hari_tugas"} == {
        "Ina bertugas hanya hari senin sampai 14 Maret 2025 dan hari jumat mulai 17 Maret 2025"
    }
    assert {fact.text for fact in facts if fact.kind == "masa_tugas"} == {
        "Umar bertugas sampai 7 Maret 2025 dan bertugas mulai 24 Maret 2025"
    }


def test_a_kind_whose_only_one_is_always_with_a_posyandu_is_there_all_the_same(tmp_path: Path) -> None:
    shut = ", ".join(f"{{tanggal: 2025-03-{day:02}, nama: tutup}}" for day in range(1, 32) if day != 11)
    made = planned(folder(tmp_path, "Ina,,Suli,Cimpu,Bidan,", more=f"libur: [{shut}]\n"))
    assert reasons(made, "Cimpu", "bidan") == ["1 hari kekurangan bidan karena Ina mendampingi posyandu Melati"]


def test_a_day_that_is_open_because_its_only_one_is_elsewhere_says_so(tmp_path: Path) -> None:
    nik = "7317014501850001"
    place = folder(tmp_path, f"Ina,{nik},Suli,Cimpu,Bidan,Senin", f"Ina,{nik},Suli,Buntu,Bidan,Senin",
                   lokus="Cimpu, Buntu")  # fmt: skip
    made = planned(place)
    told = [words for pustu in ("Cimpu", "Buntu") for words in reasons(made, pustu, "bidan")]
    assert (
        len([words for words in told if words.endswith("satu tempat sehari (Ina bertugas di tempat lain)")]) == 4
    )  # 31 March is a holiday
    shown = plain(duty_lines(made.roster, made.kabupaten, made.periode, made.summary))
    assert "Tetap kosong karena batas hari tugas, istirahat atau satu tempat sehari\n" in shown


def test_who_is_of_two_kinds_of_one_pustu_is_said_to_be_on_duty_there_as_the_other(tmp_path: Path) -> None:
    nik = "7317014501850001"
    place = folder(tmp_path, f"Ina,{nik},Suli,Cimpu,Bidan,Senin", f"Ina,{nik},Suli,Cimpu,Perawat,Senin")
    made = planned(place)
    told = [(kind, words) for kind in ("bidan", "perawat") for words in reasons(made, "Cimpu", kind)]
    assert not [words for _, words in told if "di tempat lain" in words]
    as_other = {"bidan": "perawat", "perawat": "bidan"}
    ends = [f"satu tempat sehari (Ina bertugas di pustu ini sebagai {as_other[kind]})" for kind, _ in told]
    assert sum(words.endswith(end) for (_, words), end in zip(told, ends, strict=True)) == 4


def test_two_kinds_of_one_pustu_on_one_day_are_told_of_a_roster_too(tmp_path: Path) -> None:
    """The planner gives Ina one duty a day, so may a hand: either fills one minimum only."""
    nik = "7317014501850001"
    place = folder(tmp_path, f"Ina,{nik},Suli,Cimpu,Bidan,", f"Ina,{nik},Suli,Cimpu,Perawat,",
                   kader=f"{KADER}Ina,{nik},Suli,Cimpu\n")  # fmt: skip
    jadwal = tmp_path / "jadwal.csv"
    head = "puskesmas,pustu,nama,profesi,2025-03-03,2025-03-04,2025-03-05"
    rows = ("Bidan,x,,x", "Perawat,x,x,", "Kader,,,x")
    jadwal.write_text("\n".join([head, *(f"Suli,Cimpu,Ina,{row}" for row in rows)]) + "\n", encoding="utf-8")
    told = [item.message for item in check(place, jadwal=jadwal).findings if item.code == "ILP406"]
    assert told == [
        "Ina bertugas pada senin 3 Maret 2025 di pustu Cimpu sebagai perawat dan di pustu Cimpu sebagai bidan",
        "Ina bertugas pada rabu 5 Maret 2025 di pustu Cimpu sebagai kader dan di pustu Cimpu sebagai bidan",
    ]


def test_a_posyandu_is_alone_because_one_of_its_pustu_is_on_duty_at_another(tmp_path: Path) -> None:
    """A posyandu opens at each pustu on the same day; Ina of both is one of the two nakes of each."""
    nik = "7317014501850001"
    place = folder(tmp_path, f"Ina,{nik},Suli,Cimpu,Bidan,", f"Ina,{nik},Suli,Cimpu,Perawat,",
                   f"Ina,{nik},Suli,Buntu,Bidan,", "Yusuf,,Suli,Cimpu,Perawat,", "Umar,,Suli,Buntu,Perawat,",
                   lokus="Cimpu, Buntu")  # fmt: skip
    roadmap = (
        (place / "roadmap.yaml")
        .read_text(encoding="utf-8")
        .replace(
            "{nama: Melati, pustu: Buntu, hari_buka: selasa ke-2, pendamping: [{nama: Ina, dari: pustu Cimpu}]}",
            "{nama: Melati, pustu: Buntu, hari_buka: selasa ke-2}, {nama: Mawar, pustu: Cimpu, hari_buka: selasa ke-2}",
        )
    )
    (place / "roadmap.yaml").write_text(roadmap, encoding="utf-8")
    roster = planned(place).roster
    (alone,) = roster.alone
    assert roster.reason(alone.unit, "nakes", alone.day).endswith("sehari (Ina bertugas di tempat lain)")
    (other,) = (escort for escort in roster.escorts if escort.companion is not None)
    assert "Ina" not in roster.reason(other.unit, "nakes", other.day)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("kebijakan: {kader_hari_per_minggu: 0}\n", "kader"),
        ("standar: {kerja.istirahat_mingguan: {nilai: 7, dasar: SK rekaan}}\n", "perawat"),
    ],
)
def test_limits_that_leave_no_day_at_all_are_said_and_not_divided_by(tmp_path: Path, more: str, kind: str) -> None:
    made = planned(folder(tmp_path, "Ina,,Suli,Cimpu,Bidan,", "Umar,,Suli,Cimpu,Perawat,", more=more))
    told = reasons(made, "Cimpu", kind)
    assert len(told) >= 18
    assert all(words.endswith(f"hari-orang kosong; berapa pun {kind} tidak cukup") for words in told)


def test_a_bidan_who_is_kader_elsewhere_rests_from_both_for_the_planner_for_why_and_for_the_rules(
    tmp_path: Path,
) -> None:
    """Ina would be needed on seven days: six as bidan, and on Sundays as kader of the other pustu."""
    nik = "7317014501850001"
    nakes = [f"{name},,Suli,{pustu},{kind}," for name, pustu, kind in (
        ("Yusuf", "Cimpu", "Perawat"), ("Adi", "Cimpu", "Perawat"), ("Eka", "Buntu", "Perawat"),
        ("Edi", "Buntu", "Perawat"), ("Umar", "Buntu", "Bidan"), ("Ida", "Buntu", "Bidan"))]  # fmt: skip
    ina = f'Ina,{nik},Suli,Cimpu,Bidan,"Senin, Selasa, Rabu, Kamis, Jumat, Sabtu"'
    place = folder(tmp_path, ina, "Umi,,Suli,Cimpu,Bidan,Minggu", *nakes, lokus="Cimpu, Buntu",
                   kader=f"{KADER}Ina,{nik},Suli,Buntu\nSri,,Suli,Buntu\nLia,,Suli,Buntu\n")  # fmt: skip
    roadmap = (place / "roadmap.yaml").read_text(encoding="utf-8").replace("{nama: Ina, dari: pustu Cimpu}", "")
    (place / "roadmap.yaml").write_text(roadmap.replace("jumat]", "jumat, sabtu, minggu]"), encoding="utf-8")
    (place / "cuti.csv").write_text("nama,dari,sampai\nLia,2025-03-09,2025-03-09\n", encoding="utf-8")
    made = planned(place)
    assert made.roster.missing == 1
    assert "1 orang-hari di bawah minimum (terbukti paling sedikit)" in made.summary[0]
    (conflict,) = why(place, MONDAY).conflicts
    assert {"istirahat", "bersama", "cuti"} <= {fact.kind for fact in conflict.facts}

    def told(bidan: str, kader: str) -> list[str]:
        head = "puskesmas,pustu,nama,profesi," + ",".join(f"2025-03-{day:02}" for day in range(3, 10))
        jadwal = tmp_path / "jadwal.csv"
        jadwal.write_text(f"{head}\nSuli,Cimpu,Ina,Bidan,{bidan}\nSuli,Buntu,Ina,Kader,{kader}\n", encoding="utf-8")
        findings = check(place, jadwal=jadwal).findings
        told = [item for item in findings if item.code in ("ILP403", "ILP404", "ILP406")]
        return [item.message if item.code == "ILP406" else item.code for item in told]

    assert told("x,x,x,x,x,x,", ",,,,,,x") == ["ILP403", "ILP404"]
    assert told("x,x,x,x,x,,", ",,,,,,x") == []
    assert told("x,x,x,x,x,,", "x,,,,,,") == [
        "Ina bertugas pada senin 3 Maret 2025 di pustu Buntu sebagai kader dan di pustu Cimpu sebagai bidan"
    ]


def test_a_repair_says_to_which_pustu_and_what_is_no_loan(tmp_path: Path) -> None:
    """Ina serves at both pustu on Mondays; at Cimpu Yusuf is away on a day on which a posyandu opens."""
    nik = "7317014501850001"
    roadmap = ROADMAP.replace(
        "{nama: Melati, pustu: Buntu, hari_buka: selasa ke-2, pendamping: [{nama: Ina, dari: pustu Cimpu}]}",
        "{nama: Melati, pustu: Cimpu, hari_buka: tanggal 5}",
    )
    nakes = (f"Ina,{nik},Suli,Cimpu,Bidan,", f"Ina,{nik},Suli,Buntu,Bidan,Senin", "Rosi,,Suli,Buntu,Bidan,",
             "Yusuf,,Suli,Cimpu,Perawat,", "Umar,,Suli,Buntu,Perawat,", "Gita,,Suli,,Bidan,",
             "Sinta,,Suli,,Bidan,")  # fmt: skip
    rows = STAFF + "".join(f"{row}\n" for row in nakes)
    kader = f"{KADER}Sri,,Suli,Buntu\nLia,,Suli,Buntu\n"
    place = plan(tmp_path / "suli", roadmap.replace("LOKUS", "Cimpu, Buntu"), petugas_csv=rows, kader_csv=kader,
                 cuti_csv="nama,dari,sampai\nRosi,2025-03-03,2025-03-03\nYusuf,2025-03-05,2025-03-05\n")  # fmt: skip
    told = {conflict.subject: conflict.repairs for conflict in why(place, MONDAY).conflicts}
    both = next(repairs for subject, repairs in told.items() if " dan " in subject)
    assert any(re.fullmatch(r"pinjam bidan dari puskesmas induk Suli \(\w+\) ke pustu \w+ pada 3 Maret 2025", words)
               for words in both)  # fmt: skip
    assert [words for repairs in told.values() for words in repairs if words.startswith("ikut teratasi")] == [
        "ikut teratasi oleh tambahan orang untuk pustu Cimpu (Suli), 5 Maret 2025"
    ]
