import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './command.mjs';

/**
 * Draws the pictures of examples/. They are made here, so that they are free to use and everything in them is known.
 * Letters come from a font of this machine; numbers, places and colours do not depend on it.
 */
const pictures = {
  'triangle.png': triangle(),
  'chart.png': barChart(),
  'diagram.png': diagram(),
  'shapes.png': shapes(seededRandom(7)),
  'settings.png': settingsPage(),
  'landscape.jpg': landscape(seededRandom(11)),
};

for (const [name, svg] of Object.entries(pictures)) {
  const image = sharp(Buffer.from(svg));
  const encoded = name.endsWith('.jpg')
    ? image.jpeg({ quality: 80 })
    : image.png({ palette: true, compressionLevel: 9 });
  const { width, height, size } = await encoded.toFile(join(root, 'examples', name));
  console.log(`${name}: ${width}×${height}, ${(size / 1000).toFixed(1)} kB`);
}

/** What the small model that ships was trained on. */
function triangle() {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="448" height="448"><rect width="448" height="448" fill="#fff"/>
    <polygon points="224,60 400,370 48,370" fill="#2e8b3d"/></svg>`;
}

function barChart() {
  const days = [
    { name: 'Mon', cups: 12 },
    { name: 'Tue', cups: 18 },
    { name: 'Wed', cups: 9 },
    { name: 'Thu', cups: 24 },
    { name: 'Fri', cups: 30 },
  ];
  const bars = days.map(({ name, cups }, i) => {
    const [x, top] = [110 + i * 104, 380 - cups * 9];
    return `<rect x="${x}" y="${top}" width="64" height="${cups * 9}" fill="#3b6ea5"/>
      ${label(x + 32, 410, name)} ${label(x + 32, top - 10, cups)}`;
  });
  const lines = [0, 10, 20, 30].map((cups) => {
    const y = 380 - cups * 9;
    return `<path d="M80 ${y}H620" stroke="#d5d9de"/>${label(60, y + 6, cups)}`;
  });
  const title = label(340, 52, 'Cups of coffee sold', { size: 26, weight: 700 });
  return page(640, 440, '#ffffff', [...lines, ...bars, title]);
}

function diagram() {
  const box = (x, y, text, fill) =>
    `<rect x="${x}" y="${y}" width="190" height="70" rx="10" fill="${fill}" stroke="#333f4f" stroke-width="2"/>
    ${label(x + 95, y + 41, text, { size: 18 })}`;
  const arrow = (path) => `<path d="${path}" fill="none" stroke="#333f4f" stroke-width="3" marker-end="url(#head)"/>`;
  const head = `<defs><marker id="head" markerWidth="8" markerHeight="8" refX="6" refY="3" orient="auto">
    <path d="M0 0L7 3L0 6z" fill="#333f4f"/></marker></defs>`;
  return page(760, 420, '#fbfaf7', [
    head,
    box(40, 50, 'Image patches', '#cfe3f5'),
    box(40, 290, 'Words', '#fbe3bd'),
    box(290, 170, 'Embedding module', '#d9ecd0'),
    box(540, 170, 'Language model', '#e9d9f0'),
    arrow('M230 85H380V164'),
    arrow('M230 325H380V248'),
    arrow('M480 205H532'),
    label(635, 290, 'Answer'),
    arrow('M635 240V266'),
  ]);
}

/** @param {() => number} random */
function shapes(random) {
  const colours = ['#d64545', '#2f80c2', '#3f9d56', '#e0a020'];
  const place = (i) => ({
    x: Math.round(90 + (i % 4) * 130 + random() * 20),
    y: Math.round(100 + Math.floor(i / 4) * 150 + random() * 20),
  });
  const kinds = [
    ({ x, y }) => `<circle cx="${x}" cy="${y}" r="48" `,
    ({ x, y }) => `<rect x="${x - 44}" y="${y - 44}" width="88" height="88" `,
    ({ x, y }) => `<path d="M${x} ${y - 50}L${x + 50} ${y + 42}H${x - 50}z" `,
  ];
  const drawn = [0, 1, 2, 0, 1, 2, 0, 1].map((kind, i) => `${kinds[kind]?.(place(i))} fill="${colours[i % 4]}"/>`);
  return page(600, 360, '#f2f2ee', drawn);
}

function settingsPage() {
  const rows = [
    { name: 'Dark mode', on: true },
    { name: 'Notifications', on: false },
    { name: 'Automatic updates', on: true },
  ].map(({ name, on }, i) => {
    const y = 120 + i * 70;
    return `${label(60, y + 26, name, { anchor: 'start' })}
      <rect x="400" y="${y}" width="76" height="38" rx="19" fill="${on ? '#2f80c2' : '#b8bfc7'}"/>
      <circle cx="${on ? 457 : 419}" cy="${y + 19}" r="15" fill="#ffffff"/>`;
  });
  return page(540, 440, '#ffffff', [
    '<rect width="540" height="80" fill="#24303d"/>',
    label(40, 50, 'Settings', { size: 26, weight: 700, anchor: 'start', colour: '#ffffff' }),
    ...rows,
    button(180, 'Cancel', { fill: '#e3e6ea', colour: '#24303d' }),
    button(350, 'Save', { fill: '#3f9d56', colour: '#ffffff' }),
  ]);
}

/**
 * @param {number} x
 * @param {string} text
 * @param {{ fill: string, colour: string }} style
 */
function button(x, text, { fill, colour }) {
  return `<rect x="${x}" y="358" width="140" height="52" rx="8" fill="${fill}"/>${label(x + 70, 391, text, { colour })}`;
}

/** @param {() => number} random */
function landscape(random) {
  const gradient = (id, top, bottom) =>
    `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;
  const trees = Array.from({ length: 26 }, () => {
    const size = 18 + Math.round(random() * 26);
    return `<path d="M${Math.round(random() * 800)} ${450 + Math.round(random() * 60) - size * 2}
      l${size / 2} ${size * 2}h-${size}z" fill="#23402f"/>`;
  });
  return page(800, 520, '#f6c58f', [
    `<defs>${gradient('sky', '#4f6fa8', '#f8c896')}${gradient('lake', '#e0a77c', '#34476b')}</defs>`,
    '<rect width="800" height="330" fill="url(#sky)"/>',
    '<circle cx="590" cy="250" r="44" fill="#fff1c9"/>',
    `<path d="${ridge(random, 260, 60)}" fill="#6b6f8f"/>`,
    `<path d="${ridge(random, 300, 40)}" fill="#49506f"/>`,
    '<rect y="340" width="800" height="180" fill="url(#lake)"/>',
    '<path d="M0 430Q200 380 420 440T800 420V520H0z" fill="#2f4f3a"/>',
    ...trees,
  ]);
}

/**
 * A line of hills that fills everything below it.
 * @param {() => number} random
 * @param {number} height
 * @param {number} roughness
 */
function ridge(random, height, roughness) {
  const points = Array.from({ length: 17 }, (_, i) => `${i * 50} ${Math.round(height + (random() - 0.5) * roughness)}`);
  return `M0 345L${points.join('L')}L800 345z`;
}

/**
 * @param {number} width
 * @param {number} height
 * @param {string} background
 * @param {readonly string[]} content
 */
function page(width, height, background, content) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="${background}"/>${content.join('\n')}</svg>`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string | number} text
 * @param {{ size?: number, weight?: number, anchor?: 'start' | 'middle', colour?: string }} [style]
 */
function label(x, y, text, { size = 20, weight = 400, anchor = 'middle', colour = '#24303d' } = {}) {
  return `<text x="${x}" y="${y}" font-family="DejaVu Sans, Arial, sans-serif" font-size="${size}" font-weight="${weight}"
    text-anchor="${anchor}" fill="${colour}">${text}</text>`;
}

/**
 * Numbers in [0, 1) that are the same for the same seed (mulberry32).
 * @param {number} seed
 */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
