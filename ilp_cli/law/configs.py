"""The law and the vocabulary of `configs/`, each value with its citation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ilp_cli.core.names import contained, nearest, normal
from ilp_cli.core.words import parse_date
from ilp_cli.files import yaml_file
from ilp_cli.law.standard import DatedValue, Law, Nilai, Rank, Regulation, Standard

_INSTALLED = Path(__file__).resolve().parent.parent / "configs"
_CHECKOUT = Path(__file__).resolve().parent.parent.parent / "configs"


def configs() -> Path:
    """The folder of `configs/`: inside the installed package, else beside it in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def _read(name: str) -> Any:
    return yaml_file.content_of((configs() / name).read_bytes())


@cache
def _words(name: str) -> Mapping[str, Any]:
    """A file of words, read once."""
    content: Mapping[str, Any] = _read(name)
    return content


@cache
def law() -> Law:
    """Read `configs/standards/` and `configs/regulations.yaml`. Raises KeyError for a value without its citation."""
    regulations = {key: _regulation(key, item) for key, item in _read("regulations.yaml").items()}
    standards: dict[str, Standard] = {}
    for path in sorted((configs() / "standards").glob("*.yaml")):
        for key, item in _read(f"standards/{path.name}").items():
            standards[key] = _standard(key, item, regulations)
    return Law(standards, regulations)


def _regulation(key: str, item: Mapping[str, Any]) -> Regulation:
    return Regulation(
        kunci=key,
        jenis=item["jenis"],
        nomor=item.get("nomor") or "",
        tahun=int(item["tahun"]),
        singkat=item["singkat"],
        tentang=item["tentang"],
        dicabut_oleh=item.get("dicabut_oleh"),
        dicabut_pada=parse_date(item.get("dicabut_pada") or ""),
        berlaku_sejak=parse_date(item.get("berlaku_sejak") or ""),
    )


def _standard(key: str, item: Mapping[str, Any], regulations: Mapping[str, Regulation]) -> Standard:
    return Standard(
        kunci=key,
        judul=item["judul"],
        satuan=item["satuan"],
        pangkat=Rank(item["pangkat"]),
        arah=item["arah"],
        riwayat=tuple(_dated(value, regulations) for value in item["riwayat"]),
        catatan=item.get("catatan") or "",
        belum_diperiksa=item.get("belum_diperiksa") or "",
    )


def _dated(item: Mapping[str, Any], regulations: Mapping[str, Regulation]) -> DatedValue:
    since = parse_date(item["sejak"])
    if since is None:
        raise ValueError(f"not a day: {item['sejak']}")
    checked = item.get("diperiksa") or {}
    basis = item["dasar"]
    instruments = [basis["peraturan"], *([basis["jo"]] if "jo" in basis else [])]
    return DatedValue(
        sejak=since,
        nilai=value_of(item["nilai"]),
        peraturan=" jo. ".join(regulations[key].singkat for key in instruments),
        pasal=basis["pasal"],
        pangkat=Rank(item["pangkat"]) if "pangkat" in item else None,
        sesudah_bulan=int(item.get("sesudah_bulan") or 0),
        diperiksa_pada=parse_date(checked.get("pada") or ""),
        diperiksa_terhadap=checked.get("terhadap") or "",
    )


def value_of(content: object) -> Nilai | None:
    """A value as written: a whole number, a text, or a list of texts; None where it is revoked."""
    if isinstance(content, list):
        return tuple(str(item) for item in content)
    if isinstance(content, str) and re.fullmatch("[0-9]{1,9}", content):
        return int(content)
    return None if content is None else str(content)


_GRADE = re.compile(r"(?i)\b(?:gol(?:ongan)?|gol\.?\s*ruang)?\.?\s*\b[IVX]{1,4}\s*[/.]\s*[a-e]\b")
"""The grade of a civil servant that some write behind the status: "PNS Gol. III/d"."""


_PARTS = re.compile(r"\s*[/;,&+]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+(?:dan|merangkap|sekaligus)\s+")
"""Between the parts of a jabatan: "PJ Pustu / Bidan", "Ahli Pertama - Bidan"."""

LAIN = "lain"
"""A status that is known, and from which no end of service follows."""


