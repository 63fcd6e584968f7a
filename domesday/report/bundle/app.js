// Shows where values and findings stand, filters, and takes decisions. Every text of a document is set as text,
// never as HTML. Without this script the pages say the same, but for the pictures.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const made = (name, css, text) => {
    const element = document.createElement(name);
    if (css) element.className = css;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const held = $("#data");
  const data = held ? JSON.parse(held.textContent) : { documents: {} };

  // ---- places -------------------------------------------------------------------------------------------

  const placesOf = text => (text || "").split(";").filter(Boolean).map(part => {
    const [at, range] = [part.slice(0, part.indexOf(":")), part.slice(part.indexOf(":") + 1)];
    if (at[0] === "l") {
      const [begin, end] = range.split("-").map(Number);
      return { line: Number(at.slice(1)), begin, end };
    }
    const [left, top, right, bottom] = range.split(",").map(Number);
    return { page: Number(at.slice(1)), left, top, right, bottom };
  });

  // Characters that turn the direction of reading are shown by their number.
  const shown = text => text.replace(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g,
    c => "[U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");

  function sheet(source, folder, number, places, zoom) {
    const page = source.pages[number];
    const figure = made("div");
    figure.append(made("p", "caption", "page " + number));
    if (!page || page.missing || !page.file) {
      figure.append(made("p", "hint", page && page.missing ? "No image of this page: " + page.missing : "No image of this page."));
      return figure;
    }
    const area = made("div", "sheet");
    area.style.width = zoom + "%";
    area.style.aspectRatio = page.pixelWidth + " / " + page.pixelHeight;
    const image = made("img");
    image.alt = "page " + number + " of " + source.name;
    image.src = folder + page.file;
    area.append(image);
    for (const place of places) {
      const box = made("span", "box");
      const rim = 1.5;  // points, so that the frame does not hide the letters' edges
      box.style.left = 100 * (place.left - rim) / page.width + "%";
      box.style.top = 100 * (place.top - rim) / page.height + "%";
      box.style.width = 100 * (place.right - place.left + 2 * rim) / page.width + "%";
      box.style.height = 100 * (place.bottom - place.top + 2 * rim) / page.height + "%";
      area.append(box);
    }
    figure.append(area);
    return figure;
  }

  function lineOf(number, text, ranges) {
    const row = made("div", "line");
    row.append(made("span", "", String(number)));
    const content = made("span");
    const letters = [...text];
    let at = 0;
    for (const { begin, end } of ranges.sort((a, b) => a.begin - b.begin)) {
      if (begin > at) content.append(shown(letters.slice(at, begin).join("")));
      if (end > Math.max(at, begin)) content.append(made("mark", "", shown(letters.slice(Math.max(at, begin), end).join(""))));
      at = Math.max(at, end);
    }
    content.append(shown(letters.slice(at).join("")));
    row.append(content);
    return row;
  }

  function dump(source, places) {
    const block = made("div", "dump");
    const wanted = new Set();
    for (const { line } of places) for (let near = line - 3; near <= line + 3; ++near) if (near in source.lines) wanted.add(near);
    let before = 0;
    for (const number of [...wanted].sort((a, b) => a - b)) {
      if (before && number > before + 1) block.append(made("div", "gap", "…"));
      block.append(lineOf(number, source.lines[number], places.filter(place => place.line === number)));
      before = number;
    }
    return block;
  }

  let zoom = 100;
  function show(view, sha256, places) {
    const source = data.documents[sha256];
    view.replaceChildren();
    if (!source) return;
    if (source.missing) view.append(made("p", "hint", "The source cannot be shown: " + source.missing));
    else if (places.length === 0) view.append(made("p", "hint", "It has no place: nothing is printed."));
    else if (places[0].line) view.append(dump(source, places));
    else {
      const base = view.id === "source" ? 100 : 190;
      const folder = sha256 === data.document ? "" : "../" + source.folder + "/";
      for (const number of new Set(places.map(place => place.page)))
        view.append(sheet(source, folder, number, places.filter(place => place.page === number), base * zoom / 100));
    }
    const first = $(".box, mark", view);
    if (!first) return;
    const centre = () => {
      const [outer, inner] = [view.getBoundingClientRect(), first.getBoundingClientRect()];
      view.scrollTop += inner.top - outer.top - Math.max(10, (outer.height - inner.height) / 3);
      view.scrollLeft += inner.left - outer.left - Math.max(10, (outer.width - inner.width) / 2);
    };
    centre();
  }

  // ---- selection ----------------------------------------------------------------------------------------

  const subjects = () => $$(".finding, .value").filter(item => item.getClientRects().length > 0);
  let current = null;

  function refresh(item) {
    if (item.classList.contains("value")) {
      if ($("#source")) show($("#source"), data.document, placesOf(item.dataset.places));
      return;
    }
    for (const view of $$(".view", item)) show(view, view.dataset.document, placesOf(view.dataset.places));
  }

  function select(item, focus) {
    if (current) current.classList.remove("current");
    current = item;
    if (!item) return;
    item.classList.add("current");
    refresh(item);
    if (focus) {
      const target = item.classList.contains("finding") ? item : $(".place", item);
      if (target) target.focus({ preventScroll: true });
      item.scrollIntoView({ block: item.classList.contains("finding") ? "start" : "center" });
    }
    tell();
  }

  function step(by) {
    const items = subjects();
    if (items.length === 0) return;
    const at = current ? items.indexOf(current) : by > 0 ? -1 : items.length;
    select(items[Math.min(items.length - 1, Math.max(0, at + by))], true);
  }

  document.addEventListener("click", event => {
    const item = event.target.closest(".value, .finding");
    if (item && (event.target.closest(".place, .text, .finding") || item.tagName === "TR") && !event.target.closest("a, summary"))
      select(item, false);
  });

  function follow() {
    const item = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (!item) return;
    if (item.matches(".value, .finding")) select(item, true);
    else item.scrollIntoView();
  }
  addEventListener("hashchange", follow);

  // Pictures of findings are made when they come near the window.
  const near = "IntersectionObserver" in window ? new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) { near.unobserve(entry.target); refresh(entry.target); }
  }, { rootMargin: "600px" }) : null;
  for (const item of $$(".finding")) near ? near.observe(item) : refresh(item);

  // ---- filters ------------------------------------------------------------------------------------------

  function filter() {
    const wanted = $$(".filter").filter(control => control.value).map(control => [control.dataset.filter, control.value]);
    const containing = ($("#containing") ? $("#containing").value : "").toLocaleLowerCase();
    const items = $$(".entry, .finding, .row");
    let count = 0;
    for (const item of items) {
      const fits = ([name, value]) => {
        const has = item.dataset[name] || "";
        return has === value || (item.classList.contains("entry") && name !== "owner" && has.split(" ").includes(value));
      };
      item.hidden = !wanted.every(fits) || !item.textContent.toLocaleLowerCase().includes(containing);
      count += !item.hidden;
    }
    const stage = wanted.find(([name]) => name === "stage");
    for (const row of $$(".entry tr.value")) row.hidden = Boolean(stage) && row.dataset.field !== "scores." + stage[1];
    if ($("#shown")) $("#shown").textContent = count === items.length ? "" : count + " of " + items.length + " shown";
  }
  for (const control of $$(".filter, #containing")) control.addEventListener("input", filter);
  for (const form of $$(".filters")) form.addEventListener("submit", event => event.preventDefault());

  // ---- decisions ----------------------------------------------------------------------------------------

  const served = $("meta[name=domesday-serve]");
  const key = "domesday-decisions";
  const memory = {};
  const kept = (() => {  // a browser may keep nothing for pages from a disk: then for as long as the page is open
    try { localStorage.setItem(key + "-test", ""); return localStorage; } catch { return { getItem: k => memory[k] || null, setItem: (k, v) => { memory[k] = v; } }; }
  })();
  const load = () => { try { return JSON.parse(kept.getItem(key)) || {}; } catch { return {}; } };
  let decisions = load();

  const idOf = item => data.document + "/" + data.revision + "/" + (item.classList.contains("finding") ? "finding/" : "value/" + item.dataset.register + "/") + item.id;

  function decisionOf(item, decision, value, comment) {
    const finding = item.classList.contains("finding");
    const text = name => name in item.dataset ? item.dataset[name] : null;
    return { document: data.document, revision: data.revision, subject: finding ? "finding" : "value",
      register: finding ? null : Number(item.dataset.register), entry: finding ? null : Number(item.dataset.entry),
      field: finding ? null : item.dataset.field,
      finding: finding ? { check: item.dataset.check, entry: text("findingEntry"), stage: text("stage"), printed: text("printed"), expected: text("expected") } : null,
      extracted: item.dataset.extracted || "", decision, value, comment: comment || "",
      who: $("#who").value.trim(), when: new Date().toISOString().replace(/\.\d+Z$/, "Z") };
  }

  const words = { agree: "agreed", wrong: "wrong", question: "question" };
  function mark(item) {
    const decision = decisions[idOf(item)];
    let label = $(":scope .decided", item);
    if (!decision) { if (label) label.remove(); return; }
    if (!label) {
      label = made("span", "decided");
      (item.classList.contains("finding") ? $("h2", item) : $("dd", item) || item.lastElementChild).append(" ", label);
    }
    label.className = "decided " + decision.decision;
    label.textContent = "✓ " + words[decision.decision] + (decision.value ? ": " + shown(decision.value) : "") + (decision.comment ? " – " + shown(decision.comment) : "");
  }

  function tell(note) {
    if (!$("#decide")) return;
    const decision = current && decisions[idOf(current)];
    $("#selected").textContent = (current ? "Selected: " + shown(current.dataset.name) : "Nothing is selected.") + (decision ? " – " + words[decision.decision] : "");
    const count = Object.keys(decisions).length;
    $("#count").textContent = note || (count === 0 ? "no decisions yet" : count + (count === 1 ? " decision" : " decisions"));
  }

  function keep(item, decision) {
    decisions = Object.assign(load(), decisions);
    if (decision) decisions[idOf(item)] = decision; else delete decisions[idOf(item)];
    try { kept.setItem(key, JSON.stringify(decisions)); } catch { /* full: the page itself still has them */ }
    mark(item);
    tell();
    if (served && decision) withName(() => send([signed(decision)]));
  }

  const bundled = list => JSON.stringify({ format: "domesday-decisions", version: 1, decisions: list }, null, 1) + "\n";

  function send(list) {
    fetch("/decisions", { method: "POST", headers: { "Content-Type": "application/json", "X-Domesday-Token": served.content }, body: bundled(list) })
      .then(answer => tell(answer.ok ? "saved in the store" : "not saved: the program answers " + answer.status))
      .catch(() => tell("not saved: the program does not answer"));
  }

  function ask(question, given, then) {
    const [dialog, answer] = [$("#ask"), $("#answer")];
    $("#asked").textContent = question;
    answer.value = given || "";
    $("form", dialog).onsubmit = event => { if (event.submitter.value === "ok") then(answer.value); };
    dialog.showModal();
    answer.focus();
  }

  const signed = decision => decision.who ? decision : Object.assign({}, decision, { who: $("#who").value.trim() });

  function withName(then) {
    if ($("#who").value.trim()) return then();
    ask("Your name: it stands beside each of your decisions", "", name => {
      $("#who").value = name.trim();
      kept.setItem(key + "-who", $("#who").value);
      if ($("#who").value) then();
    });
  }

  function decide(decision) {
    const item = current;
    if (!item || !item.id || !$("#decide")) return tell("select a value or finding first");
    const before = decisions[idOf(item)] || {};
    if (decision === "agree") keep(item, decisionOf(item, "agree", null, before.comment));
    else if (decision === "wrong") ask("The right value of " + item.dataset.name, before.value || item.dataset.extracted, value => keep(item, decisionOf(item, "wrong", value, before.comment)));
    else ask("Your question about " + item.dataset.name, before.comment, comment => keep(item, decisionOf(item, "question", null, comment)));
  }

  function comment() {
    const item = current, before = item && decisions[idOf(item)];
    if (!before) return tell("decide first, then comment");
    ask("Comment on " + item.dataset.name, before.comment, text => keep(item, Object.assign({}, before, { comment: text, when: new Date().toISOString().replace(/\.\d+Z$/, "Z") })));
  }

  function save() {
    if (Object.keys(decisions).length === 0) return tell("nothing to save yet");
    withName(write);
  }

  function write() {
    const all = Object.keys(decisions).sort().map(name => signed(decisions[name]));
    if (served) return send(all);
    const link = made("a");
    link.href = URL.createObjectURL(new Blob([bundled(all)], { type: "application/json" }));
    link.download = "domesday-decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    tell(all.length + " saved: domesday review import domesday-decisions.json");
  }

  function enlarge() {
    zoom = zoom === 100 ? 180 : 100;
    if (current) refresh(current);
  }

  if ($("#decide")) {
    $("#decide").hidden = false;
    for (const button of $$("[data-decide]")) button.addEventListener("click", () => decide(button.dataset.decide));
    $("#comment").addEventListener("click", comment);
    $("#undo").addEventListener("click", () => current && keep(current, null));
    $("#save").addEventListener("click", save);
    $("#keys").addEventListener("click", () => $("#help").showModal());
    $("#who").value = kept.getItem(key + "-who") || "";
    $("#who").addEventListener("change", () => kept.setItem(key + "-who", $("#who").value));
    $$(".finding, .value").filter(item => item.id).forEach(mark);
    tell();
  }

  const keys = { n: () => step(1), p: () => step(-1), t: () => decide("agree"), w: () => decide("wrong"), q: () => decide("question"),
    c: comment, u: () => current && keep(current, null), z: enlarge, s: save, "?": () => $("#help").showModal() };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const act = keys[event.key];
    if (!act || (!$("#decide") && !"npz".includes(event.key))) return;
    event.preventDefault();
    act();
  });

  follow();
  // before anything is chosen the first value's page is shown
  if (!current && $("#source") && $(".value")) show($("#source"), data.document, placesOf($(".value").dataset.places));
})();
