/// The script of "Check a case".
///
/// A reduced ordered diagram restricted to what is known, and reduced again, is the decision of
/// what is left: one terminal if and only if all completions are answered alike, and a variable in
/// it if and only if the answer depends on it (Bryant 1986). So it answers exactly as the compiled
/// table does.
let caseScript: StaticString = #"""
  (function () {
    "use strict";
    var data = JSON.parse(document.getElementById("check-data").textContent);
    var questions = document.getElementById("check-questions");
    var result = document.getElementById("check-result");
    // By the place of its fact: the cells that are known, what a request states, and its words.
    var answers = {};

    function known() {
      var cells = {};
      Object.keys(answers).forEach(function (fact) {
        Object.keys(answers[fact].cells).forEach(function (variable) {
          cells[variable] = answers[fact].cells[variable];
        });
      });
      return cells;
    }

    // What is left of the diagram: a terminal, or the place of a node among those that are left.
    function restrict(root, cells) {
      var done = new Map(), unique = new Map(), nodes = [], statements = {};
      function reduce(ref) {
        if (typeof ref === "string") {
          var statement = data.statements[ref];
          if (!statement) { return ref; }
          statements[ref] = true;
          return "=" + statement.outcome;
        }
        if (done.has(ref)) { return done.get(ref); }
        var node = data.nodes[ref], variable = node[0], left;
        if (cells[variable] !== undefined) {
          left = reduce(node[cells[variable] + 1]);
        } else {
          var children = node.slice(1).map(reduce);
          if (children.every(function (child) { return child === children[0]; })) {
            left = children[0];
          } else {
            var name = JSON.stringify([variable].concat(children));
            if (!unique.has(name)) {
              unique.set(name, nodes.length);
              nodes.push([variable].concat(children));
            }
            left = unique.get(name);
          }
        }
        done.set(ref, left);
        return left;
      }
      var start = reduce(root);
      return { root: start, nodes: nodes, statements: Object.keys(statements).map(Number).sort(
        function (one, other) { return one - other; }) };
    }

    function decide() {
      var cells = known(), left = restrict(data.root, cells);
      var verdict = { result: "out-of-scope", outcome: null, criteria: [], needs: [], statements: left.statements };
      if (typeof left.root === "number") {
        verdict.result = "needs-information";
        var seen = {}, needed = {}, pending = [left.root];
        while (pending.length) {
          var place = pending.pop();
          if (typeof place !== "number" || seen[place]) { continue; }
          seen[place] = true;
          needed[data.variables[left.nodes[place][0]].fact] = true;
          pending = pending.concat(left.nodes[place].slice(1));
        }
        verdict.needs = data.facts.map(function (_, fact) { return fact; }).filter(
          function (fact) { return needed[fact]; });
      } else if (left.root === "silent") {
        verdict.result = "not-met";
      } else if (left.root !== "out-of-scope") {
        var first = data.statements[left.statements[0]];
        verdict.outcome = first.outcome;
        verdict.result = first.favors ? "met" : "not-met";
        if (first.favors) {
          left.statements.forEach(function (statement) {
            data.statements[statement].leaves.forEach(function (leaf) {
              if (restrict(leaf.function, cells).root === "yes") { verdict.criteria.push(leaf); }
            });
          });
        }
      }
      return verdict;
    }

    function element(name, text, attributes) {
      var made = document.createElement(name);
      if (text) { made.textContent = text; }
      Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
      return made;
    }

    function link(label, text) {
      var item = element("li");
      item.appendChild(element("a", label, { href: "#" + label }));
      if (text) { item.appendChild(document.createTextNode(" " + text)); }
      return item;
    }

    function button(text, action, attributes) {
      var made = element("button", text, attributes);
      made.type = "button";
      made.addEventListener("click", action);
      return made;
    }

    function showAnswers() {
      var given = Object.keys(answers).map(Number);
      if (!given.length) { return; }
      var list = element("ul", "", { "class": "answered" });
      given.forEach(function (fact) {
        var item = element("li", data.facts[fact].ask + " ");
        item.appendChild(element("strong", answers[fact].words));
        item.appendChild(button("Change", function () {
          // What was asked after it was asked because of it.
          given.filter(function (other) { return other >= fact; }).forEach(
            function (other) { delete answers[other]; });
          show(true);
        }, { "aria-label": "Change: " + data.facts[fact].ask }));
        list.appendChild(item);
      });
      questions.appendChild(list);
    }

    function option(kind, text, value, id) {
      var label = element("label");
      label.appendChild(element("input", "", { type: kind, name: "answer", value: value, id: id }));
      label.appendChild(document.createTextNode(text));
      return label;
    }

    function ask(fact, moves) {
      var form = element("form"), group = element("fieldset"), declared = data.facts[fact];
      group.appendChild(element("legend", declared.ask, { tabindex: "-1" }));
      var variable = data.variables.findIndex(function (one) { return one.fact === fact; });
      if (declared.terms) {
        declared.terms.forEach(function (term, place) {
          group.appendChild(option("checkbox", term.label, place, "check-" + place));
        });
        group.appendChild(element("p", "Tick all that apply; what is not ticked does not apply.", { "class": "small" }));
      } else {
        data.variables[variable].cells.map(function (cell, place) {
          return { words: cell.words, place: place };
        }).sort(function (one, other) {
          return (one.words === "No") - (other.words === "No");
        }).forEach(function (cell) {
          group.appendChild(option("radio", cell.words, cell.place, "check-" + cell.place));
        });
      }
      form.appendChild(group);
      var note = element("p", "", { role: "alert" });
      form.appendChild(note);
      form.appendChild(element("button", "Next", { type: "submit", "class": "next" }));
      form.appendChild(button("Not known", function () {
        answers[fact] = { cells: {}, words: "not known" };
        show(true);
      }));
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        var chosen = Array.prototype.slice.call(group.querySelectorAll("input:checked")).map(
          function (input) { return Number(input.value); });
        if (declared.terms) {
          var cells = {};
          declared.terms.forEach(function (term, place) {
            cells[term.variable] = chosen.indexOf(place) < 0 ? 0 : 1;
          });
          var ticked = chosen.map(function (place) { return declared.terms[place]; });
          answers[fact] = {
            cells: cells, value: JSON.stringify(ticked.map(function (term) { return term.id; })),
            words: ticked.map(function (term) { return term.label; }).join("; ") || "none of these"
          };
        } else if (!chosen.length) {
          note.textContent = "Choose an answer, or “Not known”.";
          return;
        } else {
          var cell = data.variables[variable].cells[chosen[0]], of = {};
          of[variable] = chosen[0];
          answers[fact] = { cells: of, value: cell.example, words: cell.words, date: cell.date };
        }
        show(true);
      });
      questions.appendChild(form);
      if (moves) { group.firstChild.focus(); }
    }

    function request() {
      var facts = Object.keys(answers).filter(function (fact) { return answers[fact].value; }).map(
        function (fact) { return JSON.stringify(data.facts[fact].id) + ": " + answers[fact].value; });
      var dated = Object.keys(answers).map(function (fact) { return answers[fact]; }).filter(
        function (answer) { return answer.date; })[0];
      return "{\"id\": \"1\", \"policy\": " + JSON.stringify(data.policy) + ", \"revision\": "
        + JSON.stringify(data.revision)
        + (dated ? ", \"date\": " + JSON.stringify(dated.date) : "")
        + ", \"facts\": {" + facts.join(", ") + "}}";
    }

    function conclude(verdict, moves) {
      var heading = { met: "Met", "not-met": "Not met", "needs-information": "Needs information", "out-of-scope": "Out of scope" }[verdict.result];
      var statement = data.statements[verdict.statements[0]];
      if (verdict.outcome) { heading += ": " + statement.words.toLowerCase(); }
      result.appendChild(element("p", heading, { "class": "verdict", tabindex: "-1" }));
      var list = element("ul");
      if (verdict.result === "met") {
        result.appendChild(element("p", "Decided by:"));
        verdict.criteria.forEach(function (leaf) { list.appendChild(link(leaf.label, leaf.text)); });
        if (!verdict.criteria.length) { list.appendChild(link(statement.label, "")); }
      } else if (verdict.result === "not-met") {
        result.appendChild(element("p", "This is no denial: the request goes to clinical review by a qualified person."));
        list.appendChild(verdict.outcome ? link(statement.label, "") : link("criteria", "hold no criterion that is met"));
      } else if (verdict.result === "needs-information") {
        result.appendChild(element("p", "The answer hangs on:"));
        verdict.needs.forEach(function (fact) { list.appendChild(element("li", data.facts[fact].ask)); });
      } else {
        list.appendChild(link("scope", "says what this revision is about"));
      }
      result.appendChild(list);
      var details = element("details");
      details.appendChild(element("summary", "This case as a request"));
      details.appendChild(element("pre", request()));
      result.appendChild(details);
      result.appendChild(button("Start again", function () {
        answers = {};
        show(true);
      }));
      if (moves) { result.firstChild.focus(); }
    }

    function show(moves) {
      questions.textContent = "";
      result.textContent = "";
      var verdict = decide();
      result.setAttribute("data-verdict", "");
      showAnswers();
      var next = verdict.needs.filter(function (fact) { return !answers[fact]; })[0];
      if (next !== undefined) { return ask(next, moves); }
      result.setAttribute("data-verdict", JSON.stringify({
        result: verdict.result, outcome: verdict.outcome,
        criteria: verdict.criteria.map(function (leaf) { return leaf.label; }),
        needs: verdict.needs.map(function (fact) { return data.facts[fact].id; })
      }));
      conclude(verdict, moves);
    }

    show(false);
    document.getElementById("check").hidden = false;
    document.querySelectorAll(".scripted").forEach(function (item) { item.hidden = false; });
  })();

  """#
