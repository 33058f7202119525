"""What a checker says."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    path: str       # from the project's folder
    line: int
    rule: str
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"
