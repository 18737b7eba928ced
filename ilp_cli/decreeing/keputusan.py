"""The decrees of a stage: lokus, the change of one, kader with their areas, klaster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ilp_cli.capabilities.areas.model.holding import holdings
from ilp_cli.capabilities.change.model import Perubahan, changes
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.words import daftar, kalimat, tanggal
from ilp_cli.decreeing.dasar import Dasar, dasar_of
from ilp_cli.decreeing.isian import counted, isian
from ilp_cli.decreeing.office import closing_block, dated, unsigned, whose
from ilp_cli.decreeing.susunan import annex, lacking, told
from ilp_cli.decreeing.wording import Facts, Naskah, angka_huruf, blanks, dotted, filled, kop, strings
from ilp_cli.district.arsip import frozen_stages
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import measurable, posyandu_states
from ilp_cli.district.klaster import susunan
from ilp_cli.district.office import office_of, words_of
from ilp_cli.district.place import kind_and_name
from ilp_cli.district.roadmap import SK, Counts, Lokus, Penandatangan, Tahap
from ilp_cli.paper.annex import annexes_said, change_title, closing, continued, first_decree, heading, office, ordinal
from ilp_cli.paper.document import Block, Fields, Item, Labelled, Listing, Paragraph
from ilp_cli.paper.edition import Edition
from ilp_cli.registry import ANNEXES_OF, annexes_of

LOKUS, PERUBAHAN, KADER, KLASTER = "lokus", "perubahan", "kader", "klaster"
_LABEL_MM = 33.0
_CHANGED = "{perubahan}"
_OF_LOKUS, _OF_KADER = "roadmap", "areas"
"""The capabilities whose annexes belong to a decree of the district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decree:
    """One decree before it is laid out. `kop` is the kind of its head; `judul` its title in capitals."""

    wording: Mapping[str, Any]
    kop: str
    sk: SK
    signatory: Penandatangan | None
    facts: Facts
    judul: str
    dasar: Dasar
    lists: tuple[Item, ...] = ()
    kosong: tuple[str, ...] = ()
    catatan: tuple[str, ...] = ()
    lampiran: tuple[tuple[str, str], ...] = ()
    lembar: tuple[tuple[Block, ...], ...] = ()
    susunan: tuple[Mapping[str, str], ...] = ()


def decrees(case: Case, tahap: Tahap, jenis: str, edition: Edition) -> Iterator[Naskah]:
    """The decrees of one kind for a stage: one, or for the klaster one of each puskesmas."""
    if jenis == KLASTER:
        for lokus in new_of(case, tahap):
            yield _laid_out(case, tahap, _klaster(case, tahap, lokus, edition), edition)
        return
    makers = {LOKUS: _lokus, PERUBAHAN: _perubahan, KADER: _kader}
    yield _laid_out(case, tahap, makers[jenis](case, tahap, edition), edition)


def new_of(case: Case, tahap: Tahap) -> tuple[Lokus, ...]:
    """The open puskesmas that a stage makes a lokus, each once; of a change those that no version before it names."""
    before = {key for version in case.district.terdahulu.get(tahap.path, ()) for key in map(_key, version.lokus)}
    own = {
        _key(lokus): lokus
        for lokus in reversed(tahap.lokus)
        if lokus.puskesmas.unit is None or lokus.puskesmas.unit.open_on(case.pada)
    }
    return tuple(lokus for key, lokus in reversed(own.items()) if key not in before)


def _key(lokus: Lokus) -> object:
    unit = lokus.puskesmas.unit
    return unit.path if unit is not None else normal(lokus.nama)


def _lokus(case: Case, tahap: Tahap, edition: Edition) -> _Decree:
    wording, sk = edition.naskah["badan"], tahap.sk or SK(path=tahap.path)
    kind, facts = _known(case, tahap, sk, wording)
    tentang = sk.tentang or filled(wording["sk"][LOKUS]["tentang"], facts)
    own, others = _annexes(case, tahap, edition, _OF_LOKUS)
    facts = {**facts, "tentang": tentang, **_figures(case, tahap, wording), "lampiran": _cited(own)}
    notes = [*_others(others)]
    if not sk.tentang:
        notes.append(f"judul SK belum ditulis; dipakai “{tentang}”. Tulis di sk: tentang, supaya Lampiran menyebutnya")
    return _Decree(
        wording=wording["sk"][LOKUS],
        kop=kind,
        sk=sk,
        signatory=case.district.penandatangan,
        facts=facts,
        judul=tentang.upper(),
        dasar=_dasar(case, sk, wording, facts),
        kosong=() if tahap.lokus else ("nama_lokus",),
        catatan=tuple(notes),
        lampiran=_named(own),
    )


