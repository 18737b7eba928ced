"""Reads a workbook from stdin in a process of its own and gives its sheets to stdout; run as a file, by `apart`."""

import io
import pickle
import sys

MEMORY = 3 * 1024**3


def main() -> None:
    """Read, with no more memory than a workbook within our limits wants."""
    try:
        import resource  # Unix

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass
    sys.path.append(sys.argv[1])
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    except PasswordError:
        sys.stdout.buffer.write(pickle.dumps(None))
        return
    sheets = []
    for sheet in book.sheets_metadata:
        try:
            opened = book.get_sheet_by_name(sheet.name)
            read = opened.to_python(skip_empty_area=False), tuple(opened.merged_cell_ranges or ())
        except BaseException:  # of one sheet, a panic of the reader too; the others may be sound
            read = None
        sheets.append((sheet.name, str(sheet.typ), str(sheet.visible), read))
    sys.stdout.buffer.write(pickle.dumps(sheets))


if __name__ == "__main__":
    main()
