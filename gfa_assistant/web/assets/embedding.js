"use strict";
/* The view for web editors: the form is sent when the view is opened and whenever it changes; parts are copied. */
(() => {
  function form(element, choose) {
    const fields = element.querySelector("form");
    const colours = element.querySelector("#gfa-embed-colours");
    const server = new URL(document.documentElement.lang === "en" ? "../" : "./", location.href).href.replace(/\/$/, "");
    let isSent = false;
    const send = () => {
      isSent = true;
      // The button's side means nothing where there is no button.
      fields.elements.position.disabled = fields.elements.mode.value === "inline";
      colours.hidden = !fields.elements["own-colours"].checked;
      choose({ ...Object.fromEntries(new FormData(fields)), server });
    };
    const sendOnce = () => {
      if (!isSent && location.hash === "#einbetten") send();
    };
    fields.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    fields.addEventListener("change", send);
    addEventListener("hashchange", sendOnce);
    sendOnce();
  }

  function result(element) {
    element.addEventListener("click", async (event) => {
      const button = event.target.closest("[data-action=copy-part]");
      if (!button) return;
      const text = button.closest(".gfa-embed-part").querySelector("pre");
      const status = element.querySelector(".gfa-copied");
      status.textContent = "";
      await gfa.copy(text, button, status);
    });
    // The preview says how high it is; its messages come from this origin and its own window only.
    addEventListener("message", (event) => {
      const frame = element.querySelector(".gfa-embed-preview");
      if (event.origin !== location.origin || !frame || event.source !== frame.contentWindow) return;
      const { type, height } = event.data ?? {};
      if (type === "gfa:resize" && Number.isFinite(height)) frame.height = Math.min(Math.max(height, 200), 5000);
    });
  }

  window.gfaEmbedding = { form, result };
})();