def _perubahan(case: Case, tahap: Tahap, edition: Edition) -> _Decree:
    wording, sk = edition.naskah["badan"], tahap.sk or SK(path=tahap.path)
    kind, facts = _known(case, tahap, sk, wording)
    kabupaten, earlier = case.district.kabupaten, case.district.terdahulu.get(tahap.path, ())
    first = earlier[0].sk if earlier else None
    ke = (sk.mengubah.ke if sk.mengubah else None) or len(earlier) or 1
    cited = first_decree(sk, first)
    told = [
        f"Keputusan {words_of(office_of(cited.penetap, kabupaten), kabupaten)}" if cited.penetap else None,
        f"Nomor {cited.nomor}{f' Tahun {cited.tahun}' if cited.tahun else ''}" if cited.nomor else None,
        f"tentang {cited.tentang}" if cited.tentang else None,
    ]
    old = " ".join(words or filled(dots, {}) for words, dots in zip(told, _DOTTED, strict=True))
    change = next((change for change in case.of(changes) if change.menjadi.path == tahap.path), None)
    own, others = _annexes(case, tahap, edition, _OF_LOKUS)
    nth = f"Perubahan {ordinal(ke).capitalize()}".strip()
    written = sk.tentang if sk.tentang and sk.tentang.casefold().startswith("perubahan") else f"{nth} atas {old}"
    facts = {
        **facts,
        **_figures(case, tahap, wording),
        "sk_pertama": old,
        "tahun_semula": str(tahap.tahun) if earlier else str(cited.tahun or "") or None,
        "tentang": written,
        "lampiran": _cited(own),
        "perubahan": "lists" if change else None,
    }
    return _Decree(
        wording=wording["sk"][PERUBAHAN],
        kop=kind,
        sk=sk,
        signatory=case.district.penandatangan,
        facts=facts,
        judul=change_title(sk, first, ke, kabupaten),
        dasar=_dasar(case, sk, wording, facts),
        lists=_lists(change, wording["sk"][PERUBAHAN]) if change else (),
        kosong=() if all(told) else ("sk_pertama",),
        catatan=_others(others),
        lampiran=_named(own),
    )


_DOTTED = ("Keputusan {penetap}", "Nomor {nomor}", "tentang {tentang}")
"""How the parts of a decree that is cited look where they are not known."""


def _lists(change: Perubahan, wording: Mapping[str, Any]) -> tuple[Item, ...]:
    """What is removed, what is added, and what the list then is, each counted below its own head."""
    parts = (("dihapus", change.dihapus), ("ditambah", change.ditambah), ("hasil", change.hasil))
    items = []
    for place, (key, names) in enumerate(parts, 1):
        end = "." if place == len(parts) else ";"
        below = [f"{name};" for name in names[:-1]] + [f"{name}{end}" for name in names[-1:]]
        head = wording["daftar"][key]
        items.append(Item(text=f"{head}:" if names else f"{head}: {wording['tidak_ada']}{end}", below=tuple(below)))
    return tuple(items)


def _kader(case: Case, tahap: Tahap, edition: Edition) -> _Decree:
    wording = edition.naskah["badan"]
    sk = _own_decree(tahap)
    kind, facts = _known(case, tahap, sk, wording)
    tentang = filled(wording["sk"][KADER]["tentang"], facts)
    own, _ = _annexes(case, tahap, edition, _OF_KADER)
    kader, posyandu = _kader_counted(case, tahap)
    facts = {
        **facts,
        "tentang": tentang,
        "jumlah_kader": None if kader is None else f"{angka_huruf(kader)} kader posyandu",
        "jumlah_posyandu": f"{angka_huruf(posyandu)} posyandu" if posyandu else None,
    }
    return _Decree(
        wording=wording["sk"][KADER],
        kop=kind,
        sk=sk,
        signatory=case.district.penandatangan,
        facts=facts,
        judul=tentang.upper(),
        dasar=_dasar(case, sk, wording, facts),
        kosong=() if own else ("lampiran_kader",),
        catatan=(f"periksa {' '.join(wording['sk'][KADER]['periksa'].split())}", *_headed(own)),
        lampiran=_named(own),
    )


