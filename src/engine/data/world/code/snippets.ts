/** A piece of code. In its lines {a} and {b} stand for names, {w} for a word and {n} for a number. */
export interface Snippet {
  readonly language: Language;
  /** What {a} is the name of: the first name in the snippet that is not the language's own. */
  readonly names: 'function' | 'variable' | 'class' | 'struct' | 'interface' | 'key' | 'element' | 'table';
  readonly lines: readonly string[];
}

/** Languages, those that look least alike first. */
export const languages = [
  'python',
  'html',
  'json',
  'c',
  'javascript',
  'css',
  'sql',
  'bash',
  'rust',
  'go',
  'java',
  'typescript',
  'yaml',
] as const;

export type Language = (typeof languages)[number];

/** Snippets short enough to be read in a picture of 112 pixels. */
export const snippets: readonly Snippet[] = [
  snippet('python', 'function', 'def {a}({b}):|  return {b} + {n}'),
  snippet('python', 'function', 'def {a}():|  for i in {b}:|    print(i)'),
  snippet('python', 'variable', '{a} = [{n}, {n}]|for x in {a}:|  print(x)'),
  snippet('python', 'class', 'class {a}:|  def {b}(self):|    pass'),
  snippet('python', 'variable', '{a} = "{w}"|if {a}:|  {b}({a})'),
  snippet('html', 'element', '<div id="{a}">|  <p>{w}</p>|</div>'),
  snippet('html', 'element', '<ul id="{a}">|  <li>{w}</li>|  <li>{w}</li>|</ul>'),
  snippet('html', 'element', '<a id="{a}">|  <b>{w}</b>|</a>'),
  snippet('json', 'key', '{|  "{a}": {n},|  "{b}": "{w}"|}'),
  snippet('json', 'key', '{|  "{a}": true,|  "{b}": [{n}]|}'),
  snippet('json', 'key', '{|  "{a}": "{w}",|  "{b}": null|}'),
  snippet('c', 'function', 'int {a}(int {b}) {|  return {b} * {n};|}'),
  snippet('c', 'variable', 'int {a} = {n};|printf("%d", {a});'),
  snippet('c', 'function', '#include <stdio.h>|void {a}() {|  puts("{w}");|}'),
  snippet('javascript', 'function', 'function {a}({b}) {|  return {b};|}'),
  snippet('javascript', 'variable', 'const {a} = {n};|console.log({a});'),
  snippet('javascript', 'variable', 'let {a} = "{w}";|if ({a}) {|  {b}({a});|}'),
  snippet('css', 'class', '.{a} {|  color: red;|  margin: {n}px;|}'),
  snippet('css', 'element', '#{a} {|  width: {n}px;|  display: flex;|}'),
  snippet('sql', 'table', 'SELECT *|FROM {a}|WHERE id = {n};'),
  snippet('sql', 'table', 'INSERT INTO {a}|VALUES ({n});'),
  snippet('sql', 'table', 'UPDATE {a}|SET {b} = {n};'),
  snippet('bash', 'variable', '#!/bin/bash|{a}={n}|echo "${a}"'),
  snippet('bash', 'function', '#!/bin/bash|{a}() {|  echo {w}|}'),
  snippet('bash', 'variable', '{a}="{w}"|if [ -f ${a} ]|then ls|fi'),
  snippet('rust', 'function', 'fn {a}({b}: i32) {|  let x = {n};|}'),
  snippet('rust', 'variable', 'let mut {a} = {n};|println!("{}", {a});'),
  snippet('rust', 'struct', 'struct {a} {|  {b}: u32,|}'),
  snippet('go', 'function', 'func {a}({b} int) {|  x := {n}|}'),
  snippet('go', 'variable', 'var {a} int = {n}|fmt.Println({a})'),
  snippet('go', 'function', 'package main|func {a}() {|  go {b}()|}'),
  snippet('java', 'class', 'public class {a} {|  int {b} = {n};|}'),
  snippet('java', 'class', 'class {a} {|  private int {b};|}'),
  snippet('typescript', 'variable', 'let {a}: number = {n};|let {b}: string;'),
  snippet('typescript', 'interface', 'interface {a} {|  {b}: string;|}'),
  snippet('typescript', 'function', 'function {a}(|  {b}: number|): void {}'),
  snippet('yaml', 'key', '{a}:|  - {w}|  - {w}|{b}: {n}'),
  snippet('yaml', 'key', '{a}: {w}|{b}:|  size: {n}'),
];

function snippet(language: Language, names: Snippet['names'], lines: string): Snippet {
  return { language, names, lines: lines.split('|') };
}
