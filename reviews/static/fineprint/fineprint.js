// Everything works without this file; it lends every page its keys.
(() => {
  "use strict";
  // A page adds its own keys here: { j: () => ... }.
  const keys = (window.fineprintKeys = {
    "/": () => {
      const search = document.getElementById("search");
      if (search) search.focus();
      else location.href = "/agreements/";
    },
    "?": () => document.getElementById("keys").showModal(),
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
