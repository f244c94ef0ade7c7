/** Makes an element with properties, attributes and children. */
export function element(
  tag: string,
  { className = '', text, attributes = {} }: { className?: string; text?: string; attributes?: Record<string, string> },
  ...children: Node[]
): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
