"""The order in words and in rows: what the screen, the file, the sheets, JSON and csv say alike."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.rollout.model.plan import AIMS, BY_HAND, SETS, SOLVER, Coba, Puncak, RolloutPlan
from ilp_cli.capabilities.rollout.model.problem import WORDS, Calon, Problem, Tahun, amount
from ilp_cli.core.names import normal
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.words import angka, daftar
from ilp_cli.district.district import District
from ilp_cli.district.rollout import RESOURCES

TITLES = ("tahun", "puskesmas", "kode", "kecamatan", "jiwa", *RESOURCES, "roadmap", "status", "sebab")
"""The columns of the table of the order."""
ROLLOUT_TABLES = {
    "urutan": columns(
        f"tahun:whole puskesmas kode:code kecamatan jiwa:whole {' '.join(f'{key}:number' for key in RESOURCES)} "
        "roadmap:whole status sebab"
    ),
    "tujuan": columns("nama nilai:number batas:number terbukti:truth asal_batas"),
    "batas": columns("tahun:whole batas ada:number dipakai:number"),
    "paling_banyak": columns(
        "tahun:whole batas ada:number sudah_ditetapkan:number paling_banyak:number rencana:number"
    ),
    "bila_ditambah": columns("batas tahun:whole tambah:number tujuan paling_sedikit:number paling_banyak:number"),
}
"""The tables of a plan and their columns, as in its JSON; a csv has the first."""


def rows(plan: RolloutPlan) -> Iterator[tuple[object, ...]]:
    """Every puskesmas, by its year; those without one last."""
    numbered = sorted(enumerate(plan.problem.calon), key=lambda pair: (plan.choice[pair[0]] or 9999, pair[0]))
    for number, calon in numbered:
        status = "ditetapkan" if calon.tetap is not None else "usulan" if plan.choice[number] else "belum dapat"
        yield (
            plan.choice[number],
            calon.nama,
            calon.puskesmas.kode,
            calon.puskesmas.kecamatan,
            calon.jiwa,
            *(calon.needs(resource) for resource in RESOURCES),
            calon.terbit,
            status,
            plan.sebab.get(number),
        )


def used_rows(plan: RolloutPlan) -> Iterator[tuple[Tahun, str, int | None, int]]:
    """For each year and thing that may be limited: the limit, None where there is none, and what is used of it."""
    for year in plan.problem.tahun:
        for resource in RESOURCES:
            here = [calon for calon, start in zip(plan.problem.calon, plan.choice, strict=True) if start == year.tahun]
            yield year, resource, year.batas.get(resource), sum(calon.butuh[resource] for calon in here)


def peak_sentence(plan: RolloutPlan, peak: Puncak) -> str:
    """The limit of a year as everybody can check it."""
    unit = plan.problem.satuan
    most = f"paling banyak {angka(peak.paling)} {unit}"
    if peak.sudah:
        most += f" (termasuk {angka(peak.sudah)} yang sudah ditetapkan)"
    planned = f"rencana ini {angka(peak.rencana)}"
    if not peak.resource:
        return f"Sampai {peak.tahun}, dari yang siap dan muat sendiri: {most}; {planned}."
    return f"Sampai {peak.tahun} ada {amount(peak.resource, peak.total)}: {most}; {planned}."


def summary(plan: RolloutPlan) -> Iterator[str]:
    """The answer in a few sentences: counts, aims in their order, each with what is proven of it."""
    problem = plan.problem
    years = [year.tahun for year in problem.tahun]
    planned = sum(len(plan.urutan(tahun)) for tahun in years)
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    left = f"; {len(plan.belum)} belum dapat" if plan.belum else ""
    yield f"{planned} puskesmas diurutkan pada {span}{left}; {_by_decree(plan)}."
    yield from aims(plan)
    yield f"{verdict(plan)} {weights(plan)}"
    yield from (f"{words}." for words in plan.kosong)


def _by_decree(plan: RolloutPlan) -> str:
    count = sum(calon.tetap is not None for calon in plan.problem.calon)
    return f"{count} yang sudah ditetapkan tidak dipindah" if count else "belum ada yang ditetapkan dengan SK"


def aims(plan: RolloutPlan) -> Iterator[str]:
    """The aims in their order; of one that nobody asked for it is said why it decides nothing."""
    problem, value = plan.problem, plan.nilai
    unit = problem.satuan
    last = problem.tahun[-1]
    if any(year.jumlah for year in problem.tahun):
        proof = _proof(plan, "kurang_puskesmas")
        yield f"1. Di bawah sasaran jumlah puskesmas, setiap tahun dijumlahkan: {value.kurang_puskesmas}{proof}."
    if any(year.wajib or year.jiwa for year in problem.tahun):
        short = f"{angka(value.kurang)} {unit}-tahun{_proof(plan, 'kurang')}"
        yield f"1. Di bawah sasaran, setiap tahun dijumlahkan: {short}."
        late = sorted(n for n in last.wajib if (start := plan.choice[n]) is None or start > last.tahun)
        if late:
            names = daftar(problem.calon[number].nama for number in late)
            yield f"   Pada akhir {last.tahun} sasaran masih kurang {len(late)} puskesmas: {names}."
    elif not any(year.jumlah for year in problem.tahun):
        yield "1. Tidak ada sasaran untuk tahun-tahun ini."
    if problem.kecamatan is None:
        yield "2. Tahun paling lambat setiap kecamatan punya lokus belum diisi (rollout: kecamatan)."
    else:
        names = daftar(without(plan))
        yield (
            f"2. Kecamatan tanpa lokus pada akhir {problem.kecamatan}: {value.kecamatan}"
            f"{f' ({names})' if names else ''}{_proof(plan, 'kecamatan')}."
        )
    weighted = ", berbobot" if problem.berbobot else ""
    yield f"3. Terlayani: {angka(value.terlayani)} {unit}-tahun{weighted}{_proof(plan, 'terlayani')}."
    years = {year.tahun for year in problem.tahun}
    published = [calon for calon in problem.calon if calon.tetap is None and calon.terbit in years]
    if published:
        yield f"4. Berubah dari roadmap: {value.ubah} dari {len(published)}{_proof(plan, 'ubah')}."
    else:
        yield "4. Roadmap belum memberi tahun kepada puskesmas yang diurutkan, jadi tidak ada yang berubah."
    if any(calon.diminta is not None and calon.tetap is None for calon in problem.calon):
        yield f"5. Permintaan yang tidak terpenuhi: {value.permintaan}{_proof(plan, 'permintaan')}."
    else:
        yield "5. Tidak ada puskesmas yang meminta tahun."


def _proof(plan: RolloutPlan, aim: str) -> str:
    """What is proven of an aim, with whose bound it is: the solver's, of sets, or everybody's who adds up."""
    bound = plan.batas.get(aim)
    if plan.proven(aim):
        return ", terbukti"
    if bound is None:
        return ", belum terbukti"
    words = "paling banyak" if aim == "terlayani" else "paling sedikit"
    if aim == "terlayani" and plan.asal == BY_HAND:
        return f"; menurut hitungan tangan setiap tahun {words} {angka(bound)}"
    if aim == "terlayani" and plan.asal == SETS:
        return f"; batas dari gabungan puskesmas terbaik setiap tahun: {words} {angka(bound)}"
    return f"; batas pemecah program (HiGHS): {words} {angka(bound)}"


def without(plan: RolloutPlan) -> list[str]:
    """The kecamatan without a lokus in time."""
    problem = plan.problem
    left = []
    for members in problem.wilayah().values():
        begun = [start for number in members if (start := plan.choice[number]) is not None]
        if problem.kecamatan is not None and not any(start <= problem.kecamatan for start in begun):
            left.append(problem.calon[members[0]].puskesmas.kecamatan or "")
    return left


def verdict(plan: RolloutPlan) -> str:
    """How good it is known to be, in one sentence."""
    if plan.interrupted:
        return "Pencarian dihentikan; ini yang terbaik sejauh itu."
    if plan.optimal:
        return "Terbukti: tidak ada urutan yang lebih baik menurut urutan tujuan ini."
    return "Belum terbukti yang terbaik; batasnya disebut di setiap tujuan."


def weights(plan: RolloutPlan) -> str:
    """The weights, printed whether set or not."""
    heavy = [calon for calon in plan.problem.calon if calon.bobot != 1]
    if not heavy:
        return f"Bobot: setiap {plan.problem.satuan} sama (1); kabupaten boleh mengaturnya (bobot)."
    return f"Bobot: {daftar(f'{calon.nama} {calon.bobot}' for calon in heavy)}; selebihnya 1."


def notes(plan: RolloutPlan) -> Iterator[str]:
    """What a planner must know of the figures behind the order."""
    problem = plan.problem
    unknown = [calon.nama for calon in problem.tanpa_jiwa]
    if unknown:
        yield (f"jumlah jiwa {_few(unknown)} belum diisi; tidak ada yang dikarang, jadi setiap puskesmas dihitung satu")
        if any(year.jiwa_diminta for year in problem.tahun):
            yield "karena itu sasaran jiwa belum dapat dihitung"
    nowhere = [calon.nama for calon in problem.calon if not calon.puskesmas.kecamatan]
    if nowhere and problem.kecamatan is not None:
        yield f"kecamatan {_few(nowhere)} belum diisi, jadi tidak ikut hitungan kecamatan"
    if problem.rekrut_dari_roster:
        yield (
            f"kebutuhan rekrut {_few(problem.rekrut_dari_roster)} dihitung dari roster per {plan.pada.isoformat()}: "
            "bidan dan perawat yang kurang di pustunya"
        )
    if problem.rekrut_tidak_diketahui:
        yield (
            f"kebutuhan rekrut {_few(problem.rekrut_tidak_diketahui)} tidak diketahui (tanpa roster atau pustu) dan "
            "dihitung 0; isi rekrut di rollout"
        )
    yield from _waiting(plan)
    for resource in RESOURCES:
        blank = [
            calon.nama
            for calon in problem.calon
            if resource != "rekrut" and calon.tetap is None and calon.needs(resource) is None
        ]
        if blank and any(resource in year.batas for year in problem.tahun):
            yield f"kebutuhan {WORDS[resource]} {_few(blank)} belum diisi dan dihitung 0"
    yield from _unlimited(problem)
    if problem.lewat:
        yield f"tahun {daftar(map(str, problem.lewat))} sudah lewat dan tidak direncanakan"
    for year in problem.tahun:
        over = [
            key
            for key, limit in year.batas.items()
            if sum(calon.butuh[key] for calon in problem.calon if calon.tetap == year.tahun) > limit
        ]
        if over:
            yield f"yang sudah ditetapkan untuk {year.tahun} melebihi batas {daftar(WORDS[key] for key in over)}"
    if not plan.coba_lengkap:
        yield "tabel “bila ditambah” belum lengkap karena waktunya habis"


def _unlimited(problem: Problem) -> Iterator[str]:
    """The limits that other years have and a year has not."""
    for year in problem.tahun:
        free = [
            WORDS[resource]
            for resource in RESOURCES
            if resource not in year.batas and any(resource in other.batas for other in problem.tahun)
        ]
        if free:
            yield f"batas {daftar(free)} {year.tahun} belum diisi dan dianggap tidak terbatas; tulis 0 bila tidak ada"


def _waiting(plan: RolloutPlan) -> Iterator[str]:
    """Who waits for what their readiness lacks, and where that was read."""
    names = [calon.nama for calon in plan.problem.calon if calon.tetap is None and calon.kesiapan]
    if names:
        yield f"{_few(names)} menunggu kesiapannya (rollout: kesiapan); lembar Kesiapan per {plan.pada.isoformat()}"


def _few(names: list[str] | tuple[str, ...]) -> str:
    return daftar(names) if len(names) <= 5 else f"{len(names)} puskesmas ({', '.join(names[:3])}, …)"


def coba_words(plan: RolloutPlan, row: Coba) -> tuple[str, str]:
    """What is tried, and what it gives."""
    tried = (
        "tanpa syarat satu lokus tiap kecamatan"
        if row.resource == "kecamatan"
        else f"{row.tahun}: {amount(row.resource, row.tambah)} lagi"
    )
    if not row.aim:
        return tried, "tidak mengubah apa pun"
    unit = plan.problem.satuan
    said = {
        "kurang_puskesmas": "puskesmas lebih dekat ke sasaran",
        "kurang": f"{unit}-tahun lebih dekat ke sasaran",
        "kecamatan": "kecamatan lagi mendapat lokus",
        "terlayani": f"{unit}-tahun lagi terlayani",
    }[row.aim]
    if row.paling_sedikit == row.paling_banyak:
        return tried, f"{angka(row.paling_sedikit)} {said}"
    return tried, f"paling sedikit {angka(row.paling_sedikit)}, paling banyak {angka(row.paling_banyak)} {said}"


def needs(calon: Calon) -> str:
    """What a puskesmas needs, in a sentence."""
    return ", ".join(amount(key, calon.butuh[key]) for key in RESOURCES if calon.butuh[key]) or "tidak butuh apa-apa"


def kecamatan_count(plan: RolloutPlan, tahun: int) -> tuple[int, int]:
    """How many kecamatan have a lokus by the end of a year, and how many there are."""
    groups = plan.problem.wilayah()
    reached = {
        normal(calon.puskesmas.kecamatan or "")
        for calon, start in zip(plan.problem.calon, plan.choice, strict=True)
        if start is not None and start <= tahun and calon.puskesmas.kecamatan
    }
    return len(reached), len(groups)


def document(plan: RolloutPlan, district: District) -> dict[str, object]:
    """The plan as JSON has it."""
    value = plan.nilai
    return envelope(
        "plan rollout",
        district.kabupaten.nama,
        pada=plan.pada,
        tahun=[year.tahun for year in plan.problem.tahun],
        satuan=plan.problem.satuan,
        terbukti=plan.optimal,
        dihentikan=plan.interrupted,
        tujuan=[
            {"nama": aim, "nilai": getattr(value, aim), "batas": plan.batas.get(aim), "terbukti": plan.proven(aim),
             "asal_batas": None if plan.batas.get(aim) is None
             else plan.asal if aim == "terlayani" else SOLVER}
            for aim in AIMS
        ],
        urutan=[dict(zip(TITLES, row, strict=True)) for row in rows(plan)],
        batas=[
            {"tahun": year.tahun, "batas": resource, "ada": limit, "dipakai": spent}
            for year, resource, limit, spent in used_rows(plan)
        ],
        paling_banyak=[
            {"tahun": peak.tahun, "batas": peak.resource or None, "ada": peak.total if peak.resource else None,
             "sudah_ditetapkan": peak.sudah, "paling_banyak": peak.paling, "rencana": peak.rencana}
            for peak in plan.puncak
        ],
        bila_ditambah=[
            {"batas": row.resource, "tahun": row.tahun, "tambah": row.tambah, "tujuan": row.aim or None,
             "paling_sedikit": row.paling_sedikit, "paling_banyak": row.paling_banyak}
            for row in plan.coba
        ],
        bila_ditambah_lengkap=plan.coba_lengkap,
        penjelasan=list(plan.kosong),
        catatan=list(plan.notes),
    )  # fmt: skip
