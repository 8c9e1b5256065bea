// The page of two versions works without this file; it lends n and p, and j and k, to walk the changes.
(() => {
  "use strict";
  const changes = [...document.querySelectorAll(".pair[id]")];
  const said = document.querySelector("[data-at]");
  if (!changes.length) return;
  let at = -1;

  function go(by) {
    at = at < 0 && by < 0 ? changes.length - 1 : (at + by + changes.length) % changes.length;
    changes.forEach((change) => change.classList.toggle("here", change === changes[at]));
    changes[at].focus({ preventScroll: true });
    changes[at].scrollIntoView({ block: "center" });
    said.textContent = `${at + 1} of ${changes.length}`;
    history.replaceState(history.state, "", `#${changes[at].id}`);
  }

  document.querySelectorAll("[data-step]").forEach((link) => {
    link.addEventListener("click", (event) => { event.preventDefault(); go(Number(link.dataset.step)); });
  });
  Object.assign(window.fineprintKeys, { n: () => go(1), p: () => go(-1), j: () => go(1), k: () => go(-1) });
  const named = changes.findIndex((change) => `#${change.id}` === location.hash);
  if (named >= 0) { at = named - 1; go(1); }
})();
