// What triangles are joined by: the outlines of a surface, and where a camera sees it end or turn over.

/** The edges of a mesh, of which at most two triangles meet at each. */
class Edges {
  /**
   * @param {Uint32Array} triangles - Three numbers of vertices each, counter-clockwise seen from above.
   * @param {number} vertices - How many there are.
   */
  constructor(triangles, vertices) {
    const known = new Map();
    for (let corner = 0; corner < triangles.length; corner++) {
      const triangle = Math.floor(corner / 3);
      const [a, b] = [triangles[corner], triangles[3 * triangle + ((corner + 1) % 3)]];
      const name = Math.min(a, b) * vertices + Math.max(a, b);
      const edge = known.get(name);
      if (edge) {
        edge.other = triangle;
        continue;
      }
      known.set(name, { a, b, owner: triangle, other: -1 });
    }
    /** Of each edge: its vertices, the triangle that has it, and the other one; -1 where there is none. */
    this.list = [...known.values()];
  }

  /** Return the edges that one of the first so many triangles has alone, as chains of numbers of vertices. */
  outlines(first) {
    const following = new Map();
    const alone = this.list.filter((edge) => edge.other < 0 && edge.owner < first);
    for (const { a, b } of alone) following.set(a, [...(following.get(a) || []), b]);
    const chains = [];
    for (const { a } of alone) {
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
    this.planes = facesOf(mesh);
    const ends = (edge) => [...mesh.place(edge.a), ...mesh.place(edge.b)];
    const shared = edges.list.filter((edge) => edge.other >= 0);
    this.outline = edges.list.filter((edge) => edge.other < 0).flatMap(ends);
    this.inner = Float32Array.from(shared.flatMap(ends));
    this.sides = Uint32Array.from(shared.flatMap((edge) => [edge.owner, edge.other]));
  }

  /** Return the edges as an eye sees them, six numbers each: where they start and where they end, in box units. */
  seenFrom(eye) {
    const upper = new Uint8Array(this.planes.length / 4);
    for (let face = 0; face < upper.length; face++) {
      const [at, planes] = [4 * face, this.planes];
      const height = planes[at] * eye[0] + planes[at + 1] * eye[1] + planes[at + 2] * eye[2];
      upper[face] = height > planes[at + 3] ? 1 : 0;
    }
    const seen = this.outline.slice();
    for (let edge = 0; 2 * edge < this.sides.length; edge++) {
      if (upper[this.sides[2 * edge]] === upper[this.sides[2 * edge + 1]]) continue;
      for (let at = 6 * edge; at < 6 * edge + 6; at++) seen.push(this.inner[at]);
    }
    return Float32Array.from(seen);
  }
}

/** Return of each triangle of a mesh its normal, and how far along that its plane is from the origin. */
function facesOf(mesh) {
  const { triangles } = mesh;
  const planes = new Float32Array((4 * triangles.length) / 3);
  for (let face = 0; 3 * face < triangles.length; face++) {
    const [a, b, c] = [0, 1, 2].map((corner) => mesh.place(triangles[3 * face + corner]));
    const normal = cross(plus(b, a, -1), plus(c, a, -1));
    planes.set([...normal, dot(normal, a)], 4 * face);
  }
  return planes;
}
