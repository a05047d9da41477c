/* What a visitor reads: an answer with its sources, notes, contacts and rating. */

const INNER_QUOTES = { "„": "‚", "“": "‘", "”": "’" };

const dated = (words, text) => (words.language === "de" ? germanDate(text) : text);

const statusText = (words, status) =>
  ({ answered: words.answer, not_found: words.not_found, clarify: words.clarify })[status] || words.answer;

const officeName = (words, contact) => `${words.contact}: ${CONFIG.states[contact.state] || words.federal}`;

function contactCard(words, contact) {
  const town = [contact.postcode, contact.city].filter(Boolean).join(" ");
  const place = contact.street ? [contact.street, town].filter(Boolean).join(", ") : null;
  const unknown = () => h("span", { class: "soft" }, words.unknown);
  const known = (text, address) => (text ? link(words, address, text) : unknown());
  const source = webAddress(contact.source_url);
  return h(
    "div",
    { class: "contact" },
    h("p", null, h("strong", null, officeName(words, contact))),
    h("p", { lang: "de" }, contact.office),
    rows([
      [words.carrier, known(contact.carrier)],
      [words.address, known(place || (town && fill(words.street_unknown, { city: town })))],
      [words.phone, known(contact.phone, phoneAddress(contact.phone))],
      [words.email, known(contact.email, mailAddress(contact.email))],
      [words.web, known(contact.url, webAddress(contact.url))],
      [words.as_of, known(contact.as_of && dated(words, contact.as_of))],
      [words.contact_source, source && link(words, source, new URL(source).hostname.replace(/^www\./, ""))],
    ]),
  );
}

function citationPlace(words, citation) {
  const section = citation.section[citation.section.length - 1];
  return [
    section && section !== citation.title
      ? fill(words.section, { section: section.replace(/[„“”]/g, (sign) => INNER_QUOTES[sign]) })
      : null,
    citation.page == null ? null : fill(words.page, { page: citation.page }),
  ].filter(Boolean);
}

const citationName = (words, citation) =>
  fill(words.source, {
    number: citation.number,
    place: [citation.title, ...citationPlace(words, citation)].join(", "),
  });

function supersededText(words, { by, since }) {
  const from = since ? ` ${words.since} ${dated(words, since)}` : "";
  return `${words.superseded}${from} (${words.replaced_by} ${by})`;
}

function citationAddress(words, citation) {
  const address = new URL(`quelle/${encodeURIComponent(citation.document_id)}`, BASE);
  const { passage_id: stelle, start: von, end: bis } = citation;
  address.search = new URLSearchParams({ stelle, von, bis, ...(words.language === "de" ? {} : { lang: words.language }) });
  address.hash = encodeURIComponent(stelle);
  return address.href;
}

function citationBody(words, citation) {
  const original = webAddress(citation.url);
  return h(
    "div",
    { class: "quoted" },
    h("p", { class: "soft" }, words.verbatim),
    h("blockquote", { lang: "de" }, citation.quote),
    rows([
      [words.document, h("span", { lang: "de" }, citation.title)],
      [words.publisher, citation.publisher],
      [words.place, citationPlace(words, citation).join(", ")],
      [words.as_of, citation.as_of && dated(words, citation.as_of)],
      [words.validity, citation.superseded && h("strong", null, supersededText(words, citation.superseded))],
      [words.reading_quality, citation.recognised && words.recognised],
    ]),
    h("p", null, link(words, citationAddress(words, citation), words.open_document)),
    original && h("p", null, link(words, original, words.original)),
  );
}

function sourceList(words, answer, toggles) {
  if (!answer.citations.length) return null;
  const title = h("h4", null, answer.status === "not_found" ? words.nearest : words.sources);
  const items = answer.citations.map((citation) => {
    const body = citationBody(words, citation);
    const button = disclosure(citationName(words, citation), body);
    toggles.set(citation.number, button);
    return h("li", null, button, body);
  });
  return [title, h("ul", { class: "sources" }, items)];
}

function noteBox(words, note) {
  const date = note.as_of ? ` (${words.as_of} ${dated(words, note.as_of)})` : "";
  const address = webAddress(note.source_url);
  return h(
    "p",
    { class: "note", role: "note" },
    h("strong", null, `${words.note}: `),
    `${note.text}${date} `,
    address && link(words, address, words.note_source),
  );
}

/* Buttons that ask what is written on them. */
function suggestionList(label, questions, askQuestion) {
  if (!questions.length) return null;
  const buttons = questions.map((text) =>
    h("li", null, h("button", { type: "button", onclick: () => askQuestion(text) }, text)),
  );
  return h("div", { class: "suggested" }, h("p", { class: "label" }, label), h("ul", { "aria-label": label }, buttons));
}

/* The text of an answer; what carries a marker is in the words of its German source. */
function answerText(words, markdown, marker) {
  const text = h("div", { class: "text" }, renderMarkdown(words, markdown, marker));
  for (const mark of words.language === "de" ? [] : text.querySelectorAll(".marker")) {
    mark.closest("p, li").lang = "de";
  }
  return text;
}

function answerBody(words, answer, askQuestion) {
  const toggles = new Map();
  const sources = sourceList(words, answer, toggles);
  const marker = (number) => {
    const toggle = toggles.get(number);
    if (!toggle) return null;
    const label = `[${number}] ${toggle.textContent}`;
    const show = () => {
      unfold(toggle, true);
      toggle.focus();
    };
    return h("button", { type: "button", class: "marker", "aria-label": label, onclick: show }, `[${number}]`);
  };
  const choices = answer.status === "clarify" ? words.choices : words.suggestions;
  return [
    h("p", { class: `speaker ${answer.status}` }, statusText(words, answer.status)),
    answerText(words, answer.answer, marker),
    answer.notes.map((note) => noteBox(words, note)),
    answer.contacts.map((contact) => contactCard(words, contact)),
    sources,
    h("div", { class: "rating" }),
    suggestionList(choices, answer.suggestions, askQuestion),
  ];
}

/* What a screen reader says once when an answer is there. */
function announcement(words, answer) {
  const count = answer.citations.length;
  return [
    `${statusText(words, answer.status)}:`,
    plainText(answer.answer),
    ...answer.notes.map((note) => `${words.note}: ${note.text}`),
    count ? fill(words.announced_sources, { count }) : "",
  ].join(" ");
}

/* Asks whether an answer helped, in `place`; `send` resolves to whether that was stored. */
function askForRating(words, place, send) {
  const status = h("p", { role: "status", tabindex: "-1" });
  const reason = h(
    "select",
    { id: `reason-${++unfolded}` },
    Object.entries(CONFIG.reasons).map(([code, names]) => h("option", { value: code }, names[words.language])),
  );
  const rate = async (helpful) => {
    const isStored = await send(helpful, helpful ? null : reason.value).catch(() => false);
    status.textContent = isStored ? words.thanks : words.not_stored;
    if (!isStored) return;
    place.replaceChildren(status);
    status.focus();
  };
  const form = h(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        rate(false);
      },
    },
    h("label", { for: reason.id }, words.why),
    reason,
    h("button", { type: "submit" }, words.send_rating),
  );
  place.append(
    h("span", null, `${words.helpful} `),
    h("button", { type: "button", onclick: () => rate(true) }, words.yes),
    disclosure(words.no, form, { class: "" }),
    form,
    status,
  );
}
