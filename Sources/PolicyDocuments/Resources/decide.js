// Decides a case in the page, exactly as the compiled table does.
//
// `data` is what the page embeds: the decision as a reduced ordered diagram. Restricting such a
// diagram to the facts that are known, and reducing it again, gives the decision of what is still
// open: it is a single terminal if and only if every way of completing the facts gets the same
// answer, and it contains a variable if and only if the answer depends on it (Bryant 1986).
"use strict";

// A diagram restricted to `known`, which maps variables to cells. Its root is either a terminal,
// such as "silent" or "=" and an outcome, or the index of a node. A node is a variable with a child
// for each of its cells. `statements` are the indices of the statements that can still decide.
function restrictDiagram(data, root, known) {
  const restricted = new Map();
  const indices = new Map();
  const nodes = [];
  const statements = new Set();

  function terminal(name) {
    const statement = data.statements[name];
    if (!statement) { return name; }
    statements.add(Number(name));
    return "=" + statement.outcome;
  }

  function node(variable, children) {
    if (children.every((child) => child === children[0])) { return children[0]; }
    const key = JSON.stringify([variable, ...children]);
    if (!indices.has(key)) {
      indices.set(key, nodes.length);
      nodes.push({ variable, children });
    }
    return indices.get(key);
  }

  function restrict(reference) {
    if (typeof reference === "string") { return terminal(reference); }
    if (!restricted.has(reference)) {
      const [variable, ...children] = data.nodes[reference];
      const cell = known[variable];
      restricted.set(
        reference,
        cell === undefined ? node(variable, children.map(restrict)) : restrict(children[cell]));
    }
    return restricted.get(reference);
  }

  const start = restrict(root);
  return { root: start, nodes, statements: [...statements].sort((a, b) => a - b) };
}

// The facts, by index and in declared order, that a restricted diagram still depends on.
function neededFacts(data, diagram) {
  const needed = new Set(diagram.nodes.map((node) => data.variables[node.variable].fact));
  return data.facts.map((_, fact) => fact).filter((fact) => needed.has(fact));
}

// The answer for a case: the same result, outcome, statement, criteria and needs that `policyc decide`
// gives. `statements` are the indices of all statements that can decide.
function decideCase(data, known) {
  const diagram = restrictDiagram(data, data.root, known);
  const verdict = {
    result: "out-of-scope", outcome: null, statement: null, criteria: [], needs: [],
    statements: diagram.statements,
  };
  if (typeof diagram.root === "number") {
    verdict.result = "needs-information";
    verdict.needs = neededFacts(data, diagram);
  } else if (diagram.root === "silent") {
    verdict.result = "not-met";
  } else if (diagram.root !== "out-of-scope") {
    const first = data.statements[diagram.statements[0]];
    verdict.outcome = first.outcome;
    verdict.statement = diagram.statements.length === 1 ? first.id : null;
    verdict.result = first.favors ? "met" : "not-met";
    if (first.favors) {
      verdict.criteria = diagram.statements
        .flatMap((statement) => data.statements[statement].leaves)
        .filter((leaf) => restrictDiagram(data, leaf.function, known).root === "yes");
    }
  }
  return verdict;
}
