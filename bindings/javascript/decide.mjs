// Executes a decision table of version 2 as docs/decision-table.md describes it: an engine without dependencies.
//
// usage: node decide.mjs decision-table.json < requests.ndjson
//
// Facts may be known or unknown. Partly known facts other than sets, records and converted units are refused.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// ---- Exact numbers: JSON numbers keep their digits ----

class Decimal {
  constructor(text) {
    const [, sign, whole, fraction = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
    this.coefficient = BigInt(sign + whole + fraction);
    this.exponent = Number(power) - fraction.length;
    if (Math.abs(this.exponent) > 6200) throw new Refusal("out-of-range", `${text} is out of range`);
  }

  compare(other) {
    const least = Math.min(this.exponent, other.exponent);
    const scaled = (number) => number.coefficient * 10n ** BigInt(number.exponent - least);
    const difference = scaled(this) - scaled(other);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }

  get isInteger() {
    return this.exponent >= 0 || this.coefficient % 10n ** BigInt(-this.exponent) === 0n;
  }

  get floor() {
    if (this.exponent >= 0) return this;
    const unit = 10n ** BigInt(-this.exponent);
    const whole = this.coefficient / unit;
    return new Decimal(String(this.coefficient < 0n && !this.isInteger ? whole - 1n : whole));
  }

  plus(integer) {
    const unit = 10n ** BigInt(Math.max(0, -this.exponent));
    const coefficient = this.coefficient * 10n ** BigInt(Math.max(0, this.exponent)) + BigInt(integer) * unit;
    return new Decimal(`${coefficient}e${Math.min(0, this.exponent)}`);
  }

  times(integer) {
    return new Decimal(`${this.coefficient * BigInt(integer)}e${this.exponent}`);
  }
}

const NUMBER = "\u0000";

function parse(text) {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token[0] === '"' ? token : `"\\u0000${token}"`);
  return JSON.parse(quoted, (_, value) =>
    typeof value === "string" && value.startsWith(NUMBER) ? new Decimal(value.slice(1)) : value);
}

// ---- Days and lengths of time ----

const DAY = 86_400_000;
const UNITS = { a: [12, true], mo: [1, true], wk: [7, false], d: [1, false] };

function day(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typeof text === "string" ? text : "");
  const time = match ? Date.UTC(+match[1], +match[2] - 1, +match[3]) : NaN;
  if (!match || new Date(time).toISOString().slice(0, 10) !== text || match[1] < "1900" || match[1] > "2199") {
    throw new Refusal("bad-date", `${text} is not a day`);
  }
  return time / DAY;
}

/** The day after a number of months or days; in a month that is too short, its last day. */
function anniversary(start, count, isMonths) {
  if (!isMonths) return start + count;
  const date = new Date(start * DAY);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + count;
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  return Date.UTC(Math.floor(month / 12), month % 12, Math.min(date.getUTCDate(), last)) / DAY;
}

/** A bound of a test as a number on the line of the fact: days, months, or the number itself. */
function point(bound) {
  if (typeof bound === "string") return new Decimal(String(day(bound)));
  return bound instanceof Decimal ? bound : bound.value.times(UNITS[bound.unit][0]);
}

// ---- Tables: facts become variables with cells, conditions become functions of them ----

const LINES = ["number", "integer", "date", "duration"];

export class Table {
  constructor(json) {
    const document = parse(json);
    if (document.format !== "policyc decision table" || document.version.compare(new Decimal("2")) !== 0) {
      throw new Refusal("bad-table", "not a decision table of version 2");
    }
    Object.assign(this, document.table);
    this.variables = [];
    this.facts.forEach((fact, order) => {
      if (fact.type === "records") throw new Refusal("bad-table", "this engine does not read records");
      fact.order = order;
      const tested = [this.scope, ...this.statements].flatMap((node) => testsOf(node, fact.id)).flatMap((t) => t.in);
      if (LINES.includes(fact.type)) {
        const points = tested.flatMap((range) => Object.values(range).map(point)).sort((a, b) => a.compare(b));
        fact.points = points.filter((p, i) => i === 0 || p.compare(points[i - 1]) !== 0);
      }
      const one = (properties) => this.variables.push({ fact, index: this.variables.length, ...properties });
      if (fact.type === "set") {
        fact.members = new Map();
        for (const term of new Set(tested)) {
          fact.members.set(term, this.variables.length);
          one({ cells: [0, 1] });
        }
      } else if (tested.length > 0) {
        fact.variable = this.variables.length;
        fact.values = [...new Set(fact.type === "boolean" ? [false, true] : (fact.of ?? tested))];
        const count = fact.points ? 2 * fact.points.length + 1 : fact.values.length + (fact.type === "code");
        one({ cells: [...Array(count).keys()].filter((cell) => !fact.points || isPossible(fact, cell)) });
      }
    });
    this.inScope = this.compile(this.scope);
    this.rules = this.statements.map((statement) => this.compile(statement));
  }

