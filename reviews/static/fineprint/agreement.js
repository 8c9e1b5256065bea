// The agreement's page works without this file; it makes the paper and the margin move each other, keeps what is typed
// over a swap, and lends the keyboard its keys.
(() => {
  "use strict";
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const findings = () => all(".finding");
  const chosen = () => document.querySelector(".finding.chosen");
  const wide = matchMedia("(min-width: 861px)");

  // Choosing -------------------------------------------------------------------------------------------------------

  const marksOf = (key) => all(`#paper [data-clauses~="${CSS.escape(key)}"]`);

  // Scrolls the paper alone: scrollIntoView would move the page, and the margin with it.
  function scrollPaper(mark) {
    const paper = document.getElementById("paper");
    if (!wide.matches) {
      mark.scrollIntoView({ block: "start" });
      return;
    }
    const at = mark.getBoundingClientRect().top - paper.getBoundingClientRect().top;
    paper.scrollTop += at - paper.clientHeight / 3;
  }

  function show(key) {
    all("#paper .chosen").forEach((mark) => mark.classList.remove("chosen"));
    if (!key) return;
    const marks = marksOf(key);
    marks.forEach((mark) => mark.classList.add("chosen"));
    if (marks[0]) scrollPaper(marks[0]);
  }

  function address(finding) {
    const url = new URL(location.href);
    const point = finding.matches(".point"); // of the round, which has a tab of its own
    url.searchParams.set(point ? "show" : "finding", finding.id.replace("finding-", ""));
    url.searchParams.delete(point ? "finding" : "show");
    url.hash = "";
    history.replaceState(history.state, "", url);
  }

  // Said to whoever does not see the page; what is the same as before is said again.
  function hear(words) {
    const place = document.getElementById("heard");
    place.textContent = "";
    requestAnimationFrame(() => { place.textContent = words; });
  }

  let current = null; // the id of the chosen finding, over every swap

  function choose(finding, { scroll = true, focus = true, paper = true, keep = true } = {}) {
    findings().forEach((other) => other.classList.toggle("chosen", other === finding));
    if (!finding) return;
    current = finding.id;
    if (paper) show(finding.dataset.clause);
    if (scroll) finding.scrollIntoView({ block: "nearest" });
    if (focus) finding.focus({ preventScroll: true });
    if (keep) address(finding);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const finding = link.closest(".finding");
      event.preventDefault();
      if (finding) choose(finding, { scroll: false, focus: false });
      show(link.dataset.show);
      if (!wide.matches) sheet("peek");
      return;
    }
    const mark = event.target.closest("#paper [data-clauses]");
    if (mark && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const here = mark.dataset.clauses.split(" ");
      const about = findings().filter((finding) => here.includes(finding.dataset.clause));
      if (!about.length) return; // the link leads to the Findings tab
      event.preventDefault();
      // A sentence may have several findings: choosing it again goes to the next.
      const next = about[(about.indexOf(chosen()) + 1) % about.length];
      if (!wide.matches) sheet("half");
      choose(next, { paper: false });
      all("#paper .chosen").forEach((other) => other.classList.remove("chosen"));
      marksOf(next.dataset.clause).forEach((other) => other.classList.add("chosen"));
      return;
    }
    const finding = event.target.closest(".finding");
    if (finding && finding !== chosen() && !event.target.closest("button, input, textarea, summary, a, label")) {
      choose(finding, { scroll: false });
    }
  });

  document.addEventListener("focusin", (event) => {
    const finding = event.target.closest(".finding");
    if (finding && finding !== chosen()) choose(finding, { scroll: false, focus: false });
  });

  // The ladder: another step has other words, which the editor takes over unless somebody has typed.
  document.addEventListener("change", (event) => {
    if (event.target.name !== "step" || event.target.type !== "radio") return;
    const finding = event.target.closest(".finding");
    const words = finding.querySelector("textarea[name=wording]");
    const step = finding.querySelector(`.step[data-step="${event.target.value}"]`);
    if (!words || !step) return;
    hear(`${event.target.closest("label").textContent.trim()} wording: ${step.dataset.new || "struck"}`);
    if (words.dataset.typed) words.dispatchEvent(new Event("input", { bubbles: true }));
    else {
      words.value = step.dataset.new;
      finding.querySelector(".live").innerHTML = step.innerHTML;
    }
  });

  // Fields --------------------------------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("textarea");
    if (field && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const button = (field.closest("details.verb") || field.form)?.querySelector("button:not([type=button])");
      button?.click();
    }
    if (event.key !== "Escape") return;
    const panel = event.target.closest("details.verb, details.menu");
    if (!panel) return;
    panel.open = false;
    (event.target.closest(".finding") || panel.querySelector("summary")).focus();
  });

  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener(
    "toggle",
    (event) => {
      const field = event.target.matches?.("details.verb") && event.target.open && event.target.querySelector("textarea, select, input:not([type=hidden])");
      if (!field) return;
      field.focus();
      if (field.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
    },
    true,
  );

  // What is typed survives a swap ------------------------------------------------------------------------------------

  const drafts = new Map();
  const nameOf = (field) => `${field.closest(".finding")?.id || "margin"} ${field.name} ${field.dataset.comment || field.dataset.words || ""}`;

  document.addEventListener("input", (event) => {
    if (!event.target.matches(".margin textarea")) return;
    event.target.dataset.typed = "yes";
    drafts.set(nameOf(event.target), event.target.value);
  });

  function restore() {
    all(".margin textarea").forEach((field) => {
      const words = drafts.get(nameOf(field));
      if (words === undefined || words === field.value || field.closest(".conflict")) return;
      field.value = words;
      field.dataset.typed = "yes";
      const panel = field.closest("details.verb");
      if (panel) panel.open = true;
      if (field.name === "wording") field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (event.detail.requestConfig.verb !== "post" || event.detail.elt !== form) return;
    // What is sent is kept by the server, or shown again by it.
    [...form.elements].forEach((field) => { if (field.matches("textarea")) drafts.delete(nameOf(field)); });
  });

  document.body.addEventListener("htmx:sendError", (event) => said(event, "Nothing was saved: the server could not be reached. What you typed is still here."));
  document.body.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    said(event, status === 401 || status === 403 ? "Nothing was saved: you are logged out, or your role does not allow it. Log in again in another tab, then try once more: what you typed is still here." : `Nothing was saved: the server answered ${status}. What you typed is still here; try again.`);
  });

  function said(event, words) {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = words;
    document.getElementById("said").replaceChildren(line);
    event.detail.elt.closest("form")?.querySelectorAll("textarea").forEach((field) => {
      if (field.dataset.typed) drafts.set(nameOf(field), field.value);
    });
  }

  window.addEventListener("beforeunload", (event) => {
    if (all(".margin textarea").some((field) => field.dataset.typed && field.value.trim() && field.offsetParent)) event.preventDefault();
  });

  // Where something was refused, the field that is asked for has the keyboard; two texts are to be read first.
  const HELD = "textarea, input, .conflict[tabindex]";
  const ASKED = ".conflict[tabindex], :is(.conflict, form:has(> .error), .editor:has(> .error)) :is(textarea:not([readonly]), input:not([type=hidden]))";

  // At once, not after settling: whoever types on must not type into nothing.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const swapped = event.detail.elt;
    if (document.activeElement !== document.body || !(swapped.id === current || swapped.id === "margin")) return;
    const field = swapped.querySelector(ASKED);
    if (field) {
      field.focus({ preventScroll: true });
      field.scrollIntoView({ block: field.matches(".conflict") ? "start" : "nearest" });
    } else if (swapped.id === current) swapped.focus({ preventScroll: true });
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    restore();
    const swapped = event.detail.elt;
    // Settling brings back the classes that the server sent; what has been chosen meanwhile stands.
    const finding = current && document.getElementById(current);
    if (finding && (swapped.id === "margin" || swapped.classList.contains("finding"))) {
      // The keyboard stays where it was: on the finding that was acted on.
      const lost = document.activeElement === document.body || swapped.contains(document.activeElement);
      choose(finding, { scroll: false, paper: false, focus: lost && !document.activeElement.closest(HELD) });
      if (!document.activeElement.closest(HELD)) finding.scrollIntoView({ block: "nearest" });
    }
    if (swapped.id === "main") begin(); // the reading is done
    if (swapped.id === "margin") {
      sheetHandle();
      if (document.activeElement === document.body) document.getElementById("margin-body").focus({ preventScroll: true });
    }
  });

  // On a phone the margin is a sheet over the paper -------------------------------------------------------------------

  const SHEET = ["peek", "half", "full"];
  let height = "half";

  function sheet(to) {
    height = to;
    const margin = document.getElementById("margin");
    if (!margin) return;
    SHEET.forEach((name) => margin.classList.toggle(name, name === to));
    const handle = margin.querySelector(".handle");
    handle.setAttribute("aria-expanded", String(to !== "peek"));
    handle.querySelector(".vh").textContent = { peek: "Open the margin", half: "Open the margin fully", full: "Fold the margin" }[to];
  }

  function sheetHandle() {
    const handle = document.querySelector(".handle");
    if (!handle) return;
    handle.hidden = false;
    sheet(height);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest(".handle")) sheet(SHEET[(SHEET.indexOf(height) + 1) % SHEET.length]);
    else if (event.target.closest(".tabs a") && height === "peek") sheet("half");
  });

  // The page opens at what the address names, else at the first finding's words. -----------------------------------------

  function begin() {
    sheetHandle();
    const opens = document.querySelector("#paper .chosen") || document.querySelector("#paper .opens");
    if (opens && (wide.matches || opens.matches(".chosen"))) scrollPaper(opens);
    if (chosen()) choose(chosen(), { paper: false, keep: false });
  }

  window.fineprintReview = { findings, chosen, choose, hear, sheet, wide }; // for the keys
  begin();
})();
