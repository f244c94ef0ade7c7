import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { altPrompt, textAround } from '../../../src/extension/altText/altPrompt.ts';
import { cleanAlt } from '../../../src/extension/altText/cleanAlt.ts';
import { documentLanguage } from '../../../src/extension/altText/documentLanguage.ts';
import { purposeOf } from '../../../src/extension/altText/purpose.ts';

describe('the purpose of a picture is', () => {
  const check = (claim: string, expected: string, ...[reference, clues]: Parameters<typeof purposeOf>) => {
    test(claim, () => assert.equal(purposeOf(reference, clues), expected));
  };
  check('to inform', 'informative', {}, { name: 'chart.png', pixels: { width: 640, height: 400 } });
  check('to be a link', 'functional', { linkTarget: '' }, { name: 'spacer.gif' });
  check('decoration by its size', 'decorative', {}, { name: 'a.gif', pixels: { width: 100, height: 1 } });
  for (const name of ['spacer.gif', 'divider-2.svg', 'Blank.GIF', 'pixel.gif', 'transparent-1x1.png', 'bg.jpg'])
    check(`decoration by its whole name, ${name}`, 'decorative', {}, { name });
  const informing = ['spacerocket.png', 'google-pixel-8.png', 'blank-page.png', 'bullet-chart.png'];
  for (const name of [...informing, 'desktop-background.jpg', 'header-bg.png', 'pixel', 'divider.pdf#page=1'])
    check(`not decoration by a word of its name, ${name}`, 'informative', {}, { name });
  const alt = { from: 0, to: 0, state: 'text', text: 'A', before: '', after: '', escape: 'html' } as const;
  check('to inform where somebody has described it', 'informative', { alt }, { name: 'spacer.gif' });
  check(
    'to be decoration where that is said',
    'decorative',
    { alt: { ...alt, state: 'empty' } },
    { name: 'spacer.gif' },
  );
});

describe('the language of a document is told by', () => {
  const check = (claim: string, text: string, expected: string | undefined) => {
    test(claim, () => assert.equal(documentLanguage(text), expected));
  };
  check('its declaration', '<html lang="de-CH"><p>the and of', 'German');
  check('its declaration among others', '<!doctype html>\n<HTML class=a LANG=pl dir=ltr>', 'Polish');
  check('its front matter', '---\nlang: fr\n---\n', 'French');
  check('a later line of its front matter', '---\r\ntitle: A\r\nlang: "pt-BR"\r\n---\r\n', 'Portuguese');
  check('front matter of another kind', '+++\ntitle = "A"\nlang = "nl"\n+++\n', 'Dutch');
  check('its attribute', '= Title\n:lang: es\n', 'Spanish');
  check('its script', '# 图像\n\n这是一张图片。', 'Chinese');
  check('its other script', '# 図\n\nこれは図です。', 'Japanese');
  check('its words', 'Das ist die Übersicht und der Plan mit allem', 'German');
  check('nothing', 'x = 1', undefined);
  const component = (script: string) => `<script ${script}>\nimport a from './a'\n</script>\n\n`;
  const english = '<p>The state of the art, and the way to it.</p>\n';
  check(
    'its words, not by the script of Vue',
    `${component('setup lang="ts"')}<template>${english}</template>`,
    'English',
  );
  check('its words, not by the script of Svelte', `${component("context='module' lang='ts'")}${english}`, 'English');
  check('nothing where Vue has no words', `${component('lang=tsx setup')}<style lang="scss"></style>`, undefined);
  check('its words, not by a template', `<template lang="pug">\np the and of\n</template>`, 'English');
  check('its words, not by code', `${english}<pre lang="ts">a</pre>\n\nlang: ts`, 'English');
  check('its words, not by a quotation', `${english}<p lang="fr">Oui</p>`, 'English');
});

describe('of a model’s words stays', () => {
  const check = (claim: string, words: string, expected: string) => {
    test(claim, () => assert.equal(cleanAlt(words), expected));
  };
  check('one line', ' A cat\non a **mat**. ', 'A cat on a mat.');
  check('no announcement', 'The image of a cat', 'A cat');
  check('no label and no quotes', '"Alt text: a photo of a cat"', 'A cat');
  check('whole sentences', `One. ${'b'.repeat(300)}`, 'One.');
  check('whole words', `One ${'b'.repeat(300)}`, 'One …');
});

test('the text around a picture is without markup', () => {
  const text = '<p class="a">See <b>this</b>:</p>\n<img src="a.png">\n[Sales](x.md) *grew*.';
  const from = text.indexOf('<img');
  assert.equal(textAround(text, { from, to: text.indexOf('>', from) + 1 }), 'See this : […] Sales grew .');
});

test('a question names purpose, language, surroundings and what is there', () => {
  const question = {
    purpose: 'functional',
    linkTarget: '/home',
    language: 'German',
    around: 'Start',
    present: 'Bild',
  } as const;
  const prompt = altPrompt(question);
  for (const part of ['link to /home', 'Write in German', '“Start”', 'is “Bild”'])
    assert.ok(prompt.includes(part), prompt);
});