  /** A leaf `{variable, cells}`, or a gate that is true if at least `least` of its parts are (or not, if `negated`). */
  compile(node) {
    if (node.fact) {
      const fact = this.facts.find(({ id }) => id === node.fact);
      if (fact.type === "set") {
        const parts = node.in.map((term) => ({ variable: fact.members.get(term), cells: [1] }));
        return { least: 1, parts };
      }
      const { cells } = this.variables[fact.variable];
      const accepted = cells.filter((cell) => node.in.some((allowed) => accepts(fact, cell, allowed)));
      return { variable: fact.variable, cells: accepted };
    }
    const list = (nodes) => nodes.map((part) => this.compile(part));
    const parts = list(node.require ?? []);
    if (node.unless) parts.push({ least: 1, parts: list(node.unless), negated: true });
    if (node.when) parts.push(this.compile(node.when));
    if (node.all_of) parts.push({ least: node.all_of.length, parts: list(node.all_of) });
    if (node.any_of) parts.push({ least: 1, parts: list(node.any_of) });
    if (node.none_of) parts.push({ least: 1, parts: list(node.none_of), negated: true });
    if (node.some_of) {
      parts.push({ least: Number(node.some_of.at_least.coefficient * 10n ** BigInt(node.some_of.at_least.exponent)),
        parts: list(node.some_of.of) });
    }
    return { least: parts.length, parts };
  }

  // ---- Requests: the cell of each variable, or undefined where it is unknown ----

  read(facts, date) {
    const known = [];
    for (const [name, value] of Object.entries(facts)) {
      const fact = this.facts.find(({ id }) => id === name);
      if (!fact) throw new Refusal("unknown-fact", `${name} is not a fact`);
      if (value === null) continue;
      if (fact.type === "set") this.readSet(fact, value, known);
      else {
        const cell = this.cellOf(fact, value, date);
        if (fact.variable !== undefined) known[fact.variable] = cell;
      }
    }
    return known;
  }

  cellOf(fact, value, date) {
    const wrong = new Refusal("wrong-type", `${fact.id} is not of its type`);
    const isPeriod = ["date", "duration"].includes(fact.type) && /^\d{4}(-\d\d)?$/.test(value);
    const isObject = typeof value === "object" && !Array.isArray(value) && !(value instanceof Decimal);
    if (isPeriod || (isObject && value.value === undefined)) {
      throw new Refusal("partly-known", `${fact.id} is partly known`);
    }
    if (fact.type === "boolean") {
      if (typeof value !== "boolean") throw wrong;
      return Number(value);
    }
    if (fact.type === "choice") {
      if (typeof value !== "string") throw wrong;
      if (!fact.of.includes(value)) throw new Refusal("unknown-word", `${value} is not a value of ${fact.id}`);
      return fact.values?.indexOf(value);
    }
    if (fact.type === "code") {
      if (typeof value !== "string") throw wrong;
      const code = codeOf(value, fact.id);
      const period = fact.values && (this.periods ?? []).find((period) => codeOf(period.code) === code);
      if (period && date === undefined) throw new Refusal("missing-date", `${fact.id} needs the date of service`);
      const isValid = !period || ((period.from ?? date) <= date && date <= (period.until ?? date));
      const index = isValid && fact.values ? fact.values.findIndex((known) => codeOf(known) === code) : -1;
      return index < 0 ? fact.values?.length : index;
    }
    if (typeof value === "string" && fact.type === "duration") return this.cellSince(fact, day(value), date);
    let number = typeof value.unit === "string" ? value.value : value;
    if (fact.type === "date") number = typeof value === "string" ? new Decimal(String(day(value))) : null;
    const unit = value.unit ?? fact.unit;
    if (!(number instanceof Decimal)) throw wrong;
    if (fact.type === "duration" && UNITS[unit]?.[1] === UNITS[fact.unit][1]) number = number.times(UNITS[unit][0]);
    else if (unit !== fact.unit) throw new Refusal("wrong-unit", `${fact.id} is in ${fact.unit}`);
    const isAllowed = (fact.type !== "integer" || number.isInteger) && within(fact, number);
    if (!isAllowed) throw new Refusal("out-of-range", `${fact.id} cannot be that`);
    return cellAt((fact.points ?? []).map((p) => number.compare(p)));
  }

