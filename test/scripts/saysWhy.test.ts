import { describe, it } from 'node:test';
import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { saysWhy } from '../../scripts/lint/saysWhy.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });

tester.run('what silences a checker gives its reason', saysWhy, {
  valid: [
    'const last = values[0]!;',
    "const names = ['a'] as const;",
    'const row = { a: 1 } satisfies Row;',
    '// The header was parsed above.\nconst shape = header as Shape;',
    'const shape = header as Shape; // parsed above',
    'const shape = read({\n  // checked by the reader\n  header: header as Header,\n});',
    '// eslint-disable-next-line max-lines -- a table of data\nconst a = 1;',
  ],
  invalid: [
    { code: 'const shape = header as Shape;', errors: [{ messageId: 'assertion' }] },
    { code: 'const first = names.get(0)!;', errors: [{ messageId: 'assertion' }] },
    { code: 'const first = names.first!;', errors: [{ messageId: 'assertion' }] },
    { code: '// far away\n\n\nconst shape = header as Shape;', errors: [{ messageId: 'assertion' }] },
    { code: '// eslint-disable-next-line max-lines\nconst a = 1;', errors: [{ messageId: 'disable' }] },
    { code: '/* eslint-disable max-lines */\nconst a = 1;', errors: [{ messageId: 'disable' }] },
  ],
});
