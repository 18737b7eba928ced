"""The tests; what stands in the way of equal bytes is settled before one of them imports openpyxl."""

import ilp_cli.paper  # noqa: F401
