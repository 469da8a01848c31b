// "Check a case": asks the questions of a policy, one at a time and only as far as they can still
// change the answer, and then shows the answer. `decide.js` decides.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("check-data").textContent);
  const questions = document.getElementById("check-questions");
  const result = document.getElementById("check-result");

  // By fact: the cells that the answer settles, the value that a request states, a date of service
  // if the value needs one, and the text that is shown.
  let answers = new Map();

  const headings = {
    "met": "Met",
    "not-met": "Not met",
    "needs-information": "Needs information",
    "out-of-scope": "Out of scope",
  };

  function element(name, text, attributes = {}) {
    const created = document.createElement(name);
    if (text) { created.textContent = text; }
    for (const [key, value] of Object.entries(attributes)) { created.setAttribute(key, value); }
    return created;
  }

  function link(label, text) {
    const item = element("li");
    item.append(element("a", label, { href: "#" + label }));
    if (text) { item.append(" " + text); }
    return item;
  }

  function button(text, action, attributes) {
    const created = element("button", text, { type: "button", ...attributes });
    created.addEventListener("click", action);
    return created;
  }

  function showAnswers() {
    if (!answers.size) { return; }
    const list = element("ul", "", { "class": "answered" });
    for (const [fact, answer] of answers) {
      const question = data.facts[fact].ask;
      const item = element("li", question + " ");
      item.append(element("strong", answer.text));
      item.append(button("Change", () => {
        // Later questions may have been asked only because of this answer.
        const given = [...answers.keys()];
        given.slice(given.indexOf(fact)).forEach((later) => answers.delete(later));
        show(true);
      }, { "aria-label": "Change: " + question }));
      list.append(item);
    }
    questions.append(list);
  }

  function option(type, text, value) {
    const label = element("label");
    label.append(element("input", "", { type, name: "answer", value, id: "check-" + value }), text);
    return label;
  }

  // The options for a set of terms, any number of which can apply.
  function termOptions(group, terms) {
    terms.forEach((term, index) => group.append(option("checkbox", term.label, index)));
    group.append(element(
      "p", "Select everything that applies. Whatever is not selected does not apply.",
      { "class": "small" }));
  }

  // The options for a fact with one value, "Yes" before "No".
  function cellOptions(group, cells) {
    cells.map((cell, index) => ({ text: cell.words, index }))
      .sort((one, other) => (one.text === "No") - (other.text === "No"))
      .forEach((cell) => group.append(option("radio", cell.text, cell.index)));
  }

  function chosenTerms(terms, chosen) {
    const selected = chosen.map((index) => terms[index]);
    return {
      cells: terms.map((term, index) => [term.variable, chosen.includes(index) ? 1 : 0]),
      value: JSON.stringify(selected.map((term) => term.id)),
      text: selected.map((term) => term.label).join("; ") || "none of these",
    };
  }

  function chosenCell(variable, index) {
    const cell = data.variables[variable].cells[index];
    return { cells: [[variable, index]], value: cell.example, text: cell.words, date: cell.date };
  }

  function ask(fact, movesFocus) {
    const { ask: question, terms } = data.facts[fact];
    const variable = data.variables.findIndex((candidate) => candidate.fact === fact);
    const form = element("form");
    const group = element("fieldset");
    const legend = element("legend", question, { tabindex: "-1" });
    const note = element("p", "", { role: "alert" });
    group.append(legend);
    if (terms) { termOptions(group, terms); } else { cellOptions(group, data.variables[variable].cells); }
    form.append(group, note, element("button", "Next", { type: "submit", "class": "next" }));
    form.append(button("Not known", () => {
      answers.set(fact, { cells: [], text: "not known" });
      show(true);
    }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = [...group.querySelectorAll("input:checked")].map((input) => Number(input.value));
      if (!terms && !chosen.length) {
        note.textContent = "Choose an answer or “Not known”.";
        return;
      }
      answers.set(fact, terms ? chosenTerms(terms, chosen) : chosenCell(variable, chosen[0]));
      show(true);
    });
    questions.append(form);
    if (movesFocus) { legend.focus(); }
  }

  // The case as `policyc decide` reads it. The values are JSON already.
  function request() {
    const given = [...answers].filter(([, answer]) => answer.value);
    const facts = given.map(([fact, answer]) => JSON.stringify(data.facts[fact].id) + ": " + answer.value);
    const dated = given.map(([, answer]) => answer.date).find((date) => date);
    return [
      "{\"id\": \"1\"", "\"policy\": " + JSON.stringify(data.policy),
      "\"revision\": " + JSON.stringify(data.revision),
      ...(dated ? ["\"date\": " + JSON.stringify(dated)] : []),
      "\"facts\": {" + facts.join(", ") + "}}",
    ].join(", ");
  }

  // The sentence under the heading of an answer, and the list that completes it.
  function explanation(verdict, statement) {
    switch (verdict.result) {
    case "met":
      return [
        "Criteria that are met:",
        verdict.criteria.length
          ? verdict.criteria.map((leaf) => link(leaf.label, leaf.text)) : [link(statement.label)],
      ];
    case "not-met":
      return [
        "This is not a denial: the request goes to clinical review by a qualified person.",
        verdict.outcome
          ? [link(statement.label)] : [link("criteria", "list what would have to be met")],
      ];
    case "needs-information":
      return [
        "The answer depends on:", verdict.needs.map((fact) => element("li", data.facts[fact].ask)),
      ];
    default:
      return [
        "This revision does not apply to the request.",
        [link("scope", "says what this revision applies to")],
      ];
    }
  }

  function conclude(verdict, movesFocus) {
    const statement = data.statements[verdict.statements[0]];
    const outcome = verdict.outcome ? ": " + statement.words.toLowerCase() : "";
    const heading = element(
      "p", headings[verdict.result] + outcome, { "class": "verdict", tabindex: "-1" });
    const [sentence, items] = explanation(verdict, statement);
    const list = element("ul");
    list.append(...items);
    const details = element("details");
    details.append(element("summary", "This case as a request"), element("pre", request()));
    result.append(heading, element("p", sentence), list, details, button("Start again", () => {
      answers = new Map();
      show(true);
    }));
    if (movesFocus) { heading.focus(); }
  }

  function show(movesFocus) {
    questions.textContent = "";
    result.textContent = "";
    result.setAttribute("data-verdict", "");
    const known = Object.fromEntries([...answers.values()].flatMap((answer) => answer.cells));
    const verdict = decideCase(data, known);
    showAnswers();
    const next = verdict.needs.find((fact) => !answers.has(fact));
    if (next !== undefined) {
      ask(next, movesFocus);
      return;
    }
    result.setAttribute("data-verdict", JSON.stringify({
      result: verdict.result, outcome: verdict.outcome, statement: verdict.statement,
      criteria: verdict.criteria.map((leaf) => leaf.label),
      criterion_ids: verdict.criteria.map((leaf) => leaf.id),
      needs: verdict.needs.map((fact) => data.facts[fact].id),
    }));
    conclude(verdict, movesFocus);
  }

  show(false);
  document.getElementById("check").hidden = false;
  document.querySelectorAll(".scripted").forEach((item) => { item.hidden = false; });
})();
