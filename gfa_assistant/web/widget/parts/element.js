/* The element <gfa-assistant>: launcher or inline, its field, its conversation. Nothing of a visit is stored. */

const HISTORY_TURNS = 4;
// Why a question is no longer asked: its conversation is over.
const FORGOTTEN = "forgotten";
const SHEET = new CSSStyleSheet();
SHEET.replaceSync(STYLE);
const SPEECH_BUBBLE = "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z";
let isColourRefused = false;

class GfaAssistant extends HTMLElement {
  static observedAttributes = [
    "state", "language", "mode", "position", "heading", "privacy-url", "imprint-url", "style", "class",
  ];

  #parts = null; // the nodes that change, by name
  #words = CONFIG.words.de;
  #exchanges = [];
  #stop = null; // ends the question being answered
  #schemes = matchMedia("(prefers-color-scheme: dark)");
  #restyle = () => this.#takeColours();
  #follow = (event) => this.#stepAside(event);
  #escape = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && this.#isLauncher) this.close();
  };

  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).adoptedStyleSheets = [SHEET];
    this.#build();
    this.#schemes.addEventListener("change", this.#restyle);
    addEventListener("load", this.#restyle);
    document.addEventListener("focusin", this.#follow);
    document.addEventListener("keydown", this.#escape);
  }

  disconnectedCallback() {
    this.#stop?.abort();
    this.#schemes.removeEventListener("change", this.#restyle);
    removeEventListener("load", this.#restyle);
    document.removeEventListener("focusin", this.#follow);
    document.removeEventListener("keydown", this.#escape);
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#parts || before === now) return;
    if (name === "style" || name === "class") this.#takeColours();
    else if (name === "state") this.#chooseState(this.#presetState);
    else {
      const wasOpen = this.isOpen;
      this.#build();
      if (wasOpen) this.#setOpen(true);
    }
  }

  get #isLauncher() {
    return this.getAttribute("mode") !== "inline";
  }

  get #presetState() {
    const state = (this.getAttribute("state") || "").toUpperCase();
    return state in CONFIG.states ? state : "";
  }

  get #heading() {
    return this.getAttribute("heading") || this.#words.heading;
  }

  get isOpen() {
    return Boolean(this.#parts) && !this.#parts.panel.hidden;
  }

  open() {
    if (!this.#isLauncher || this.isOpen) return;
    this.#takeColours();
    this.#setOpen(true);
    this.#parts.title.focus();
    this.dispatchEvent(new CustomEvent("gfa:open", { bubbles: true, composed: true }));
  }

  close() {
    if (!this.#isLauncher || !this.isOpen) return;
    const hadFocus = this.shadowRoot.activeElement;
    this.#setOpen(false);
    if (hadFocus) this.#parts.launch.focus();
  }

  #setOpen(isOpen) {
    this.#parts.panel.hidden = !isOpen;
    this.#parts.launch?.setAttribute("aria-expanded", String(isOpen));
  }

  #build() {
    this.#stop?.abort();
    const language = this.getAttribute("language") || this.closest("[lang]")?.lang || "de";
    const words = (this.#words = CONFIG.words[/^en\b/i.test(language) ? "en" : "de"]);
    const state = this.#parts ? this.#parts.state.value : this.#presetState;
    const draft = this.#parts ? this.#parts.field.value : "";
    const side = this.getAttribute("position") === "left" ? "left" : "right";
    const parts = (this.#parts = this.#makeParts(words));
    const root = h(
      "section",
      { class: `root ${this.#isLauncher ? `launcher ${side}` : "inline"}`, "aria-label": this.#heading, lang: words.language },
      parts.launch,
      parts.panel,
      parts.status,
      parts.end,
    );
    parts.root = root;
    parts.probe = h("span", { hidden: true });
    root.append(parts.probe);
    this.shadowRoot.replaceChildren(root);
    this.#chooseState(state);
    parts.field.value = draft;
    for (const exchange of this.#exchanges) this.#append(exchange);
    this.#showTools();
    this.#takeColours();
  }

  #makeParts(words) {
    const button = (text, act, attributes) => h("button", { type: "button", onclick: act, ...attributes }, text);
    const parts = {
      title: h("h2", { tabindex: "-1" }, this.#heading),
      restart: button(words.restart, () => this.#restart()),
      print: button(words.print_conversation, () =>
        printConversation(words, this.#heading, this.#parts.log, this.shadowRoot),
      ),
      start: h("div", null, h("p", null, words.lead), suggestionList(words.examples_label, words.examples, (text) => this.#askPressed(text))),
      log: h("div", null),
      alert: h("p", { role: "alert", id: "problem" }),
      wayOut: h("div"),
      field: h("textarea", { id: "question", rows: this.#isLauncher ? 1 : 2, "aria-describedby": "hint problem", onkeydown: (event) => this.#sendOnEnter(event) }),
      state: h("select", { id: "state", onchange: () => this.#showContact() }),
      send: h("button", { type: "submit", class: "primary" }, words.send),
      stop: button(words.stop, () => this.#stopAsking(), { hidden: true }),
      contact: h("div"),
      status: h("div", { role: "status", class: "unseen" }),
      end: h("span", { tabindex: "-1", onblur: ({ target }) => (target.tabIndex = -1) }),
    };
    const options = Object.entries(CONFIG.states).map(([code, name]) => h("option", { value: code, lang: "de" }, name));
    parts.state.append(h("option", { value: "" }, words.state_none), ...options);
    const isLauncher = this.#isLauncher;
    if (isLauncher) {
      const toggle = () => (this.isOpen ? this.close() : this.open());
      const attributes = { class: "launch", "aria-expanded": "false", "aria-controls": "panel" };
      parts.launch = button([speechBubble(), h("span", null, words.launcher)], toggle, attributes);
    } else parts.skip = button(words.skip, () => this.#skip(), { class: "skip" });
    const tools = h("p", { class: "tools" }, parts.restart, parts.print, isLauncher && button(words.close, () => this.close()));
    const scroller = isLauncher ? { role: "region", tabindex: "0", "aria-label": words.conversation } : {};
    parts.panel = h(
      "div",
      { class: "panel", id: "panel", hidden: isLauncher },
      parts.skip,
      h("div", { class: "head" }, parts.title, tools),
      h("p", { class: "notice" }, words.ai_notice),
      h("div", { class: "conversation", ...scroller }, parts.start, parts.log),
      h("div", { class: "problem" }, parts.alert, parts.wayOut),
      this.#composer(words, parts),
      this.#foot(words, parts),
    );
    return parts;
  }

  #composer(words, { field, state, send, stop }) {
    return h(
      "form",
      {
        class: "composer",
        onsubmit: (event) => {
          event.preventDefault();
          this.#ask(field.value, true);
        },
      },
      h("label", { for: "question" }, words.question_label),
      h("p", { class: "soft", id: "hint" }, words.privacy_notice, h("span", { class: "unseen" }, ` ${words.question_hint}`)),
      field,
      h("div", { class: "line" }, h("span", null, h("label", { for: "state" }, words.state_label), state), send, stop),
    );
  }

  #foot(words, { contact }) {
    const links = [["privacy-url", words.privacy], ["imprint-url", words.imprint]].map(([name, text]) => {
      const address = this.#hostAddress(name);
      return address && h("li", null, link(words, address, text));
    });
    return h("div", { class: "foot" }, contact, links.some(Boolean) && h("ul", null, links));
  }

  /* As in a link of the host's page: an address on its own site may be written without its host. */
  #hostAddress(name) {
    const given = this.getAttribute(name);
    return given && URL.canParse(given, document.baseURI) ? webAddress(new URL(given, document.baseURI).href) : null;
  }

  #chooseState(state) {
    this.#parts.state.value = state;
    this.#showContact();
  }

  get #office() {
    return CONFIG.contacts[this.#parts.state.value] || CONFIG.contacts.DE;
  }

  #showContact() {
    const { contact } = this.#parts;
    contact.replaceChildren();
    if (!this.#office) return;
    const body = h("div", null, contactCard(this.#words, this.#office));
    contact.append(disclosure(officeName(this.#words, this.#office), body), body);
  }

  #sendOnEnter(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#ask(this.#parts.field.value, true);
  }

  /* From a place that is no stop of the Tab key Chromium would go back to the beginning of the element. */
  #skip() {
    this.#parts.end.tabIndex = 0;
    this.#parts.end.focus();
  }

  /* Whoever pressed a question goes to it: the button may be gone. */
  #askPressed(question) {
    this.#ask(question, false);
  }

  async #ask(question, isTyped) {
    const { field, state, log, stop, send, status } = this.#parts;
    if (this.#stop) return;
    this.#clearProblem();
    const refused = this.#refused(question);
    if (refused) {
      this.#tell(refused, question);
      if (isTyped) field.focus();
      return;
    }
    if (isTyped) field.value = "";
    const words = this.#words;
    const stopper = (this.#stop = new AbortController());
    const begun = h("div", { class: "text", "aria-hidden": "true" });
    const searching = h("p", { class: "soft" }, words.searching);
    const pending = this.#article(question, [begun, searching]);
    log.append(pending);
    this.#bringIntoSight(pending);
    if (!isTyped) pending.querySelector("h3").focus({ preventScroll: true });
    this.#showTools();
    [send.hidden, stop.hidden] = [true, false];
    status.textContent = words.searching;
    const history = this.#exchanges
      .flatMap(({ answer }) => [{ role: "user", content: answer.question }, { role: "assistant", content: answer.answer }])
      .slice(-HISTORY_TURNS);
    const body = { question, history, state: state.value || null, language: words.language === "de" ? null : "en" };
    let written = "";
    let answerId = null;
    const on = {
      delta: ({ text }) => {
        written += text;
        begun.replaceChildren(renderMarkdown(words, written, (number) => document.createTextNode(`[${number}]`)));
      },
      rating: ({ answer_id: id }) => {
        answerId = id;
      },
    };
    try {
      const answer = await ask(body, stopper.signal, on);
      const hadFocus = pending.contains(this.shadowRoot.activeElement);
      pending.remove();
      this.#exchanges.push({ answer, answerId });
      for (const old of this.shadowRoot.querySelectorAll("article .suggested")) old.remove();
      const article = this.#append(this.#exchanges[this.#exchanges.length - 1]);
      this.#bringIntoSight(article);
      if (hadFocus) article.querySelector("h3").focus({ preventScroll: true });
      if (answer.state in CONFIG.states) this.#chooseState(answer.state);
      this.#parts.status.textContent = announcement(this.#words, answer);
      const detail = { status: answer.status, intent: answer.intent };
      this.dispatchEvent(new CustomEvent("gfa:answer", { bubbles: true, composed: true, detail }));
    } catch (error) {
      if (!(error instanceof Problem)) console.error(error);
      const hadFocus = pending.contains(this.shadowRoot.activeElement);
      pending.remove();
      if (stopper.signal.reason !== FORGOTTEN) {
        if (!this.#parts.field.value) this.#parts.field.value = question;
        this.#tell(error, question);
      }
      if (hadFocus) this.#parts.field.focus();
    } finally {
      this.#stop = null;
      [this.#parts.send.hidden, this.#parts.stop.hidden] = [false, true];
      this.#showTools();
    }
  }

  #refused(question) {
    if (!question.trim()) return new Problem("empty");
    return [...question].length > CONFIG.limit ? new Problem("too_long") : null;
  }

  #tell(problem, question) {
    const words = this.#words;
    const { alert, wayOut, status, field } = this.#parts;
    status.textContent = problem.kind === "stopped" ? words.stopped : "";
    if (problem.kind === "stopped") return;
    const number = (value) => value.toLocaleString(words.language);
    const sentence = {
      empty: words.error_empty,
      too_long: fill(words.error_too_long, { length: number([...question].length), limit: number(CONFIG.limit) }),
      question: words.error_question,
      offline: words.error_offline,
      unreachable: words.error_unreachable,
      limited: problem.seconds > 0 ? fill(words.error_limited, { seconds: number(problem.seconds) }) : words.error_limited_soon,
    }[problem.kind] || words.error_internal;
    const isField = ["empty", "too_long", "question"].includes(problem.kind);
    alert.replaceChildren(h("strong", null, `${words.problem}: `), sentence);
    if (isField) field.setAttribute("aria-invalid", "true");
    else {
      const again = () => {
        field.focus();
        this.#ask(field.value || question, true);
      };
      wayOut.append(h("button", { type: "button", onclick: again }, words.retry));
      if (problem.kind !== "limited" && this.#office) {
        wayOut.append(h("p", null, words.error_contact), contactCard(words, this.#office));
      }
    }
  }

  #clearProblem() {
    const { alert, wayOut, field } = this.#parts;
    alert.replaceChildren();
    wayOut.replaceChildren();
    field.removeAttribute("aria-invalid");
  }

  #article(question, body) {
    const id = `asked-${++unfolded}`;
    const title = h("h3", { id, tabindex: "-1" }, h("span", { class: "speaker" }, `${this.#words.your_question}: `), question);
    return h("article", { "aria-labelledby": id }, title, h("div", { class: "answer" }, body));
  }

  #append({ answer, answerId }) {
    const words = this.#words;
    const article = this.#article(answer.question, answerBody(words, answer, (text) => this.#askPressed(text)));
    this.#parts.log.append(article);
    if (answerId && answer.status !== "clarify") {
      askForRating(words, article.querySelector(".rating"), async (helpful, reason) => {
        const response = await post("api/v1/feedback", { answer_id: answerId, helpful, reason, comment: null });
        return response.ok;
      });
    }
    return article;
  }

  #bringIntoSight(article) {
    const { panel } = this.#parts;
    const conversation = article.closest(".conversation");
    if (this.#isLauncher) {
      // On a small screen the whole panel scrolls.
      const scroller = getComputedStyle(conversation).overflowY === "auto" ? conversation : panel;
      scroller.scrollTop += article.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    } else if (article.getBoundingClientRect().bottom > innerHeight) article.scrollIntoView({ block: "start" });
  }

  #showTools() {
    const { start, restart, print, log } = this.#parts;
    start.hidden = log.childElementCount > 0;
    print.hidden = !this.#exchanges.length;
    restart.hidden = !log.childElementCount;
  }

  #stopAsking() {
    this.#stop?.abort();
    this.#parts.field.focus();
  }

  #restart() {
    this.#stop?.abort(FORGOTTEN);
    this.#exchanges = [];
    this.#parts.log.replaceChildren();
    this.#clearProblem();
    this.#parts.field.value = "";
    this.#chooseState(this.#presetState);
    this.#showTools();
    this.#parts.status.textContent = this.#words.restarted;
    this.#parts.field.focus();
  }

  /* The host's colours, or all our own where one of them cannot be read. */
  #takeColours() {
    const { root, probe } = this.#parts;
    root.removeAttribute("style");
    const own = { accent: "accent", background: "ground", text: "ink" };
    const host = getComputedStyle(this);
    const given = Object.keys(own).filter((name) => host.getPropertyValue(`--gfa-${name}`).trim());
    if (!given.length || matchMedia("(forced-colors: active)").matches) return;
    const colours = {};
    for (const [name, part] of Object.entries(own)) {
      const value = given.includes(name) ? host.getPropertyValue(`--gfa-${name}`).trim() : `var(--${part})`;
      probe.style.color = "";
      probe.style.color = value;
      colours[name] = probe.style.color ? channels(getComputedStyle(probe).color) : null;
      if (!colours[name]) {
        refuseColours(`--gfa-${name} is no opaque colour that is written as #rrggbb, rgb() or hsl()`);
        return;
      }
    }
    const reason = unreadable(colours);
    if (reason) {
      refuseColours(`${reason}; ${TEXT_CONTRAST}:1 is needed`);
      return;
    }
    for (const [name, colour] of Object.entries(palette(colours))) root.style.setProperty(`--${name}`, written(colour));
    root.style.colorScheme = luminance(colours.background) < luminance(colours.text) ? "dark" : "light";
  }

  /* The launcher never lies over what has the focus (WCAG 2.4.11). */
  #stepAside(event) {
    const { launch } = this.#parts;
    if (!launch) return;
    const focused = event.target.getBoundingClientRect();
    launch.classList.remove("aside");
    if (event.target === this || this.isOpen) return;
    const own = launch.getBoundingClientRect();
    const isApart =
      focused.right < own.left || focused.left > own.right || focused.bottom < own.top || focused.top > own.bottom;
    launch.classList.toggle("aside", !isApart);
  }
}

function speechBubble() {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SPEECH_BUBBLE);
  picture.append(path);
  return picture;
}

function refuseColours(reason) {
  if (isColourRefused) return;
  isColourRefused = true;
  console.warn(`gfa-assistant keeps its own colours: ${reason}`);
}
