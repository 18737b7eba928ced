"""What a district's own template may ask for: the facts of a decree by name, dotted where they are not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilp_cli.core.words import BLANK
from ilp_cli.decreeing.wording import Facts, angka_huruf
from ilp_cli.district.case import Case
from ilp_cli.district.roadmap import Lokus, Tahap
from ilp_cli.law import configs
from ilp_cli.paper.annex import Closing
from ilp_cli.paper.document import Kop
from ilp_cli.paper.templat import Isi

_TEXTS = (
    "kabupaten", "KABUPATEN", "PROVINSI", "DINAS", "tahun", "nomor", "tanggal", "tempat", "tentang", "TENTANG",
    "penetap", "jumlah", "sk_pertama", "puskesmas", "jumlah_kader", "jumlah_posyandu", "jumlah_orang", "desa",
    "kecamatan", "kepala_desa", "kurang", "pengirim", "per", "tujuan",
)  # fmt: skip


_LISTS = (
    "menimbang", "mengingat", "diktum", "tembusan", "lampiran", "lokus", "susunan", "kepala_lampiran", "kepala", "isi",
    "pindah", "unit", "dasar", "penutup",
)  # fmt: skip


def isian(facts: Facts, head: Kop, signs: Closing, **lists: Isi) -> Mapping[str, Isi]:
    """The variables of one decree or letter: all there are, dotted or empty where its kind has none."""
    below = (*signs.below, "", "")
    dotted: Mapping[str, Isi] = {name: facts.get(name) or BLANK for name in _TEXTS}
    return {
        **dotted,
        "angka": dict.fromkeys(("puskesmas", "pustu", "posyandu"), BLANK),
        **dict.fromkeys(_LISTS, ()),
        "kop": {"atas": head.above, "besar": head.main, "bawah": head.below},
        "penandatangan": {
            "jabatan": "\n".join(signs.above).rstrip(","),
            "nama": signs.name,
            "pangkat": below[0],
            "nip": below[1].removeprefix("NIP. "),
        },
        **lists,
    }


def counted(case: Case, tahap: Tahap) -> Mapping[str, Isi]:
    """How many lokus a stage adds of each kind, and which they are."""
    counts = case.district.added[tahap.path]
    kinds = (("puskesmas", counts.puskesmas), ("pustu", counts.pustu), ("posyandu", counts.posyandu))
    return {
        "angka": {kind: BLANK if number is None else angka_huruf(number) for kind, number in kinds},
        "lokus": tuple(_row(number, lokus) for number, lokus in enumerate(tahap.lokus, 1)),
    }


def together(every: Sequence[Mapping[str, Isi]]) -> Mapping[str, Isi]:
    """The variables of a document: those of its only decree or letter; of several what they share, and each of them."""
    shared = {name: value for name, value in every[0].items() if all(own[name] == value for own in every)}
    return {**shared, "naskah": tuple(every)}


def _row(number: int, lokus: Lokus) -> Mapping[str, Isi]:
    known = lokus.puskesmas.unit
    return {
        "no": str(number),
        "kode": (known.kode if known else None) or BLANK,
        "puskesmas": lokus.nama,
        "kecamatan": (known.kecamatan if known else None) or BLANK,
        "pustu": ", ".join(named.unit.nama if named.unit else named.nama for named in lokus.pustu),
        "posyandu": ", ".join(named.unit.nama if named.unit else named.nama for named in lokus.posyandu),
        "keterangan": lokus.keterangan or "",
    }


def variabel() -> Mapping[str, str]:
    """The variables a template may ask for, each with what it says."""
    told: Mapping[str, str] = configs.naskah()["badan"]["templat"]
    return told
