// Executes a decision table of version 2 as docs/decision-table.md describes it: an engine in Java 17 without dependencies.
//
// usage: java Decide decision-table.json < requests.ndjson
//
// Facts may be known or unknown. Partly known facts other than sets, records and converted units are refused.
import java.io.*;
import java.math.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.time.*;
import java.time.format.DateTimeParseException;
import java.util.*;
import java.util.function.*;
import java.util.regex.*;
import java.util.stream.*;

public final class Decide {
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    final String code;

    Refusal(String code, String message) {
      super(message);
      this.code = code;
    }
  }

  // ---- JSON as maps, lists, texts, exact decimals, booleans and null ----

  static final Pattern TOKEN = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9][-+.0-9eE]*|[\\[\\]{}:,]|true|false|null)");

  static Object parse(String text) {
    ListIterator<String> tokens = TOKEN.matcher(text).results().map(token -> token.group(1)).toList().listIterator();
    return value(tokens, tokens.next());
  }

  private static Object value(ListIterator<String> tokens, String token) {
    if (token.equals("{")) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (String name = tokens.next(); !name.equals("}"); name = tokens.next()) {
        if (name.equals(",")) name = tokens.next();
        tokens.next();
        members.put(text(name), value(tokens, tokens.next()));
      }
      return members;
    }
    if (token.equals("[")) {
      List<Object> items = new ArrayList<>();
      for (String item = tokens.next(); !item.equals("]"); item = tokens.next()) {
        items.add(value(tokens, item.equals(",") ? tokens.next() : item));
      }
      return items;
    }
    if (token.equals("null")) return null;
    if (token.startsWith("t") || token.startsWith("f")) return token.equals("true");
    return token.startsWith("\"") ? text(token) : new BigDecimal(token);
  }

  private static String text(String token) {
    String escaped = token.substring(1, token.length() - 1).replace("\\/", "/");
    return Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)").matcher(escaped).replaceAll(match -> Matcher.quoteReplacement(
        match.group(2) != null ? "" + (char) Integer.parseInt(match.group(2), 16) : match.group().translateEscapes()));
  }

  static String print(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream().map(e -> print(e.getKey()) + ":" + print(e.getValue())).collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) return list.stream().map(Decide::print).collect(Collectors.joining(",", "[", "]"));
    if (!(value instanceof String text)) return String.valueOf(value);
    return text.chars().mapToObj(c -> c == '"' || c == '\\' || c < 0x20 ? String.format("\\u%04x", c) : "" + (char) c)
        .collect(Collectors.joining("", "\"", "\""));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) { return (Map<String, Object>) value; }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) { return value == null ? List.of() : (List<Object>) value; }

  static List<Map<String, Object>> maps(Object value) { return list(value).stream().map(Decide::map).toList(); }

  // ---- Days and lengths of time ----

  static final Map<String, Integer> LENGTHS = Map.of("a", 12, "mo", 1, "wk", 7, "d", 1);

  static boolean isOfMonths(Object unit) { return "a".equals(unit) || "mo".equals(unit); }

  static LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1900 && day.getYear() <= 2199) return day;
    } catch (DateTimeParseException error) { /* Not a day either. */ }
    throw new Refusal("bad-date", text + " is not a day");
  }

  /** A bound of a test as a number on the line of the fact: days, months, or the number itself. */
  static BigDecimal point(Object bound) {
    if (bound instanceof String text) return BigDecimal.valueOf(day(text).toEpochDay());
    if (bound instanceof BigDecimal number) return number;
    Map<String, Object> length = map(bound);
    return ((BigDecimal) length.get("value")).multiply(BigDecimal.valueOf(LENGTHS.get(length.get("unit"))));
  }

  static final Pattern CODE = Pattern.compile("CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-PCS:[0-9A-Z]{7}"
      + "|LOINC:[0-9]{1,6}-[0-9]|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?");

  /** A code without its dot. */
  static String code(String text) {
    if (!CODE.matcher(text).matches()) throw new Refusal("bad-code", text + " is not a code");
    return text.replace(".", "");
  }

  // ---- Tables: facts become variables with cells, conditions become functions of them ----

  static final class Fact {
    final Map<String, Object> declared;
    final String id, type;
    final int order;
    int variable = -1;
    /** Of a number, a date or a duration: where tests have bounds. The cell 2i+1 is the point i, 2i what is below it. */
    List<BigDecimal> points;
    /** Of any other scalar: what its tests tell apart. */
    List<Object> values;
    /** Of a set: the variables of the terms that tests name. */
    final Map<String, Integer> members = new LinkedHashMap<>();

    Fact(Map<String, Object> declared, int order) {
      this.declared = declared;
      this.order = order;
      id = (String) declared.get("id");
      type = (String) declared.get("type");
      if (type.equals("records")) throw new Refusal("bad-table", "this engine does not read records");
    }

    BigDecimal least() { return type.equals("duration") ? BigDecimal.ZERO : (BigDecimal) declared.get("minimum"); }

    BigDecimal most() { return (BigDecimal) declared.get("maximum"); }

    boolean allows(BigDecimal number) {
      return (least() == null || number.compareTo(least()) >= 0) && (most() == null || number.compareTo(most()) <= 0);
    }

    /** Whether the fact has values in a cell of its line. */
    boolean isPossible(int cell) {
      boolean isWhole = type.equals("integer") || type.equals("date");
      if (cell % 2 == 1) return allows(points.get(cell / 2)) && (!isWhole || isInteger(points.get(cell / 2)));
      BigDecimal low = cell > 0 ? points.get(cell / 2 - 1) : null;
      BigDecimal high = cell / 2 < points.size() ? points.get(cell / 2) : null;
      boolean startsAtLeast = least() != null && (low == null || least().compareTo(low) > 0);
      boolean endsAtMost = most() != null && (high == null || most().compareTo(high) < 0);
      BigDecimal start = startsAtLeast ? least() : low, end = endsAtMost ? most() : high;
      if (start == null || end == null) return true;
      if (!isWhole) return start.compareTo(end) < 0 || startsAtLeast && endsAtMost && start.compareTo(end) == 0;
      BigDecimal first = startsAtLeast && isInteger(start) ? start : start.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
      return first.compareTo(end) < 0 || endsAtMost && first.compareTo(end) == 0;
    }

    boolean accepts(int cell, Object allowed) {
      if (points == null) return cell < values.size() && values.get(cell).equals(allowed);
      return map(allowed).entrySet().stream().allMatch(bound -> {
        int at = 2 * indexOf(points, point(bound.getValue())) + 1;
        boolean isLower = bound.getKey().equals("at_least") || bound.getKey().equals("over");
        boolean isIn = cell == at && (bound.getKey().equals("at_least") || bound.getKey().equals("at_most"));
        return isIn || (isLower ? cell > at : cell < at);
      });
    }
  }

  static boolean isInteger(BigDecimal number) { return number.stripTrailingZeros().scale() <= 0; }

  static int indexOf(List<BigDecimal> points, BigDecimal point) {
    return (int) points.stream().filter(p -> p.compareTo(point) < 0).count();
  }

  /** A leaf, `parts` being null, or a gate that is true if at least `least` of its parts are, or is not. */
  record Rule(int variable, Set<Integer> cells, int least, List<Rule> parts, boolean isNegated, int top, String key) {
    static final Rule TRUE = gate(0, List.of(), false), FALSE = gate(0, List.of(), true);

    Rule(int variable, Set<Integer> cells) { this(variable, cells, 0, null, false, variable, variable + "=" + cells); }

    static Rule gate(int least, List<Rule> parts, boolean isNegated) {
      int top = parts.stream().mapToInt(Rule::top).min().orElse(Integer.MAX_VALUE);
      String key = parts.stream().map(Rule::key).collect(Collectors.joining(";", (isNegated ? "!" : "") + least + "(", ")"));
      return new Rule(-1, null, least, parts, isNegated, top, key);
    }

    /** The rule under known variables: true, false, or a smaller rule. */
    Rule under(IntFunction<Integer> known) {
      if (this == TRUE || this == FALSE) return this;
      if (parts == null) {
        Integer cell = known.apply(variable);
        return cell == null ? this : cells.contains(cell) ? TRUE : FALSE;
      }
      List<Rule> left = new ArrayList<>();
      int wanted = least;
      for (Rule part : parts) {
        Rule value = part.under(known);
        if (value == TRUE) wanted--;
        else if (value != FALSE) left.add(value);
      }
      if (wanted <= 0) return isNegated ? FALSE : TRUE;
      return left.size() < wanted ? (isNegated ? TRUE : FALSE) : gate(wanted, left, isNegated);
    }
  }

  final Map<String, Object> table;
  final Map<String, Fact> facts = new LinkedHashMap<>();
  final List<Map<String, Object>> statements;
  /** Of each variable, its fact and its cells. */
  final List<Fact> factOf = new ArrayList<>();
  final List<List<Integer>> cellsOf = new ArrayList<>();
  final List<Rule> rules = new ArrayList<>();

  Decide(String json) {
    Map<String, Object> document = map(parse(json));
    if (!"policyc decision table".equals(document.get("format")) || !BigDecimal.valueOf(2).equals(document.get("version"))) {
      throw new Refusal("bad-table", "not a decision table of version 2");
    }
    table = map(document.get("table"));
    statements = maps(table.get("statements"));
    for (Map<String, Object> declared : maps(table.get("facts"))) declare(declared);
    rules.add(compile(map(table.get("scope"))));
    for (Map<String, Object> statement : statements) rules.add(compile(statement));
  }

  private void declare(Map<String, Object> declared) {
    Fact fact = new Fact(declared, facts.size());
    facts.put(fact.id, fact);
    Set<Object> tested = new LinkedHashSet<>();
    collect(map(table.get("scope")), fact.id, tested);
    for (Map<String, Object> statement : statements) collect(statement, fact.id, tested);
    if (fact.type.equals("set")) {
      for (Object term : tested) fact.members.put((String) term, variable(fact, List.of(0, 1)));
    } else if (!tested.isEmpty()) {
      int count;
      if (List.of("number", "integer", "date", "duration").contains(fact.type)) {
        TreeSet<BigDecimal> points = new TreeSet<>();
        for (Object range : tested) for (Object bound : map(range).values()) points.add(point(bound));
        fact.points = List.copyOf(points);
        count = 2 * points.size() + 1;
      } else {
        fact.values = fact.type.equals("boolean") ? List.of(false, true)
            : fact.type.equals("choice") ? list(declared.get("of")) : List.copyOf(tested);
        count = fact.values.size() + (fact.type.equals("code") ? 1 : 0);
      }
      fact.variable = variable(fact, IntStream.range(0, count)
          .filter(cell -> fact.points == null || fact.isPossible(cell)).boxed().toList());
    }
  }

  private int variable(Fact fact, List<Integer> cells) {
    factOf.add(fact);
    cellsOf.add(cells);
    return cellsOf.size() - 1;
  }

  private static final List<String> LISTS = List.of("require", "unless", "all_of", "any_of", "none_of");

  private static void collect(Map<String, Object> node, String fact, Set<Object> tested) {
    if (fact.equals(node.get("fact"))) tested.addAll(list(node.get("in")));
    for (String name : LISTS) for (Map<String, Object> part : maps(node.get(name))) collect(part, fact, tested);
    Map<String, Object> some = map(node.get("some_of"));
    if (some != null) for (Map<String, Object> part : maps(some.get("of"))) collect(part, fact, tested);
    if (node.containsKey("when")) collect(map(node.get("when")), fact, tested);
  }

  private Rule compile(Map<String, Object> node) {
    if (node.containsKey("fact")) {
      Fact fact = facts.get((String) node.get("fact"));
      List<Object> allowed = list(node.get("in"));
      if (fact.type.equals("set")) {
        return Rule.gate(1, allowed.stream().map(term -> new Rule(fact.members.get(term), Set.of(1))).toList(), false);
      }
      return new Rule(fact.variable, cellsOf.get(fact.variable).stream()
          .filter(cell -> allowed.stream().anyMatch(value -> fact.accepts(cell, value)))
          .collect(Collectors.toCollection(TreeSet::new)));
    }
    Function<Object, List<Rule>> compiled = nodes -> maps(nodes).stream().map(this::compile).toList();
    List<Rule> parts = new ArrayList<>(compiled.apply(node.get("require")));
    parts.addAll(compiled.apply(node.get("all_of")));
    if (node.containsKey("when")) parts.add(compile(map(node.get("when"))));
    if (node.containsKey("any_of")) parts.add(Rule.gate(1, compiled.apply(node.get("any_of")), false));
    for (String none : List.of("unless", "none_of")) parts.add(Rule.gate(1, compiled.apply(node.get(none)), true));
    Map<String, Object> some = map(node.get("some_of"));
    if (some != null) parts.add(Rule.gate(((BigDecimal) some.get("at_least")).intValueExact(), compiled.apply(some.get("of")), false));
    return Rule.gate(parts.size(), parts, false);
  }

  // ---- Requests: the cell of each variable; what is missing is unknown ----

  Map<Integer, Integer> read(Map<String, Object> stated, String date) {
    Map<Integer, Integer> known = new HashMap<>();
    stated.forEach((name, value) -> {
      Fact fact = facts.get(name);
      if (fact == null) throw new Refusal("unknown-fact", name + " is not a fact");
      if (value != null && fact.type.equals("set")) readSet(fact, value, known);
      else if (value != null) {
        int cell = cell(fact, value, date);
        if (fact.variable >= 0) known.put(fact.variable, cell);
      }
    });
    return known;
  }

  private int cell(Fact fact, Object value, String date) {
    boolean isTime = fact.type.equals("date") || fact.type.equals("duration");
    if (value instanceof Map && !map(value).containsKey("value")
        || isTime && value instanceof String text && text.matches("[0-9]{4}(-[0-9]{2})?")) {
      throw new Refusal("partly-known", fact.id + " is partly known");
    }
    if (fact.type.equals("boolean") && value instanceof Boolean truth) return truth ? 1 : 0;
    if (fact.type.equals("choice") && value instanceof String) {
      if (!list(fact.declared.get("of")).contains(value)) throw new Refusal("unknown-word", value + " is not a value");
      return fact.values == null ? 0 : fact.values.indexOf(value);
    }
    if (fact.type.equals("code") && value instanceof String text) return cellOfCode(fact, code(text), date);
    List<BigDecimal> points = fact.points == null ? List.of() : fact.points;
    if (fact.type.equals("duration") && value instanceof String text) {
      LocalDate start = day(text), service = service(fact, date);
      if (start.isAfter(service)) throw new Refusal("date-after-service", fact.id + " is after the date of service");
      boolean isOfMonths = isOfMonths(fact.declared.get("unit"));
      return cell(points, p -> service.compareTo(isOfMonths ? start.plusMonths(p.longValue()) : start.plusDays(p.longValue())));
    }
    BigDecimal number = fact.type.equals("date") && value instanceof String text ? point(text) : null;
    if (List.of("number", "integer", "duration").contains(fact.type)) {
      Object unit = value instanceof Map ? map(value).get("unit") : fact.declared.get("unit");
      Object digits = value instanceof Map && unit != null ? map(value).get("value") : value;
      if (digits instanceof BigDecimal read) number = read;
      boolean isLength = fact.type.equals("duration") && unit != null && LENGTHS.containsKey(unit)
          && isOfMonths(unit) == isOfMonths(fact.declared.get("unit"));
      if (number != null && isLength) number = number.multiply(BigDecimal.valueOf(LENGTHS.get(unit)));
      else if (number != null && !Objects.equals(unit, fact.declared.get("unit"))) throw new Refusal("wrong-unit", fact.id);
    }
    if (number == null) throw new Refusal("wrong-type", fact.id + " is not of its type");
    if (fact.type.equals("integer") && !isInteger(number) || !fact.allows(number)) throw new Refusal("out-of-range", fact.id);
    BigDecimal read = number;
    return cell(points, read::compareTo);
  }

  /** The cell of a value that compares with points in this way. */
  private static int cell(List<BigDecimal> points, ToIntFunction<BigDecimal> compare) {
    int above = (int) points.stream().filter(p -> compare.applyAsInt(p) > 0).count();
    return 2 * above + (above < points.size() && compare.applyAsInt(points.get(above)) == 0 ? 1 : 0);
  }

  private LocalDate service(Fact fact, String date) {
    if (date == null) throw new Refusal("missing-date", fact.id + " needs the date of service");
    return day(date);
  }

  private int cellOfCode(Fact fact, String code, String date) {
    if (fact.values == null) return 0;
    for (Map<String, Object> period : maps(table.get("periods"))) {
      if (!code((String) period.get("code")).equals(code)) continue;
      String service = service(fact, date).toString();
      if (service.compareTo((String) period.getOrDefault("from", service)) < 0
          || service.compareTo((String) period.getOrDefault("until", service)) > 0) return fact.values.size();
    }
    int cell = fact.values.stream().map(value -> code((String) value)).toList().indexOf(code);
    return cell < 0 ? fact.values.size() : cell;
  }

  private void readSet(Fact fact, Object value, Map<Integer, Integer> known) {
    boolean isComplete = value instanceof List;
    Map<String, Object> parts = isComplete ? Map.of("present", value) : value instanceof Map ? map(value) : Map.of("", "");
    if (!Set.of("present", "absent").containsAll(parts.keySet())
        || !parts.values().stream().allMatch(part -> part instanceof List<?> items && items.stream().allMatch(String.class::isInstance))) {
      throw new Refusal("wrong-type", fact.id + " is a list of texts");
    }
    List<Object> present = list(parts.get("present")), absent = list(parts.get("absent"));
    List<Object> terms = maps(fact.declared.get("terms")).stream().map(term -> term.get("id")).toList();
    List<String> codes = new ArrayList<>();
    for (Object name : present) if (((String) name).contains(":")) codes.add(code((String) name));
    for (Object name : Stream.concat(present.stream(), absent.stream()).toList()) {
      if (((String) name).contains(":")) code((String) name);
      else if (!terms.contains(name)) throw new Refusal("unknown-word", name + " is not a term");
      else if (present.contains(name) && absent.contains(name)) throw new Refusal("contradiction", name + " is both");
    }
    fact.members.forEach((term, variable) -> {
      if (present.contains(term)) known.put(variable, 1);
      else if (absent.contains(term) || isComplete && codes.stream().noneMatch(code -> leavesOpen(fact, code, term))) known.put(variable, 0);
    });
  }

  /** Whether a listed code leaves open whether a term is present. */
  private boolean leavesOpen(Fact fact, String code, String term) {
    Object terminology = fact.declared.get("of");
    boolean isBound = maps(table.get("complete_systems")).stream()
        .anyMatch(known -> terminology.equals(known.get("terminology")) && code.startsWith(known.get("system") + ":"));
    for (Map<String, Object> binding : maps(table.get("bindings"))) {
      if (!terminology.equals(binding.get("terminology"))) continue;
      String bound = code((String) binding.get("code"));
      boolean covers = bound.equals(code) || Boolean.TRUE.equals(binding.get("category")) && code.startsWith(bound);
      isBound |= covers;
      if ((covers || bound.startsWith(code)) && list(binding.get("terms")).contains(term)) return true;
    }
    return !isBound;
  }

  // ---- Deciding: an ordered decision diagram of what the request leaves open ----

  Map<String, Object> decide(Map<String, Object> stated, String date) {
    Map<Integer, Integer> known = read(stated, date);
    List<Rule> open = rules.stream().map(rule -> rule.under(known::get)).toList();
    TreeMap<Integer, String> needs = new TreeMap<>();
    Function<Integer, Object> answer = end -> end < 0 ? "out-of-scope" : end == statements.size() ? "not-met" : statements.get(end).get("outcome");
    Object end = end(open, answer, new HashMap<>(), needs);
    Set<Object> deciding = new TreeSet<>();
    String result = "needs-information";
    if (end instanceof String) {
      end(open, index -> index >= 0 && index < statements.size() && deciding.add(index) ? index : index, new HashMap<>(), new TreeMap<>());
      result = deciding.isEmpty() ? (String) end : end.equals("medically_necessary") ? "met" : "not-met";
    }
    List<Map<String, Object>> met = new ArrayList<>();
    if (result.equals("met")) for (Object index : deciding) reasons(statements.get((int) index), known, met);
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("result", result);
    made.put("outcome", deciding.isEmpty() ? null : end);
    made.put("statement", deciding.size() == 1 ? statements.get((int) deciding.iterator().next()).get("id") : null);
    made.put("criteria", met.stream().map(criterion -> criterion.get("label")).toList());
    made.put("criterion_ids", met.stream().map(criterion -> criterion.get("id")).toList());
    made.put("needs", end instanceof String ? List.of() : List.copyOf(needs.values()));
    return made;
  }

  /** What all completions end in, or a node where they differ; adds the facts on which it depends. */
  private Object end(List<Rule> open, Function<Integer, Object> label, Map<Object, Object> nodes, Map<Integer, String> needs) {
    if (open.get(0) == Rule.FALSE) return label.apply(-1);
    int first = 1;
    while (first < open.size() && open.get(first) == Rule.FALSE) first++;
    if (open.get(0) == Rule.TRUE && (first == open.size() || open.get(first) == Rule.TRUE)) return label.apply(first - 1);
    Object key = open.stream().map(Rule::key).toList();
    if (nodes.containsKey(key)) return nodes.get(key);
    int variable = open.stream().mapToInt(Rule::top).min().getAsInt();
    List<Object> children = new ArrayList<>();
    for (int cell : cellsOf.get(variable)) {
      children.add(end(open.stream().map(rule -> rule.under(v -> v == variable ? cell : null)).toList(), label, nodes, needs));
    }
    Object node = children.get(0);
    if (new HashSet<>(children).size() > 1) {
      needs.put(factOf.get(variable).order, factOf.get(variable).id);
      node = nodes.computeIfAbsent(Map.entry(variable, children), name -> new Object());
    }
    nodes.put(key, node);
    return node;
  }

  /** Collects the criteria with `when` that are met in every completion, below others that are. */
  private void reasons(Map<String, Object> node, Map<Integer, Integer> known, List<Map<String, Object>> met) {
    List<Rule> open = List.of(Rule.TRUE, compile(node).under(known::get));
    if (!Integer.valueOf(0).equals(end(open, end -> end, new HashMap<>(), new TreeMap<>()))) return;
    if (node.containsKey("when")) met.add(node);
    else {
      Object some = node.containsKey("some_of") ? map(node.get("some_of")).get("of") : null;
      for (Object parts : Arrays.asList(node.get("all_of"), node.get("any_of"), some)) {
        for (Map<String, Object> part : maps(parts)) reasons(part, known, met);
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    Decide table = null;
    try {
      table = new Decide(Files.readString(Path.of(arguments.length == 1 ? arguments[0] : "decision-table.json")));
    } catch (IOException | RuntimeException error) {
      System.err.println("name a decision-table.json: " + error);
      System.exit(2);
    }
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      Map<String, Object> request = map(parse(line)), answer = new LinkedHashMap<>();
      answer.put("id", request.get("id"));
      try {
        answer.putAll(table.decide(map(request.get("facts")), (String) request.get("date")));
      } catch (Refusal refusal) {
        answer.put("error", refusal.code);
      }
      answers.println(print(answer));
    }
    answers.flush();
  }
}
