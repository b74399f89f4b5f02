/**
 * The focal point by pointing: a click on the picture fills the two numbers of the form, and a ring shows where they
 * are. The numbers themselves are the way by keyboard, and the only one without this module.
 */

const figure = document.querySelector("[data-focal]");
const across = document.getElementById("id_focal_x");
const down = document.getElementById("id_focal_y");

if (figure && across && down) {
  const image = figure.querySelector("img");
  const ring = document.createElement("span");
  ring.className = "desk-focal";
  figure.append(ring);
  figure.dataset.ready = "";
  figure.querySelector("[data-hint]").hidden = false;

  /** A number of the form as a share between 0 and 1. */
  const share = (field) => Math.min(1, Math.max(0, Number.parseFloat(field.value) || 0));

  /** Physical coordinates: a picture has no reading direction. */
  const show = () => {
    ring.style.left = `${image.offsetLeft + share(across) * image.offsetWidth}px`;
    ring.style.top = `${image.offsetTop + share(down) * image.offsetHeight}px`;
  };

  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    across.value = ((event.clientX - box.left) / box.width).toFixed(2);
    down.value = ((event.clientY - box.top) / box.height).toFixed(2);
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  addEventListener("resize", show);
  image.complete ? show() : image.addEventListener("load", show, { once: true });
}
