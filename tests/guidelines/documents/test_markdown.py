import pytest

from drafter.guidelines.documents.files import NotReadable
from drafter.guidelines.documents.markdown import read_markdown
from tests.guidelines.documents.shown import shown

TEXT = """\
---
title: not text
---
# Neck

Heat is an *option*,
see [the study](https://study.example).

Dosing
------

| Drug | Dose |
|---|---|
| Warmol | 10 mg |

1. rest
2. ice
   - cold

```
# no heading
```
<script>no()</script>

Last words.[^1]
"""


def test_markdown_reads_as_the_page_that_it_makes() -> None:
    assert shown(read_markdown(TEXT.encode())) == [
        "# Neck",
        "Heat is an option, see the study.",
        "## Dosing",
        "Drug | Dose",
        "Warmol | 10 mg",
        "1. rest",
        "2. ice",
        "cold",
        "# no heading",
        "Last words.[^1]",
    ]


def test_line_ends_of_windows_are_read() -> None:
    assert shown(read_markdown(TEXT.replace("\n", "\r\n").encode("utf-8-sig"))) == shown(read_markdown(TEXT.encode()))


@pytest.mark.parametrize("data", [b"\xe9t\xe9", b"---\na: b\n---\n", b"a\x01b", b"<!-- -->"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotReadable):
        read_markdown(data)
