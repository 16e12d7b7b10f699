// A notice that the reader dismissed stays away. It runs where it stands, so that such a notice is never painted.
{
  const notice = document.currentScript.previousElementSibling;
  const key = `notice-${notice.dataset.notice}`;
  const button = notice.querySelector("button");

  try {
    if (localStorage.getItem(key)) notice.remove();
    button.hidden = false;
  } catch {
    // This browser keeps nothing, so the notice cannot be dismissed.
  }
  button.addEventListener("click", () => {
    localStorage.setItem(key, "dismissed");
    const main = document.querySelector("main");
    main.tabIndex = -1;
    main.focus({ preventScroll: true });
    notice.remove();
  });
}
