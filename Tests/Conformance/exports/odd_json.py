"""Writes a request as JSON in an unusual notation that RFC 8259 allows.

It varies white space, escapes in names and strings, the order of members, and zeros, fractions and exponents
of numbers, and adds members that policyc ignores. Occasionally it makes a mistake, so that the line is not
valid JSON or has a different meaning.
"""
import json

# Without the line feed, which separates requests.
SPACE = " \t\r"
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Values of ignored members: long numbers, text that looks like JSON, deep nesting.
OWN = ['12345678901234567890123', '-0.0', '1E400', '-1e-400', '1e200000', '"\\ud83d\\ude00 \\\\ud800"',
       '"1234567890123456789, \\"x\\": 12345678901234567890"', '[[[[{"a":[{}]}]]]]', '{}', '[]', 'null',
       'true', '"\\\\"', '"]},{["', '[1, 2.5e10, "3"]', '"NaN, ]"', '"\u2028\u00e9\U0001f600"', '"\\/"',
       '{"facts": {"x": 1}}', '"\x7f"']
# Mistakes that RFC 8259 forbids but some JSON readers accept.
BREAKS = ["trailing comma", "trailing text", "second value", "leading zero", "bare point", "plus", "NaN",
          "Infinity", "control character", "bad escape", "half a pair", "single quotes", "comment",
          "unfinished", "form feed", "no-break space", "two numbers", "word", "closed twice", "colon"]


class Odd:
    """Writes values in unusual notations; `oddness` is the probability of using one."""

    def __init__(self, r, oddness):
        self.r, self.oddness = r, oddness

    def odd(self):
        return self.r.random() < self.oddness

    def space(self):
        if not self.odd():
            return ""
        return "".join(self.r.choice(SPACE) for _ in range(self.r.choice([1, 1, 2, 5])))

    def string(self, text):
        r = self.r

        def encoded(character):
            if self.odd() and r.random() < 0.4:
                units = character.encode("utf-16-be")
                return "".join("\\u" + r.choice([str.lower, str.upper])(units[i:i + 2].hex())
                               for i in range(0, len(units), 2))
            if character in ESCAPES:
                return ESCAPES[character]
            if character == "/" and self.odd():
                return "\\/"
            return character if character >= " " else f"\\u{ord(character):04x}"

        return '"' + "".join(map(encoded, text)) + '"'

    def number(self, digits):
        """The same number in another notation, or a number so close that a double cannot distinguish the two."""
        r = self.r
        if not self.odd():
            return digits
        sign, digits = ("-", digits[1:]) if digits[0] == "-" else ("", digits)
        whole, _, fraction = digits.partition(".")
        roll = r.random()
        if "e" in fraction or "e" in whole or roll < 0.15:
            return sign + digits
        if roll < 0.35:
            return sign + whole + "." + fraction + "0" * r.choice([1, 3, 18, 25])
        if roll < 0.6:
            return sign + self.shifted(whole, fraction)
        if roll < 0.8:
            # Slightly larger in absolute value, in the 12th to 40th decimal.
            decimals = r.choice([12, 15, 16, 17, 18, 19, 25, 40])
            return sign + whole + "." + fraction.ljust(decimals - 1, "0") + "1"
        if roll < 0.95 and whole not in ("", "0"):
            # Slightly smaller in absolute value.
            less = str(int(whole) - 1)
            return sign + less + "." + "9" * r.choice([12, 15, 16, 17, 18, 19, 25, 40])
        return sign + "9007199254740993" + r.choice(["", "e0", ".0", "E+0", "e-16"])

    def shifted(self, whole, fraction):
        """The same number, written with an exponent."""
        r = self.r
        by = r.choice([0, 0, 1, 2, 3, 9, 15, 30, -1, -2, -3, -9, -15, -30])
        digits = whole + fraction
        point = len(whole) - by
        if point <= 0:
            digits, point = "0" * (1 - point) + digits, 1
        if point > len(digits):
            digits = digits.ljust(point, "0")
        head, tail = digits[:point].lstrip("0") or "0", digits[point:]
        exponent = r.choice(["", "+"] if by >= 0 else [""]) + ("-" if by < 0 else "") + r.choice(
            ["", "0", "000"]) + str(abs(by))
        return head + ("." + tail if tail else "") + r.choice("eE") + exponent

    def value(self, value):
        r, space = self.r, self.space
        if type(value).__name__ == "Digits":
            return self.number(str(value))
        if isinstance(value, bool) or value is None:
            return json.dumps(value)
        if isinstance(value, (int, float)):
            return self.number(repr(value))
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, list):
            inner = ",".join(space() + self.value(one) + space() for one in value) or space()
            return "[" + inner + "]"
        members = [(name, self.value(one)) for name, one in value.items()]
        if self.odd():
            r.shuffle(members)
        if members and r.random() < self.oddness / 20:
            # A repeated name, possibly with different escapes.
            members.append((members[0][0], r.choice(members)[1]))
        inner = ",".join(space() + self.string(name) + space() + ":" + space() + one + space()
                         for name, one in members) or space()
        return "{" + inner + "}"

    def line(self, request):
        text = self.value(request)
        if self.odd():
            own = ",".join(f'{self.space()}"own_{n}":{self.space()}{self.r.choice(OWN)}'
                           for n in range(self.r.randint(1, 3)))
            text = text[:-1] + "," + own + self.space() + "}"
        text = self.space() + text + self.space()
        return self.broken(text) if self.r.random() < self.oddness / 10 else text

    def broken(self, text):
        r = self.r
        kind = r.choice(BREAKS)
        end = text.rindex("}")
        own = {"leading zero": "012", "bare point": "1.", "plus": "+1", "NaN": "NaN",
               "Infinity": r.choice(["Infinity", "-Infinity"]), "control character": '"a\x01b"',
               "bad escape": '"\\q"', "half a pair": r.choice(['"\\ud800"', '"\\udc00 x"', '"\\uD83Dx"']),
               "single quotes": "'x'", "two numbers": "1 2", "word": r.choice(["True", "nul", "undefined"]),
               "colon": '{"a" 1}'}.get(kind)
        if own:
            return text[:end] + ',"own":' + own + text[end:]
        return {"trailing comma": text[:end] + ", }" + text[end + 1:],
                "trailing text": text + r.choice(["x", "]", "}", ",", "0", '"', "//"]),
                "second value": text + r.choice(["", ","]) + '{"facts":{}}',
                "comment": "/**/" + text, "unfinished": text[:end], "form feed": text[:end] + "\f}",
                "no-break space": "\u00a0" + text, "closed twice": text[:end] + "}}"}[kind]
