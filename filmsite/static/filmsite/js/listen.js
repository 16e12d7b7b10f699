// A chapter plays in the page’s own player; without this script its link opens the file at that time.
const player = document.querySelector(".listen audio");

for (const link of document.querySelectorAll(".chapters a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    player.currentTime = Number(link.dataset.seconds);
    player.play().catch(() => {}); // The player itself says what is wrong with its file.
  });
}
