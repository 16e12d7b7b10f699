// How the reader saw films, as this browser keeps it: {key of a film: "for", "mixed" or "against"}.
const KEY = "marks";
let last = {}; // for a browser that keeps nothing: until the page is left

export function readMarks() {
  try {
    last = { ...JSON.parse(localStorage.getItem(KEY)) };
  } catch {
    // As above.
  }
  return { ...last };
}

export function writeMarks(marks) {
  last = { ...marks };
  try {
    if (Object.keys(marks).length) localStorage.setItem(KEY, JSON.stringify(marks));
    else localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
