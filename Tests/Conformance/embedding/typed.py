"""What mypy has to accept of the package's type hints, and what it has to refuse."""
import datetime

import policyc

table: policyc.Table = policyc.load("decision-table.json")
answer: policyc.Answer = table.decide({"age": 65}, date=datetime.date(2024, 2, 1))
needs: tuple[str, ...] = answer.needs
outcome: str | None = answer.outcome


def again(answers: policyc.Answers) -> policyc.Answers:
    return table.decide_batch(answers, threads=2, dictionaries=True)


wrong: int = answer.result  # type: ignore[assignment]
table.decide({}, date=5)  # type: ignore[arg-type]
table.decide_batch([])  # type: ignore[arg-type]
