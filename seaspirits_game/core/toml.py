"""Text as TOML writes it; Python reads TOML, but does not write it."""


def quoted(text: str) -> str:
    """A basic string that is read back as `text`, whatever it holds (TOML 1.0).

    >>> print(quoted('a "b"'), quoted("c:\\\\d"), quoted("\\n"))
    "a \\"b\\"" "c:\\\\d" "\\U0000000a"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in escaped) + '"'
