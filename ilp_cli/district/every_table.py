"""Every table of a roster that is declared, also those a command does without: where one begins, another one ends."""

from __future__ import annotations

from ilp_cli.district.capaian import CAPAIAN
from ilp_cli.district.keluarga import KELUARGA
from ilp_cli.district.kesiapan import KESIAPAN
from ilp_cli.district.keterampilan import KETERAMPILAN
from ilp_cli.district.klaster import KLASTER
from ilp_cli.district.layanan import LAYANAN
from ilp_cli.district.realisasi import REALISASI
from ilp_cli.district.tables import ROSTER
from ilp_cli.district.wilayah import WILAYAH

EVERY = (*ROSTER, WILAYAH, KELUARGA, REALISASI, LAYANAN, KESIAPAN, KETERAMPILAN, CAPAIAN, KLASTER)
