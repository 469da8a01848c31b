// The search of the index: shows the policies whose entry contains every word of the query.
"use strict";

(() => {
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const items = [...document.querySelectorAll(".policies > li")];
  query.addEventListener("input", () => {
    const terms = query.value.toLowerCase().split(/\s+/);
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      item.hidden = !terms.every((term) => text.includes(term));
    }
    const count = items.filter((item) => !item.hidden).length;
    found.textContent = query.value ? count + " of " + items.length + " policies" : "";
  });
  document.getElementById("search").hidden = false;
})();
