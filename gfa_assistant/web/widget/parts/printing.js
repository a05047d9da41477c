/* Printing the conversation alone: in a frame of its own, since the page around is not ours to hide. */

const PRINT_STYLE = `
  body { font: 11pt/1.45 system-ui, sans-serif; color: #000; background: #fff; }
  h1 { font-size: 15pt; } h2, h3, h4 { font-size: 12pt; margin: 1em 0 0.3em; }
  blockquote { margin: 0.3em 0 0.3em 1em; padding-left: 0.7em; border-left: 2px solid; white-space: pre-line; }
  dl div { display: flex; gap: 1em; } dt { flex: 0 0 9em; } dd { margin: 0; }
  a[target]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  .unseen, .rating, .suggested, [hidden] { display: none; }
  .contact, li { break-inside: avoid; }`;

function printConversation(words, heading, conversation, place) {
  const frame = h("iframe", { class: "print", tabindex: "-1", "aria-hidden": "true" });
  frame.addEventListener("load", () => {
    const { contentDocument: page, contentWindow: view } = frame;
    const style = new view.CSSStyleSheet();
    style.replaceSync(PRINT_STYLE);
    page.adoptedStyleSheets = [style];
    page.documentElement.lang = words.language;
    page.title = heading;
    const text = conversation.cloneNode(true);
    for (const body of text.querySelectorAll(".quoted")) body.hidden = false;
    for (const button of text.querySelectorAll("button")) button.replaceWith(h("span", null, button.textContent));
    const head = [h("h1", null, heading), h("p", null, words.ai_notice)];
    page.body.append(...head, ...text.childNodes, h("p", null, `${location.href}, ${new Date().toLocaleDateString(words.language)}`));
    view.addEventListener("afterprint", () => frame.remove());
    view.focus();
    view.print();
  }, { once: true });
  place.append(frame);
}
