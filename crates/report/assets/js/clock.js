// The time that the page shows, in hours from the start of the case, and its pace while it plays.

/** A clock from 0 to `hours`; listeners hear of every change. */
export class Clock {
  constructor(hours, at) {
    this.hours = hours;
    this.now = Math.min(at, hours);
    this.pace = 6;
    this.playing = false;
    this.listeners = [];
    this.last = null;
  }

  /** Calls back now and at each change. */
  onChange(listener) {
    this.listeners.push(listener);
    listener();
  }

  /** The last hour that has begun; the one before the horizon at the end. */
  get hour() {
    return Math.max(0, Math.min(Math.floor(this.now + 1e-9), this.hours - 1));
  }

  seek(hour) {
    this.now = Math.max(0, Math.min(hour, this.hours));
    this.changed();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.now >= this.hours) this.now = 0;
    this.playing = true;
    this.last = null;
    this.changed();
    requestAnimationFrame((time) => this.tick(time));
  }

  pause() {
    this.playing = false;
    this.changed();
  }

  tick(time) {
    if (!this.playing) return;
    // A tab that was hidden does not leap when it is shown again.
    const seconds = this.last === null ? 0 : Math.min((time - this.last) / 1000, 0.1);
    this.last = time;
    this.now = Math.min(this.now + seconds * this.pace, this.hours);
    if (this.now >= this.hours) this.playing = false;
    this.changed();
    if (this.playing) requestAnimationFrame((next) => this.tick(next));
  }

  changed() {
    for (const listener of this.listeners) listener();
  }
}
