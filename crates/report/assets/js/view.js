// From the plane of the data to pixels of the canvas.

/** Free pixels around the network: room for labels. */
const PADDING = 46;

/** Fits points, `[x, y]` each, into a canvas. */
export class View {
  constructor(points) {
    const axis = (at) => points.map((point) => point[at]);
    const bounds = (values) => (values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0]);
    this.x = bounds(axis(0));
    this.y = bounds(axis(1));
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
    this.scale = Math.min(
      room(width) / Math.max(extent(this.x), least),
      room(height) / Math.max(extent(this.y), least),
    );
    this.left = width / 2 - (this.scale * (this.x[0] + this.x[1])) / 2;
    this.top = height / 2 - (this.scale * (this.y[0] + this.y[1])) / 2;
  }

  px(x) {
    return this.left + this.scale * x;
  }

  py(y) {
    return this.top + this.scale * y;
  }
}
