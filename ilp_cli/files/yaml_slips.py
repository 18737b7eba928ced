"""What a hand slipped on in a YAML file: the true cause, where it stands, and what to type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

ODD_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
"""Blanks that look like a space and are none, as a class of a pattern."""
DASHES = "–—―−‐‑•·●▪◦"
"""What Word and WhatsApp put where a list needs "-"."""
CURLY = "“”„‟"
"""Quotes of a word processor, which quote nothing in YAML."""
SINGLE_CURLY = "‘’‚‛"
"""The single ones; one alone may be an apostrophe."""
NOT_CURLY = '“ ” dari Word bukan tanda kutip YAML; pakai tanda kutip lurus (")'
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)")
_NO_KEY = re.compile(rf"[{ODD_BLANKS}{DASHES}]|-(?!\d)\S")
_ODD = re.compile(rf"(?:[ \t]*-)?[ \t]*[{ODD_BLANKS}]|\s*(?:- +)*[\w.]+:[ ]*[{ODD_BLANKS}]")
_ODD_END = re.compile(rf"[{ODD_BLANKS} ]*[{ODD_BLANKS}]$")
_ODD_SIGN = re.compile(rf"[{ODD_BLANKS}]")
_DASH = re.compile(rf"\s*(?P<mark>[{DASHES}*])\s+\S")
_TAB = re.compile(r" *(?:-[ ]*)?\t")
_GLUED_DASH = re.compile(r"\s*-(?P<rest>[^\s-].*)")
_GLUED_COLON = re.compile(r"\s*(?:- +)?[A-Za-z_]+:(?=[^\s:/])")
_GLUED_BRACKET = re.compile(r"(?P<head>.*[{,]\s*[A-Za-z_][\w.]*:)[\[{]")
_GLUED_KEY = re.compile(rf"(?P<key>[A-Za-z_][\w.]*)(?P<colon>[{ODD_BLANKS} ]*[:：][{ODD_BLANKS} ]*)(?P<value>[^\s/].*)")
_WIDE_COLON = re.compile(r"\s*(?:- +)?[A-Za-z_][\w.]*\s*：")
_WRAPPED = re.compile(r"[“„‟”](?P<double>[^“„”‟]*)[”“‟]|[‘‛‚](?P<single>[^‘‛‚]*)[’‘]|«(?P<guillemet>[^«»]*)»")
_HALF_WRAPPED = re.compile(r"[“„](?P<opened>[^“„”]*)|(?P<closed>[^“„”]*)”")
_COMMAS = re.compile(r",\s*,|[\[{]\s*,")
_COMMA_BEHIND = re.compile(r"[\]}]\s*,\s*$")
_OPENS = re.compile(r"(?:^|[:\-,]\s+|[\[{]\s*)$")
_FULL = re.compile(r"\s*(?:- +)?(?P<key>[\w.]+):\s+(?P<value>[\[{].*[\]}])\s*$")
_NUMBERED = re.compile(r"\s*(?P<mark>\d{1,3}[.)])\s+(?:\{|[A-Za-z_]\w*:(?:\s|$))")
_SINGLE = re.compile(r"(?:[:\-,]\s+|[\[{]\s*)'(?P<text>[^']*'(?:\w.*?| \w[^']*))'(?=\s*(?:[,\]}#]|$))")
_DOUBLE = re.compile(r"(?:[:\-,]\s+|[\[{]\s*)\"(?P<text>[^\"]*\"\w.*?)\"(?=\s*(?:[,\]}#]|$))")
_CURLED = re.compile(rf"(?:[:\-,]\s+|[\[{{]\s*)[{CURLY}]")
_AFTER_QUOTE = re.compile(
    r"(?P<head>.*?(?:[:\-,]\s+|[\[{]\s*))(?P<quote>[\"'])(?P<text>[^\"']*)(?P=quote)(?=\s*[^\s\]}#:])"
)
_KEY = re.compile(r"(?P<dash>(?:- +)*)(?P<key>[^\s#\"'{\[][^:#]*):(?:\s|$)")
_VALUE = re.compile(r"\s*(?:- +)*(?P<key>[\w.]+): +(?P<value>\S.{0,60}?)\s*$")
_CUT = re.compile(r"\s#")


class Slip(NamedTuple):
    """A slip at a line and column, both from 1, and what to do about it."""

    line: int
    column: int
    reason: str


class Complaint(NamedTuple):
    """What a YAML parser says: its words, where it stumbled, and where the thing began in which it did."""

    problem: str
    line: int
    column: int
    began: tuple[int, int] | None


def conflict(lines: Sequence[str]) -> Slip | None:
    """The first mark that git leaves where two people changed the same lines."""
    for number, text in enumerate(lines, 1):
        if _CONFLICT.match(text):
            words = (
                f"“{text[:7]}” adalah penanda bentrok git (baris {number}); pilih salah satu isi, lalu hapus penandanya"
            )
            return Slip(number, 1, words)
    return None


def of_key(key: str, lines: Sequence[str], number: int, column: int) -> Slip | None:
    """A key that is no key: the mark of a list stands in it, or a blank that is none."""
    if not _NO_KEY.match(key):
        return None
    if key[0] in DASHES:
        return Slip(number, column, _dash_words(key[0]))
    if key[0] == "-":
        return Slip(number, column, _glued_words(lines[number - 1][column:]))
    return Slip(number, column, _odd_words(number, key))


def trimmed(key: str, number: int) -> tuple[str, str] | None:
    """A key less the blank behind it that is none, and what to say of it; None where it ends as a key should."""
    plain = _ODD_END.sub("", key)
    return (plain, _odd_words(number, key)) if plain != key else None


def of_text(lines: Sequence[str], start: tuple[int, int], end: int) -> Slip | None:
    """A list that was read as one text, because its dashes are none: a plain text from a mark to the end of a line."""
    first, column = start
    for number in range(first, min(end, len(lines)) + 1):
        text = lines[number - 1]
        if number == first and text[: column - 1].strip():
            continue  # the text stands behind its key
        dash = _DASH.match(text)
        if dash and dash["mark"] != "*":
            return Slip(number, dash.start("mark") + 1, _dash_words(dash["mark"]))
        if _ODD.match(text):
            return _odd_blank(text, number)
        glued = _GLUED_DASH.match(text)
        if glued and not (number == first and glued["rest"][0].isdigit()):
            return Slip(number, glued.start("rest"), _glued_words(glued["rest"]))
    return None


def unwrapped(text: str, *, cut: bool) -> str | None:
    """A plain text less the quotes of a word processor around it; None where it has none.

    `cut` says that more follows: what is quoted at one end only is then the part of a longer text.
    """
    match = _WRAPPED.fullmatch(text) or (None if cut else _HALF_WRAPPED.fullmatch(text))
    return next((inner for inner in match.groups() if inner is not None), None) if match else None


class GluedKey(NamedTuple):
    """A key within { } whose value is glued to its colon, and how many signs stand before the value."""

    key: str
    value: str
    before: int
    reason: str


def glued_key(text: str, number: int) -> GluedKey | None:
    """What a key without a colon stands for where the colon is only not followed by a space."""
    match = _GLUED_KEY.fullmatch(text)
    if match is None:
        return None
    key, value = match["key"], match["value"].strip()
    odd = match["colon"] != ":"
    reason = (
        _WIDE_WORDS
        if "：" in match["colon"]
        else _odd_words(number, match["colon"])
        if odd
        else "sesudah titik dua harus ada spasi"
    )
    for quote in "\"'":
        if len(value) > 1 and value[0] == value[-1] == quote:
            value = value[1:-1]
    return GluedKey(key, value, match.start("value"), reason)


def slip(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """The slip behind a parser's complaint; None where only the parser's own words are left."""
    near = [complaint.line, *([complaint.began[0]] if complaint.began else []), *_before(lines, complaint.line)]
    for look, numbers in (
        (_odd_blank, range(min(complaint.line, len(lines)), 0, -1)),
        (_dash, range(1, min(complaint.line, len(lines)) + 1)),
        (_tab, near),
        (_numbered, near),
        (_glued_dash, near),
        (_glued_colon, [complaint.line - 1, complaint.line]),
        (_glued_bracket, [complaint.line]),
        (_wide_colon, [complaint.line, *_before(lines, complaint.line)]),
        (_commas, [complaint.line]),
        (_inner_quote, near),
        (_curled, [complaint.line]),
    ):
        for number in numbers:
            text = lines[number - 1] if 0 < number <= len(lines) else ""
            slip = look(text, number)
            if slip is not None:
                return slip
    return next((slip for look in _BY_PROBLEM if (slip := look(lines, complaint)) is not None), None)


def _before(lines: Sequence[str], number: int) -> Iterator[int]:
    """The line with content before a line, if there is one."""
    for earlier in range(min(number - 1, len(lines)), 0, -1):
        text = lines[earlier - 1].strip()
        if text and not text.startswith("#"):
            yield earlier
            return


_BLANKS = {"\u200b": "spasi tanpa lebar (U+200B, tidak tampak)", "\u3000": "spasi lebar (U+3000)"}
"""The blanks that are no space and not that of Word, in words."""
_WIDE_WORDS = "titik duanya bukan “:” biasa; ketik “:” dan satu spasi"


def _odd_words(number: int, text: str) -> str:
    """What to say of the first blank in a text that is none."""
    sign = _ODD_SIGN.search(text)
    blank = _BLANKS.get(sign[0] if sign else "", "spasi tak-putus (NBSP)")
    words = f"ada {blank} di baris {number}, biasanya tempelan dari Word atau WhatsApp"
    return f"{words}; hapus, lalu ketik spasi biasa"


def _dash_words(mark: str) -> str:
    return f"“{mark}” bukan tanda daftar YAML; ketik “-” (tanda minus) dan satu spasi"


def _glued_words(rest: str) -> str:
    return f"sesudah “-” harus ada spasi: “- {rest.strip()[:40]}”"


def _odd_blank(text: str, number: int) -> Slip | None:
    match = _ODD.match(text)
    return Slip(number, match.end(), _odd_words(number, match[0])) if match else None


def _dash(text: str, number: int) -> Slip | None:
    match = _DASH.match(text)
    return Slip(number, match.start("mark") + 1, _dash_words(match["mark"])) if match else None


def _numbered(text: str, number: int) -> Slip | None:
    match = _NUMBERED.match(text)
    return Slip(number, match.start("mark") + 1, _dash_words(match["mark"])) if match else None


def _tab(text: str, number: int) -> Slip | None:
    match = _TAB.match(text)
    return Slip(number, match.end(), "lekukan memakai tab; ganti dengan spasi") if match else None


def _glued_dash(text: str, number: int) -> Slip | None:
    match = _GLUED_DASH.match(text)
    return Slip(number, match.start("rest"), _glued_words(match["rest"])) if match else None


def _glued_colon(text: str, number: int) -> Slip | None:
    match = _GLUED_COLON.match(text)
    return Slip(number, match.end(), "sesudah titik dua harus ada spasi") if match else None


def _glued_bracket(text: str, number: int) -> Slip | None:
    match = _GLUED_BRACKET.match(text)
    return Slip(number, match.end("head"), "sesudah titik dua harus ada spasi") if match else None


def _wide_colon(text: str, number: int) -> Slip | None:
    match = _WIDE_COLON.match(text)
    return Slip(number, match.end(), _WIDE_WORDS) if match else None


def _commas(text: str, number: int) -> Slip | None:
    bare = text.split(" #", 1)[0]
    if match := _COMMAS.search(bare):
        return Slip(number, match.end(), "ada koma yang berlebih; hapus")
    match = _COMMA_BEHIND.search(bare)
    if match and bare.count("{") + bare.count("[") == bare.count("}") + bare.count("]"):
        return Slip(number, match.end(), "ada koma di ujung baris, sesudah kurung penutup; hapus")
    return None


def _inner_quote(text: str, number: int) -> Slip | None:
    single = _SINGLE.search(text)
    if single:
        inside = single["text"]
        words = f'apostrof di dalam kutip tunggal: tulis "{inside}" dengan kutip ganda'
        return Slip(
            number,
            single.start("text"),
            f"{words}, atau apostrofnya dua kali: '{inside.replace(chr(39), chr(39) * 2)}'",
        )
    double = _DOUBLE.search(text)
    if double:
        words = f"kutip ganda di dalam kutip ganda: apit dengan kutip tunggal: '{double['text']}'"
        return Slip(number, double.start("text"), words)
    return None


def _curled(text: str, number: int) -> Slip | None:
    match = _CURLED.search(text)
    return Slip(number, match.end(), NOT_CURLY) if match else None


def _unclosed(_: Sequence[str], complaint: Complaint) -> Slip | None:
    """A quote that is opened and never closed stands where it was opened."""
    if "unexpected end of stream" not in complaint.problem or complaint.began is None:
        return None
    return Slip(*complaint.began, "tanda kutip yang dibuka di sini belum ditutup")


def _unclosed_earlier(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """A quote that seems to be closed only where another text is opened was never closed."""
    opened: tuple[int, int] | None = None
    for number, text in enumerate(lines[: complaint.line], 1):
        for column, sign in enumerate(text):
            if opened is None and sign == "#" and (column == 0 or text[column - 1] == " "):
                break
            if sign != '"' or text[column - 1 : column] == "\\":
                continue
            opens = _OPENS.search(text[:column]) is not None
            if opened is None:
                opened = (number, column + 1) if opens else None
            elif opens and number > opened[0]:
                return Slip(*opened, "tanda kutip yang dibuka di sini belum ditutup")
            else:
                opened = None
    return None


def _no_colon(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """A line that should say a key and has no colon."""
    if "could not find expected ':'" in complaint.problem and complaint.began is not None:
        number, column = complaint.began
    elif "mapping values" in complaint.problem:
        number = next(_before(lines, complaint.line), 0)
        text = lines[number - 1] if number else ":"
        column = _text_column(text) + 1
        if _has_key(text) or column - 1 != _text_column(lines[complaint.line - 1]):
            return None
    else:
        return None
    key, equals, _ = lines[number - 1].strip().removeprefix("- ").partition("=")
    if equals and re.fullmatch(r"\w+\s*", key):
        return Slip(number, column, f"pakai titik dua, bukan “=”: “{key.strip()}: …”")
    return Slip(number, column, "ada kunci tanpa titik dua")


def _behind_quote(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """Text behind a closing quote: the quotes must hold the whole value."""
    if "expected key" not in complaint.problem and "expected ','" not in complaint.problem:
        return None
    text = lines[complaint.line - 1] if complaint.line <= len(lines) else ""
    match = _AFTER_QUOTE.match(text)
    if (
        match is None
        or match.end() >= complaint.column
        or ("expected ','" in complaint.problem and text[match.end()] == ",")
    ):
        return None
    return Slip(
        complaint.line,
        complaint.column,
        "ada teks sesudah tanda kutip penutup; apit seluruh nilainya dengan tanda kutip",
    )


def _has_key(text: str) -> bool:
    """Whether a line says a key, or is something else than a plain text."""
    rest = text.strip().removeprefix("- ").lstrip()
    return not rest or rest[0] in "[{#\"'|>&*!%@-" or ":" in rest


def _text_column(text: str) -> int:
    """How many signs stand before what a line says, the dash of an item among them."""
    stripped = text.lstrip(" ")
    return len(text) - len(stripped.removeprefix("- ").lstrip(" ") if stripped.startswith("- ") else stripped)


def _out_of_flow(lines: Sequence[str], complaint: Complaint) -> bool:
    return "flow" not in complaint.problem and "expected ','" not in complaint.problem and complaint.line <= len(lines)


def _dashes(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """An item of a list that lost its dash, or a key that has one too many."""
    if not _out_of_flow(lines, complaint):
        return None
    text = lines[complaint.line - 1]
    here, listed = _indent(text), text.lstrip().startswith("- ")
    number = next(_before(lines, complaint.line), 0)
    before = lines[number - 1] if number else ""
    waiting = _waits(lines, number)
    if not listed and "expected '-'" in complaint.problem and text.lstrip()[:1] in ("[", "{"):
        return Slip(complaint.line, here + 1, _DASH_LOST)
    if listed and "expected key" in complaint.problem:
        first = _first_below(lines, complaint.line, here)
        head = lines[first - 1] if first else ""
        if head and not head.lstrip().startswith("- ") and _indent(head) >= here:
            return Slip(first, _indent(head) + 1, _DASH_LOST)
        keys, items, _ = _open_columns(lines[: complaint.line - 1])
        if _KEY.match(text.lstrip()) and here in keys and here not in items:
            return Slip(complaint.line, here + 1, _DASH_ODD)
    item = before.lstrip()
    if not listed and item.startswith("- ") and _KEY.match(item) and here == _indent(before) and waiting:
        return Slip(number, here + 1, _DASH_ODD)
    return None


_DASH_LOST = "butir daftar ini kurang “- ” di depannya; ketik “- ” seperti pada butir lain"
_DASH_ODD = "tanda “-” di depan kunci ini berlebih; hapus, dan sejajarkan dengan kunci lainnya"


def _first_below(lines: Sequence[str], number: int, indent: int) -> int:
    """The first line below the key that holds a line of this indent, where that key says nothing itself; else 0."""
    first = 0
    for earlier in range(number - 1, 0, -1):
        text = lines[earlier - 1]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if _indent(text) < indent:
            return first if _waits(lines, first) else 0
        first = earlier
    return 0


def _waits(lines: Sequence[str], number: int) -> bool:
    """Whether the line before this one is a key that has no value yet, or there is none."""
    above = next(_before(lines, number), 0)
    return not above or re.search(r":\s*(?:#.*)?$", lines[above - 1]) is not None


def _neighbour(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """Where the line before the one complained about is the one that is indented wrongly, or is full already."""
    number = next(_before(lines, complaint.line), 0)
    if not _out_of_flow(lines, complaint) or not number:
        return None
    text, before = lines[complaint.line - 1], lines[number - 1]
    here, there = _indent(text), _indent(before)
    above = next(_before(lines, number), 0)
    full = _FULL.match(before)
    nothing = full is not None and not full["value"].strip("[]{} ")
    if full and here > there and (text.lstrip().startswith("- ") or (nothing and here >= there + 2)):
        key, held = full["key"], full["value"]
        reason = (
            f"“{key}” sudah berisi {held[:20]}{'…' if held[20:] else ''} di baris ini, padahal di bawahnya ada isi lagi"
        )
        return Slip(number, full.start("value") + 1, f"{reason}; hapus salah satu")
    outer = _indent(lines[above - 1]) if above else -1
    alike = 1 + _run(lines, complaint.line, here)
    listed = text.lstrip().startswith("- ") == before.lstrip().startswith("- ")
    first = _waits(lines, number) and here > outer
    inside = _text_column(before)
    if not listed and before.lstrip().startswith("- ") and first and here != inside and alike > 1:
        return _shifted(number, there, here - (inside - there), "di bawahnya")
    if here != there and listed and first and (alike > 1 or (there % 2 and not here % 2)):
        return _shifted(number, there, here, "di bawahnya")
    if there < here and above and outer == here and not _waits(lines, complaint.line):
        return _shifted(number, there, here, "di atas dan di bawahnya")
    return None


def _run(lines: Sequence[str], number: int, indent: int) -> int:
    """How many lines below this one stand in the same column, before one that stands further left."""
    count = 0
    for text in lines[number:]:
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if _indent(text) < indent:
            break
        count += _indent(text) == indent
    return count


def _shifted(number: int, indent: int, wanted: int, where: str) -> Slip:
    which = "lebih dalam" if indent > wanted else "kurang dalam"
    words = f"lekukan baris ini {which} dari baris {where} yang setingkat: {indent} spasi, seharusnya {wanted}"
    return Slip(number, indent + 1, words)


def _misaligned(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """A key or an item that begins in no column that is open above it."""
    if not _out_of_flow(lines, complaint):
        return None
    text = lines[complaint.line - 1]
    here, listed = _indent(text), text.lstrip().startswith("- ")
    if not (listed or _KEY.match(text.lstrip())):
        return None
    keys, items, waiting = _open_columns(lines[: complaint.line - 1])
    columns = items or keys if listed else keys
    if not columns or here in columns or waiting:
        return None
    wanted = min(columns, key=lambda column: (abs(column - here), -column))
    return _shifted(complaint.line, here, wanted, "di atasnya")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _open_columns(lines: Sequence[str]) -> tuple[list[int], list[int], bool]:
    """The columns in which keys and items above may go on, and whether the last key still waits for its value."""
    keys: list[int] = []
    items: list[int] = []
    waiting = False
    for text in lines:
        content = text.strip()
        if not content or content.startswith("#"):
            continue
        column = _indent(text)
        keys = [other for other in keys if other <= column]
        items = [other for other in items if other <= column]
        rest = text[column:]
        while rest.startswith("- "):
            items.append(column)
            keys = [other for other in keys if other <= column]
            stripped = rest[2:].lstrip(" ")
            column += len(rest) - len(stripped)
            rest = stripped
        key = _KEY.match(rest)
        if key:
            keys.append(column)
        waiting = bool(key) and not rest[key.end() if key else 0 :].split("#")[0].strip()
    return list(dict.fromkeys(keys)), list(dict.fromkeys(items)), waiting


def _open_bracket(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """A bracket never closed, where the text that should have closed it is another entry already; or cut by a `#`."""
    if "expected ','" not in complaint.problem or complaint.began is None:
        return None
    number, column = complaint.began
    text = lines[number - 1]
    if number >= complaint.line:
        return None
    cut = _CUT.search(text, column)
    if cut:
        return Slip(
            number,
            cut.end(),
            "“#” sesudah spasi memulai komentar, jadi sisa baris ini tidak dibaca; apit teksnya dengan tanda kutip",
        )
    if (
        complaint.line <= len(lines)
        and _indent(lines[complaint.line - 1]) > _indent(text)
        and not re.match(r"\s*- ", lines[complaint.line - 1])
    ):
        return None
    return Slip(number, column, f"kurung “{text[column - 1]}” yang dibuka di sini belum ditutup")


def _colon_inside(lines: Sequence[str], complaint: Complaint) -> Slip | None:
    """A colon in the middle of a value, with the value as it should be quoted."""
    if "mapping values" not in complaint.problem or complaint.line > len(lines):
        return None
    words = "ada titik dua di tengah nilai; apit nilainya dengan tanda kutip"
    match = _VALUE.match(lines[complaint.line - 1])
    if match and not set(match["value"]) & set('"{[#'):
        words += f': {match["key"]}: "{match["value"]}"'
    return Slip(complaint.line, complaint.column, words)


_BY_PROBLEM: tuple[Callable[[Sequence[str], Complaint], Slip | None], ...] = (
    _unclosed,
    _unclosed_earlier,
    _behind_quote,
    _no_colon,
    _dashes,
    _neighbour,
    _misaligned,
    _open_bracket,
    _colon_inside,
)
