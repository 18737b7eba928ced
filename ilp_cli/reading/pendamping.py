"""Who goes with a posyandu, as a YAML file tells it: in roadmap.yaml and in bukaan.yaml alike."""

from __future__ import annotations

from collections.abc import Iterable

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import mask_numbers
from ilp_cli.district.place import Pendamping
from ilp_cli.reading.fit import Shape
from ilp_cli.reading.shape import Day, FilledText, Text


class Companion(Shape):
    """Seorang pendamping hari buka: namanya, unit asalnya, dan hari bukanya bila tidak semua."""

    nama: FilledText
    dari: Text | None = None
    tanggal: tuple[Day | None, ...] = ()


def companions(shapes: Iterable[Companion | None], path: Path) -> tuple[Pendamping, ...]:
    """The companions under a key, each where it stands."""
    return tuple(
        Pendamping(
            path=(*path, number),
            nama=mask_numbers(shape.nama),
            dari=mask_numbers(shape.dari or ""),
            tanggal=tuple(day for day in shape.tanggal if day is not None),
        )
        for number, shape in enumerate(shapes)
        if shape is not None
    )
