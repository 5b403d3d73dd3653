// What one context of WebGL holds: compiled shaders, and buffers whose content changes from frame to frame.
// The shaders are the program's own (lossstudio/picture/gl/shaders), which come with the page's data.

/** Every program by its name. */
class Programs {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {Object<string, string[]>} sources - Of each program the vertex shader and the fragment shader.
   */
  constructor(gl, sources) {
    this.gl = gl;
    this.made = {};
    for (const [name, [vertex, fragment]] of Object.entries(sources)) this.made[name] = this.linked(vertex, fragment);
  }

  linked(vertex, fragment) {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(this.faults(program));
    return { program, uniforms: this.uniformsOf(program) };
  }

  faults(program) {
    const { gl } = this;
    const logs = gl.getAttachedShaders(program).map((shader) => gl.getShaderInfoLog(shader));
    return [gl.getProgramInfoLog(program), ...logs].filter(Boolean).join("\n");
  }

  uniformsOf(program) {
    const { gl } = this;
    const uniforms = {};
    const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) || 0;
    for (let number = 0; number < count; number++) {
      const { name, type } = gl.getActiveUniform(program, number);
      uniforms[name.replace("[0]", "")] = { place: gl.getUniformLocation(program, name), type };
    }
    return uniforms;
  }

  /** Use a program and give it its uniforms, leaving out those that it doesn't have. */
  set(name, values) {
    const { gl } = this;
    const { program, uniforms } = this.made[name];
    gl.useProgram(program);
    for (const [key, value] of Object.entries(values)) {
      if (key in uniforms) this.write(uniforms[key], value);
    }
  }

  write({ place, type }, value) {
    const { gl } = this;
    const vectors = { [gl.FLOAT_VEC2]: "uniform2fv", [gl.FLOAT_VEC3]: "uniform3fv", [gl.FLOAT_VEC4]: "uniform4fv" };
    if (type === gl.FLOAT) gl.uniform1f(place, value);
    else if (type === gl.FLOAT_MAT4) gl.uniformMatrix4fv(place, false, value);
    else if (type in vectors) gl[vectors[type]](place, value);
    else gl.uniform1i(place, value);
  }

  /**
   * Return a vertex array over a buffer.
   * @param {string} name - Of the program.
   * @param {WebGLBuffer} buffer - 32-bit numbers.
   * @param {Array<[string, number]>} layout - The attributes, and how many numbers each has.
   */
  array(name, buffer, layout) {
    const { gl } = this;
    const array = gl.createVertexArray();
    const stride = layout.reduce((sum, [, count]) => sum + 4 * count, 0);
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    let offset = 0;
    for (const [attribute, count] of layout) {
      const place = gl.getAttribLocation(this.made[name].program, attribute);
      if (place >= 0) {
        gl.enableVertexAttribArray(place);
        gl.vertexAttribPointer(place, count, gl.FLOAT, false, stride, offset);
      }
      offset += 4 * count;
    }
    gl.bindVertexArray(null);
    return array;
  }
}

/** The attributes of a piece of a line. */
const PIECE = [["before", 3], ["start", 3], ["end", 3], ["after", 3]];

/**
 * Many four-cornered strips, drawn at once; their buffers grow as they must. Each strip's numbers stand there for each
 * of its corners: instances would be fewer numbers, but software takes as long for one as for a hundred corners.
 */
class Strips {
  /**
   * @param {Programs} programs
   * @param {string} name - Of the program.
   * @param {Array<[string, number]>} layout - The attributes of one strip.
   */
  constructor(programs, name, layout) {
    const { gl } = programs;
    this.gl = gl;
    this.width = layout.reduce((sum, [, count]) => sum + count, 0);
    [this.buffer, this.corners] = [gl.createBuffer(), gl.createBuffer()];
    this.array = programs.array(name, this.buffer, layout);
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.corners);
    gl.bindVertexArray(null);
    this.room = 0;
    this.count = 0;
  }

  /** Hand over what is drawn from now on: the numbers of one strip after another. */
  fill(data) {
    const { gl, width } = this;
    this.count = data.length / width;
    if (this.count > this.room) this.grow(2 * this.count);
    const every = new Float32Array(4 * data.length);
    for (let strip = 0; strip < this.count; strip++) {
      const numbers = data.subarray(strip * width, (strip + 1) * width);
      for (let corner = 0; corner < 4; corner++) every.set(numbers, (4 * strip + corner) * width);
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, every, gl.DYNAMIC_DRAW);
  }

  grow(room) {
    const { gl } = this;
    this.room = room;
    const cornerOf = (_, at) => 4 * Math.floor(at / 6) + [0, 1, 2, 2, 1, 3][at % 6];
    const corners = Uint32Array.from({ length: 6 * room }, cornerOf);
    gl.bindVertexArray(this.array);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, corners, gl.DYNAMIC_DRAW);
    gl.bindVertexArray(null);
  }

  release() {
    this.gl.deleteVertexArray(this.array);
    for (const buffer of [this.buffer, this.corners]) this.gl.deleteBuffer(buffer);
  }

  /** Draw them, or some of them in a row, with the program as it is set. */
  draw(first = 0, count = this.count) {
    if (!count) return;
    this.gl.bindVertexArray(this.array);
    this.gl.drawElements(this.gl.TRIANGLES, 6 * count, this.gl.UNSIGNED_INT, 24 * first);
  }
}

/**
 * Return polylines as pieces of lines, 12 numbers each: the point before, the two ends, the point after.
 * A place that is no number is a gap; a line that ends where it began is closed.
 * @param {number[][][]} lines - Places in box units.
 */
function piecesOf(lines) {
  const made = [];
  const isPlace = (point) => point !== undefined && !Number.isNaN(point[0]);
  const isSame = (one, other) => one[0] === other[0] && one[1] === other[1] && one[2] === other[2];
  for (const line of lines) {
    const last = line.length - 1;
    const closed = last > 1 && isSame(line[0], line[last]);
    for (let at = 0; at < last; at++) {
      const [start, end] = [line[at], line[at + 1]];
      if (!isPlace(start) || !isPlace(end)) continue;
      const before = closed && at === 0 ? line[last - 1] : line[at - 1];
      const after = closed && at + 1 === last ? line[1] : line[at + 2];
      made.push(...(isPlace(before) ? before : start), ...start, ...end, ...(isPlace(after) ? after : end));
    }
  }
  return Float32Array.from(made);
}
