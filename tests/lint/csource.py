"""C sources as the checkers see them: without comments, strings emptied, cut into functions and declarations.

This is no parser.  It leans on how this project lays out its code: a function's braces stand in the first column.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


@dataclass
class Function:
    name: str
    first: int          # line of the name, from 1
    last: int           # line of the closing brace
    lines: list         # of code, between the two


@dataclass
class Declaration:
    line: int
    text: str           # one line; what stands in braces left out


class CSource:
    def __init__(self, text):
        self.text = text
        self.lines = text.split("\n")
        # Same length and same lines: with_strings has only comments blanked, code has strings emptied too.
        self.with_strings = TOKEN.sub(lambda m: blank(m.group(0)) if m.group(0)[0] == "/" else m.group(0), text)
        self.code = TOKEN.sub(lambda m: blank(m.group(0)), text)
        self.code_lines = self.code.split("\n")
        self.strings_lines = self.with_strings.split("\n")

    def includes(self):
        """(line, name) of each #include "name"."""
        for number, line in enumerate(self.strings_lines, 1):
            found = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
            if found:
                yield number, found.group(1)

    def functions(self):
        start = None
        for number, line in enumerate(self.code_lines, 1):
            if line.rstrip() == "{":
                start = number
            elif line.startswith("}") and start:
                name, first = self._name_above(start)
                if name:
                    yield Function(name, first, number, self.code_lines[start:number - 1])
                start = None

    def _name_above(self, brace):
        """The name of the function whose body opens at this line, and the line of that name."""
        for number in range(brace - 1, max(0, brace - 12), -1):
            found = re.match(r"(?:[\w*\s]*?[\s*])?(\w+)\s*\(", self.code_lines[number - 1])
            if found and not self.code_lines[number - 1].startswith((" ", "\t")):
                return found.group(1), number
            if re.search(r"[;}=]\s*$", self.code_lines[number - 1]):
                break
        return None, None

    def declarations(self):
        """What stands outside of functions and ends in a semicolon, preprocessor lines left out."""
        depth, piece, start, directive = 0, [], None, False
        for number, line in enumerate(self.code_lines, 1):
            if directive or line.lstrip().startswith("#"):
                directive = line.rstrip().endswith("\\")
                continue
            for char in line + "\n":
                if char == "{":
                    depth += 1
                elif char == "}":
                    depth -= 1
                    if depth == 0 and is_function(piece):
                        piece, start = [], None
                    elif depth == 0:
                        piece.append(" {} ")
                elif depth == 0:
                    if char == ";":
                        text = " ".join("".join(piece).split())
                        if text:
                            yield Declaration(start, text)
                        piece, start = [], None
                    else:
                        if start is None and not char.isspace():
                            start = number
                        piece.append(char)


def is_function(piece):
    text = " ".join("".join(piece).split())
    return "=" not in text and text.endswith(")") and not re.match(r"(typedef|struct|enum|union)\b[^(]*$", text)


def blank(text):
    """As long as it was, so that lines and columns stay; the quotes stay, their content goes."""
    if text[0] in "\"'":
        return text[0] + re.sub(r"[^\n]", " ", text[1:-1]) + text[-1]
    return re.sub(r"[^\n]", " ", text)
