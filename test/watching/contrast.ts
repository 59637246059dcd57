import type { Page } from 'playwright-core';

/** Text of less contrast than WCAG 2.2 asks for on level AA (1.4.3): 4.5 to 1, or 3 to 1 where it is large. */
export const lowContrast = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!canvas) return ['no canvas'];
    /** Any CSS colour over another one. */
    const over = (colour: string, below: readonly number[]): number[] => {
      canvas.fillStyle = `rgb(${below.join(' ')})`;
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const luminance = (rgb: readonly number[]): number => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): number[] =>
      element
        ? over(getComputedStyle(element).backgroundColor, groundOf(element.parentElement))
        : over('Canvas', [255, 255, 255]);
    const isRead = (element: Element): boolean => {
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      const isSeen = element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 2;
      return hasText && isSeen && !element.matches(':disabled');
    };
    const isFaulty = (element: Element, ratio: number): boolean => {
      const { fontSize, fontWeight } = getComputedStyle(element);
      const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
      return ratio < (isLarge ? 3 : 4.5);
    };
    return [...document.querySelectorAll('body *')].filter(isRead).flatMap((element) => {
      const ground = groundOf(element);
      const text = luminance(over(getComputedStyle(element).color, ground));
      const [dark = 0, light = 0] = [text, luminance(ground)].sort((a, b) => a - b);
      const ratio = (light + 0.05) / (dark + 0.05);
      return isFaulty(element, ratio) ? [`${ratio.toFixed(2)}: ${element.outerHTML.slice(0, 100)}`] : [];
    });
  });
