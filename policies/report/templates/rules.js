// Searches the page. What is searched for stands in the address, as #search=kms+rotation, so that it can be sent.
"use strict";
(() => {
  const field = document.querySelector("input[type=search]");
  const told = document.querySelector("output");
  const rules = [...document.querySelectorAll("details.rule")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const services = [...document.querySelectorAll("section.service")];
  document.querySelector("#filters").hidden = false;

  const apply = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { row, text } of rules) row.hidden = !words.every((word) => text.includes(word));
    for (const each of services) each.hidden = !each.querySelector("details.rule:not([hidden])");
    told.textContent = `${rules.filter(({ row }) => !row.hidden).length} of ${rules.length} rules`;
  };
  const read = () => {
    const said = new URLSearchParams(location.hash.slice(1));
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches("details")) target.open = true;
    else field.value = said.get("search") || "";
    apply();
  };
  field.addEventListener("input", () => {
    history.replaceState(null, "", `#${field.value ? new URLSearchParams({ search: field.value }) : ""}`);
    apply();
  });
  addEventListener("hashchange", read);
  read();
})();
