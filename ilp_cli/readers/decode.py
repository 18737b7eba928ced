"""YAML from text to frozen types, roadmap.yaml above all; the only module that knows pydantic."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from ilp_cli.domain.calendar import Libur
from ilp_cli.domain.finding import Code, Finding, Path, Waiver, finding
from ilp_cli.domain.people import digits_of
from ilp_cli.domain.place import Kabupaten, Posyandu, Puskesmas, Pustu
from ilp_cli.domain.roadmap import SK, Counts, Kebijakan, Lokus, Penandatangan, Sasaran, Status, Tahap
from ilp_cli.domain.service import EVERY_DAY, HariBuka, parse_hari, parse_hari_buka
from ilp_cli.domain.standard import NATIONAL, LocalStandard, Standard, Value
from ilp_cli.domain.waiver import DISTRICT
from ilp_cli.domain.words import maksud, near, normal, parse_date
from ilp_cli.readers import misfits
from ilp_cli.readers.standards import professions, value_of
from ilp_cli.readers.yaml_file import YamlFile

_WHOLE = re.compile(r"0|[1-9]\d{0,8}")
_TRUTH = {"ya": True, "tidak": False, "true": True, "false": False}
UNNAMED = "(nama kabupaten belum disebut)"
_EXAMPLE = "contoh: 2024-10-16"
_FEW = 999
"""As many as anybody recruits for one post."""
_SEVEN = {"setiap hari", "tiap hari", "semua hari"}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("harus berupa teks, bukan daftar atau pasangan kunci")
    if any(not c.isprintable() and not c.isspace() for c in value):
        raise ValueError("memuat karakter kendali yang tidak terlihat")
    return " ".join(value.split())


def _filled(value: object) -> str:
    text = _text(value)
    if not text:
        raise ValueError("belum diisi")
    return text


def _names(value: object) -> tuple[str, ...]:
    """One name or a list of names; a blank one stands for none."""
    return tuple(map(_filled, value)) if isinstance(value, list) else tuple(filter(None, [_text(value)]))


def _whole(value: object) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise ValueError(f"harus bilangan bulat tanpa nol di depan{_written(value)}")
    return int(value)


def _few(value: object) -> int:
    number = _whole(value)
    if not 1 <= number <= _FEW:
        raise ValueError(f"harus 1 sampai {_FEW}{_written(value)}")
    return number


def _year(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"20\d\d", value):
        raise ValueError(f"harus tahun empat angka, misalnya 2025{_written(value)}")
    return int(value)


def _day(value: object) -> date:
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise ValueError(f"bukan tanggal yang ada ({_EXAMPLE}){_written(value)}")
    return day


def _days(value: object) -> frozenset[int]:
    """The weekdays named; "setiap hari kerja" names none of its own, so it leaves the usual days as they are."""
    items = value if isinstance(value, list) else [value]
    days: set[int] = set()
    blank = True
    for item in items:
        parsed = parse_hari(item) if isinstance(item, str) else None
        if parsed is None:
            raise ValueError(f"bukan nama hari (senin … minggu){_written(item)}")
        days |= parsed or (EVERY_DAY if normal(item) in _SEVEN else frozenset())
        blank = blank and not normal(item)
    if blank:
        raise ValueError("belum menyebut satu hari pun")
    return frozenset(days)


def _truth(value: object) -> bool:
    if not isinstance(value, str) or value.lower() not in _TRUTH:
        raise ValueError(f"harus ya atau tidak{_written(value)}")
    return _TRUTH[value.lower()]


def _promise(value: object) -> str | int | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_filled(item) for item in value)
    if isinstance(value, str) and value.strip().lower() == "semua":
        return "semua"
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ValueError(f"harus “semua”, bilangan bulat, atau daftar nama{_written(value)}")


def _value(value: object) -> Value:
    decoded = None if isinstance(value, dict) else value_of(value)
    if decoded is None or decoded == "":
        raise ValueError("harus bilangan bulat, teks, atau daftar teks")
    return decoded


def _place(value: object) -> object:
    """The place of a waiver; the one word "kabupaten" stands for what belongs to no puskesmas."""
    if not isinstance(value, str):
        return value
    if normal(value) != DISTRICT:
        words = f"harus {{puskesmas: …}}, boleh dengan pustu, posyandu, atau nama; atau “{DISTRICT}”"
        raise ValueError(words + _written(value))
    return {"puskesmas": DISTRICT}


def _coordinates(value: object) -> tuple[float, float]:
    """Latitude and longitude in degrees, as a list of two or as one text with a comma between them."""
    items = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    texts = [item.strip() for item in items if isinstance(item, str)]
    numbers = [float(text) for text in texts if re.fullmatch(r"-?\d{1,3}(?:\.\d+)?", text)]
    if len(numbers) != 2 or len(items) != 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        raise ValueError("harus lintang lalu bujur dalam derajat, misalnya [-3.38, 120.37]" + _written(value))
    return numbers[0], numbers[1]


def _opening(value: object) -> HariBuka:
    opening = parse_hari_buka(value) if isinstance(value, str) else None
    if opening is None:
        raise ValueError(f"harus seperti “tanggal 12”, “selasa ke-2” atau “kamis terakhir”{_written(value)}")
    return opening


def _written(value: object) -> str:
    return f"; tertulis “{value}”" if isinstance(value, str) else ""


Text = Annotated[str, BeforeValidator(_text)]
Name = Annotated[str, BeforeValidator(_filled)]
Whole = Annotated[int, Field(ge=0), BeforeValidator(_whole)]
Few = Annotated[int, BeforeValidator(_few)]
Year = Annotated[int, Field(ge=2000, le=2099), BeforeValidator(_year)]
Day = Annotated[date, BeforeValidator(_day)]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"enum": ["ya", "tidak"]})]
Days = Annotated[
    frozenset[int],
    BeforeValidator(_days),
    WithJsonSchema({"type": ["array", "string"], "items": {"type": "string"}}),
]
Point = Annotated[
    tuple[float, float],
    BeforeValidator(_coordinates),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}]}
    ),
]
Opening = Annotated[Any, BeforeValidator(_opening), WithJsonSchema({"type": ["string", "integer"]})]
Promise = Annotated[
    Any,
    BeforeValidator(_promise),
    WithJsonSchema(
        {"anyOf": [{"const": "semua"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}]}
    ),
]
Names = Annotated[
    tuple[str, ...],
    BeforeValidator(_names),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
StandardValue = Annotated[
    Any,
    BeforeValidator(_value),
    WithJsonSchema({"type": ["integer", "string", "array"], "items": {"type": "string"}}),
]


class Shape(BaseModel):
    """A mapping of a file: known keys only; what is not known or does not fit is reported and left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # only the whole is ever validated


