"use strict";
/* The contacts view: the chosen tile shows its card. Works by delegation, so the view may be drawn anew at any time. */
(() => {
  function show(state, { focus = false } = {}) {
    const card = document.getElementById(`gfa-office-${state}`);
    const view = card && card.closest(".gfa-offices");
    if (!view) return false;
    for (const other of view.querySelectorAll(".gfa-office[data-state]")) other.hidden = other !== card;
    view.querySelector(".gfa-offices-none").hidden = true;
    const tile = document.getElementById(`gfa-tile-${state}`);
    if (tile) tile.checked = true;
    for (const link of view.querySelectorAll("[data-action=show-office]")) {
      if (link.dataset.state === state) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (focus) {
      // The card is read because it is focused: no second announcement.
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
    } else {
      const status = view.querySelector("[data-announced]");
      status.textContent = status.dataset.announced.replace("{state}", card.dataset.name);
    }
    return true;
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches(".gfa-tile input")) show(event.target.value);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-action=show-office]");
    if (link && show(link.dataset.state, { focus: true })) event.preventDefault();
  });

  window.gfaOffices = { show };
})();
