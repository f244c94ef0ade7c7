import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { findReferences } from '../../../../src/extension/images/references/findReferences.ts';
import type { ReferenceLanguage } from '../../../../src/extension/images/references/referenceLanguages.ts';

/** What a case expects of a picture: its address, its description as `state` or as text in quotes, and where a link leads. */
type Expected = [address: string, alt?: string, linkTarget?: string];
type Cases = Record<string, [text: string, ...expected: Expected[]]>;

const cases: { readonly [language in ReferenceLanguage]: Cases } = {
  markdown: {
    'an image with its description': ['![A cat](cat.png)', ['cat.png', '"A cat"']],
    'an image without one': ['![](cat.png)', ['cat.png', 'missing']],
    'an address in angle brackets, with a title': ['![A](<my cat.png> "T")', ['my cat.png', '"A"']],
    'an address over escapes and entities': ['![A \\* b &amp; c](a\\(1\\).png)', ['a(1).png', '"A * b & c"']],
    'a description over two lines': ['![A cat\non a mat](cat.png)', ['cat.png', '"A cat\non a mat"']],
    'an image in a link': ['[![A](cat.png)](https://x.y)', ['cat.png', '"A"', 'https://x.y']],
    'an image by a label': ['![A][Cat]\n\n[cat]: cat.png', ['cat.png', '"A"'], ['cat.png']],
    'an image whose description is its label': ['![cat]\n\n[cat]: cat.png', ['cat.png', '"cat"'], ['cat.png']],
    'one whose label is given twice': ['![A cat][]\n\n[a CAT]: a.png', ['a.png', '"A cat"'], ['a.png']],
    'no image with an empty address': ['![cat]()\n\n[cat]: cat.png', ['cat.png']],
    'HTML in a block': ['<p>\n<img src="a.png"\n alt="b"></p>', ['a.png', '"b"']],
    'HTML in a line, inside a link': ['Go <a href="x"><img src=a.png></a> now', ['a.png', 'missing', 'x']],
    'pictures of the front matter': ['---\ntitle: x\ncover: a.png\n---\n![](b.png)', ['a.png'], ['b.png', 'missing']],
    'nothing in code': ['`![](a.png)`\n\n```\n![](b.png)\n```\n\n    ![](c.png)'],
    'a data address': ['![](data:image/png;base64,AAAA)', ['data:image/png;base64,AAAA', 'missing']],
    'an attachment': ['![](attachment:a%20b.png)', ['attachment:a%20b.png', 'missing']],
    'nothing that is escaped': ['\\![](a.png)'],
    'a page that a link leads to': ['[page](a.pdf#page=2), [all](b.PDF), [text](c.html)', ['a.pdf#page=2'], ['b.PDF']],
  },
  html: {
    'a tag over lines': ['<img\n  src="a.png"\n  alt="A\n cat">', ['a.png', '"A\n cat"']],
    'single quotes, and none': ["<img src='a.png' alt=''><img src=b.png alt>", ['a.png', 'empty'], ['b.png', 'empty']],
    'an address with entities': ['<img src="a.png?b=1&amp;c=2">', ['a.png?b=1&c=2', 'missing']],
    'a picture inside a link': [
      '<a class=x href="/home"><span><img src="a.png"></span></a>',
      ['a.png', 'missing', '/home'],
    ],
    'a picture inside a button': ['<button><img src="a.png"></button>', ['a.png', 'missing', '']],
    'what is hidden needs no description': ['<img src="a.png" role="presentation">', ['a.png', 'exempt']],
    'several sizes': [
      '<img src="a.png" srcset="b.png 1x, c.png 2x">',
      ['a.png', 'missing'],
      ['b.png', 'missing'],
      ['c.png', 'missing'],
    ],
    'posters, icons and sources': [
      '<video poster="a.jpg"></video><link rel="icon" href="b.svg"><picture><source srcset="c.webp"></picture>',
      ['a.jpg'],
      ['b.svg'],
      ['c.webp'],
    ],
    'tags and attributes in capitals': [
      '<A HREF="/x"><IMG SRC="a.png" ALT="Old"></A><INPUT TYPE=IMAGE SRC=b.png><IMG SRC=c.png ROLE=Presentation>',
      ['a.png', '"Old"', '/x'],
      ['b.png', 'missing'],
      ['c.png', 'exempt'],
    ],
    'descriptions that a template or a framework puts in later': [
      '<img src="a.png" alt="{{ t }}"><img src="b.png" alt="<?= $a->b ?>"><img src="c.png" [alt]="d"><img src="e.png" {{rest}}><img src="f.png" alt={g("h i")}>',
      ...[['a.png', 'expression'] as Expected, ['b.png', 'expression'] as Expected],
      ...[['c.png', 'expression'] as Expected, ['e.png', 'exempt'] as Expected, ['f.png', 'expression'] as Expected],
    ],
    'an image button': ['<input type="image" src="a.png">', ['a.png', 'missing']],
    'styles and scripts': ['<style>a{b:url(a.png)}</style><script>const b = "b.png"</script>', ['a.png'], ['b.png']],
    'no scripts, no pages': ['<script src="a.js"></script><a href="b.html">c</a><iframe src="d.html"></iframe>'],
    'nothing in a comment': ['<!-- <img src="a.png"> -->'],
  },
  vue: {
    'a plain and a bound address': [
      '<template><img src="@/a.png" alt="A"><img :src="\'./b.png\'" :alt="c > d ? e : f"></template>',
      ['@/a.png', '"A"'],
      ['./b.png', 'expression'],
    ],
    'an imported picture by its name': [
      '<template><img :src="logo" /></template>\n<script setup lang="ts">\nimport logo from "./logo.png"\n</script>',
      ['./logo.png', 'missing'],
      ['./logo.png'],
    ],
    'a link of the router': [
      '<template><router-link to="/x"><img src="a.png"/></router-link></template>',
      ['a.png', 'missing', '/x'],
    ],
    'scoped styles': ['<style scoped>a { b: url("~@/a.png") }</style>', ['~@/a.png']],
  },
  svelte: {
    'quotes and brackets inside expressions': [
      '<img alt={a > b ? "x>y" : `${c}`} src="a.png" class={d ? "e" : \'f\'}>{#if a < b}<img src="b.png">{/if}',
      ['a.png', 'expression'],
      ['b.png', 'missing'],
    ],
    'an imported picture, written short': [
      '<script>import src from "./a.png"</script><img {src} alt="A">',
      ['./a.png'],
      ['./a.png', '"A"'],
    ],
    'attributes that are spread': ['<img src="a.png" {...rest}>', ['a.png', 'exempt']],
    'a description with an expression in it': ['<img src="a.png" alt="Hello {name}">', ['a.png', 'expression']],
  },
  css: {
    'addresses with and without quotes': ['a{b:url(a.png),url("b.png")}', ['a.png'], ['b.png']],
    'sets of images': ['a{b:image-set("a.png" 1x, "b.png" 2x)}', ['a.png'], ['b.png']],
    'no fonts, no imports, no comments': ['@import "a.css"; @font-face{src:url(b.woff2)} /* url(c.png) */'],
  },
  scss: {
    'variables, nesting and comments': ['$a: "a.png"; // url(x.png)\nb{&:hover{c:url(b.png)}}', ['a.png'], ['b.png']],
    'nothing that is put together later': ['a{b:url("#{$c}/d.png")}'],
  },
  sass: { 'blocks by indentation': ['a\n  background: url(a.png)\n', ['a.png']] },
  script: {
    'strings of any quotes': ['f("a.png", \'b.jpg\', `c.webp`)', ['a.png'], ['b.jpg'], ['c.webp']],
    'no templates with expressions': ['f(`${a}/b.png`)'],
    'a tag over lines with generics around': [
      'const a = <T,>(p: Props<T>) => (\n  <img\n    src="a.png"\n    alt="A &amp; B"\n  />\n);',
      ['a.png', '"A & B"'],
    ],
    'an imported picture': [
      'import a from "./a.png";\nconst b = <Image src={a} />;',
      ['./a.png'],
      ['./a.png', 'missing'],
    ],
    'a required picture': ['<img src={require("./a.png")} alt={t("a")} />', ['./a.png', 'expression']],
    'an empty description': ['<img src="a.png" alt="" />', ['a.png', 'empty']],
    'attributes that are spread': ['<img {...p} src="a.png" />', ['a.png', 'exempt']],
    'a picture inside a link': ['<Link to="/x"><b><img src="a.png" /></b></Link>', ['a.png', 'missing', '/x']],
    'a style sheet in a template': ['const A = styled.div`background: url(a.png);`', ['a.png']],
    'no sentences that mention one': ['throw new Error("a\\nb.png")'],
  },
  restructuredText: {
    'a directive with options': [
      '.. image:: a.png\n   :width: 3\n   :alt: A cat\n   :target: x.html\n',
      ['a.png', '"A cat"', 'x.html'],
    ],
    'a description over two lines': ['.. figure:: a.png\n   :alt: A\n     cat\n\n   Caption', ['a.png', '"A cat"']],
    'one without options': ['Text\n\n.. image:: a b.png\n\nMore', ['a b.png', 'missing']],
    'a substitution': ['.. |logo| image:: a.png', ['a.png', 'missing']],
    'nothing in code or comments': [
      'Code::\n\n   .. image:: a.png\n\n.. comment\n   .. image:: b.png\n\n.. code-block:: rst\n\n   .. image:: c.png',
    ],
  },
  asciidoc: {
    'a block with its description': ['image::a.png[A cat,200]', ['a.png', '"A cat"']],
    'one in a line, with a quoted description': ['See image:a.png["A, b",role=x] now', ['a.png', '"A, b"']],
    'one without a description': ['image::a.png[]', ['a.png', 'missing']],
    'one by name, in a link': ['image::a.png[width=3,alt=A,link=https://x.y]', ['a.png', '"A"', 'https://x.y']],
    'descriptions that an attribute of the document puts in': [
      'image::a.png[A {b}]\nimage::c.png[alt="\\{d}"]',
      ['a.png', 'expression'],
      ['c.png', '"{d}"'],
    ],
    'the folder of images, and attributes': [
      ':imagesdir: pics\n:n: 1\n\nimage::a{n}.png[]',
      ['pics/a1.png', 'missing'],
    ],
    'nothing in listings or comments': ['----\nimage::a.png[]\n----\n// image::b.png[]\n\\image::c.png[]'],
  },
  latex: {
    'options before the address': ['\\includegraphics[width=\\textwidth]{figs/a}', ['figs/a']],
    'nothing in comments and verbatim': [
      '% \\includegraphics{a}\n100\\% \\includegraphics{b}\n\\begin{verbatim}\\includegraphics{c}\\end{verbatim}',
      ['b'],
    ],
  },
  json: {
    'strings with escapes': ['{"icon": "media\\/a.png", "b": "c.txt"}', ['media/a.png']],
    'comments are no trouble': ['{ // icon\n "icon": "a.png" }', ['a.png']],
  },
  yaml: { 'scalars of every kind': ['a: b.png\nc: ["d e.png", \'f.svg\']\n', ['b.png'], ['d e.png'], ['f.svg']] },
  python: {
    'strings, raw and not': ['a = "b.png"\nc = r"d\\e.png"\nf = "g\\\\h.png"', ['b.png'], ['d\\e.png'], ['g\\h.png']],
    'no formats, no prose': ['a = f"{b}.png"\n"""See\na.png"""'],
  },
};

