// A click on the picture sets its focal point; the two number fields do the same without this file.
document.addEventListener("DOMContentLoaded", () => {
  const picture = document.querySelector(".field-picture img");
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");
  if (!picture || !across || !down) return;

  const mark = document.createElement("span");
  mark.className = "admin-focus";
  const frame = document.createElement("span");
  frame.className = "admin-focus-frame";
  picture.replaceWith(frame);
  frame.append(picture, mark);

  const show = () => {
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
  };
  const percent = (part, whole) => Math.min(100, Math.max(0, Math.round((100 * part) / whole)));
  frame.addEventListener("click", (event) => {
    const box = frame.getBoundingClientRect();
    across.value = percent(event.clientX - box.left, box.width);
    down.value = percent(event.clientY - box.top, box.height);
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  show();
});
