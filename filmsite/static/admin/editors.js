// The editors of texts: spelling is checked, and each is called what its label says.
function name(area) {
  const editor = area.parentElement?.querySelector("[contenteditable=true]")?.editor;
  if (!editor || area.dataset.named) return;
  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`)?.innerText ?? area.name;
  const attributes = { spellcheck: "true", role: "textbox", "aria-multiline": "true", "aria-label": label.replace(/:$/, "") };
  editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes } });
  area.dataset.named = "yes";
}

const nameAll = () => document.querySelectorAll("textarea").forEach(name);
addEventListener("load", () => {
  nameAll();
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
});
