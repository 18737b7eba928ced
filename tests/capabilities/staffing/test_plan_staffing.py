"""Staffing plans: as good as trying everything, harmless to those who give, and proven by sums that add up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.staffing.model.applied import applied
from ilp_cli.capabilities.staffing.model.plan import StaffingPlan
from ilp_cli.capabilities.staffing.model.usulan import Proposal
from ilp_cli.capabilities.staffing.plan.problem import Options
from ilp_cli.capabilities.staffing.read import read_proposal
from ilp_cli.capabilities.staffing.verb import plan_staffing, why_hires, write_proposal
from ilp_cli.checking.verb import check, report_of
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.numbers import Nip
from ilp_cli.district.people import Kader, Petugas, fixed_status, status_key
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu, register_of
from ilp_cli.district.roadmap import Kebijakan, Tahap, lokus_of
from ilp_cli.exporting.verb import export
from ilp_cli.law.configs import law
from ilp_cli.planning.patience import patience
from ilp_cli.reading.load import load
from ilp_cli.rulebook.report import Report
from tests.capabilities.staffing.cases import (
    ORIGIN,
    YEAR,
    Everything,
    answer,
    district_of,
    measured,
    person,
    random_case,
)
from tests.plans import PADA, SULI, errors, of
from tests.plans import plan as written
from tests.running import ilp

seeds = st.integers(0, 1_000_000)
some = settings(deadline=None, max_examples=60)

P0, P1 = ("puskesmas", 0), ("puskesmas", 1)
WORK = frozenset(range(5))


# --- against trying everything --------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", range(10))
def test_a_plan_is_as_good_as_the_best_of_all_plans(block: int) -> None:
    """Hires, people moved, distance, change of status groups, in this order: 300 small districts."""
    moved = hired = 0
    for seed in range(block * 30, block * 30 + 30):
        district, options = random_case(seed)
        case, plan = Everything(district, options), answer(district, options)
        best = case.best()
        assert measured(case, plan) == best, seed
        assert plan.proven
        moved, hired = moved + best[1], hired + best[0]
    assert moved
    assert hired


@pytest.mark.parametrize("block", range(5))
def test_a_plan_with_divided_weeks_is_as_good_as_the_best_of_all_such_plans(block: int) -> None:
    for seed in range(7000 + block * 20, 7020 + block * 20):
        district, options = random_case(seed, people=4)
        options = replace(options, keliling=True)
        case, plan = Everything(district, options), answer(district, options)
        assert measured(case, plan) == case.best(), seed
        assert plan.proven


def test_two_professions_are_planned_beside_one_another() -> None:
    for seed in range(9000, 9030):
        district, options = random_case(seed, people=7, kinds=("bidan", "perawat"))
        plan = answer(district, options)
        for kind in ("bidan", "perawat"):
            case = Everything(district, options, kind)
            assert measured(case, plan)[:4] == case.best()[:4], seed


@pytest.mark.parametrize("keliling", [False, True])
def test_a_plan_made_in_no_time_claims_no_more_than_is_true(keliling: bool) -> None:
    """Its sums come to no more hires than the best plan has; and what it calls proven is the best."""
    proven = 0
    for seed in range(20000, 20020):
        district, options = random_case(seed, people=4)
        options = replace(options, keliling=keliling)
        case, plan = Everything(district, options), answer(district, options, patience(0))
        best = case.best()
        assert sum(proof.n for proof in plan.certificate.proofs if proof.profesi == "bidan") <= best[0]
        assert not plan.proven or measured(case, plan) == best
        proven += plan.proven
    assert proven


# --- what holds for any district ------------------------------------------------------------------------------------


def with_proposal(district: District, proposal: Proposal) -> Case:
    """The district as it would be."""
    usulan = applied(district, proposal)
    before = Case(district=district, pada=PADA, years=(YEAR,), law=law())
    return replace(before, district=usulan.after, given=(usulan,), before=before)


def after(district: District, plan: StaffingPlan) -> tuple[District, Report]:
    """The district as it would be, checked by the rules."""
    case = with_proposal(district, plan.proposal)
    return case.district, report_of(case)


STAFFING = ("ILP201", "ILP202", "ILP203", "ILP204", "ILP205")


def case(seed: int) -> tuple[District, Options]:
    district, options = random_case(seed, people=8, kinds=("bidan", "perawat"))
    return district, replace(options, keliling=Random(seed).random() < 0.5)


@some
@given(seeds)
def test_the_rules_find_nothing_wrong_with_a_plan(seed: int) -> None:
    """Every lokus met, no donor below its minimum, nobody twice, nobody protected, no hire too many."""
    district, options = case(seed)
    _, report = after(district, answer(district, options))
    assert not [finding for finding in report.findings if finding.code in STAFFING or finding.code.startswith("ILP6")]


@some
@given(seeds)
@example(3648)  # somebody stands in, one day a week, at a pustu that recruits as well
def test_no_move_can_be_left_out_and_no_hire_either(seed: int) -> None:
    district, options = case(seed)
    plan = answer(district, options)
    proposal = plan.proposal
    whole = [move for move in proposal.pindah if not move.hari]
    for move in whole:
        less = replace(proposal, pindah=tuple(other for other in proposal.pindah if other is not move))
        assert short_or_harmed(district, less), move
    for hire in proposal.rekrut:
        less = replace(proposal, rekrut=tuple(other for other in proposal.rekrut if other is not hire))
        assert short_or_harmed(district, less), hire


def short_or_harmed(district: District, proposal: Proposal) -> bool:
    report = report_of(with_proposal(district, proposal))
    return bool(of(report, *STAFFING, "ILP607"))


@some
@given(seeds, st.integers(0, 1), st.sampled_from(["bidan", "perawat"]))
def test_one_more_person_never_makes_more_hires(seed: int, at: int, kind: str) -> None:
    district, options = case(seed)
    before = answer(district, options).certificate.n
    more = person(99, district.puskesmas[at].path, kind, status="PNS", kepegawaian="pns")
    grown = replace(district, petugas=(*district.petugas, more))
    assert answer(grown, options).certificate.n <= before


@some
@given(seeds)
def test_the_same_district_gets_the_same_plan(seed: int) -> None:
    district, options = case(seed)
    assert answer(district, options).document() == answer(district, options).document()


@some
@given(seeds, st.integers(0, 4))
def test_posts_are_hired_for_moved_to_or_left_unmet(seed: int, most: int) -> None:
    district, options = case(seed)
    free, bound = answer(district, options), answer(district, replace(options, rekrut_maks=most))
    assert bound.hired == min(most, free.hired)
    assert bound.hired + bound.unmet_posts == free.hired == bound.certificate.n
    assert bound.exit_status() == (1 if bound.unmet else 0)
    assert [facts.move for facts in bound.moves] == [facts.move for facts in free.moves]


@some
@given(seeds)
def test_the_sums_of_a_certificate_never_claim_more_than_is_true(seed: int) -> None:
    district, options = case(seed)
    plan = answer(district, options)
    claimed = sum(proof.n for proof in plan.certificate.proofs)
    assert claimed <= plan.certificate.n == plan.hired
    assert plan.certificate.exact is (claimed == plan.certificate.n)


# --- cases a planner would draw -------------------------------------------------------------------------------------


def two_puskesmas(*petugas: Petugas, kebijakan: Kebijakan | None = None, lokus: int = 1) -> District:
    """P0 with pustu A and B, P1 with pustu C; C is lokus, and with `lokus` 2 also A."""
    puskesmas = tuple(
        Puskesmas(
            path=("puskesmas", number),
            nama=f"P{number}",
            pustu=tuple(
                Pustu(path=("puskesmas", number, "pustu", index), nama=name) for index, name in enumerate(names)
            ),
        )
        for number, names in enumerate(("AB", "C"))
    )
    register = register_of(puskesmas)
    named = [lokus_of(register, ("tahap", 0, "lokus", 0), "P1", ("C",))]
    if lokus == 2:
        named.append(lokus_of(register, ("tahap", 0, "lokus", 1), "P0", ("A",)))
    tahap = Tahap(path=("tahap", 0), tahun=YEAR, lokus=tuple(named))
    kader = tuple(
        Kader(
            path=("kader", row),
            nama=f"Kader {row}",
            puskesmas="P",
            induk=unit[:2],
            row=row,
            origin=ORIGIN,
            pustu_path=unit,
        )
        for row, unit in enumerate([(*P1, "pustu", 0)] * 2 + [(*P0, "pustu", 0)] * 2)
    )
    nurses = [person(90 + n, unit, "perawat") for n, unit in enumerate([(*P1, "pustu", 0), (*P0, "pustu", 0)])]
    district = district_of(puskesmas, tahap, [*petugas, *nurses], kebijakan, WORK)
    return replace(district, kader=kader, petugas=tuple(numbered(district.petugas)))


def numbered(people: tuple[Petugas, ...]) -> list[Petugas]:
    return [replace(petugas, path=("petugas", row)) for row, petugas in enumerate(people)]


def moves(plan: StaffingPlan) -> list[str]:
    """The moves in short: "Orang 1: pustu A (P0) > pustu C (P1)"."""
    return [f"{facts.move.nama}: {facts.move.dari} > {facts.move.ke}" for facts in plan.moves]


def test_a_chain_is_found_where_who_is_spare_may_not_cross() -> None:
    """P0 can spare a PPPK, who may not leave P0; the PNS of pustu A may, and the PPPK takes her place."""
    staff = [
        person(1, P0, status="PPPK"),
        person(2, P0, status="PPPK"),
        person(3, (*P0, "pustu", 0), status="PNS"),
    ]
    plan = answer(two_puskesmas(*staff, kebijakan=Kebijakan(status_tetap_di_puskesmas=("PPPK",))))
    assert moves(plan) == ["Orang 1: puskesmas P0 > pustu A (P0)", "Orang 3: pustu A (P0) > pustu C (P1)"]
    assert not plan.proposal.rekrut
    assert "menggantikan yang pindah dari sana" in plan.moves[0].move.alasan
    assert "digantikan orang lain dalam usulan ini" in plan.moves[1].move.alasan


def test_without_the_policy_nobody_moves_twice() -> None:
    staff = [person(1, P0), person(2, P0), person(3, (*P0, "pustu", 0))]
    assert moves(answer(two_puskesmas(*staff))) == ["Orang 1: puskesmas P0 > pustu C (P1)"]


def test_a_pustu_that_is_no_lokus_keeps_its_minimum_too() -> None:
    plan = answer(two_puskesmas(person(1, (*P0, "pustu", 0))))
    assert not plan.moves
    assert [(hire.profesi, str(hire.di)) for hire in plan.proposal.rekrut] == [("bidan", "pustu C (P1)")]
    assert str(plan.certificate).startswith("paling sedikit 1 tenaga")


def test_the_certificate_names_what_its_moves_keep_to() -> None:
    """Kader are not moved: where only they lack, nothing has to be kept to."""
    plan = answer(two_puskesmas(person(1, (*P0, "pustu", 0))), Options(jarak_maks=8))
    kept = "unit asal tidak dibuat kekurangan dan jaraknya paling jauh 8,0 km"
    assert str(plan.certificate) == f"paling sedikit 1 tenaga harus direkrut, apa pun perpindahannya selama {kept}"
    tied = answer(two_puskesmas(person(1, P0, tetap=True), person(2, P0, tetap=True)))
    assert tied.certificate.selama[1:] == ("yang tidak ikut ditimbang tetap di tempatnya",)
    policy = Kebijakan(status_tetap_di_puskesmas=("PPPK",))
    bound = answer(two_puskesmas(person(1, P0, status="PPPK"), person(2, P0, status="PPPK"), kebijakan=policy))
    assert bound.certificate.selama[1:] == ("yang statusnya terikat tetap di puskesmasnya",)
    district = two_puskesmas(person(1, P0), person(2, P0))
    kader_only = answer(replace(district, kader=()))
    assert str(kader_only.certificate) == "paling sedikit 2 tenaga harus direkrut, apa pun perpindahannya"


def test_nobody_has_to_stay_at_a_puskesmas_that_is_closed() -> None:
    district = two_puskesmas(person(1, P0))
    first, second = district.puskesmas
    merged = replace(district, puskesmas=(replace(first, tutup=date(2026, 1, 1)), second))
    assert not answer(district).moves
    plan = answer(merged)
    assert moves(plan) == ["Orang 1: puskesmas P0 > pustu C (P1)"]
    assert plan.moves[0].move.alasan.startswith("puskesmas P0 sudah tutup")
    policy = Kebijakan(status_tetap_di_puskesmas=("PPPK",))
    tied = replace(merged, petugas=tuple(replace(who, status="PPPK") for who in merged.petugas), kebijakan=policy)
    assert moves(answer(tied)) == moves(plan), "a closed puskesmas ties nobody"
    assert not of(after(tied, answer(tied))[1], "ILP608")
    assert not of(after(merged, plan)[1], "ILP201", "ILP607")


@pytest.mark.parametrize(("policy", "hires"), [({}, 1), ({"bidan": 0}, 0), ({"bidan": 2}, 1)])
def test_a_puskesmas_keeps_what_the_policy_says_or_one_of_each_kind(policy: dict[str, int], hires: int) -> None:
    plan = answer(two_puskesmas(person(1, P0), kebijakan=Kebijakan(induk_minimum=policy)))
    assert len(plan.proposal.rekrut) == hires
    assert any("induk_minimum" in note for note in plan.notes)


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        ({"tetap": True}, "bertanda tetap"),
        ({"pj_klaster": "2"}, "penanggung jawab klaster"),
        ({"hari": None}, "hari_tugas tidak terbaca"),
        ({"unit": None}, "unitnya tidak terdaftar"),
        ({"sampai": PADA.replace(year=2020)}, "tidak bertugas pada 21 November 2026"),
        ({"nama": ""}, "tidak dapat dibedakan dari orang lain di unitnya"),
        ({"hari": frozenset({6})}, "tidak bertugas pada satu pun hari layanan unitnya"),
    ],
)
def test_who_may_not_be_proposed_is_counted_and_said(own: dict[str, object], reason: str) -> None:
    plan = answer(two_puskesmas(person(1, P0), replace(person(2, P0), **own)))  # type: ignore[arg-type]
    assert "Orang 2" not in {facts.move.nama for facts in plan.moves}
    assert plan.excluded == {reason: 1}


def test_somebody_in_several_rows_is_not_moved() -> None:
    twice = [person(2, P0), replace(person(3, P0), nip=person(2, P0).nip)]
    plan = answer(two_puskesmas(person(1, P0), *twice))
    assert [move.move.nama for move in plan.moves] == ["Orang 1"]
    assert plan.excluded == {"tercatat di beberapa baris": 2}


def test_namesakes_are_told_apart_by_the_end_of_their_number_or_left_alone() -> None:
    same = [replace(person(number, P0), nama="Ina") for number in (1, 2)]
    plan = answer(two_puskesmas(*same))
    assert plan.proposal.pindah[0].nip == "0001"
    unknown = [replace(petugas, nip=Nip()) for petugas in same]
    assert answer(two_puskesmas(*unknown)).excluded == {"tercatat di beberapa baris": 2}  # one person, written twice
    born = [replace(petugas, lahir=date(1980 + number, 1, 2)) for number, petugas in enumerate(unknown)]
    assert answer(two_puskesmas(*born)).excluded == {"tidak dapat dibedakan dari orang lain di unitnya": 2}


def test_who_has_no_end_goes_before_who_has_one() -> None:
    end = PADA.replace(year=2030)
    plan = answer(two_puskesmas(person(1, P0, sampai=end), person(2, P0)))
    assert [facts.move.nama for facts in plan.moves] == ["Orang 2"]
    assert "masa tugas terpanjang" in plan.moves[0].move.alasan


def test_only_with_keliling_somebody_divides_the_week() -> None:
    partial = person(3, (*P1, "pustu", 0), hari=frozenset(range(4)))
    staff = [person(1, P0), person(2, P0), partial]
    whole = answer(two_puskesmas(*staff))
    assert [facts.move.hari for facts in whole.moves] == [frozenset()]
    divided = answer(two_puskesmas(*staff), Options(keliling=True))
    assert [facts.move.hari for facts in divided.moves] == [frozenset({4})]
    district, report = after(two_puskesmas(*staff), divided)
    assert not of(report, *STAFFING)
    assert [petugas.hari for petugas in district.petugas if petugas.nama == "Orang 1"] == [
        frozenset(range(4)),
        frozenset({4}),
    ]


def test_kader_are_recruited_for_pustu_and_posyandu_and_never_moved() -> None:
    district = two_puskesmas(person(1, (*P1, "pustu", 0)))
    post = Posyandu(path=(*P1, "posyandu", 0), nama="Melati")
    second = replace(district.puskesmas[1], posyandu=(post,))
    lokus = lokus_of(register_of([second]), ("tahap", 0, "lokus", 0), "P1", ("C",), ("Melati",))
    tahap = replace(district.tahap[0], lokus=(lokus,))
    district = replace(district, puskesmas=(district.puskesmas[0], second), tahap=(tahap,), kader=district.kader[:1])
    plan = answer(district)
    assert not plan.moves
    assert {(str(hire.di), hire.jumlah) for hire in plan.proposal.rekrut} == {
        ("pustu C (P1)", 1),
        ("posyandu Melati (P1)", 5),
    }
    assert not of(after(district, plan)[1], *STAFFING)


def test_a_certificate_can_be_checked_by_hand() -> None:
    """Two pustu need a bidan, P0 can spare one: 2 − 1 = 1."""
    district = two_puskesmas(person(1, P0), person(2, P0), lokus=2)
    proof = answer(district).certificate.proofs[0]
    assert (sum(n for _, n in proof.butuh), sum(n for _, n in (*proof.lebih, *proof.masuk)), proof.n) == (2, 1, 1)
    assert "butuh 2" in str(proof)
    assert "= 1" in str(proof)


def test_a_plan_that_may_take_no_time_still_is_one_and_says_what_is_not_proven() -> None:
    district, options = random_case(3, people=6)
    plan = answer(district, options, patience(0))
    assert not of(after(district, plan)[1], "ILP201", "ILP204", "ILP607")


@pytest.mark.parametrize(
    ("status", "groups", "fixed"),
    [
        ("PPPK", ("pppk",), True),
        ("P3K", ("PPPK",), True),
        ("PPPK Paruh Waktu", ("PPPK",), True),
        ("PPPK", ("PPPK Paruh Waktu",), False),
        ("PNS", ("PPPK", "Honorer"), False),
        ("Honorer", ("non ASN",), True),
        ("PNS", ("ASN",), True),
        ("", ("PPPK",), False),
    ],
)
def test_a_status_group_is_met_in_any_spelling(status: str, groups: tuple[str, ...], fixed: bool) -> None:
    petugas = person(1, P0, status=status, kepegawaian="pns" if status.startswith("P") else "")
    assert fixed_status(petugas, groups) is fixed
    assert status_key(" p3k ") == "pppk"


# --- why ------------------------------------------------------------------------------------------------------------


def test_why_names_facts_none_of_which_can_be_left_out() -> None:
    staff = [person(1, P0, status="PPPK"), person(2, P0, status="PPPK")]
    district = two_puskesmas(*staff, kebijakan=Kebijakan(status_tetap_di_puskesmas=("PPPK",)))
    [conflict] = why_hires(district, pada=PADA).conflicts
    assert conflict.subject == "1 bidan harus direkrut untuk pustu C (P1)"
    assert conflict.minimal
    assert [fact.kind for fact in conflict.facts] == ["status", "minimum"]
    assert "izinkan PPPK pindah ke puskesmas lain" in conflict.repairs
    free = replace(district, kebijakan=Kebijakan())
    assert why_hires(free, pada=PADA).conflicts == ()


def test_why_of_a_protected_person_and_of_kader() -> None:
    district = two_puskesmas(person(1, P0), person(2, P0, tetap=True), person(3, P0, tetap=True))
    district = replace(district, kader=district.kader[1:])
    assert {conflict.subject for conflict in why_hires(district, pada=PADA).conflicts} == {
        "1 kader harus direkrut untuk pustu C (P1)"
    }
    held = replace(
        district, petugas=tuple(replace(petugas, tetap=petugas.profesi == "bidan") for petugas in district.petugas)
    )
    first, second = why_hires(held, pada=PADA).conflicts
    assert first.subject == "1 bidan harus direkrut untuk pustu C (P1)"
    assert [fact.kind for fact in first.facts][-1] == "minimum"
    assert second.subject.startswith("1 kader")


# --- the file and the commands --------------------------------------------------------------------------------------


def test_luwu_2025_becomes_three_moves_and_two_hires(tmp_path: Path, luwu_plan: StaffingPlan) -> None:
    assert (luwu_plan.posts, luwu_plan.people, luwu_plan.hired, luwu_plan.unmet_posts) == (5, 3, 2, 0)
    assert luwu_plan.proven
    assert luwu_plan.certificate.exact
    assert all(facts.move.dari.puskesmas == facts.move.ke.puskesmas for facts in luwu_plan.moves)
    assert Counter(hire.profesi for hire in luwu_plan.proposal.rekrut) == {"kader": 2}


@pytest.fixture(scope="module")
def luwu_plan() -> StaffingPlan:
    return plan_staffing("examples/luwu", pada=PADA, tahun=(2025,))


def test_what_is_written_is_read_back_as_it_was_meant(tmp_path: Path) -> None:
    for seed in range(40):
        district, options = case(seed)
        plan = answer(district, replace(options, rekrut_maks=2))
        target = tmp_path / f"usulan {seed}.yaml"
        write_proposal(plan, district, tmp_path, target)
        read = read_back(target)
        assert [replace(move, path=()) for move in read.pindah] == [
            replace(move, path=(), alasan="") for move in plan.proposal.pindah
        ]
        assert [replace(hire, path=()) for hire in read.rekrut] == [
            replace(hire, path=(), alasan="") for hire in plan.proposal.rekrut
        ]
        assert (read.kabupaten, read.pada, read.tahun) == ("Luwu", PADA, (YEAR,))


def read_back(path: Path) -> Proposal:
    proposal, source, findings = read_proposal(path)
    assert not findings
    assert source is not None
    assert proposal is not None
    return proposal


def test_a_plan_as_json_says_all_of_it(luwu_plan: StaffingPlan) -> None:
    document = json.loads(json.dumps(luwu_plan.document()))
    assert {"version", "command", "moves", "hires", "unmet", "certificate"} <= document.keys()
    assert document["command"] == "plan staffing"
    assert document["certificate"]["n"] == sum(hire["jumlah"] for hire in document["hires"]) == 2
    assert document["certificate"]["terbukti"] is True


def test_with_its_proposal_luwu_has_no_errors_and_its_2025_decree_can_be_exported(
    tmp_path: Path, luwu_plan: StaffingPlan
) -> None:
    usulan = tmp_path / "usulan.yaml"
    write_proposal(luwu_plan, load("examples/luwu"), Path("examples/luwu"), usulan)
    report = check("examples/luwu", pada=PADA, dengan=usulan)
    assert not errors(report)
    assert report.usulan is not None
    assert (report.usulan.pindah, report.usulan.rekrut) == (3, 2)
    done = export("examples/luwu", tmp_path / "rencana.xlsx", pada=PADA, tahun=(2025,), dengan=usulan)
    assert done.report.exit_status() == 0
    names = [name for name, _ in done.sheets]
    assert {"Usulan Perpindahan", "Kebutuhan Formasi", "Sebelum–Sesudah"} <= set(names)


def test_posts_to_be_filled_are_listed_year_by_year(tmp_path: Path) -> None:
    kader = "nama,puskesmas,pustu,posyandu\n" + "".join(
        f"{name},Suli,,Melati\n" for name in "Ani Tuti Sari Nur".split()
    )
    petugas = "nama,puskesmas,pustu,profesi\nYusuf,Suli,Cimpu,Perawat\n"
    folder = written(tmp_path, SULI, petugas_csv=petugas, kader_csv=kader)
    said = ilp("plan", "staffing", folder, "--pada", "2026-11-21").stdout
    assert "Formasi menurut tahap: 2025: 1 bidan dan 3 kader\n" in said
