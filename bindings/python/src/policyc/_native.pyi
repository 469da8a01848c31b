import datetime
from typing import Any, Literal, NamedTuple, Protocol, final

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Answer(NamedTuple):
    result: Literal["met", "not-met", "needs-information", "out-of-scope"]
    outcome: str | None
    statement: str | None
    criteria: tuple[str, ...]
    criterion_ids: tuple[str, ...]
    needs: tuple[str, ...]

@final
class Answers:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Table:
    policy: str
    revision: str
    printed: str
    title: str
    facts: tuple[str, ...]
    def __new__(cls, json: bytes) -> Table: ...
    def decide(self, facts: dict[str, Any], date: datetime.date | str | None = None) -> Answer: ...
    def decide_batch(
        self, requests: _ArrowStream, *, threads: int = 0, dictionaries: bool = False
    ) -> Answers: ...
