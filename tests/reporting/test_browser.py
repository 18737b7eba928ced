"""The page in a real browser, where one is installed: no error, nothing cut on a telephone, a screen and on paper."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reporting.pages import DESA, district, geojson, report
from tests.reporting.test_names import NAUGHTY, quoted
from tests.running import EXAMPLES, LUWU

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="tidak ada Chromium di mesin ini; halaman belum dilihat peramban"
)

MEASURE = """
const frame = document.getElementById("bingkai");
frame.onload = () => {
  const page = frame.contentDocument, width = frame.contentWindow.innerWidth, cut = [];
  for (const element of page.querySelectorAll("td, th, li, p, h1, h2, h3, span, figcaption, code, a, footer, header")) {
    if (element.closest("svg")) continue;
    const inline = frame.contentWindow.getComputedStyle(element).display === "inline";
    const reach = inline ? element.getBoundingClientRect().right - width : element.scrollWidth - element.clientWidth;
    if (reach > 1) cut.push(element.tagName + ": " + element.textContent.slice(0, 60));
  }
  const pen = document.createElement("canvas").getContext("2d");
  for (const cell of page.querySelectorAll("td.n")) {
    const style = frame.contentWindow.getComputedStyle(cell);
    if (style.display !== "grid") continue;
    pen.font = style.font;
    const room = parseFloat(style.gridTemplateColumns);
    const broken = cell.dataset.judul.split(" ").filter(word => pen.measureText(word).width > room + 1);
    if (broken.length) cut.push("judul: " + broken.join(" "));
  }
  for (const drawing of page.querySelectorAll("svg.grafik, svg.peta")) {
    const own = drawing.getBoundingClientRect();
    for (const text of drawing.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      const across = box.left < own.left - 1 || box.right > own.right + 1;
      const down = box.top < own.top - 1 || box.bottom > own.bottom + 1;
      if (box.width && (across || down)) cut.push("svg: " + text.textContent);
    }
  }
  const told = document.createElement("pre");
  told.id = "hasil";
  told.textContent = JSON.stringify({
    inner: width, document: page.documentElement.scrollWidth, cells: page.querySelectorAll("td").length, cut: cut,
  });
  document.body.appendChild(told);
};
frame.srcdoc = frame.dataset.halaman;
"""


def chromium(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the browser without a window and without a network."""
    assert CHROMIUM is not None
    quiet = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync".split()
    )
    profile = f"--user-data-dir={folder / 'profil'}"
    command = [CHROMIUM, *quiet, "--proxy-server=127.0.0.1:9", profile, "--enable-logging=stderr", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def looked_at(folder: Path, page: str, width: int) -> dict[str, object]:
    """What a browser makes of a page in a frame so wide: what is cut in it, and that nothing is complained of."""
    holder = folder / "bingkai.html"
    look = f'width="{width}" height="900" style="border:0"'
    frame = f'<iframe id="bingkai" {look} data-halaman="{html.escape(page)}"></iframe>'
    holder.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body>{frame}<script>{MEASURE}</script>', encoding="utf-8")
    answer = chromium(folder, "--virtual-time-budget=5000", "--dump-dom", holder.as_uri())
    assert "CONSOLE" not in answer.stderr, answer.stderr
    found = re.search(r'<pre id="hasil">(.*?)</pre>', answer.stdout, re.DOTALL)
    assert found is not None, answer.stderr
    told: dict[str, object] = json.loads(html.unescape(found[1]))
    return told


def assert_fits(folder: Path, page: str, width: int) -> None:
    told = looked_at(folder, page, width)
    assert told["inner"] == width
    assert told["cut"] == []
    assert isinstance(told["document"], int)
    assert told["document"] <= width
    assert told["cells"] == page.count("<td ")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_cut_in_the_largest_example(tmp_path: Path, width: int) -> None:
    shutil.copytree(LUWU, tmp_path / "luwu")
    assert_fits(tmp_path, report(tmp_path / "luwu"), width)


def test_no_heading_is_broken_beside_a_figure_that_is_not_known(tmp_path: Path) -> None:
    roadmap = (
        "kabupaten: {nama: Luwu}\npuskesmas: [{nama: Suli}, {nama: Bajo}]\ntahap: [{tahun: 2024}, {tahun: 2025}]\n"
    )
    page = report(district(tmp_path / "x", roadmap))
    assert 'data-judul="Puskesmas ditetapkan" class="n redup"><span>belum diketahui' in page
    assert_fits(tmp_path, page, 360)


@pytest.mark.parametrize("width", [360, 830, 1280])
def test_nothing_is_cut_where_names_are_long_or_strange(tmp_path: Path, width: int) -> None:
    names = [quoted(name) for name in dict.fromkeys(" ".join(name.split()) for name in NAUGHTY)]
    units = "".join(
        f"  - {{nama: {name}, kecamatan: {name}, pustu: [{{nama: {name}, desa: {name}}}]}}\n" for name in names
    )
    lokus = "".join(f"      - {{puskesmas: {name}, pustu: [{name}]}}\n" for name in names)
    roadmap = (
        f"kabupaten: {{nama: {names[0]}}}\nroster: .\npuskesmas:\n{units}tahap:\n  - tahun: 2025\n    lokus:\n{lokus}"
    )
    assert_fits(tmp_path, report(district(tmp_path / "x", roadmap)), width)


def test_nothing_is_cut_with_a_map(tmp_path: Path) -> None:
    (tmp_path / "desa.geojson").write_text(geojson(*DESA), encoding="utf-8")
    assert_fits(tmp_path, report(district(tmp_path / "x"), "--peta", tmp_path / "desa.geojson"), 360)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_it_prints_on_a4_whole(tmp_path: Path, example: Path) -> None:
    shutil.copytree(example.parent, tmp_path / "contoh")  # one rests on the roster of its neighbour
    report(tmp_path / "contoh" / example.name)
    answer = chromium(
        tmp_path,
        "--no-pdf-header-footer",
        f"--print-to-pdf={tmp_path / 'laporan.pdf'}",
        (tmp_path / "contoh" / "laporan.html").as_uri(),
    )
    data = (tmp_path / "laporan.pdf").read_bytes()
    assert "CONSOLE" not in answer.stderr
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert {(round(float(wide)), round(float(tall))) for wide, tall in boxes} == {(595, 842)}
    assert 2 <= len(boxes) <= 12
    reader = shutil.which("pdftotext")
    if reader is None:
        return
    text = subprocess.run(
        [reader, "-layout", tmp_path / "laporan.pdf", "-"], capture_output=True, text=True, check=True
    )
    pages = text.stdout.split("\f")[:-1]
    assert len(pages) == len(boxes)
    assert all(f"Halaman {number} dari {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "Yang perlu diputuskan" in pages[0]
    assert "Standar yang dipakai" in text.stdout
