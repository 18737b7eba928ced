"""Plan the training of the coming years, and write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ilp_cli.capabilities.training.model import words
from ilp_cli.capabilities.training.model.held import broken
from ilp_cli.capabilities.training.model.need import Peserta, needing
from ilp_cli.capabilities.training.model.plan import TrainingPlan, YearPlan
from ilp_cli.capabilities.training.model.problem import problem_of
from ilp_cli.capabilities.training.plan.plan import plan_year
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day, a_number, some_years
from ilp_cli.core.names import maksud
from ilp_cli.core.options import Options, option, options_of, repeated
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.rows import columns
from ilp_cli.core.steps import step
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.keterampilan import KETERAMPILAN, kelompok
from ilp_cli.district.menurut import sentences
from ilp_cli.district.pelatihan import Pelatihan, TahunLatih
from ilp_cli.district.tables import ROSTER
from ilp_cli.law import configs
from ilp_cli.paper.proved import written
from ilp_cli.planning.patience import Patience, within
from ilp_cli.reading.load import closed_in, load
from ilp_cli.reading.usable import input_files, staffed, unread

if TYPE_CHECKING:
    from ilp_cli.paper.sheet import Book

TABLES = (*ROSTER, KETERAMPILAN)
"""What of a roster the training rests on."""
COMMAND = "ilp plan training"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTraining(Tabled):
    """Planned training and what it rests on.

    `warnings` say what of the inputs was not used, `opsi` how it was asked for.
    """

    TABLES: ClassVar = {
        "peserta": words.COLUMNS,
        "rencana": columns(
            "tahun:whole kebutuhan:whole mendapat_tempat:whole paling_banyak:whole angkatan:whole angkatan_batas:whole "
            "angkatan_terbukti:truth kecamatan_lain:whole km:number km_batas:number perjalanan_terbukti:truth "
            "pencarian_selesai:truth biaya:number biaya_belum_ditulis:parts"
        ),
    }

    district: District = field(repr=False)
    plan: TrainingPlan
    warnings: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)
    opsi: Options = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.plan.kabupaten,
            tahun=tuple(year.problem.tahun for year in self.plan.tahun),
            angkatan=sum(len(year.angkatan) for year in self.plan.tahun),
        )

    @property
    def summary(self) -> tuple[str, ...]:
        """The answer in a few sentences."""
        return tuple(words.summary(self.plan))

    def _rows(self) -> Mapping[str, Any]:
        return {"peserta": self.rows(), **self.document()}

    def document(self) -> dict[str, object]:
        """The plan as JSON has it."""
        return {
            **words.document(self.plan, self.district),
            "menurut": [given.row() for given in self.district.menurut],
        }

    def rows(self) -> tuple[dict[str, object], ...]:
        """Every person and group as flat rows."""
        return tuple(words.rows(self.plan))

    def exit_status(self) -> int:
        """130 where somebody stopped it, 1 where somebody is left without a place in the end, else 0."""
        if self.plan.interrupted:
            return ExitStatus.INTERRUPTED
        return ExitStatus.OK if self.plan.complete else ExitStatus.FINDINGS


def plan_training(
    source: District | str | Path,
    *,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
    pada: date | None = None,
    batas_waktu: float = 0,
    until: Patience | None = None,
) -> PlannedTraining:
    """Who learns which group in which batch, year by year, before their stage begins.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years under `pelatihan:` (default: all that are to come). Distances
    are in km as the crow flies, costs as `pelatihan: biaya` has them. `batas_waktu`, in seconds (0: none), and Ctrl-C
    end the search with the best so far; who has more to do under the same limit gives `until` instead and listens
    himself.

    Raises Misuse where `pelatihan:` is missing, unusable or has no such year, Unreadable where an input cannot be read.
    """
    a_number("batas_waktu", batas_waktu, 60)
    with within(batas_waktu, until) as ends:
        return _planned(source, some_years("tahun", tahun), roster, pada, ends)


def _planned(
    source: District | str | Path,
    wanted: Sequence[int],
    roster: str | Path | None,
    pada: date | None,
    until: Patience,
) -> PlannedTraining:
    district = staffed(load(source, roster, tables=TABLES))
    day = a_day("pada", pada) or date.today()
    case = Case(district=district, pada=day, law=configs.law())
    key, years = _usable(district, wanted, day)
    people = needing(case)
    planned: list[YearPlan] = []
    for asked in years:
        step(f"menyusun pelatihan {asked.tahun}")
        problem = problem_of(case, key, asked, people, closed_in(district, {asked.tahun}))
        year = plan_year(problem, until)
        for fault in broken(problem, year.angkatan):
            raise RuntimeError(f"planned training breaks: {fault}")
        planned.append(year)
        people = _after(people, year)
    plan = TrainingPlan(
        kabupaten=district.kabupaten.sebutan,
        pada=day,
        tahun=tuple(planned),
        biaya=key.biaya,
        notes=tuple(words.notes(planned, district)),
        interrupted=until.stopped,
    )
    inputs = input_files(None if isinstance(source, District) else Path(source), district)
    return PlannedTraining(
        district=district,
        plan=plan,
        warnings=tuple(unread(district, leave=True)),
        inputs=inputs,
        opsi=options_of(tahun=wanted, roster=Path(roster) if roster else None),
    )


def _usable(district: District, wanted: Sequence[int], day: date) -> tuple[Pelatihan, tuple[TahunLatih, ...]]:
    """The key and the years to plan, the first line of each year. Raises Misuse where nothing can be planned by it."""
    key = district.pelatihan
    if key is None:
        raise Misuse(f"pelatihan: belum ditulis di {district.file}: peserta, hari, tempat dan tahun")
    missing = [name for name, value in (("peserta: max", key.max), ("hari", key.hari), ("tempat", key.tempat),
                                        ("tahun", key.tahun)) if not value]  # fmt: skip
    if missing:
        raise Misuse(f"pelatihan: {daftar(missing)} belum diisi di {district.file}")
    if key.max is not None and key.min is not None and key.max < key.min:
        raise Misuse(f"pelatihan: peserta max {key.max} kurang dari min {key.min} di {district.file}")
    for column, listed_groups in (("kader", key.kader), ("nakes", key.nakes)):
        for text in listed_groups:
            if kelompok().find(text) is None:
                near = maksud(text, (*kelompok().nama.values(), *kelompok().sebutan))
                raise Misuse(f"pelatihan: {column}: kelompok “{text}” tidak dikenal{near}, di {district.file}")
    listed: dict[int, TahunLatih] = {}
    for year in key.tahun:
        listed.setdefault(year.tahun, year)
    unknown = [str(year) for year in wanted if year not in listed]
    if unknown:
        raise Misuse(f"pelatihan: tahun {daftar(unknown)} belum ditulis; yang ada: {daftar(map(str, sorted(listed)))}")
    years = tuple(
        year for number, year in sorted(listed.items()) if (number in wanted or not wanted) and number >= day.year
    )
    if not years:
        raise Misuse(f"semua tahun pelatihan sudah lewat pada {day.isoformat()}; tulis tahun yang akan datang")
    return key, years


def _after(people: Sequence[Peserta], year: YearPlan) -> tuple[Peserta, ...]:
    """The people with what they still need once a year is over."""
    learned: dict[object, set[str]] = {}
    for batch in year.angkatan:
        for number in batch.peserta:
            learned.setdefault(year.problem.peserta[number].who, set()).add(batch.kelompok)
    left = (
        replace(
            person,
            perlu=tuple(group for group in person.perlu if group not in learned.get(person.who, ())),
            belum_diketahui=person.belum_diketahui - learned.get(person.who, set()),
        )
        for person in people
    )
    return tuple(person for person in left if person.perlu)


def write_training(
    planned: PlannedTraining,
    output: str | Path,
    *,
    kertas: str = "f4",
    force: bool = False,
    dry_run: bool = False,
) -> str:
    """Write the plan of each year and the attendance list of each batch as a workbook; the name of what is written.

    `planned` is what `plan_training` gives, `output` the workbook (.xlsx), `kertas` f4 or a4. `force` replaces what
    stands there; `dry_run` writes nothing.

    Raises OutputBlocked where the target may not be written, Misuse for another kind of file.
    """
    return written(partial(_book, planned, kertas), output, planned.inputs, force=force, dry_run=dry_run)


def _book(planned: PlannedTraining, kertas: str) -> Book:
    """The workbook with its sheet Asal, which tells whether the search came to its end."""
    from ilp_cli.capabilities.training.sheets import training_book
    from ilp_cli.paper.provenance import CUT_SHORT, SEARCH, with_origin

    district, plan = planned.district, planned.plan
    notes = (*sentences(district.menurut), *plan.notes)
    book = training_book(replace(plan, notes=notes), kertas)
    ended = not plan.interrupted and not any(year.cut for year in plan.tahun)
    told = (*planned.opsi, *(() if ended else ((SEARCH, CUT_SHORT),)))
    return with_origin(book, district, told, command=COMMAND, pada=plan.pada, kertas=kertas)


def book_again(source: District | Path, roster: Path | None, pada: date, options: Options) -> Book:
    """The workbook that the inputs give today with the options that its sheet Asal tells, searched to the end.

    Raises as `plan_training` does.
    """
    years = [int(year) for year in repeated(options, "--tahun")]
    return _book(plan_training(source, tahun=years, roster=roster, pada=pada), option(options, "--kertas"))
