// The cells that are narrower than their longest word, each as a sentence. Words may be broken after ".", "_", "-" and "/"
// and before a capital; a digest is no word.
() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const width = (word, font) => {
    const key = font + word;
    if (!widths.has(key)) { canvas.font = font; widths.set(key, canvas.measureText(word).width); }
    return widths.get(key);
  };
  const found = [];
  const cells = "td, th, dt, dd, label, summary > *, .resources li > *, .tiles li, .stack > p, .stack li, h3, h4";
  for (const cell of document.querySelectorAll(cells)) {
    if (!cell.getClientRects().length || cell.closest(".unseen")) continue;
    const style = getComputedStyle(cell);
    if (style.display === "inline") continue;
    const room = cell.getBoundingClientRect().width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const style = getComputedStyle(text.parentElement);
      for (const word of text.data.split(/\s+|(?<=[._\/-])|(?<=[a-z0-9])(?=[A-Z])/))
        if (word && !/^[0-9a-f]{40,}$/.test(word) && width(word, style.font) > room + 1)
          found.push(`${cell.tagName} ${Math.round(room)} px: ${word}`);
    }
  }
  return [...new Set(found)];
}
