"""Reads the structure of an HTML letter, for tests."""

from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]


class Markup(HTMLParser):
    """Every start tag with its attributes, and the words between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.starts: list[tuple[str, Attributes]] = []
        self.ends: list[str] = []
        self.others: list[str] = []
        self.words: list[str] = []
        self._styled = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.starts.append((tag, attrs))
        self._styled = tag == "style"
        if tag in {"p", "div", "td", "th", "li", "h1", "h2", "h3", "h4", "br", "span"}:
            self.words.append(" " if tag != "span" else "")

    def handle_endtag(self, tag: str) -> None:
        self.ends.append(tag)
        self._styled = False

    def handle_data(self, data: str) -> None:
        if not self._styled:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.others.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.others.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.others.append("unknown declaration")

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.starts]

    @property
    def ids(self) -> list[str]:
        return [value for _, attrs in self.starts for name, value in attrs if name == "id" and value]

    @property
    def structure(self) -> list[object]:
        """All that is markup: tags in order with the names of their attributes, without any text."""
        return [[(tag, [name for name, _ in attrs]) for tag, attrs in self.starts], self.ends, self.others]

    def attributes(self, tag: str) -> list[Attributes]:
        return [attrs for name, attrs in self.starts if name == tag]


def read_markup(letter: str) -> Markup:
    markup = Markup()
    markup.feed(letter)
    markup.close()
    return markup


def text_of(letter: str) -> str:
    """The text that a reader of the page sees, without the page's title."""
    return "".join(read_markup(letter[letter.index("<body") :]).words)
