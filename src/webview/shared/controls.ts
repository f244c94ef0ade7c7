import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { element } from './element.ts';
import { icon, type IconName } from './icons.ts';

/**
 * Defines the controls that webviews use as elements. This is the one file that knows the toolkit: another can take its
 * place here.
 */
export function defineControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
    vsCodeTextArea(),
    vsCodeTextField(),
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/**
 * The toolkit reads the theme when its page is loaded, which is long over where an output of a notebook is drawn: buttons
 * there take their colours from the theme themselves. And what a theme does not name it gives the colour that a dark one
 * has: in light high contrast the chosen option of a list would be white on white.
 */
const themeStyle = `
vscode-button { --button-secondary-background: var(--vscode-button-secondaryBackground, transparent);
  --button-secondary-hover-background: var(--vscode-button-secondaryHoverBackground, transparent);
  --button-secondary-foreground: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
  --button-border: var(--vscode-button-border, transparent); --font-family: var(--vscode-font-family); --focus-border: var(--vscode-focusBorder); }
vscode-option { --list-active-selection-background: var(--vscode-list-activeSelectionBackground, transparent);
  --list-active-selection-foreground: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground)); }
`;

/** A button with a text. */
export function button(
  text: string,
  onPress: () => void,
  appearance: 'primary' | 'secondary' = 'secondary',
): HTMLElement {
  const made = element('vscode-button', { text, attributes: { appearance } });
  made.addEventListener('click', onPress);
  return made;
}

/** A button with a sign; its name is read aloud and shown when it is pointed at. */
export function iconButton(name: IconName, label: string, onPress: () => void): HTMLElement {
  const attributes = { appearance: 'icon', 'aria-label': label, title: label };
  const made = element('vscode-button', { className: 'icon-button', attributes }, icon(name));
  made.addEventListener('click', onPress);
  return made;
}

/** A choice of one of several, under its label. */
export function dropdown<Value extends string>(
  label: string,
  options: Readonly<Record<Value, string>>,
  onChoose: (value: Value) => void,
): ValueControl<Value> {
  const rows = Object.entries<string>(options).map(([value, text]) =>
    element('vscode-option', { text, attributes: { value } }),
  );
  // By its tag.
  const control = element('vscode-dropdown', { attributes: { 'aria-label': label } }, ...rows) as Valued<Value>;
  control.addEventListener('change', () => onChoose(control.value));
  const shown = element(
    'div',
    { className: 'field' },
    element('span', { text: label, attributes: { 'aria-hidden': 'true' } }),
    control,
  );
  return { element: shown, set: (value) => (control.value = value) };
}

/** A line of text, under its label. `onEnter` is called when the user has finished it. */
export function textField(
  label: string,
  placeholder: string,
  events: { onInput?: (text: string) => void; onEnter?: (text: string) => void },
): ValueControl<string> {
  // By its tag. The control takes its text for its label and for its name.
  const control = element('vscode-text-field', {
    className: 'field',
    text: label,
    attributes: { placeholder },
  }) as Valued<string>;
  control.addEventListener('input', () => events.onInput?.(control.value));
  control.addEventListener('keydown', ({ key, isComposing }) => {
    if (key === 'Enter' && !isComposing) events.onEnter?.(control.value);
  });
  return { element: control, set: (value) => (control.value = value) };
}

/** Something that is on or off. */
export function checkbox(text: string, onChange: (isOn: boolean) => void): ValueControl<boolean> {
  // The control of this name can be checked.
  const control = element('vscode-checkbox', { text }) as HTMLElement & { checked: boolean };
  control.addEventListener('change', () => onChange(control.checked));
  return { element: control, set: (isOn) => (control.checked = isOn) };
}

/** A control and the way to show a value in it. */
export interface ValueControl<Value> {
  readonly element: HTMLElement;
  set(value: Value): void;
}

/** Controls of these names have a value. */
type Valued<Value> = HTMLElement & { value: Value };
