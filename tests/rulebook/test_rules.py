"""The rules at their edges: each case marks the lines on which its codes fire, and no other line may."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse
from tests.plans import PADA, examine, fired, marked, of, plan, spot

HEAD = "kabupaten: {nama: Luwu}\n"

CASES = {
    "a name matches after case, spaces, punctuation and aliases only": """
        puskesmas: [{nama: Bua}, {nama: Bua Ponrang, alias: [Bupon (Noling)]}, {nama: Bastem Utara}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: "  BUPON  Noling."}
              - {puskesmas: bastem-utara}
              - {puskesmas: Bupon}          #! ILP101
              - {puskesmas: Bastem}         #! ILP101
              - {puskesmas: Buaa}           #! ILP101
    """,
    "a lokus is counted once under any of its names": """
        puskesmas: [{nama: Belopa Utara, alias: [Barana]}, {nama: Suli}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Barana}]}
          - tahun: 2025
            lokus:
              - {puskesmas: Suli}
              - {puskesmas: belopa utara}   #! ILP102
    """,
    "a promise for all is kept by target numbers where names are not known": """
        sasaran: [{tahun: 2025, puskesmas: semua}]
        puskesmas: [{nama: Suli}, {nama: Bajo}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}
          - {tahun: 2025, target: {puskesmas: 1}}
    """,
    "a promise for all that numbers do not reach is said once": """
        sasaran:
          - {tahun: 2025, puskesmas: semua}   #! ILP103
        puskesmas: [{nama: Suli}, {nama: Bajo}, {nama: Bua}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}
          - {tahun: 2025, target: {puskesmas: 1}}
    """,
    "a stage after the promised year does not keep the promise": """
        sasaran: [{tahun: 2024, puskesmas: [Suli, Bajo]}]
        puskesmas:
          - {nama: Suli}
          - {nama: Bajo}                      #! ILP103
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}
          - {tahun: 2025, lokus: [{puskesmas: Bajo}]}
    """,
    "a promised number is reached exactly": """
        sasaran:
          - {tahun: 2024, puskesmas: 1}
          - {tahun: 2025, puskesmas: 3}       #! ILP103
        puskesmas: [{nama: Suli}, {nama: Bajo}, {nama: Bua}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli}]}
          - {tahun: 2025, lokus: [{puskesmas: Bajo}]}
    """,
    "a promise to a puskesmas that is not registered": """
        sasaran:
          - {tahun: 2025, puskesmas: [Suli, Bupon]}   #! ILP117
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli}]}]
    """,
    "every figure of the target is compared with the names given": """
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}]
        tahap:
          - tahun: 2025
            target:
              puskesmas: 1
              pustu: 2                        #! ILP104
              posyandu: 0                     #! ILP104
            lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]
          - {tahun: 2026, target: {puskesmas: 9, pustu: 9, posyandu: 9}}   #! ILP119
    """,
    "one pustu and one posyandu for each lokus are enough": """
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}, {nama: Bajo}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}
              - {puskesmas: Bajo}             #! ILP107 ILP108
    """,
    "years repeat or go back": """
        tahap:
          - {tahun: 2025, target: {puskesmas: 1}}
          - {tahun: 2025, target: {puskesmas: 1}}   #! ILP109
          - {tahun: 2024, target: {puskesmas: 1}}   #! ILP109
          - {tahun: 2026, target: {puskesmas: 1}}
    """,
    "only a decreed status asks for an SK": """
        puskesmas: [{nama: Suli}, {nama: Bajo}, {nama: Bua}]
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, status: proses}
              - {puskesmas: Bajo, status: berjalan}     #! ILP110
          - {tahun: 2025, sk: {tentang: Lokus}, lokus: [{puskesmas: Bua, status: ditetapkan}]}
    """,
    "SK numbers are compared without spaces and case, blanks of the form never": """
        tahap:
          - {tahun: 2024, target: {puskesmas: 1}, sk: {nomor: 400.7 / 17 / Dinkes}}
          - {tahun: 2025, target: {puskesmas: 1}, sk: {nomor: 400.7/17/DINKES}}    #! ILP111
          - {tahun: 2026, target: {puskesmas: 1}, sk: {nomor: 400.7/…/DINKES/2026}}
          - {tahun: 2027, target: {puskesmas: 1}, sk: {nomor: 400.7/…/DINKES/2026}}
    """,
    "an SK of the last day of its year is in time": """
        tahap:
          - {tahun: 2024, target: {puskesmas: 1}, sk: {tanggal: 2024-12-31}}
          - {tahun: 2025, target: {puskesmas: 1}, sk: {tanggal: 2026-01-01}}     #! ILP112
    """,
    "an SK of December before, of a change, with a reason, or for two years is told, not refused": """
        tahap:
          - {tahun: 2024, target: {puskesmas: 1}, sk: {nomor: "1", tanggal: 2023-12-29}}     #! ILP120
          - {tahun: 2025, target: {puskesmas: 1}, sk: {tanggal: 2026-02-10, tentang: "Perubahan: Lokus"}}   #! ILP120
          - {tahun: 2026, target: {puskesmas: 1}, keterangan: menyusul, sk: {tanggal: 2027-01-09}}          #! ILP120
          - {tahun: 2027, target: {puskesmas: 1}, sk: {nomor: "7", tanggal: 2027-03-03, tentang: Lokus}}
          - {tahun: 2028, target: {puskesmas: 1}, sk: {nomor: "7", tanggal: 2027-03-03, tentang: Lokus}}    #! ILP120
          - {tahun: 2029, target: {puskesmas: 1}, sk: {nomor: "7", tanggal: 2029-03-03, tentang: Lokus}}    #! ILP111
          - {tahun: 2030, target: {puskesmas: 1}, sk: {tanggal: 2029-11-30}}                                #! ILP112
          - {tahun: 2031, target: {puskesmas: 1}, keterangan: x, sk: {tanggal: 2030-03-03}}                 #! ILP120
          - {tahun: 2032, target: {puskesmas: 1}, sk: {tanggal: 2031-03-03, tentang: Lokus Tahun 2032}}     #! ILP120
          - {tahun: 2033, target: {puskesmas: 1}, sk: {tanggal: 2034-03-03, tentang: Lokus Tahun 2033}}     #! ILP120
          - {tahun: 2034, target: {puskesmas: 1}, sk: {tanggal: 2033-03-03, tentang: Lokus Tahun 2035}}     #! ILP112
    """,
    "a puskesmas may grow in a later stage, and is split in none": """
        puskesmas:
          - {nama: Suli, alias: [Sulli], pustu: [{nama: A}, {nama: B}, {nama: C}], posyandu: [{nama: M}]}
        tahap:
          - {tahun: 2024, target: {puskesmas: 1, pustu: 1}, lokus: [{puskesmas: Suli, pustu: [A]}]}
          - {tahun: 2025, target: {puskesmas: 0, pustu: 1}, lokus: [{puskesmas: Suli, pustu: [B]}]}
          - {tahun: 2026, target: {puskesmas: 1, posyandu: 1}, lokus: [{puskesmas: Sulli, posyandu: [M]}]}
          - tahun: 2027
            target:
              puskesmas: 2                    #! ILP104
              pustu: 1
            lokus:
              - {puskesmas: Suli, pustu: [C]}
              - {puskesmas: Suli, pustu: [A]}   #! ILP102
    """,
    "a promise says of each puskesmas whether it comes later or never": """
        sasaran: [{tahun: 2024, puskesmas: semua}]
        puskesmas:
          - {nama: Suli}                      #! ILP103
          - {nama: Bajo}                      #! ILP103
        tahap:
          - {tahun: 2025, lokus: [{puskesmas: Suli}]}
    """,
    "a posyandu beside a pustu that does not guide it": """
        puskesmas:
          - nama: Suli
            pustu: [{nama: A}, {nama: B}, {nama: C}]
            posyandu: [{nama: Ma, pustu: A}, {nama: Mb, pustu: B}, {nama: Mc, pustu: C}, {nama: Bebas}]
        tahap:
          - {tahun: 2025, lokus: [{puskesmas: Suli, pustu: [A], posyandu: [Ma, Bebas]}]}
          - tahun: 2026
            lokus:
              - puskesmas: Suli
                pustu: [B]
                posyandu:
                  - Mb
                  - Mc                        #! ILP122
    """,
    "a day is listed once, a year is promised once": """
        sasaran:
          - {tahun: 2025, puskesmas: 1}
          - {tahun: 2025, puskesmas: 1}
          - {tahun: 2025, puskesmas: semua}   #! ILP124
        libur:
          - {tanggal: 2025-03-10, nama: Jadi}
          - {tanggal: 10 Maret 2025}          #! ILP123
          - {tanggal: 10/03/2025, buka: ya}   #! ILP123
        puskesmas: [{nama: Suli}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli}]}]
    """,
    "a code of too many figures": """
        puskesmas:
          - {nama: Suli, kode: "1070670"}
          - {nama: Bajo, kode: P7317010101}
          - {nama: Bua, kode: 01070671}       #! ILP125
          - {nama: Noling, kode: "10706721"}  #! ILP125
    """,
    "a closed puskesmas keeps its history and is promised nothing": """
        sasaran: [{tahun: 2026, puskesmas: semua}]
        puskesmas:
          - {nama: Suli, tutup: 2026-01-01}
          - {nama: Bajo, tutup: 2025-06-30}
          - {nama: Bua}
        tahap:
          - {tahun: 2025, lokus: [{puskesmas: Suli}, {puskesmas: Bajo}]}
          - tahun: 2026
            lokus:
              - {puskesmas: Bua}
              - {puskesmas: Suli, pustu: [X]}   #! ILP126 ILP105
    """,
    "a lokus may be written with the words before its name": """
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati, pustu: PUSTU CIMPU}]}]
        tahap:
          - tahun: 2025
            lokus:
              - {puskesmas: UPTD Puskesmas Suli, pustu: [Pustu Cimpu], posyandu: [Posyandu Melati]}
    """,
    "a status that needs an SK is not met by a number to come": """
        puskesmas: [{nama: Suli}]
        tahap:
          - tahun: 2025
            sk: {nomor: menyusul, penetap: Kepala Dinas Kesehatan}
            lokus:
              - {puskesmas: Suli, status: berjalan}   #! ILP110
    """,
    "a kind of district that contradicts its code or its head": """
        kabupaten: {nama: Luwu}
        penandatangan: {nama: A, jabatan: Wali Kota Luwu}   #! ILP804
    """,
    "a name beats the alias of another": """
        puskesmas:
          - {nama: Suli, alias: [Bajo]}
          - {nama: Bajo, pustu: [{nama: A}]}  #! ILP113
        tahap:
          - {tahun: 2025, lokus: [{puskesmas: Bajo, pustu: [A]}]}
    """,
    "a name, an alias and a code each belong to one puskesmas": """
        puskesmas:
          - {nama: Suli, kode: "1070670"}
          - {nama: Bajo, kode: "1070671", alias: [Bajo Induk]}
          - nama: Bua
            kode: "1070671"                   #! ILP113
            alias: [suli]                     #! ILP113
          - {nama: BAJO-INDUK}                #! ILP113
    """,
    "the same pustu name elsewhere is normal": """
        puskesmas:
          - {nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}
          - nama: Bajo
            pustu:
              - {nama: Cimpu}
              - {nama: CIMPU.}                #! ILP114
            posyandu: [{nama: Melati}, {nama: Cimpu}]
    """,
    "a pustu named in a second stage adds no place": """
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        tahap:
          - {tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}
          - {tahun: 2025, lokus: [{puskesmas: Suli, pustu: [cimpu]}]}    #! ILP102
    """,
    "a lokus named whole a second time is one finding, whatever stands in it": """
        puskesmas:
          - {nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}
          - {nama: Bajo, pustu: [{nama: Saronda}], posyandu: [{nama: Mawar}]}
        tahap:
          - tahun: 2024
            lokus:
              - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}
              - {puskesmas: Suli, pustu: [Cimpu]}    #! ILP102
          - tahun: 2025
            lokus:
              - {puskesmas: Bajo, pustu: [Saronda], posyandu: [Mawar]}
              - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}    #! ILP102
    """,
    "fewer days than the working week are reported, more are welcome": """
        hari_layanan: Sen-Kam                 #! ILP208
        puskesmas:
          - nama: Suli
            pustu:
              - {nama: Cimpu, hari_layanan: setiap hari}
              - {nama: Murante, hari_layanan: Sen-Jum}
              - {nama: Salu, hari_layanan: [selasa]}     #! ILP208
    """,
    "NIP and NIK of the wrong shape": """
        puskesmas: [{nama: Suli}]
        petugas:
          - {nama: A, puskesmas: Suli, profesi: Bidan, nip: "NIP. 19850101 201001 2 901"}
          - {nama: B, puskesmas: Suli, profesi: Bidan, nip: "'198501012010012902"}
          - {nama: C, puskesmas: Suli, profesi: Bidan, nip: "-"}
          - {nama: D, puskesmas: Suli, profesi: Bidan, nip: tidak ada}
          - {nama: E, puskesmas: Suli, profesi: Bidan, nip: 1985.0101.2010012903}
          - {nama: F, puskesmas: Suli, profesi: Bidan, nip: 1985010120100129011}     #! ILP301
          - {nama: G, puskesmas: Suli, profesi: Bidan, nip: 19850101201001290}       #! ILP301
          - {nama: H, puskesmas: Suli, profesi: Bidan, nip: 19850101201001290O}      #! ILP301
          - {nama: I, puskesmas: Suli, profesi: Bidan, nik: 73170145019000011}       #! ILP308
          - {nama: J, puskesmas: Suli, profesi: Bidan, nik: 7317014501900001}
          - {nama: K, puskesmas: Suli, profesi: Bidan, nip: 1.98501E+17}             #! ILP302
    """,
    "one person at two units clashes only where days and times meet": """
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}]
        petugas:
          - {nama: A, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: 198501012010012901, sampai: 2026-12-31}
          - {nama: A, puskesmas: Suli, pustu: Murante, profesi: Bidan, nip: 198501012010012901, mulai: 2027-01-01}
          - {nama: B, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: 198501012010012902, sampai: 2026-12-31}
          - {nama: B, puskesmas: Suli, profesi: Bidan, nip: 198501012010012902, mulai: 2026-12-31}       #! ILP303
          - {nama: C, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nik: 7317014501900001, hari_tugas: Sen-Rab}
          - {nama: C, puskesmas: Suli, pustu: Murante, profesi: Bidan, nik: 7317014501900001, hari_tugas: Kam-Jum}
          - {nama: D, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
          - {nama: D, puskesmas: Suli, pustu: Murante, profesi: Bidan}                                   #! ILP318
          - {nama: E, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, nip: 198501012010012905, sampai: 2026-11-20}
          - {nama: E, puskesmas: Suli, pustu: Murante, profesi: Bidan, nip: 198501012010012905}
    """,
    "the same row twice, but not the same person on other days": """
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
        petugas:
          - {nama: A, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, hari_tugas: Senin}
          - {nama: A, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, hari_tugas: Rabu}
          - {nama: A, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, hari_tugas: Senin}    #! ILP306
    """,
    "units, professions and days that are not known": """
        puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}, {nama: Bajo}]
        petugas:
          - {nama: A, puskesmas: Bajo, pustu: Cimpu, profesi: Bidan}          #! ILP304
          - {nama: B, puskesmas: Sulli, pustu: Cimpu, profesi: Bidan}         #! ILP304
          - {nama: C, puskesmas: Suli, profesi: Bidan Praktik Mandiri}        #! ILP305
          - {nama: D, puskesmas: Suli, profesi: Bidan, hari_tugas: Sen-Kam-Jum}     #! ILP307
          - {nama: E, puskesmas: Suli, profesi: Bidan, hari_tugas: "Senin s/d Jumat"}
          - {nama: F, puskesmas: Suli, profesi: Bidan, mulai: 2026-01-02, sampai: 2026-01-02}
          - {nama: G, puskesmas: Suli, profesi: Bidan, mulai: 2026-01-02, sampai: 2026-01-01}   #! ILP309
        kader:
          - {nama: H, puskesmas: Suli, posyandu: Melati}
          - {nama: I, puskesmas: Suli, posyandu: Mawar}                       #! ILP304
    """,
    "a regulation is revoked from its own day on": """
        mengingat:
          - Permenkes No. 43 Tahun 2019                      #! ILP801
          - UU 17/2023
        tahap:
          - tahun: 2024
            target: {puskesmas: 1}
            sk: {tanggal: 2024-10-16, mengingat: [Peraturan Menteri Kesehatan Nomor 43 Tahun 2019]}
    """,
}
BACKGROUND = {"ILP007", "ILP107", "ILP108", "ILP802", "ILP803"} | {f"ILP20{number}" for number in range(1, 10)}
"""Codes that small plans like these always earn; they are looked at only where they are marked."""


@pytest.mark.parametrize("name", CASES)
def test_a_rule_fires_on_the_marked_lines_and_on_no_other(tmp_path: Path, name: str) -> None:
    text = ("" if "kabupaten:" in CASES[name] else HEAD) + re.sub(r"^        ", "", CASES[name], flags=re.MULTILINE)
    report = examine(tmp_path, text)
    expected = marked(text)
    looked_at = ({finding.code for finding in report.findings} - BACKGROUND) | {code for _, code in expected}
    assert fired(report, *looked_at) == expected


REGISTER = HEAD + (
    "puskesmas:\n"
    "  - {nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}]}\n"
    "  - {nama: Bajo, pustu: [{nama: Sampa}], posyandu: [{nama: Mawar}]}\n"
    "  - {nama: Bua Ponrang, alias: [Bupon]}\n"
)


@pytest.mark.parametrize(
    ("lokus", "where", "message"),
    [
        (
            "{puskesmas: Bupom}",
            "8:25",
            "puskesmas lokus “Bupom” tidak ada di daftar puskesmas; apakah maksudnya “Bupon”?",
        ),
        ("{puskesmas: Xyz}", "8:25", "puskesmas lokus “Xyz” tidak ada di daftar puskesmas"),
        ("{puskesmas: Suli, pustu: [Sampa]}", "8:39", "pustu “Sampa” tidak terdaftar di Suli; terdaftar di Bajo"),
        (
            "{puskesmas: Suli, pustu: [Cimpo]}",
            "8:39",
            "pustu “Cimpo” tidak terdaftar di Suli; apakah maksudnya “Cimpu”?",
        ),
        ("{puskesmas: Suli, posyandu: [Mawar]}", "8:42", "posyandu “Mawar” tidak terdaftar di Suli; terdaftar di Bajo"),
    ],
)
def test_an_unregistered_name_says_where_it_is_or_what_is_near(
    tmp_path: Path, lokus: str, where: str, message: str
) -> None:
    report = examine(tmp_path, f"{REGISTER}tahap:\n  - tahun: 2025\n    lokus: [{lokus}]\n")
    findings = of(report, "ILP101", "ILP105", "ILP106")
    assert [(spot(finding), finding.message) for finding in findings] == [(f"roadmap.yaml:{where}", message)]


def test_only_findings_of_the_years_asked_for_are_given(tmp_path: Path) -> None:
    stages = "tahap:\n  - {tahun: 2024, lokus: [{puskesmas: A}]}\n  - {tahun: 2025, lokus: [{puskesmas: B}]}\n"
    text = REGISTER + stages
    assert [finding.place.line for finding in of(examine(tmp_path, text), "ILP101")] == [7, 8]
    assert [finding.place.line for finding in of(examine(tmp_path, text, 2025), "ILP101")] == [8]
    assert [row.tahun for row in examine(tmp_path, text, 2025).coverage] == [2025]
    with pytest.raises(Misuse, match="tahap 2030 tidak ada di roadmap; yang ada: 2024 dan 2025"):
        examine(tmp_path, text, 2030)


def test_a_lokus_repeated_in_a_later_year_is_found_also_when_only_that_year_is_asked(tmp_path: Path) -> None:
    stages = "tahap:\n  - {tahun: 2024, lokus: [{puskesmas: Suli}]}\n  - {tahun: 2025, lokus: [{puskesmas: Suli}]}\n"
    findings = of(examine(tmp_path, REGISTER + stages, 2025), "ILP102")
    assert [finding.message for finding in findings] == [
        "Suli sudah menjadi lokus pada tahap 2024 dan di sini tidak menambah pustu atau posyandu"
    ]


def test_a_promise_tells_who_comes_later_from_who_never_comes(tmp_path: Path) -> None:
    stages = "sasaran: [{tahun: 2024, puskesmas: [Suli, Bajo]}]\ntahap: [{tahun: 2026, lokus: [{puskesmas: Suli}]}]\n"
    findings = of(examine(tmp_path, REGISTER + stages), "ILP103")
    assert [finding.message.rpartition(", ")[2] for finding in findings] == [
        "tetapi baru masuk tahap 2026",
        "tetapi belum masuk tahap mana pun",
    ]


def test_coverage_accumulates_over_the_years(tmp_path: Path) -> None:
    stages = "tahap:\n  - {tahun: 2024, lokus: [{puskesmas: Suli}]}\n  - {tahun: 2025, target: {puskesmas: 2}}\n"
    years = examine(tmp_path, REGISTER + stages).coverage
    assert [(year.puskesmas, year.puskesmas_kumulatif, year.persen) for year in years] == [(1, 1, 33.3), (2, 3, 100.0)]


def test_a_closed_puskesmas_is_counted_no_longer(tmp_path: Path) -> None:
    text = HEAD + "puskesmas: [{nama: Suli, tutup: 2026-03-01}, {nama: Bajo}]\n"
    text += "tahap:\n  - {tahun: 2025, lokus: [{puskesmas: Suli}]}\n  - {tahun: 2026, lokus: [{puskesmas: Bajo}]}\n"
    years = examine(tmp_path, text).coverage
    assert [(year.puskesmas_kumulatif, year.puskesmas_total) for year in years] == [(1, 2), (1, 1)]


def test_the_local_choice_of_luwu_is_printed_as_local(tmp_path: Path) -> None:
    text = REGISTER + "tahap: [{tahun: 2025, lokus: [{puskesmas: Suli}]}]\n"
    report = examine(tmp_path, text)
    assert {finding.rank for finding in of(report, "ILP107", "ILP108")} == {"lokal"}
    early = examine(tmp_path, text, pada=date(2023, 12, 31))
    assert not of(early, "ILP107", "ILP108")


def test_no_message_shows_a_whole_nip_or_nik(tmp_path: Path) -> None:
    people = "".join(
        f"  - {{nama: A, puskesmas: {place}, profesi: Bidan, {key}: {number}}}\n"
        for key, number in (("nip", "198501012010012901"), ("nip", "19850101201001290155"), ("nik", "7317014501900001"))
        for place in ("Suli", "Bajo")
    )
    folder = plan(tmp_path, f"{REGISTER}petugas:\n{people}")
    report = check(folder, pada=PADA)
    assert {"ILP301", "ILP303"} <= {finding.code for finding in report.findings}
    assert not any(re.search(r"\d{12}", finding.message) for finding in report.findings)
