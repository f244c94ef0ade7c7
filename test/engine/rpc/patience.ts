/** For tests that would wait for ever if what they claim did not hold. */
export const patience = { timeout: 120_000 };
