import { writeAlt } from '../altText/writeAlt.ts';
import type { AltEscape } from '../images/references/imageReference.ts';
import type { ReferenceLanguage } from '../images/references/referenceLanguages.ts';

/** How a language writes a picture with its description; undefined for languages in which pictures have none. */
export function imageMarkup(language: ReferenceLanguage, address: string, description: string): string | undefined {
  const form = forms[language];
  return form && form.write(encoded(address, form.escape), escaped(description, form.escape));
}

interface Form {
  escape: AltEscape;
  write: (address: string, description: string) => string;
}

const tag = (address: string, description: string) => `<img src="${address}" alt="${description}">`;
const closedTag = (address: string, description: string) => `<img src="${address}" alt="${description}" />`;

const forms: { readonly [language in ReferenceLanguage]?: Form } = {
  markdown: { escape: 'markdown', write: (address, description) => `![${description}](${address})` },
  html: { escape: 'html', write: tag },
  vue: { escape: 'html', write: closedTag },
  svelte: { escape: 'svelte', write: closedTag },
  script: { escape: 'html', write: closedTag },
  asciidoc: { escape: 'asciidoc', write: (address, description) => `image::${address}[${description}]` },
  restructuredText: {
    escape: 'line',
    write: (address, description) => `.. image:: ${address}\n   :alt: ${description}\n`,
  },
};

const escaped = (text: string, escape: AltEscape) =>
  writeAlt({ from: 0, to: 0, state: 'missing', text: '', before: '', after: '', escape }, text).text;

/** Addresses of the web are percent-encoded; documents of docutils take paths as they are. */
function encoded(address: string, escape: AltEscape): string {
  if (escape === 'line') return address;
  return encodeURI(address).replace(/[()[\]'#?]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
