/** A file, and the page of it that is meant. */
export interface PageAddress {
  path: string;
  /** From 1; absent where the address names none. */
  page?: number;
}

/** Splits `report.pdf#page=3`, the form in which browsers address a page of a document. Other paths stay as they are. */
export function readPageAddress(address: string): PageAddress {
  const found = /^(.*\.pdf)#page=(\d{1,9})$/is.exec(address);
  // Both groups take part in every match.
  return found ? { path: found[1]!, page: Number(found[2]) } : { path: address };
}