  cellSince(fact, start, date) {
    if (date === undefined) throw new Refusal("missing-date", `${fact.id} needs the date of service`);
    const service = day(date);
    if (start > service) throw new Refusal("date-after-service", `${fact.id} is after the date of service`);
    const isMonths = UNITS[fact.unit][1];
    return cellAt((fact.points ?? []).map((p) =>
      Math.sign(service - anniversary(start, Number(p.coefficient) * 10 ** p.exponent, isMonths))));
  }

  readSet(fact, value, known) {
    const isComplete = Array.isArray(value);
    const { present = [], absent = [], ...others } = isComplete ? { present: value } : Object(value);
    const isSet = typeof value === "object" && !(value instanceof Decimal) && Object.keys(others).length === 0;
    if (!isSet || !Array.isArray(present) || !Array.isArray(absent)) {
      throw new Refusal("wrong-type", `${fact.id} is a list`);
    }
    for (const name of [...present, ...absent]) {
      if (typeof name !== "string") throw new Refusal("wrong-type", `${fact.id} is a list of texts`);
      if (name.includes(":")) codeOf(name, fact.id);
      else if (!fact.terms.some(({ id }) => id === name)) {
        throw new Refusal("unknown-word", `${name} is not a term of ${fact.id}`);
      }
    }
    const both = present.find((name) => !name.includes(":") && absent.includes(name));
    if (both) throw new Refusal("contradiction", `${both} is both present and absent`);
    const codes = present.filter((name) => name.includes(":")).map((name) => codeOf(name));
    const bindings = this.bindings.filter(({ terminology }) => terminology === fact.of);
    for (const [term, variable] of fact.members) {
      if (present.includes(term)) known[variable] = 1;
      else if (absent.includes(term)) known[variable] = 0;
      else if (isComplete && !codes.some((code) => this.leavesOpen(fact, bindings, code, term))) known[variable] = 0;
    }
  }

  /** Whether a listed code leaves open whether a term is present. */
  leavesOpen(fact, bindings, code, term) {
    let isBound = (this.complete_systems ?? []).some(
      (known) => known.terminology === fact.of && code.startsWith(`${known.system}:`));
    for (const binding of bindings) {
      const bound = codeOf(binding.code);
      const covers = bound === code || (binding.category === true && code.startsWith(bound));
      if (covers) isBound = true;
      if ((covers || bound.startsWith(code)) && binding.terms.includes(term)) return true;
    }
    return !isBound;
  }

  // ---- Deciding: an ordered decision diagram of what the request leaves open ----

  decide(facts, date) {
    const known = this.read(facts, date);
    const rules = [this.inScope, ...this.rules].map((rule) => restrict(rule, known));
    const answer = (index) => (index === -1 ? "out-of-scope" : index === null ? "" : this.statements[index].outcome);
    const needs = new Set();
    const end = this.end(rules, answer, new Map(), needs);
    const nothing = { outcome: null, statement: null, criteria: [], criterion_ids: [] };
    if (typeof end !== "string") {
      const ordered = [...needs].sort((a, b) => a.order - b.order).map(({ id }) => id);
      return { result: "needs-information", ...nothing, needs: ordered };
    }
    if (end === "out-of-scope" || end === "") return { result: end || "not-met", ...nothing, needs: [] };
    const deciding = new Set();
    this.end(rules, (index) => (deciding.add(index), index), new Map(), new Set());
    const result = end === "medically_necessary" ? "met" : "not-met";
    const statements = this.statements.filter((_, index) => deciding.has(index));
    const met = result === "met" ? statements.flatMap((statement) => this.reasons(statement, known)) : [];
    return { result, outcome: end, statement: statements.length === 1 ? statements[0].id : null,
      criteria: met.map(({ label }) => label), criterion_ids: met.map(({ id }) => id), needs: [] };
  }

  /** The label of all completions, or a node where they differ; adds the facts on which it depends to `needs`. */
  end([scope, ...statements], label, nodes, needs) {
    if (scope === false) return label(-1);
    const first = scope === true ? statements.findIndex((rule) => rule !== false) : 0;
    if (first < 0) return label(null);
    if (scope === true && statements[first] === true) return label(first);
    const rules = [scope, ...statements];
    const key = rules.map((rule) => rule.key ?? rule).join("|");
    if (nodes.has(key)) return nodes.get(key);
    const variable = Math.min(...rules.map((rule) => rule.top ?? Infinity));
    const children = this.variables[variable].cells.map((cell) => {
      const known = [];
      known[variable] = cell;
      return this.end(rules.map((rule) => restrict(rule, known)), label, nodes, needs);
    });
    let node = children[0];
    if (children.some((child) => child !== node)) {
      needs.add(this.variables[variable].fact);
      const name = `${variable}:${children.map((child) => child?.name ?? child).join(",")}`;
      node = nodes.get(name) ?? { name: `(${name})` };
      nodes.set(name, node);
    }
    nodes.set(key, node);
    return node;
  }

