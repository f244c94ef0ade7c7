// P points · 3 axes, or red, green and blue

import { rotationOf, unitOf } from './camera.ts';
import { fragmentShader, vertexShader } from './shaders.ts';
import { fitCanvas, type Frame, type Surface } from './surface.ts';

/**
 * Points drawn by the graphics card, which also moves and turns them: a frame costs the page nothing a point.
 * Undefined where the page has no WebGL 2, and where a program on the processor would stand in for the card: of a hundred
 * thousand points it needs most of a second a frame, and the plain canvas some milliseconds. Written here because regl, which the libraries for such plots build on, makes
 * code at run time, and the page's policy forbids that.
 */
export function createGlSurface(canvas: HTMLCanvasElement): Surface | undefined {
  const gl = canvas.getContext('webgl2', { ...looks, failIfMajorPerformanceCaveat: true });
  if (!gl || isSoftware(gl)) return undefined;
  const program = link(gl);
  return program ? new GlSurface(canvas, gl, program) : undefined;
}

/** Browsers name what draws; not all of them count such a program as a caveat. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = names && gl.getParameter(names.UNMASKED_RENDERER_WEBGL);
  return typeof renderer === 'string' && /swiftshader|llvmpipe|softpipe|basic render/i.test(renderer);
}

const looks = { antialias: true, alpha: true, premultipliedAlpha: true };

class GlSurface implements Surface {
  readonly canvas: HTMLCanvasElement;
  readonly isAccelerated = true;
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #buffers = new Map<string, WebGLBuffer>();
  #count = 0;

  constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, program: WebGLProgram) {
    this.canvas = canvas;
    this.#gl = gl;
    this.#program = program;
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthFunc(gl.LEQUAL);
  }

  setPositions(from_P3: Float32Array, to_P3: Float32Array): void {
    this.#count = to_P3.length / 3;
    this.#fill('from', from_P3, 3);
    this.#fill('to', to_P3, 3);
  }

  setColours(colours_P3: Uint8Array): void {
    this.#fill('colour', colours_P3, 3);
  }

  setMarks(marks_P: Uint8Array): void {
    this.#fill('mark', marks_P, 1);
  }

  draw({ camera, size, pixelRatio, progress, pointSize, outline }: Frame): void {
    const gl = this.#gl;
    fitCanvas(this.canvas, size, pixelRatio);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    if (camera.isFlat) gl.disable(gl.DEPTH_TEST);
    else gl.enable(gl.DEPTH_TEST);
    const unit = unitOf(size);
    gl.uniformMatrix3fv(this.#place('rotation'), false, rotationOf(camera));
    gl.uniform2f(this.#place('pan'), camera.panX, camera.panY);
    gl.uniform2f(this.#place('stretch'), (2 * unit) / size.width, (2 * unit) / size.height);
    gl.uniform1f(this.#place('zoom'), camera.zoom);
    gl.uniform1f(this.#place('progress'), progress);
    gl.uniform1f(this.#place('pointSize'), pointSize * pixelRatio);
    gl.uniform3f(this.#place('outline'), ...scaled(outline));
    gl.drawArrays(gl.POINTS, 0, this.#count);
  }

  close(): void {
    for (const buffer of this.#buffers.values()) this.#gl.deleteBuffer(buffer);
    this.#gl.deleteProgram(this.#program);
    // Browsers keep a few contexts only, and would take away that of another view.
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #place(uniform: string): WebGLUniformLocation | null {
    return this.#gl.getUniformLocation(this.#program, uniform);
  }

  #fill(attribute: string, values: Float32Array | Uint8Array, size: number): void {
    const gl = this.#gl;
    const buffer = this.#buffers.get(attribute) ?? gl.createBuffer();
    this.#buffers.set(attribute, buffer);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
    const place = gl.getAttribLocation(this.#program, attribute);
    const isFloat = values instanceof Float32Array;
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, isFloat ? gl.FLOAT : gl.UNSIGNED_BYTE, !isFloat && size === 3, 0, 0);
  }
}

function scaled([red, green, blue]: Frame['outline']): [number, number, number] {
  return [red / 255, green / 255, blue / 255];
}

function link(gl: WebGL2RenderingContext): WebGLProgram | undefined {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexShader] as const,
    [gl.FRAGMENT_SHADER, fragmentShader] as const,
  ]) {
    const shader = gl.createShader(kind);
    if (!shader) return undefined;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  // A driver that refuses them is as good as none: the plain canvas takes over.
  return gl.getProgramParameter(program, gl.LINK_STATUS) === true ? program : undefined;
}
