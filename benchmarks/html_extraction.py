"""Which reader keeps the content of saved pages: this project's own, or trafilatura before the same walk to blocks.

    pip install trafilatura lxml_html_clean
    python -m benchmarks.html_extraction

The pages and what should be left of them are in tests/reading/pages. A block counts where kind, level, items and words
are all as expected, in the expected order.
"""

import json
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from gfa_assistant.reading.elements import Content, Part
from gfa_assistant.reading.html_reader import read_fragment, read_html
from gfa_assistant.reading.structure import recognise

PAGES = Path(__file__).parents[1] / "tests" / "reading" / "pages"


def outline(parts: Sequence[Part]) -> list[str]:
    """One JSON text per block, in the form of expected.json."""
    blocks: list[list[object]] = []
    for part in parts:
        if part.kind == "heading":
            blocks.append(["heading", part.level, " ".join(part.lines)])
        elif part.kind == "list":
            items = [[depth, line] for depth, line in zip(part.depths, part.lines, strict=True)]
            blocks.append(["numbers" if part.ordered else "list", *items])
        else:
            blocks.append([part.kind, *part.lines])
    return [json.dumps(block, ensure_ascii=False) for block in blocks]


def trafilatura_reader(**options: bool) -> Callable[[str], Content]:
    import trafilatura  # noqa: PLC0415

    def read(html: str) -> Content:
        return read_fragment(trafilatura.extract(html, output_format="html", include_formatting=True, **options) or "")

    return read


def main() -> None:
    readers: dict[str, Callable[[str], Content]] = {
        "this project": read_html,
        "trafilatura": trafilatura_reader(),
        "trafilatura, favor_recall": trafilatura_reader(favor_recall=True),
        "trafilatura, favor_precision": trafilatura_reader(favor_precision=True),
    }
    expected: dict[str, list[object]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    print(f"{'reader':30} {'blocks found':>12} {'of':>4} {'others':>7}")
    for name, read in readers.items():
        found = wanted = given = 0
        for page, blocks in expected.items():
            want = [json.dumps(block, ensure_ascii=False) for block in blocks]
            got = outline(recognise(read((PAGES / page).read_text(encoding="utf-8")).elements))
            matches = SequenceMatcher(None, got, want, autojunk=False).get_matching_blocks()
            found += sum(match.size for match in matches)
            wanted, given = wanted + len(want), given + len(got)
        print(f"{name:30} {found:12} {wanted:4} {given - found:7}")


if __name__ == "__main__":
    main()
