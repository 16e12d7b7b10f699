// Notes that a comment was sent, from the review or after a preview, so that its draft is forgotten when it is there.
const form = document.getElementById("comment-form");

form?.addEventListener("submit", (event) => {
  if (event.submitter?.name !== "post") return;
  try {
    sessionStorage.setItem(`sent:${new URL(form.action).pathname.replace(/comments\/$/, "")}`, "yes");
  } catch {
    // A browser that keeps nothing kept no draft either.
  }
});
