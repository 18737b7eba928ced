"""Tinjauan tahunan tenaga lokus: apa yang kurang pada dua hari, di puskesmas mana, dan siapa yang pergi di antaranya.

Salin berkas ini, ubah RENCANA dan HARI, lalu jalankan: python tinjauan.py
Yang ditulis, di folder tempat ia dijalankan: tinjauan.csv untuk Excel dan tinjauan.svg untuk laporan.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pandas
import pygal
from pygal.style import Style

from ilp_cli import District, check, load, outlook

RENCANA = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent
HARI = {"akhir 2026": date(2026, 12, 31), "akhir 2029": date(2029, 12, 31)}
PROFESI = ["bidan", "perawat", "kader"]


def kekurangan(district: District, hari: date) -> pandas.DataFrame:
    """Orang yang kurang di pustu dan posyandu lokus pada satu hari: satu baris tiap tempat dan profesi."""
    report = check(district, pada=hari)
    if not report.roster_given or report.exit_status() > 1:  # tidak tahu bukan nol
        sys.exit(f"tinjauan: kekurangan per {hari} belum diketahui; lihat ilp check {RENCANA}")
    # Kolom `kurang` sebuah pustu berisi semua profesinya sekaligus, misalnya {"bidan": 1}.
    baris = [
        (pustu.puskesmas, f"pustu {pustu.pustu}", profesi, orang)
        for pustu in report.frame("pustu").itertuples()
        for profesi, orang in pustu.kurang.items()
    ]
    baris += [
        (posyandu.puskesmas, f"posyandu {posyandu.posyandu}", "kader", posyandu.kurang)
        for posyandu in report.frame("posyandu").itertuples()
    ]
    return pandas.DataFrame(baris, columns=["puskesmas", "tempat", "profesi", "kurang"]).query("kurang > 0")


def tabel(district: District) -> pandas.DataFrame:
    """Kekurangan tiap puskesmas: sekolom untuk setiap profesi dan hari, yang paling banyak kurangnya di atas."""
    semua = pandas.concat([kekurangan(district, hari).assign(hari=nama) for nama, hari in HARI.items()])
    kolom = pandas.MultiIndex.from_product([PROFESI, HARI], names=["profesi", "hari"])
    jumlah = semua.groupby(["puskesmas", "profesi", "hari"])["kurang"].sum()
    hasil = jumlah.unstack(["profesi", "hari"]).reindex(columns=kolom).fillna(0).astype(int)
    return hasil.loc[hasil.sum(axis="columns").sort_values(ascending=False, kind="stable").index]


def kepergian(district: District) -> pandas.DataFrame:
    """Berapa orang pustu lokus yang pergi tiap tahun di antara kedua hari itu, menurut sebabnya."""
    awal, akhir = HARI.values()
    prakiraan = outlook(district, pada=awal, sampai=akhir.year, tanggal_pensiun=True)
    orang = prakiraan.frame("orang").query("tanggal <= @akhir")
    return orang.groupby([orang["tanggal"].dt.year.rename("tahun"), "jenis"]).size().unstack(fill_value=0)


def gambar(kurang: pandas.DataFrame) -> str:
    """Batang berdampingan, sebuah untuk setiap hari; terbaca juga bila dicetak hitam-putih."""
    batang = pygal.Bar(
        title="Kekurangan tenaga lokus (orang)",
        style=Style(
            colors=("#b0b0b0", "#303030"), background="white", plot_background="white", font_family="sans-serif"
        ),
        print_values=True,
        print_values_position="top",
        show_y_labels=False,
        show_y_guides=False,
        value_formatter=lambda orang: f"{orang:.0f}",
        legend_at_bottom=True,
        no_prefix=True,
        js=[],
        width=640,
        height=400,
    )
    batang.x_labels = PROFESI
    for hari in HARI:
        batang.add(hari, [int(kurang[profesi, hari].sum()) for profesi in PROFESI])
    # Tanpa skrip, dan tanpa tanggal pembuatan: masukan yang sama, berkas yang sama.
    return re.sub(r"(?s)<script.*?</script>|<!--.*?-->", "", batang.render(is_unicode=True))


def aman(nama: str) -> str:
    """Sebuah nama untuk csv: yang diawali tanda rumus diberi petik, supaya Excel tidak menghitungnya."""
    return f"'{nama}" if nama.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) else nama


def main() -> None:
    """Cetak kedua tabel, lalu tulis csv dan gambarnya."""
    district = load(RENCANA)
    kurang = tabel(district)
    print(f"Kekurangan tenaga lokus {district.kabupaten.sebutan}, orang\n")
    print(kurang.to_string() if len(kurang) else "tidak ada")
    print("\nYang pergi dari pustu lokus bila tidak diperpanjang, orang\n")
    print(kepergian(district).to_string())
    rata = kurang.set_axis([f"{profesi} {hari}" for profesi, hari in kurang.columns], axis="columns")
    rata.rename(index=aman).to_csv("tinjauan.csv", encoding="utf-8-sig", lineterminator="\r\n")
    Path("tinjauan.svg").write_text(gambar(kurang), encoding="utf-8")


if __name__ == "__main__":
    main()
