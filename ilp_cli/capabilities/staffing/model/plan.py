"""What a staffing planner answers: moves, hires, posts left unmet, and why fewer hires cannot do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ilp_cli.capabilities.staffing.model.usulan import Hire, Move, Proposal, Spot
from ilp_cli.core.brief import brief
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.rows import columns, envelope
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.weekdays import hari_names
from ilp_cli.core.words import HARI, angka, daftar

STAFFING_TABLES = {
    "moves": columns(
        "nama nip profesi status dari.puskesmas dari.pustu dari.posyandu ke.puskesmas ke.pustu ke.posyandu hari:parts "
        "km:number alasan"
    ),
    "hires": columns("puskesmas pustu posyandu profesi jumlah:whole tahun:whole alasan"),
    "unmet": columns("puskesmas pustu posyandu profesi jumlah:whole tahun:whole hari:parts"),
    "tidak_ikut": columns("sebab orang:whole"),
}
"""The tables of a plan and their columns, as in its JSON; `km` is the distance as the crow flies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """What is told of one move beside the move itself: the status of the person, and how far they go.

    `km` is None where either end has no coordinates; `kedekatan` then says how near in words.
    """

    move: Move
    status: str
    km: float | None
    kedekatan: str

    @property
    def jarak(self) -> str:
        """The distance in words."""
        return f"{angka(self.km, 1)} km" if self.km else self.kedekatan

    def row(self) -> dict[str, object]:
        """The move as the JSON has it; of a NIP only the last four figures."""
        return {
            "nama": self.move.nama,
            "nip": self.move.nip or None,
            "profesi": self.move.profesi,
            "status": self.status or None,
            "dari": self.move.dari.row(),
            "ke": self.move.ke.row(),
            "hari": list(hari_names(self.move.hari)),
            "km": self.km,
            "alasan": self.move.alasan,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """Posts that stay unmet because hires are limited, and the weekdays that stay below the minimum."""

    di: Spot
    profesi: str
    jumlah: int
    tahun: int
    hari: frozenset[int]

    def row(self) -> dict[str, object]:
        """The posts as the JSON has them."""
        return {
            **self.di.row(),
            "profesi": self.profesi,
            "jumlah": self.jumlah,
            "tahun": self.tahun,
            "hari": list(hari_names(self.hari)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Arithmetic a planner can check by hand: on one weekday these units need more than may ever stand in them.

    `butuh` are the units below their minimum with what each lacks; `lebih` what units among them can spare; `masuk` the
    people of other units who may come. What is left of the need is `n`.
    """

    profesi: str
    hari: int | None
    butuh: tuple[tuple[str, int], ...]
    lebih: tuple[tuple[str, int], ...] = ()
    masuk: tuple[tuple[str, int], ...] = ()

    @property
    def n(self) -> int:
        """What must be recruited for these units."""
        return sum(n for _, n in self.butuh) - sum(n for _, n in (*self.lebih, *self.masuk))

    def __str__(self) -> str:
        needed, spare = sum(n for _, n in self.butuh), sum(n for _, n in (*self.lebih, *self.masuk))
        day = f", dihitung hari {HARI[self.hari]}" if self.hari is not None else ""
        givers = daftar(f"{unit} {n}" for unit, n in (*self.lebih, *self.masuk))
        spare_words = f"kelebihan yang boleh sampai ke sana {spare}" + (f" ({givers})" if givers else "")
        where = daftar(f"{unit} {n}" for unit, n in self.butuh)
        if self.hari is None:
            return f"{self.profesi}: butuh {needed} ({where}), tidak ada yang dipindahkan = {self.n}"
        return f"{self.profesi}{day}: butuh {needed} ({where}) − {spare_words} = {self.n}"

    def row(self) -> dict[str, object]:
        """The arithmetic as the JSON has it."""
        return {
            "profesi": self.profesi,
            "hari": None if self.hari is None else HARI[self.hari],
            "butuh": [{"unit": unit, "jumlah": n} for unit, n in self.butuh],
            "lebih": [{"unit": unit, "jumlah": n} for unit, n in self.lebih],
            "masuk": [{"unit": unit, "jumlah": n} for unit, n in self.masuk],
            "n": self.n,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """How many must be recruited whatever the moves that keep to `selama`: `n` cannot be undercut by them.

    `selama` are the conditions that the moves keep to, in words; none where only kader are lacking, who do not move.
    `proven` says that the plan needs no more than `n`; `exact` that the proofs together come to `n`, so that it can be
    checked by hand; otherwise only the solver's bound is proven.
    """

    n: int
    proven: bool = True
    exact: bool = True
    proofs: tuple[Proof, ...] = ()
    selama: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.n:
            known = "tidak ada tenaga yang harus direkrut"
            return known if self.proven else "belum diketahui apakah ada tenaga yang harus direkrut"
        kept = f" selama {daftar(self.selama)}" if self.selama else ""
        return f"paling sedikit {self.n} tenaga harus direkrut, apa pun perpindahannya{kept}"

    def row(self) -> dict[str, object]:
        """The certificate as the JSON has it."""
        return {
            "n": self.n,
            "pernyataan": str(self),
            "terbukti": self.proven,
            "hitungan_lengkap": self.exact,
            "hitungan": [proof.row() for proof in self.proofs],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """An aim of which it is not proven that less will not do: what it came to, and the bound no plan can pass."""

    tujuan: str
    satuan: str
    nilai: float
    batas: float

    def __str__(self) -> str:
        value, bound = (f"{angka(n, 1 if self.satuan else 0)} {self.satuan}".strip() for n in (self.nilai, self.batas))
        return f"{self.tujuan} {value}, tidak mungkin kurang dari {bound}"

    def row(self) -> dict[str, object]:
        """The gap as the JSON has it."""
        return {"tujuan": self.tujuan, "nilai": self.nilai, "batas": self.batas}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingPlan(Tabled):
    """The whole answer. `posts` were unmet before; `excluded` counts by reason who could not be proposed.

    `proven` is False where the search was cut short: the plan is then the best found, and `unproven` the first aim
    that it may not have reached. `notes` say what was assumed.
    """

    TABLES: ClassVar = STAFFING_TABLES

    proposal: Proposal
    moves: tuple[MoveFacts, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    posts: int = 0
    certificate: Certificate = field(default_factory=lambda: Certificate(n=0))
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    proven: bool = True
    unproven: Unproven | None = None
    interrupted: bool = False

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.proposal.kabupaten,
            posts=self.posts,
            moves=self.people,
            hires=self.hired,
            unmet=self.unmet_posts,
            proven=self.proven,
        )

    @property
    def hired(self) -> int:
        """How many are to be recruited."""
        return sum(hire.jumlah for hire in self.proposal.rekrut)

    @property
    def people(self) -> int:
        """How many people are to move; somebody at two pustu counts once."""
        return len({(facts.move.nama, facts.move.dari, facts.move.nip) for facts in self.moves})

    @property
    def unmet_posts(self) -> int:
        """How many posts stay unmet."""
        return sum(unmet.jumlah for unmet in self.unmet)

    def exit_status(self) -> ExitStatus:
        """130 where it was stopped; 1 where posts stay unmet or it is not proven that less will not do; else 0."""
        if self.interrupted:
            return ExitStatus.INTERRUPTED
        return ExitStatus.FINDINGS if self.unmet or not self.proven else ExitStatus.OK

    def document(self) -> dict[str, object]:
        """The plan as JSON; it only grows."""
        proposal = self.proposal
        return envelope(
            "plan staffing",
            proposal.kabupaten,
            pada=proposal.pada,
            tahun=proposal.tahun,
            summary={
                "posts": self.posts,
                "moves": self.people,
                "hires": self.hired,
                "unmet": self.unmet_posts,
                "proven": self.proven,
                "interrupted": self.interrupted,
            },
            moves=[move.row() for move in self.moves],
            hires=[hire_row(hire) for hire in proposal.rekrut],
            unmet=[unmet.row() for unmet in self.unmet],
            certificate=self.certificate.row(),
            belum_terbukti=self.unproven.row() if self.unproven else None,
            excluded=dict(self.excluded),
            tidak_ikut=[{"sebab": reason, "orang": count} for reason, count in self.excluded.items()],
            notes=list(self.notes),
        )


def hire_row(hire: Hire) -> dict[str, object]:
    """A hire as the JSON has it."""
    return {
        **hire.di.row(),
        "profesi": hire.profesi,
        "jumlah": hire.jumlah,
        "tahun": hire.tahun,
        "alasan": hire.alasan,
    }
