"""The order for the eye: the answer first, then each year with its puskesmas, limits used, and what more would give."""

from __future__ import annotations

from collections.abc import Iterator

from ilp_cli.capabilities.rollout.model.plan import RolloutPlan
from ilp_cli.capabilities.rollout.model.problem import WORDS
from ilp_cli.capabilities.rollout.model.words import coba_words, peak_sentence, summary, used_rows
from ilp_cli.core.words import angka, ended
from ilp_cli.district.rollout import RESOURCES
from ilp_cli.screen.stream import Line, line
from ilp_cli.screen.text import table, wrapped


def rollout_lines(plan: RolloutPlan) -> Iterator[Line]:
    """The whole order on a screen or two."""
    problem = plan.problem
    years = ", ".join(str(year.tahun) for year in problem.tahun)
    yield line((f"Urutan puskesmas {plan.kabupaten}", "bold"), f" · {years}")
    yield line()
    for sentence in summary(plan):
        yield from map(line, wrapped(sentence, 100))
    yield line()
    yield from table(("Tahun", "Puskesmas", "Kecamatan", "Jiwa", *_heads(), "Roadmap", "Mengapa baru tahun itu"), [
        _row(plan, number, start) for number, start in _planned(plan)
    ])  # fmt: skip
    yield line()
    yield line(("Batas yang dipakai", "bold"))
    header = ("Tahun", *_heads())
    used: dict[int, list[str]] = {}
    for year, _, limit, spent in used_rows(plan):
        of = "tanpa batas" if limit is None else f"dari {angka(limit)}"
        used.setdefault(year.tahun, []).append(f"{angka(spent)} {of}")
    yield from table(header, [(str(tahun), *cells) for tahun, cells in used.items()])
    yield line()
    yield line(("Dapat diperiksa dengan tangan", "bold"))
    for peak in plan.puncak:
        yield from map(line, wrapped(peak_sentence(plan, peak), 100))
    if plan.belum:
        yield line()
        yield line(("Belum dapat", "bold"))
        for number in plan.belum:
            words = ended(f"{problem.calon[number].nama}: {plan.sebab.get(number, 'tidak termuat')}")
            yield from map(line, wrapped(words, 100))
    if plan.coba:
        yield line()
        yield line(("Bila ditambah", "bold"))
        yield from table(("Dicoba", "Hasilnya"), [coba_words(plan, row) for row in plan.coba])
    for note in plan.notes:
        yield from map(line, wrapped(ended(f"Catatan: {note}"), 100))


def _heads() -> tuple[str, ...]:
    return tuple("Anggaran (Rp)" if key == "anggaran" else WORDS[key].capitalize() for key in RESOURCES)


def _planned(plan: RolloutPlan) -> Iterator[tuple[int, int]]:
    years = {year.tahun for year in plan.problem.tahun}
    pairs = [(start, number) for number, start in enumerate(plan.choice) if start in years and start is not None]
    yield from ((number, start) for start, number in sorted(pairs))


def _row(plan: RolloutPlan, number: int, start: int) -> tuple[str, ...]:
    calon = plan.problem.calon[number]
    why = "sudah ditetapkan" if calon.tetap is not None else plan.sebab.get(number, "")
    return (
        str(start),
        calon.nama,
        calon.puskesmas.kecamatan or "–",
        "–" if calon.jiwa is None else angka(calon.jiwa),
        *("–" if (need := calon.needs(key)) is None else angka(need) for key in RESOURCES),
        str(calon.terbit or calon.tetap or "–"),
        why,
    )
