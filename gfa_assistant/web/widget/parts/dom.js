/* Building nodes: text becomes text nodes, and only addresses of four kinds become links. */

const ADDRESS = /^(?:https?:\/\/|mailto:|tel:)[^\s<>"]+$/i;
const BARE_HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?$/i;
const MAIL = /^[^\s@<>"'&?=]+@[^\s@<>"'&?=]+\.[a-z]{2,}$/i;

/* Attributes that are false, null or undefined are left out; names with "on" are listeners. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child != null && child !== false && child !== ""));
  return element;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

function webAddress(text) {
  const address = (text || "").trim();
  if (/^https?:/i.test(address)) return ADDRESS.test(address) ? address : null;
  return BARE_HOST.test(address) ? `https://${address}` : null;
}

const mailAddress = (text) => (MAIL.test((text || "").trim()) ? `mailto:${text.trim()}` : null);

/* A German number gets its country code. */
function phoneAddress(text) {
  const phone = (text || "").trim();
  const isInternational = /^(\+|00)/.test(phone);
  const digits = (isInternational ? phone.replace("(0)", "") : phone).replace(/\D/g, "");
  if (digits.length < 5) return null;
  return `tel:+${isInternational ? digits.replace(/^00/, "") : `49${digits.replace(/^0/, "")}`}`;
}

/* A link, or its text alone where the address is none of the four kinds; web addresses open a new window. */
function link(words, address, text) {
  if (!address || !ADDRESS.test(address)) return text;
  const isWeb = /^http/i.test(address);
  return h(
    "a",
    { href: address, target: isWeb && "_blank", rel: isWeb && "noopener noreferrer" },
    text,
    isWeb && h("span", { class: "unseen" }, ` ${words.new_tab}`),
  );
}

const germanDate = (text) =>
  text.replace(/\b(\d{4})-(\d{2})(?:-(\d{2}))?\b/g, (_, year, month, day) =>
    day ? `${day}.${month}.${year}` : `${month}/${year}`,
  );

/* A description list; a row without a value is left out. */
const rows = (pairs) =>
  h("dl", null, pairs.map(([name, value]) => value && h("div", null, h("dt", null, name), h("dd", null, value))));

let unfolded = 0;

/* A button that unfolds `body` below it. */
function disclosure(label, body, attributes) {
  body.id = `part-${++unfolded}`;
  body.hidden = true;
  const button = h(
    "button",
    {
      type: "button",
      class: "disclosure",
      "aria-expanded": "false",
      "aria-controls": body.id,
      onclick: () => unfold(button, body.hidden),
      ...attributes,
    },
    label,
  );
  return button;
}

function unfold(button, isOpen) {
  button.setAttribute("aria-expanded", String(isOpen));
  button.getRootNode().getElementById(button.getAttribute("aria-controls")).hidden = !isOpen;
}
