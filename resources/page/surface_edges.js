// What triangles are joined by: the outlines of a surface, and where a camera sees it end or turn over.

/** The edges of a mesh, of which at most two triangles meet at each. */
class Edges {
  /**
   * @param {Uint32Array} triangles - Three numbers of vertices each, counter-clockwise seen from above.
   * @param {number} vertices - How many there are.
   */
  constructor(triangles, vertices) {
    this.triangles = triangles;
    const sorted = new Float64Array(triangles.length);
    // The name of an edge, then which of the triangles' corners it begins at: sorted, equal edges are neighbours.
    for (let corner = 0; corner < triangles.length; corner++) {
      const [a, b] = [triangles[corner], triangles[this.following(corner)]];
      sorted[corner] = (Math.min(a, b) * vertices + Math.max(a, b)) * triangles.length + corner;
    }
    sorted.sort();
    /** The corners where an edge of one triangle alone begins, and pairs of them where one of two does. */
    this.alone = [];
    this.shared = [];
    for (let at = 0; at < sorted.length; at++) {
      const corner = sorted[at] % triangles.length;
      const name = Math.floor(sorted[at] / triangles.length);
      const isShared = Math.floor(sorted[at + 1] / triangles.length) === name;
      if (isShared) this.shared.push(corner, sorted[++at] % triangles.length);
      else this.alone.push(corner);
    }
  }

  /** Return the next corner of the same triangle. */
  following(corner) {
    return corner % 3 === 2 ? corner - 2 : corner + 1;
  }

  /** Return the numbers of the vertices at the ends of the edge that begins at a corner. */
  ends(corner) {
    return [this.triangles[corner], this.triangles[this.following(corner)]];
  }

  /** Return the edges that one of the first so many triangles has alone, as chains of numbers of vertices. */
  outlines(first) {
    const alone = this.alone.filter((corner) => corner < 3 * first).map((corner) => this.ends(corner));
    const following = new Map();
    for (const [a, b] of alone) following.set(a, [...(following.get(a) || []), b]);
    const chains = [];
    for (const [a] of alone) {
      const chain = [a];
      while (following.get(chain[chain.length - 1])?.length) chain.push(following.get(chain[chain.length - 1]).pop());
      if (chain.length > 1) chains.push(chain);
    }
    return chains;
  }
}

/** Where the picture of a mesh ends, or turns from its upper to its lower side. */
class Silhouette {
  /**
   * @param {Mesh} mesh
   * @param {Edges} edges - Its edges.
   */
  constructor(mesh, edges) {
    Object.assign(this, { mesh, edges, planes: facesOf(mesh), upper: new Uint8Array(mesh.triangles.length / 3) });
    /** The two triangles of each shared edge, in pairs: there are many, and each picture asks for all of them. */
    this.sides = Uint32Array.from(edges.shared, (corner) => Math.floor(corner / 3));
  }

  /** Look which triangles show an eye their upper side, and return how many. */
  look(eye) {
    const { planes, upper } = this;
    let count = 0;
    for (let face = 0; face < upper.length; face++) {
      const at = 4 * face;
      const height = planes[at] * eye[0] + planes[at + 1] * eye[1] + planes[at + 2] * eye[2];
      upper[face] = height > planes[at + 3] ? 1 : 0;
      count += upper[face];
    }
    return count;
  }

  /** Return the edges as an eye sees them, six numbers each: where they start and where they end, in box units. */
  seenFrom(eye) {
    const { upper, sides, edges } = this;
    this.look(eye);
    const seen = edges.alone.slice();
    for (let at = 0; at < sides.length; at += 2) {
      if (upper[sides[at]] !== upper[sides[at + 1]]) seen.push(edges.shared[at]);
    }
    return Float32Array.from(seen.flatMap((corner) => this.endsOf(corner)));
  }

  endsOf(corner) {
    const [a, b] = this.edges.ends(corner);
    return [...this.mesh.place(a), ...this.mesh.place(b)];
  }
}

/** Return of each triangle of a mesh its normal, and how far along that its plane is from the origin. */
function facesOf(mesh) {
  const { triangles } = mesh;
  const planes = new Float32Array((4 * triangles.length) / 3);
  for (let face = 0; 3 * face < triangles.length; face++) {
    const a = mesh.place(triangles[3 * face]);
    const toB = plus(mesh.place(triangles[3 * face + 1]), a, -1);
    const toC = plus(mesh.place(triangles[3 * face + 2]), a, -1);
    const normal = cross(toB, toC);
    planes[4 * face] = normal[0];
    planes[4 * face + 1] = normal[1];
    planes[4 * face + 2] = normal[2];
    planes[4 * face + 3] = dot(normal, a);
  }
  return planes;
}
