/** A model's words as a description: one line, without quotes and without telling that it is a picture. */
export function cleanAlt(words: string): string {
  const line = words
    .replace(/[*_`#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const unquoted = /^["'“‘«](.*)["'”’»]$/.exec(line)?.[1] ?? line;
  const bare = unquoted.replace(/^(alt(ernative)? text|answer)\s*[:：]\s*/i, '').replace(announcement, '');
  return capitalised(cut(bare.trim()));
}

/** Screen readers say themselves that it is a picture. */
const announcement =
  /^(this is |the image shows |the picture shows )?(an? |the )?(image|picture|photo|photograph|screenshot) (of|showing) /i;

/** Whole sentences as far as they fit, else whole words. */
function cut(text: string): string {
  if (text.length <= longest) return text;
  const part = text.slice(0, longest + 1);
  const sentence = /^.*[.!?。！？](?=\s|$)/.exec(part)?.[0];
  return sentence ?? `${part.replace(/\s+\S*$/, '').slice(0, longest)} …`;
}

/** In UTF-16 units; longer ones are heard as a wall of words. */
const longest = 250;

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