def _kader_counted(case: Case, tahap: Tahap) -> tuple[int | None, int]:
    """How many kader the posyandu of a stage have, and how many posyandu these are.

    Where blocks are told, who holds them, at the posyandu that have any; else who is counted there, None where nobody
    can be.
    """
    units = dict.fromkeys(named.unit.path for lokus in tahap.lokus for named in lokus.posyandu if named.unit)
    held = case.of(holdings)
    divided = [path for path in units if path in held]
    if divided:
        return len({own.who for path in divided for own in held[path] if own.who is not None}), len(divided)
    counted = [state.kader for state in case.of(posyandu_states) if state.unit in units]
    return (sum(counted) if case.of(measurable) and counted else None), len(units)


def _klaster(case: Case, tahap: Tahap, lokus: Lokus, edition: Edition) -> _Decree:
    wording, known = edition.naskah["badan"], lokus.puskesmas.unit
    name = _as_title(sebutan("puskesmas", lokus.nama))
    head = f"Kepala {name}"
    kepala = known.kepala if known else None
    sk = replace(_own_decree(tahap), penetap=head, penandatangan=None)
    signatory = Penandatangan(path=tahap.path, jabatan=head)
    if kepala is not None:
        signatory = replace(signatory, nama=kepala.nama, nip=kepala.nip)
    _, facts = _known(case, tahap, sk, wording)
    tempat = None  # the place of a puskesmas is not in the register
    facts = {**facts, "puskesmas": name, "PUSKESMAS": name.upper(), "tempat": tempat}
    tentang = filled(wording["sk"][KLASTER]["tentang"], facts)
    own = case.of(susunan).get(known.path) if known is not None else None
    facts = {**facts, "tentang": tentang}
    unknown = "lampiran_klaster" if own is None else "pj_klaster" if lacking(own) else ""
    return _Decree(
        wording=wording["sk"][KLASTER],
        kop="puskesmas",
        sk=sk,
        signatory=signatory,
        facts=facts,
        judul=tentang.upper(),
        dasar=_dasar(case, sk, wording, facts),
        kosong=(*(() if kepala and kepala.nama else ("kepala_puskesmas",)), *((unknown,) if unknown else ())),
        catatan=(f"periksa {' '.join(wording['sk'][KLASTER]['periksa'].split())}",),
        lembar=(annex(own, sk, signatory, tentang.upper(), case.district.kabupaten, edition),) if own else (),
        susunan=tuple(told(own, edition.nip)) if own else (),
    )


def _as_title(name: str) -> str:
    """The name of a puskesmas with its kind in a capital: Puskesmas Suli."""
    return f"{name[:1].upper()}{name[1:]}"


def _own_decree(tahap: Tahap) -> SK:
    """A decree beside that of the stage: set by the same, with a number and a day that nobody knows yet."""
    sk = tahap.sk or SK(path=tahap.path)
    return replace(sk, nomor=None, tanggal=None, tentang=None, mengubah=None)


def _known(case: Case, tahap: Tahap, sk: SK, wording: Mapping[str, Any]) -> tuple[str, dict[str, str | None]]:
    """The kind of head of a decree, and what is known of every one."""
    kabupaten = case.district.kabupaten
    signatory = sk.penandatangan or case.district.penandatangan
    kind, head = whose(wording, sk.penetap or (signatory.jabatan if signatory else None), kabupaten)
    return kind, {
        **head,
        "kabupaten": kabupaten.sebutan,
        "tahun": str(tahap.tahun),
        "penetap": words_of(office_of(sk.penetap, kabupaten), kabupaten) if sk.penetap else None,
        "nomor": sk.nomor,
        "kepala_daerah": f"{wording['kepala_daerah'][kabupaten.jenis]} {kind_and_name(kabupaten.nama)[1]}",
        "tanggal": tanggal(sk.tanggal) if sk.tanggal else None,
        "tempat": kabupaten.ibu_kota,
    }


