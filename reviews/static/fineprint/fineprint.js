// Everything works without this file; it lends every page its keys.
(() => {
  "use strict";
  const dialog = document.getElementById("keys");

  // A ladder's step or a tick is chosen with the mouse, and the keys go on; where words are typed they are silent.
  const WORDS = "textarea, select, dialog, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])";
  window.fineprintTyping = (event) => event.ctrlKey || event.metaKey || event.altKey || event.isComposing || Boolean(event.target.closest(WORDS)) || off();

  // Whoever speaks to the machine or hits keys by accident can turn single keys off; the browser keeps that.
  const off = () => { try { return localStorage.getItem("fineprint-keys") === "off"; } catch { return false; } };
  const tick = document.getElementById("keys-on");
  tick.closest("label").hidden = false;
  tick.checked = !off();
  tick.addEventListener("change", () => { try { localStorage.setItem("fineprint-keys", tick.checked ? "on" : "off"); } catch { tick.checked = true; } });

  const list = () => { if (!dialog.open) dialog.showModal(); };
  // A page adds its own keys here: { j: () => ... }.
  const keys = (window.fineprintKeys = {
    "/": () => {
      const search = document.getElementById("search");
      if (search) search.focus();
      else location.href = "/agreements/";
    },
    "?": list,
  });

  document.addEventListener("keydown", (event) => {
    if (window.fineprintTyping(event)) return;
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act) return;
    event.preventDefault();
    if (!event.repeat || event.key === "j" || event.key === "k") act(); // a key that is held acts once
  });

  const lent = () => document.querySelectorAll("[data-keys]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-keys]")) list(); });
  document.body.addEventListener("htmx:afterSettle", lent);
  lent();

  // What an act said stays until the next one, or until Escape.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("textarea, input, dialog")) document.getElementById("said").replaceChildren();
  });
})();
