/** Waiting for what another process does: looks again until the check passes, and fails with the check's own words. */
export async function eventually<T>(look: () => T, check: (seen: T) => void, timeoutMs = 20_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return check(look());
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
