import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../../src/extension/settings/placeOf.ts';

const cases = {
  'a setting that nobody has set is set for the user': [{}, { isOfWorkspace: false, value: undefined }],
  'one that the user has set is changed there': [{ globalValue: ['/a'] }, { isOfWorkspace: false, value: ['/a'] }],
  'one of the workspace is changed there, without what the user has set': [
    { globalValue: ['/a'], workspaceValue: ['/b'] },
    { isOfWorkspace: true, value: ['/b'] },
  ],
  'an empty one of the workspace hides that of the user as well': [
    { globalValue: 'a', workspaceValue: '' },
    { isOfWorkspace: true, value: '' },
  ],
} as const;

for (const [claim, [inspected, place]] of Object.entries(cases))
  test(claim, () => assert.deepEqual(placeOf(inspected), place));
