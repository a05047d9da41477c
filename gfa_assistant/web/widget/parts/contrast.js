/* Colours of the host's page are taken where everything written in them stays readable (WCAG 1.4.3, 1.4.11). */

const TEXT_CONTRAST = 4.5;
const LINE_CONTRAST = 3;

/* [red, green, blue] of an opaque colour as a browser computes it; null for any other. */
function channels(computed) {
  const found = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(computed);
  return found && found.slice(1).map(Number);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first, second) {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const mixed = (colour, share, ground) => colour.map((part, n) => Math.round(part * share + ground[n] * (1 - share)));

const written = (colour) => `rgb(${colour.join(", ")})`;

/* Why the three colours cannot be used together, or null. */
function unreadable({ accent, background, text }) {
  for (const [name, colour] of [["text", text], ["accent", accent]]) {
    const ratio = contrast(colour, background);
    if (ratio < TEXT_CONTRAST) {
      return `--gfa-${name} ${written(colour)} on ${written(background)} has a contrast of ${ratio.toFixed(2)}:1`;
    }
  }
  return null;
}

/* All colours of the widget from three; shades that would be too weak become full. */
function palette({ accent, background, text }) {
  const white = [255, 255, 255];
  const black = [0, 0, 0];
  const shade = mixed(accent, 0.1, background);
  const tint = [text, accent].every((colour) => contrast(colour, shade) >= TEXT_CONTRAST) ? shade : background;
  const weaker = (share, least) => {
    const colour = mixed(text, share, background);
    return contrast(colour, background) >= least && contrast(colour, tint) >= least ? colour : text;
  };
  return {
    ink: text,
    soft: weaker(0.8, TEXT_CONTRAST),
    ground: background,
    line: weaker(0.6, LINE_CONTRAST),
    faint: mixed(text, 0.2, background),
    accent,
    "accent-ink": contrast(white, accent) >= contrast(black, accent) ? white : black,
    tint,
    note: tint,
    "note-line": accent,
    problem: background,
    "problem-line": text,
  };
}
