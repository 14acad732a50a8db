// What a keyboard can come to, for tests. A group of radios counts once; what isn't drawn doesn't count.
window.walk = {
  // The thing a person sees for a control: a hidden radio is seen as its label, a bare field as its frame.
  seen(element) {
    return element.closest("label, .in, .cmd") || element;
  },
  keyOf(element) {
    const isRadio = element.matches("input[type=radio]");
    return isRadio ? `radios ${element.name}` : `${element.tagName} ${element.id || element.getAttribute("href") || element.name || ""} ${element.textContent.trim().slice(0, 24)}`;
  },
  expected() {
    const all = [...document.querySelectorAll("a[href],button,input,select,textarea,summary,iframe,[tabindex]")];
    const dialog = document.querySelector("dialog[open]");
    return [
      ...new Set(
        all
          .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility() && one.getClientRects().length)
          .filter((one) => !dialog || dialog.contains(one))
          .map((one) => walk.keyOf(one)),
      ),
    ];
  },
  look(element) {
    const places = [element, element.nextElementSibling, walk.seen(element)].filter(Boolean);
    return places
      .map((place) => {
        const style = getComputedStyle(place);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderTopColor, style.backgroundColor].join();
      })
      .join(";");
  },
  isCovered(element) {
    const boxes = [element, element.nextElementSibling, walk.seen(element)].filter(Boolean);
    return !boxes.some((place) => {
      const box = place.getBoundingClientRect();
      const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];
      const hit = document.elementFromPoint(x, y);
      return hit && (place.contains(hit) || hit.contains(place));
    });
  },
  // Called after each Tab: tells the key of what has the focus, and whether what had it before looks different now.
  step() {
    const now = document.activeElement;
    const before = walk.last;
    const isSame = before && before.element.isConnected && before.element !== now && walk.look(before.element) === before.look;
    walk.last = now === document.body ? null : { element: now, look: walk.look(now) };
    return {
      key: now === document.body ? "" : walk.keyOf(now),
      covered: now !== document.body && walk.isCovered(now),
      unmarked: isSame ? walk.keyOf(before.element) : "",
    };
  },
};