Fitted = TypeVar("Fitted", bound=Shape)


class _Kabupaten(Shape):
    nama: Name = Field(description="Nama kabupaten atau kota, tanpa kata Kabupaten")
    jenis: Literal["kabupaten", "kota"] = "kabupaten"
    kode: Text | None = Field(None, description='Kode Kemendagri, dalam tanda kutip: "73.17"')
    provinsi: Text | None = None
    ibu_kota: Text | None = None


class _Pustu(Shape):
    nama: Name
    desa: Text | None = None
    hari_layanan: Days | None = Field(None, description="Hari layanan pustu ini, bila berbeda dari kabupaten")
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")


class _Posyandu(Shape):
    nama: Name
    desa: Text | None = None
    pustu: Text | None = Field(None, description="Nama pustu pembinanya")
    hari_buka: Opening | None = Field(None, description="Hari buka tiap bulan: tanggal 12, selasa ke-2, kamis terakhir")


class _Puskesmas(Shape):
    nama: Name
    kode: Text | None = Field(None, description='Kode Kemenkes, dalam tanda kutip: "1070668"')
    kecamatan: Text | None = None
    koordinat: Point | None = Field(None, description="Lintang dan bujur dalam derajat, untuk menghitung jarak")
    alias: tuple[Name | None, ...] = Field((), description="Nama lain yang dipakai di dokumen lain")
    pustu: tuple[_Pustu | None, ...] = ()
    posyandu: tuple[_Posyandu | None, ...] = ()


class _SK(Shape):
    nomor: Text | None = Field(None, description="Nomor SK, ditulis apa adanya")
    tanggal: Day | None = None
    tentang: Text | None = None
    penetap: Text | None = Field(None, description="Pejabat yang menetapkan, misalnya Kepala Dinas Kesehatan")
    mengingat: tuple[Text | None, ...] = ()


class _Counts(Shape):
    puskesmas: Whole | None = None
    pustu: Whole | None = None
    posyandu: Whole | None = None


