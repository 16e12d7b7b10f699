// Hands the chosen picture to the text in the window that opened this one.
const answerTo = new URLSearchParams(location.search).get("CKEditorFuncNum");

document.addEventListener("click", (event) => {
  const picked = event.target.closest(".admin-pick");
  if (!picked || !window.opener) return;
  const { url, id, alt, caption } = picked.dataset;
  window.opener.CKEDITOR.tools.callFunction(answerTo, url, { id, alternative_text: alt, caption });
  window.close();
});
