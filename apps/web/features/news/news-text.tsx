/** The words of an item; a blank line parts paragraphs. */
export function NewsText({ text }: { text: string }) {
  return text.split(/\n\s*\n/).map((paragraph, index) => <p key={index}>{paragraph}</p>);
}
