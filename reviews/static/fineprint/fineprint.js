// Everything works without this file; it lends every page its keys, and the drop zones their dropping.
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

  document.querySelectorAll(".drop").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const stop = (event) => {
      event.preventDefault();
      form.classList.toggle("over", event.type === "dragover");
    };
    form.addEventListener("dragover", stop);
    form.addEventListener("dragleave", stop);
    form.addEventListener("drop", (event) => {
      stop(event);
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    input.addEventListener("change", () => form.requestSubmit());
  });
})();
