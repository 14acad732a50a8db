// 签名: drawn with a pen, a finger or the mouse; what is drawn goes along as a picture. Without a script the paper is scanned.
const place = document.querySelector("[data-sign]");

if (place) {
  const canvas = place.querySelector("canvas");
  const field = place.querySelector("[name=signature]");
  const pen = canvas.getContext("2d");
  let isDown = false;
  place.hidden = false;
  pen.lineWidth = 4;
  pen.lineCap = "round";
  pen.lineJoin = "round";

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    pen.lineTo(...at(event));
    pen.stroke();
    field.value = canvas.toDataURL("image/png");
  });
  addEventListener("pointerup", () => {
    isDown = false;
  });
  place.querySelector("[data-again]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
  });
}