for (const [language, of] of Object.entries(cases))
  describe(`in ${language} are found`, () => {
    for (const [claim, [text, ...expected]] of Object.entries(of))
      test(claim, () => {
        const found = findReferences(language as ReferenceLanguage, text);
        assert.deepEqual(
          found.map(({ address, alt, linkTarget }) =>
            shortened([address, alt && (alt.state === 'text' ? `"${alt.text}"` : alt.state), linkTarget]),
          ),
          expected,
        );
      });
  });

test('a place lies in its construct, and so does its description', () => {
  for (const [language, text] of everyText())
    for (const { from, to, construct, alt } of findReferences(language, text)) {
      assert.ok(construct.from <= from && from < to && to <= construct.to, `${language}: ${text}`);
      if (alt) assert.ok(construct.from <= alt.from && alt.from <= alt.to && alt.to <= construct.to, text);
    }
});

test('a document that is cut anywhere, or mixed with another, is read without an error', () => {
  const part = fc.constantFrom(...everyText().map(([, text]) => text));
  const languages = fc.constantFrom(...(Object.keys(cases) as ReferenceLanguage[]));
  const check = (language: ReferenceLanguage, a: string, b: string, at: number) => {
    findReferences(language, a.slice(0, at) + b + a.slice(at));
  };
  fc.assert(fc.property(languages, part, part, fc.nat(80), check), { numRuns: 1000 });
});

test('a document that nobody writes is not searched', () => {
  assert.deepEqual(findReferences('markdown', '![](a.png)\n'.repeat(200_000)), []);
});

function everyText(): [ReferenceLanguage, string][] {
  return Object.entries(cases).flatMap(([language, of]) =>
    Object.values(of).map(([text]): [ReferenceLanguage, string] => [language as ReferenceLanguage, text]),
  );
}

/** Without what is undefined at the end. */
function shortened(values: (string | undefined)[]): (string | undefined)[] {
  const last = values.findLastIndex((value) => value !== undefined);
  return values.slice(0, last + 1);
}
