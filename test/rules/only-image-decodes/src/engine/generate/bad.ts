import sharp from 'sharp';
export const bad = sharp;
