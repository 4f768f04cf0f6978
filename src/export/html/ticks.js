(() => {
  "use strict";
  const key = document.body.dataset.key;
  let kept = {};
  try {
    const read = JSON.parse(localStorage.getItem(key));
    if (read && typeof read === "object") kept = read;
  } catch {}
  const boxes = [...document.querySelectorAll("input[data-tick]")];
  for (const box of boxes) {
    const tick = box.dataset.tick;
    if (Object.hasOwn(kept, tick)) box.checked = kept[tick] === true;
    box.addEventListener("change", () => {
      kept[tick] = box.checked;
      for (const other of boxes) if (other.dataset.tick === tick) other.checked = box.checked;
      try { localStorage.setItem(key, JSON.stringify(kept)); } catch {}
    });
  }
})();
