/* The script tag makes one element of its own, unless the page has written it by hand. */

const ATTRIBUTES = ["state", "language", "mode", "position", "heading", "privacy-url", "imprint-url"];

function placeElement() {
  const given = ATTRIBUTES.filter((name) => SCRIPT.hasAttribute(`data-${name}`));
  if (!given.length && document.querySelector("gfa-assistant")) return;
  const element = document.createElement("gfa-assistant");
  for (const name of given) element.setAttribute(name, SCRIPT.getAttribute(`data-${name}`));
  if (element.getAttribute("mode") === "inline" && SCRIPT.closest("body")) SCRIPT.after(element);
  else document.body.append(element);
}

if (!customElements.get("gfa-assistant")) customElements.define("gfa-assistant", GfaAssistant);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", placeElement);
else placeElement();
