"use strict";
/* What the page does in the browser besides Gradio: delegated clicks, focus and scrolling. No request of its own. */
(() => {
  let opener = null; // the control a source was opened from: focus goes back to it

  const control = (event) => event.target.closest("[data-action]");

  // A source's link leads to the document's own page, for whoever wants that in another window.
  const isForAnotherWindow = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

  function showNewest(element) {
    const questions = element.querySelectorAll(".gfa-question");
    const newest = questions[questions.length - 1];
    if (!newest) return;
    newest.scrollIntoView({ block: "start" });
    // Whoever typed goes on typing; whoever pressed a question that is gone now stands at its answer.
    const active = document.activeElement;
    if (!active || active === document.body || !active.getClientRects().length) newest.focus({ preventScroll: true });
  }

  function questions(element, ask) {
    element.addEventListener("click", (event) => {
      const button = control(event);
      if (button && button.dataset.action === "ask") ask({ question: button.dataset.question });
    });
  }

  function conversation(element, watch, ask, openSource) {
    let shown = 0; // two steps per exchange: asked, answered
    questions(element, ask);
    element.addEventListener("click", (event) => {
      const button = control(event);
      if (!button || button.dataset.action !== "source") return;
      if (isForAnotherWindow(event)) return;
      event.preventDefault();
      opener = button;
      openSource({ answer: Number(button.dataset.answer), number: Number(button.dataset.number) });
    });
    watch("value", () => {
      showOffline(false); // something arrived
      requestAnimationFrame(() => {
        const pending = element.querySelectorAll(".gfa-searching").length;
        const step = 2 * element.querySelectorAll(".gfa-exchange").length - pending;
        if (step > shown) showNewest(element);
        shown = step;
      });
    });
  }

  function showSource(element) {
    const panel = element.querySelector(".gfa-panel");
    const title = element.querySelector(".gfa-panel-title");
    const text = element.querySelector(".gfa-document");
    const box = element.querySelector(".gfa-boxes rect");
    if (!opener) return; // nothing was opened: the panel only changed its words
    if (box) {
      const pages = box.closest(".gfa-pages");
      pages.scrollTop += box.getBoundingClientRect().top - pages.getBoundingClientRect().top - pages.clientHeight / 4;
    }
    if (text) {
      const mark = text.querySelector("mark");
      const offset = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTop += offset - text.clientHeight / 4;
    }
    title.focus({ preventScroll: true });
    const top = panel.getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight / 2) panel.scrollIntoView({ block: "start" });
  }

  function back() {
    const target = opener && opener.isConnected ? opener : document.querySelector("#gfa-question-box textarea");
    opener = null;
    if (target) target.focus();
  }

  async function copy(button) {
    const panel = button.closest(".gfa-panel");
    const line = panel.querySelector(".gfa-reference");
    const status = panel.querySelector(".gfa-copied");
    const range = document.createRange();
    range.selectNodeContents(line);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    try {
      // The clipboard interface exists on https and on the own machine only.
      if (navigator.clipboard) await navigator.clipboard.writeText(line.textContent);
      else if (!document.execCommand("copy")) return;
      status.textContent = button.dataset.copied;
    } catch {
      line.focus(); // the line stays selected, ready for the visitor's own copy command
    }
  }

  function source(element, watch, close) {
    const shut = () => {
      close({});
      back();
    };
    element.addEventListener("click", (event) => {
      const button = control(event);
      if (!button) return;
      if (button.dataset.action === "copy") copy(button);
      else shut();
    });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && element.querySelector("[data-action=close]")) shut();
    });
    watch("value", () => requestAnimationFrame(() => showSource(element)));
  }

  function choice(element, props, watch) {
    const select = element.querySelector("select");
    const show = () => {
      select.value = props.value || "";
    };
    select.addEventListener("change", () => {
      props.value = select.value;
    });
    watch("value", show);
    show();
  }

  function formValues(form) {
    return Object.fromEntries(new FormData(form));
  }

  function search(element, find, empty) {
    const form = element.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      find(formValues(form));
    });
    // A narrowed search is what the visitor wants to see, not another click.
    form.addEventListener("change", (event) => {
      if (event.target.matches("select") && form.elements.query.value.trim()) find(formValues(form));
    });
    form.addEventListener("reset", () => {
      empty({});
      form.elements.query.focus();
    });
  }

  function results(element, openResult) {
    element.addEventListener("click", (event) => {
      const link = control(event);
      if (!link || link.dataset.action !== "result" || isForAnotherWindow(event)) return;
      event.preventDefault();
      opener = link;
      openResult({ rank: Number(link.dataset.rank) });
    });
  }

  /* The views of the desk: one is shown, its name is the address's fragment. */
  function showView(isArrival) {
    const names = [...document.querySelectorAll(".gfa-views a[data-view]")].map((link) => link.dataset.view);
    if (!names.length) return;
    const wanted = location.hash.slice(1);
    const name = names.includes(wanted) ? wanted : names[0];
    document.body.dataset.view = name;
    for (const link of document.querySelectorAll(".gfa-views a[data-view]")) {
      if (link.dataset.view === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const view of document.querySelectorAll(".gfa-view")) view.hidden = view.id !== `gfa-view-${name}`;
    if (isArrival) return;
    document.querySelector(`#gfa-title-${name}`).focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function views() {
    showView(true);
    addEventListener("hashchange", () => showView(false));
  }

  function showOffline(isOffline) {
    const place = document.querySelector("#gfa-offline");
    if (place) place.textContent = isOffline ? place.dataset.text : "";
  }

  /* Gradio tells of a lost connection in a toast, in English and away from the field: it is hidden and said here. */
  function watchConnection() {
    const isError = (node) => node instanceof Element && node.closest(".toast-wrap") && node.querySelector(".error");
    new MutationObserver((changes) => {
      if (changes.some((change) => [...change.addedNodes].some(isError))) showOffline(true);
    }).observe(document.body, { childList: true, subtree: true });
  }
  document.addEventListener("DOMContentLoaded", watchConnection);

  window.gfa = { choice, conversation, questions, results, search, source, views };
})();
