// Likes without a new page. A guest's browser remembers its own: the page is the same for all guests.
const section = document.getElementById("comments");
const kept = `liked:${location.pathname}`;
const isGuest = !section.dataset.member;

section.addEventListener("click", (event) => {
  const button = event.target.closest("button.act");
  if (!button) return;
  event.preventDefault();
  like(button);
});

async function like(button) {
  const response = await fetch(button.formAction, {
    method: "POST",
    body: new URLSearchParams(new FormData(button.form)),
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (!response?.ok) {
    button.form.requestSubmit(button); // the answer is a page that says why
    return;
  }
  const { liked, said } = await response.json();
  turn(button, liked);
  likesOf(button).textContent = said;
  if (isGuest) remember(button.closest("article").id, liked);
}

// What the button does next: like, or take it back.
function turn(button, liked) {
  const was = button.textContent;
  button.textContent = liked ? section.dataset.unlike : section.dataset.like;
  button.ariaLabel = button.ariaLabel.replace(was, button.textContent);
  button.formAction = button.formAction.replace(/[a-z]+\/$/, liked ? "unlike/" : "like/");
}

function likesOf(button) {
  const footer = button.parentElement;
  let likes = footer.querySelector(".likes");
  if (!likes) {
    likes = document.createElement("span");
    likes.className = "likes";
    footer.prepend(likes);
  }
  likes.role = "status";
  return likes;
}

function remembered() {
  try {
    return new Set(JSON.parse(localStorage.getItem(kept)));
  } catch {
    return new Set(); // a browser that keeps nothing
  }
}

function remember(id, liked) {
  const ids = remembered();
  if (liked) ids.add(id);
  else ids.delete(id);
  try {
    if (ids.size) localStorage.setItem(kept, JSON.stringify([...ids]));
    else localStorage.removeItem(kept);
  } catch {
    // As above: the button is right until the page is left.
  }
}

if (isGuest) {
  for (const id of remembered()) {
    const button = document.getElementById(id)?.querySelector("button.act");
    if (button) turn(button, true);
  }
}
