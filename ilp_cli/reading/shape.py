"""Scalars of a YAML file: text to days, figures, coordinates; what does not fit says why."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import (
    EVERY_DAY,
    ORDINALS,
    SUNDAY,
    HariBuka,
    Irama,
    day_of,
    parse_hari,
    parse_irama,
    two_ways,
)
from ilp_cli.core.words import BULAN, HARI, parse_date
from ilp_cli.law.configs import value_of
from ilp_cli.law.standard import Nilai
from ilp_cli.law.vocabulary import vocabulary

_WHOLE = re.compile(r"0|[1-9]\d{0,8}")
_MEASURE = re.compile(r"\d{1,6}(?:\.\d{1,20})?")
_AMOUNT = re.compile(
    r"(?:[Rr][Pp]\.?|[Ii][Dd][Rr])? ?(?P<sign>[-−–])?(?:[Rr][Pp]\.?)? ?"
    r"(?P<figures>\d[\d., ]*?(?:,-{1,2})?) ?(?P<word>[A-Za-z]+)?(?P<rest>(?: [A-Za-z]+){0,2})(?: \([A-Za-z ]+\))?"
)
_AMOUNT_WHOLE = re.compile(
    r"(?P<whole>\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3}){2,})(?:, ?0{1,2}|,-{1,2}|\.00)?"
)
_AMOUNT_PART = re.compile(r"(?P<whole>\d{1,6})(?:[.,](?P<part>\d{1,2}))?")
"""An amount with a word behind it: 1,5 (miliar); three figures behind a point are thousands."""
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0{1,2})? ?%?")
_ALL_OF_IT = 100
_MOST = 10**15
_TRUTH = {"ya": True, "tidak": False, "true": True, "false": False}
_TRUTH_WORDS = {*_TRUTH, "yes", "no"}
_EXAMPLE = "contoh: 2024-10-16"
_FEW = 999
"""As many as anybody recruits for one post."""
LATITUDES, LONGITUDES = (-11.1, 6.2), (94.9, 141.1)
"""Between which Indonesia lies, in degrees, from Rote to Weh and from Weh to Merauke."""
_SEVEN = {"setiap hari", "tiap hari", "semua hari"}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("harus berupa teks, bukan daftar atau pasangan kunci")
    if not value.isprintable() and any(not c.isprintable() and not c.isspace() for c in value):
        raise ValueError("memuat karakter kendali yang tidak terlihat")
    return " ".join(value.split())


def _filled(value: object) -> str:
    text = _text(value)
    if not text:
        raise ValueError("belum diisi")
    return text


def _later(value: object) -> str | None:
    """A text of a decree; None where what is written only says that it is to come: menyusul, belum ada, -, ……."""
    text = _text(value)
    said = normal(text)
    return text if said and said not in vocabulary().later else None


def _person(value: object) -> str | None:
    """The name of a person; a figure, a date, yes or no name nobody."""
    text = _later(value)
    if text is not None and (normal(text) in _TRUTH_WORDS or not any(sign.isalpha() for sign in text)):
        raise ValueError(f"bukan nama orang{written(value)}")
    return text


def _number(value: object) -> str | None:
    """The number of a decree; "" where the text says it is to come, or holds not a single figure."""
    text = _later(value)
    waiting = text and any(normal(text).startswith(f"{words} ") for words in vocabulary().later)
    if text and not waiting and any(sign.isdigit() for sign in text):
        return text
    return "" if _text(value) else None


def _later_day(value: object) -> date | None:
    return None if isinstance(value, str) and _later(value) is None else _day(value)


def _names(value: object) -> tuple[str, ...]:
    """One name or a list of names; a blank one stands for none."""
    return tuple(map(_filled, value)) if isinstance(value, list) else tuple(filter(None, [_text(value)]))


def _whole(value: object) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise ValueError(f"harus bilangan bulat tanpa nol di depan{written(value)}")
    return int(value)


def _percent(value: object) -> int:
    """A whole percentage: 95, 95%, 95 %, 95,0."""
    match = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or int(match[1]) > _ALL_OF_IT:
        raise ValueError(f"harus persen bulat, 0 sampai {_ALL_OF_IT}{written(value)}")
    return int(match[1])


def _amount(value: object) -> int:
    """A whole amount of money or of people: 1234500, 1.234.500, Rp1.234.500,00, Rp 1.234.500,-, 1,5 miliar, 8 orang."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError(f"harus bilangan bulat, misalnya 12.345 atau Rp1.234.500,00{written(value)}")
    if match["sign"]:
        raise ValueError(f"tidak boleh negatif{written(value)}")
    word, rest = normal(match["word"] or ""), normal(match["rest"] or "")
    times = vocabulary().multiples.get(word)
    if times is None:
        word, rest = "", " ".join((word, rest)).strip()
    if rest and rest not in vocabulary().counted:
        raise ValueError(f"harus bilangan bulat, misalnya 12.345 atau Rp1.234.500,00{written(value)}")
    figures = _AMOUNT_WHOLE.fullmatch(match["figures"])
    if times is not None:
        part = _AMOUNT_PART.fullmatch(match["figures"])
        if part is not None:
            cents = (part["part"] or "").ljust(3, "0")
            return (int(part["whole"]) * 1000 + int(cents)) * times // 1000
    if figures is None:
        raise ValueError(f"harus bilangan bulat, misalnya 12.345 atau Rp1.234.500,00{written(value)}")
    amount = int("".join(re.findall(r"\d", figures["whole"]))) * (times or 1)
    if amount > _MOST:
        raise ValueError(f"terlalu besar{written(value)}")
    return amount


