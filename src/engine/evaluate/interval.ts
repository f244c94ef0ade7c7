/** Wilson's interval of a share (arXiv 2109.12464, §2): where it lies with 95 % confidence after `right` of `answers`. */
export function shareInterval(right: number, answers: number): [low: number, high: number] {
  if (answers === 0) return [0, 1];
  const z = 1.959964;
  const share = right / answers;
  const middle = share + z ** 2 / (2 * answers);
  const reach = z * Math.sqrt((share * (1 - share)) / answers + z ** 2 / (4 * answers ** 2));
  const scale = 1 + z ** 2 / answers;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}