  /** The criteria with `when` that are met in every completion, below others that are. */
  reasons(node, known) {
    const rule = restrict(this.compile(node), known);
    if (this.end([true, rule], (index) => index, new Map(), new Set()) !== 0) return [];
    if (node.when) return [node];
    return [...(node.all_of ?? []), ...(node.any_of ?? []), ...(node.some_of?.of ?? [])]
      .flatMap((part) => this.reasons(part, known));
  }
}

/** A rule under known variables: true, false, or a smaller rule. */
function restrict(rule, known) {
  if (typeof rule === "boolean") return rule;
  if (rule.parts === undefined) {
    const cell = known[rule.variable];
    if (cell !== undefined) return rule.cells.includes(cell);
    return { ...rule, top: rule.variable, key: `${rule.variable}=${rule.cells}` };
  }
  let least = rule.least;
  const parts = [];
  for (const part of rule.parts) {
    const value = restrict(part, known);
    if (value === true) least -= 1;
    else if (value !== false) parts.push(value);
  }
  if (least <= 0) return !rule.negated;
  if (parts.length < least) return Boolean(rule.negated);
  return { least, parts, negated: rule.negated, top: Math.min(...parts.map(({ top }) => top)),
    key: `${rule.negated ? "!" : ""}${least}(${parts.map(({ key }) => key).join(";")})` };
}

/** The cell of a value that compares with the points as given: 2i+1 is the point i, 2i the values below it. */
function cellAt(comparisons) {
  const above = comparisons.filter((sign) => sign > 0).length;
  return 2 * above + (comparisons[above] === 0 ? 1 : 0);
}

function accepts(fact, cell, allowed) {
  if (!fact.points) return fact.values[cell] === allowed;
  return Object.entries(allowed).every(([kind, bound]) => {
    const at = 2 * fact.points.findIndex((p) => p.compare(point(bound)) === 0) + 1;
    return { at_least: cell >= at, over: cell > at, at_most: cell <= at, under: cell < at }[kind];
  });
}

const least = (fact) => (fact.type === "duration" ? new Decimal("0") : fact.minimum);
const within = (fact, number) =>
  !(least(fact) && number.compare(least(fact)) < 0) && !(fact.maximum && number.compare(fact.maximum) > 0);

/** Whether a fact has values in a cell of its line. */
function isPossible(fact, cell) {
  const isWhole = fact.type === "integer" || fact.type === "date";
  const [below, at] = [fact.points[Math.floor((cell - 1) / 2)], fact.points[(cell - 1) / 2]];
  if (cell % 2 === 1) return within(fact, at) && (!isWhole || at.isInteger);
  const [low, high] = [cell > 0 ? below : undefined, fact.points[cell / 2]];
  const minimum = least(fact);
  const start = minimum && (!low || minimum.compare(low) > 0) ? minimum : low;
  const isStartIn = start !== low;
  const end = fact.maximum && (!high || fact.maximum.compare(high) < 0) ? fact.maximum : high;
  if (!start || !end) return true;
  const isEndIn = end !== high;
  if (!isWhole) return start.compare(end) < 0 || (isStartIn && isEndIn && start.compare(end) === 0);
  const first = isStartIn && start.isInteger ? start : start.floor.plus(1);
  return first.compare(end) < 0 || (isEndIn && first.compare(end) === 0);
}

function testsOf(node, fact) {
  if (node.fact) return node.fact === fact ? [node] : [];
  const parts = [node.require, node.unless, node.all_of, node.any_of, node.none_of, node.some_of?.of]
    .flatMap((list) => list ?? []);
  return (node.when ? [...parts, node.when] : parts).flatMap((part) => testsOf(part, fact));
}

const CODE = new RegExp("^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9]" +
  "|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?)$");

/** A code without its dot. */
function codeOf(text, fact) {
  if (!CODE.test(text)) throw new Refusal("bad-code", `${fact}: ${text} is not a code`);
  return text.replaceAll(".", "");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let table;
  try {
    table = new Table(readFileSync(process.argv[2] ?? "decision-table.json", "utf8"));
  } catch (error) {
    console.error(`name a decision-table.json: ${error.message}`);
    process.exit(2);
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, facts, date } = parse(line);
    try {
      console.log(JSON.stringify({ id, ...table.decide(facts, date) }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      console.log(JSON.stringify({ id, error: error.code }));
    }
  }
}
