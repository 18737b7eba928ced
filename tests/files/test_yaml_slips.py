"""A slip of the hand in YAML is named for what it is, at the line where it was made, with what to type."""

from __future__ import annotations

import pytest

from ilp_cli.files import yaml_file
from ilp_cli.files.misfits import Unreadable

ODD = "ada spasi tak-putus (NBSP) di baris {}, biasanya tempelan dari Word atau WhatsApp; hapus, lalu ketik spasi biasa"
DASH = "“{}” bukan tanda daftar YAML; ketik “-” (tanda minus) dan satu spasi"
DEPTH = "lekukan baris ini {} dari baris di atasnya yang setingkat: {} spasi, seharusnya {}"
BELOW = "lekukan baris ini {} dari baris di bawahnya yang setingkat: {} spasi, seharusnya {}"
BETWEEN = "lekukan baris ini {} dari baris di atas dan di bawahnya yang setingkat: {} spasi, seharusnya {}"
LOST = "butir daftar ini kurang “- ” di depannya; ketik “- ” seperti pada butir lain"
SPARE = "tanda “-” di depan kunci ini berlebih; hapus, dan sejajarkan dengan kunci lainnya"

SLIPS = [
    ("a: x\nb:\n  - c: 1\n  \u00a0 d: 2\n    e: 3\n", "4:3", ODD.format(4)),
    ("\u00a0a: x\nb: 1\n", "1:1", ODD.format(1)),
    ("- a: x\n  \u200bb: 1\n", "2:3", "ada spasi tanpa lebar (U+200B, tidak tampak) di baris 2"),
    ("a:\u00a0x\nb: 1\n", "1:3", ODD.format(1)),
    ("a:\n  -\u00a0x\nb: 1\n", "2:4", ODD.format(2)),
    ("a:\n  – x\n  – y\nb: 1\n", "2:3", DASH.format("–")),
    ("a:\n  – n: x\n    m: y\n  – n: z\n", "2:3", DASH.format("–")),
    ("a:\n  • {n: x}\n  • {n: y}\n", "2:3", DASH.format("•")),
    ("a:\n  - n: x\n    m: y\n  2. n: z\n    m: w\n", "4:3", DASH.format("2.")),
    ("a:\n  1) n: x\n     m: y\n", "2:3", DASH.format("1)")),
    ("a:\n  * x\n", "2:3", DASH.format("*")),
    ("a:\n  - x\n  -y\nb: 1\n", "3:3", "sesudah “-” harus ada spasi: “- y”"),
    ("a:\n  - x\n  -y\n  - z\n", "3:3", "sesudah “-” harus ada spasi: “- y”"),
    ("a:\n  -n: x\n  -n: y\n", "2:3", "sesudah “-” harus ada spasi: “- n: x”"),
    ("a:\n  -{n: x}\n", "2:3", "sesudah “-” harus ada spasi: “- {n: x}”"),
    ("a: 1\nb:2\nc: 3\n", "2:2", "sesudah titik dua harus ada spasi"),
    ("a:\n  - n: x\n     m: y\n", "3:6", DEPTH.format("lebih dalam", 5, 4)),
    ('a:\n  - n: "x"\n     m: y\n', "3:6", DEPTH.format("lebih dalam", 5, 4)),
    ("a:\n  - n: x\n   m: y\n", "3:4", DEPTH.format("kurang dalam", 3, 4)),
    ("a:\n  - {n: x}\n   - {n: y}\n", "3:4", DEPTH.format("lebih dalam", 3, 2)),
    ("a: 1\n b: 2\n", "2:2", DEPTH.format("lebih dalam", 1, 0)),
    ("a:\n\t- x\n", "2:1", "lekukan memakai tab; ganti dengan spasi"),
    (
        "- n: 'Ma'rang'\n",
        "1:6",
        "apostrof di dalam kutip tunggal: tulis \"Ma'rang\" dengan kutip ganda, atau apostrofnya dua kali: 'Ma''rang'",
    ),
    ("n: 'Awo' Gading'\n", "1:4", 'apostrof di dalam kutip tunggal: tulis "Awo\' Gading" dengan kutip ganda'),
    ("{n: 'Jum'at', m: 1}\n", "1:5", "apostrof di dalam kutip tunggal"),
    ('n: "P "S" M"\n', "1:4", "kutip ganda di dalam kutip ganda: apit dengan kutip tunggal: 'P \"S\" M'"),
    ('n: "dr. X", M.Kes\n', "1:11", "ada teks sesudah tanda kutip penutup; apit seluruh nilainya dengan tanda kutip"),
    ("n: “x: y”\n", "1:4", '“ ” dari Word bukan tanda kutip YAML; pakai tanda kutip lurus (")'),
    ("a: x\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> lain\n", "2:1", "“<<<<<<<” adalah penanda bentrok git"),
    ("a: x\n=======\n", "2:1", "“=======” adalah penanda bentrok git"),
    ('a: "x\nb: 1\n', "1:4", "tanda kutip yang dibuka di sini belum ditutup"),
    ("a: {b: 1\nc: 2\n", "1:4", "kurung “{” yang dibuka di sini belum ditutup"),
    ("a: {n: 1 #2, m: 3}\nb: 1\n", "1:10", "“#” sesudah spasi memulai komentar"),
    ("nama = x\nb: 1\n", "1:1", "pakai titik dua, bukan “=”: “nama: …”"),
    ("a: 1\nb 2\nc: 3\n", "2:1", "ada kunci tanpa titik dua"),
    ("a:\n  b 1\n  c: 2\n  d: 3\n", "2:3", "ada kunci tanpa titik dua"),
    ("a:\n  - b = 1\n    c: 2\n", "2:5", "pakai titik dua, bukan “=”: “b: …”"),
    ("a:\n   b: 1\n  c: 2\n  d: 3\n", "2:4", BELOW.format("lebih dalam", 3, 2)),
    ("a:\nb: 1\n  c: 2\n  d: 3\n", "2:1", BELOW.format("kurang dalam", 0, 2)),
    (" a: 1\nb: 2\nc: 3\n", "1:2", BELOW.format("lebih dalam", 1, 0)),
    ("a:\n   - b: 1\n    c: 2\n    d: 3\n  - b: 4\n", "2:4", BELOW.format("lebih dalam", 3, 2)),
    ("a:\n  b: 1\nc: 2\n  d: 3\n", "3:1", BETWEEN.format("kurang dalam", 0, 2)),
    ("a:\n  {b: 1}\n  - {b: 2}\n", "2:3", LOST),
    ("a:\n  - {b: 1}\n    {b: 2}\n", "3:5", LOST),
    ("a:\n    b: 1\n    c: 2\n  - b: 3\n", "2:5", LOST),
    ("a:\n  - b: 1\n  c: 2\n", "2:3", SPARE),
    ("a: 1\n- b: 2\nc: 3\n", "2:1", SPARE),
    ("a: []\n  - b\n", "1:4", "“a” sudah berisi [] di baris ini, padahal di bawahnya ada isi lagi; hapus salah satu"),
    ("a: {}\n  b: 1\n", "1:4", "“a” sudah berisi {} di baris ini, padahal di bawahnya ada isi lagi; hapus salah satu"),
    ('a: "x\nb: 1\nc: "y"\n', "1:4", "tanda kutip yang dibuka di sini belum ditutup"),
    ('a: {b: "x, c: 1}\nd: "y"\n', "1:8", "tanda kutip yang dibuka di sini belum ditutup"),
    ("a: {b: 1, c:[2]}\n", "1:12", "sesudah titik dua harus ada spasi"),
    ("a:\n  b： 1\n  c: 2\n", "2:4", "titik duanya bukan “:” biasa; ketik “:” dan satu spasi"),
    ("a: [1,, 2]\n", "1:7", "ada koma yang berlebih; hapus"),
    ("a: {b: 1},\nc: 2\n", "1:10", "ada koma di ujung baris, sesudah kurung penutup; hapus"),
    ("a: x: y\n", "1:5", 'ada titik dua di tengah nilai; apit nilainya dengan tanda kutip: a: "x: y"'),
]


