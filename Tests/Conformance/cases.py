"""Checks that "Check a case" in a browser gives the same answers as `policyc decide`.

It clicks through the questions for one case of each distinguishable class, and for random cases in which
some answers are not known. policyc then decides the request that the page displays.

usage: cases.py POLICYC GENERATED [GENERATED...]
"""
import json
import pathlib
import random
import subprocess
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

POLICYC = pathlib.Path(sys.argv[1]).resolve()
RANDOM_CASES = 150

# Clicks through one case. `known` maps each known variable to its cell.
CLICK = """(known) => {
  const data = JSON.parse(document.getElementById('check-data').textContent);
  const result = document.getElementById('check-result');
  const again = [...result.querySelectorAll('button')].find(b => b.textContent === 'Start again');
  if (again) again.click();
  let asked = [];
  while (!result.getAttribute('data-verdict')) {
    const form = document.querySelector('#check-questions form');
    const question = form.querySelector('legend').textContent;
    const fact = data.facts.findIndex((f, n) => f.ask === question && !asked.includes(n));
    asked.push(fact);
    const terms = data.facts[fact].terms;
    const variable = data.variables.findIndex(v => v.fact === fact);
    const isKnown = terms ? terms.every(t => known[t.variable] !== undefined) : known[variable] !== undefined;
    if (!isKnown) {
      [...form.querySelectorAll('button')].find(b => b.textContent === 'Not known').click();
      continue;
    }
    for (const input of form.querySelectorAll('input')) {
      const on = terms ? known[terms[input.value].variable] === 1 : known[variable] === Number(input.value);
      if (on) input.click();
    }
    form.querySelector('button.next').click();
  }
  return [JSON.parse(result.getAttribute('data-verdict')), result.querySelector('pre').textContent,
          result.textContent, [...result.querySelectorAll('a')].map(a => a.getAttribute('href')), asked.length];
}"""


def classes(data):
    """The cells along every path from the root to an answer. Of each set, either all terms are known or none."""
    sets = {v["fact"] for v in data["variables"] if "term" in v}
    paths = []

    def walk(ref, known):
        if isinstance(ref, str):
            whole = dict(known)
            for number, variable in enumerate(data["variables"]):
                if variable["fact"] in sets:
                    whole.setdefault(number, 0)
            paths.append(whole)
            return
        variable, *children = data["nodes"][ref]
        for cell, child in enumerate(children):
            walk(child, {**known, variable: cell})

    walk(data["root"], {})
    return paths


def random_case(data, chance):
    known, sets = {}, {}
    for number, variable in enumerate(data["variables"]):
        if "term" in variable:
            sets.setdefault(variable["fact"], []).append(number)
        elif chance.random() < 0.75:
            known[number] = chance.randrange(len(variable["cells"]))
    for members in sets.values():
        if chance.random() < 0.8:
            share = chance.choice([0, 0.05, 0.3])
            known.update({number: int(chance.random() < share) for number in members})
    return known


def compare(page_path, page):
    page.goto(page_path.resolve().as_uri())
    if not page.locator("#check-data").count():
        assert "too large" in page.locator("#check").text_content()
        print(f"{page_path}: states that its decision is too large for the page")
        return
    data = json.loads(page.locator("#check-data").text_content())
    assert page.locator("#check").is_visible()
    paths = classes(data)
    chance = random.Random(str(page_path.name))
    cases = paths + [random_case(data, chance) for _ in range(RANDOM_CASES)]
    asked, requests, found = 0, [], []
    for known in cases:
        verdict, request, words, links, count = page.evaluate(CLICK, known)
        asked += count
        found.append(verdict)
        requests.append(request)
        for href in links:
            assert page.locator(f"[id='{href[1:]}']").count() == 1, (page_path, href)
        if verdict["result"] == "met":
            assert [f"#{label}" for label in verdict["criteria"]] == links or not verdict["criteria"]
    generated = page_path.parents[2]
    run = subprocess.run(
        [POLICYC, "decide", "--compiled", generated.name, "-"], input="\n".join(requests) + "\n",
        cwd=generated.parent, capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(cases), run.stderr
    for known, verdict, request, answer in zip(cases, found, requests, answers):
        expected = {key: answer.get(key) for key in verdict}
        assert set(verdict) == {"result", "outcome", "statement", "criteria", "criterion_ids", "needs"}
        if verdict != expected:
            print(f"{page_path}: {request}\n  page:    {verdict}\n  policyc: {expected}")
            sys.exit(1)
    results = sorted({verdict["result"] for verdict in found})
    print(f"{page_path.parent.name} of {page_path.parents[1].name}: {len(paths)} classes and "
          f"{RANDOM_CASES} random cases, {asked / len(cases):.1f} questions each, all as policyc decides "
          f"({', '.join(results)})")


def by_keyboard(page):
    """Answers the questions using only Tab, Space and Enter. The focus must move to the next question or the answer."""
    page.goto(next(pathlib.Path(sys.argv[2]).glob("*/*/policy.html")).resolve().as_uri())
    page.locator("#check input").first.focus()
    for _ in range(20):
        if page.locator("#check-result .verdict").count():
            break
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        focused = page.evaluate("document.activeElement.tagName + document.activeElement.className")
        assert focused in ("LEGEND", "Pverdict"), focused
        page.keyboard.press("Tab")
    assert page.locator("#check-result .verdict").count() == 1
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    violations = Axe().run(page, options=rules).response["violations"]
    assert not violations, violations
    print("keyboard only: answered, and axe-core finds no violation")


def without_script(browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(next(pathlib.Path(sys.argv[2]).glob("*/*/policy.html")).resolve().as_uri())
    assert page.locator("#criteria").is_visible() and not page.locator("#check").is_visible()
    assert not page.locator("a[href='#check']").is_visible()
    print("without scripts: the page is complete and does not offer anything that needs a script")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_context(offline=True).new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for folder in sys.argv[2:]:
        for path in sorted(pathlib.Path(folder).glob("*/*/policy.html")):
            compare(path, page)
    by_keyboard(page)
    without_script(browser)
    assert not errors, errors
    browser.close()
