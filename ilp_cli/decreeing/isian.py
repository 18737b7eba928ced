"""What a district's own template may ask for: the facts of a decree by name, dotted where they are not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ilp_cli.core.words import BLANK
from ilp_cli.decreeing.wording import Facts, angka_huruf
from ilp_cli.district.case import Case
from ilp_cli.district.roadmap import Lokus, Tahap
from ilp_cli.law import configs
from ilp_cli.paper.annex import Closing
from ilp_cli.paper.templat import Isi

_TEXTS = (
    "kabupaten", "KABUPATEN", "PROVINSI", "DINAS", "tahun", "nomor", "tanggal", "tempat", "tentang", "TENTANG",
    "penetap", "jumlah", "sk_pertama", "puskesmas", "jumlah_kader", "jumlah_posyandu",
)  # fmt: skip


def isian(
    case: Case,
    tahap: Tahap,
    facts: Facts,
    *,
    menimbang: Sequence[str],
    mengingat: Sequence[str],
    diktum: Sequence[tuple[str, str]],
    tembusan: Sequence[str],
    lampiran: Sequence[tuple[str, str]],
    penutup: Closing,
) -> Mapping[str, Isi]:
    """The variables of one decree."""
    counts = case.district.added[tahap.path]
    kinds = (("puskesmas", counts.puskesmas), ("pustu", counts.pustu), ("posyandu", counts.posyandu))
    below = (*penutup.below, "", "")
    return {
        **{name: facts.get(name) or BLANK for name in _TEXTS},
        "angka": {kind: BLANK if number is None else angka_huruf(number) for kind, number in kinds},
        "menimbang": tuple(menimbang),
        "mengingat": tuple(mengingat),
        "diktum": tuple({"label": label, "isi": text} for label, text in diktum),
        "tembusan": tuple(tembusan),
        "lampiran": tuple({"lembar": name, "judul": title} for name, title in lampiran),
        "lokus": tuple(_row(number, lokus) for number, lokus in enumerate(tahap.lokus, 1)),
        "penandatangan": {
            "jabatan": "\n".join(penutup.above).rstrip(","),
            "nama": penutup.name,
            "pangkat": below[0],
            "nip": below[1].removeprefix("NIP. "),
        },
    }


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
