import { element } from './dom.ts';
import { type IconName, icon } from './icons.ts';

/** A button that shows an icon and says its name to those who cannot see it or hover over it. */
export function iconButton(name: IconName, label: string, onClick: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'icon-button', title: label, 'aria-label': label },
    icon(name),
  );
  button.addEventListener('click', onClick);
  return button;
}

/** A button with a text. */
export function textButton(
  text: string,
  kind: 'primary' | 'secondary' | 'link',
  onClick: () => void,
): HTMLButtonElement {
  const button = element('button', { type: 'button', class: `button ${kind}` }, text);
  button.addEventListener('click', onClick);
  return button;
}