def _few(value: object) -> int:
    number = _whole(value)
    if not 1 <= number <= _FEW:
        raise ValueError(f"harus 1 sampai {_FEW}{written(value)}")
    return number


def _measure(value: object) -> float:
    if not isinstance(value, str) or not _MEASURE.fullmatch(value):
        raise ValueError(f"harus bilangan, misalnya 12.5{written(value)}")
    return float(value)


def _year(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"20\d\d", value):
        raise ValueError(f"harus tahun empat angka, misalnya 2025{written(value)}")
    return int(value)


def _day(value: object) -> date:
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise ValueError(f"bukan tanggal yang ada ({_EXAMPLE}){written(value)}")
    return day


def _days(value: object) -> frozenset[int]:
    """The weekdays named; "setiap hari kerja" names none of its own, so it leaves the usual days as they are."""
    items = value if isinstance(value, list) else [value]
    days: set[int] = set()
    blank = True
    for item in items:
        parsed = parse_hari(item) if isinstance(item, str) else None
        if parsed is None:
            raise ValueError(f"bukan nama hari (senin … minggu){written(item)}")
        days |= parsed or (EVERY_DAY if normal(item) in _SEVEN else frozenset())
        blank = blank and not normal(item)
    if blank:
        raise ValueError("belum menyebut satu hari pun")
    return frozenset(days)


def _weeks(value: object) -> tuple[int, ...]:
    """One or several weeks of a month, by number."""
    items = value if isinstance(value, list) else [value]
    weeks = [int(item) if isinstance(item, str) and re.fullmatch("[1-5]", item.strip()) else 0 for item in items]
    if 0 in weeks or not weeks:
        raise ValueError(f"harus pekan 1 sampai 5 dalam bulan, misalnya [1, 2]{written(value)}")
    return tuple(sorted(set(weeks)))


def _months(value: object) -> tuple[int, ...]:
    """One or several months of a year, by number or by name."""
    items = value if isinstance(value, list) else [value]
    months = [_month(item) for item in items]
    if 0 in months or not months:
        raise ValueError(f"harus bulan 1 sampai 12, misalnya [2, 3]{written(value)}")
    return tuple(sorted(set(months)))


def _month(value: object) -> int:
    """A month by number or by name; 0 for anything else."""
    text = normal(value) if isinstance(value, str) else ""
    names = [normal(name) for name in BULAN]
    if text in names:
        return names.index(text) + 1
    return int(text) if re.fullmatch(r"0?[1-9]|1[0-2]", text) else 0


def _truth(value: object) -> bool:
    if not isinstance(value, str) or value.lower() not in _TRUTH:
        raise ValueError(f"harus ya atau tidak{written(value)}")
    return _TRUTH[value.lower()]


def _promise(value: object) -> str | int | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_filled(item) for item in value)
    if isinstance(value, str) and value.strip().lower() == "semua":
        return "semua"
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ValueError(f"harus “semua”, bilangan bulat, atau daftar nama{written(value)}")


def _value(value: object) -> Nilai:
    decoded = None if isinstance(value, dict) else value_of(value)
    if decoded is None or decoded == "":
        raise ValueError("harus bilangan bulat, teks, atau daftar teks")
    return decoded


def inside(point: tuple[float, float]) -> bool:
    """Whether a latitude and a longitude lie in the rectangle around Indonesia."""
    lat, lon = point
    return LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]


