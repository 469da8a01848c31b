"""Values of facts as JSON, and the error of a request."""

import datetime
import decimal
import json


class PolicycError(ValueError):
    """Why a table, a request or a stream cannot be read.

    ``code`` is the code that ``policyc decide`` reports for the same fault, as in ``unknown-word``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def encode(value: object) -> str:
    """JSON that keeps the digits of decimals; dates are texts, sets are lists."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(str(name))}:{encode(item)}" for name, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(encode, value)) + "]"
    if isinstance(value, (set, frozenset)):
        return "[" + ",".join(sorted(map(encode, value))) + "]"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return json.dumps(value.isoformat())
    if isinstance(value, decimal.Decimal):
        if not value.is_finite():
            raise PolicycError("out-of-range", f"{value} is not a number")
        return str(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise PolicycError("out-of-range", f"{value} is not a number")
        return repr(value)
    if value is None or isinstance(value, (str, bool, int)):
        return json.dumps(value)
    # Scalars of numpy and the like.
    if hasattr(value, "item"):
        return encode(value.item())
    raise TypeError(f"a fact cannot be a {type(value).__name__}")
