import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownImages } from '../../../src/extension/notebook/markdownImages.ts';
import { pictureNames } from '../../../src/extension/notebook/pictureNames.ts';

const cases = [
  ['a picture is called as it is described', '![a \\[red\\] cat](cat.png)', ['a [red] cat']],
  ['else as its file, without folders', '![](pictures/my%20cat.png)', ['my cat.png']],
  ['an attachment as it is attached', '![ ](attachment:image.png)', ['image.png']],
  ['data has no name, and is counted', '![](a.png)![](data:image/png;base64,AA==)', ['a.png', 'Picture 2']],
  [
    'those that are called the same are counted',
    '![](x/a.png)![](b.png)![](y/a.png)',
    ['a.png (1)', 'b.png', 'a.png (2)'],
  ],
] as const;

for (const [claim, text, names] of cases)
  test(claim, () => assert.deepEqual(pictureNames(markdownImages(text)), names));
