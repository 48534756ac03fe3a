"""Puts what it reads into docs/performance.md, in the place of the section of the same name: section.py NAME < text."""

import pathlib
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "performance.md"


def main(name: str, text: str) -> None:
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    page = PAGE.read_text() if PAGE.exists() else "# Performance\n"
    section = f"{begin}\n{text.strip()}\n{end}"
    if begin in page and end in page:
        before, rest = page.split(begin, 1)
        page = before + section + rest.split(end, 1)[1]
    else:
        page = f"{page.rstrip()}\n\n{section}\n"
    PAGE.write_text(page)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.read())
