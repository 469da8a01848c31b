"""Decides requests by the compiled tables of clinical policies.

>>> table = policyc.load("generated/LA.CP.MP.53/2023-11/decision-table.json")
>>> table.decide({"procedure": "CPT:76498"}).needs
('purpose', 'suspected_iron_overload', 'conditions')
"""

import os
import pathlib

from ._native import Answer, Answers, Table
from ._values import PolicycError

__all__ = ["Answer", "Answers", "PolicycError", "Table", "load"]


def load(path: "str | os.PathLike[str]") -> Table:
    """Loads a ``decision-table.json``.

    Raises PolicycError if it is not one, and OSError if it cannot be read.
    """
    return Table(pathlib.Path(path).read_bytes())
