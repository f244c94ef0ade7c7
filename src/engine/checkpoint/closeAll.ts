/** Closes everything even if one refuses, and only then reports the first refusal. */
export async function closeAll(items: readonly { close(): Promise<void> }[]): Promise<void> {
  const results = await Promise.allSettled(items.map((item) => item.close()));
  const refusal = results.find((result) => result.status === 'rejected');
  if (refusal) throw refusal.reason;
}
