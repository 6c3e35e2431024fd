"""Ways to damage files and texts, to see that the reader ends in a letter or in its own error."""

import zipfile
from io import BytesIO
from random import Random


def damaged(data: bytes, rng: Random) -> bytes:
    """The bytes cut short, with some flipped, or with pieces swapped, doubled or gone."""
    match rng.randrange(5):
        case 0:
            return data[: rng.randrange(len(data) + 1)]
        case 1:
            flipped = bytearray(data)
            for _ in range(rng.choice((1, 5, 50))):
                flipped[rng.randrange(len(flipped))] = rng.randrange(256)
            return bytes(flipped)
        case 2:
            first, second = sorted(rng.randrange(len(data) + 1) for _ in range(2))
            return data[second:] + data[first:second] + data[:first]
        case 3:
            first, second = sorted(rng.randrange(len(data) + 1) for _ in range(2))
            return data[:first] + data[second:]
        case _:
            first = rng.randrange(len(data))
            piece = data[first : first + rng.randrange(1, 400)]
            return data[:first] + piece * rng.choice((2, 9)) + data[first:]


def damaged_package(data: bytes, rng: Random) -> bytes:
    """A Word document of which a part is damaged or missing, or the file itself."""
    if rng.random() < 0.3:
        return damaged(data, rng)
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = rng.choice(["word/document.xml", "word/styles.xml", *parts])
    if rng.random() < 0.2:
        del parts[name]
    elif rng.random() < 0.3:
        parts[name] = damaged(parts[name], rng).replace(b"<w:p>", b"<w:p w:x='" + b"9" * 5000 + b"'>", 1)
    else:
        parts[name] = _without_tags(parts[name], rng)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return out.getvalue()


def _without_tags(xml: bytes, rng: Random) -> bytes:
    """The XML with some elements renamed, so that it stays well-formed now and then."""
    names = [b"w:p", b"w:t", b"w:r", b"w:tbl", b"w:tc", b"w:tr", b"w:body", b"w:b", b"w:style", b"w:val", b"w:document"]
    name, other = rng.choice(names), rng.choice(names)
    return (
        xml.replace(b"<" + name + b" ", b"<" + other + b" ")
        .replace(b"<" + name + b">", b"<" + other + b">")
        .replace(b"</" + name + b">", b"</" + other + b">")
    )


def mutated(text: str, rng: Random) -> str:
    """The text with lines dropped, doubled or swapped, or characters changed."""
    lines = text.split("\n")
    for _ in range(rng.choice((1, 3, 10))):
        if not lines:
            break
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][: len(lines[at]) // 2]
            case 4:
                lines[at] += lines[other]
            case _:
                lines[at] = "".join(rng.choice((character, "\f", ":", "\t", "Upheld", "1.")) for character in lines[at])
    return "\n".join(lines)
