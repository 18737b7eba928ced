"""ILP530 to ILP539: whether the table Keterampilan and the key pelatihan can be used, and who begins untrained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from ilp_cli.capabilities.training.model.need import asked_of, lokus_units
from ilp_cli.core.finding import Path, Place, Severity
from ilp_cli.core.names import maksud, normal, sebutan
from ilp_cli.core.words import daftar, tanggal
from ilp_cli.district.case import Case
from ilp_cli.district.identity import Who
from ilp_cli.district.keterampilan import Baris, Fakta, Jawaban, baris, fakta, kelompok, used
from ilp_cli.district.pelatihan import Pelatihan
from ilp_cli.district.place import Posyandu, Puskesmas
from ilp_cli.district.wilayah import serving
from ilp_cli.reading.load import closed_in
from ilp_cli.rulebook.rule import Hit, hit, rule

_FACTS = ("dilatih", "dinilai")


@rule(
    "ILP530",
    "Keterampilan orang yang tidak jelas",
    message="{nama}: {sebab}; barisnya tidak dihitung",
    severity=Severity.WARNING,
)
def nobody(case: Case) -> Iterator[Hit]:
    """Siapa yang dilatih dan dinilai dipasangkan dengan roster: dengan NIP atau NIK, atau nama di unitnya.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Anni, puskesmas: Suli, posyandu: Melati, kelompok: ibu hamil, dilatih: ya}   #! ILP530

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: ibu hamil, dilatih: ya}

    Langkah: tulis nama seperti di lembar Kader atau Petugas; bila namanya sama, tulis juga posyandu, pustu, NIP atau
    NIK.
    """
    if not case.district.roster_given:
        return
    names = None
    for item in case.of(baris):
        if item.who is not None or not (item.nama or item.bernomor):
            continue
        own = {case.district.identities[person.path] for person in item.calon}
        here = [person for person in item.calon if person.induk == item.induk]
        if len(own) > 1 and len(here) > 1:
            words = f"ada {len(own)} orang bernama itu; tulis posyandu, pustu, NIP atau NIK"
        elif item.calon:
            where = daftar(dict.fromkeys(person.puskesmas for person in item.calon))
            words = f"tidak ada di unit yang ditulis, orang bernama itu ada di roster {where}"
        else:
            names = names or tuple(person.nama for person in (*case.district.kader, *case.district.petugas))
            words = f"tidak ada di roster{maksud(item.nama, names)}"
        yield hit((*item.path, "nama"), nama=item.nama or "baris tanpa nama", sebab=words)


@rule("ILP531", "Kelompok keterampilan tidak dikenal", message="kelompok “{kelompok}” tidak dikenal{maksud}")
def strange_group(case: Case) -> Iterator[Hit]:
    """Kelompoknya lima, ditambah penimbangan dan pengukuran. Nama 25 keterampilannya tidak diketahui: tidak dipakai.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lanzia, dilatih: ya}   #! ILP531
        pelatihan:
          kader: [ibu hamill]   #! ILP531

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: ya}
        pelatihan:
          kader: [ibu hamil]

    Langkah: tulis pengelolaan posyandu, bayi dan balita, ibu hamil dan menyusui, usia sekolah dan remaja, usia dewasa
    dan lansia, atau penimbangan dan pengukuran.
    """
    words = kelompok()
    known = (*words.nama.values(), *words.sebutan)
    for item in case.of(baris):
        if item.kelompok is None and item.tertulis:
            yield hit((*item.path, "kelompok"), kelompok=item.tertulis, maksud=maksud(item.tertulis, known))
    key = case.district.pelatihan
    for column, listed in (("kader", key.kader), ("nakes", key.nakes)) if key is not None else ():
        for number, text in enumerate(listed):
            if words.find(text) is None:
                yield hit((*key.path, column, number) if key else (), kelompok=text, maksud=maksud(text, known))


@rule(
    "ILP532",
    "Dinilai sebelum dilatih",
    message="{nama}, {kelompok}: {sebab}",
    severity=Severity.NOTE,
)
def assessed_first(case: Case) -> Iterator[Hit]:
    """Dilatih dan dinilai dua hal; yang dinilai biasanya sudah dilatih. Boleh jadi benar, jadi hanya catatan.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, kelompok: lansia, dilatih: 2026-05-07, dinilai: 2026-04-02}   #! ILP532

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: 2026-05-07, dinilai: 2026-06-02}

    Langkah: cocokkan tanggal dengan daftar hadirnya.
    """
    for item in _clear(case):
        trained, assessed = item.dilatih, item.dinilai
        if not all(item.possible(answer, case.pada) for answer in (trained, assessed)):
            continue
        if assessed.ya and trained.ya is False:
            yield hit((*item.path, "dinilai"), sebab="sudah dinilai, tetapi belum dilatih", **_who(item))
        elif trained.hari and assessed.hari and assessed.hari < trained.hari:
            words = f"dinilai {tanggal(assessed.hari)}, sebelum dilatih {tanggal(trained.hari)}"
            yield hit((*item.path, "dinilai"), sebab=words, **_who(item))


def _clear(case: Case) -> Iterator[Baris]:
    """The rows whose group is known."""
    return (item for item in case.of(baris) if item.kelompok is not None)


def _who(item: Baris) -> Mapping[str, object]:
    return {"nama": item.nama or "baris tanpa nama", "kelompok": kelompok().nama[item.kelompok or ""]}


@rule(
    "ILP533",
    "Hari pelatihan atau penilaian tidak dapat dipakai",
    message="{kolom} “{tertulis}” {sebab}; dihitung belum diketahui",
    severity=Severity.WARNING,
)
def strange_day(case: Case) -> Iterator[Hit]:
    """Yang ditulis tanggal yang sudah lewat, ya, atau tidak. Rencana pelatihan bukan pelatihan.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: 2027-05-07}   #! ILP533
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: balita, dilatih: 31-02-2026}   #! ILP533

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: 2026-05-07}
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: balita, dilatih: ya}

    Langkah: betulkan tanggalnya; kosongkan bila belum terjadi.
    """
    for item in case.of(baris):
        for column, answer in zip(_FACTS, (item.dilatih, item.dinilai), strict=True):
            words = _fault(item, answer, case.pada)
            if words:
                yield hit((*item.path, column), kolom=column, tertulis=_written(answer), sebab=words)


def _written(answer: Jawaban) -> str:
    return answer.asing or (tanggal(answer.hari) if answer.hari else "")


def _fault(item: Baris, answer: Jawaban, pada: date) -> str:
    if answer.asing:
        return "bukan tanggal yang ada, bukan ya dan bukan tidak"
    if answer.hari is None or item.possible(answer, pada) or item.unborn(answer):
        return ""
    return "belum terjadi" if answer.hari > pada else "terlalu lama berlalu"


@rule(
    "ILP534",
    "Dua jawaban tentang keterampilan yang sama",
    message="{nama}, {kelompok}: {kolom} {lain} di {tempat}, di sini {ini}; {akibat}",
    severity=Severity.WARNING,
)
def two_answers(case: Case) -> Iterator[Hit]:
    """Satu orang dan satu kelompok punya satu baris. Dari dua jawaban yang bertentangan tidak satu pun dipakai.

    Salah::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: ya}
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: tidak}   #! ILP534

    Benar::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: ya, dinilai: tidak}

    Langkah: hapus baris yang tidak benar.
    """
    first: dict[tuple[object, str, str], tuple[Baris, str, object]] = {}
    for item in _clear(case):
        if item.who is None:
            continue
        group = item.kelompok or ""
        for column, said, answer in (
            *(
                (name, _said(answer), answer.ya)
                for name, answer in zip(_FACTS, (item.dilatih, item.dinilai), strict=True)
            ),
            ("tingkat", item.tingkat, item.tingkat or None),
        ):
            if answer is None:
                continue
            # A level is of the person, not of one of their groups.
            other, told, known = first.setdefault((item.who, "" if column == "tingkat" else group, column),
                                                  (item, said, answer))  # fmt: skip
            if known != answer:
                effect = "tingkatnya tidak dihitung dari apa pun" if column == "tingkat" else "dihitung belum diketahui"
                yield hit((*item.path, column), kolom=column, lain=told, ini=said, akibat=effect,
                          tempat=_spot(case.place((*other.path, column))), **_who(item))  # fmt: skip


def _spot(place: Place) -> str:
    return f"sel {place.sheet}!{place.cell}" if place.cell else f"baris {place.line}"


def _said(answer: Jawaban) -> str:
    return tanggal(answer.hari) if answer.hari else {True: "ya", False: "tidak", None: ""}[answer.ya]


@rule(
    "ILP535",
    "Lokus mulai dengan kader yang belum dilatih",
    message="{tempat} ({puskesmas}), lokus {tahun}: {belum} dari {kader} kader belum dilatih ({kelompok}){lain}",
    severity=Severity.NOTE,
)
def untrained(case: Case) -> Iterator[Hit]:
    """Kader dilatih sebelum lokusnya mulai; lima kelompok itu turunan dari 25 keterampilan, bukan aturan yang dihitung.

    Yang disebut hanya yang tertulis belum dilatih. Yang belum diketahui disebut jumlahnya, tidak dihitung kurang.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        tahap:
          - tahun: 2027
            lokus:
              - puskesmas: Suli
                posyandu:
                  - Melati   #! ILP535
        keterampilan: [{nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: tidak}]

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        tahap: [{tahun: 2027, lokus: [{puskesmas: Suli, posyandu: [Melati]}]}]
        keterampilan: [{nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: ya}]

    Langkah: susun angkatannya dengan `ilp plan training FOLDER [--roster BERKAS]`.
    """
    district = case.district
    if not used(district) and district.pelatihan is None:
        return
    lokus, known = lokus_units(district, case.pada), case.of(fakta)
    asked = asked_of(district.pelatihan)["kader"] if district.pelatihan else kelompok().dasar
    people = case.of(serving)
    names = _posyandu(case)
    for unit in district.units:
        if unit.jenis != "posyandu" or unit.unit not in lokus or lokus[unit.unit] > case.pada.year + 1:
            continue
        own = people.get(unit.unit, {})
        facts = {who: [known.get((who, group), Fakta()).dilatih for group in asked] for who in own}
        lacking = Counter(group for said in facts.values() for group, trained in zip(asked, said, strict=True)
                          if trained is False)  # fmt: skip
        if not lacking:
            continue
        denied = sum(False in said for said in facts.values())
        unknown = sum(False not in said and None in said for said in facts.values())
        puskesmas, posyandu = names[unit.unit]
        groups = ", ".join(f"{kelompok().nama[group]} {lacking[group]}" for group in asked if lacking[group])
        yield hit(unit.path, tempat=sebutan("posyandu", posyandu.nama), posyandu=posyandu.nama,
                  puskesmas=puskesmas.nama, belum=denied, kader=len(own), kelompok=groups,
                  lain=f"; {unknown} lagi belum diketahui" if unknown else "")  # fmt: skip


@rule("ILP536", "Isi pelatihan bertentangan", message="{sebab}")
def contradiction(case: Case) -> Iterator[Hit]:
    """Ukuran angkatan, tempat dan hari harus dapat dipenuhi bersama-sama.

    Salah::

        kabupaten: {nama: Luwu}
        pelatihan:
          peserta: {min: 30, max: 15}   #! ILP536
          hari: 2
          tempat: [{nama: Aula, kapasitas: 30}]
          tahun:
            - {tahun: 2027, tanggal: [2028-03-02]}   #! ILP536

    Benar::

        kabupaten: {nama: Luwu}
        pelatihan:
          peserta: {min: 15, max: 30}
          hari: 2
          tempat: [{nama: Aula, kapasitas: 30}]
          tahun:
            - {tahun: 2027, tanggal: [2027-03-02]}

    Langkah: betulkan salah satunya.
    """
    key = case.district.pelatihan
    if key is None:
        return
    if key.min is not None and key.max is not None and key.max < key.min:
        yield hit((*key.path, "peserta", "max"), sebab=f"peserta max {key.max} kurang dari min {key.min}")
    for place in key.tempat:
        if place.kapasitas is not None and key.min is not None and place.kapasitas < key.min:
            words = f"{place.nama} memuat {place.kapasitas} orang, angkatan paling sedikit {key.min}; tidak dipakai"
            yield hit((*place.path, "kapasitas"), sebab=words)
    for name, paths in _repeated((normal(place.nama), (*place.path, "nama")) for place in key.tempat):
        for path in paths:
            yield hit(path, sebab=f"tempat “{name}” sudah disebut di atas; angkatannya dapat berbentur")
    for year, paths in _repeated((str(year.tahun), (*year.path, "tahun")) for year in key.tahun):
        for path in paths:
            yield hit(path, sebab=f"tahun {year} sudah disebut di atas; baris ini tidak dipakai")
    yield from _unusable_days(case, key)


def _unusable_days(case: Case, key: Pelatihan) -> Iterator[Hit]:
    """The days on which a batch was to begin and cannot."""
    weekdays = key.hari_pelatihan or case.district.hari_layanan
    for item in key.tahun:
        closed = closed_in(case.district, {item.tahun}) if item.tanggal else {}
        for number, day in enumerate(item.tanggal):
            words = ""
            if day.year != item.tahun:
                words = f"{tanggal(day)} bukan dalam tahun {item.tahun}"
            elif day in closed:
                words = f"{tanggal(day)} libur ({closed[day].nama})"
            elif day.weekday() not in weekdays:
                words = f"{tanggal(day)} bukan hari pelatihan"
            if words:
                yield hit((*item.path, "tanggal", number), sebab=f"{words}; tidak dipakai")


def _repeated(items: Iterator[tuple[str, Path]]) -> Iterator[tuple[str, list[Path]]]:
    """The names that stand twice or more, with the places of all but the first."""
    paths: dict[str, list[Path]] = defaultdict(list)
    for name, path in items:
        paths[name].append(path)
    return ((name, listed[1:]) for name, listed in paths.items() if len(listed) > 1)


@rule(
    "ILP537",
    "Isi pelatihan belum lengkap",
    message="pelatihan: {apa} belum diisi; `ilp plan training` belum dapat menyusun angkatan",
    severity=Severity.WARNING,
)
def incomplete(case: Case) -> Iterator[Hit]:
    """Program tidak punya ukuran angkatan, hari, tempat atau tanggal sendiri: semuanya dari kabupaten.

    Salah::

        kabupaten: {nama: Luwu}
        pelatihan:
          peserta: {min: 15, max: 30}   #! ILP537
          tempat: [{nama: Aula}]
          tahun: [{tahun: 2027, bulan: [2, 3]}]

    Benar::

        kabupaten: {nama: Luwu}
        pelatihan:
          peserta: {min: 15, max: 30}
          hari: 3
          tempat: [{nama: Aula}]
          tahun: [{tahun: 2027, bulan: [2, 3]}]

    Langkah: isi yang disebut.
    """
    key = case.district.pelatihan
    if key is None:
        return
    missing = [name for name, value in (("peserta: max", key.max), ("hari", key.hari), ("tempat", key.tempat),
                                        ("tahun", key.tahun)) if not value]  # fmt: skip
    if missing:
        yield hit(key.path, apa=daftar(missing))
    for year in key.tahun:
        if not year.bulan and not year.tanggal:
            yield hit(year.path, apa=f"bulan atau tanggal tahun {year.tahun}")


@rule(
    "ILP538",
    "Kader lokus baru dilatih sesudah tahun tahapnya",
    message="{tempat} ({puskesmas}), lokus {tahun}: {terlambat} dari {kader} kader baru dilatih sesudah tahun itu, "
    "terakhir {hari} ({kelompok})",
    severity=Severity.NOTE,
)
def trained_late(case: Case) -> Iterator[Hit]:
    """Kader dilatih sebelum lokusnya mulai; itu turunan, bukan aturan. Yang sudah terjadi tidak dapat diubah: catatan.

    Hanya hari yang tertulis yang dibandingkan, dan hanya kader yang sudah bertugas di tahun tahapnya. Pelatihan di
    tahun itu sendiri tidak disebut: hari mulainya lokus tidak diketahui.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        tahap:
          - tahun: 2025
            lokus:
              - puskesmas: Suli
                posyandu:
                  - Melati   #! ILP538
        keterampilan: [{nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: 2026-03-05}]

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati}]
        tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, posyandu: [Melati]}]}]
        keterampilan: [{nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: 2024-11-05}]

    Langkah: cocokkan tanggalnya dengan daftar hadir; untuk tahap berikutnya latih kadernya lebih dahulu.
    """
    if not used(case.district):
        return
    days: dict[Who, dict[str, date]] = defaultdict(dict)
    for item in _clear(case):
        day = item.dilatih.hari
        if item.who is not None and item.kelompok is not None and day and item.possible(item.dilatih, case.pada):
            days[item.who][item.kelompok] = min(day, days[item.who].get(item.kelompok, day))
    if not days:
        return
    lokus, people = lokus_units(case.district, case.pada), case.of(serving)
    asked = asked_of(case.district.pelatihan)["kader"] if case.district.pelatihan else kelompok().dasar
    began: dict[Who, set[date | None]] = defaultdict(set)
    for kader in case.district.kader:
        began[case.district.identities[kader.path]].add(kader.mulai)
    names = _posyandu(case)
    for unit in case.district.units:
        year = lokus.get(unit.unit)
        if unit.jenis != "posyandu" or year is None:
            continue
        end = date(year, 12, 31)
        own = [who for who in people.get(unit.unit, {}) if any(day is None or day <= end for day in began[who])]
        late = {who: {group: day for group, day in days[who].items() if group in asked and day > end}
                for who in own if who in days}  # fmt: skip
        late = {who: groups for who, groups in late.items() if groups}
        if late:
            puskesmas, posyandu = names[unit.unit]
            groups = Counter(group for told in late.values() for group in told)
            yield hit(unit.path, tempat=sebutan("posyandu", posyandu.nama), posyandu=posyandu.nama,
                      puskesmas=puskesmas.nama, terlambat=len(late), kader=len(people[unit.unit]),
                      hari=tanggal(max(day for told in late.values() for day in told.values())),
                      kelompok=", ".join(f"{kelompok().nama[group]} {groups[group]}" for group in asked
                                         if groups[group]))  # fmt: skip


def _posyandu(case: Case) -> Mapping[Path, tuple[Puskesmas, Posyandu]]:
    return {unit.path: (puskesmas, unit) for puskesmas in case.district.puskesmas for unit in puskesmas.posyandu}


@rule(
    "ILP539",
    "Dilatih atau dinilai sebelum lahir",
    message="{nama}, {kelompok}: {kolom} {hari}, sebelum tanggal lahirnya; dihitung belum diketahui",
    severity=Severity.WARNING,
)
def before_birth(case: Case) -> Iterator[Hit]:
    """Hari lahir diambil dari roster atau NIP-nya. Salah satu dari dua tanggal itu keliru, jadi tidak dihitung.

    Salah (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati, tanggal_lahir: 2006-03-04}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: 2005-05-07}   #! ILP539

    Benar (2026-11-21)::

        puskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]
        kader: [{nama: Ani, puskesmas: Suli, posyandu: Melati, tanggal_lahir: 2006-03-04}]
        keterampilan:
          - {nama: Ani, puskesmas: Suli, posyandu: Melati, kelompok: lansia, dilatih: 2025-05-07}

    Langkah: betulkan tanggal pelatihan atau penilaiannya, atau tanggal lahir di lembar Kader atau Petugas.
    """
    for item in _clear(case):
        for column, answer in zip(_FACTS, (item.dilatih, item.dinilai), strict=True):
            if item.unborn(answer) and answer.hari is not None:
                yield hit((*item.path, column), kolom=column, hari=tanggal(answer.hari), **_who(item))


RULES = (
    nobody,
    strange_group,
    assessed_first,
    strange_day,
    two_answers,
    untrained,
    contradiction,
    incomplete,
    trained_late,
    before_birth,
)
