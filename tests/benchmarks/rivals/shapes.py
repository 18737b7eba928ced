"""What both general tools are told of a roster: shapes of numbers, registered places, professions, days."""

from __future__ import annotations

PUSKESMAS, PUSTU, POSYANDU = 22, 80, 350
NIP = r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(19|20)\d{2}(0[1-9]|1[0-2])[12]\d{3}"
NIK = r"\d{6}([04][1-9]|[1256]\d|[37][01])(0[1-9]|1[0-2])\d{6}"
_DAY = "Sen|Sel|Rab|Kam|Jum|Sab|Min"
DAYS = rf"({_DAY})([-, ]+({_DAY}))*"
PROFESSIONS = ["Dokter", "Dokter Gigi", "Bidan", "Perawat", "ATLM"]
STATUS = ["PNS", "PPPK", "Honorer"]
PLACES = [f"Puskesmas {number}" for number in range(PUSKESMAS)]

PUSTU_OF = [(place, None) for place in PLACES] + [
    (f"Puskesmas {unit % PUSKESMAS}", f"Pustu {unit}") for unit in range(PUSTU)
]
POSYANDU_OF = [(place, None) for place in PLACES] + [
    (f"Puskesmas {unit % PUSKESMAS}", f"Melati {unit}") for unit in range(POSYANDU)
]
"""Which unit is under which puskesmas; no unit stands for the puskesmas itself."""

PEAK = "int(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]) // 1024"
"""The most memory this process has held, in MiB; Linux only."""