def _dasar(case: Case, sk: SK, wording: Mapping[str, Any], facts: Facts) -> Dasar:
    own = sk.mengingat or case.district.mengingat
    return dasar_of(own, wording, facts, case.law, sk.tanggal or case.pada)


def _figures(case: Case, tahap: Tahap, wording: Mapping[str, Any]) -> dict[str, str | None]:
    """How many lokus a stage adds in a sentence, and which kinds; those of its archive where its annexes are frozen."""
    frozen = case.of(frozen_stages).get(tahap.path)
    counts: Counts = frozen[1].jumlah if frozen else case.district.added[tahap.path]
    known = {unit: getattr(counts, unit) for unit in wording["satuan"]}
    named = {unit: number for unit, number in known.items() if number}  # nobody decrees "0 (nol) posyandu"
    told = [f"{angka_huruf(number)} {wording['satuan'][unit]}" for unit, number in named.items()]
    units = kalimat(daftar(wording["satuan"][unit] for unit in named or known))
    if not tahap.lokus and not named:
        return {"jumlah": None, "Satuan": units}
    if grown := continued(tahap, counts):
        told.append(f"{angka_huruf(grown)} puskesmas lanjutan")
    return {"jumlah": daftar(told) or None, "Satuan": units}


Annexes = tuple[tuple[str, str, str], ...]
"""Annexes of a stage: number, name in the workbook, title."""


def _annexes(case: Case, tahap: Tahap, edition: Edition, capability: str) -> tuple[Annexes, Annexes]:
    """The annexes that `ilp export` prints for a stage: those of a capability, and all others."""
    tagged = [(name, draft) for name in ANNEXES_OF for draft in annexes_of(name)(case, edition)]
    owners = [name for name, draft in tagged if draft.tahap.path == tahap.path]
    said = annexes_said(case, edition, (draft for _, draft in tagged))
    mine = [annex for own, _, annex, _ in said if own.path == tahap.path]
    frozen = case.of(frozen_stages).get(tahap.path)
    end = len(frozen[1].lampiran) if frozen else len(mine)
    told = [
        (owner, (" ".join(annex.name.split()[:2]), annex.name, " ".join(annex.title.split())))
        for owner, annex in list(zip(owners, mine, strict=True))[:end]
    ]
    return tuple(it for owner, it in told if owner == capability), tuple(
        it for owner, it in told if owner != capability
    )


def _cited(annexes: Annexes) -> str | None:
    return daftar(number for number, _, _ in annexes) or None


def _named(annexes: Annexes) -> tuple[tuple[str, str], ...]:
    return tuple((name, title) for _, name, title in annexes)


def _others(annexes: Annexes) -> tuple[str, ...]:
    """That the workbook has annexes for the same stage of which this decree says nothing."""
    return tuple(
        f"{name} dari ilp export ({title}) tidak disebut dalam diktum; sebut di Word, atau tetapkan tersendiri"
        for _, name, title in annexes
    )


def _headed(annexes: Annexes) -> tuple[str, ...]:
    """That annexes of a decree of its own come with the head of the stage's."""
    return tuple(
        f"{name} dari ilp export berkepala SK lokus; ganti kepalanya dengan LAMPIRAN dan nomor SK ini"
        for _, name, _ in annexes
    )


