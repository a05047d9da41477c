"use strict";
/* What the page does in the browser besides Gradio: delegated clicks, focus and scrolling. No request of its own. */
(() => {
  let isSuggestion = false; // the question being answered was pressed, not typed
  let thanked = null; // the answer that was just rated: its thanks get the focus that its buttons had
  let opener = null; // the control a source was opened from: focus goes back to it

  const control = (event) => event.target.closest("[data-action]");

  // A source's link leads to the document's own page, for whoever wants that in another window.
  const isForAnotherWindow = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

  function showNewest(element) {
    const questions = element.querySelectorAll(".gfa-question");
    const newest = questions[questions.length - 1];
    if (!newest) return;
    newest.scrollIntoView({ block: "start" });
    // Whoever typed goes on typing; whoever pressed a question goes to it.
    if (isSuggestion) newest.focus({ preventScroll: true });
    if (!element.querySelector(".gfa-searching")) isSuggestion = false;
  }

  function questions(element, ask) {
    element.addEventListener("click", (event) => {
      const button = control(event);
      if (!button || button.dataset.action !== "ask") return;
      isSuggestion = true;
      ask({ question: button.dataset.question });
    });
  }

  const answerOf = (button) => Number(button.closest("[data-answer]").dataset.answer);

  function askForRating(button, rate) {
    if (button.dataset.action === "rate-yes") {
      thanked = answerOf(button);
      rate({ answer: thanked, helpful: true });
      return;
    }
    const form = button.closest(".gfa-rating").querySelector("form");
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("input").focus();
  }

  function ratingForms(element, rate) {
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      thanked = answerOf(event.target);
      const { reason, comment } = formValues(event.target);
      rate({ answer: thanked, helpful: false, reason, comment: comment || "" });
    });
    element.addEventListener("reset", (event) => {
      const no = event.target.closest(".gfa-rating").querySelector("[data-action=rate-no]");
      event.target.hidden = true;
      no.setAttribute("aria-expanded", "false");
      no.focus();
    });
  }

  function conversation(element, watch, { ask, open, take, rate }) {
    let shown = 0; // two steps per exchange: asked, answered
    questions(element, ask);
    ratingForms(element, rate);
    element.addEventListener("click", (event) => {
      const button = control(event);
      if (!button) return;
      const action = button.dataset.action;
      if (action === "source" && !isForAnotherWindow(event)) {
        event.preventDefault();
        opener = button;
        open({ answer: answerOf(button), number: Number(button.dataset.number) });
      } else if (action === "copy-text") copyText(button);
      else if (action === "download") take({ answer: answerOf(button), kind: button.dataset.kind });
      else if (action.startsWith("rate-")) askForRating(button, rate);
    });
    watch("value", () => {
      showOffline(false); // something arrived
      requestAnimationFrame(() => {
        const rated = element.querySelectorAll(".gfa-exchange")[thanked ?? -1];
        const thanks = rated && rated.querySelector(".gfa-thanks");
        if (thanks) {
          thanked = null;
          thanks.focus({ preventScroll: true });
          return;
        }
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

  async function copy(line, button, status) {
    const range = document.createRange();
    range.selectNodeContents(line);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    try {
      // The clipboard interface exists on https and on the own machine only.
      if (navigator.clipboard) await navigator.clipboard.writeText(line.textContent);
      else if (!document.execCommand("copy")) return false;
      status.textContent = button.dataset.copied;
      return true;
    } catch {
      return false; // the line stays selected, ready for the visitor's own copy command
    }
  }

  function copyReference(button) {
    const panel = button.closest(".gfa-panel");
    copy(panel.querySelector(".gfa-reference"), button, panel.querySelector(".gfa-copied"));
  }

  /* Hidden text cannot be selected: it is shown for as long as it takes, or stays for the visitor to copy. */
  async function copyText(button) {
    const text = button.nextElementSibling;
    const status = button.closest(".gfa-tools").querySelector(".gfa-copied");
    status.textContent = "";
    text.hidden = false;
    text.hidden = await copy(text, button, status);
    if (text.hidden) getSelection().removeAllRanges();
  }

  function download(props, watch) {
    watch("value", () => {
      if (!props.value) return;
      const file = JSON.parse(props.value);
      const bytes = Uint8Array.from(atob(file.data), (character) => character.charCodeAt(0));
      const address = URL.createObjectURL(new Blob([bytes], { type: file.type }));
      Object.assign(document.createElement("a"), { href: address, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    });
  }

  /* One topic at most is unfolded. */
  function topics(element) {
    element.addEventListener("click", (event) => {
      const chip = control(event);
      if (!chip || chip.dataset.action !== "topic") return;
      const opens = chip.getAttribute("aria-expanded") === "false";
      for (const other of element.querySelectorAll("[data-action=topic]")) {
        const isOpen = other === chip && opens;
        other.setAttribute("aria-expanded", String(isOpen));
        document.getElementById(other.getAttribute("aria-controls")).hidden = !isOpen;
      }
    });
  }

  function examples(element, ask) {
    questions(element, ask);
    topics(element);
  }

  function offices(element) {
    element.addEventListener("click", (event) => {
      const button = control(event);
      if (!button || button.dataset.action !== "take-state") return;
      const select = document.querySelector("#gfa-state-select");
      select.value = button.dataset.state;
      select.dispatchEvent(new Event("change"));
      location.hash = "#fragen";
    });
  }

  function filter(element, choose) {
    element.addEventListener("change", (event) => choose({ state: event.target.value }));
  }

  function source(element, watch, close) {
    const shut = () => {
      close({});
      back();
    };
    element.addEventListener("click", (event) => {
      const button = control(event);
      if (!button) return;
      if (button.dataset.action === "copy") copyReference(button);
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

  /* Below a long form the results are out of sight. */
  function bringIntoSight(element) {
    const heading = element.querySelector("#gfa-results-title");
    if (heading && heading.getBoundingClientRect().top > innerHeight * 0.8) heading.scrollIntoView({ block: "start" });
  }

  function results(element, watch, openResult) {
    watch("value", () => requestAnimationFrame(() => bringIntoSight(element)));
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
    const before = document.body.dataset.view;
    document.body.dataset.view = name;
    for (const link of document.querySelectorAll(".gfa-views a[data-view]")) {
      if (link.dataset.view === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const view of document.querySelectorAll(".gfa-view")) view.hidden = view.id !== `gfa-view-${name}`;
    if (isArrival || name === before) return;
    const heading = document.querySelector(`#gfa-view-${name} h2`);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
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

  window.gfa = { choice, conversation, copy, download, examples, filter, offices, results, search, source, views };
})();
