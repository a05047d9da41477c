/* An answer's Markdown as nodes: paragraphs, lists, line breaks, bold, escapes, web addresses and markers [n]. */

const ITEM = /^( *)(?:(\d{1,9})[.)]|[-+*])(?: +(.*))?$/;
const INLINE = /\\([!-/:-@[-`{-~])|\*\*(?=\S)((?:\\.|[^\\])*?\S)\*\*|\[(\d{1,3})\]/gs;
const WEB = /(?:https?:\/\/|www\.)[^\s<>"'„“”‚‘’`{}|\\^]+/gi;

/* `marker` gives the node for a citation's number, or null for an unknown one. */
function renderMarkdown(words, text, marker) {
  const top = document.createDocumentFragment();
  let lists = []; // open lists, outermost first: {node, indent, item}
  let lines = []; // of the paragraph being read
  const place = () => (lists.length ? lists[lists.length - 1].item : top);

  function endParagraph() {
    if (!lines.length) return;
    const nodes = renderInline(words, lines.join("\n"), marker);
    if (lists.length && !place().childNodes.length) place().append(...nodes);
    else place().append(h("p", null, nodes));
    lines = [];
  }

  let wasBlank = true;
  for (const line of text.split(/\r?\n/)) {
    const found = ITEM.exec(line);
    const indent = /^ */.exec(line)[0].length;
    if (!line.trim()) {
      endParagraph();
      wasBlank = true;
      continue;
    }
    // In the middle of a paragraph only a list that begins with 1 begins.
    if (found && (lists.length || wasBlank || !lines.length || !found[2] || Number(found[2]) === 1)) {
      endParagraph();
      while (lists.length && lists[lists.length - 1].indent > indent) lists.pop();
      const tag = found[2] ? "ol" : "ul";
      let list = lists[lists.length - 1];
      if (list && indent < list.inner && list.node.localName !== tag) {
        lists.pop();
        list = lists[lists.length - 1];
      }
      if (!list || indent >= list.inner) {
        const start = found[2] && Number(found[2]) !== 1 ? Number(found[2]) : null;
        list = { node: h(tag, { start }), indent };
        place().append(list.node);
        lists.push(list);
      }
      list.inner = indent + (found[2] || "-").length + (found[2] ? 2 : 1);
      list.item = h("li");
      list.node.append(list.item);
      lines = found[3] ? [found[3]] : [];
    } else {
      // Text after a blank line belongs to an item only where it is indented.
      if (wasBlank) while (lists.length && indent < lists[lists.length - 1].inner) lists.pop();
      lines.push(line.trim());
    }
    wasBlank = false;
  }
  endParagraph();
  return top;
}

function renderInline(words, text, marker) {
  const nodes = [];
  let plain = "";
  const endPlain = () => {
    nodes.push(...linked(words, plain));
    plain = "";
  };
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    plain += text.slice(end, found.index);
    end = found.index + found[0].length;
    if (found[1]) plain += found[1];
    else {
      const node = found[2] ? h("strong", null, renderInline(words, found[2], marker)) : marker(Number(found[3]));
      if (node) {
        endPlain();
        nodes.push(node);
      } else plain += found[0];
    }
  }
  plain += text.slice(end);
  endPlain();
  return nodes;
}

/* Lines are broken where the text breaks them, web addresses become links. */
function linked(words, text) {
  const nodes = [];
  text.split("\n").forEach((line, number) => {
    if (number) nodes.push(h("br"));
    let end = 0;
    for (const found of line.matchAll(WEB)) {
      const shown = found[0].replace(/[.,;:!?)\]…]+$/, "");
      const address = webAddress(shown);
      if (!address) continue;
      nodes.push(line.slice(end, found.index), link(words, address, shown));
      end = found.index + shown.length;
    }
    nodes.push(line.slice(end));
  });
  return nodes.filter((node) => node !== "");
}

/* The answer on one line, for a screen reader's announcement. */
const plainText = (markdown) =>
  markdown
    .replace(/ ?\[\d{1,3}\]/g, "")
    .replace(/\*\*/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
