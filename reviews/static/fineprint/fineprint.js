// Everything works without this file; it makes the paper and the margin move each other, and lends the keyboard its keys.
(() => {
  "use strict";
  const findings = () => [...document.querySelectorAll(".finding")];
  const chosen = () => document.querySelector(".finding.chosen");

  function mark(clause) {
    document.querySelectorAll(".page rect.chosen, mark.chosen").forEach((e) => e.classList.remove("chosen"));
    if (!clause) return;
    const marks = document.querySelectorAll(`.page rect[data-clause="${CSS.escape(clause)}"], #clause-${CSS.escape(clause)}`);
    marks.forEach((e) => e.classList.add("chosen"));
    if (marks[0]) marks[0].scrollIntoView({ block: "center", behavior: "auto" });
  }

  function choose(finding, { scroll = true, address = true } = {}) {
    findings().forEach((f) => f.classList.toggle("chosen", f === finding));
    if (!finding) return;
    mark(finding.dataset.clause);
    if (scroll) finding.scrollIntoView({ block: "nearest" });
    finding.focus({ preventScroll: true });
    if (address) {
      const url = new URL(location.href);
      url.searchParams.set("finding", finding.id.replace("finding-", ""));
      history.replaceState(null, "", url);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show]");
    if (link) { event.preventDefault(); mark(link.dataset.show); return; }
    const rect = event.target.closest("rect[data-clause], mark[id]");
    if (rect) {
      const clause = rect.dataset.clause || rect.id.replace("clause-", "");
      mark(clause);
      const finding = findings().find((f) => f.dataset.clause === clause);
      if (finding) choose(finding);
      return;
    }
    const finding = event.target.closest(".finding");
    if (finding && !event.target.closest("button, input, textarea, summary, a, label")) choose(finding, { scroll: false });
  });

  document.addEventListener("change", (event) => {
    if (event.target.name !== "step") return;
    const finding = event.target.closest(".finding");
    finding.querySelectorAll(".step").forEach((s) => { s.hidden = s.dataset.step !== event.target.value; });
  });

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    a: () => press("accepted"),
    e: () => open("wording"),
    r: () => open("reason"),
    c: () => open("text"),
    d: () => document.getElementById("paper-toggle")?.click(),
    "/": () => { const s = document.getElementById("search"); if (s) s.focus(); else location.href = "/agreements/"; },
    "?": () => document.getElementById("keys").showModal(),
    1: () => step(0), 2: () => step(1), 3: () => step(2),
  };
  function move(by) {
    const all = findings();
    const at = all.indexOf(chosen());
    choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }
  function press(state) { chosen()?.querySelector(`button[value="${state}"]`)?.click(); }
  function open(name) {
    const field = chosen()?.querySelector(`[name="${name}"]`);
    if (!field) return;
    field.closest("details").open = true;
    field.focus();
  }
  function step(n) { chosen()?.querySelectorAll('input[name="step"]')[n]?.click(); }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  document.querySelectorAll(".drop").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const stop = (event) => { event.preventDefault(); form.classList.toggle("over", event.type === "dragover"); };
    form.addEventListener("dragover", stop);
    form.addEventListener("dragleave", stop);
    form.addEventListener("drop", (event) => { stop(event); input.files = event.dataTransfer.files; form.requestSubmit(); });
    input.addEventListener("change", () => form.requestSubmit());
  });

  const wanted = new URL(location.href).searchParams.get("finding");
  if (wanted) choose(document.getElementById(`finding-${wanted}`), { address: false });
})();
