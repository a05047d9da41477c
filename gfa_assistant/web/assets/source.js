"use strict";
/* A document's page: says so when the linked passage is no longer there, and brings what is marked into view. */
(() => {
  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1));
    const changed = document.querySelector(".gfa-changed");
    const target = id && document.getElementById(id);
    if (changed) changed.hidden = !id || Boolean(target);
    if (!target || !target.classList.contains("gfa-passage")) return;
    const mark = target.querySelector("mark");
    const box = target.querySelector(".gfa-boxes rect");
    if (box) box.closest(".gfa-pages").scrollTop = Math.max(0, box.getBoundingClientRect().top - box.closest(".gfa-pages").getBoundingClientRect().top - 60);
    (box ? target : mark || target).scrollIntoView({ block: box || !mark ? "start" : "center" });
    target.focus({ preventScroll: true });
  }
  addEventListener("hashchange", arrive);
  // The outline is open beside the text and folded above it, where it would push the text away.
  if (matchMedia("(max-width: 63.99rem)").matches) document.querySelector(".gfa-outline details")?.removeAttribute("open");
  arrive();
})();
