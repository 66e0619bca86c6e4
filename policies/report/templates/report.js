// Filters the page. The filter stands in the address, as #control=pci-dss-4.0.1:3.5.1&status=waived, so that it can
// be sent to others. Without this script everything is there to read, unfiltered.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse(document.getElementById("data").textContent);
  const panel = document.getElementById("filters");
  const fields = all("input, select", panel);
  const shown = panel.querySelector("output");
  const clear = panel.querySelector("button");

  const findings = all("li[data-f]").map((row) => {
    const [rule, place, status, owners = ""] = row.dataset.f.split(" ");
    const about = row.querySelector("a").hash.slice(1);
    return { row, about, rule: +rule, place: +place, status: +status, owners: owners ? owners.split(",").map(Number) : [] };
  });
  const open = new Map(); // what did not pass, by resource
  for (const each of findings) open.set(each.about, [...(open.get(each.about) ?? []), each]);
  const controls = all("details[data-c]").map((row) => ({ row, key: row.dataset.c }));
  const rules = all("details[data-r]").map((row) => ({ row, rule: +row.dataset.r }));
  const resources = all("li[data-p]").map((row) => ({
    row,
    place: +row.dataset.p,
    judges: [row.closest("details").id, ...all("a", row.lastElementChild).map((link) => link.hash.slice(1))].flatMap(
      (anchor) => data.judges[anchor]
    ),
  }));
  const number = (many) => many.toLocaleString("en");
  const of = (some, whole) => (some === whole ? number(whole) : `${number(some)} of ${number(whole)}`);
  const texts = new WeakMap();
  const text = (row) => texts.get(row) ?? texts.set(row, row.textContent.toLowerCase()).get(row);

  function apply(missing = []) {
    const wanted = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
    const active = Object.values(wanted).some(Boolean);
    const is = (name, value) => !wanted[name] || wanted[name] === value;
    const says = (row) => words.every((word) => text(row).includes(word));
    const keyFits = (key) => is("control", key) && (!wanted.framework || key.startsWith(`${wanted.framework}:`));
    const ruleFits = data.rules.map(
      ([severity, keys]) =>
        is("severity", data.severities[severity]) &&
        ((!wanted.control && !wanted.framework) || keys.some((key) => keyFits(data.controls[key])))
    );
    const placeFits = data.places.map(([system, region]) => is("system", system) && is("region", region));
    const statusFits = (status, owners) =>
      is("status", data.statuses[status]) && (!wanted.owner || owners.some((each) => data.owners[each] === wanted.owner));

    const counts = data.statuses.map(() => 0);
    const found = new Set();
    let total = 0;
    for (const [rule, place, status, owners, many] of data.findings) {
      total += many;
      if (!ruleFits[rule] || !placeFits[place] || !statusFits(status, owners)) continue;
      counts[status] += many;
      found.add(rule);
    }
    const underControls = new Set([...found].flatMap((rule) => data.rules[rule][1].map((key) => data.controls[key])));
    const ofFindings = wanted.system || wanted.region || wanted.status || wanted.owner;
    const ofVerdicts = wanted.severity || wanted.control || wanted.framework || wanted.status || wanted.owner;

    const keep = (row, kept) => ((row.hidden = !kept), kept);
    const fits = (each) => ruleFits[each.rule] && placeFits[each.place] && statusFits(each.status, each.owners);
    const apart = new Set(); // findings that did not pass, each once
    for (const each of findings) {
      const card = each.row.closest(".card, .control, .rule");
      if (keep(each.row, fits(each) && (says(each.row) || says(card)))) apart.add(`${each.rule} ${each.about} ${each.status}`);
    }
    const passes = is("status", "passed") && !wanted.owner;
    const many = [
      controls.filter(({ row, key }) =>
        keep(row, keyFits(key) && says(row) && (underControls.has(key) || !(ofFindings || wanted.severity)))
      ),
      rules.filter(({ row, rule }) => keep(row, ruleFits[rule] && says(row) && (found.has(rule) || !ofFindings))),
      resources.filter(({ row, place, judges }) => {
        const here = open.get(row.id) ?? [];
        const passed = (rule) => passes && ruleFits[rule] && !here.some((each) => each.rule === rule);
        return keep(row, placeFits[place] && says(row) && (!ofVerdicts || here.some(fits) || judges.some(passed)));
      }),
    ].map((kept) => kept.length);

    for (const part of all(".stack, .found, .card, .type, .places")) {
      const rows = all("li[data-f], li[data-p]", part);
      const left = rows.filter((row) => !row.hidden).length;
      if (rows.length) part.hidden = !left;
      const told = part.querySelector(":scope > summary .many");
      if (told && rows.length) told.textContent = of(left, rows.length);
    }
    for (const section of all("main > section")) section.hidden = active && !section.matches(".filtered");
    for (const section of all(".filtered"))
      section.querySelector(".none").hidden = !active || all(".card, .control, .rule, .type", section).some((row) => !row.hidden);

    const matching = counts.reduce((sum, each) => sum + each, 0);
    const told = data.statuses.flatMap((status, each) => (counts[each] ? `${number(counts[each])} ${status}` : [])).join(", ");
    const sentence = words.length
      ? `${number(apart.size)} findings that did not pass`
      : `${of(matching, total)} findings${active && told ? ` (${told})` : ""}`;
    const lists = [controls, rules, resources].map((list, each) => of(many[each], list.length));
    shown.textContent =
      missing.map((each) => `This report has no ${each}. `).join("") +
      `${sentence}; ${lists[0]} controls, ${lists[1]} rules and checks, ${lists[2]} resources.`;
    clear.hidden = !active;
  }

  function write() {
    const said = fields.filter((field) => field.value.trim());
    const pairs = said.map((field) => `${field.name}=${encodeURIComponent(field.value.trim()).replaceAll("%3A", ":")}`);
    history.replaceState(null, "", pairs.length ? `#${pairs.join("&")}` : location.pathname + location.search);
    apply();
  }

  function reveal(target) {
    for (let each = target; each; each = each.parentElement) if (each.matches("details")) each.open = true;
    target.scrollIntoView();
  }

  function read() {
    const said = location.hash.slice(1);
    if (said.includes("=")) {
      const pairs = new URLSearchParams(said);
      for (const field of fields) field.value = pairs.get(field.name) ?? "";
      apply(fields.filter((field) => field.value !== (pairs.get(field.name) ?? "")).map((field) => `${field.name} ${pairs.get(field.name)}`));
      const control = controls.find(({ key }) => key === pairs.get("control"));
      reveal(control && !control.row.hidden ? control.row : panel);
      return;
    }
    const target = said && document.getElementById(said);
    if (!target) return;
    if (target.closest("[hidden]")) {
      for (const field of fields) field.value = "";
      apply();
    }
    reveal(target);
  }

  panel.hidden = false;
  panel.addEventListener("input", write);
  clear.addEventListener("click", () => {
    for (const field of fields) field.value = "";
    write();
    fields[0].focus();
  });
  addEventListener("hashchange", read);
  apply();
  read();
})();