class Professions:
    """Which profession a written profesi or jabatan is, exactly, after its grade words are taken off."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """From the content of configs/professions.yaml."""
        self.names: dict[str, str] = {key: item["nama"] for key, item in content["profesi"].items()}
        self._by_words = {
            normal(words): key
            for key, item in content["profesi"].items()
            for words in (key.replace("_", " "), item["nama"], *item["sebutan"])
        }
        self.openers = frozenset(words.partition(" ")[0] for words in self._by_words)
        jenjang = {normal(grade): name for name, grades in content["jenjang"].items() for grade in grades}
        self._jenjang: dict[str, str] = dict(sorted(jenjang.items(), key=lambda item: len(item[0]), reverse=True))
        self._asn: dict[str, str] = {
            normal(status): kind for kind, listed in content["asn"].items() for status in listed
        }
        self._by_length = sorted(self._asn.items(), key=lambda item: -len(item[0]))
        self._beside = frozenset(normal(words) for words in content["jabatan_rangkap"])
        self._placed = frozenset(content["di_tempat"])
        self._kontrak = frozenset(content["kontrak"])
        self._lain = frozenset(content["lain"])
        self.words = frozenset(
            word
            for texts in (self._by_words, self._jenjang, self._asn, self._kontrak, self._lain)
            for text in texts
            for word in text.split()
        )
        self._cache: dict[tuple[str, str], str | None] = {}
        self._levels: dict[str, str] = {}

    def find(self, profesi: str, jabatan: str) -> str | None:
        """The key of the profession from `profesi` or, where that is blank, from `jabatan`; None if unknown."""
        asked = profesi, jabatan
        if asked not in self._cache:
            self._cache[asked] = self._one(profesi or jabatan)
        return self._cache[asked]

    def named(self, words: str) -> str | None:
        """The key of the profession that these words name as they are, no grade taken off."""
        return self._by_words.get(normal(words))

    def likely(self, words: str, count: int) -> list[str]:
        """The keys of the professions whose words are most like these, the likeliest first."""
        inside = contained(words, self._by_words)
        near = [*([inside] if inside else []), *nearest(words, self._by_words, count)]
        return list(dict.fromkeys(self._by_words[known] for known in near))[:count]

    def employment(self, status: str) -> str:
        """What a status kepegawaian is: "pns", "pppk" or "asn", "kontrak", "lain"; "" where it is not known."""
        words = normal(_GRADE.sub(" ", status))
        kind = self._asn.get(words)
        if kind is None and not self._kontrak & set(words.split()):
            kind = next((kind for prefix, kind in self._by_length if f"{words} ".startswith(f"{prefix} ")), None)
        said = set(words.split())
        return kind or ("kontrak" if self._kontrak & said else LAIN if self._lain & said else "")

    def jenjang(self, jabatan: str) -> str:
        """The jenjang that the last words of a jabatan name; "" where they name none."""
        if jabatan not in self._levels:
            words = normal(jabatan)
            first = next((grade for grade in self._jenjang if words.startswith(f"{grade} ")), "")
            self._levels[jabatan] = self._jenjang.get(self._grade(words) or first, "")
        return self._levels[jabatan]

    def _grade(self, words: str) -> str | None:
        return next((grade for grade in self._jenjang if words.endswith(f" {grade}")), None)

    def _one(self, words: str) -> str | None:
        """The profession of a text: as it stands, of one of its parts, or of its first words."""
        own = self._graded(words)
        if own is not None:
            return own
        parts = [part for part in _PARTS.split(words) if part.strip()]
        if len(parts) > 1:
            keys = {part: self._graded(part) or self._opening(part) for part in parts}
            others = [normal(part) for part, key in keys.items() if key is None]
            told = set(keys.values()) - {None}
            alone = all(part in self._beside or part in self._jenjang or self._employed(part) for part in others)
            return told.pop() if len(told) == 1 and alone else None
        return self._opening(words)

    def _opening(self, words: str) -> str | None:
        """The profession that a text begins with, where nothing but its place or how it is employed follows."""
        listed = normal(words).split()
        for count in range(len(listed) - 1, 0, -1):
            key, rest = self._graded(" ".join(listed[:count])), listed[count:]
            if key is not None:
                rest = rest[1:] if rest[0] in ("di", "pada") else rest
                placed = bool(rest) and not self._placed.isdisjoint((listed[count - 1], rest[0]))
                return key if placed or (rest and self._employed(" ".join(rest))) else None
        return None

    def _employed(self, words: str) -> bool:
        """Whether words say how somebody is employed here, and nothing else."""
        return self.employment(words) not in ("", LAIN) and all(word in self.words for word in words.split())

    def _graded(self, words: str) -> str | None:
        """The profession that a text names, the grades behind it taken off."""
        rest = normal(words)
        while rest and rest not in self._by_words:
            grade = self._grade(rest)
            if grade is None:
                return None
            rest = rest.removesuffix(grade).strip()
        return self._by_words.get(rest)


@cache
def professions() -> Professions:
    """The vocabulary of professions from configs/professions.yaml."""
    return Professions(_read("professions.yaml"))


@cache
def headers() -> Mapping[str, Mapping[str, str]]:
    """For each sheet, every accepted column title in its compared form → the column it means."""
    return {
        sheet: {
            normal(title).replace(" ", "_"): name
            for name, titles in columns.items()
            for title in (name, *(titles or ()))
        }
        for sheet, columns in _read("headers.yaml").items()
    }


def reading() -> Mapping[str, Any]:
    """How the cells of a roster are understood, from configs/reading.yaml."""
    return _words("reading.yaml")


def reasonable(key: str) -> int:
    """A figure beyond which an answer is taken for a slip of the pen, from `batas_wajar` of configs/reading.yaml."""
    return int(reading()["batas_wajar"][key])


def lists() -> Mapping[str, Any]:
    """How lists from the ministry are read, from configs/lists.yaml."""
    return _words("lists.yaml")


def naskah() -> Mapping[str, Any]:
    """Paper, type and the order of the annex heading from configs/naskah.yaml."""
    return _words("naskah.yaml")


def readiness() -> Mapping[str, Any]:
    """Criteria of readiness and the two indicators of Renstra, from configs/readiness.yaml."""
    return _words("readiness.yaml")


def rekap() -> Mapping[str, Any]:
    """What a recap says of indicators, from configs/rekap.yaml."""
    return _words("rekap.yaml")


def visits() -> Mapping[str, Any]:
    """Groups, triggers, results and forms of home visits, from configs/visits.yaml."""
    return _words("visits.yaml")


def trace() -> Mapping[str, Any]:
    """The words by which figures are asked for, from configs/trace.yaml."""
    return _words("trace.yaml")


def training() -> Mapping[str, Any]:
    """The groups of skills in which kader are trained and assessed, from configs/training.yaml."""
    return _words("training.yaml")


def pws() -> Mapping[str, Any]:
    """Indicators of the PWS and the steps of grey they are shown in, from configs/pws.yaml."""
    return _words("pws.yaml")


def klaster() -> Mapping[str, Any]:
    """The words of klaster, of their members and of those who lead them, from configs/klaster.yaml."""
    return _words("klaster.yaml")
