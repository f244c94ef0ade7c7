/** Runs `action` without the administrator's right to ignore permissions, where the tests have it. */
export async function unprivileged(action: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(nobody);
  try {
    await action();
  } finally {
    process.seteuid?.(0);
  }
}

const nobody = 65534;