class _Lokus(Shape):
    puskesmas: Name
    pustu: tuple[Name | None, ...] = ()
    posyandu: tuple[Name | None, ...] = ()
    status: Literal["rencana", "ditetapkan", "proses", "berjalan"] = "rencana"
    keterangan: Text | None = None


class _Tahap(Shape):
    tahun: Year
    sk: _SK | None = None
    target: _Counts | None = Field(None, description="Jumlah yang dijanjikan tahap ini")
    proses: _Counts | None = Field(None, description="Jumlah yang masih diproses, namanya belum diketahui")
    lokus: tuple[_Lokus | None, ...] = ()
    keterangan: Text | None = None


class _Sasaran(Shape):
    tahun: Year
    puskesmas: Promise
    dasar: Text | None = None


class _Penandatangan(Shape):
    jabatan: Text | None = None
    nama: Text | None = None
    pangkat: Text | None = None
    nip: Text | None = None
    awalan: Text | None = Field(None, description="a.n., u.b., Plt., Plh. atau Pj.")


class _Standar(Shape):
    nilai: StandardValue
    dasar: Name = Field(description="SK atau peraturan daerah yang menetapkannya")
    sejak: Day | None = None


class _Tempat(Shape):
    puskesmas: Name
    pustu: Text | None = None
    posyandu: Text | None = None
    nama: Text | None = Field(None, description="Nama orang, bila hanya temuan tentang orang itu")


