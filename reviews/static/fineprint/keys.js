// A whole review by keyboard: every key presses what the mouse could press too.
(() => {
  "use strict";
  const { findings, chosen, choose, hear, sheet, wide } = window.fineprintReview;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  function move(by) {
    const list = findings();
    if (list.length) choose(list[Math.min(Math.max(list.indexOf(chosen()) + by, 0), list.length - 1)]);
    else document.getElementById("tab-findings")?.click();
  }

  function nextUndecided() {
    const list = findings();
    const at = list.indexOf(chosen());
    const next = [...list.slice(at + 1), ...list.slice(0, at + 1)].find((finding) => !finding.matches(".decided, .answered, .taken"));
    if (next) choose(next);
    else if (list.length) hear("Every finding is decided.");
    else document.getElementById("tab-findings")?.click();
  }

  // An act is for the finding that is chosen; where none is, the key chooses the first, and acts when it is hit again.
  function onChosen(act) {
    const finding = chosen();
    if (finding) act(finding);
    else nextUndecided();
  }

  const press = (selector, otherwise) => () => onChosen((finding) => {
    const button = finding.querySelector(selector);
    if (button) button.click();
    else hear(otherwise);
  });
  const CLOSED = "Nothing to decide here: the review is signed off, or deciding is not your part.";

  const openVerb = (name) => () => onChosen((finding) => {
    const panel = finding.querySelector(`details.verb.${name}`);
    if (!panel) {
      hear(CLOSED);
      return;
    }
    unfold(finding);
    panel.open = true;
    const field = panel.querySelector("textarea, select, input:not([type=hidden])");
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  });

  function unfold(finding) {
    const folded = finding.querySelector("details.decision");
    if (folded) folded.open = true;
  }

  function step(finding, radio) {
    unfold(finding);
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    finding.scrollIntoView({ block: "nearest" });
  }

  const stepAt = (place) => () => onChosen((finding) => {
    const radio = finding.querySelectorAll(".ladder input")[place];
    if (radio) step(finding, radio);
    else hear(CLOSED);
  });

  function fallBack() {
    onChosen((finding) => {
      const steps = all(".ladder input", finding);
      const below = steps[steps.findIndex((radio) => radio.checked) + 1];
      if (below) step(finding, below);
      else hear(steps.length ? "This is the last step of the ladder: below it you walk away." : CLOSED);
    });
  }

  // The finding that is chosen gives up its decision; where it has none, the one that was decided last on this page does.
  const acted = [];
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (form.matches(".decide, .conflict form")) acted.push(form.closest(".finding").id);
  });

  function undo() {
    const tab = document.querySelector(".undo button");
    if (!findings().length) {
      if (tab) tab.click();
      return;
    }
    let finding = chosen();
    let button = finding?.querySelector(".undo button");
    while (!button && acted.length) {
      finding = document.getElementById(acted.pop());
      button = finding?.querySelector(".undo button");
    }
    if (!button) {
      hear("Nothing to undo.");
      return;
    }
    if (finding !== chosen()) choose(finding);
    button.click();
  }

  function toSignOff() {
    const button = document.querySelector("#sign-off button");
    if (!button) {
      document.getElementById("tab-findings")?.click();
      return;
    }
    if (!wide.matches) sheet("full");
    button.focus();
    button.scrollIntoView({ block: "nearest" });
    hear(document.querySelector("#sign-off p")?.textContent || "");
  }

  Object.assign(window.fineprintKeys, {
    j: () => move(1),
    k: () => move(-1),
    n: nextUndecided,
    a: press('button[value="accepted"], button[value="theirs"]', CLOSED),
    e: openVerb("edit"),
    r: () => (chosen()?.matches(".point") ? press('button[value="insist"]', CLOSED) : openVerb("reject"))(),
    f: () => (chosen()?.matches(".point") ? press('button[value^="insist:"]', "There is no step to fall back to.") : fallBack)(),
    1: stepAt(0),
    2: stepAt(1),
    3: stepAt(2),
    u: () => (chosen()?.matches(".point") ? press('button[value="open"]', "Nothing to take back.") : undo)(),
    c: openVerb("say"),
    m: openVerb("assign"),
    h: () => onChosen((finding) => {
      unfold(finding);
      const told = finding.querySelector("details.told");
      if (!told) hear("Nobody has decided anything about it yet.");
      else if ((told.open = !told.open)) told.querySelector("summary").focus();
    }),
    o: () => onChosen((finding) => {
      const folded = finding.querySelector("details.decision");
      if (folded) folded.open = !folded.open;
    }),
    s: toSignOff,
    d: () => document.getElementById("paper-toggle")?.click(),
  });
})();
