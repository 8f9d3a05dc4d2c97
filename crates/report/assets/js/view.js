// From the plane of the data to pixels of the canvas.

/** Free pixels around the network: room for labels. */
const PADDING = 46;

/** How much nearer than the whole network a view gets. */
const NEAREST = 40;

/** Fits points, `[x, y]` each, into a canvas, or a part of them that is looked at from nearer. */
export class View {
  constructor(points) {
    const axis = (at) => points.map((point) => point[at]);
    const bounds = (values) => (values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0]);
    this.x = bounds(axis(0));
    this.y = bounds(axis(1));
    this.factor = 1;
    this.middle = { x: (this.x[0] + this.x[1]) / 2, y: (this.y[0] + this.y[1]) / 2 };
    this.resize(100, 100);
  }

  /** Height of the network over its width. */
  get aspect() {
    const width = this.x[1] - this.x[0];
    return width > 0 ? (this.y[1] - this.y[0]) / width : 1;
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
    const room = (pixels) => Math.max(pixels - 2 * PADDING, 40);
    const extent = ([low, high]) => Math.max(high - low, 1);
    // A lone hub shows its surroundings: 300 km across, in steps of 100 m.
    const least = this.x[0] === this.x[1] && this.y[0] === this.y[1] ? 3000 : 0;
    this.fit = Math.min(
      room(width) / Math.max(extent(this.x), least),
      room(height) / Math.max(extent(this.y), least),
    );
    this.settle();
  }

  /** Whether less than the whole network may be in view. */
  get near() {
    return this.factor > 1;
  }

  /** Whether the view gets no nearer. */
  get nearest() {
    return this.factor >= NEAREST;
  }

  /** Looks from so many times as near; what lies at a point of the canvas stays there. Tells whether anything changed. */
  zoom(px, py, times) {
    const before = this.factor;
    const [x, y] = [(px - this.left) / this.scale, (py - this.top) / this.scale];
    this.factor = Math.min(Math.max(this.factor * times, 1), NEAREST);
    const scale = this.fit * this.factor;
    this.middle = { x: x + (this.width / 2 - px) / scale, y: y + (this.height / 2 - py) / scale };
    this.settle();
    return this.factor !== before;
  }

  /** Moves the ground by pixels. Tells whether anything changed: the whole network stays where it is. */
  pan(dx, dy) {
    this.middle = { x: this.middle.x - dx / this.scale, y: this.middle.y - dy / this.scale };
    this.settle();
    return this.near;
  }

  /** Computes the rest from the factor and the middle, which stays on the network. */
  settle() {
    const within = (value, [low, high]) => (this.near ? Math.min(Math.max(value, low), high) : (low + high) / 2);
    this.middle = { x: within(this.middle.x, this.x), y: within(this.middle.y, this.y) };
    this.scale = this.fit * this.factor;
    this.left = this.width / 2 - this.scale * this.middle.x;
    this.top = this.height / 2 - this.scale * this.middle.y;
  }

  px(x) {
    return this.left + this.scale * x;
  }

  py(y) {
    return this.top + this.scale * y;
  }
}