Where = Annotated[
    _Tempat,
    BeforeValidator(_place),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": DISTRICT},
                {
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in _Tempat.model_fields},
                    "required": ["puskesmas"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


class _Pengecualian(Shape):
    kode: Name = Field(description="Kode temuan, misalnya ILP203")
    tempat: Where
    alasan: Name
    oleh: Name = Field(description="Pejabat yang memutuskan")
    sampai: Day


class _Kebijakan(Shape):
    kader_pustu_boleh_kader_posyandu: Truth = Field(
        default=False,
        description="Bolehkah kader pustu dihitung juga sebagai kader posyandu (tidak diatur secara nasional)",
    )
    induk_minimum: dict[str, Whole] = Field(
        default={}, description="Petugas yang harus tetap ada di puskesmas induk: bidan: 2"
    )
    status_tetap_di_puskesmas: Names = Field(
        default=(),
        description="Status kepegawaian yang tidak boleh pindah ke puskesmas lain, misalnya [PPPK, Kontrak Daerah]",
    )
    kader_hari_per_minggu: Whole | None = Field(
        default=None, description="Paling banyak berapa hari seminggu seorang kader bertugas"
    )
    libur_nasional_buka: Truth = Field(default=False, description="Pustu tetap buka pada hari libur nasional")
    cuti_bersama_buka: Truth = Field(default=False, description="Pustu tetap buka pada cuti bersama")


class _Libur(Shape):
    tanggal: Day
    nama: Text | None = None
    buka: Truth = Field(default=False, description="ya: hari ini tetap buka walau libur nasional atau cuti bersama")


class _Roadmap(Shape):
    """Roadmap ILP satu kabupaten/kota."""

    kabupaten: _Kabupaten
    roster: Names = Field((), description="Berkas atau folder roster, boleh beberapa, relatif terhadap roadmap.yaml")
    hari_layanan: Days | None = None
    sasaran: tuple[_Sasaran | None, ...] = ()
    penandatangan: _Penandatangan | None = None
    mengingat: tuple[Text | None, ...] = Field((), description="Dasar hukum yang dikutip semua SK")
    puskesmas: tuple[_Puskesmas | None, ...] = Field((), description="Semua puskesmas di kabupaten ini")
    tahap: tuple[_Tahap | None, ...] = ()
    standar: dict[str, _Standar | None] = Field({}, description="Nilai kabupaten yang lebih ketat")
    kebijakan: _Kebijakan = _Kebijakan()
    pengecualian: tuple[_Pengecualian | None, ...] = Field(
        (), description="Temuan yang untuk sementara diterima, dengan alasan, pejabat, dan batas waktunya"
    )
    libur: tuple[_Libur | None, ...] = Field((), description="Hari libur daerah; menang atas kalender nasional")
    petugas: list[Any] = Field([], description="Petugas, bila roster ditulis di berkas ini juga")
    kader: list[Any] = Field([], description="Kader, bila roster ditulis di berkas ini juga")
    cuti: list[Any] = Field([], description="Cuti, bila roster ditulis di berkas ini juga")


def json_schema() -> dict[str, Any]:
    """JSON Schema of roadmap.yaml, for editors."""
    text = json.dumps(_Roadmap.model_json_schema(ref_template="#/$defs/{model}")).replace("/_", "/").replace('"_', '"')
    schema: dict[str, Any] = json.loads(text)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "roadmap.yaml"
    for definition in [schema, *schema["$defs"].values()]:
        for value in definition.get("properties", {}).values():
            value.pop("title", None)
    return schema


def decode(file: YamlFile, standards: Mapping[str, Standard]) -> tuple[dict[str, Any], tuple[str, ...], list[Finding]]:
    """The content of roadmap.yaml as fields of District, the rosters it names, and every misfit.

    A part that cannot be read is left out with a finding; the rest is read all the same. The people it may list
    (`petugas`, `kader`, `cuti`) are not decoded here.
    """
    content = file.content
    if not isinstance(content, dict):
        return {}, (), [_wrong_root(file)]
    found: list[Finding] = []
    lists = ("petugas", "kader", "cuti")
    people: dict[str, list[Any]] = {key: [] for key in lists if isinstance(content.get(key), list)}
    data = _copy(file, content | people, (), found)
    for key in list(data.get("standar") or {}) if isinstance(data.get("standar"), dict) else []:
        if key not in standards:
            del data["standar"][key]
            facts = {"kunci": key, "maksud": maksud(key, standards)}
            found.append(finding(misfits.UNKNOWN_KEY, file.place(("standar", key), key=True), facts))
    found += _strange_professions(file, data)
    shape = _prune(file, data, found, _Roadmap, {"kabupaten": {"nama": UNNAMED}})
    if shape is None:
        return {}, (), found
    _close_gaps(file, data)
    fields = _fields(shape)
    fields["standar"] = tuple(_fitting(file, fields["standar"], standards, found))
    return fields, shape.roster, found


def shaped(file: YamlFile, shape: type[Fitted]) -> tuple[Fitted | None, list[Finding]]:
    """The content of another file in the shape it should have, as far as it fits, and every misfit."""
    if not isinstance(file.content, dict):
        return None, [_wrong_root(file)]
    found: list[Finding] = []
    data = _copy(file, file.content, (), found)
    return _prune(file, data, found, shape, {}), found


def _fitting(
    file: YamlFile, local: Iterable[LocalStandard], standards: Mapping[str, Standard], found: list[Finding]
) -> Iterator[LocalStandard]:
    """The local standards whose value is of the standard's kind; the others are reported."""
    for own in local:
        standard = standards[own.kunci]
        if standard.fits(own.nilai):
            yield own
        else:
            counted = isinstance(standard.riwayat[-1].nilai, int)
            wanted = "bilangan bulat" if counted else "nama, bukan bilangan"
            why = f"harus {wanted}; tertulis “{own.nilai}”"
            if standard.arah == NATIONAL:
                why = f"{own.kunci} ditetapkan nasional, bukan oleh daerah; hapus"
            facts = {"kunci": "nilai", "sebab": why}
            found.append(finding(misfits.WRONG_KIND, file.place((*own.path, "nilai")), facts))


def _strange_professions(file: YamlFile, data: Mapping[str, Any]) -> Iterator[Finding]:
    """The keys of `induk_minimum` that name no profession."""
    policy = data.get("kebijakan")
    told = policy.get("induk_minimum") if isinstance(policy, dict) else None
    known = professions().names
    for name in told if isinstance(told, dict) else ():
        if _profession(name) not in known:
            facts = {"kunci": name, "maksud": maksud(name, known)}
            yield finding(misfits.UNKNOWN_KEY, file.place(("kebijakan", "induk_minimum", name), key=True), facts)


def _wrong_root(file: YamlFile) -> Finding:
    if file.content is None:
        return finding(misfits.NOTHING, file.place(()), {"apa": "berkas ini"})
    facts = {"kunci": file.name.rsplit("/", 1)[-1], "sebab": "harus berisi pasangan kunci dan nilai"}
    return finding(misfits.WRONG_KIND, file.place(()), facts)


def _copy(file: YamlFile, value: Any, path: Path, found: list[Finding]) -> Any:
    """A copy that may be pruned; keys without a value count as not written, list items without one are reported."""
    if isinstance(value, dict):
        return {key: _copy(file, item, (*path, key), found) for key, item in value.items() if item is not None}
    if not isinstance(value, list):
        return value
    for index, item in enumerate(value):
        if item is None:
            facts = {"kunci": f"butir {index + 1} dari {path[-1] if path else 'daftar'}"}
            found.append(finding(misfits.MISSING_KEY, file.place((*path, index)), facts))
    return [_copy(file, item, (*path, index), found) for index, item in enumerate(value)]


def _close_gaps(file: YamlFile, value: Any, path: Path = ()) -> None:
    """Move the marks of names that stand behind an item left out, so that each still points at its own words."""
    if isinstance(value, dict):
        for key, item in value.items():
            _close_gaps(file, item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _close_gaps(file, item, (*path, index))
        kept = [index for index, item in enumerate(value) if isinstance(item, str)]
        if path[-1:] != ("mengingat",):
            for index, old in enumerate(kept):
                file.marks[(*path, index)] = file.marks[(*path, old)]


def _prune(
    file: YamlFile, data: dict[str, Any], found: list[Finding], shape: type[Fitted], stand_in: Mapping[str, Any]
) -> Fitted | None:
    """Validate, report each misfit, take the smallest faulty part out, and validate again until what is left fits.

    `stand_in` holds what takes the place of keys that the whole cannot do without.
    """
    reported: set[Path] = set()
    for _ in range(200):
        try:
            return shape.model_validate(data)
        except ValidationError as error:
            places: set[Path] = set()
            items = error.errors(include_url=False, include_input=False)
            misspelt = {_meant(shape, tuple(item["loc"])) for item in items if item["type"] == "extra_forbidden"}
            for item in items:
                path: Path = tuple(item["loc"])
                known = path in places or path in reported
                if not known and not (item["type"] == "missing" and path in misspelt):
                    found.append(_misfit(file, shape, path, item))
                places.add(path)
                if len(path) == 1 and path[0] in stand_in and item["type"] == "missing":
                    data[str(path[0])] = stand_in[str(path[0])]
            reported |= places
            for path in sorted(places, key=len, reverse=True):
                _remove(data, path, stand_in)
    return None


def _remove(data: Any, path: Path, stand_in: Mapping[str, Any]) -> None:
    """Take out the value at a path; where a required value is missing, the item that lacks it."""
    parents = [data]
    for part in path[:-1]:
        held = parents[-1]
        inside = (isinstance(held, dict) and part in held) or (isinstance(held, list) and int(part) < len(held))
        if not inside or held[part] is None:
            return
        parents.append(held[part])
    for depth in range(len(path) - 1, -1, -1):
        parent, part = parents[depth], path[depth]
        if isinstance(parent, list):
            parent[int(part)] = None
            return
        if isinstance(parent, dict) and part in parent:
            if part in stand_in and depth == 0:
                parent[part] = stand_in[str(part)]
            else:
                del parent[part]
            return


def _misfit(file: YamlFile, shape: type[Shape], path: Path, error: Mapping[str, Any]) -> Finding:
    """One error of the shape as a finding: unknown key, missing key, or wrong kind."""
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if error["type"] == "extra_forbidden":
        facts = {"kunci": key, "maksud": maksud(key, _keys_at(shape, path[:-1]))}
        return finding(misfits.UNKNOWN_KEY, file.place(path, key=True), facts)
    if error["type"] == "missing":
        return finding(misfits.MISSING_KEY, file.place(path[:-1]), {"kunci": key})
    if error["type"] == "value_error":
        reason = str(error["ctx"]["error"])
        code: Code = misfits.MISSING_KEY if reason == "belum diisi" else misfits.WRONG_KIND
        return finding(code, file.place(path), {"kunci": key, "sebab": reason})
    return finding(misfits.WRONG_KIND, file.place(path), {"kunci": key, "sebab": _reason(error)})


def _reason(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind == "literal_error":
        return f"harus salah satu dari {error['ctx']['expected'].replace(' or ', ', ')}"
    if kind in ("tuple_type", "list_type"):
        return "harus berupa daftar: tulis dengan “- ” atau dalam [ ]"
    return "harus berupa pasangan kunci dan nilai"


def _meant(shape: type[Shape], path: Path) -> Path:
    """The path of the key an unknown key most likely stands for."""
    return (*path[:-1], near(str(path[-1]), _keys_at(shape, path[:-1])) or "")


def _keys_at(shape: type[Shape], path: Path) -> Iterator[str]:
    """The keys known at a place of the file, for a suggestion."""
    inner: Any = shape
    for part in path:
        if inner is not None and part in inner.model_fields:
            inner = next(iter(_shapes(inner.model_fields[part].annotation)), None)
    yield from inner.model_fields if inner else ()


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes named inside an annotation: tuple[_Lokus | None, ...] → _Lokus."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes(inner)


def _fields(shape: _Roadmap) -> dict[str, Any]:
    """The validated shape as the fields of District."""
    return {
        "kabupaten": Kabupaten(**shape.kabupaten.model_dump()),
        "hari_layanan": shape.hari_layanan,
        "puskesmas": tuple(_puskesmas(item, ("puskesmas", i)) for i, item in _present(shape.puskesmas)),
        "tahap": tuple(_tahap(item, ("tahap", i)) for i, item in _present(shape.tahap)),
        "sasaran": tuple(Sasaran(path=("sasaran", i), **item.model_dump()) for i, item in _present(shape.sasaran)),
        "penandatangan": (_penandatangan(shape.penandatangan) if shape.penandatangan else None),
        "kebijakan": _kebijakan(shape.kebijakan),
        "libur": tuple(
            Libur(path=("libur", i), tanggal=item.tanggal, nama=item.nama or "", buka=item.buka)
            for i, item in _present(shape.libur)
        ),
        "standar": tuple(
            LocalStandard(path=("standar", key), kunci=key, **item.model_dump())
            for key, item in shape.standar.items()
            if item is not None
        ),
        "mengingat": tuple(item or "" for item in shape.mengingat),
        "pengecualian": tuple(_waiver(item, ("pengecualian", i)) for i, item in _present(shape.pengecualian)),
    }


def _kebijakan(shape: _Kebijakan) -> Kebijakan:
    """The policy, its professions by the keys of configs/professions.yaml however they are written."""
    told = shape.model_dump()
    told["induk_minimum"] = {_profession(name): number for name, number in shape.induk_minimum.items()}
    return Kebijakan(**told)


def _profession(name: str) -> str:
    return normal(name).replace(" ", "_")


def _penandatangan(shape: _Penandatangan) -> Penandatangan:
    return Penandatangan(path=("penandatangan",), **{**shape.model_dump(), "nip": digits_of(shape.nip or "") or None})


def _waiver(shape: _Pengecualian, path: Path) -> Waiver:
    return Waiver(
        path=path,
        kode=shape.kode.upper(),
        puskesmas=shape.tempat.puskesmas,
        pustu=shape.tempat.pustu or "",
        posyandu=shape.tempat.posyandu or "",
        nama=shape.tempat.nama or "",
        alasan=shape.alasan,
        oleh=shape.oleh,
        sampai=shape.sampai,
    )


def _present(items: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    """The items that were readable, with their position in the file."""
    return ((index, item) for index, item in enumerate(items) if item is not None)


def _puskesmas(shape: _Puskesmas, path: Path) -> Puskesmas:
    return Puskesmas(
        path=path,
        nama=shape.nama,
        kode=shape.kode,
        kecamatan=shape.kecamatan,
        koordinat=shape.koordinat,
        alias=tuple(alias for alias in shape.alias if alias),
        pustu=tuple(Pustu(path=(*path, "pustu", i), **item.model_dump()) for i, item in _present(shape.pustu)),
        posyandu=tuple(
            Posyandu(path=(*path, "posyandu", i), **{**item.model_dump(), "hari_buka": item.hari_buka})
            for i, item in _present(shape.posyandu)
        ),
    )


def _tahap(shape: _Tahap, path: Path) -> Tahap:
    sk = shape.sk if shape.sk and any(shape.sk.model_dump().values()) else None
    return Tahap(
        path=path,
        tahun=shape.tahun,
        sk=SK(
            path=(*path, "sk"),
            nomor=sk.nomor or None,
            tanggal=sk.tanggal,
            tentang=sk.tentang or None,
            penetap=sk.penetap or None,
            mengingat=tuple(item or "" for item in sk.mengingat),
        )
        if sk
        else None,
        target=Counts(**shape.target.model_dump()) if shape.target else None,
        proses=Counts(**shape.proses.model_dump()) if shape.proses else None,
        lokus=tuple(_lokus(item, (*path, "lokus", i)) for i, item in _present(shape.lokus)),
        keterangan=shape.keterangan,
    )


def _lokus(shape: _Lokus, path: Path) -> Lokus:
    return Lokus(
        path=path,
        puskesmas=shape.puskesmas,
        pustu=tuple(name for name in shape.pustu if name),
        posyandu=tuple(name for name in shape.posyandu if name),
        status=Status(shape.status),
        keterangan=shape.keterangan,
    )
