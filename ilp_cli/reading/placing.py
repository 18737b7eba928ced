"""Where a row belongs: its puskesmas, pustu and posyandu as the register has them, or a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilp_cli.core.finding import Path
from ilp_cli.core.names import begins, maksud, normal
from ilp_cli.district.reading import Name, name_of
from ilp_cli.district.table import UNIT
from ilp_cli.files import misfits
from ilp_cli.files.table_file import TableRow
from ilp_cli.reading.cells import CellReader
from ilp_cli.reading.units import Register, Units

_PLACE_COLUMNS = ("puskesmas", UNIT, "pustu", "posyandu")


class Places:
    """Where the rows of one table belong; names understood beyond the letter are put into the cells of the row."""

    def __init__(self, cell: CellReader, register: Register) -> None:
        self.cell = cell
        self.spec = cell.spec
        self.names = cell.names
        self.counts = cell.counts
        self.words = cell.words
        self.register = register
        self.units = Units(register)
        self.unit_columns: Sequence[int] = ()
        self.chosen_units: dict[tuple[str, ...], tuple[str, str]] = {}
        self.settled: dict[tuple[str | None, ...], tuple[Path | None, Path | None]] = {}

    def put_chosen(self, row: TableRow, cells: dict[str, str]) -> list[Name]:
        """Put in the places that the planner chose for names nobody understands; the names they were chosen for."""
        put = []
        for column in _PLACE_COLUMNS if self.register.chosen else ():
            text = cells.get(column, "")
            if text and not (column == UNIT and "pustu" in cells):
                induk = None if column == "puskesmas" else self._induk(cells)
                kind = "pustu" if column == UNIT and induk is not None else column
                name = name_of(kind, induk, text, self.cell.origin.file)
                target = self.register.chosen.get(name)
                if target is not None and not self.units.knows(column, text, induk, alone="pustu" not in cells):
                    self._put(row, cells, column, target)
                    put.append(name)
        return put

    def placed(self, row: TableRow, cells: dict[str, str]) -> tuple[Path | None, Path | None]:
        """The registered puskesmas and unit of a row that is no person; rows that say the same are asked for once."""
        named = tuple(map(cells.get, _PLACE_COLUMNS))
        placed = self.settled.get(named)
        if placed is None:
            faults = len(self.cell.findings)
            placed = self._placed(row, cells)
            if named == tuple(map(cells.get, _PLACE_COLUMNS)) and len(self.cell.findings) == faults:
                self.settled[named] = placed  # as it was written, with nothing to tell: so in every row
        return placed

    def _placed(self, row: TableRow, cells: dict[str, str]) -> tuple[Path | None, Path | None]:
        """The registered puskesmas of a row, and the unit it names; no rule asks for one that is registered nowhere."""
        induk, pustu = self.unit_of(row, cells)
        posyandu = cells.get("posyandu", "")
        post = self.units.listed("posyandu", posyandu, induk) if induk and posyandu else None
        if post is not None:
            cells["posyandu"] = self.register.names[post]
        if induk is None and "puskesmas" in cells:
            likely = self.units.place(cells["puskesmas"])
            words = likely.fault or "bukan puskesmas yang terdaftar"
            facts = {"unit": cells["puskesmas"], "sebab": words, "maksud": likely.hint}
            self.cell.fault(misfits.UNKNOWN_UNIT, row, "puskesmas", **facts)
        for name, unit in (("pustu", pustu), ("posyandu", post)):
            if induk is not None and unit is None and name in cells:
                words = f"tidak terdaftar sebagai {name} {self.register.names[induk]}"
                near = maksud(cells[name], self.units.named(name, induk))
                self.cell.fault(misfits.UNKNOWN_UNIT, row, name, unit=cells[name], sebab=words, maksud=near)
        return induk, post or pustu or induk

    def _induk(self, cells: Mapping[str, str]) -> Path | None:
        """The puskesmas a row names in its own column."""
        text = cells.get("puskesmas", "")
        exact = self.register.puskesmas.get(normal(text)) if text else None
        return exact or (self.units.place(text).induk if text else None)

    def _put(self, row: TableRow, cells: dict[str, str], column: str, target: Path) -> None:
        """Write the chosen place into the cells of a row, instead of the name that stood in this column."""
        names = self.register.names
        if "posyandu" not in self.spec.by_name and target[2:3] == ("posyandu",):
            words = f"dipilih sebagai posyandu {names[target]}, padahal petugas bertugas di puskesmas atau pustu"
            self.cell.fault(misfits.UNKNOWN_UNIT, row, column, unit=cells[column], sebab=words, maksud="")
            return
        del cells[column]
        cells["puskesmas"] = names[target[:2]]
        if len(target) > 2:
            cells.setdefault(str(target[2]), names[target])

    def unit_of(self, row: TableRow, cells: dict[str, str]) -> tuple[Path | None, Path | None]:
        """The registered puskesmas and pustu of a row; names understood beyond the letter are put into its cells."""
        register = self.register
        puskesmas = cells.get("puskesmas", "")
        induk = register.puskesmas.get(normal(puskesmas)) if puskesmas else None
        if UNIT in cells or (induk is None and puskesmas):
            induk = self._settle(row, cells, induk)
        if induk is None and not puskesmas:
            induk = self.owner(cells)
            if induk is not None:
                cells["puskesmas"] = register.names[induk]
                self.counts["pemilik"] += 1
        pustu = cells.get("pustu")
        if pustu is None or induk is None:
            return induk, None
        unit = register.pustu.get((induk, normal(pustu)))
        if unit is None and (likely := self.units.pustu(pustu, induk)) is not None:
            unit = likely[0]
            self.counts["awalan"] += 1
            if unit == induk:
                del cells["pustu"]
            else:
                cells["pustu"] = likely[1]
        return induk, unit

    def owner(self, cells: Mapping[str, str]) -> Path | None:
        """The puskesmas of a row in a table that names none, by a pustu or posyandu that only one puskesmas has."""
        for column in ("pustu", "posyandu") if self.names.isdisjoint(("puskesmas", UNIT)) else ():
            place = self.units.place(cells[column], posyandu=column == "posyandu") if column in cells else None
            if place is not None and place.induk is not None and getattr(place, column) is not None:
                return place.induk
        return None

    def _settle(self, row: TableRow, cells: dict[str, str], induk: Path | None) -> Path | None:
        """Read the place of a row from words around its name, or from its unit column; exactly, or not at all."""
        written = cells.get("puskesmas", "")
        if induk is None and written:
            place = self.units.place(written)
            if place.induk is not None and (place.pustu is None or (place.said and "pustu" not in cells)):
                induk = place.induk
                cells["puskesmas"] = place.puskesmas
                if place.pustu is not None:
                    cells["pustu"] = place.pustu
                self.counts["awalan"] += 1
        unit = cells.pop(UNIT, "")
        if not unit or "pustu" in cells or (written and induk is None):
            return induk
        place = self.units.place(unit, induk, posyandu="posyandu" in self.spec.by_name)
        if place.induk is None and induk is not None:
            cells["pustu"] = unit  # the rules will say that it is not one of this puskesmas
            return induk
        if place.induk is None:
            self.cell.fault(misfits.UNKNOWN_UNIT, row, UNIT, unit=unit, sebab=place.fault, maksud=place.hint)
            return induk
        self.counts["unit"] += 1
        cells["puskesmas"] = written or place.puskesmas
        if place.pustu is not None:
            cells["pustu"] = place.pustu
        if place.posyandu is not None:
            cells.setdefault("posyandu", place.posyandu)
        return place.induk

    def choose(self, row: TableRow, cells: dict[str, str]) -> None:
        """Of several columns of units take the one that names a registered place, its puskesmas from another."""
        written = (values.strip() for index, values in enumerate(row.cells) if index in self.unit_columns)
        texts = tuple(
            dict.fromkeys(" ".join(text.split()) for text in written if text and text not in self.cell.unsaid)
        )
        if texts not in self.chosen_units:
            self.chosen_units[texts] = self._telling_unit(texts, cells.get("puskesmas", ""))
        unit, puskesmas = self.chosen_units[texts]
        if unit:
            cells[UNIT] = unit
        if puskesmas:
            cells.setdefault("puskesmas", puskesmas)

    def _telling_unit(self, texts: Sequence[str], puskesmas: str) -> tuple[str, str]:
        """The text that tells most of where a row belongs, and the puskesmas that another of them names.

        Texts that contradict one another are given back together: they name no place, and the reading says so.
        """
        posyandu = "posyandu" in self.spec.by_name
        telling = [text for text in texts if not begins(normal(text), self.words.employers)] or list(texts)
        places = [(text, self.units.place(text, posyandu=posyandu)) for text in telling]
        owners = {place.induk: place for _, place in places if place.induk and not (place.pustu or place.posyandu)}
        owner = next(iter(owners.values()), None)
        induk = self.register.puskesmas.get(normal(puskesmas)) if puskesmas else owner.induk if owner else None
        within = [(text, self.units.place(text, induk, posyandu=posyandu)) for text in telling]
        units = {
            (place.induk, place.pustu, place.posyandu): text for text, place in within if place.pustu or place.posyandu
        }
        said = [text for text, place in within if place.induk is None and self.words.kind_of_place(text)[0]]
        elsewhere = [text for text in telling if begins(normal(text), self.words.elsewhere)]
        if len(units) > 1 or len(owners) > 1 or (said and units) or (elsewhere and len(telling) > 1):
            return " / ".join(telling), ""
        if said and owner is not None:
            return said[0], owner.puskesmas if not puskesmas else ""
        unit = next(iter(units.values()), "")
        if unit:
            return unit, owner.puskesmas if owner and not puskesmas else ""
        known = next((text for text, place in places if place.induk), "")
        return known or next(iter(said), "") or next(iter(telling), ""), ""