def _laid_out(case: Case, tahap: Tahap, decree: _Decree, edition: Edition) -> Naskah:
    """A decree from its head to its copies."""
    badan, kabupaten, facts, wording = edition.naskah["badan"], case.district.kabupaten, decree.facts, decree.wording
    head, of_head = kop(badan, decree.kop, facts)
    penetap = " ".join(office(decree.sk.penetap, kabupaten)) if decree.sk.penetap else filled("{penetap}", {})
    menimbang = [f"{filled(text, facts)};" for text in wording["menimbang"]]
    dasar = [f"{text.rstrip(' ;.')};" for text in decree.dasar.butir]
    diktum = tuple(
        Labelled(label=label, body=_diktum(text, decree))
        for label, text in zip(badan["diktum"], wording["diktum"], strict=False)
    )
    named = f"KEPUTUSAN {penetap} TENTANG {decree.judul}."
    blocks: tuple[Block, ...] = (
        head,
        Paragraph(text=f"KEPUTUSAN {penetap}", style="Judul"),
        Paragraph(text=f"NOMOR {filled('{nomor}', facts)}", style="Judul"),
        Paragraph(text="TENTANG", style="Judul Jarak"),
        Paragraph(text=decree.judul, style="Judul"),
        Paragraph(text=f"{penetap},", style="Judul Jarak"),
        Fields(
            rows=(
                Labelled(label="Menimbang", body=(_items("huruf", menimbang),)),
                Labelled(label="Mengingat", body=(_items("angka", _ended(dasar)),)),
            ),
            label_mm=_LABEL_MM,
        ),
        Paragraph(text="MEMUTUSKAN:", style="Judul Jarak"),
        Fields(
            rows=(Labelled(label="Menetapkan", body=(Paragraph(text=named, style="Isi Tebal"),)), *diktum),
            label_mm=_LABEL_MM,
        ),
        *closing_block(decree.signatory, decree.sk, kabupaten, edition.nip, above=dated(facts)),
        Paragraph(text="Tembusan:", style="Tembusan"),
        _items("angka", [filled(text, facts) for text in wording["tembusan"]]),
    )
    used = ("{nomor}", "{tanggal}", "{penetap}", "{tempat}")
    said = (text for key in ("menimbang", "diktum", "tembusan") for text in strings(wording[key]))
    above = heading("", decree.sk, kabupaten, edition.naskah["kepala_lampiran"], decree.judul)
    half = ("nomor",) if dotted(facts.get("nomor") or "") else ()
    signs = unsigned(decree.signatory, decree.sk, kabupaten, edition.nip)
    if "kepala_puskesmas" in decree.kosong:
        signs = tuple(name for name in signs if name != "nama")
    open_ = (*half, *blanks(used, facts), *signs, *decree.kosong, *decree.dasar.kosong, *blanks(said, facts), *of_head)
    return Naskah(
        judul=f"KEPUTUSAN {penetap}: {decree.judul}",
        blocks=blocks,
        kosong=tuple(dict.fromkeys(open_)),
        catatan=(*decree.dasar.catatan, *decree.catatan),
        lampiran=decree.lampiran,
        isian=isian(
            {**facts, "TENTANG": decree.judul, "penetap": penetap if decree.sk.penetap else None},
            head,
            closing(decree.signatory, decree.sk, kabupaten, edition.nip),
            **counted(case, tahap),
            menimbang=tuple(menimbang),
            mengingat=tuple(_ended(dasar)),
            diktum=tuple({"label": row.label, "isi": _flat(row.body)} for row in diktum),
            tembusan=tuple(filled(text, facts) for text in wording["tembusan"]),
            lampiran=tuple({"lembar": name, "judul": title} for name, title in decree.lampiran),
            susunan=decree.susunan,
            kepala_lampiran=tuple("\n".join(above).split("\n")),
        ),
        lembar=decree.lembar,
    )


def _flat(body: Sequence[Paragraph | Listing]) -> str:
    """A diktum as one text, its lists line by line."""
    lines: list[str] = []
    for block in body:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            for item in block.items:
                lines += [item.text, *item.below]
    return "\n".join(lines)


def _ended(texts: Sequence[str]) -> list[str]:
    """The last item of a list ends its sentence."""
    return [*texts[:-1], *(f"{text.rstrip(';')}." for text in texts[-1:])]


def _items(kind: Any, texts: Sequence[str]) -> Listing:
    return Listing(kind=kind, items=tuple(Item(text=text) for text in texts))


def _diktum(text: str, decree: _Decree) -> tuple[Paragraph | Listing, ...]:
    """One diktum; where lists stand in the middle of it, they follow what leads to them."""
    if _CHANGED not in text or not decree.lists:
        return (Paragraph(text=filled(text, decree.facts)),)
    lead, _, tail = text.partition(_CHANGED)
    rest = (Paragraph(text=filled(tail, decree.facts).strip()),) if tail.strip() else ()
    return Paragraph(text=f"{filled(lead, decree.facts).rstrip()}:"), Listing(kind="huruf", items=decree.lists), *rest
