"""What places and people are able to do: readiness, services, PWS, skills, each where the district tells of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.readiness.model.facts import Keadaan
from ilp_cli.capabilities.readiness.model.readiness import BELUM_DIKETAHUI, SIAP, lokus_units, verdicts
from ilp_cli.capabilities.readiness.model.readiness import used as readiness_used
from ilp_cli.core.shell import command
from ilp_cli.core.words import angka, kalimat, persen, tanggal
from ilp_cli.district.angka import Angka as Asked
from ilp_cli.district.capaian import PUSKESMAS, Deret, aimed, bulan_bulan, deret, newest, on_track
from ilp_cli.district.capaian import Keadaan as Capaian
from ilp_cli.district.case import Case
from ilp_cli.district.keterampilan import Hitungan, fakta, kader_terampil, kelompok
from ilp_cli.district.keterampilan import used as training_used
from ilp_cli.district.kriteria import criteria
from ilp_cli.district.layanan import Jawaban, given, lokus_places, melayani_semua, targets, tawaran
from ilp_cli.district.realisasi import JENIS
from ilp_cli.district.wilayah import serving
from ilp_cli.law.services import matriks
from ilp_cli.reporting.sections import FOLDER, UNKNOWN, columns, number
from ilp_cli.reporting.values import Angka, Bagian, Baris, Sel, Tabel

_LOOKS = {Capaian.TERTINGGAL: "buruk", Capaian.KURANG: "buruk", Capaian.BELUM: "redup", Capaian.TANPA_SASARAN: "redup"}


def able_parts(case: Case) -> tuple[Bagian, ...]:
    """A part for each of the four that the district uses, in the order of their work."""
    makers = (
        (readiness_used(case), _readiness),
        (given(case), _services),
        (bool(case.of(deret)), _pws),
        (training_used(case.district), _training),
    )
    return tuple(make(case) for is_used, make in makers if is_used)


def able_figures(case: Case) -> Iterator[Angka]:
    """A figure for each of them; what is not known is counted apart."""
    if readiness_used(case):
        states = Counter(unit.keadaan for unit in case.of(lokus_units))
        of = (Asked("kesiapan_tempat", jenis=SIAP), Asked("kesiapan_tempat"))
        told = (states[SIAP], states.total(), states[_OPEN])
        yield _figure("kesiapan", "Siap menurut kriteria", told, "tempat lokus", of)
    if given(case):
        answers = Counter(melayani_semua(case, unit) for unit in case.of(lokus_places)["posyandu"])
        of = (Asked("layanan_semua", jenis=Jawaban.YA.value), Asked("layanan_semua"))
        told = (answers[Jawaban.YA], answers.total(), answers[Jawaban.BELUM])
        yield _figure("layanan", "Melayani semua sasaran", told, "posyandu lokus", of)
    if having := [state for _, state in aimed(case)]:
        unknown = sum(state in (Capaian.BELUM, Capaian.TANPA_SASARAN) for state in having)
        told = (sum(state in on_track for state in having), len(having), unknown)
        of = (Asked("pws_jalur", jenis="jalur"), Asked("pws_jalur"))
        yield _figure("pws", "Indikator di jalur", told, "indikator bertarget", of)
    if training_used(case.district):
        trained = [state.dilatih for state in case.of(kader_terampil).values()]
        told = (
            sum(count.ya for count in trained),
            sum(count.kader for count in trained),
            sum(count.belum_diketahui for count in trained),
        )
        of = (Asked("keterampilan_dasar", jenis="dilatih ya"), Asked("keterampilan_dasar"))
        yield _figure("keterampilan", "Kader dilatih", told, "kader posyandu, 25 keterampilan", of)


_OPEN = BELUM_DIKETAHUI


def _figure(kunci: str, judul: str, told: tuple[int, int, int], satuan: str, of: tuple[Asked, Asked]) -> Angka:
    """A figure, of how many, and of how many it is not known; where nothing of it is known it is none."""
    nilai, dari, unknown = told
    tail = f"; {angka(unknown)} {UNKNOWN}" if unknown else ""
    return Angka(
        id=f"angka-{kunci}",
        judul=judul,
        nilai=None if dari and unknown == dari else nilai,
        dari=dari,
        uraian=f"{satuan}{tail}",
        ke=f"tabel-{kunci}",
        hitungan=of[0],
        hitungan_dari=of[1],
    )


def _count(value: int, of: Asked) -> Sel:
    return number(value, "redup" if not value else "", of=of)


def _readiness(case: Case) -> Bagian:
    units = case.of(lokus_units)
    states: dict[tuple[str, str], Counter[Keadaan]] = {}
    for unit in units:
        for hasil in unit.hasil:
            states.setdefault((hasil.kriteria.kode, unit.jenis), Counter())[hasil.keadaan] += 1
    rows = [
        Baris(
            sel=(
                Sel(kode), Sel(kriteria.judul), Sel(jenis),
                *(
                    _count(
                        states[kode, jenis][keadaan],
                        Asked("kesiapan_kriteria", (kode, jenis), keadaan.name.casefold()),
                    )
                    for keadaan in Keadaan
                ),
                Sel(kriteria.pangkat.value),
            )
        )
        for kode, kriteria in case.of(criteria).dipakai.items()
        for jenis in JENIS
        if (kode, jenis) in states
    ]  # fmt: skip
    return Bagian(
        id="kesiapan",
        judul="Kesiapan menurut kriteria",
        kalimat=(f"{angka(len(units))} tempat lokus: {verdicts(units)}. Siap hanya bila semua kriterianya memenuhi.",),
        tabel=(
            Tabel(
                id="tabel-kesiapan",
                judul=f"Tempat lokus menurut kriteria, per {tanggal(case.pada)}",
                kolom=columns("Kode|Kriteria|Tempat|#Memenuhi|#Tidak memenuhi|#Belum diketahui|Pangkat"),
                baris=tuple(rows),
                kosong="Tahap yang diminta belum menyebut lokus.",
                catatan=("Belum diketahui: tidak dihitung memenuhi, juga tidak dihitung gagal.",),
                asal=(("angka-kesiapan", "Siap menurut kriteria"),),
            ),
        ),
        perintah=command("readiness", FOLDER),
    )


def _services(case: Case) -> Bagian:
    offers, lokus, groups = case.of(tawaran), case.of(lokus_places), case.of(targets)
    rows = []
    for jenis in JENIS:
        for group in groups:
            answers = Counter(offers[unit].kelompok(group) for unit in lokus[jenis] if unit in offers)
            if answers:
                told = (_count(answers[answer], Asked("layanan", (group, jenis), answer.value)) for answer in Jawaban)
                rows.append(Baris(sel=(Sel(kalimat(jenis)), Sel(matriks().kelompok[group].sebutan), *told)))
    stated = sum(offers[unit].dinyatakan for units in lokus.values() for unit in units if unit in offers)
    total = sum(map(len, lokus.values()))
    return Bagian(
        id="layanan",
        judul="Kelompok siklus hidup yang dilayani",
        kalimat=(f"{angka(stated)} dari {angka(total)} tempat lokus menyatakan layanannya.",),
        tabel=(
            Tabel(
                id="tabel-layanan",
                judul="Tempat lokus menurut kelompok sasaran",
                kolom=columns("Tempat|Kelompok|#Dilayani|#Tidak|#Belum diketahui"),
                baris=tuple(rows),
                kosong="Tahap yang diminta belum menyebut lokus, atau standar sasaran belum berlaku.",
                catatan=("Menurut pernyataan tempatnya (lembar Layanan); yang tidak ditulis belum diketahui.",),
                asal=(("angka-layanan", "Melayani semua sasaran"),),
            ),
        ),
        perintah=command("services", FOLDER),
    )


def _pws(case: Case) -> Bagian:
    return Bagian(
        id="pws",
        judul="Capaian PWS",
        kalimat=(
            "Target ditulis kabupaten sendiri (kebijakan: target_capaian); tanpa target tidak ada penilaian. Wilayah "
            "yang belum melapor disebut, bukan dihitung nol.",
        ),
        tabel=(
            Tabel(
                id="tabel-pws",
                judul="Indikator sampai bulan laporan terakhir",
                kolom=columns(
                    "Indikator|Sampai|#Sasaran|#Dilayani|#Cakupan|#Target|Keadaan|#Puskesmas tertinggal|#Puskesmas "
                    "belum diketahui|#Wilayah lengkap melapor"
                ),
                baris=tuple(_pws_row(item) for item in newest(case)),
                kosong="Belum ada laporan.",
                catatan=("Wilayah: yang terkecil yang melapor atau seharusnya melapor.",),
                asal=(("angka-pws", "Indikator di jalur"),) if aimed(case) else (),
            ),
        ),
        perintah=command("pws", FOLDER),
    )


def _pws_row(item: Deret) -> Baris:
    def of(part: str) -> Asked:
        return Asked("pws", (item.indikator.kunci,), part)

    whole, state = item.at((), item.sampai), item.keadaan((), item.sampai)
    reached = Sel(persen(whole.cakupan), "", of("cakupan")) if whole.cakupan is not None else None
    below = Counter(
        item.keadaan(area, item.sampai) for area, daerah in item.daerah.items() if daerah.tingkat == PUSKESMAS
    )
    behind = below[Capaian.TERTINGGAL] + below[Capaian.KURANG]
    unknown = below[Capaian.BELUM] + below[Capaian.TANPA_SASARAN]
    return Baris(
        sel=(
            Sel(item.indikator.singkat), Sel(bulan_bulan([item.sampai], item.tahun)),
            number(whole.sasaran, of=of("sasaran")), number(whole.dilayani, of=of("dilayani")),
            reached or number(None, of=of("cakupan")),
            Sel(f"{item.target} %", "", of("target")) if item.target is not None else Sel("–", "redup", of("target")),
            Sel(state.value, _LOOKS.get(state, "")),
            _count(behind, of("tertinggal")), _count(unknown, of("belum")),
            Sel(f"{angka(whole.lengkap)} dari {angka(whole.dari)}", "", of("lengkap")),
        )
    )  # fmt: skip


def _training(case: Case) -> Bagian:
    known, people = case.of(fakta), [who for own in case.of(serving).values() for who in own]
    rows = []
    for group, nama in kelompok().nama.items():
        told = [known.get((who, group)) for who in people]
        cells = []
        for name in ("dilatih", "dinilai"):
            answers = Counter(getattr(facts, name) if facts is not None else None for facts in told)
            cells += [
                _count(answers[answer], Asked("keterampilan", (group,), f"{name} {word}"))
                for answer, word in ((True, "ya"), (False, "tidak"), (None, "belum"))
            ]
        rows.append(Baris(sel=(Sel(kalimat(nama)), *cells)))
    states = case.of(kader_terampil).values()
    trained, assessed = (_told([getattr(state, name) for state in states]) for name in ("dilatih", "dinilai"))
    return Bagian(
        id="keterampilan",
        judul="Keterampilan kader",
        kalimat=(
            f"{angka(len(people))} kader posyandu. Dalam kelima kelompok keterampilan dasar: dilatih {trained}; "
            f"dinilai {assessed}.",
        ),
        tabel=(
            Tabel(
                id="tabel-keterampilan",
                judul="Kader posyandu menurut kelompok keterampilan",
                kolom=columns(
                    "Kelompok|#Dilatih|#Belum dilatih|#Belum diketahui dilatih|#Dinilai|#Belum dinilai|#Belum "
                    "diketahui dinilai"
                ),
                baris=tuple(rows),
                catatan=("Dilatih dan dinilai dua hal; tingkat Purwa, Madya, Utama tidak pernah dihitung.",),
                asal=(("angka-keterampilan", "Kader dilatih"),),
            ),
        ),
        perintah=command("plan", "training", FOLDER),
    )


def _told(counts: Sequence[Hitungan]) -> str:
    good, bad, unknown = (sum(getattr(count, name) for count in counts) for name in ("ya", "tidak", "belum_diketahui"))
    return f"{angka(good)} ya, {angka(bad)} tidak, {angka(unknown)} {UNKNOWN}"
