/** What the editor tells of a setting: what stands in the files of the user, with those of this machine, and of the workspace. */
interface Inspected {
  globalValue?: unknown;
  workspaceValue?: unknown;
}

/**
 * Where a setting is to be changed, and what stands there. A workspace that sets it hides what the user has set: a change
 * elsewhere would not be felt. Values of both are kept apart, so that those of a workspace do not follow the user to others.
 */
export function placeOf({ globalValue, workspaceValue }: Inspected = {}): { isOfWorkspace: boolean; value: unknown } {
  const isOfWorkspace = workspaceValue !== undefined;
  return { isOfWorkspace, value: isOfWorkspace ? workspaceValue : globalValue };
}
