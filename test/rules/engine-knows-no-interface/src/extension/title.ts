export const title = 'HoVLE';
