"""The annex that divides the areas among the kader of the posyandu of a stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.areas.model.holding import FIGURE, JUMLAH, Holding, holdings, posyandu_of
from ilp_cli.capabilities.areas.model.pembagian import Applied
from ilp_cli.core.words import BLANK, daftar
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.wilayah import Blok
from ilp_cli.paper.annex import AnnexColumn, Draft, counted
from ilp_cli.paper.edition import Edition
from ilp_cli.paper.sheet import Value

_COLUMNS = (
    AnnexColumn(title="NO", weight=5, center=True),
    AnnexColumn(title="NAMA KADER", weight=24),
    AnnexColumn(title="POSYANDU", weight=17),
    AnnexColumn(title="DESA/ KELURAHAN", weight=18, spare=True),
    AnnexColumn(title="DUSUN/RW/RT", weight=32),
    AnnexColumn(title="JUMLAH KK", weight=9, center=True),
    AnnexColumn(title="TINGKAT", weight=12, center=True),
)
_KK = 5
"""Where the households stand."""


def annexes(case: Case, edition: Edition) -> Iterator[Draft]:  # noqa: ARG001  # every capability is asked alike
    """One annex for each stage that has posyandu with blocks; none where no block is told."""
    by_posyandu = case.of(holdings)
    division, where = case.beside(Applied), case.district.kabupaten.sebutan
    for tahap in case.district.tahap:
        posyandu = posyandu_of(tahap)
        own = [held for path in posyandu for held in by_posyandu.get(path, ())]
        if tahap.tahun not in case.years or not own:
            continue
        yield Draft(
            tahap=tahap,
            title=f"PEMBAGIAN WILAYAH KERJA KADER POSYANDU\n{where} TAHUN {tahap.tahun}".upper(),
            columns=_COLUMNS,
            body=tuple(_row(number, held) for number, held in enumerate(own, 1)),
            total=("JUMLAH", None, None, None, None, sum(held.kk for held in own), None),
            sentence=_sentence(own),
            landscape=True,
            assumed=division is not None and any(path in division.entries for path in posyandu),
            angka={
                **{(row, _KK): Angka(FIGURE, held.posyandu.path, str(held.place)) for row, held in enumerate(own)},
                (len(own), _KK): Angka(JUMLAH, tahap.path),
            },
            assumption="pembagian wilayah kader ini belum ditetapkan" if division is not None else "",
        )


def _row(number: int, held: Holding) -> tuple[Value, ...]:
    return (
        number,
        held.nama or BLANK,
        held.posyandu.nama,
        daftar(dict.fromkeys(block.desa for block in held.blocks if block.desa)) or held.posyandu.desa,
        places(held.blocks),
        held.kk if held.told else None,
        held.kader.tingkat or None if held.kader else None,
    )


def places(blocks: Sequence[Blok]) -> str:
    """Where blocks lie, those of one dusun and RW put together: RT 01 dan RT 02 RW 01 Dusun Salu."""
    groups: dict[tuple[str, str], list[Blok]] = {}
    loose = []
    for block in blocks:
        if block.rt and block.nama == block.alamat:
            groups.setdefault((block.dusun, block.rw), []).append(block)
        else:
            loose.append(block.nama)
    words = []
    for own in groups.values():
        tail = own[0].alamat.removeprefix(own[0].ujung).strip()
        words.append(f"{daftar(block.ujung for block in own)} {tail}".strip())
    return "; ".join([*words, *loose])


def _sentence(own: Sequence[Holding]) -> str:
    kader = len({held.who for held in own if held.who is not None})
    posyandu = len({held.posyandu.path for held in own})
    bare = sum(len(held.blocks) for held in own if held.who is None)
    tail = f"; {counted(bare, 'blok')} belum ada kadernya" if bare else ""
    return f"Jumlah: {counted(kader, 'kader')} di {counted(posyandu, 'posyandu')}{tail}."
