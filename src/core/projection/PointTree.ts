/**
 * A hierarchy over points of the plane, flattened in depth-first order, for sums over all points that take distant
 * groups as one (Barnes & Hut 1986). Whoever walks it goes on with the node after the current one to open the group,
 * and with `next` to take it as a whole or after a leaf.
 */
export interface PointTree {
  /**
   * Four values a node: the mean x and y of its points, their number, and the limit: the node may be taken as a whole by
   * whatever is further away than the square root of this. A leaf has a limit below 0.
   */
  readonly nodes: Float32Array;
  /** For each node, the node that follows its subtree; the number of nodes after the last. */
  readonly next: Uint32Array;
}
