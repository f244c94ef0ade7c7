// 3 axes of the space

/** From where points are looked at. In the plane the third axis points at the eye. */
export interface Camera {
  readonly isFlat: boolean;
  /** Turns about the vertical and the horizontal axis, in radians; unused in the plane. */
  readonly yaw: number;
  readonly pitch: number;
  readonly zoom: number;
  /** In units of the view, whose shorter half is 1. */
  readonly panX: number;
  readonly panY: number;
}

export const straightAhead: Camera = { isFlat: true, yaw: 0, pitch: 0, zoom: 0.9, panX: 0, panY: 0 };

/** A slant from which depth can be seen. */
export const slanted: Camera = { ...straightAhead, isFlat: false, yaw: 0.6, pitch: 0.35, zoom: 0.85 };

/** A camera that was kept; undefined for what is none. */
export function readCamera(kept: unknown): Camera | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { isFlat, yaw, pitch, zoom, panX, panY } = kept as Record<string, unknown>; // An object may be looked into.
  const numbers = [yaw, pitch, zoom, panX, panY].filter((value) => typeof value === 'number' && Number.isFinite(value));
  if (typeof isFlat !== 'boolean' || numbers.length < 5) return undefined;
  const [turn = 0, slant = 0, scale = 1, right = 0, up = 0] = numbers as number[]; // They were just looked through.
  return { isFlat, yaw: turn, pitch: slant, zoom: withinZoom(scale), panX: right, panY: up };
}

/** Rows of the rotation that a camera turns points by: right, up, towards the eye. Column-major for the graphics card. */
export function rotationOf({ isFlat, yaw, pitch }: Camera): Float32Array {
  if (isFlat) return new Float32Array([1, 0, 0, 0, 1, 0, 0, 0, 0]);
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return new Float32Array([cy, sy * sp, sy * cp, 0, cp, -sp, -sy, cy * sp, cy * cp]);
}

/** A view in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Half of the shorter side: what 1 is in pixels. */
export function unitOf({ width, height }: Size): number {
  return Math.min(width, height) / 2;
}

/** Where positions [P, 3] are seen: x and y in pixels from the upper left, and nearness, [P, 3]. */
export function project(positions_P3: Float32Array, camera: Camera, size: Size): Float32Array {
  const r = rotationOf(camera);
  const unit = unitOf(size);
  const seen_P3 = new Float32Array(positions_P3.length);
  for (let i = 0; i < positions_P3.length; i += 3) {
    const x = positions_P3[i]!;
    const y = positions_P3[i + 1]!;
    const z = positions_P3[i + 2]!;
    const right = r[0]! * x + r[3]! * y + r[6]! * z;
    const up = r[1]! * x + r[4]! * y + r[7]! * z;
    seen_P3[i] = size.width / 2 + unit * (right * camera.zoom + camera.panX);
    seen_P3[i + 1] = size.height / 2 - unit * (up * camera.zoom + camera.panY);
    seen_P3[i + 2] = r[2]! * x + r[5]! * y + r[8]! * z;
  }
  return seen_P3;
}

/** Moves the view by pixels: the plane is shifted, the space turned. */
export function dragged(camera: Camera, { dx, dy }: { dx: number; dy: number }, size: Size): Camera {
  const unit = unitOf(size);
  if (camera.isFlat) return { ...camera, panX: camera.panX + dx / unit, panY: camera.panY - dy / unit };
  const pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, camera.pitch + dy / unit));
  return { ...camera, yaw: camera.yaw + dx / unit, pitch };
}

/** Zooms so that what lies at a pixel stays there. */
export function zoomed(camera: Camera, factor: number, { x, y }: { x: number; y: number }, size: Size): Camera {
  const zoom = withinZoom(camera.zoom * factor);
  const unit = unitOf(size);
  const [atX, atY] = [(x - size.width / 2) / unit, (size.height / 2 - y) / unit];
  const grown = zoom / camera.zoom;
  return { ...camera, zoom, panX: atX - (atX - camera.panX) * grown, panY: atY - (atY - camera.panY) * grown };
}

const withinZoom = (zoom: number): number => Math.min(500, Math.max(0.01, zoom));
