/** Hides what lacks the words sought: items by their text, and groups of which nothing is left. */
export const searchable = (input: HTMLInputElement, place: HTMLElement, nothing: HTMLElement): void => {
  const filter = (): void => {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    const has = (element: HTMLElement): boolean => {
      const text = `${element.dataset.words ?? ''} ${element.textContent}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    let found = false;
    for (const group of place.querySelectorAll<HTMLElement>('[data-group]')) {
      const items = [...group.querySelectorAll<HTMLElement>('[data-item]')];
      // a panel without items is found as a whole
      for (const item of items) item.classList.toggle('unfound', !has(item));
      const isFound = items.length === 0 ? has(group) : items.some((item) => !item.classList.contains('unfound'));
      group.classList.toggle('unfound', !isFound);
      found ||= isFound;
    }
    nothing.hidden = found;
  };
  input.addEventListener('input', filter);
};