@pytest.mark.parametrize(("text", "where", "words"), SLIPS)
def test_a_slip_is_named_with_its_line_and_what_to_type(text: str, where: str, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        yaml_file.parse(text.encode(), "r")
    (found,) = refused.value.findings
    assert str(found.place) == f"r:{where}"
    assert found.message.startswith(f"susunan YAML tidak terbaca: {words}")


@pytest.mark.parametrize(
    "text",
    [
        "a: Ma'rang\n", "a: 'Ma''rang'\n", 'a: "x"  # y\n', "a: -5\n", "a:\n  -5\n", "a: –\n", "a: x – y\n",
        "a: x\n  y - z\n", "a: x\u00a0y\n", "a: 'b' # c\n", "a:\n- b\n- c\n", "---\na: 1\n", "a: Gerakan “Sehat”\n",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_slip_is_read(text: str) -> None:
    assert not yaml_file.parse(text.encode(), "r").findings


@pytest.mark.parametrize("text", ["a\u00a0: x\n", "{a\u00a0: x}\n", "a \u202f: x\n"])
def test_a_blank_of_word_before_a_colon_is_told_and_the_key_read_as_it_was_meant(text: str) -> None:
    file = yaml_file.parse(text.encode(), "r")
    assert file.content == {"a": "x"}
    (found,) = file.findings
    assert "ada spasi tak-putus (NBSP) di baris 1" in found.message