def _coordinates(value: object) -> tuple[float, float]:
    """Latitude and longitude in degrees, as a list of two or as one text with a comma between them."""
    items = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    texts = [item.strip() for item in items if isinstance(item, str)]
    numbers = [float(text) for text in texts if re.fullmatch(r"-?\d{1,3}(?:\.\d+)?", text)]
    if len(texts) == len(items) == 4 and all(re.fullmatch(r"-?\d+", text) for text in texts):
        pointed = f"[{texts[0]}.{texts[1]}, {texts[2]}.{texts[3]}]"
        raise ValueError(f"ditulis dengan koma desimal; pakai titik: tulis {pointed}")
    if len(numbers) != 2 or len(items) != 2:
        raise ValueError("harus lintang lalu bujur dalam derajat, misalnya [-3.38, 120.37]" + written(value))
    lat, lon = numbers
    if inside((lat, lon)):
        return lat, lon
    shown = f"[{texts[0]}, {texts[1]}]"
    if inside((lon, lat)):
        raise ValueError(f"terbalik: tulis lintang lalu bujur, [{texts[1]}, {texts[0]}], bukan {shown}")
    wrong = f"lintang {texts[0]}" if not LATITUDES[0] <= lat <= LATITUDES[1] else f"bujur {texts[1]}"
    raise ValueError(f"di luar Indonesia: {wrong}; lintang −11 sampai 6, bujur 95 sampai 141 (titik desimalnya?)")


def _opening(value: object) -> HariBuka:
    """One rhythm or day, or a list of them."""
    items = value if isinstance(value, list) else [value]
    rhythms: list[Irama] = []
    days: list[date] = []
    for item in items:
        text = item if isinstance(item, str) else ""
        rhythm = parse_irama(text)
        day = None if rhythm else parse_date(text)
        if rhythm is None and day is None:
            raise ValueError(_no_opening(text) + written(item))
        rhythms += [rhythm] if rhythm else []
        days += [day] if day else []
    if not items:
        raise ValueError("belum menyebut satu hari pun")
    return HariBuka(irama=tuple(dict.fromkeys(rhythms)), tanggal=tuple(sorted(set(days))))


def _no_opening(text: str) -> str:
    """Why a text is no opening day; where it may be two, both are offered."""
    if not two_ways(text):
        return "harus seperti “tanggal 12”, “selasa ke-2”, “kamis terakhir”, atau tanggal 2025-03-12"
    hari = next((HARI[day] for word in text.split()[:2] if (day := day_of(word)) not in (None, SUNDAY)), "rabu")
    nth = text.rsplit(maxsplit=1)[-1].lower()
    nth = nth if nth in ORDINALS or nth.startswith("ke") else f"ke-{nth}"
    return (
        f"dapat berarti dua hal; tulis “{hari} {nth}” untuk {hari} yang {nth} dalam bulan itu, atau “{hari} pekan "
        f"kalender {nth}” untuk {hari} pada pekan Senin–Minggu yang {nth}"
    )


def written(value: object) -> str:
    """The tail of a complaint: what stands there; nothing where it is no text."""
    return f"; tertulis “{value}”" if isinstance(value, str) else ""


def form(name: str) -> WithJsonSchema:
    """How a scalar looks to an editor, by its name in `reading.patterns`; made out only where a schema is wanted."""
    return WithJsonSchema({FORM: name})


FORM = "bentuk"
"""The key by which a schema in the making names the form of a scalar."""

Text = Annotated[str, BeforeValidator(_text), form("Teks")]
FilledText = Annotated[str, BeforeValidator(_filled), form("TeksTerisi")]
Later = Annotated[str | None, BeforeValidator(_later), form("Teks")]
Orang = Annotated[str | None, BeforeValidator(_person), form("Teks")]
Number = Annotated[str | None, BeforeValidator(_number), form("Teks")]
LaterDay = Annotated[date | None, BeforeValidator(_later_day), form("TanggalMenyusul")]
Percent = Annotated[int, Field(ge=0, le=100), BeforeValidator(_percent), form("Persen")]
WholeNumber = Annotated[int, Field(ge=0), BeforeValidator(_whole), form("Bilangan")]
Amount = Annotated[int, Field(ge=0), BeforeValidator(_amount), form("Jumlah")]
Few = Annotated[int, BeforeValidator(_few), form("Sedikit")]
Measure = Annotated[float, BeforeValidator(_measure), WithJsonSchema({})]
YearNumber = Annotated[int, Field(ge=2000, le=2099), BeforeValidator(_year), form("Tahun")]
Day = Annotated[date, BeforeValidator(_day), form("Tanggal")]
YesNo = Annotated[bool, BeforeValidator(_truth), form("YaTidak")]
Days = Annotated[frozenset[int], BeforeValidator(_days), form("HariLayanan")]
Point = Annotated[tuple[float, float], BeforeValidator(_coordinates), form("Titik")]
Opening = Annotated[Any, BeforeValidator(_opening), form("HariBuka")]
Weeks = Annotated[tuple[int, ...], BeforeValidator(_weeks), form("PekanBulan")]
Months = Annotated[tuple[int, ...], BeforeValidator(_months), form("BulanTahun")]
Promise = Annotated[Any, BeforeValidator(_promise), form("Janji")]
NameList = Annotated[tuple[str, ...], BeforeValidator(_names), form("DaftarNama")]
StandardValue = Annotated[Any, BeforeValidator(_value), WithJsonSchema({})]
