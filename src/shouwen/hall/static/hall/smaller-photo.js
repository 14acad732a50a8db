// A photo of ten megabytes takes a minute on a village line: drawn smaller before it is sent. Whatever goes wrong here, the photo goes as it is.
const MOST_EDGE = 2000;
const SMALL_ENOUGH = 600 * 1024;

async function smaller(file) {
  if (!/^image\/(jpeg|png)$/.test(file.type) || file.size <= SMALL_ENOUGH) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, MOST_EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return drawn && drawn.size < file.size ? new File([drawn], file.name, { type: "image/jpeg" }) : file;
}

for (const form of document.querySelectorAll("form[data-smaller]")) {
  form.addEventListener("submit", async (event) => {
    const input = form.querySelector("input[type=file]");
    if (form.dataset.ready || !input.files.length) return;
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    button.textContent = "正在传…";
    try {
      const files = new DataTransfer();
      for (const file of input.files) files.items.add(await smaller(file).catch(() => file));
      input.files = files.files;
    } finally {
      form.dataset.ready = "1";
      button.disabled = false;
      // Not from within the first sending, which isn't over yet where nothing had to be drawn: that one would be lost unseen.
      setTimeout(() => form.requestSubmit());
    }
  });
}
