/// What libyaml finds wrong, without the words of its grammar.
func plainProblem(_ problem: String) -> String {
  switch problem {
  case "mapping values are not allowed in this context": "no key can stand here"
  case "did not find expected ',' or ']'": "expected `,` or `]`"
  case "did not find expected ',' or '}'": "expected `,` or `}`"
  case "did not find expected '-' indicator": "expected `-`"
  case "did not find expected key": "expected a key at the indentation of those before it"
  case "could not find expected ':'": "expected `:` behind a key"
  case "found unexpected end of stream": "the file ends too early"
  case "found character that cannot start any token": "no value begins with this character"
  default: problem
  }
}

func plainContext(_ context: String) -> String {
  switch context {
  case "while parsing a flow sequence", "while parsing a block collection":
    "the list begins here"
  case "while parsing a flow mapping", "while parsing a block mapping":
    "the mapping begins here"
  case "while scanning a quoted scalar": "the quote opens here"
  case "while scanning a simple key": "the key begins here"
  default: context
  }
}
