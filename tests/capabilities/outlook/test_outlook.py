"""Who leaves which pustu and when: ages by jenjang, contracts, SIP, and what then falls short."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.outlook.model.career import Departure, Unknown, career_law, departures
from ilp_cli.capabilities.outlook.model.outlook import Outlook, PustuOutlook
from ilp_cli.capabilities.outlook.verb import outlook
from ilp_cli.checking.verb import check
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.calendar import months_after
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import pustu_states
from ilp_cli.district.retirement import month_after
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law.configs import law, professions
from ilp_cli.reading.load import load
from tests.plans import PADA, fired, of, plan, spot
from tests.running import DAY, LUWU, ilp

HEAD = """\
kabupaten: {nama: Luwu}
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
kader: [{nama: Ani, puskesmas: Suli, pustu: Cimpu}, {nama: Tuti, puskesmas: Suli, pustu: Cimpu}]
petugas:
"""
YUSUF = "{nama: Yusuf, profesi: Perawat}"
NIP = "196903172010012901"
"""Born on 17 March 1969, invented."""


def folder(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    """A plan of pustu Cimpu with these petugas, there unless they say otherwise."""
    listed = [row if "pustu:" in row else row.replace("{", "{pustu: Cimpu, ", 1) for row in rows]
    return plan(tmp_path, head + "".join(f"  - {row.replace('{', '{puskesmas: Suli, ', 1)}\n" for row in listed))


def cimpu(tmp_path: Path, *rows: str, sampai: int = 2030, pada: date = PADA) -> PustuOutlook:
    """What becomes of pustu Cimpu."""
    return outlook(folder(tmp_path, *rows), sampai=sampai, pada=pada).pustu[0]


def told(pustu: PustuOutlook) -> list[str]:
    return [f"{end.jenis.value}: {end.words}" for end in pustu.sebab]


@pytest.mark.parametrize(
    ("jabatan", "age"),
    [
        ("Bidan Terampil", 58),
        ("Bidan Pelaksana Lanjutan", 58),
        ("Bidan Penyelia", 58),
        ("Bidan Ahli Pertama", 58),
        ("Bidan Ahli Muda", 58),
        ("Bidan Ahli Madya", 60),
        ("Bidan Madya", 60),
        ("BIDAN AHLI UTAMA", 65),
    ],
)
@pytest.mark.parametrize("status", ["PNS", "PPPK"])
def test_the_age_of_retirement_is_that_of_the_jenjang(tmp_path: Path, jabatan: str, age: int, status: str) -> None:
    pustu = cimpu(tmp_path, f"{{nama: Ina, jabatan: {jabatan}, status: {status}, nip: {NIP}}}", YUSUF, sampai=2040)
    (end,) = pustu.sebab
    assert (pustu.jatuh, end.jenis, end.usia) == (date(1969 + age, 4, 1), "pensiun", age)
    assert end.catatan == ""
    assert end.dasar.startswith("PP 11/2017" if status == "PNS" else "PP 49/2018")
    assert end.pangkat == "turunan"


@pytest.mark.parametrize("jabatan", ["Bidan", "Bidan Keahlian", "Bidan Desa"])
def test_a_jabatan_without_jenjang_takes_the_lowest_age_and_says_so(tmp_path: Path, jabatan: str) -> None:
    pustu = cimpu(tmp_path, f"{{nama: Ina, jabatan: {jabatan}, status: PNS, nip: {NIP}}}", YUSUF)
    assert (pustu.jatuh, pustu.sebab[0].catatan) == (
        date(2027, 4, 1),
        "jenjang tidak tertulis; dipakai batas usia terendah",
    )


def test_every_age_of_the_law_is_of_a_jenjang_that_jabatan_are_read_into() -> None:
    vocabulary = professions()
    for key in ("pensiun.pns", "pensiun.pppk"):
        for value in law().standards[key].riwayat:
            assert isinstance(value.nilai, tuple)
            for item in value.nilai:
                jenjang, _, age = item.rpartition(" ")
                assert vocabulary.jenjang(f"Bidan {jenjang}") == jenjang
                assert 50 <= int(age) <= 70


@given(st.dates(date(1940, 1, 1), date(2010, 12, 31)), st.integers(56, 70))
def test_retirement_begins_on_the_first_of_the_month_after_the_birthday(born: date, age: int) -> None:
    first = month_after(born, age)
    last = first - timedelta(days=1)
    assert first.day == 1
    assert (last.year, last.month) == (born.year + age, born.month)


def test_the_row_s_own_birthday_wins_over_the_nip(tmp_path: Path) -> None:
    row = f"{{nama: Ina, jabatan: Bidan Mahir, status: PNS, nip: {NIP}, tanggal_lahir: 1970-12-31}}"
    pustu = cimpu(tmp_path, row, YUSUF)
    assert (pustu.jatuh, pustu.sebab[0].kolom) == (date(2029, 1, 1), "tanggal_lahir")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("status: PNS", "pensiun: tanpa NIP dan tanpa tanggal lahir"),
        ("status: PNS, nip: 196913172010012901", "pensiun: NIP tidak memuat tanggal lahir"),
        (f"nip: {NIP}", "pensiun: status kepegawaian kosong"),
        ("status: PTT", "kontrak: akhir kontrak (kolom sampai) kosong"),
        ("status: Sukarela", ""),
    ],
)
def test_what_cannot_be_told_is_counted_with_its_reason(tmp_path: Path, fields: str, reason: str) -> None:
    ahead = outlook(
        folder(
            tmp_path,
            f"{{nama: Ina, profesi: Bidan, sip_sampai: 2040-01-01, {fields}}}",
            "{nama: Yusuf, profesi: Perawat, status: TKS, sampai: 2040-01-01, sip_sampai: 2040-01-01}",
        ),
        sampai=2030,
        pada=PADA,
    )
    assert [f"{gap.jenis.value}: {gap.sebab}" for gap, number in ahead.tidak_diketahui if number == 1] == (
        [reason] if reason else []
    )
    assert ahead.pustu[0].nama_keadaan == "aman"


def test_before_the_law_no_age_is_invented(tmp_path: Path) -> None:
    district = load(folder(tmp_path, f"{{nama: Ina, jabatan: Bidan Mahir, status: PNS, nip: {NIP}}}"))
    ends = list(
        departures([district.petugas[0]], career_law(Case(district=district, pada=date(2016, 1, 1), law=law())))
    )
    assert [end.sebab for end in ends if isinstance(end, Unknown)] == ["belum ada ketentuan batas usia pada hari itu"]
    assert not [end for end in ends if isinstance(end, Departure)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("status: PTT, sampai: 2027-06-30", "kontrak: kontrak berakhir 30 Juni 2027"),
        ("status: Honorer Daerah, sampai: 2027-06-30", "kontrak: kontrak berakhir 30 Juni 2027"),
        ("status: PPPK, sampai: 2027-06-30", "kontrak: kontrak berakhir 30 Juni 2027"),
        ("status: PNS, sampai: 2027-06-30", "penempatan: penempatan berakhir 30 Juni 2027"),
        ("sampai: 2027-06-30", "penempatan: penempatan berakhir 30 Juni 2027"),
        ("sip_sampai: 2027-06-30", "sip: SIP berakhir 30 Juni 2027"),
        (f"status: PNS, nip: {NIP}, sampai: 2027-03-31, sip_sampai: 2027-03-31", "pensiun: pensiun mulai 1 April 2027"),
    ],
)
def test_an_end_is_named_for_what_it_is_and_the_weightiest_of_a_day_is_told(
    tmp_path: Path, fields: str, expected: str
) -> None:
    pustu = cimpu(tmp_path, f"{{nama: Ina, profesi: Bidan, {fields}}}", YUSUF)
    assert [words.removesuffix(" (58 tahun)") for words in told(pustu)] == [expected]
    assert pustu.kekurangan.kurang == {"bidan": 1, "perawat": 0, "kader": 0}
    assert pustu.pulih is None


def test_a_pustu_falls_only_when_the_last_goes_and_recovers_when_somebody_comes(tmp_path: Path) -> None:
    pustu = cimpu(
        tmp_path,
        "{nama: Ina, profesi: Bidan, sampai: 2027-06-30}",
        "{nama: Rahma, profesi: Bidan, sampai: 2028-01-31}",
        "{nama: Sari, profesi: Bidan, mulai: 2028-03-01}",
        YUSUF,
    )
    assert (pustu.jatuh, pustu.pulih) == (date(2028, 2, 1), date(2028, 3, 1))
    assert [end.row.nama for end in pustu.sebab] == ["Rahma"]
    assert [end.row.nama for end in pustu.pergi] == ["Ina", "Rahma"]


def test_what_gets_worse_later_is_told_too(tmp_path: Path) -> None:
    pustu = cimpu(
        tmp_path,
        "{nama: Ina, profesi: Bidan, sampai: 2027-06-30}",
        "{nama: Yusuf, profesi: Perawat, status: PTT, sampai: 2027-07-31}",
    )
    assert (pustu.jatuh, pustu.kekurangan.words) == (date(2027, 7, 1), "kurang 1 bidan")
    (later,) = pustu.berikutnya
    assert later.told(dated=True) == (
        "lalu 1 Agustus 2027 kurang 1 bidan; kurang 1 perawat (Yusuf, perawat: kontrak berakhir 31 Juli 2027)"
    )
    low = cimpu(tmp_path, "{nama: Yusuf, profesi: Perawat, status: PTT, sampai: 2027-07-31}")
    assert (low.nama_keadaan, low.jatuh, [fall.tanggal for fall in low.berikutnya]) == (
        "sudah",
        None,
        [date(2027, 8, 1)],
    )
    assert [finding.message for finding in of(check(tmp_path, pada=PADA), "ILP311")] == [
        "“Yusuf”: kontrak berakhir 31 Juli 2027; pustu Cimpu (Suli) menjadi kurang 1 bidan; kurang 1 perawat"
    ]


def test_a_renewed_contract_in_a_row_of_its_own_is_no_departure(tmp_path: Path) -> None:
    number = "nik: 7317016802900001"
    pustu = cimpu(
        tmp_path,
        f"{{nama: Ina, profesi: Bidan, status: PTT, {number}, sampai: 2027-06-30}}",
        f"{{nama: Ina, profesi: Bidan, status: PTT, {number}, mulai: 2027-07-01, sampai: 2040-06-30}}",
        YUSUF,
    )
    assert (pustu.nama_keadaan, pustu.pergi) == ("aman", ())


def test_one_who_begins_elsewhere_is_missed_here(tmp_path: Path) -> None:
    number = "nik: 7317016802900001"
    pustu = cimpu(
        tmp_path,
        f"{{pustu: Murante, nama: Ina, profesi: Bidan, {number}, mulai: 2027-07-01}}",
        f"{{nama: Ina, profesi: Bidan, {number}}}",
        YUSUF,
    )
    assert told(pustu) == ["penempatan: bertugas di tempat lain mulai 1 Juli 2027"]


def test_a_weekday_without_anybody_is_a_fall_too(tmp_path: Path) -> None:
    pustu = cimpu(
        tmp_path,
        "{nama: Ina, profesi: Bidan, hari_tugas: Sen-Kam}",
        "{nama: Rahma, profesi: Bidan, hari_tugas: Jum, sampai: 2027-06-30}",
        YUSUF,
    )
    assert (pustu.jatuh, pustu.kekurangan.words) == (date(2027, 7, 1), "kurang bidan hari jumat")
    assert pustu.row(dated=False)["hari_kurang"] == ["jumat"]


def test_a_pustu_below_already_is_told_apart_and_may_recover(tmp_path: Path) -> None:
    pustu = cimpu(tmp_path, "{nama: Ina, profesi: Bidan, mulai: 2027-02-01}", YUSUF)
    assert (pustu.nama_keadaan, pustu.jatuh, pustu.pulih) == ("sudah", None, date(2027, 2, 1))
    assert pustu.awal.words == "kurang 1 bidan"


def test_one_who_has_retired_counts_in_no_answer(tmp_path: Path) -> None:
    path = folder(tmp_path, "{nama: Ina, jabatan: Bidan Mahir, status: PNS, nip: 196703172010012901}", YUSUF)
    report = check(path, pada=PADA)
    assert not report.pustu[0].memenuhi
    assert [finding.message for finding in of(report, "ILP313", "ILP310", "ILP201")] == [
        "pustu Cimpu (Suli): 0 bidan, minimum 1, kurang 1; sudah tidak dihitung: Ina (pensiun sejak 2025)",
        "“Ina” masih tercatat di pustu Cimpu (Suli), padahal pensiun sejak 2025; tidak dihitung lagi",
    ]
    pustu = outlook(path, pada=PADA).pustu[0]
    assert (pustu.nama_keadaan, pustu.kekurangan.words) == ("sudah", "kurang 1 bidan")


def test_a_sip_that_lapses_mentions_what_would_come_after_its_renewal(tmp_path: Path) -> None:
    row = f"{{nama: Ina, jabatan: Bidan Mahir, status: PNS, nip: {NIP}, sip_sampai: 2026-12-31}}"
    (end,) = cimpu(tmp_path, row, YUSUF).sebab
    assert end.told(dated=True) == ("Ina, bidan: SIP berakhir 31 Desember 2026; bila SIP diperpanjang: pensiun 2027")


def test_only_bidan_and_perawat_lose_their_place_with_their_sip(tmp_path: Path) -> None:
    path = folder(tmp_path, "{nama: Ina, profesi: Bidan}", YUSUF, "{nama: Eka, profesi: ATLM, sip_sampai: 2026-01-31}")
    assert not of(check(path, pada=PADA), "ILP313")


@pytest.mark.parametrize(("horizon", "expected"), [(0, set()), (7, set()), (8, {(7, "ILP311")}), (12, {(7, "ILP311")})])
def test_a_check_warns_as_far_ahead_as_it_is_asked(tmp_path: Path, horizon: int, expected: set[object]) -> None:
    path = folder(tmp_path, "{nama: Ina, profesi: Bidan, sampai: 2027-06-30}", YUSUF)
    report = check(path, pada=PADA, horizon=horizon)
    assert fired(report, "ILP310", "ILP311", "ILP312") == expected
    assert report.exit_status() == 0
    assert all(finding.severity.value == "warning" for finding in of(report, "ILP311"))
    result = ilp("check", path, "--pada", DAY, "--horizon", str(horizon))
    assert ("ILP311" in result.stdout) is bool(expected)


def test_horizons_end_on_real_days() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 1), 12) == date(2027, 12, 1)
    assert months_after(date(9999, 5, 1), 12) == date.max


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Bidan", "Perawat"]),
        st.sampled_from(["Cimpu", "Murante"]),
        st.integers(0, 3),
        st.sampled_from(["", "Sen-Rab", "Kam-Jum"]),
        st.none() | DAYS,
        st.none() | DAYS,
    ),
    min_size=1,
    max_size=7,
)


def rows_of(people: Sequence[tuple[str, str, int, str, date | None, date | None]]) -> list[str]:
    """Rows of petugas; those of one number are one person."""
    rows = []
    for number, (profesi, pustu, who, hari, mulai, sampai) in enumerate(people):
        fields = [f"pustu: {pustu}", f"nama: Orang {number}", f"profesi: {profesi}"]
        fields += [f"hari_tugas: {hari}"] if hari else []
        fields += [f"nik: 731701680290000{who}"] if who else []
        fields += [f"mulai: {mulai}"] if mulai else []
        fields += [f"sampai: {sampai}"] if sampai else []
        rows.append(f"{{{', '.join(fields)}}}")
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PEOPLE, DAYS)
def test_on_every_day_an_outlook_counts_as_a_check_does(tmp_path: Path, people: list[tuple], day: date) -> None:  # type: ignore[type-arg]
    district = load(folder(tmp_path, *rows_of(people)))
    first = date(2026, 1, 1)
    assert district.roster_given
    pustu = outlook(district, pada=first, sampai=2028).pustu[0]
    (state,) = pustu_states(Case(district=district, pada=day, years=(2025,), law=law()))
    known = [fulfilment for begin, fulfilment in pustu.keadaan if begin <= day][-1]
    assert (known.ada, known.gaps) == (state.ada, state.gaps)
    assert pustu.sudah is not pustu.awal.memenuhi
    for fall in pustu.falls:
        assert {end.tanggal for end in fall.sebab} == {fall.tanggal}


def luwu() -> Outlook:
    return outlook(LUWU, sampai=2028, pada=PADA)


def test_four_leave_luwu_by_2028_and_one_is_succeeded() -> None:
    falling = luwu().having("jatuh")
    assert [(pustu.pustu, pustu.jatuh, pustu.sebab[0].jenis.value, pustu.pulih) for pustu in falling] == [
        ("Balubu", date(2027, 12, 1), "pensiun", None),
        ("Awo' Gading", date(2028, 2, 16), "sip", None),
        ("Kalibamamase", date(2028, 5, 1), "pensiun", date(2028, 8, 1)),
        ("Kadong-Kadong", date(2028, 7, 1), "kontrak", None),
    ]
    assert len(luwu().having("sudah")) == 4
    warnings = of(check(LUWU, pada=PADA, horizon=24), "ILP310", "ILP311", "ILP312")
    assert [finding.code for finding in warnings] == ["ILP310", "ILP311", "ILP310", "ILP312"]
    assert all(re.fullmatch(r"roster\.xlsx:Petugas![A-Z]+\d+", spot(finding)) for finding in warnings)


def test_no_birth_date_and_no_number_is_told(tmp_path: Path) -> None:
    rows = [
        f"{{nama: Ina {NIP}, jabatan: Bidan Mahir, status: PNS, nip: {NIP}, tanggal_lahir: 1969-03-17}}",
        YUSUF,
    ]
    path = folder(tmp_path, *rows)
    out = tmp_path / "rencana.xlsx"
    assert ilp("export", path, "--rancangan", "--pada", DAY, "-o", out).returncode in (0, 1)
    sheet = openpyxl.load_workbook(out)["Prakiraan"]
    shown = [ilp("outlook", path, "--pada", DAY, "--format", kind).stdout for kind in ("text", "json", "csv")]
    shown.append(ilp("check", path, "--pada", DAY).stdout)
    shown.append("\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row))
    for text in shown:
        assert "Ina" in text
        assert not re.search(r"1969|17 Maret|196903", text)


def test_json_and_csv_hold_the_contract(tmp_path: Path) -> None:
    words = ("outlook", LUWU, "--pada", DAY, "--sampai", "2028")
    document = json.loads(ilp(*words, "--format", "json").stdout)
    assert list(document) == [
        *("version", "command", "kabupaten", "pada", "tahun", "sampai"),
        *("pustu", "orang", "tidak_diketahui", "ketentuan", "menurut"),
    ]
    assert (document["pada"], document["sampai"]) == (DAY, "2028-12-31")
    balubu = next(row for row in document["pustu"] if row["pustu"] == "Balubu")
    assert balubu["sebab"][0] == {
        "nama": "Nurfadillah Kadir",
        "profesi": "bidan",
        "jenis": "pensiun",
        "tanggal": None,
        "tahun": 2027,
        "dasar": "PP 11/2017, Pasal 239 ayat (2)",
        "pangkat": "turunan",
        "catatan": None,
    }
    assert (balubu["jatuh"], balubu["jatuh_tahun"]) == (None, 2027)
    assert {row["jenis"] for row in document["orang"]} == {"pensiun", "kontrak", "sip"}
    assert all((row["tanggal"] is None) == (row["jenis"] == "pensiun") for row in document["orang"])
    asked = json.loads(ilp(*words, "--format", "json", "--tanggal-pensiun").stdout)
    balubu = next(row for row in asked["pustu"] if row["pustu"] == "Balubu")
    assert (balubu["jatuh"], balubu["sebab"][0]["tanggal"]) == ("2027-12-01", "2027-12-01")
    target = tmp_path / "prakiraan.csv"
    assert ilp(*words, "--format", "csv", "-o", target).returncode == 0
    head, *lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert head == "tahun,puskesmas,pustu,keadaan,jatuh,jatuh_tahun,kurang,hari_kurang,sebab,pulih,berikutnya"
    assert len(lines) == 22
    assert ilp(*words, "--format", "csv", "-o", target).returncode == 4


@pytest.mark.parametrize(
    ("words", "status", "told_"),
    [
        (("--sampai", "2025"), 2, "tulis tahun dari 2026 (hari pemeriksaannya 21 November 2026) sampai 9999"),
        (("--tahun", "2030"), 2, "tahap 2030 tidak ada"),
        (("--roster", "tiada.xlsx"), 3, "tidak ditemukan"),
    ],
)
def test_what_cannot_be_answered_says_why(words: tuple[str, ...], status: int, told_: str) -> None:
    result = ilp("outlook", LUWU, "--pada", DAY, *words)
    assert (result.returncode, result.stdout) == (status, "")
    assert told_ in result.stderr


def test_without_roster_or_standard_there_is_no_outlook(tmp_path: Path) -> None:
    head = HEAD.split("kader:", maxsplit=1)[0]
    with pytest.raises(Unreadable, match="roster belum ada"):
        outlook(plan(tmp_path / "tanpa", head), pada=PADA)
    with pytest.raises(Misuse, match="belum ada standar pustu yang berlaku"):
        outlook(LUWU, pada=date(2020, 1, 1))
    broken = head + "roster: .\n"
    with pytest.raises(Unreadable, match="belum terbaca lengkap"):
        outlook(plan(tmp_path / "rusak", broken, petugas_csv="nama,puskesmas,profesi\nIna,Suli,Bidan\n"), pada=PADA)


def test_a_district_cannot_set_the_age_of_retirement(tmp_path: Path) -> None:
    local = "standar:\n  pensiun.pns: {nilai: [keterampilan 70], dasar: SK}\n"
    path = folder(tmp_path, f"{{nama: Ina, jabatan: Bidan Mahir, status: PNS, nip: {NIP}}}", YUSUF, head=local + HEAD)
    messages = [finding.message for finding in check(path, pada=PADA).findings]
    assert sum("pensiun.pns ditetapkan nasional, bukan oleh daerah" in message for message in messages) == 1
    assert outlook(path, pada=PADA).pustu[0].jatuh == date(2027, 4, 1)


def test_the_sheet_marks_falls_by_sign_and_letter_not_by_colour_alone(tmp_path: Path) -> None:
    out = tmp_path / "rencana.xlsx"
    assert ilp("export", LUWU, "--rancangan", "--tanggal-pensiun", "--pada", DAY, "-o", out).returncode == 1
    sheet = openpyxl.load_workbook(out)["Prakiraan"]
    head, *rows = sheet.iter_rows(min_row=2, max_row=24, values_only=True)
    quarters = [str(title).replace("\n", " ") for title in head[5:]]
    assert (quarters[0], quarters[-1], len(quarters)) == ("IV 2026", "IV 2029", 13)
    marks = {row[2]: dict(zip(quarters, row[5:], strict=True)) for row in rows}
    assert [marks["Balubu"][quarter] for quarter in ("III 2027", "IV 2027", "I 2028")] == [None, "▼ P", "▼"]
    assert [marks["Kalibamamase"][quarter] for quarter in ("II 2028", "III 2028", "IV 2028")] == ["▼ P", "▼▲", None]
    assert (marks["Awo' Gading"]["I 2028"], marks["Kadong-Kadong"]["III 2028"]) == ("▼ S", "▼ K")
    assert (marks["Olang"]["I 2029"], marks["Poringan"]["IV 2026"]) == ("K", "▼")
    text = "\n".join(str(row[0]) for row in sheet.iter_rows(min_row=25, values_only=True))
    assert all(word in text for word in ("▼", "▲", "P pensiun", "K kontrak", "T penempatan", "S SIP"))
    assert sheet.page_setup.orientation == "landscape"


def test_nothing_that_is_printed_tells_on_which_day_somebody_retires(tmp_path: Path) -> None:
    out = tmp_path / "rencana.xlsx"
    assert ilp("export", LUWU, "--rancangan", "--pada", DAY, "-o", out).returncode == 1
    book = openpyxl.load_workbook(out)
    told_ = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    told_ += [ilp("check", LUWU, "--pada", DAY).stdout, ilp("outlook", LUWU, "--pada", DAY).stdout]
    told_ += [ilp("trace", LUWU, "Prakiraan!D4", "--pada", DAY).stdout]
    words = "\n".join(told_)
    assert "pensiun 2027" in words
    assert not re.search(r"pensiun (?:mulai|sejak) \d+ ", words)
    assert "1 Desember 2027" not in words
    head, *rows = book["Prakiraan"].iter_rows(min_row=2, max_row=24, values_only=True)
    assert head[5:] == ("2026", "2027", "2028", "2029")
    assert {row[2]: row[3] for row in rows}["Balubu"] == 2027
    asked = ilp("outlook", LUWU, "--pada", DAY, "--tanggal-pensiun").stdout
    assert "pensiun mulai 1 Desember 2027 (58 tahun)" in asked


def test_without_a_roster_there_is_no_such_sheet(tmp_path: Path) -> None:
    out = tmp_path / "rencana.xlsx"
    assert ilp("export", "examples/lumajang", "--rancangan", "--pada", DAY, "-o", out).returncode in (0, 1)
    assert "Prakiraan" not in openpyxl.load_workbook(out).sheetnames


@pytest.mark.parametrize("status", ["Pensiun", "Meninggal Dunia", "CLTN", "Non Aktif", "Magang"])
def test_who_has_left_is_not_counted_among_those_thought_to_serve_on(tmp_path: Path, status: str) -> None:
    ahead = outlook(folder(tmp_path, f"{{nama: Ina, profesi: Bidan, status: {status}}}"), sampai=2030, pada=PADA)
    assert not ahead.tidak_diketahui
    assert ahead.pustu[0].awal.kurang["bidan"] == 1
