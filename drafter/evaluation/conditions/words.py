"""Words of a text put in place of others, whole words alone, with their capitals kept."""


def like(word: str, as_in: str) -> str:
    """A word with the capitals of another: all, the first, or none."""
    if len(as_in) > 1 and as_in.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if as_in[:1].isupper() else word
